/** How often targets may be tried with made-up events: a try is a request into a network that the caller may not reach himself. */
import type { Clock } from '@simgate/daemon';

/** Tries of all targets together in a minute. */
const MOST_A_MINUTE = 10;
const MINUTE = 60_000;

export class TestLimit {
  readonly #clock: Clock;
  readonly #running = new Set<number>();
  readonly #cut = new AbortController();
  #begun: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Aborts when the gateway stops. */
  get signal(): AbortSignal {
    return this.#cut.signal;
  }

  /** Why a try may not begin now; undefined where it may, and has begun. */
  begin(targetId: number): string | undefined {
    const now = this.#clock.monotonic();
    this.#begun = this.#begun.filter(at => now - at < MINUTE);
    if (this.#running.has(targetId)) return 'id: this target is being tried already.';
    if (this.#begun.length >= MOST_A_MINUTE) return `id: only ${MOST_A_MINUTE} tries a minute are allowed.`;
    this.#begun.push(now);
    this.#running.add(targetId);
    return undefined;
  }

  end(targetId: number): void {
    this.#running.delete(targetId);
  }

  /** Breaks off the tries that are under way. */
  stop(): void {
    this.#cut.abort();
  }
}
