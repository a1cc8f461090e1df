/** A modem that has lost the contact of its SIM and shows it as ready all the same: each message is refused for it. */
import type { Clock } from '@simgate/daemon';
import type { SubmitOutcome } from '../modem.ts';

/** Refusals in a row. */
const LASTING = 3;
/** So long after the last one a message is tried again. Milliseconds. */
const STANDS_FOR = 900_000;
/** SIM not inserted, SIM failure, SIM wrong: 27.005 3.2.5, 27.007 9.2.1. */
const causes: Readonly<Record<string, readonly number[]>> = { cms: [310, 313, 315], cme: [10, 13, 15] };

export class SimRefusals {
  readonly #clock: Clock;
  #count = 0;
  /** In monotonic milliseconds. */
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A message was handed over and has its outcome. */
  note(outcome: SubmitOutcome): void {
    if (outcome.kind !== 'refused') {
      this.#count = 0;
      return;
    }
    const { source, code } = outcome.refusal;
    if (code === undefined || !causes[source]?.includes(code)) return;
    this.#count += 1;
    this.#lastAt = this.#clock.monotonic();
  }

  get isLasting(): boolean {
    return this.#count >= LASTING && this.#clock.monotonic() - this.#lastAt < STANDS_FOR;
  }
}
