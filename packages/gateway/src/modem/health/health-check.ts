/** Looks after a modem that serves: its registration, radio, SIM and settings. */
import type { Channel } from '../../at/channel.ts';
import { checkSim, type Drivers } from '../drivers.ts';
import type { NetworkWatch } from '../network-watch.ts';
import type { SessionOptions } from '../session-surface.ts';
import { OperatorWatch } from './operator-watch.ts';
import { RadioWatch } from './radio-watch.ts';

export interface HealthCheckOptions {
  readonly channel: Channel;
  readonly network: () => NetworkWatch;
  readonly session: Pick<SessionOptions, 'desires' | 'listener'>;
  readonly warnRadio: (text: string) => void;
  readonly warnOperator: (text: string) => void;
  /** Absent until the ladder is climbed. */
  readonly drivers: () => Drivers | undefined;
}

export class HealthCheck {
  readonly #options: HealthCheckOptions;
  readonly #radio: RadioWatch;
  readonly #operator: OperatorWatch;
  #isRunning = false;

  constructor(options: HealthCheckOptions) {
    this.#options = options;
    this.#radio = new RadioWatch({
      channel: options.channel,
      isWanted: () => options.session.desires?.state().power !== 'off',
      warn: options.warnRadio,
    });
    this.#operator = new OperatorWatch({ channel: options.channel, warn: options.warnOperator });
  }

  /** Switches the radio off and on, behind everything else that waits; the SIM too where that is wanted. */
  restartRadio(withSim: boolean): Promise<void> {
    return this.#radio.restart(withSim);
  }

  /** Asks for signal, registration, SIM and settings, each question behind everything else that waits. One check at a time. */
  async run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      await this.#run();
    } finally {
      // A check that failed must not be the last one.
      this.#isRunning = false;
    }
    this.#options.session.listener.changed();
  }

  async #run(): Promise<void> {
    const { channel, session } = this.#options;
    const drivers = this.#options.drivers();
    if (drivers === undefined) return;
    const network = this.#options.network();
    await network.ask(drivers.ready.network);
    if (!network.isRegistered && (await this.#radio.look())) await this.#operator.look(network.registrations);
    await checkSim(channel, drivers, () => session.listener.simGone());
  }
}
