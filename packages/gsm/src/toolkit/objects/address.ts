/** Addresses, service strings and identities made of digits. */
import { DecodeError, EncodeError } from '../../errors.ts';
import { checkOctet, type ObjectKind, octetOf, octetsObject } from './object-kind.ts';
import { readSemiOctets, writeSemiOctets } from './semi-octets.ts';

/** A number to be dialled, or a supplementary service string. */
export interface DialledNumber {
  /** Type of number and numbering plan as their octet: 0x91 international, 0x81 unknown, 0xFF not given. */
  readonly typeOfAddress: number;
  /** 0-9 * # and c (pause, then tones), d (wild card), e; no leading `+`. */
  readonly digits: string;
}

function dialledNumberObject(tag: number, name: string): ObjectKind<DialledNumber> {
  return {
    tag,
    name,
    read: value => ({
      typeOfAddress: octetOf(value, 0, 'type of number and numbering plan'),
      digits: readSemiOctets(value.subarray(1)),
    }),
    write: ({ typeOfAddress, digits }) =>
      Uint8Array.of(checkOctet(name, typeOfAddress), ...writeSemiOctets(digits, name)),
  };
}

/** 102 223 8.1. */
export const address = dialledNumberObject(0x06, 'address');
/** 31.111 8.14. */
export const serviceString = dialledNumberObject(0x09, 'SS string');
/** 102 223 8.3: the value part of 24.008's calling or called party subaddress. */
export const subaddress = octetsObject(0x08, 'subaddress');
/** 102 223 8.4: EF-CCP's form of 24.008's bearer capability. */
export const capabilityConfiguration = octetsObject(0x07, 'capability configuration parameters');

/** 102 223 8.44: tones for SEND DTMF, one digit each; c is a pause. */
export const tones: ObjectKind<string> = {
  tag: 0x2c,
  name: 'DTMF string',
  read: readSemiOctets,
  write: digits => writeSemiOctets(digits, 'DTMF string'),
};

/** A dialled number as people write it: `+` in front of an international one. */
export function formatDialledNumber({ typeOfAddress, digits }: DialledNumber): string {
  return (typeOfAddress & 0x70) === 0x10 ? `+${digits}` : digits;
}

/** Mobile identity of 24.008 10.5.1.4: its first digit shares an octet with parity and type. */
function identityObject(tag: number, name: string, length: number, typeBits: number): ObjectKind<string> {
  return {
    tag,
    name,
    read: value => {
      const first = octetOf(value, 0, name);
      const digits = readSemiOctets(Uint8Array.of((first >> 4) | 0xf0)) + readSemiOctets(value.subarray(1));
      if (!/^\d+$/.test(digits)) throw new DecodeError(name, 0, `'${digits}' is not made of digits`);
      return digits;
    },
    write: digits => {
      if (!/^\d+$/.test(digits) || digits.length !== length) {
        throw new EncodeError(name, `'${digits}' is not ${length} digits`);
      }
      return Uint8Array.of((Number(digits[0]) << 4) | typeBits, ...writeSemiOctets(digits.slice(1), name));
    },
  };
}

/** 102 223 8.20: 15 digits, an odd number (bit 4), type 2. */
export const imei = identityObject(0x14, 'IMEI', 15, 0x0a);
/** 102 223 9.3, for 3GPP2: electronic serial number, 4 octets. */
export const esn = octetsObject(0x46, 'ESN');
/** 102 223 9.3, for 3GPP2: mobile equipment identifier, 8 octets. */
export const meid = octetsObject(0x6d, 'MEID');
/** 102 223 8.74: 16 digits, an even number, type 3. */
export const imeisv = identityObject(0x62, 'IMEISV', 16, 0x03);
