import type { Channel } from '../../at/channel.ts';
import { isHex } from '../../at/notices.ts';
import { ask } from '../ask.ts';
import type { Received } from '../modem.ts';
import { receivedFrom } from './received.ts';

/** What became of a routed message: `open` was not acknowledged, so the network repeats it and the module stops routing. */
export type RoutedOutcome = 'acknowledged' | 'open';

export interface RoutedPdu {
  /** Hexadecimal digits. */
  readonly pdu: string;
  /** It is not as long as its header says. */
  readonly damaged?: true;
}

export interface RoutedOptions {
  readonly channel: Channel;
  /** +CSMS=1: the module waits for +CNMA. */
  readonly acknowledges: boolean;
  readonly form: 'AT+CNMA' | 'AT+CNMA=1';
  /** Rejects when it cannot be kept. */
  readonly received: (received: Received) => Promise<void>;
}

/** Takes +CMT and +CDS in their order: handed up first, acknowledged when committed (27.005 3.4.4). */
export function createRouted({ channel, acknowledges, form, received }: RoutedOptions) {
  let acknowledgement = form;
  let queue: Promise<unknown> = Promise.resolve();
  let lastDamaged = '';

  const acknowledge = async (): Promise<void> => {
    if (!acknowledges) return;
    const answer = await ask(channel, acknowledgement, [], { priority: 'urgent' });
    // 27.005 3.2.5: 340 means that nothing waits any more, which no other form changes.
    if (answer.ok || answer.error === undefined || answer.error.code === 340) return;
    const other = acknowledgement === 'AT+CNMA' ? 'AT+CNMA=1' : 'AT+CNMA';
    if ((await ask(channel, other, [], { priority: 'urgent' })).ok) acknowledgement = other;
  };

  /** Not a PDU but what noise made of one: the network has it still, and repeats it. One that comes so again is the modem's. */
  const isSpoilt = ({ pdu, damaged }: RoutedPdu): boolean => {
    if (!isHex(pdu) || pdu.length % 2 === 1) return true;
    const again = pdu === lastDamaged;
    lastDamaged = damaged ? pdu : '';
    return damaged === true && !again;
  };

  const take = async (routed: RoutedPdu): Promise<RoutedOutcome> => {
    if (isSpoilt(routed)) return 'open';
    try {
      await received(receivedFrom(routed.pdu));
    } catch {
      return 'open';
    }
    await acknowledge();
    return 'acknowledged';
  };

  return (routed: RoutedPdu): Promise<RoutedOutcome> => {
    const turn = queue.then(() => take(routed));
    queue = turn;
    return turn;
  };
}
