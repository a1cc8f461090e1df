/**
 * The end of a call: by its time limit, or by the signal of the caller. A timer holds it. `AbortSignal.any` holds its sources weakly, and
 * Node.js 20 collects an `AbortSignal.timeout` that nothing else holds: it never aborts then.
 */

/** Milliseconds of the longest timer; a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export class TimeLimit {
  readonly #ending = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(milliseconds: number, caller?: AbortSignal) {
    this.#caller = caller;
    if (caller?.aborted === true) this.#pass();
    caller?.addEventListener('abort', this.#pass, { once: true });
    const end = (): void =>
      this.#ending.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    this.#timer = setTimeout(end, Math.min(milliseconds, LONGEST_TIMER));
  }

  /** Aborts at the end of the time, or with the caller's signal and its reason. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** The result of the work; rejects at the end, also where the work heeds no signal. */
  bound<Value>(work: Promise<Value>): Promise<Value> {
    const { signal } = this;
    return new Promise((resolve, reject) => {
      const end = (): void => reject(signal.reason);
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
      void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
    });
  }

  /** From now on only the caller ends it. */
  lift(): void {
    clearTimeout(this.#timer);
  }

  /** The call is over: nothing holds it any longer. */
  release(): void {
    this.lift();
    this.#caller?.removeEventListener('abort', this.#pass);
  }

  /** Ends what is still under way by this signal. */
  abort(): void {
    this.release();
    this.#ending.abort();
  }

  readonly #pass = (): void => this.#ending.abort(this.#caller?.reason);
}
