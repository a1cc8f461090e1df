/**
 * So many works at once, the others in the order in which they asked. Where a process has more to do than it can, each partition finds more
 * messages when its turn comes: so the calls become larger, and a message costs less.
 */
export class Turns {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Runs a work when its turn has come. Settles as the work does. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay < this.#most) this.#underWay++;
    // Whoever ends gives its turn away.
    else await new Promise<void>(resolve => void this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#underWay--;
      else next();
    }
  }
}
