import type { Clock } from '@simgate/daemon';
import type { Obstacle } from '../bring-up/unlock.ts';

/** How long a modem may refuse PDU mode until it is known not to have it. Milliseconds. */
const NO_SMS_AFTER = 60_000;

/** Separates a modem that does not take SMS yet from one that never will: firmware for data alone. */
export class NoSms {
  readonly #clock: Clock;
  readonly #warn: (text: string) => void;
  /** In monotonic milliseconds. */
  #refusedSince: number | undefined;
  #isLogged = false;

  constructor(clock: Clock, warn: (text: string) => void) {
    this.#clock = clock;
    this.#warn = warn;
  }

  /** The obstacle as it stands in the way of people. */
  judge(obstacle: Obstacle): Obstacle {
    if (obstacle.kind !== 'starting') return obstacle;
    const now = this.#clock.monotonic();
    this.#refusedSince ??= now;
    if (now - this.#refusedSince < NO_SMS_AFTER) return obstacle;
    const text = 'this modem has no SMS: it refuses PDU mode (AT+CMGF=0)';
    if (!this.#isLogged) this.#warn(text);
    this.#isLogged = true;
    return { kind: 'noSms', text };
  }

  /** PDU mode was taken. */
  end(): void {
    this.#refusedSince = undefined;
    this.#isLogged = false;
  }
}
