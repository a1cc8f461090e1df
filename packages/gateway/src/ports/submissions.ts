/** The submits of a port that have no outcome yet. */
import type { Clock } from '@simgate/daemon';

export class Submissions {
  /** One of the queue at most, and one of the SIM's toolkit. */
  readonly #open = new Set<Promise<unknown>>();

  get some(): boolean {
    return this.#open.size > 0;
  }

  async add<Outcome>(submit: Promise<Outcome>): Promise<Outcome> {
    this.#open.add(submit);
    try {
      return await submit;
    } finally {
      this.#open.delete(submit);
    }
  }

  /** Resolves when those that run now have their outcomes. */
  async ended(): Promise<void> {
    await Promise.all(this.#open);
  }

  /** Acts once none runs: at once where none does. */
  whenNone(action: () => void): void {
    if (this.some) void this.ended().then(action);
    else action();
  }

  /** As `ended`, after `milliseconds` at the latest. */
  endedWithin(clock: Clock, milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const cancel = clock.after(milliseconds, resolve);
      void this.ended().then(() => {
        cancel();
        resolve();
      });
    });
  }
}
