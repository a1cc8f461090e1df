/** Bounds what waits to be written to a modem that takes no octets, in memory and in time. */
import type { Clock } from '@simgate/daemon';

/** Octets that may wait. The longest command is a PDU of 164 octets in hexadecimal digits; a session has few of them. */
export const WRITE_LIMIT = 65_536;
/** How long nothing may be taken while something waits, in milliseconds. At 300 baud 30 s are 900 octets. */
export const WRITE_DEADLINE = 30_000;

export class WriteWatch {
  readonly #clock: Clock;
  readonly #fail: (reason: string) => void;
  #waiting = 0;
  #cancel = () => {};
  #stopped = false;

  /** @param fail called once, with a reason for people */
  constructor(clock: Clock, fail: (reason: string) => void) {
    this.#clock = clock;
    this.#fail = fail;
  }

  /** So many octets wait. */
  began(octets: number): void {
    const idle = this.#waiting === 0;
    this.#waiting += octets;
    if (this.#stopped) return;
    if (this.#waiting > WRITE_LIMIT) this.#refuse(`takes no octets: ${this.#waiting} wait to be written`);
    else if (idle) this.#arm();
  }

  /** So many octets were taken. */
  ended(octets: number): void {
    this.#waiting -= octets;
    if (this.#waiting > 0 && !this.#stopped) this.#arm();
    else this.#cancel();
  }

  /** Nothing is watched any more. */
  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #arm(): void {
    this.#cancel();
    this.#cancel = this.#clock.after(WRITE_DEADLINE, () =>
      this.#refuse(`takes no octets for ${WRITE_DEADLINE / 1000} s`),
    );
  }

  #refuse(reason: string): void {
    this.stop();
    this.#fail(reason);
  }
}
