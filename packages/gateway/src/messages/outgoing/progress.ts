/**
 * How a segment and a message come to their end: pure functions over unions.
 *
 *   waiting -> sending -> sentOk -> delivered
 *      |          |
 *      +--------> failed      in doubt too long, and a later report still corrects it
 */
import { describeStatus } from '@simgate/gsm';

/** A segment exists from its hand-over on. */
export type SegmentState = 'handedOver' | 'accepted' | 'inDoubt' | 'refused';

/** `waiting`: no port has begun it. */
export type MessageState = 'waiting' | 'sending' | 'sentOk' | 'failed' | 'delivered';

/** News of a segment; `reported`: a status report names it, so the network did take it. */
export type SegmentNotice = 'accepted' | 'refused' | 'silence' | 'reported';

const segmentTable: Readonly<Record<SegmentState, Readonly<Record<SegmentNotice, SegmentState>>>> = {
  handedOver: { accepted: 'accepted', refused: 'refused', silence: 'inDoubt', reported: 'accepted' },
  inDoubt: { accepted: 'accepted', refused: 'refused', silence: 'inDoubt', reported: 'accepted' },
  accepted: { accepted: 'accepted', refused: 'accepted', silence: 'accepted', reported: 'accepted' },
  // A refusal proves that nothing was sent; a report that seems to name it belongs to something else.
  refused: { accepted: 'refused', refused: 'refused', silence: 'refused', reported: 'refused' },
};

export function segmentAfter(state: SegmentState, notice: SegmentNotice): SegmentState {
  return segmentTable[state][notice];
}

/**
 * The TP-ST that counts after another report: a temporary one never undoes a final one (reports overtake each other), and
 * nothing undoes "received by the recipient" (23.040 9.2.3.15).
 */
export function statusAfter(known: number | null, reported: number): number {
  if (known === null) return reported;
  if (describeStatus(known) === 'delivered') return known;
  const final = describeStatus(known) !== 'temporary';
  return final && describeStatus(reported) === 'temporary' ? known : reported;
}

export interface SegmentProgress {
  readonly state: SegmentState;
  readonly status: number | null;
}

/** How many segments the network took. */
export function acceptedCount(segments: readonly SegmentProgress[]): number {
  return segments.filter(segment => segment.state === 'accepted').length;
}

/**
 * The state of a message whose segments have come this far. Failing is decided elsewhere (refused, too old, stopped) and
 * stays, unless reports prove that all of it was sent after all.
 * @param count segments of the whole message; `segments` are those handed over so far
 * @param delivered TP-ST values that count as delivered
 */
export function messageAfter(
  state: MessageState,
  count: number,
  segments: readonly SegmentProgress[],
  delivered: readonly number[],
): MessageState {
  if (state === 'delivered' || state === 'waiting') return state;
  if (acceptedCount(segments) < count) return state;
  const all = segments.every(segment => segment.status !== null && delivered.includes(segment.status));
  return all ? 'delivered' : 'sentOk';
}
