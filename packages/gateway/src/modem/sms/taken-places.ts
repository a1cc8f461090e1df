import type { Clock } from '@simgate/daemon';

const PLACES_MOST = 256;

/** Places that a message was taken from not long ago: its notice may come behind it. */
export class TakenPlaces {
  readonly #clock: Clock;
  /** In monotonic milliseconds, the oldest first. */
  readonly #at = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(place: string): void {
    this.#at.delete(place);
    this.#at.set(place, this.#clock.monotonic());
    const [oldest] = this.#at.keys();
    if (this.#at.size > PLACES_MOST && oldest !== undefined) this.#at.delete(oldest);
  }

  /** True where one was taken from there at that time or later. */
  isSince(place: string, at: number): boolean {
    const taken = this.#at.get(place);
    return taken !== undefined && taken >= at;
  }
}
