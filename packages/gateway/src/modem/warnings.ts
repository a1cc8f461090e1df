import type { Clock } from '@simgate/daemon';
import type { ModemWarning } from './conditions.ts';

/** The same text so soon again is left out. Milliseconds. */
const SAME_WITHIN = 600_000;
/** Texts of one code in `CODE_WITHIN` milliseconds. */
const CODE_MOST = 5;
const CODE_WITHIN = 60_000;

interface Warning {
  readonly text: string;
  readonly at: number;
}

/** Bounds the log lines of one kind that a modem can cause. */
export class Warnings {
  readonly #clock: Clock;
  readonly #warn: (text: string, code: ModemWarning) => void;
  readonly #given = new Map<ModemWarning, readonly Warning[]>();

  constructor(clock: Clock, warn: (text: string, code: ModemWarning) => void) {
    this.#clock = clock;
    this.#warn = warn;
  }

  warn(code: ModemWarning, text: string): void {
    const now = this.#clock.monotonic();
    const given = (this.#given.get(code) ?? []).filter(({ at }) => now - at < SAME_WITHIN);
    const recent = given.filter(({ at }) => now - at < CODE_WITHIN);
    if (recent.length >= CODE_MOST || given.some(one => one.text === text)) return;
    this.#given.set(code, [...given, { text, at: now }].slice(-CODE_MOST * 2));
    this.#warn(text, code);
  }
}
