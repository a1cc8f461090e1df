/** How long a port rests after what the network or modem answered, so that a cause is not met over and over. */
import type { Refusal, SubmitOutcome } from '../modem/modem.ts';

export interface BackOff {
  /** Refusals of this kind in a row. */
  readonly count: number;
  /** Milliseconds to rest; 0 not at all. */
  readonly rest: number;
  /** For people; "" when there is no rest. */
  readonly reason: string;
}

export const noBackOff: BackOff = { count: 0, rest: 0, reason: '' };

/** Longest rest, in milliseconds: minutes, not an hour. */
const LONGEST = 300_000;

/** Causes of the network or the modem as a whole, not of one message: first rest in milliseconds, doubled each time. */
const cmsRests: ReadonlyMap<number, number> = new Map([
  // 24.011 E-2: network out of order, congestion, resources unavailable.
  [38, 15_000],
  [42, 10_000],
  [47, 10_000],
  // 23.040 9.2.3.22: service centre busy, its failure.
  [0xc0, 10_000],
  [0xc2, 15_000],
  // 27.005 3.2.5: modem failure, no SIM, SIM failure or busy, storage full, no service, network time-out, unknown.
  [300, 5000],
  [310, 5000],
  [313, 5000],
  [314, 5000],
  [315, 5000],
  [322, 5000],
  [331, 15_000],
  [332, 15_000],
  [500, 5000],
  // Vendors' "please wait".
  [512, 3000],
  [513, 3000],
  [514, 3000],
  [515, 3000],
]);
/** 27.007 9.2.1: SIM failure or busy, no network service, network time-out, emergency calls only. */
const cmeRests: ReadonlyMap<number, number> = new Map([
  [13, 5000],
  [14, 5000],
  [30, 15_000],
  [31, 15_000],
  [32, 15_000],
]);
/** Silence and the like: the message is in doubt, and the next one would be too. */
const IN_DOUBT_REST = 5000;

/** The rest after `outcome`, given the one before. A success, or a refusal of one message, ends it. */
export function backOffAfter(outcome: SubmitOutcome, before: BackOff): BackOff {
  if (outcome.kind === 'accepted') return noBackOff;
  const first = outcome.kind === 'inDoubt' ? IN_DOUBT_REST : firstRest(outcome.refusal);
  if (first === 0) return noBackOff;
  const reason = outcome.kind === 'inDoubt' ? outcome.reason : outcome.refusal.text;
  return {
    count: before.count + 1,
    rest: Math.min(LONGEST, first * 2 ** Math.min(before.count, 10)),
    reason,
  };
}

function firstRest({ source, code }: Refusal): number {
  // No prompt: the modem itself is in trouble.
  if (source === 'modem') return code === undefined ? IN_DOUBT_REST : 0;
  if (source === 'link' || code === undefined) return 0;
  return (source === 'cms' ? cmsRests : cmeRests).get(code) ?? 0;
}
