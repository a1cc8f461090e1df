import type { Clock } from '../clock.ts';

/** How long a late answer of a submit is waited for, in milliseconds. */
export const LATE_LIMIT = 600_000;

/** The one answer that may still come behind its deadline. */
export class LateAnswer {
  readonly #clock: Clock;
  #names: readonly string[] = [];
  #settle: ((line: string | undefined) => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves with the first line of one of `names`, with undefined when none can come any more. Ends an older wait. */
  expect(names: readonly string[]): Promise<string | undefined> {
    this.settle(undefined);
    this.#names = names;
    return new Promise(resolve => {
      const cancel = this.#clock.after(LATE_LIMIT, () => this.settle(undefined));
      this.#settle = line => {
        cancel();
        resolve(line);
      };
    });
  }

  owns(name: string): boolean {
    return this.#settle !== undefined && this.#names.includes(name);
  }

  settle(line: string | undefined): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(line);
  }
}
