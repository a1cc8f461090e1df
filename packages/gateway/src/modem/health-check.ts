/** Looks after a modem that serves: its registration, radio, SIM and settings. */
import type { Channel } from '../at/channel.ts';
import { checkSim, type Drivers } from './drivers.ts';
import type { NetworkWatch } from './network-watch.ts';
import type { RadioWatch } from './radio-watch.ts';

export interface HealthCheckOptions {
  readonly channel: Channel;
  readonly network: () => NetworkWatch;
  readonly radio: Pick<RadioWatch, 'look'>;
  /** Absent until the ladder is climbed. */
  readonly drivers: () => Drivers | undefined;
  readonly simGone: () => void;
  /** Called behind each check. */
  readonly changed: () => void;
}

export class HealthCheck {
  readonly #options: HealthCheckOptions;
  #isRunning = false;

  constructor(options: HealthCheckOptions) {
    this.#options = options;
  }

  /** Asks for signal, registration, SIM and settings, each question behind everything else that waits. One check at a time. */
  async run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    await this.#run();
    this.#isRunning = false;
    this.#options.changed();
  }

  async #run(): Promise<void> {
    const { channel, radio, simGone } = this.#options;
    const drivers = this.#options.drivers();
    if (drivers === undefined) return;
    const network = this.#options.network();
    await network.ask(drivers.ready.network);
    if (!network.isRegistered) await radio.look();
    await checkSim(channel, drivers, simGone);
  }
}
