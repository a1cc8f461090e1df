/** Signs that another SIM may be in the modem, also those that come while the ladder is climbed. */
import type { SimWatch } from './sim-watch.ts';

export class SimSigns {
  readonly #watch: () => SimWatch | undefined;
  #some = false;

  /** `watch`: of the SIM that serves; undefined until the ladder is climbed. */
  constructor(watch: () => SimWatch | undefined) {
    this.#watch = watch;
  }

  note(): void {
    this.#some = true;
    this.#watch()?.doubt();
  }

  /** The IMSI is read from now on. */
  forget(): void {
    this.#some = false;
  }

  /** The ladder is climbed: a sign that came behind the reading of its IMSI may mean another one. */
  judge(watch: SimWatch): void {
    if (this.#some) watch.doubt();
  }
}
