/**
 * Results that name no user_id, as pushes of original hardware: the hand-off is found by port, number, reference and time. Each push counts
 * once, however often it comes: a repeat would settle another hand-off to the same number.
 */
import type { SendResult } from '../domain/driver.ts';
import { type Statements, withRows } from '../store/statements.ts';
import { type Candidate, candidatesFor, mayBeOf, type Source } from './candidates.ts';

/** A result as a push tells it. */
export interface PushedResult extends Omit<SendResult, 'userId'> {
  readonly userId: number | undefined;
  /** The same whenever this push comes again. */
  readonly dedupe: string;
}

function* unheard(
  source: Source,
  at: number,
  told: readonly PushedResult[],
): Statements<readonly PushedResult[]> {
  const results = new Map(told.map(one => [one.dedupe, one]));
  const rows = yield* withRows<{ dedupe: string }>(
    `INSERT INTO heard_push (part, gateway, dedupe, at) SELECT ?, ?, v.dedupe, ? FROM {rows} WHERE true
     ON CONFLICT (part, gateway, dedupe) DO NOTHING RETURNING dedupe`,
    { columns: { dedupe: 'text' }, rows: [...results.keys()].map(dedupe => [dedupe]) },
    ...[source.part, source.id, at],
  );
  return rows.map(({ dedupe }) => results.get(dedupe)).filter(one => one !== undefined);
}

/** Places in `attemptStates` of hand-offs that no result has settled. */
const LAST_OPEN = 2;

/**
 * The hand-off that a result is of. A delivered one has a reference that was told before: the newest that has it. Every other result is of
 * one that is still open: the oldest, because a gateway sends in the order of its queue.
 */
export function handOffOf<One extends Candidate>(
  result: PushedResult,
  newestFirst: readonly One[],
  used: ReadonlySet<number>,
): One | undefined {
  const fitting = newestFirst.filter(one => mayBeOf(result, one));
  const known = result.refId === undefined ? undefined : fitting.find(one => one.ref_id === result.refId);
  if (result.status === 'delivered' && known !== undefined) return known;
  return fitting.findLast(one => one.state <= LAST_OPEN && !used.has(one.user_id));
}

/** Results with the user_id of their hand-off; those of other clients of the gateway are left out. */
export function* resolveResults(
  source: Source,
  at: number,
  told: readonly PushedResult[],
): Statements<readonly SendResult[]> {
  const results = yield* unheard(source, at, told);
  const nameless = results.filter(one => one.userId === undefined && one.status !== 'sending');
  const candidates = yield* candidatesFor(
    source,
    at,
    nameless.map(({ number }) => number),
  );
  const used = new Set<number>();
  return results.flatMap(({ dedupe: _, userId: named, ...result }) => {
    const found = handOffOf({ ...result, userId: named, dedupe: '' }, candidates, used);
    const userId = named ?? (result.status === 'sending' ? undefined : found?.user_id);
    if (userId === undefined) return [];
    used.add(userId);
    return [{ ...result, userId }];
  });
}
