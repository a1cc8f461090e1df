/** Reports of gateways on the messages that they were handed. A proof is a fact whoever brings it, so these works need no fence. */
import type { SendResult } from '../domain/driver.ts';
import type { ServerEvent } from '../domain/events.ts';
import { messageEvent } from '../domain/message-event.ts';
import { codeOfState, type MessageState, mayMove, stateOfCode } from '../domain/message-state.ts';
import type { ReasonCode } from '../domain/reasons.ts';
import { appendEvents } from './events.ts';
import { type Statements, together, withRows } from './statements.ts';

type FoundRow = {
  user_id: number;
  attempt_state: number;
  attempt_sim: string;
  attempt_port: number;
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
  newest: number;
};

/** A message that a result moved. */
export interface Settled {
  readonly id: string;
  readonly userId: number;
  readonly state: MessageState;
  readonly pool: string;
  readonly recipient: string;
  readonly sim: string;
}

/** The reason of a message that its gateway was asked to stop. */
export const STOP_WANTED = 'stop_wanted' satisfies ReasonCode;

/** State and reason of a released message whose caller wants it back. */
export function unwantedOf({
  state,
  reason,
}: {
  readonly state: number;
  readonly reason: ReasonCode | '';
}): [state: number, reason: ReasonCode | ''] {
  if (reason === 'in_doubt') return [7, reason];
  return state === 1 ? [9, 'cancelled_by_caller'] : [state, reason];
}

const proven = { sent: 'sent', failed: 'failed', delivered: 'delivered' } as const;
/** Places in `attemptStates`. */
const attemptCodes = { sending: 1, sent: 4, failed: 5, delivered: 4 } as const;

function* find(
  part: number,
  gateway: string,
  results: readonly SendResult[],
): Statements<readonly FoundRow[]> {
  return yield* withRows<FoundRow>(
    `SELECT v.user_id, attempt.state AS attempt_state, attempt.sim AS attempt_sim, attempt.port AS attempt_port,
       message.id, message.batch, message.pool, message.recipient, message.reference, message.gateway, message.port, message.sim,
       message.state, message.reason, CASE WHEN message.user_id = v.user_id AND message.gateway = attempt.gateway THEN 1 ELSE 0 END AS newest
     FROM {rows}
     JOIN attempt ON attempt.part = ? AND attempt.gateway = ? AND attempt.user_id = v.user_id
     JOIN message ON message.part = ? AND message.id = attempt.message AND message.moved_to IS NULL`,
    { columns: { user_id: 'int' }, rows: results.map(({ userId }) => [userId]) },
    part,
    gateway,
    part,
  );
}

type Target = 'sent' | 'failed' | 'delivered' | 'cancelled';

/** The state that a result leads to; undefined where it leaves the message as it is. Only the newest attempt can fail a message. */
function targetOf(row: FoundRow, { status, sentCount }: SendResult): Target | undefined {
  if (status === 'sending') return undefined;
  const target = proven[status];
  if (target === 'failed' && row.newest === 0) return undefined;
  const isStopped = target === 'failed' && row.reason === STOP_WANTED && sentCount === 0;
  if (isStopped && mayMove(stateOfCode(row.state), 'cancelled', 'stopped')) return 'cancelled';
  return mayMove(stateOfCode(row.state), target, 'result') ? target : undefined;
}

function* updateAttempts(
  part: number,
  gateway: string,
  at: number,
  results: readonly SendResult[],
): Statements<void> {
  yield* withRows(
    `UPDATE attempt SET state = v.state, state_at = ?, detail = v.detail, ref_id = coalesce(v.ref_id, attempt.ref_id)
     FROM {rows}
     WHERE attempt.part = ? AND attempt.gateway = ? AND attempt.user_id = v.user_id AND attempt.state <> 4
       AND (attempt.state < v.state OR attempt.state IN (2, 6) OR v.state = 4)
     RETURNING attempt.user_id`,
    {
      columns: { user_id: 'int', state: 'int', detail: 'text', ref_id: 'int' },
      rows: results.map(one => [one.userId, attemptCodes[one.status], one.detail, one.refId ?? null]),
    },
    at,
    part,
    gateway,
  );
}

function reasonOf(target: Target): ReasonCode | '' {
  if (target === 'failed') return 'failed_at_gateway';
  return target === 'cancelled' ? 'cancelled_by_caller' : '';
}

interface Move {
  readonly row: FoundRow;
  readonly target: Target;
  readonly result: SendResult;
}

function* updateMessages(part: number, at: number, moves: readonly Move[]): Statements<ReadonlySet<string>> {
  const moved = yield* withRows<{ id: string }>(
    `UPDATE message SET state = v.state, state_at = ?, reason = v.reason, detail = v.detail,
       sent_at = coalesce(message.sent_at, v.sent_at), gateway = v.gateway, port = v.port, sim = v.sim
     FROM {rows}
     WHERE message.part = ? AND message.id = v.id AND message.state = v.source
     RETURNING message.id`,
    {
      columns: {
        ...{ id: 'text', source: 'int', state: 'int', reason: 'text', detail: 'text', sent_at: 'int' },
        ...{ gateway: 'text', port: 'int', sim: 'text' },
      },
      rows: moves.map(({ row, target, result }) => [
        ...[row.id, row.state, codeOfState(target)],
        reasonOf(target),
        result.detail,
        target === 'sent' || target === 'delivered' ? result.at : null,
        ...[row.gateway, row.attempt_port, row.attempt_sim],
      ]),
    },
    at,
    part,
  );
  return new Set(moved.map(row => row.id));
}

/** The last result of each user_id counts: a list may hold `sent` and `delivered` of the same message. */
function lastOfEach(results: readonly SendResult[]): SendResult[] {
  const rank = { sending: 0, failed: 1, sent: 2, delivered: 3 };
  const best = new Map<number, SendResult>();
  for (const result of results) {
    const known = best.get(result.userId);
    if (known === undefined || rank[result.status] > rank[known.status]) best.set(result.userId, result);
  }
  return [...best.values()];
}

/** Digits alone: a gateway may give a number back without its +. */
function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, '');
}

/** Whether a result is about this recipient: other clients of a gateway may use the same user ids. */
export function isAbout({ number }: Pick<SendResult, 'number'>, recipient: string): boolean {
  return number === '' || digitsOf(number) === digitsOf(recipient);
}

/** Appends events, or leaves them to the end of a longer work. */
function* append(part: number, events: readonly ServerEvent[], later?: ServerEvent[]): Statements<void> {
  if (later === undefined) yield* appendEvents(part, events);
  else later.push(...events);
}

/**
 * Writes down what a gateway reports of messages by user_id. Returns which messages it moved; unknown user ids are nobody's.
 * @param later takes the events, where the work goes on: it appends them at its end
 */
export function* settleResults(
  part: number,
  gateway: string,
  at: number,
  reported: readonly SendResult[],
  later?: ServerEvent[],
): Statements<readonly Settled[]> {
  const results = lastOfEach(reported);
  const byUserId = new Map(results.map(result => [result.userId, result]));
  const found = (yield* find(part, gateway, results)).filter(row => {
    const result = byUserId.get(row.user_id);
    return result !== undefined && isAbout(result, row.recipient);
  });
  const known = new Set(found.map(row => row.user_id));
  const moves = found.flatMap((row): Move[] => {
    const result = byUserId.get(row.user_id);
    const target = result === undefined ? undefined : targetOf(row, result);
    return result === undefined || target === undefined ? [] : [{ row: { ...row, gateway }, target, result }];
  });
  const ofOurs = results.filter(({ userId }) => known.has(userId));
  const [, moved] = yield* together(
    updateAttempts(part, gateway, at, ofOurs),
    updateMessages(part, at, moves),
  );
  const happened = moves.filter(({ row }) => moved.has(row.id));
  const events = happened.map(({ row, target, result }) =>
    messageEvent({ ...row, port: row.attempt_port, sim: row.attempt_sim }, target, at, {
      reason: reasonOf(target),
      detail: result.detail,
    }),
  );
  yield* append(part, events, later);
  return happened.map(({ row, target }) => ({
    id: row.id,
    userId: row.user_id,
    state: target,
    pool: row.pool,
    recipient: row.recipient,
    sim: row.attempt_sim,
  }));
}

/** A status report that was matched to a message. */
export interface MatchedReport {
  readonly message: string;
  readonly delivered: boolean;
  /** The answer of the network, in words. */
  readonly detail: string;
}

/** Writes down what the network reports of messages. Returns how many it moved. @param later as of `settleResults` */
export function* settleReports(
  part: number,
  at: number,
  reports: readonly MatchedReport[],
  later?: ServerEvent[],
): Statements<number> {
  const byMessage = new Map(reports.map(report => [report.message, report]));
  const rows = yield* withRows<
    Omit<FoundRow, 'user_id' | 'attempt_state' | 'attempt_sim' | 'attempt_port' | 'reason'>
  >(
    `SELECT message.id, message.batch, message.pool, message.recipient, message.reference, message.gateway, message.port,
       message.sim, message.state, 1 AS newest
     FROM {rows} JOIN message ON message.part = ? AND message.id = v.id AND message.moved_to IS NULL`,
    { columns: { id: 'text' }, rows: [...byMessage.keys()].map(id => [id]) },
    part,
  );
  const moves = rows.flatMap(row => {
    const report = byMessage.get(row.id);
    const target = report?.delivered === true ? ('delivered' as const) : ('undelivered' as const);
    if (report === undefined || !mayMove(stateOfCode(row.state), target, 'report')) return [];
    return [{ row, target, reason: report.delivered ? '' : 'network_report', detail: report.detail }];
  });
  const moved = yield* withRows<{ id: string }>(
    `UPDATE message SET state = v.state, state_at = ?, reason = v.reason, detail = v.detail,
       sent_at = coalesce(message.sent_at, ?)
     FROM {rows} WHERE message.part = ? AND message.id = v.id AND message.state = v.source RETURNING message.id`,
    {
      columns: { id: 'text', source: 'int', state: 'int', reason: 'text', detail: 'text' },
      rows: moves.map(({ row, target, reason, detail }) => [
        ...[row.id, row.state, codeOfState(target)],
        reason,
        detail,
      ]),
    },
    at,
    at,
    part,
  );
  const ids = new Set(moved.map(row => row.id));
  const events = moves
    .filter(({ row }) => ids.has(row.id))
    .map(({ row, target, reason, detail }) => messageEvent(row, target, at, { reason, detail }));
  yield* append(part, events, later);
  return ids.size;
}
