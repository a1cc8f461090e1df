import type { Clock } from '@simgate/daemon';
import type { PortEvent, PortState } from '../lifecycle.ts';

/** So many restarts in this time are no accident: the power supply sags, or the module fails. Milliseconds. */
const RESTARTS = 5;
const WITHIN = 600_000;
/** A module that starts has several notices of it. Milliseconds. */
const ONE_START = 3000;

/** Whether a module restarts by itself again and again. */
export class RestartLoop {
  readonly #clock: Clock;
  /** In monotonic milliseconds, the newest last. */
  #at: readonly number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts an event where the module restarted, or its device went away, without anybody asking for it. */
  note({ phase }: PortState, event: PortEvent): void {
    const isStart = (event.type === 'rebooted' && event.byItself === true) || event.type === 'linkLost';
    // A port that is silent is being reset by the gateway.
    if (!isStart || !['serving', 'raising', 'waiting'].includes(phase)) return;
    const now = this.#clock.monotonic();
    const newest = this.#at.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (now - newest >= ONE_START) this.#at = [...this.#at, now].slice(-RESTARTS);
  }

  get isOn(): boolean {
    const [oldest] = this.#at;
    return this.#at.length === RESTARTS && oldest !== undefined && this.#clock.monotonic() - oldest < WITHIN;
  }
}
