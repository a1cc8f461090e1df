/** Gathers what comes within one turn of the event loop, so that one transaction serves all of it. */

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly weight: number;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

export interface GathererOptions<Item, Outcome> {
  /** Stores all of it or nothing; gives an outcome for each, in their order. */
  readonly store: (items: readonly Item[]) => Promise<readonly Outcome[]>;
  /** How much an item counts, as rows. */
  readonly weightOf: (item: Item) => number;
  /** Most of one transaction; an item alone may be heavier. */
  readonly mostWeight: number;
  /** Transactions at once. */
  readonly transactions: number;
}

/** Gathers items that come at the same time into one transaction, so that a disk that is slow to confirm costs each of them little. */
export class Gatherer<Item, Outcome> {
  readonly #options: GathererOptions<Item, Outcome>;
  #waiting: Waiting<Item, Outcome>[] = [];
  #underWay = 0;
  #scheduled = false;

  constructor(options: GathererOptions<Item, Outcome>) {
    this.#options = options;
  }

  /** Resolves with the outcome of this item once its transaction is on disk. */
  add(item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, weight: this.#options.weightOf(item), resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0 || this.#underWay >= this.#options.transactions) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#underWay++;
      this.#run(this.#next()).finally(() => {
        this.#underWay--;
        this.#schedule();
      });
      this.#schedule();
    });
  }

  #next(): Waiting<Item, Outcome>[] {
    let weight = 0;
    const end = this.#waiting.findIndex((one, place) => {
      weight += one.weight;
      return place > 0 && weight > this.#options.mostWeight;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  async #run(batch: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.#options.store(batch.map(({ item }) => item));
      for (const [place, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[place];
        if (outcome === undefined) reject(new RangeError('an outcome is missing'));
        else resolve(outcome);
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
