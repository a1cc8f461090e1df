/** How much of what a modem sends is taken at a time, so that one modem that floods delays no other. */
import { type Clock, pause } from '@simgate/daemon';
import { Hearing } from './hearing.ts';

/** Octets taken without a pause, and for each second; 92 000 a second come over the fastest serial line. */
const INTAKE_BURST = 1_048_576;
const INTAKE_RATE = 262_144;
/** Octets until the other ports get their turn. */
const TURN = 65_536;

export class Intake {
  readonly #clock: Clock;
  /** Octets that may come at once. */
  #credit = INTAKE_BURST;
  #at: number;
  #turn = 0;

  readonly hearing: Hearing;
  readonly #use: (chunk: Uint8Array) => void;

  constructor(clock: Clock, use: (chunk: Uint8Array) => void) {
    this.#clock = clock;
    this.#use = use;
    this.#at = clock.monotonic();
    this.hearing = new Hearing(clock);
  }

  /** Uses a chunk at once. The promise resolves when more may come; undefined: at once. */
  take(chunk: Uint8Array): Promise<void> | undefined {
    this.hearing.note();
    this.#use(chunk);
    const octets = chunk.length;
    const now = this.#clock.monotonic();
    this.#credit = Math.min(INTAKE_BURST, this.#credit + ((now - this.#at) * INTAKE_RATE) / 1000) - octets;
    this.#at = now;
    if (this.#credit < 0) return pause(this.#clock, (-this.#credit * 1000) / INTAKE_RATE);
    this.#turn += octets;
    if (this.#turn < TURN) return undefined;
    this.#turn = 0;
    return new Promise(resolve => setImmediate(resolve));
  }
}
