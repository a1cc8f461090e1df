/** Whether a target as a whole is in trouble, or only some of its events. */
import { delayOf, type Pace } from './outcome.ts';

/** Different events that fail in a row before the target as a whole counts as failing. */
const FAILING_FROM = 3;
/** Longest time between two probes of a failing target in milliseconds: after it a target that is back gets its events. */
const LONGEST_BETWEEN_PROBES = 30_000;

export interface Failure {
  readonly eventId: number;
  readonly trouble: string;
  /** Steady time. */
  readonly now: number;
  /** Steady time of the attempt before; 0 where there was none. */
  readonly lastAttempt: number;
  /** Milliseconds that the target asked for; 0 where it named none. */
  readonly retryAfter: number;
}

export class TargetHealth {
  readonly #pace: Pace;
  /** Events that failed since the target last took one; more than `FAILING_FROM` need not be known. */
  readonly #failed = new Set<number>();
  /** Those of them whose failure is not their own. */
  readonly #evidence = new Set<number>();
  #probes = 0;
  #failures = 0;
  #trouble = '';
  #nextProbe = 0;
  #failingSince: number | undefined;
  #troubledSince = 0;
  #lastAccepted: number | undefined;

  constructor({ first, maximum }: Pace) {
    this.#pace = { first, maximum: Math.min(maximum, LONGEST_BETWEEN_PROBES) };
  }

  /** Steady time since when the target as a whole fails; undefined while it does not. */
  get failingSince(): number | undefined {
    return this.#failingSince;
  }

  /** Steady time of the first failure since the target last took an event. */
  get troubledSince(): number {
    return this.#troubledSince;
  }

  /** Steady time before which a failing target is left alone. */
  get nextProbe(): number {
    return this.#nextProbe;
  }

  /** Failed attempts since the target last took an event. */
  get failures(): number {
    return this.#failures;
  }

  /** Why the last attempt failed; "" where it did not. */
  get trouble(): string {
    return this.#trouble;
  }

  get lastAccepted(): number | undefined {
    return this.#lastAccepted;
  }

  /** Whether no event but this one failed since the target last took one. */
  isAlone(eventId: number): boolean {
    return this.#failed.size === 0 || (this.#failed.size === 1 && this.#failed.has(eventId));
  }

  accepted(now: number): void {
    this.#failed.clear();
    this.#evidence.clear();
    this.#failingSince = undefined;
    this.#probes = 0;
    this.#failures = 0;
    this.#trouble = '';
    this.#lastAccepted = now;
  }

  /** Notes an attempt that failed. True where the target as a whole begins to fail with it. */
  failed({ eventId, trouble, now, lastAttempt, retryAfter }: Failure, random: number): boolean {
    if (this.#failures === 0) this.#troubledSince = now;
    this.#failures += 1;
    this.#trouble = trouble;
    if (this.#failed.size < FAILING_FROM) this.#failed.add(eventId);
    // An event that failed before, while the target took others, shows nothing about the target.
    const isEvidence =
      this.#lastAccepted === undefined || this.#lastAccepted < lastAttempt || lastAttempt === 0;
    if (isEvidence && this.#evidence.size < FAILING_FROM) this.#evidence.add(eventId);
    if (this.#evidence.size < FAILING_FROM) return false;
    const begins = this.#failingSince === undefined;
    if (begins) {
      // The first probe comes at once: it may be by chance that the last events all failed.
      this.#failingSince = now;
      this.#nextProbe = now;
    } else if (now >= this.#nextProbe) {
      this.#probes += 1;
      this.#nextProbe = now + delayOf(this.#probes, this.#pace, random);
    }
    this.#nextProbe = Math.max(this.#nextProbe, now + retryAfter);
    return begins;
  }
}
