/**
 * Which partitions this process has. Every process renews what it has, counts who lives, takes its share of what nobody has, and gives
 * back what is more than its share. A monotonic deadline, counted from before the renewal was asked for, ends work here before the
 * database can let anybody else take over.
 */
import type { Clock } from '@simgate/daemon';
import type { Log } from '@simgate/daemon/store';
import { PARTITIONS } from '../domain/ids.ts';
import type { HeldLease } from '../handoff/context.ts';
import {
  heartbeat,
  type Lease,
  releaseLeases,
  removeWorker,
  renewLeases,
  takeEveryLease,
  takeLeases,
} from '../store/leases.ts';
import type { Store } from '../store/store.ts';

export interface OwnershipSettings {
  /** Without a renewal a partition is free after so long, in milliseconds. */
  readonly leaseMs: number;
  readonly renewMs: number;
  /** Work ends so long before the lease does. */
  readonly marginMs: number;
}

/** Of several processes: what one leaves behind when it dies is taken over within so long. */
export const sharedOwnership: OwnershipSettings = { leaseMs: 3000, renewMs: 750, marginMs: 750 };

/** Of a process that has the store alone: nobody takes over, so that a slow disk need not end what is under way. */
export const soleOwnership: OwnershipSettings = { leaseMs: 600_000, renewMs: 60_000, marginMs: 60_000 };

/** What works on partitions. */
export interface PartitionWork {
  /** This process has a partition now. */
  taken(lease: HeldLease): void;
  /** Finishes what is under way in a partition that is given back. */
  finish(part: number): Promise<void>;
  /** It is over: the lease was lost, or given back. */
  ended(part: number): void;
}

interface Held {
  readonly lease: Lease;
  readonly controller: AbortController;
  /** Monotonic. */
  deadline: number;
  releasing: boolean;
}

export interface OwnershipParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: OwnershipSettings;
  /** Tells this process from every other, and from itself after a restart. */
  readonly id: string;
  /** For people: machine and process. */
  readonly name: string;
  readonly work: PartitionWork;
}

export class Ownership {
  readonly #parts: OwnershipParts;
  readonly #held = new Map<number, Held>();
  #draining = false;
  #stopped = false;
  #first = true;
  #round: Promise<void> = Promise.resolve();
  #cancel: () => void = () => {};

  constructor(parts: OwnershipParts) {
    this.#parts = parts;
  }

  /** Takes the first share, and goes on renewing. Resolves after the first round. */
  async start(): Promise<void> {
    this.#round = this.#goRound();
    await this.#round;
    this.#schedule();
  }

  /** The partitions of this process. */
  owned(): number[] {
    return [...this.#held.keys()];
  }

  /** Finishes what is under way, and gives everything back. */
  async stop(): Promise<void> {
    this.#draining = true;
    this.#cancel();
    await this.#round;
    // Leases are kept while work finishes.
    this.#schedule();
    await this.#release([...this.#held.values()]);
    this.#stopped = true;
    this.#cancel();
    await this.#round;
    await this.#parts.store.write(() => removeWorker(this.#parts.id));
  }

  #schedule(): void {
    const { clock, settings } = this.#parts;
    if (this.#stopped) return;
    this.#cancel = clock.after(settings.renewMs, () => {
      this.#round = this.#goRound().finally(() => this.#schedule());
    });
  }

  async #goRound(): Promise<void> {
    this.#endOverdue();
    try {
      await this.#renew();
      if (!this.#draining) await this.#share();
    } catch (error) {
      this.#parts.log.warn({ error }, 'leases of partitions cannot be renewed now');
    }
  }

  /** What was not renewed in time is over, whatever the database says by now. */
  #endOverdue(): void {
    const now = this.#parts.clock.monotonic();
    for (const held of this.#held.values()) if (held.deadline <= now) this.#lose(held);
  }

  async #renew(): Promise<void> {
    const { store, clock, settings, id } = this.#parts;
    if (this.#held.size === 0) return;
    const asked = clock.monotonic();
    const renewed = await store.write(() => renewLeases(id, settings.leaseMs));
    this.#endOverdue();
    const epochs = new Map(renewed.map(({ part, epoch }) => [part, epoch]));
    for (const held of this.#held.values()) {
      if (epochs.get(held.lease.part) === held.lease.epoch) this.#prolong(held, asked);
      else this.#lose(held);
    }
  }

  #prolong(held: Held, asked: number): void {
    const { settings } = this.#parts;
    held.deadline = asked + settings.leaseMs - settings.marginMs;
  }

  /** Takes what nobody has up to this process's share, and gives back what is above it. */
  async #share(): Promise<void> {
    const { store, clock, settings, id, name } = this.#parts;
    const silentMs = 2 * settings.leaseMs;
    const living = await store.write(() => heartbeat({ id, name, draining: this.#draining }, silentMs));
    const share = Math.ceil(PARTITIONS / Math.max(1, living));
    const missing = share - this.#held.size;
    const asked = clock.monotonic();
    if (missing > 0) {
      const alone = this.#first && store.engine === 'sqlite';
      const taken = await store.write(() =>
        alone ? takeEveryLease(id, settings.leaseMs) : takeLeases(id, missing, settings.leaseMs),
      );
      for (const lease of taken) this.#take(lease, asked);
    } else if (missing < 0) {
      const surplus = [...this.#held.values()].filter(({ releasing }) => !releasing).slice(share);
      // Work of some seconds: renewals go on beside it.
      this.#release(surplus).catch(error =>
        this.#parts.log.warn({ error }, 'a partition cannot be given back'),
      );
    }
    this.#first = false;
  }

  #take(lease: Lease, asked: number): void {
    const controller = new AbortController();
    const held: Held = { lease, controller, deadline: 0, releasing: false };
    this.#prolong(held, asked);
    this.#held.set(lease.part, held);
    const { id, work } = this.#parts;
    this.#watch(held);
    work.taken({ fence: { ...lease, owner: id }, signal: controller.signal });
  }

  /** The deadline holds even where a renewal hangs. */
  #watch(held: Held): void {
    const { clock } = this.#parts;
    const wait = Math.max(0, held.deadline - clock.monotonic());
    const cancel = clock.after(wait, () => {
      if (held.deadline <= clock.monotonic()) this.#lose(held);
      else this.#watch(held);
    });
    held.controller.signal.addEventListener('abort', cancel, { once: true });
  }

  #lose(held: Held): void {
    if (this.#held.get(held.lease.part) !== held) return;
    this.#held.delete(held.lease.part);
    held.controller.abort();
    this.#parts.work.ended(held.lease.part);
  }

  async #release(surplus: readonly Held[]): Promise<void> {
    const { store, id, work } = this.#parts;
    for (const held of surplus) held.releasing = true;
    await Promise.all(surplus.map(({ lease }) => work.finish(lease.part)));
    const still = surplus.filter(held => this.#held.get(held.lease.part) === held);
    for (const held of still) this.#lose(held);
    await store.write(() =>
      releaseLeases(
        id,
        still.map(({ lease }) => lease.part),
      ),
    );
  }
}
