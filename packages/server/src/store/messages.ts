/** Messages one by one: looked up, taken back, decided about. */
import { PARTITIONS, partOf } from '../domain/ids.ts';
import { type Attempt, attemptStates, type Message } from '../domain/message.ts';
import { type MessageOfEvent, messageEvent } from '../domain/message-event.ts';
import { codeOfState, type MessageState, sourcesOf, stateOfCode } from '../domain/message-state.ts';
import type { ReasonCode } from '../domain/reasons.ts';
import { appendEvents } from './events.ts';
import { MESSAGE_COLUMNS, type MessageRow, messageOf } from './message-rows.ts';
import { STOP_WANTED } from './results.ts';
import { all, get, numberOf, run, type Statements, type Value, withRows } from './statements.ts';

/** Moves of a row from partition to partition that a look-up follows. */
const MOST_MOVES = 8;

/** Where a message lives now. One that is on its way, marked and not there yet, is where it was. */
function* findRow(id: string): Statements<MessageRow | undefined> {
  let part = partOf(id);
  let leaving: MessageRow | undefined;
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    const row = yield* get<MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM message WHERE part = ? AND id = ?`,
      part,
      id,
    );
    if (row === undefined) return leaving;
    if (row.moved_to === null) return row;
    if (stateOfCode(row.state) === 'queued') leaving = row;
    part = row.moved_to;
  }
  return leaving;
}

/** @param owner whose message it has to be; undefined: anybody's */
export function* findMessage(id: string, owner: string | undefined): Statements<Message | undefined> {
  const row = yield* findRow(id);
  return row === undefined || (owner !== undefined && row.owner !== owner) ? undefined : messageOf(row);
}

type AttemptRow = {
  gateway: string;
  user_id: number;
  port: number;
  sim: string;
  call_id: string;
  state: number;
  at: number;
  ref_id: number | null;
  detail: string;
  task: number | null;
};

/** Hand-offs that a look shows. */
const MOST_ATTEMPTS = 1000;

/** The hand-offs of a message, oldest first. */
export function* attemptsOf({ part, id }: Message): Statements<readonly Attempt[]> {
  const rows = yield* all<AttemptRow>(
    `SELECT gateway, user_id, port, sim, call_id, state, at, ref_id, detail, task FROM attempt
     WHERE part = ? AND message = ? ORDER BY at LIMIT ?`,
    part,
    id,
    MOST_ATTEMPTS,
  );
  return rows.map(row => ({
    ...{ message: id, part, gateway: row.gateway, port: row.port, sim: row.sim, userId: row.user_id },
    ...{ call: row.call_id, at: row.at, refId: row.ref_id ?? undefined, detail: row.detail },
    task: row.task ?? undefined,
    state: attemptStates[row.state] ?? 'handing',
  }));
}

type ChangedRow = MessageOfEvent & { part: number };

/** Ends a message, or queues it again; the row, or undefined where its state is another one by now. */
function* move(
  { id, part }: Pick<Message, 'id' | 'part'>,
  to: MessageState,
  from: readonly MessageState[],
  reason: ReasonCode,
  at: number,
): Statements<ChangedRow | undefined> {
  const codes = from.map(codeOfState);
  return yield* get<ChangedRow & Record<string, Value>>(
    `UPDATE message SET state = ?, state_at = ?, reason = ?, detail = ''
     WHERE part = ? AND id = ? AND moved_to IS NULL AND state IN (${codes.map(() => '?').join(', ')})
     RETURNING part, id, batch, pool, recipient, reference, gateway, port, sim`,
    ...[codeOfState(to), at, reason, part, id],
    ...codes,
  );
}

/** Takes a message back. False where it was handed over, or has ended. */
export function* cancelMessage(message: Message, at: number): Statements<boolean> {
  const reason = 'cancelled_by_caller';
  const row = yield* move(message, 'cancelled', sourcesOf('cancelled', 'cancel'), reason, at);
  if (row === undefined) return false;
  yield* appendEvents(row.part, [messageEvent(row, 'cancelled', at, { reason, detail: '' })]);
  return true;
}

/** How a message that a gateway has can be taken back. */
export type StopWish =
  /** The gateway is asked to stop this task, which has no other message of ours. */
  | {
      readonly kind: 'stop';
      readonly gateway: string;
      readonly part: number;
      readonly task: number;
      readonly userId: number;
    }
  /** Stopping it would stop others too. */
  | { readonly kind: 'shared'; readonly gateway: string; readonly task: number; readonly others: number }
  /** It is not at a gateway, or the gateway gave no number by which it could be stopped. */
  | { readonly kind: 'none' };

/** Notes that the caller wants a message back which its gateway has taken: the next result of it decides whether that came in time. */
export function* wantStop({ id, part }: Pick<Message, 'id' | 'part'>): Statements<StopWish> {
  const attempt = yield* get<{ gateway: string; user_id: number; call_id: string; task: number | null }>(
    `SELECT gateway, user_id, call_id, task FROM attempt WHERE part = ? AND message = ? AND state = 1 ORDER BY at DESC LIMIT 1`,
    part,
    id,
  );
  if (attempt === undefined || attempt.task === null) return { kind: 'none' };
  const { gateway, task, user_id: userId } = attempt;
  const others = yield* numberOf(
    `SELECT count(*) AS number FROM attempt
     WHERE part = ? AND gateway = ? AND state <= 2 AND call_id = ? AND message <> ?`,
    ...[part, gateway, attempt.call_id, id],
  );
  if (others > 0) return { kind: 'shared', gateway, task, others };
  const wanted = yield* run(
    'UPDATE message SET reason = ? WHERE part = ? AND id = ? AND moved_to IS NULL AND state = ? AND user_id = ? AND gateway = ?',
    ...[STOP_WANTED, part, id, codeOfState('sending'), userId, gateway],
  );
  return wanted === 0 ? { kind: 'none' } : { kind: 'stop', gateway, part, task, userId };
}

/** A task of a gateway, with the messages of one partition in it that its gateway has. */
export interface OpenTask {
  readonly gateway: string;
  readonly part: number;
  readonly task: number;
  readonly userIds: readonly number[];
  /** Nobody else's message would be stopped with them. */
  readonly alone: boolean;
}

/** Tasks of one look. */
const MOST_TASKS = 500;

/** The tasks in which gateways have messages of a batch. @param after the last one of the page before */
export function* tasksOfBatch(
  batch: string,
  after: Pick<OpenTask, 'part' | 'gateway' | 'task'> | undefined,
): Statements<readonly OpenTask[]> {
  const { part = -1, gateway = '', task = 0 } = after ?? {};
  const found = yield* all<{ part: number; gateway: string; task: number }>(
    `SELECT DISTINCT message.part, attempt.gateway, attempt.task FROM message
     JOIN attempt ON attempt.part = message.part AND attempt.message = message.id AND attempt.state = 1
     WHERE message.batch = ? AND message.state = 2 AND message.moved_to IS NULL AND attempt.task IS NOT NULL
       AND (message.part, attempt.gateway, attempt.task) > (?, ?, ?)
     ORDER BY message.part, attempt.gateway, attempt.task LIMIT ?`,
    ...[batch, part, gateway, task, MOST_TASKS],
  );
  const tasks: OpenTask[] = [];
  for (const one of found) {
    const rows = yield* all<{ user_id: number; batch: string }>(
      `SELECT attempt.user_id, message.batch FROM attempt
       JOIN message ON message.part = attempt.part AND message.id = attempt.message
       WHERE attempt.part = ? AND attempt.gateway = ? AND attempt.state <= 2 AND attempt.task = ?`,
      ...[one.part, one.gateway, one.task],
    );
    const userIds = rows.map(({ user_id }) => user_id);
    tasks.push({ ...one, userIds, alone: rows.every(row => row.batch === batch) });
  }
  return tasks;
}

/** Notes that the caller wants all messages of a task back. */
export function* wantTaskStopped({ part, gateway, userIds }: OpenTask): Statements<number> {
  const rows = yield* withRows(
    `UPDATE message SET reason = ? FROM {rows}
     WHERE message.part = ? AND message.id = (SELECT attempt.message FROM attempt
         WHERE attempt.part = ? AND attempt.gateway = ? AND attempt.user_id = v.user_id)
       AND message.moved_to IS NULL AND message.state = 2 AND message.user_id = v.user_id AND message.gateway = ?
     RETURNING message.id`,
    { columns: { user_id: 'int' }, rows: userIds.map(id => [id]) },
    ...[STOP_WANTED, part, part, gateway, gateway],
  );
  return rows.length;
}

/** How many messages of a batch have been taken back. */
export function* countCancelled(batch: string): Statements<number> {
  return (yield* countBatch(batch)).get(codeOfState('cancelled')) ?? 0;
}

const decisions = { resend: 'queued', failed: 'failed', cancelled: 'cancelled' } as const;
/** A decision about a message that is unknown. */
export type Decision = keyof typeof decisions;

/** Decides about a message that is unknown. False where it is not. */
export function* decideMessage(message: Message, decision: Decision, at: number): Statements<boolean> {
  const to = decisions[decision];
  const reason = 'decided_by_person';
  const row = yield* move(message, to, ['unknown'], reason, at);
  if (row === undefined) return false;
  if (to !== 'queued') yield* appendEvents(row.part, [messageEvent(row, to, at, { reason, detail: '' })]);
  return true;
}

export interface BatchView {
  readonly id: string;
  readonly owner: string;
  readonly total: number;
}

/** One request of a caller; undefined where there is none, or where it is another owner's. */
export function* findBatch(id: string, owner: string | undefined): Statements<BatchView | undefined> {
  const row = yield* get<{ owner: string; total: number }>(
    'SELECT owner, total FROM batch WHERE part = ? AND id = ?',
    partOf(id),
    id,
  );
  return row === undefined || (owner !== undefined && row.owner !== owner) ? undefined : { id, ...row };
}

/** How many messages of a batch are in each state. */
export function* countBatch(id: string): Statements<ReadonlyMap<number, number>> {
  const rows = yield* all<{ state: number; messages: number }>(
    'SELECT state, count(*) AS messages FROM message WHERE batch = ? AND moved_to IS NULL GROUP BY state',
    id,
  );
  return new Map(rows.map(row => [row.state, row.messages]));
}

/** Messages of a batch that wait, bounded: in one partition at a time, so that each can be taken back with its event. */
export function* waitingOfBatch(
  id: string,
  limit: number,
): Statements<readonly { readonly part: number; readonly id: string }[]> {
  return yield* all<{ part: number; id: string }>(
    'SELECT part, id FROM message WHERE batch = ? AND moved_to IS NULL AND state <= 1 ORDER BY part, id LIMIT ?',
    id,
    limit,
  );
}

/** Takes messages of one partition back; returns how many. */
export function* cancelWaiting(part: number, ids: readonly string[], at: number): Statements<number> {
  const reason = 'cancelled_by_caller';
  const rows: ChangedRow[] = [];
  for (const id of ids) {
    const row = yield* move({ part, id }, 'cancelled', sourcesOf('cancelled', 'cancel'), reason, at);
    if (row !== undefined) rows.push(row);
  }
  yield* appendEvents(
    part,
    rows.map(row => messageEvent(row, 'cancelled', at, { reason, detail: '' })),
  );
  return rows.length;
}

/** Whether messages wait in a pool. A lane begins with its pool and a blank. */
export function* waitsInPool(pool: string): Statements<boolean> {
  for (let part = 0; part < PARTITIONS; part++) {
    const queued = yield* get<{ id: string }>(
      `SELECT id FROM message WHERE part = ? AND state = 1 AND moved_to IS NULL AND lane >= ? AND lane < ? LIMIT 1`,
      ...[part, `${pool} `, `${pool}!`],
    );
    const scheduled = yield* get<{ id: string }>(
      'SELECT id FROM message WHERE part = ? AND state = 0 AND pool = ? LIMIT 1',
      part,
      pool,
    );
    if (queued !== undefined || scheduled !== undefined) return true;
  }
  return false;
}

/** The lane that a message waits in, as it is stored. */
export function* laneOfMessage({ part, id }: Pick<Message, 'part' | 'id'>): Statements<string> {
  const row = yield* get<{ lane: string }>('SELECT lane FROM message WHERE part = ? AND id = ?', part, id);
  return row?.lane ?? '';
}
