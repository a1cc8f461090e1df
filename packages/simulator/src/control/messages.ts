/** Messages from outside, as the control API takes them. */

import type { OutsideMessage, VirtualNetwork } from '../network/index.ts';
import { BadRequestError } from './errors.ts';

/** Either `text` or `tpdus`. */
export interface MessageBody {
  readonly from: string;
  readonly text?: string;
  readonly encoding?: 'gsm7' | 'ucs2';
  readonly messageClass?: number;
  readonly referenceBits?: 8 | 16;
  readonly validity?: number;
  /** SMS-DELIVER TPDUs in hexadecimal, instead of a text. */
  readonly tpdus?: readonly string[];
}

/** Sends it and returns the ids, one per segment. Throws `BadRequestError` with the network's reason. */
export function sendMessage(
  network: VirtualNetwork,
  to: string,
  body: MessageBody,
): { readonly messageIds: readonly number[] } {
  const result = network.sendFromOutside(outsideMessage(to, body));
  if (!result.ok) throw new BadRequestError(body.tpdus ? 'tpdus' : 'text', result.error);
  return { messageIds: result.messageIds };
}

function outsideMessage(to: string, { text, tpdus, ...rest }: MessageBody): OutsideMessage {
  if (text !== undefined && tpdus === undefined) return { ...rest, to, text };
  if (text !== undefined || tpdus === undefined) {
    throw new BadRequestError('text', 'a message has either a text or tpdus');
  }
  const { from, validity } = rest;
  const octets = tpdus.map(hex => Uint8Array.from(Buffer.from(hex, 'hex')));
  return { from, to, tpdus: octets, ...(validity !== undefined && { validity }) };
}
