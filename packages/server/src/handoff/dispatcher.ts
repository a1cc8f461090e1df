/** The workers of the partitions that this process has. */
import type { Touched } from '../choice/fleet.ts';
import type { SendResult } from '../domain/driver.ts';
import type { PartitionWork } from '../partitions/ownership.ts';
import { type Settled, settleResults } from '../store/results.ts';
import type { HandoffContext, HeldLease } from './context.ts';
import { PartitionWorker } from './partition-worker.ts';
import { Turns } from './turns.ts';

/** Partitions that look at their messages at once. */
const MOST_LOOKS = 16;

export class Dispatcher implements PartitionWork {
  readonly #context: HandoffContext;
  readonly #turns = new Turns(MOST_LOOKS);
  readonly #workers = new Map<number, PartitionWorker>();
  readonly #listeners = new Set<(part: number, has: boolean) => void>();

  constructor(context: HandoffContext) {
    this.#context = context;
  }

  taken(lease: HeldLease): void {
    const worker = new PartitionWorker(this.#context, lease, this.#turns, parts => {
      for (const part of parts) this.wake(part);
    });
    this.#workers.set(lease.fence.part, worker);
    worker.start();
    for (const listener of this.#listeners) listener(lease.fence.part, true);
  }

  async finish(part: number): Promise<void> {
    await this.#workers.get(part)?.drain();
  }

  ended(part: number): void {
    this.#workers.delete(part);
    for (const listener of this.#listeners) listener(part, false);
  }

  /** Called when this process gets and loses partitions: drivers are opened and closed with them. */
  onPartition(listener: (part: number, has: boolean) => void): void {
    this.#listeners.add(listener);
    for (const part of this.#workers.keys()) listener(part, true);
  }

  has(part: number): boolean {
    return this.#workers.has(part);
  }

  /** The worker of a partition of this process. */
  worker(part: number): PartitionWorker | undefined {
    return this.#workers.get(part);
  }

  /** Messages were stored for a partition, or its fleet changed. Nothing where another process has it: that one looks by itself. */
  wake(part: number): void {
    this.#workers.get(part)?.wake();
  }

  /** The fleet has changed. */
  wakeTouched(touched: Touched): void {
    if (touched === 'all') this.wakeAll();
    else for (const part of touched) this.wake(part);
  }

  wakeAll(): void {
    for (const worker of this.#workers.values()) worker.wake();
  }

  /** Takes what a gateway reports of messages. Resolves once it is stored; whoever has the partition by now sees it in the store. */
  async results(part: number, gateway: string, results: readonly SendResult[]): Promise<void> {
    const worker = this.#workers.get(part);
    if (worker !== undefined) return worker.results(gateway, results);
    const { store, clock } = this.#context;
    await store.write(() => settleResults(part, gateway, clock.now(), results));
  }

  /** Results that are stored already; nothing to do where another process has the partition. */
  async heard(
    part: number,
    gateway: string,
    results: readonly SendResult[],
    settled: readonly Settled[],
  ): Promise<void> {
    await this.#workers.get(part)?.heard(gateway, results, settled);
  }
}
