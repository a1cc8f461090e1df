/** stop_sms: what no port has begun ends FAILED; what was begun is completed (contract section 13). */
import type { Database } from '@simgate/daemon/store';
import type { MessagesContext } from '../context.ts';
import { messageStateCode } from '../rows.ts';
import { stoppedByPerson } from './failure.ts';
import { failMessage, loadMessage } from './message-store.ts';

/** Stops a task inside a transaction; `unknown` where there is no such task. */
export function stopTask(
  context: MessagesContext,
  database: Database,
  taskId: number,
  owner: string | undefined,
): 'stopped' | 'unknown' {
  const task = database.get<{ first_message: number; recipients: number; owner: string }>(
    'SELECT first_message, recipients, owner FROM tasks WHERE id = ?',
    taskId,
  );
  if (task === undefined || (owner !== undefined && task.owner !== owner)) return 'unknown';
  const waiting = database.all<{ id: number }>(
    'SELECT id FROM messages WHERE id BETWEEN ? AND ? AND state = ?',
    task.first_message,
    task.first_message + task.recipients - 1,
    messageStateCode('waiting'),
  );
  for (const { id } of waiting) {
    const message = loadMessage(database, id);
    if (message !== undefined) failMessage(database, context.journal, message, stoppedByPerson);
  }
  return 'stopped';
}
