/**
 * Messages of a SIM whose IMSI cannot be read. They wait for it where they are, but not for ever: nobody else would read them, and a
 * full storage keeps out what comes behind them.
 */

import type { Clock } from '@simgate/daemon';
import type { Channel } from '../../at/channel.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { Obstacle } from '../bring-up/unlock.ts';
import type { Received } from '../modem.ts';
import type { Warnings } from '../warnings.ts';
import { CommittedPlaces } from './committed-places.ts';
import { SmsSetUp } from './sms-setup.ts';
import { MessageStorage } from './storage.ts';

export interface UnidentifiedOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly dialect: () => Dialect;
  /** Of the port; absent: nothing is remembered beyond this session. */
  readonly committed: CommittedPlaces | undefined;
  /** Stores a message without the SIM it came for; rejects when it cannot be kept. */
  readonly store: (received: Received) => Promise<void>;
  /** Called with whether messages that are routed from now on wait for their acknowledgement. */
  readonly arrivals: { acknowledges: boolean };
  readonly warnings: Pick<Warnings, 'warn'>;
}

/** A SIM that starts gives its IMSI within half a minute. Milliseconds. */
const WAITED = 60_000;

export class UnidentifiedMessages {
  readonly #options: UnidentifiedOptions;
  readonly #committed: CommittedPlaces;
  /** In monotonic milliseconds. */
  #since: number | undefined;
  #takingOver: MessageStorage | undefined;
  #closed = 0;

  constructor(options: UnidentifiedOptions) {
    this.#options = options;
    this.#committed = options.committed ?? new CommittedPlaces();
  }

  /** The ladder ended so; undefined: at its top. Takes over what the modem stores once its IMSI could not be read for long enough. Never rejects. */
  async judge(obstacle: Obstacle | undefined): Promise<void> {
    if (obstacle?.unidentified !== true) {
      this.#since = undefined;
      return;
    }
    const now = this.#options.clock.monotonic();
    this.#since ??= now;
    if (now - this.#since >= WAITED) await this.#takeOver();
  }

  /** The ladder is climbed anew: what is being taken over now is read by that one. */
  close(): void {
    this.#closed += 1;
    this.#takingOver?.close();
  }

  async #takeOver(): Promise<void> {
    const closed = this.#closed;
    const { channel, clock, dialect, arrivals, warnings } = this.#options;
    const setUp = new SmsSetUp(channel, dialect(), '');
    await setUp.run();
    if (setUp.missing.has('format') || closed !== this.#closed) return;
    arrivals.acknowledges = setUp.setup.acknowledges;
    warnings.warn('unidentified', 'the IMSI of the SIM cannot be read: its messages are stored without it');
    const storage = new MessageStorage({
      ...{ channel, clock, committed: this.#committed, deletesSent: false },
      setup: () => setUp.setup,
      received: this.#options.store,
      contents: () => {},
      unreadable: () => {},
    });
    this.#takingOver = storage;
    // A message that cannot be committed stays in the storage until the ladder is climbed again.
    await storage.sweep().catch(() => {});
    storage.close();
  }
}
