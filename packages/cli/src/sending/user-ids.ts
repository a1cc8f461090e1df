/** User ids of a run: they distinguish its messages. */
import { randomInt } from 'node:crypto';

/** Devices take 31 bits. */
const HIGHEST_ID = 2 ** 31 - 1;

/** A number of chance that so many ids can follow. */
export function firstUserId(count: number): number {
  return randomInt(1, HIGHEST_ID - count);
}
