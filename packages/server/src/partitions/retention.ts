/** Removes what is too old in the partitions of this process, one after the other and a little at a time. */
import type { Clock } from '@simgate/daemon';
import type { Log } from '@simgate/daemon/store';
import { removeOldAudit } from '../access/audit.ts';
import { MOST_REMOVED, removeOld } from '../store/retention.ts';
import type { Store } from '../store/store.ts';

/** How long rows are kept. */
export interface RetentionSettings {
  /** Days that messages are kept after they have ended. */
  readonly messages: number;
  /** Days that received messages are kept. */
  readonly received: number;
  /** Days that events and deliveries are kept. */
  readonly events: number;
  /** Days that the audit trail is kept. */
  readonly audit: number;
  /** Hours in which an Idempotency-Key is known. */
  readonly idempotency: number;
}

export interface RetentionParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: RetentionSettings;
  /** The partitions of this process. */
  readonly owned: () => readonly number[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Batches, known SIMs and recipients of past months are kept so much longer than messages, in days. */
const MEMORY_DAYS = 62;
/** Between two rounds, in milliseconds. */
const ROUND_EVERY = 600_000;
/** Between two transactions of a round: others want the store too. */
const PAUSE = 50;

/** Removes rows of this process's partitions once they are older than the settings allow. */
export class Retention {
  readonly #parts: RetentionParts;
  #cancel: () => void = () => {};
  #ended = false;
  #round: Promise<void> = Promise.resolve();

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** Begins the first round soon, and one after the other from then on. */
  start(): void {
    this.#schedule();
  }

  /** Resolves when no round is under way. */
  async stop(): Promise<void> {
    this.#ended = true;
    this.#cancel();
    await this.#round;
  }

  /** One round over the partitions of this process. */
  async run(): Promise<void> {
    const { store, owned, clock, settings } = this.#parts;
    const now = clock.now();
    const ages = {
      messages: now - settings.messages * DAY,
      inbound: now - settings.received * DAY,
      events: now - settings.events * DAY,
      idempotency: now - settings.idempotency * HOUR,
      memory: now - (settings.messages + MEMORY_DAYS) * DAY,
    };
    for (const part of owned())
      while (!this.#ended && (await store.write(() => removeOld(part, ages))))
        await new Promise<void>(resolve => void clock.after(PAUSE, resolve));
    // Whoever has the first partition does what belongs to none.
    if (owned().includes(0))
      await store.write(() => removeOldAudit(now - settings.audit * DAY, MOST_REMOVED));
  }

  #schedule(): void {
    if (this.#ended) return;
    this.#cancel = this.#parts.clock.after(ROUND_EVERY, () => {
      this.#round = this.run()
        .catch(error => this.#parts.log.warn({ error }, 'what is too old cannot be removed now'))
        .finally(() => this.#schedule());
    });
  }
}
