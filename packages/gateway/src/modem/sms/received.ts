import { DecodeError, decodePduLeniently, fromHex } from '@simgate/gsm';
import type { Received } from '../modem.ts';

/**
 * Decodes hexadecimal digits of a modem, faults and all. Never throws: what cannot be decoded is handed up with the reason.
 * `length`: of the TPDU in octets, where a header gives it.
 */
export function receivedFrom(hex: string, length?: number): Received {
  // An odd digit at the end was cut off on the way.
  const octets = fromHex(hex.length % 2 === 0 ? hex : hex.slice(0, -1));
  try {
    const { serviceCentre, tpdu, defects } = decodePduLeniently(octets, 'toMobile', length);
    const known = tpdu.type === 'deliver' || tpdu.type === 'statusReport' ? tpdu : undefined;
    return { octets, serviceCentre, tpdu: known, ...(defects.length > 0 && { defects }) };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { octets, serviceCentre: undefined, tpdu: undefined, error };
  }
}
