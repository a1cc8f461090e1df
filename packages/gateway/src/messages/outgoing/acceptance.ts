/** Writes an accepted request: task, messages, queue. One transaction, so that a task is there whole or not at all. */

import type { Database } from '@simgate/daemon/store';
import type { SmsConfig } from '../../config/schema.ts';
import type { MessagesContext } from '../context.ts';
import type { SendAnswer, SendRequest } from '../messages.ts';
import { encodingCode, messageStateCode, priorityCode, userIdColumns } from '../rows.ts';
import { failMessage, loadMessage } from './message-store.ts';
import { changeQueueSize, enqueue, queueSize } from './queue.ts';
import type { NewMessage } from './request.ts';
import { keptCut } from './segmentation.ts';

/** How long the answer to an Idempotency-Key is kept. */
export const IDEMPOTENCY_AGE = 24 * 3600_000;

type Remembered = { digest: string; task_id: number; in_queue: number };

/** The first answer to a key within its time; a refusal where it was another request. */
export function remembered(
  { store }: MessagesContext,
  database: Database,
  key: { key: string; digest: string },
): SendAnswer | undefined {
  const row = database.get<Remembered>(
    'SELECT digest, task_id, in_queue FROM idempotency WHERE key = ? AND steady > ?',
    key.key,
    store.steady.now() - IDEMPOTENCY_AGE,
  );
  if (row === undefined) return undefined;
  if (row.digest === key.digest) return { ok: true, taskId: row.task_id, inQueue: row.in_queue };
  return { ok: false, code: 400, error: 'Idempotency-Key was used with another request' };
}

export function remember(
  { store }: MessagesContext,
  database: Database,
  key: { key: string; digest: string },
  answer: { taskId: number; inQueue: number },
): void {
  database.run(
    'INSERT OR REPLACE INTO idempotency (key, digest, task_id, in_queue, steady) VALUES (?, ?, ?, ?, ?)',
    key.key,
    key.digest,
    answer.taskId,
    answer.inQueue,
    store.steady.now(),
  );
}

const INSERT_MESSAGE = `INSERT INTO messages (id, task_id, number, text, user_id, user_id_type, encoding, locking_table,
  single_table, reference_width, cut, report_requested, ports, priority, count, state, time, accepted_steady)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

interface Acceptance {
  readonly taskId: number;
  readonly reportRequested: number;
  readonly priority: number;
  readonly wall: number;
  readonly steady: number;
}

/** @param reserved its id, where that was taken before: it stays out of the queue then; absent: the next one */
export function addMessage(
  database: Database,
  message: NewMessage,
  of: Acceptance,
  reserved?: number,
): number {
  const userId = userIdColumns(message.userId);
  const { id } = database.run(
    INSERT_MESSAGE,
    reserved ?? null,
    of.taskId,
    message.number,
    message.text ?? null,
    userId.text,
    userId.type,
    encodingCode(message.encoding),
    message.cut.national.locking ?? 0,
    message.cut.national.single ?? 0,
    message.cut.referenceWidth,
    keptCut(message.cut),
    of.reportRequested,
    message.ports,
    of.priority,
    message.cut.ends.length,
    messageStateCode('waiting'),
    of.wall,
    of.steady,
  );
  const { ports } = message;
  if (reserved === undefined) enqueue(database, { id, ports, priority: of.priority });
  else
    database.run(
      'INSERT INTO set_aside (message_id, task_id, ports, priority) VALUES (?, ?, ?, ?)',
      ...[id, of.taskId, ports, of.priority],
    );
  return id;
}

export function failAtOnce(context: MessagesContext, database: Database, id: number, reason: string): void {
  const message = loadMessage(database, id);
  if (message !== undefined)
    failMessage(database, context.journal, message, {
      ...{ cause: 'unsendable', code: 'number_invalid', text: reason },
    });
}

/** The answer to an accepted request. */
interface Accepted {
  readonly taskId: number;
  /** Messages that no port has begun, these included. */
  readonly inQueue: number;
}

// The next id of messages is known: this transaction is the only writer.
const INSERT_TASK = `INSERT INTO tasks (text, first_message, recipients, owner, name)
  VALUES (?, 1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'messages'), 0), ?, ?, ?)`;

function addTask(
  context: MessagesContext,
  database: Database,
  request: SendRequest,
  messages: readonly NewMessage[],
): Accepted {
  const { owner = '', name = '' } = request;
  const { id: taskId } = database.run(INSERT_TASK, request.text, messages.length, owner, name);
  const acceptance: Acceptance = {
    taskId,
    reportRequested: request.statusReport ? 1 : 0,
    priority: priorityCode(request.priority ?? 'normal'),
    wall: Math.round(context.clock.now()),
    steady: context.store.steady.now(),
  };
  const failing: { readonly id: number; readonly failure: string }[] = [];
  for (const message of messages) {
    const id = addMessage(database, message, acceptance);
    if (message.failure !== '') failing.push({ id, failure: message.failure });
  }
  const inQueue = changeQueueSize(database, messages.length);
  for (const { id, failure } of failing) failAtOnce(context, database, id, failure);
  return { taskId, inQueue: inQueue - failing.length };
}

/** The refusal of what would be more than the queue may hold. */
export function overLimit(database: Database, sms: SmsConfig, added: number): SendAnswer | undefined {
  if (sms.queueLimit === 0) return undefined;
  const waiting = queueSize(database);
  if (waiting + added <= sms.queueLimit) return undefined;
  const error = `${waiting} messages are waiting; with these ${added} there were more than the ${sms.queueLimit} allowed`;
  return { ok: false, code: 413, error };
}

/** Accepts checked messages inside a transaction. A repeat of an idempotent request gets its first answer. */
export function accept(
  context: MessagesContext,
  database: Database,
  request: SendRequest,
  messages: readonly NewMessage[],
): SendAnswer {
  const key = request.idempotency;
  const before = key && remembered(context, database, key);
  if (before !== undefined) return before;
  const over = overLimit(database, context.sms, messages.length);
  if (over !== undefined) return over;
  const answer = addTask(context, database, request, messages);
  if (key !== undefined) remember(context, database, key, answer);
  return { ok: true, ...answer };
}
