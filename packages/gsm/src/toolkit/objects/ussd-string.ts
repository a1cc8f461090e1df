/** A USSD string as the card gives it (31.111 8.17). */

import { decodeCellBroadcastDcs } from '../../alphabets/cell-broadcast-coding.ts';
import { decodeGsm7 } from '../../alphabets/gsm7.ts';
import { decodeUssd } from '../../alphabets/ussd.ts';
import { checkOctet, type ObjectKind, octetOf } from './object-kind.ts';

export interface UssdString {
  /** The octet of 23.038 clause 5; it goes to the network as it is. */
  readonly dataCodingScheme: number;
  /** The string as it goes to the network, packed where the coding asks for it; at most 160. */
  readonly octets: Uint8Array;
}

/** 31.111 8.17. */
export const ussdString: ObjectKind<UssdString> = {
  tag: 0x0a,
  name: 'USSD string',
  read: value => ({ dataCodingScheme: octetOf(value, 0, 'data coding scheme'), octets: value.slice(1) }),
  write: ({ dataCodingScheme, octets }) =>
    Uint8Array.of(checkOctet('data coding scheme', dataCodingScheme), ...octets),
};

/** The text of a USSD string, one character an octet where it is 8-bit; undefined where it is compressed. */
export function ussdText({ dataCodingScheme, octets }: UssdString): string | undefined {
  const { alphabet, compressed } = decodeCellBroadcastDcs(dataCodingScheme);
  if (alphabet === '8bit' && !compressed) return decodeGsm7(octets.map(octet => octet & 0x7f));
  return decodeUssd(octets, dataCodingScheme);
}
