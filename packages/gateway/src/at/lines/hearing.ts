/** When a modem was last heard, and since when it has not fallen silent. */
import type { Clock } from '@simgate/daemon';

/** A modem that is silent for so long may have another SIM meanwhile. Milliseconds. */
const SILENCE = 5000;

export class Hearing {
  readonly #clock: Clock;
  #heardAt: number;
  #unbrokenSince: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#heardAt = clock.monotonic();
    this.#unbrokenSince = this.#heardAt;
  }

  /** Something came. */
  note(): void {
    this.#unbrokenSince = this.unbrokenSince;
    this.#heardAt = this.#clock.monotonic();
  }

  /** Monotonic time since which no silence was as long; now, while it lasts. */
  get unbrokenSince(): number {
    const now = this.#clock.monotonic();
    return now - this.#heardAt < SILENCE ? this.#unbrokenSince : now;
  }
}
