/** Keeps the radio of a modem that serves switched on (27.007 8.2): programs, heat and switches of the machine turn it off. */
import type { Channel } from '../../at/channel.ts';
import { restartRadio, switchOn } from '../bring-up/power.ts';

export interface RadioWatchOptions {
  readonly channel: Channel;
  /** False: people want it off. */
  readonly isWanted: () => boolean;
  readonly warn: (text: string) => void;
}

export class RadioWatch {
  readonly #options: RadioWatchOptions;
  #isRestarting = false;
  /** It was off at the look before too. */
  #wasOff = false;

  constructor(options: RadioWatchOptions) {
    this.#options = options;
  }

  /** Switches it off and on, behind everything else that waits. */
  async restart(withSim: boolean): Promise<void> {
    this.#isRestarting = true;
    await restartRadio(this.#options.channel, withSim);
    this.#isRestarting = false;
  }

  /** For a modem that is not registered: switches it on where it is off. True where it was on. */
  async look(): Promise<boolean> {
    const { channel, isWanted, warn } = this.#options;
    if (this.#isRestarting || !isWanted()) return false;
    const found = await switchOn(channel, 'idle');
    if (found !== undefined && this.#wasOff)
      warn(
        `the radio stays off (+CFUN: ${found.level}) though it is switched on again and again: a switch of the machine (rfkill, W_DISABLE#) or the heat of the module holds it`,
      );
    else if (found?.switched) warn(`the radio was off (+CFUN: ${found.level}) and is switched on`);
    this.#wasOff = found !== undefined;
    return found === undefined;
  }
}
