/** Routed messages that came while it was not certain which SIM is in the modem. */

import type { Clock } from '@simgate/daemon';
import type { Channel } from '../at/channel.ts';
import type { Notice } from '../at/command.ts';
import type { Received } from './modem.ts';
import { RoutedMessages, type RoutedPdu } from './sms/routed.ts';

export interface HeldMessagesOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly form: () => 'AT+CNMA' | 'AT+CNMA=1';
  /** Stores a message without the SIM it came for. */
  readonly received: (received: Received) => Promise<void>;
}

/** The network waits 12 to 20 s for the acknowledgement (24.011 10, TR2M); after that it takes the message for refused. */
const HELD_FOR = 11_000;
const HELD_MOST = 64;

interface Held {
  readonly notice: Notice;
  readonly cancel: () => void;
}

export class HeldMessages {
  readonly #options: HeldMessagesOptions;
  #held: Held[] = [];
  /** +CSMS=1 stands, as far as is known: what is stored without a SIM is acknowledged too. */
  acknowledges = false;

  constructor(options: HeldMessagesOptions) {
    this.#options = options;
  }

  /** Keeps the message until it is taken, or at last stores it without a SIM. */
  hold(notice: Notice, pdu: RoutedPdu): void {
    if (this.#held.length >= HELD_MOST) return;
    const held: Held = {
      notice,
      cancel: this.#options.clock.after(HELD_FOR, () => {
        this.#held = this.#held.filter(other => other !== held);
        void this.#store(pdu);
      }),
    };
    this.#held.push(held);
  }

  /** Everything that is held, in its order: its SIM is certain now. */
  take(): readonly Notice[] {
    const held = this.#held;
    this.#held = [];
    for (const { cancel } of held) cancel();
    return held.map(({ notice }) => notice);
  }

  #store(pdu: RoutedPdu): Promise<unknown> {
    const { channel, received, form } = this.#options;
    const routed = new RoutedMessages({
      channel,
      received,
      form: form(),
      acknowledges: () => this.acknowledges,
    });
    return routed.take(pdu);
  }
}
