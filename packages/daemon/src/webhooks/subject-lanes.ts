/** The events in memory by subject: of each subject one is under way at a time, in order. */
import type { Delivery } from './delivery.ts';

/** An event in memory. */
export interface Carried {
  readonly delivery: Delivery;
  /** Whether the queue has a row of it: `writing` while a commit that adds one is under way. */
  row: 'none' | 'writing' | 'written';
  /** A person does not want it to be tried any more. */
  passedOver: boolean;
}

/** The events of one subject. It stays until everything about the subject is committed. */
export interface Lane {
  readonly subject: string;
  /** The first is the one that is tried. */
  readonly line: Carried[];
  /** Later events of the subject go to the queue, because others are there already. */
  queued: boolean;
  /** Events were given to the queue since it was last asked for the next. */
  heldMeanwhile: boolean;
}

export class SubjectLanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #fresh = new Set<Lane>();
  readonly #retries = new Set<Lane>();
  #count = 0;

  /** How many events are in memory. */
  get count(): number {
    return this.#count;
  }

  /** Whether an event could be tried now. */
  get isReady(): boolean {
    return this.#fresh.size > 0 || this.#retries.size > 0;
  }

  /** Whether an event could be tried for the first time now. */
  get hasFresh(): boolean {
    return this.#fresh.size > 0;
  }

  get(subject: string): Lane | undefined {
    return this.#lanes.get(subject);
  }

  /** Opens a lane with its first event. `queued`: the event comes from the queue. */
  open(delivery: Delivery, queued: boolean): void {
    const lane: Lane = { subject: delivery.subject, line: [], queued, heldMeanwhile: false };
    this.#lanes.set(lane.subject, lane);
    this.append(lane, delivery, queued);
    this.makeReady(lane);
  }

  append(lane: Lane, delivery: Delivery, queued: boolean): void {
    lane.line.push({ delivery, row: queued ? 'written' : 'none', passedOver: false });
    this.#count += 1;
  }

  /** The first event of the lane may be tried. */
  makeReady(lane: Lane): void {
    const first = lane.line[0];
    if (first === undefined) return;
    (first.delivery.attempts > 0 ? this.#retries : this.#fresh).add(lane);
  }

  /** Takes the lane that has been ready for longest, of one sort. */
  takeReady(sort: 'fresh' | 'retry'): Lane | undefined {
    const ready = sort === 'fresh' ? this.#fresh : this.#retries;
    const [lane] = ready;
    if (lane !== undefined) ready.delete(lane);
    return lane;
  }

  /** Removes the first event of a lane; it is done with or waits in the queue. */
  shift(lane: Lane): void {
    if (lane.line.shift() !== undefined) this.#count -= 1;
    this.#fresh.delete(lane);
    this.#retries.delete(lane);
  }

  /** Removes what stands behind the first event of a lane. */
  cutTail(lane: Lane): Carried[] {
    const tail = lane.line.splice(1);
    this.#count -= tail.length;
    return tail;
  }

  close(lane: Lane): void {
    this.#lanes.delete(lane.subject);
  }

  *lanes(): Generator<Lane> {
    yield* this.#lanes.values();
  }

  *carried(): Generator<Carried> {
    for (const { line } of this.#lanes.values()) yield* line;
  }
}
