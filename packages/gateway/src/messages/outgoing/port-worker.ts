/** One port's share of the sending: whether it may carry now, when it rests, and how much it carried lately. */
import type { Clock } from '../../clock.ts';
import type { SubmitOutcome } from '../../modem/modem.ts';
import type { Port } from '../../ports/port.ts';

/** How much a port carried lately: segments, of which half are forgotten each hour. */
export interface Load {
  readonly segments: number;
  /** Monotonic milliseconds. */
  readonly at: number;
}

const HALF_LIFE = 3600_000;

export const noLoad: Load = { segments: 0, at: 0 };

export function loadAt(load: Load, now: number): number {
  return load.segments * 0.5 ** ((now - load.at) / HALF_LIFE);
}

export function addLoad(load: Load, now: number): Load {
  return { segments: loadAt(load, now) + 1, at: now };
}

/** Refusals in a row that are the messages' own affair; more are the port's. */
const TOLERATED = 2;
const FIRST_REST = 2000;
const LONGEST_REST = 120_000;

/**
 * Milliseconds a port rests after that many temporary refusals in a row, so that one that cannot send does not use up the
 * tries of every waiting message; 0 where it need not.
 * @param lost the last refusal was that the device went away or did not answer
 */
export function portRest(refusals: number, lost: boolean): number {
  const beyond = lost ? refusals : refusals - TOLERATED;
  return beyond <= 0 ? 0 : Math.min(FIRST_REST * 2 ** (beyond - 1), LONGEST_REST);
}

/** Its state is in memory only: a restart begins with rested ports. */
export class PortWorker {
  readonly port: Port;
  /** It is taking or carrying a segment. */
  busy = false;
  readonly #clock: Clock;
  readonly #onRested: (port: Port) => void;
  #load: Load = noLoad;
  /** Temporary refusals in a row. */
  #refusals = 0;
  #resting = false;
  #cancelRest = (): void => {};

  /** @param onRested called when a rest is over */
  constructor(port: Port, clock: Clock, onRested: (port: Port) => void) {
    this.port = port;
    this.#clock = clock;
    this.#onRested = onRested;
  }

  get resting(): boolean {
    return this.#resting;
  }

  /** Whether it may begin a message now. */
  get mayBegin(): boolean {
    return !this.#resting && this.port.snapshot().canSend;
  }

  /** Whether it may carry a segment now; a blocked port only one of a message that was begun. */
  get mayCarry(): boolean {
    const { canSend, canFinish = false } = this.port.snapshot();
    return !this.#resting && (canSend || canFinish);
  }

  /** Segments carried lately; see load.ts. */
  get load(): number {
    return loadAt(this.#load, this.#clock.monotonic());
  }

  /** Takes nothing for this long; a rest that was under way ends. */
  rest(milliseconds: number): void {
    this.#resting = true;
    this.#cancelRest();
    this.#cancelRest = this.#clock.after(milliseconds, () => {
      this.#resting = false;
      this.#onRested(this.port);
    });
  }

  /** Forgets the end of a rest. */
  close(): void {
    this.#cancelRest();
  }

  /** Counts an outcome; returns how long the port must rest after it, in milliseconds. */
  count(outcome: SubmitOutcome): number {
    this.#load = addLoad(this.#load, this.#clock.monotonic());
    if (outcome.kind !== 'refused') this.#refusals = 0;
    if (outcome.kind !== 'refused' || outcome.refusal.permanent) return 0;
    this.#refusals += 1;
    const { source } = outcome.refusal;
    return portRest(this.#refusals, source === 'link' || source === 'modem');
  }
}
