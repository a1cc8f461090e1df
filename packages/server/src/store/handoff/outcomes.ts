/**
 * The hand-off rule, in transactions. Each begins with the fence of its partition:
 *
 * 1. `claim`: attempt, user_id and use of the SIM are written, and the message is `sending`. Only after its commit may a gateway be called.
 * 2. `recordOutcomes`: what the call proved. Not taken: back to the queue. In doubt: it stays `sending`, and nobody sends it.
 * 3. `giveUp`: nothing settled a doubt: `unknown`, or back to the queue where the rule of the pool is `resend`.
 *
 * A crash before 1 leaves the message queued. After 1 it leaves an open attempt, which is a doubt until the gateway was asked.
 */
import { type MessageOfEvent, messageEvent } from '../../domain/message-event.ts';
import type { DoubtRule } from '../../domain/pool.ts';
import type { ReasonCode } from '../../domain/reasons.ts';
import { appendEvents } from '../events.ts';
import { FENCED, type Fence, fenceValues, holds } from '../leases.ts';
import { unwantedOf } from '../results.ts';
import { atLast, type RowList, type Statements, together, withRows } from '../statements.ts';

/** The proof that a call gave for one message. */
export interface AttemptOutcome {
  readonly userId: number;
  readonly kind: 'taken' | 'inDoubt' | 'notTaken';
  readonly detail: string;
  /** Of `taken`: what the gateway calls the hand-off. */
  readonly task?: number;
  /** Of `notTaken`: no gateway would take it, or the pool allows no more attempts. */
  readonly final?: 'refused_by_gateway' | 'no_attempt_left';
}

export interface OutcomeBatch {
  readonly fence: Fence;
  readonly gateway: string;
  readonly at: number;
  readonly outcomes: readonly AttemptOutcome[];
}

const outcomeColumns = { user_id: 'int', detail: 'text' } as const;
const taskColumns = { user_id: 'int', task: 'int' } as const;

function takenRows(outcomes: readonly AttemptOutcome[]): RowList {
  const taken = outcomes.filter(({ kind }) => kind === 'taken');
  return { columns: taskColumns, rows: taken.map(({ userId, task = null }) => [userId, task]) };
}

function rowsOf(outcomes: readonly AttemptOutcome[], kind: AttemptOutcome['kind']) {
  const rows = outcomes.filter(one => one.kind === kind).map(one => [one.userId, one.detail]);
  return { columns: outcomeColumns, rows };
}

/** Taken and in doubt change the attempt alone: the message stays `sending`. */
function* recordOpen({ fence, gateway, at, outcomes }: OutcomeBatch): Statements<void> {
  yield* together(
    withRows(
      `UPDATE attempt SET state = 1, state_at = ?, detail = '', task = v.task FROM {rows}
       WHERE attempt.part = ? AND attempt.gateway = ? AND attempt.user_id = v.user_id AND attempt.state IN (0, 2) AND ${FENCED}
       RETURNING attempt.user_id`,
      takenRows(outcomes),
      at,
      fence.part,
      gateway,
      ...fenceValues(fence),
    ),
    withRows(
      `UPDATE attempt SET state = 2, state_at = ?, detail = v.detail FROM {rows}
       WHERE attempt.part = ? AND attempt.gateway = ? AND attempt.user_id = v.user_id AND attempt.state = 0 AND ${FENCED}
       RETURNING attempt.user_id`,
      rowsOf(outcomes, 'inDoubt'),
      at,
      fence.part,
      gateway,
      ...fenceValues(fence),
    ),
  );
}

/** A message that an attempt gives back, or ends. */
interface Release {
  readonly id: string;
  readonly userId: number;
  readonly state: 1 | 6 | 7;
  readonly reason: ReasonCode | '';
  readonly detail: string;
}

type ReleasedRow = {
  id: string;
  batch: string;
  pool: string;
  recipient: string;
  reference: string;
  gateway: string;
  port: number | null;
  sim: string;
  state: number;
  reason: string;
  detail: string;
};

const endStates = { 6: 'failed', 7: 'unknown', 9: 'cancelled' } as const;

function* appendEnds(part: number, at: number, rows: readonly ReleasedRow[]): Statements<void> {
  const events = rows.flatMap(row => {
    const state = row.state === 6 || row.state === 7 || row.state === 9 ? endStates[row.state] : undefined;
    return state === undefined ? [] : [messageEvent(row satisfies MessageOfEvent, state, at, row)];
  });
  yield* appendEvents(part, events);
}

/** Only while the attempt is the message's newest, and no proof came. What its caller wants back is not queued again. */
function* release(
  part: number,
  gateway: string,
  at: number,
  releases: readonly Release[],
): Statements<readonly string[]> {
  const rows = yield* withRows<ReleasedRow>(
    `UPDATE message SET state_at = ?, detail = v.detail,
       state = CASE WHEN message.reason = 'stop_wanted' THEN v.unwanted ELSE v.state END,
       reason = CASE WHEN message.reason = 'stop_wanted' THEN v.unwanted_reason ELSE v.reason END
     FROM {rows}
     WHERE message.part = ? AND message.id = v.id AND message.state = 2 AND message.user_id = v.user_id
       AND message.gateway = ?
     RETURNING message.id, message.batch, message.pool, message.recipient, message.reference, message.gateway, message.port,
       message.sim, message.state, message.reason, message.detail`,
    {
      columns: {
        ...{ id: 'text', user_id: 'int', state: 'int', reason: 'text', detail: 'text' },
        ...{ unwanted: 'int', unwanted_reason: 'text' },
      },
      rows: releases.map(one => [
        ...[one.id, one.userId, one.state, one.reason, one.detail],
        ...unwantedOf(one),
      ]),
    },
    at,
    part,
    gateway,
  );
  yield* appendEnds(part, at, rows);
  return rows.filter(row => row.state === 1).map(row => row.id);
}

function* recordNotTaken({ fence, gateway, at, outcomes }: OutcomeBatch): Statements<readonly string[]> {
  const byUserId = new Map(outcomes.map(one => [one.userId, one]));
  const ended = yield* withRows<{ user_id: number; message: string; detail: string }>(
    `UPDATE attempt SET state = 3, state_at = ?, detail = v.detail FROM {rows}
     WHERE attempt.part = ? AND attempt.gateway = ? AND attempt.user_id = v.user_id AND attempt.state IN (0, 2)
     RETURNING attempt.user_id, attempt.message, attempt.detail`,
    rowsOf(outcomes, 'notTaken'),
    at,
    fence.part,
    gateway,
  );
  return yield* release(
    fence.part,
    gateway,
    at,
    ended.map(({ user_id, message, detail }) => {
      const final = byUserId.get(user_id)?.final;
      return {
        id: message,
        userId: user_id,
        state: final === undefined ? 1 : 6,
        reason: final ?? '',
        detail,
      };
    }),
  );
}

/** Writes down what calls to gateways of one partition proved. Most prove that all was taken: then one message to the database does it. */
export function* recordAllOutcomes(fence: Fence, batches: readonly OutcomeBatch[]): Statements<void> {
  if (batches.some(({ outcomes }) => outcomes.some(({ kind }) => kind === 'notTaken')))
    for (const batch of batches) yield* recordOutcomes(batch);
  else yield* atLast(holds(fence), ...batches.map(recordOpen));
}

/** Writes down what calls proved. Gives the messages that wait again; undefined where the lease is lost. */
export function* recordOutcomes(batch: OutcomeBatch): Statements<readonly string[] | undefined> {
  const [isHeld] = yield* together(holds(batch.fence), recordOpen(batch));
  return isHeld ? yield* recordNotTaken(batch) : undefined;
}

export interface GiveUpBatch {
  readonly fence: Fence;
  readonly gateway: string;
  readonly at: number;
  readonly attempts: readonly {
    readonly userId: number;
    readonly rule: DoubtRule;
    readonly detail: string;
  }[];
}

/** Ends attempts that nothing settled, by the rule of each message's pool. Undefined where the lease is lost. */
export function* giveUp({
  fence,
  gateway,
  at,
  attempts,
}: GiveUpBatch): Statements<readonly string[] | undefined> {
  if (!(yield* holds(fence))) return undefined;
  const rules = new Map(attempts.map(({ userId, rule }) => [userId, rule]));
  const ended = yield* withRows<{ user_id: number; message: string; detail: string }>(
    `UPDATE attempt SET state = 6, state_at = ?, detail = v.detail FROM {rows}
     WHERE attempt.part = ? AND attempt.gateway = ? AND attempt.user_id = v.user_id AND attempt.state <= 2
     RETURNING attempt.user_id, attempt.message, attempt.detail`,
    { columns: outcomeColumns, rows: attempts.map(one => [one.userId, one.detail]) },
    at,
    fence.part,
    gateway,
  );
  return yield* release(
    fence.part,
    gateway,
    at,
    ended.map(({ user_id, message, detail }) => ({
      ...{ id: message, userId: user_id, reason: 'in_doubt', detail },
      state: rules.get(user_id) === 'resend' ? 1 : 7,
    })),
  );
}
