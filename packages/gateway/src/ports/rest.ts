import type { Clock } from '@simgate/daemon';
import type { SubmitOutcome } from '../modem/modem.ts';
import { type BackOff, backOffAfter, noBackOff } from './back-off.ts';

/** The rest that a port takes after refusals of the network or modem as a whole. */
export class RestAfterRefusals {
  readonly #clock: Clock;
  readonly #over: () => void;
  #backOff: BackOff = noBackOff;
  #cancel = () => {};

  /** `over` is called when a rest ends by itself. */
  constructor(clock: Clock, over: () => void) {
    this.#clock = clock;
    this.#over = over;
  }

  /** Begins or ends a rest by the outcome of a submit; true when the port now rests. */
  judge(outcome: SubmitOutcome): boolean {
    this.#cancel();
    this.#backOff = backOffAfter(outcome, this.#backOff);
    if (this.#backOff.rest === 0) return false;
    this.#cancel = this.#clock.after(this.#backOff.rest, () => {
      this.#backOff = { ...this.#backOff, rest: 0, reason: '' };
      this.#over();
    });
    return true;
  }

  end(): void {
    this.#cancel();
  }

  /** For people; "" while there is none. */
  get text(): string {
    const { rest, reason } = this.#backOff;
    return rest === 0 ? '' : `resting ${Math.round(rest / 1000)} s after: ${reason}`;
  }
}
