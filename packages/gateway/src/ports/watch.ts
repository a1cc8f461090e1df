/** Looks at a port that serves, again and again: the messages on its SIM, signal, registration and settings. */

import type { Clock } from '@simgate/daemon';
import type { Logger } from 'pino';
import type { ModemsConfig } from '../config/schema.ts';
import type { ModemSession } from '../modem/session.ts';
import type { Timers } from './timers.ts';

export interface WatchOptions {
  readonly clock: Clock;
  readonly modems: Pick<ModemsConfig, 'sweepInterval' | 'signalInterval'>;
  readonly log: Pick<Logger, 'warn'>;
  /** Of the port's present phase: they end with it. */
  readonly timers: Timers;
  readonly submitting: () => boolean;
  readonly registered: () => boolean;
}

/** The parts of a session that are looked at. */
export type Watched = Pick<ModemSession, 'sweep' | 'check' | 'busy'>;

/** A sending port shows by that itself that it lives; its health is asked for when it rests, or after so many intervals. */
const POSTPONED_CHECKS = 5;
const RESTED = 2000;
/** A port that is not registered is asked more often: its notices may be off behind an unseen restart. Milliseconds. */
const UNREGISTERED_INTERVAL = 5000;

export class Watch {
  readonly #options: WatchOptions;
  #lastSubmit = Number.NEGATIVE_INFINITY;
  #postponed = 0;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Reads the messages on the SIM, then looks again and again. */
  begin(session: Watched): void {
    const { modems, timers, registered } = this.#options;
    void this.sweep(session);
    timers.every(modems.sweepInterval * 1000, () => void this.sweep(session));
    timers.every(modems.signalInterval * 1000, () => this.#check(session));
    timers.every(UNREGISTERED_INTERVAL, () => {
      if (!registered()) void session.check();
    });
  }

  /** Something was handed over and has its outcome. */
  submitted(): void {
    this.#lastSubmit = this.#options.clock.monotonic();
  }

  /** Takes over the messages of the modem. Never rejects: a message that cannot be stored now stays there for the next time. */
  async sweep(session: Watched): Promise<void> {
    try {
      await session.sweep();
    } catch (error) {
      this.#options.log.warn({ error }, 'messages stay in the modem until they can be stored');
    }
  }

  /** Never in front of a message: a port that is sending is asked later. */
  #check(session: Watched): void {
    const { clock, submitting } = this.#options;
    const rested = clock.monotonic() - this.#lastSubmit >= RESTED;
    const idle = !submitting() && rested && !session.busy;
    this.#postponed += 1;
    if (!idle && this.#postponed < POSTPONED_CHECKS) return;
    this.#postponed = 0;
    void session.check();
  }
}
