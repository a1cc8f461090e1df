/** Messages that arrive: stored under the SIM that is certain, kept while none is. */

import type { Clock } from '@simgate/daemon';
import type { Channel } from '../at/channel.ts';
import type { Notice } from '../at/command.ts';
import { LinkError } from '../errors.ts';
import type { Drivers } from './drivers.ts';
import { HeldMessages } from './held-messages.ts';
import type { Received, SimIdentity } from './modem.ts';
import type { RoutedPdu } from './sms/routed.ts';

export interface ArrivalsOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  /** Name of the link, for errors. */
  readonly link: string;
  readonly form: () => 'AT+CNMA' | 'AT+CNMA=1';
  readonly drivers: () => Drivers | undefined;
  /** As it is known by now. */
  readonly sim: () => SimIdentity | undefined;
  /** Rejects when the message cannot be kept. */
  readonly store: (received: Received, sim: SimIdentity | undefined) => Promise<void>;
}

/** A module routes one message and waits; more than so many at once are a flood, which the network repeats where it is true. */
const UNDER_WAY_MOST = 64;

export class Arrivals {
  readonly #options: ArrivalsOptions;
  readonly #held: HeldMessages;
  /** A message was left in the storage of the modem, because it was not certain which SIM it came for. */
  #isLeft = false;
  #arriving: Promise<void> = Promise.resolve();
  /** Routed messages that are not acknowledged, left open or kept yet. */
  #underWay = 0;

  constructor(options: ArrivalsOptions) {
    this.#options = options;
    this.#held = new HeldMessages({
      ...{ channel: options.channel, clock: options.clock, form: options.form },
      received: message => options.store(message, undefined),
    });
  }

  /** +CSMS=1 stands, as far as is known. */
  set acknowledges(acknowledges: boolean) {
    this.#held.acknowledges = acknowledges;
  }

  /** Stores a message under the SIM that is certain; rejects where none is, so that the message stays where it is. */
  async received(message: Received): Promise<void> {
    const drivers = this.#options.drivers();
    const verdict = await drivers?.sim.confirmToStore();
    const sim = this.#options.sim();
    if (verdict !== 'same' || drivers !== this.#options.drivers() || sim === undefined) {
      this.#isLeft = true;
      throw new LinkError(this.#options.link, 'it is not certain which SIM the message came for');
    }
    await this.#options.store(message, sim);
  }

  /** Takes a routed message, or keeps it until it is certain which SIM it came for. */
  routed(notice: Notice, pdu: RoutedPdu): void {
    if (this.#underWay >= UNDER_WAY_MOST) {
      this.#options.drivers()?.sms.leftOpen();
      return;
    }
    this.#underWay += 1;
    this.#arriving = this.#route(notice, pdu).finally(() => {
      this.#underWay -= 1;
    });
  }

  /** Resolves when every routed message so far is acknowledged, left open or kept. */
  settled(): Promise<void> {
    return this.#arriving;
  }

  async #route(notice: Notice, pdu: RoutedPdu): Promise<void> {
    const drivers = this.#options.drivers();
    if (drivers === undefined) {
      this.#held.hold(notice, pdu);
      return;
    }
    const verdict = await drivers.sim.confirmToStore();
    // The modem was set up anew meanwhile.
    if (drivers !== this.#options.drivers()) await this.#route(notice, pdu);
    else if (verdict === 'same') await drivers.sms.routed(pdu);
    else this.#held.hold(notice, pdu);
  }

  /** Every routed message that is kept, in its order: its SIM is certain now. */
  take(): readonly Notice[] {
    return this.#held.take();
  }

  /** True once where the storage holds messages that were left in it. */
  takeLeft(): boolean {
    const isLeft = this.#isLeft;
    this.#isLeft = false;
    return isLeft;
  }
}
