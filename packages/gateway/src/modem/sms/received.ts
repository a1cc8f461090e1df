import { DecodeError, decodePdu, fromHex } from '@simgate/gsm';
import type { Received } from '../modem.ts';

/** Decodes what a modem gave as hexadecimal digits. Never throws: what cannot be decoded is handed up with the reason. */
export function receivedFrom(hex: string): Received {
  // An odd digit at the end was cut off on the way.
  const octets = fromHex(hex.length % 2 === 0 ? hex : hex.slice(0, -1));
  try {
    const { serviceCentre, tpdu } = decodePdu(octets, 'toMobile');
    const known = tpdu.type === 'deliver' || tpdu.type === 'statusReport' ? tpdu : undefined;
    return { octets, serviceCentre, tpdu: known };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { octets, serviceCentre: undefined, tpdu: undefined, error };
  }
}
