import type { Clock } from '@simgate/daemon';

/** How long a late answer of a submit is waited for, in milliseconds. */
const LATE_LIMIT = 600_000;

/** The one answer that may still come behind its deadline, on the same connection or on the next one. */
export class LateAnswer {
  readonly #clock: Clock;
  #names: readonly string[] = [];
  #settle: ((line: string | undefined) => void) | undefined;
  #deadline = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True until the deadline of the command: the modem may be at work for it, and must not be restarted. */
  get isDue(): boolean {
    return this.#settle !== undefined && this.#clock.monotonic() < this.#deadline;
  }

  /**
   * Resolves with the first line of one of `names`, with undefined when none can come any more. Ends an older wait.
   * `deadline`: of the command, in monotonic milliseconds.
   */
  expect(names: readonly string[], deadline: number): Promise<string | undefined> {
    this.settle(undefined);
    this.#names = names;
    this.#deadline = deadline;
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
