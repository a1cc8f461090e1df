/** Commands to the card itself (27.007 8.17). */
import {
  type CardAnswer,
  type CardClass,
  type CardCommandBody,
  type CardInstruction,
  DecodeError,
  decodeCardAnswer,
  encodeCardCommand,
  fromHex,
  toHex,
} from '@simgate/gsm';
import type { Channel } from '../../at/channel.ts';
import type { Priority } from '../../at/command.ts';
import { fieldText } from '../../at/fields.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import { fieldsOf, problemOf } from './toolkit-commands.ts';

/** The card's answer, or why there is none. */
export type Exchange = CardAnswer | { readonly problem: string };

/** One command, and what the transport of T=0 makes of it: its answer is asked for, or the length set right (102 221 7.3.1.1.5). */
export async function exchange(
  channel: Channel,
  card: CardClass,
  name: CardInstruction,
  body: CardCommandBody,
  priority: Priority = 'normal',
): Promise<Exchange> {
  const answer = await transmit(channel, encodeCardCommand(card, name, body), priority);
  if ('problem' in answer || !('length' in answer.status)) return answer;
  const { kind, length } = answer.status;
  if (kind === 'data') return transmit(channel, encodeCardCommand(card, 'getResponse', { length }), priority);
  const corrected = kind === 'length' && 'length' in body;
  return corrected ? transmit(channel, encodeCardCommand(card, name, { length }), priority) : answer;
}

/** One command APDU. Never rejects. */
export async function transmit(channel: Channel, octets: Uint8Array, priority: Priority): Promise<Exchange> {
  const hex = toHex(octets);
  const text = `AT+CSIM=${hex.length},"${hex}"`;
  const answer = await ask(channel, text, ['+CSIM'], { deadline: SIM_DEADLINE, priority });
  if (!answer.ok) return { problem: problemOf(answer.error) };
  try {
    // <length>,<response>
    return decodeCardAnswer(fromHex(fieldText(fieldsOf(answer.line), 1)));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { problem: `the answer of the card cannot be read: ${error.message}` };
  }
}
