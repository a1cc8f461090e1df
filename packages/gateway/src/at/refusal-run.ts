import type { Clock } from '@simgate/daemon';
import type { Reply } from './command.ts';
import { simLockOfError } from './sim.ts';

/** Refusals in a row, and for how long, until a modem that answers does not work. Milliseconds. */
const REFUSALS = 8;
const REFUSED_FOR = 20_000;

/** Errors without anything else between: a modem that answers, but takes no command any more. */
export class RefusalRun {
  readonly #clock: Clock;
  #count = 0;
  #since = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts the end of a command; silence and broken links are seen otherwise, and a SIM that is missing is the SIM's. */
  note(reply: Reply): void {
    if (reply.kind === 'ok') this.#count = 0;
    if (reply.kind !== 'error' || simLockOfError(reply.error.source, reply.error.code) !== undefined) return;
    if (this.#count === 0) this.#since = this.#clock.monotonic();
    this.#count += 1;
  }

  /** `refusesAll` while it lasts. */
  get conditions(): readonly 'refusesAll'[] {
    const isLasting = this.#count >= REFUSALS && this.#clock.monotonic() - this.#since >= REFUSED_FOR;
    return isLasting ? ['refusesAll'] : [];
  }
}
