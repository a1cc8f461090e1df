/** Erases what messages keep about a number. A message that is being sent stays until its outcome is known. */
import type { Database } from '@simgate/daemon/store';
import { type Erasure, erasureByScan } from '../store/erasure.ts';
import { removeIncoming } from './incoming/incoming-message.ts';
import { removeSet } from './incoming/reassembly.ts';
import { loadMessage } from './outgoing/message-store.ts';
import { changeQueueSize, removeWaiting } from './outgoing/queue.ts';
import { endTurn, turnOf } from './outgoing/recipient-order.ts';
import { messageStateOf } from './rows.ts';

/** Messages erased in one step. */
const STEP = 200;

/** Segment state 0: handed to a port, whose answer is awaited. */
const IN_FLIGHT = 'EXISTS (SELECT 1 FROM segments s WHERE s.message_id = m.id AND s.state = 0)';

/** Whether a message to the number is being sent now. */
export function isBeingSent(database: Database, number: string): boolean {
  const row = database.get(
    `SELECT 1 FROM messages m INDEXED BY messages_sending
     WHERE m.state = 1 AND ltrim(m.number, '+') = ? AND ${IN_FLIGHT} LIMIT 1`,
    number,
  );
  return row !== undefined;
}

function removeTask(database: Database, taskId: number): void {
  database.run(
    `DELETE FROM tasks WHERE id = ? AND NOT EXISTS
       (SELECT 1 FROM messages WHERE id BETWEEN first_message AND first_message + recipients - 1)`,
    taskId,
  );
}

function removeMessage(database: Database, id: number, taskId: number): void {
  const message = loadMessage(database, id);
  if (message === undefined) return;
  if (messageStateOf(message.state) === 'waiting') {
    removeWaiting(database, message);
    changeQueueSize(database, -1);
  }
  database.run('DELETE FROM continuations WHERE imsi = ? AND message_id = ?', message.imsi, id);
  database.run('DELETE FROM held WHERE message_id = ?', id);
  database.run('DELETE FROM messages WHERE id = ?', id);
  database.run('DELETE FROM segments WHERE message_id = ?', id);
  database.run('DELETE FROM status_reports WHERE message_id = ?', id);
  endTurn(database, turnOf(message), id);
  removeTask(database, taskId);
}

/** Messages to the number, with their segments and reports; the text of the task where no other recipient has it. */
export const eraseSent: Erasure = number => database => {
  const rows = database.all<{ id: number; task_id: number }>(
    `SELECT m.id, m.task_id FROM messages m WHERE ltrim(m.number, '+') = ? AND NOT ${IN_FLIGHT}
     ORDER BY m.id LIMIT ${STEP}`,
    number,
  );
  for (const row of rows) removeMessage(database, row.id, row.task_id);
  return { erased: rows.length, more: rows.length === STEP };
};

/** Status reports that found no message. */
export const eraseReports: Erasure = number => database => {
  const { changes } = database.run(
    `DELETE FROM status_reports WHERE id IN (SELECT id FROM status_reports
     WHERE ltrim(number, '+') = ? AND message_id IS NULL LIMIT ${STEP})`,
    number,
  );
  return { erased: changes, more: changes === STEP };
};

export const eraseIncoming = erasureByScan({
  table: 'incoming',
  condition: "ltrim(number, '+') = ?",
  remove: removeIncoming,
});

/** Parts of long messages. */
export const eraseParts = erasureByScan({
  table: 'part_sets',
  condition: "ltrim(originator, '+') = ?",
  remove: removeSet,
});
