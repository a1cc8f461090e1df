/** One port's share of the sending: whether it may carry now, when it rests, and how much it carried lately. */
import type { Clock } from '@simgate/daemon';
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
 * @param lost the last refusal was that the device went away, did not answer or is still starting
 */
export function portRest(refusals: number, lost: boolean): number {
  const beyond = lost ? refusals : refusals - TOLERATED;
  return beyond <= 0 ? 0 : Math.min(FIRST_REST * 2 ** (beyond - 1), LONGEST_REST);
}

/** A port that rests no longer than this, as behind each message where a gap is set, is waited for. Milliseconds. */
const SHORT_REST = 10_000;

/** Its state is in memory only: a restart begins with rested ports. */
export class PortWorker {
  readonly port: Port;
  /** It is taking or carrying a segment. */
  busy = false;
  /** The SIM it could carry with when it was looked at last. */
  sim: string | undefined;
  /** Messages begun. */
  begun = 0;
  readonly #clock: Clock;
  readonly #onRested: (port: Port) => void;
  #load: Load = noLoad;
  /** Temporary refusals in a row. */
  #refusals = 0;
  /** Monotonic milliseconds; undefined while it does not rest. */
  #restUntil: number | undefined;
  #cancelRest = (): void => {};

  /** @param onRested called when a rest is over */
  constructor(port: Port, clock: Clock, onRested: (port: Port) => void) {
    this.port = port;
    this.#clock = clock;
    this.#onRested = onRested;
  }

  get resting(): boolean {
    return this.#restUntil !== undefined;
  }

  /** Whether it may begin a message now. */
  get mayBegin(): boolean {
    return !this.resting && this.port.snapshot().canSend;
  }

  /** Whether it may carry a segment now; a blocked port only one of a message that was begun. */
  get mayCarry(): boolean {
    const { canSend, canFinish = false } = this.port.snapshot();
    return !this.resting && (canSend || canFinish);
  }

  /** The SIM in a port that can carry, if only the rest of messages and after a rest; undefined without one. */
  get presentSim(): string | undefined {
    const { canSend, canFinish = false, sim } = this.port.snapshot();
    return canSend || canFinish ? sim?.imsi : undefined;
  }

  /** The SIM with which it can begin a message now or in a moment. */
  get readySim(): string | undefined {
    const { canSend, sim } = this.port.snapshot();
    const rest = (this.#restUntil ?? 0) - this.#clock.monotonic();
    return canSend && rest <= SHORT_REST ? sim?.imsi : undefined;
  }

  /** Segments carried lately. */
  get load(): number {
    return loadAt(this.#load, this.#clock.monotonic());
  }

  /** Takes nothing for this long; a rest that was under way ends. */
  rest(milliseconds: number): void {
    this.#restUntil = this.#clock.monotonic() + milliseconds;
    this.#cancelRest();
    this.#cancelRest = this.#clock.after(milliseconds, () => {
      this.#restUntil = undefined;
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
    const { source, notYet = false } = outcome.refusal;
    return portRest(this.#refusals, notYet || source === 'link' || source === 'modem');
  }
}
