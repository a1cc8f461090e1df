/** A wait that others can end. */
import type { Clock } from '../clock.ts';

export class WakeUp {
  readonly #clock: Clock;
  #end = (): void => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the wait that is under way, if there is one. */
  wake(): void {
    this.#end();
  }

  /** Resolves after `milliseconds`, or when woken. */
  wait(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const cancel = this.#clock.after(milliseconds, () => this.#end());
      this.#end = () => {
        this.#end = () => {};
        cancel();
        resolve();
      };
    });
  }
}
