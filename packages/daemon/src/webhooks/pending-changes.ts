/**
 * Changes of the events of a target that are not in its queue yet. Everything that happens during a commit goes into the
 * next one, so that a quick target costs few commits. A kill repeats at most what stands here.
 */
import type { Clock } from '../clock.ts';
import type { Attempt, Changes, Delivery, DeliveryQueue } from './delivery.ts';
import type { Carried } from './subject-lanes.ts';
import { WakeUp } from './wake-up.ts';

/** How far the target has come, and what of it is under way. */
export interface Position {
  readonly place: number;
  /** Events under way at or before the place that the queue has no row of. */
  readonly started: readonly Carried[];
}

export interface PendingOptions {
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
  /** Where the target stands in the moment of a commit. */
  readonly position: () => Position;
  /** Called when a commit begins: what is added from now on belongs to the next one. */
  readonly began: (changes: Changes) => void;
  readonly committed: (changes: Changes, next: ReadonlyMap<string, readonly Delivery[]>) => void;
  readonly failed: (error: unknown) => void;
}

/** Milliseconds before a commit that failed is tried again. */
const AGAIN_AFTER = 1000;

interface Lists {
  attempts: Attempt[];
  taken: number[];
  held: Delivery[];
  parked: { readonly delivery: Delivery; readonly nextAttempt: number }[];
  givenUp: { readonly delivery: Delivery; readonly reason: string }[];
  revived: number[];
  freed: string[];
}

function emptyLists(): Lists {
  return { attempts: [], taken: [], held: [], parked: [], givenUp: [], revived: [], freed: [] };
}

/** `first` with what came after it. */
function joined(first: Lists, then: Lists): Lists {
  return {
    attempts: [...first.attempts, ...then.attempts],
    taken: [...first.taken, ...then.taken],
    held: [...first.held, ...then.held],
    parked: [...first.parked, ...then.parked],
    givenUp: [...first.givenUp, ...then.givenUp],
    revived: [...first.revived, ...then.revived],
    freed: [...first.freed, ...then.freed],
  };
}

export class PendingChanges {
  readonly #options: PendingOptions;
  readonly #pause: WakeUp;
  #lists = emptyLists();
  #dirty = false;
  #last = false;
  #saving: Promise<void> | undefined;

  constructor(options: PendingOptions) {
    this.#options = options;
    this.#pause = new WakeUp(options.clock);
  }

  /** Adds changes, and begins a commit unless one is under way. */
  add(changes: Partial<Lists>): void {
    for (const [name, items] of Object.entries(changes)) {
      const list: unknown[] = this.#lists[name as keyof Lists];
      for (const item of items) list.push(item);
    }
    this.save();
  }

  /** Commits the place even where nothing else changed. */
  save(): void {
    this.#dirty = true;
    this.#saving ??= this.#saveAll();
  }

  /** How much waits for a commit: what a kill would repeat, and memory. */
  get size(): number {
    const { attempts, taken, held, parked, givenUp } = this.#lists;
    return Math.max(attempts.length, taken.length + held.length + parked.length + givenUp.length);
  }

  get isSaved(): boolean {
    return this.#saving === undefined;
  }

  /** Commits what is left, once: where that fails, it happens again after the next start. */
  async finish(): Promise<void> {
    this.#last = true;
    this.#pause.wake();
    this.save();
    await this.#saving;
  }

  async #saveAll(): Promise<void> {
    // Everything that belongs together is added before the first commit looks.
    await Promise.resolve();
    while (this.#dirty) {
      this.#dirty = false;
      const saved = await this.#saveOnce();
      if (saved || this.#last) continue;
      await this.#pause.wait(AGAIN_AFTER);
    }
    this.#saving = undefined;
  }

  async #saveOnce(): Promise<boolean> {
    const { queue, position, began, committed, failed } = this.#options;
    const lists = this.#lists;
    this.#lists = emptyLists();
    const { place, started } = position();
    for (const carried of started) carried.row = 'writing';
    const changes: Changes = { ...lists, place, started: started.map(({ delivery }) => delivery) };
    began(changes);
    try {
      const next = await queue.commit(changes);
      for (const carried of started) carried.row = 'written';
      committed(changes, next);
      return true;
    } catch (error) {
      this.#lists = joined(lists, this.#lists);
      this.#dirty = !this.#last;
      failed(error);
      return false;
    }
  }
}
