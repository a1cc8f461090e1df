/**
 * The queue of a webhook in one partition, as the delivery engine wants it. The engine reads at once, and the store answers later: so what
 * waits is kept in memory too, and changes there when the store has committed it.
 */
import type { Clock } from '@simgate/daemon';
import type { Changes, Delivery, DeliveryQueue, Waiting } from '@simgate/daemon/webhooks';
import {
  commitDeliveries,
  hurryDeliveries,
  openDeliveries,
  type QueueKey,
  releaseHeld,
} from '../store/deliveries.ts';
import type { Store } from '../store/store.ts';

interface Kept {
  readonly delivery: Delivery;
  readonly waits: boolean;
  nextAt: number;
}

export class PartQueue implements DeliveryQueue {
  readonly #store: Store;
  readonly #key: QueueKey;
  readonly #clock: Clock;
  #recovered = false;
  #kept = new Map<number, Kept>();
  /** The events of each subject that wait or are held. */
  #subjects = new Map<string, Set<number>>();

  constructor(store: Store, key: QueueKey, clock: Clock) {
    this.#store = store;
    this.#key = key;
    this.#clock = clock;
  }

  /** Whether it was read from the store, and nothing waits or is held. */
  get isEmpty(): boolean {
    return this.#recovered && this.#kept.size === 0;
  }

  hasSubject(subject: string): boolean {
    return this.#subjects.has(subject);
  }

  waiting(limit: number): Waiting[] {
    return [...this.#kept.values()]
      .filter(({ waits }) => waits)
      .sort((one, other) => one.nextAt - other.nextAt)
      .slice(0, limit)
      .map(({ delivery: { id, subject }, nextAt }) => ({ eventId: id, subject, nextAttempt: nextAt }));
  }

  load(eventId: number): Delivery | undefined {
    return this.#kept.get(eventId)?.delivery;
  }

  async recover(): Promise<void> {
    await this.#store.write(() => releaseHeld(this.#key));
    const open = await this.#store.read(() => openDeliveries(this.#key));
    this.#kept = new Map();
    this.#subjects = new Map();
    for (const { delivery, waits, nextAt } of open) this.#put(delivery, waits, nextAt);
    this.#recovered = true;
  }

  async hurry(lastAttemptSince: number): Promise<void> {
    await this.#store.write(() => hurryDeliveries(this.#key, lastAttemptSince));
    for (const kept of this.#kept.values())
      if (kept.waits && kept.delivery.lastAttempt >= lastAttemptSince) kept.nextAt = 0;
  }

  async commit(changes: Changes): Promise<ReadonlyMap<string, readonly Delivery[]>> {
    const now = Math.round(this.#clock.now());
    const freed = await this.#store.write(() => commitDeliveries(this.#key, changes, now));
    for (const id of changes.taken) this.#remove(id);
    for (const delivery of [...changes.started, ...changes.held]) this.#put(delivery, false, 0);
    for (const { delivery, nextAttempt } of changes.parked) this.#put(delivery, true, nextAttempt);
    for (const { delivery } of changes.givenUp) this.#remove(delivery.id);
    // A revived event has left memory: the store knows it whole.
    if (changes.revived.length > 0) await this.recover();
    return freed;
  }

  #put(delivery: Delivery, waits: boolean, nextAt: number): void {
    this.#remove(delivery.id);
    this.#kept.set(delivery.id, { delivery, waits, nextAt });
    const ofSubject = this.#subjects.get(delivery.subject) ?? new Set();
    this.#subjects.set(delivery.subject, ofSubject.add(delivery.id));
  }

  #remove(id: number): void {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    this.#kept.delete(id);
    const { subject } = kept.delivery;
    const ofSubject = this.#subjects.get(subject);
    ofSubject?.delete(id);
    if (ofSubject?.size === 0) this.#subjects.delete(subject);
  }
}
