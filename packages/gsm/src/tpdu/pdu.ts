/** PDUs as AT commands carry them: the service centre's address, then the TPDU (3GPP TS 27.005 clause 3.1, `<pdu>`). */
import { type Address, readServiceCentre, writeServiceCentre } from '../fields/address.ts';
import { type OctetReader, readerOf, writer, writtenOctets } from '../octets.ts';
import { readTpdu } from './decode-tpdu.ts';
import { writeTpdu } from './encode-tpdu.ts';
import type { Direction, Tpdu } from './tpdu.ts';

export interface Pdu {
  /** Undefined: none is named, the modem uses the one on the SIM. */
  readonly serviceCentre: Address | undefined;
  readonly tpdu: Tpdu;
  /** Octets in front of the TPDU. */
  readonly tpduOffset: number;
}

/** Reads the PDU that the rest of the octets is. @throws DecodeError */
export function readPdu(reader: OctetReader, direction: Direction): Pdu {
  const serviceCentre = readServiceCentre(reader);
  const tpduOffset = reader.position;
  return { serviceCentre, tpdu: readTpdu(reader, direction), tpduOffset };
}

/**
 * Reads a PDU in which every field is as the standard has it; `decodePduLeniently` reads the others.
 * @throws DecodeError naming field and octet, counted from the PDU's first.
 */
export function decodePdu(octets: Uint8Array, direction: Direction): Pdu {
  return readPdu(readerOf(octets), direction);
}

/**
 * @returns the octets, and the TPDU's length in octets, which is what `+CMGS` wants to know (27.005 4.3).
 * @throws EncodeError naming the field.
 */
export function encodePdu(tpdu: Tpdu, serviceCentre?: Address): { octets: Uint8Array; tpduLength: number } {
  const target = writer();
  writeServiceCentre(target, serviceCentre);
  const tpduOffset = target.position;
  writeTpdu(target, tpdu);
  return { octets: writtenOctets(target), tpduLength: target.position - tpduOffset };
}
