/** Bounds how many notices of one name are acted on, so that a modem that floods costs no more than one that does not. */

import type { Clock } from '@simgate/daemon';
import { nameOf } from '../at/fields.ts';
import { standardNotices } from '../at/notices.ts';

export interface NoticeGateOptions {
  readonly clock: Clock;
  /** The flood of `name` is over, or lasts a second more: so many notices were left out. */
  readonly leftOut: (name: string, count: number) => void;
}

/** Notices of one name taken at once, and for each second. */
const BURST = 200;
const RATE = 20;
/** Names that are counted apart; all others share one count. */
const NAMES_MOST = 64;
const NAME_LENGTH = 16;
const OTHERS = 'other notices';
const REPORTED_AFTER = 1000;
/** They wait in bounds of their own, and none may be lost: messages, announced (coalesced) or routed (acknowledged one by one). */
const ungated: ReadonlySet<string> = new Set(['+CMTI', '+CDSI', '+CMT', '+CDS']);

/** Noise has no name. */
function isNamed(name: string): boolean {
  return name.length <= NAME_LENGTH && '+^*#$%'.includes(name.charAt(0));
}

interface Count {
  credit: number;
  at: number;
  leftOut: number;
}

export class NoticeGate {
  readonly #options: NoticeGateOptions;
  readonly #counts = new Map<string, Count>();

  constructor(options: NoticeGateOptions) {
    this.#options = options;
  }

  /** False for a notice that is one too many. */
  lets(line: string): boolean {
    const name = nameOf(line);
    if (ungated.has(name)) return true;
    const isKnown = this.#counts.has(name) || standardNotices.includes(name);
    const key = isKnown || (isNamed(name) && this.#counts.size < NAMES_MOST) ? name : OTHERS;
    const count = this.#countOf(key);
    const now = this.#options.clock.monotonic();
    count.credit = Math.min(BURST, count.credit + ((now - count.at) * RATE) / 1000);
    count.at = now;
    if (count.credit >= 1) {
      count.credit -= 1;
      return true;
    }
    this.#leaveOut(key, count);
    return false;
  }

  #countOf(key: string): Count {
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const count = { credit: BURST, at: this.#options.clock.monotonic(), leftOut: 0 };
    this.#counts.set(key, count);
    return count;
  }

  #leaveOut(name: string, count: Count): void {
    count.leftOut += 1;
    if (count.leftOut > 1) return;
    this.#options.clock.after(REPORTED_AFTER, () => {
      this.#options.leftOut(name, count.leftOut);
      count.leftOut = 0;
    });
  }
}
