/** When a refused segment is tried again, and how long a port that refuses rests. Pure. */
import type { Random } from '../../clock.ts';
import type { SmsConfig } from '../../config/schema.ts';

/**
 * Milliseconds until the next try: doubling from the first delay to the longest, spread over the upper half so that what
 * was refused together is not tried together.
 * @param attempts refusals so far, at least 1
 */
export function retryDelay(attempts: number, sms: SmsConfig, random: Random): number {
  const full = Math.min(sms.retryDelay * 2 ** (attempts - 1), sms.retryDelayMaximum) * 1000;
  return full / 2 + (random() * full) / 2;
}

/** Refusals in a row that are the messages' own affair; more are the port's. */
const TOLERATED = 2;
const FIRST_REST = 2000;
const LONGEST_REST = 120_000;

/**
 * Milliseconds a port rests after that many temporary refusals in a row, so that one that cannot send does not use up the
 * tries of every waiting message; 0 where it need not.
 * @param lost the last refusal said that the device went away or did not answer
 */
export function portRest(refusals: number, lost: boolean): number {
  const beyond = lost ? refusals : refusals - TOLERATED;
  return beyond <= 0 ? 0 : Math.min(FIRST_REST * 2 ** (beyond - 1), LONGEST_REST);
}
