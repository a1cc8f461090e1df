/** The service centre's address in front of a TPDU (24.011 8.2.5.2, 27.005 3.1 `<pdu>`). */

/** Octets with their length in front; a single 0 for an empty address. */
export function encodeServiceCentre(address: string): Uint8Array {
  if (address === '') return Uint8Array.of(0);
  const digits = address.replace('+', '');
  const pairs = digits.replace(/(.)(.?)/g, (_, low: string, high: string) => (high || 'F') + low);
  const swapped = Buffer.from(pairs, 'hex');
  return Uint8Array.of(swapped.length + 1, typeOfAddress(address), ...swapped);
}

/** 24.011 8.2.5.2: 145 international, 129 unknown, numbering plan ISDN. */
export function typeOfAddress(address: string): 129 | 145 {
  return address.startsWith('+') ? 145 : 129;
}

/** A PDU in its two parts. */
export interface AddressedTpdu {
  /** Empty: the PDU names none, the stored one is used. */
  readonly serviceCentre: string;
  readonly tpdu: Uint8Array;
}

/** Splits a PDU as it stands in +CMGS; undefined: the address runs over the end or holds no digits. */
export function splitServiceCentre(pdu: Uint8Array): AddressedTpdu | undefined {
  const length = pdu[0];
  if (length === undefined || pdu.length < 1 + length || length === 1) return undefined;
  const serviceCentre = length === 0 ? '' : readAddress(pdu.subarray(1, 1 + length));
  if (serviceCentre === undefined) return undefined;
  return { serviceCentre, tpdu: pdu.subarray(1 + length) };
}

function readAddress(octets: Uint8Array): string | undefined {
  const [type = 0, ...swapped] = octets;
  const digits = swapped
    .map(octet => (octet & 0x0f).toString(16) + (octet >> 4).toString(16))
    .join('')
    .replace(/f$/, '');
  if (!/^\d+$/.test(digits)) return undefined;
  return (type & 0x70) === 0x10 ? `+${digits}` : digits;
}
