/**
 * Which partitions this process has. A process renews its lease, takes its share of what nobody has, and gives back what is more than its
 * share. A monotonic deadline, counted from before the renewal was asked for, ends all work here before the database can let anybody else
 * take over.
 */
import { type Clock, within } from '@simgate/daemon';
import type { Log } from '@simgate/daemon/store';
import { PARTITIONS } from '../domain/ids.ts';
import type { HeldLease } from '../handoff/context.ts';
import {
  enroll,
  enrollAlone,
  type Lease,
  releaseLeases,
  removeWorker,
  renew,
  takeEveryLease,
  takeLeases,
} from '../store/leases.ts';
import type { Store } from '../store/store.ts';

/** Times of the leases by which processes share the partitions. */
export interface OwnershipSettings {
  /** Without a renewal the partitions of a process are free after so long, in milliseconds. */
  readonly leaseMs: number;
  readonly renewMs: number;
  /** Work ends so long before the lease does. */
  readonly marginMs: number;
}

/** Of several processes: what one leaves behind when it dies is taken over within so long. */
export const sharedOwnership: OwnershipSettings = { leaseMs: 4000, renewMs: 500, marginMs: 500 };

/** Of a process that has the store alone: nobody takes over, so that a slow disk need not end what is under way. */
export const soleOwnership: OwnershipSettings = { leaseMs: 600_000, renewMs: 60_000, marginMs: 60_000 };

/** Longest time for which a partition that is given back is finished, in milliseconds; then its calls are broken off, which is a doubt. */
const LONGEST_FINISH = 60_000;

/** The work on partitions. */
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
  releasing: boolean;
}

/** The lease of this process, under the id that it has now. */
interface Membership {
  readonly id: string;
  /** Monotonic. */
  deadline: number;
  /** Processes that live, this one included. */
  living: number;
}

export interface OwnershipParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: OwnershipSettings;
  /** Returns an id that was never used. It distinguishes this process from every other, and from itself after its lease has ended. */
  readonly newId: () => string;
  /** For people: machine and process. */
  readonly name: string;
  readonly work: PartitionWork;
}

/**
 * Holds partitions for this process by leases, renews them, and gives a share of them to processes that come. Every write for a
 * partition carries the epoch of its lease, so that a process that was frozen writes nothing after another has taken over.
 */
export class Ownership {
  readonly #parts: OwnershipParts;
  readonly #held = new Map<number, Held>();
  #membership: Membership | undefined;
  /** The last id that this process had. */
  #former = '';
  #draining = false;
  #stopped = false;
  /** The last round failed. */
  #isTroubled = false;
  #round: Promise<void> = Promise.resolve();
  #cancelRound: () => void = () => {};
  #cancelWatch: () => void = () => {};

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

  /** Finishes what is under way, and gives everything back; where the store is away it only ends. Nothing goes on after it. */
  async stop(): Promise<void> {
    this.#draining = true;
    this.#cancelRound();
    await this.#round;
    // The lease is kept while work finishes.
    this.#schedule();
    const released = this.#release([...this.#held.values()]);
    await released.catch(error => this.#warnOfLease(error));
    this.#stopped = true;
    this.#cancelRound();
    await this.#round;
    this.#cancelWatch();
    await this.#leave().catch(error => this.#warnOfLease(error));
  }

  /** No reason to go on: the lease ends by itself. */
  #warnOfLease(error: unknown): void {
    this.#parts.log.warn(
      { error },
      'the partitions cannot be given back now; others take them when the lease ends',
    );
  }

  async #leave(): Promise<void> {
    const id = this.#membership?.id;
    if (id !== undefined) await this.#parts.store.write(() => removeWorker(id));
  }

  #schedule(): void {
    const { clock, settings } = this.#parts;
    if (this.#stopped) return;
    this.#cancelRound = clock.after(settings.renewMs, () => {
      this.#round = this.#goRound().finally(() => this.#schedule());
    });
  }

  async #goRound(): Promise<void> {
    try {
      const membership = this.#membership ?? (await this.#enter());
      await this.#renew(membership);
      if (!this.#draining && this.#membership === membership) await this.#share(membership);
      if (this.#isTroubled) this.#parts.log.info({}, 'the lease of this process is renewed again');
      this.#isTroubled = false;
    } catch (error) {
      this.#isTroubled = true;
      this.#parts.log.warn({ error }, 'the lease of this process cannot be renewed now');
    }
  }

  async #enter(): Promise<Membership> {
    const { store, clock, settings, newId, name } = this.#parts;
    const id = newId();
    const asked = clock.monotonic();
    const process = { id, name, former: this.#former };
    const isAlone = store.engine === 'sqlite';
    await store.writeFirst(() => (isAlone ? enrollAlone : enroll)(process, settings.leaseMs));
    this.#former = id;
    const membership = { id, deadline: this.#deadlineOf(asked), living: 1 };
    this.#membership = membership;
    this.#watch(membership);
    return membership;
  }

  #deadlineOf(asked: number): number {
    const { settings } = this.#parts;
    return asked + settings.leaseMs - settings.marginMs;
  }

  async #renew(membership: Membership): Promise<void> {
    const { store, clock, settings } = this.#parts;
    const { id } = membership;
    const asked = clock.monotonic();
    const renewal = await store.writeFirst(() => renew(id, this.#draining, settings.leaseMs));
    if (this.#membership !== membership) return;
    // A lease that was not renewed in time is over, whatever the database has by now.
    if (renewal === undefined || membership.deadline <= clock.monotonic()) {
      this.#lapse(membership);
      return;
    }
    membership.deadline = this.#deadlineOf(asked);
    membership.living = renewal.living;
    const epochs = new Map(renewal.leases.map(({ part, epoch }) => [part, epoch]));
    for (const held of this.#held.values())
      if (epochs.get(held.lease.part) !== held.lease.epoch) this.#lose(held);
    // Nobody works on these: a taking or giving back whose answer was lost.
    const idle = [...epochs.keys()].filter(part => !this.#held.has(part));
    if (idle.length > 0) await store.write(() => releaseLeases(id, idle));
  }

  /** Takes what nobody has up to this process's share, and gives back what is above it. */
  async #share(membership: Membership): Promise<void> {
    const { store } = this.#parts;
    const { id, living } = membership;
    const share = Math.ceil(PARTITIONS / Math.max(1, living));
    const missing = share - this.#held.size;
    if (missing > 0) {
      const taken = await store.write(() =>
        store.engine === 'sqlite' ? takeEveryLease(id) : takeLeases(id, missing),
      );
      if (this.#membership === membership) for (const lease of taken) this.#take(id, lease);
    } else if (missing < 0) {
      const surplus = [...this.#held.values()].filter(({ releasing }) => !releasing).slice(share);
      // Work of some seconds: renewals go on beside it.
      this.#release(surplus).catch(error =>
        this.#parts.log.warn({ error }, 'a partition cannot be given back'),
      );
    }
  }

  #take(owner: string, lease: Lease): void {
    const former = this.#held.get(lease.part);
    if (former !== undefined) this.#lose(former);
    const controller = new AbortController();
    this.#held.set(lease.part, { lease, controller, releasing: false });
    this.#parts.work.taken({ fence: { ...lease, owner }, signal: controller.signal });
  }

  /** The deadline holds even where a renewal hangs. */
  #watch(membership: Membership): void {
    const { clock } = this.#parts;
    this.#cancelWatch();
    this.#cancelWatch = clock.after(Math.max(0, membership.deadline - clock.monotonic()), () => {
      if (this.#membership !== membership) return;
      if (membership.deadline <= clock.monotonic()) this.#lapse(membership);
      else this.#watch(membership);
    });
  }

  /** The lease has ended: this process comes back under another id, with nothing. */
  #lapse(membership: Membership): void {
    if (this.#membership !== membership) return;
    this.#membership = undefined;
    this.#cancelWatch();
    for (const held of this.#held.values()) this.#lose(held);
  }

  #lose(held: Held): void {
    if (this.#held.get(held.lease.part) !== held) return;
    this.#held.delete(held.lease.part);
    held.controller.abort();
    this.#parts.work.ended(held.lease.part);
  }

  async #release(surplus: readonly Held[]): Promise<void> {
    const { store, clock, work } = this.#parts;
    const membership = this.#membership;
    if (membership === undefined) return;
    for (const held of surplus) held.releasing = true;
    await Promise.all(surplus.map(({ lease }) => within(clock, LONGEST_FINISH, work.finish(lease.part))));
    const still = surplus.filter(held => this.#held.get(held.lease.part) === held);
    for (const held of still) this.#lose(held);
    const parts = still.map(({ lease }) => lease.part);
    await store.write(() => releaseLeases(membership.id, parts));
  }
}
