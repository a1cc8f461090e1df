/** A gateway, port or SIM that fails rests with growing delay; one success ends that. */

/** After how many failures a SIM rests, and for how long. */
export interface BreakerSettings {
  /** Failures in a row before it rests. */
  readonly failures: number;
  /** The first rest, in milliseconds; each further one is twice as long. */
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Lets a SIM rest after failures in a row: each rest is twice as long as the one before, up to a bound. One success ends it. */
export class Breaker {
  #failures = 0;
  #restUntil = Number.NEGATIVE_INFINITY;
  readonly #settings: BreakerSettings;

  constructor(settings: BreakerSettings) {
    this.#settings = settings;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#restUntil = Number.NEGATIVE_INFINITY;
  }

  /** @param now monotonic milliseconds */
  failed(now: number): void {
    this.#failures++;
    const { failures, firstMs, longestMs } = this.#settings;
    const beyond = this.#failures - failures;
    if (beyond >= 0) this.#restUntil = now + Math.min(longestMs, firstMs * 2 ** Math.min(beyond, 30));
  }

  /** Monotonic milliseconds until which it rests; at most `now` where it does not. */
  restsUntil(): number {
    return this.#restUntil;
  }

  rests(now: number): boolean {
    return now < this.#restUntil;
  }
}
