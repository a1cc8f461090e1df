/** Log lines about one target, at most one a minute: nothing a target does fills the log. */
import type { Clock } from '../clock.ts';

/** The part of a log that the engine uses. */
export interface EngineLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

/** Milliseconds between two lines. */
const BETWEEN_LINES = 60_000;

export class BoundedWarnings {
  readonly #log: EngineLog;
  readonly #clock: Clock;
  readonly #target: string;
  #last = Number.NEGATIVE_INFINITY;
  #leftOut = 0;

  constructor(log: EngineLog, clock: Clock, target: string) {
    this.#log = log;
    this.#clock = clock;
    this.#target = target;
  }

  /** False where the line was left out; the next line counts those that were. */
  warn(fields: object, text: string): boolean {
    const now = this.#clock.monotonic();
    if (now - this.#last < BETWEEN_LINES) {
      this.#leftOut += 1;
      return false;
    }
    const more = this.#leftOut > 0 ? { linesLeftOut: this.#leftOut } : {};
    this.#log.warn({ target: this.#target, ...fields, ...more }, text);
    this.#last = now;
    this.#leftOut = 0;
    return true;
  }
}
