import type { Channel } from '../../at/channel.ts';
import { isHex } from '../../at/notices.ts';
import { ask } from '../ask.ts';
import type { Received } from '../modem.ts';
import { receivedFrom } from './received.ts';

/** The outcome of a routed message: `open` was not acknowledged, so the network repeats it and the module stops routing. */
export type RoutedOutcome = 'acknowledged' | 'open';

export interface RoutedPdu {
  /** Hexadecimal digits. */
  readonly pdu: string;
  /** Octets of the TPDU, as the header gives them. */
  readonly length?: number;
  /** It is not as long as its header gives. */
  readonly damaged?: true;
}

export interface RoutedOptions {
  readonly channel: Channel;
  /** +CSMS=1: the module waits for +CNMA. As it is by now. */
  readonly acknowledges: () => boolean;
  readonly form: 'AT+CNMA' | 'AT+CNMA=1';
  /** Rejects when it cannot be kept. */
  readonly received: (received: Received) => Promise<void>;
}

/** Takes +CMT and +CDS in their order: handed up first, acknowledged when committed (27.005 3.4.4). */
export class RoutedMessages {
  readonly #options: RoutedOptions;
  #acknowledgement: RoutedOptions['form'];
  #queue: Promise<unknown> = Promise.resolve();
  #lastDamaged = '';

  constructor(options: RoutedOptions) {
    this.#options = options;
    this.#acknowledgement = options.form;
  }

  /** Never rejects. */
  take(routed: RoutedPdu): Promise<RoutedOutcome> {
    const turn = this.#queue.then(() => this.#take(routed));
    this.#queue = turn;
    return turn;
  }

  async #take(routed: RoutedPdu): Promise<RoutedOutcome> {
    const pdu = this.#readable(routed);
    if (pdu === '') return 'open';
    try {
      await this.#options.received(receivedFrom(pdu, routed.length));
    } catch {
      return 'open';
    }
    await this.#acknowledge();
    return 'acknowledged';
  }

  /**
   * The digits to keep, "" where it is better not to. Noise made something else of the PDU, which the network has still and repeats;
   * one that comes so again is the modem's. Where nothing is repeated, what came is all that there will be.
   */
  #readable({ pdu, damaged }: RoutedPdu): string {
    if (!this.#options.acknowledges()) return pdu.replace(/[^0-9A-F].*$/is, '');
    if (!isHex(pdu) || pdu.length % 2 === 1) return '';
    const again = pdu === this.#lastDamaged;
    this.#lastDamaged = damaged ? pdu : '';
    return damaged === true && !again ? '' : pdu;
  }

  async #acknowledge(): Promise<void> {
    const { channel, acknowledges } = this.#options;
    if (!acknowledges()) return;
    const answer = await ask(channel, this.#acknowledgement, [], { priority: 'urgent' });
    // 27.005 3.2.5: 340 means that nothing waits any more, which no other form changes.
    if (answer.ok || answer.error === undefined || answer.error.code === 340) return;
    const other = this.#acknowledgement === 'AT+CNMA' ? 'AT+CNMA=1' : 'AT+CNMA';
    if ((await ask(channel, other, [], { priority: 'urgent' })).ok) this.#acknowledgement = other;
  }
}
