/**
 * Results that name no user_id, as pushes of original hardware: the hand-off is found by port, number, reference and time. Each push counts
 * once, however often it comes: a repeat would settle another hand-off to the same number.
 */
import type { SendResult } from '../domain/driver.ts';
import { type Statements, withRows } from '../store/statements.ts';
import { type Candidate, candidatesFor, mayBeOf, type Source } from './candidates.ts';

/** A result in the form of a push. */
export interface PushedResult extends Omit<SendResult, 'userId'> {
  readonly userId: number | undefined;
  /** The same whenever this push comes again. */
  readonly dedupe: string;
}

/** The part of this that was not heard before; from now on it was. */
export function* unheard<One extends { readonly dedupe: string }>(
  source: Source,
  at: number,
  reported: readonly One[],
): Statements<readonly One[]> {
  const results = new Map(reported.map(one => [one.dedupe, one]));
  const rows = yield* withRows<{ dedupe: string }>(
    `INSERT INTO heard_push (part, gateway, dedupe, at) SELECT ?, ?, v.dedupe, ? FROM {rows} WHERE true
     ON CONFLICT (part, gateway, dedupe) DO NOTHING RETURNING dedupe`,
    { columns: { dedupe: 'text' }, rows: [...results.keys()].map(dedupe => [dedupe]) },
    ...[source.part, source.id, at],
  );
  return rows.map(({ dedupe }) => results.get(dedupe)).filter(one => one !== undefined);
}

/** Places in `attemptStates`: up to here no result has settled it; and two of those that one has. */
const LAST_OPEN = 2;
const SENT = 4;
const FAILED = 5;
/** Milliseconds in which a reference does not come again: 256 messages of one port take longer. */
const SAME_REFERENCE = 30 * 60_000;

/**
 * The hand-off that a result is of. A known reference identifies it. Else it has to be the only one to that number that is still
 * open: where there are more, the push is not enough, and the gateway is asked by user_id.
 */
function handOffOf<One extends Candidate>(
  result: PushedResult,
  newestFirst: readonly One[],
): One | undefined {
  const fitting = newestFirst.filter(one => mayBeOf(result, one));
  const isRecent = (one: One): boolean => Math.abs(one.at - result.at) < SAME_REFERENCE;
  const known =
    result.refId === undefined
      ? undefined
      : fitting.find(one => one.state === SENT && one.ref_id === result.refId);
  if (known !== undefined && (result.status === 'delivered' || isRecent(known))) return known;
  // A poll may have brought this result already.
  if (result.status === 'failed' && fitting.some(one => one.state === FAILED && isRecent(one)))
    return undefined;
  const open = fitting.filter(one => one.state <= LAST_OPEN);
  return open.length === 1 ? open[0] : undefined;
}

/** Results with the user_id of their hand-off; those of other clients of the gateway are left out. */
export function* resolveResults(
  source: Source,
  at: number,
  reported: readonly PushedResult[],
): Statements<readonly SendResult[]> {
  const results = yield* unheard(source, at, reported);
  const nameless = results.filter(one => one.userId === undefined && one.status !== 'sending');
  const candidates = yield* candidatesFor(
    source,
    at,
    nameless.map(({ number }) => number),
  );
  return results.flatMap(pushed => {
    const { dedupe: _, userId: named, ...result } = pushed;
    const userId =
      named ?? (result.status === 'sending' ? undefined : handOffOf(pushed, candidates)?.user_id);
    return userId === undefined ? [] : [{ ...result, userId }];
  });
}
