/** PDUs with faults in them: text, sender and outcome are read wherever they can be (3GPP TS 23.040, 27.005). */
import { DecodeError, type Defect } from '../errors.ts';
import { type FoundDefect, octetAt, readerOf } from '../octets.ts';
import { readTpdu } from './decode-tpdu.ts';
import { type Pdu, readPdu } from './pdu.ts';
import type { Direction } from './tpdu.ts';

export interface LenientPdu extends Pdu {
  /** Faults that were read over, in the order in which they were met; empty: `decodePdu` reads the same. */
  readonly defects: readonly Defect[];
}

/** One way to read the octets. */
interface Reading {
  readonly pdu: Pdu;
  readonly defects: readonly FoundDefect[];
}

/** 24.011 8.2.5.2: length, type and ten octets of digits at most. */
const LONGEST_CENTRE = 12;
/** 23.040 9.1.2.5: ten octets of an address carry its value. */
const LONGEST_ADDRESS = 10;
/** Bit 8 of a type-of-address octet is 1 (23.040 9.1.2.5). */
const TYPE_BIT = 0x80;

function isReading(reading: Reading | DecodeError): reading is Reading {
  return !(reading instanceof DecodeError);
}

function tried(read: (defects: FoundDefect[]) => Pdu): Reading | DecodeError {
  const defects: FoundDefect[] = [];
  try {
    return { pdu: read(defects), defects };
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}

function withCentre(octets: Uint8Array, direction: Direction): Reading | DecodeError {
  return tried(defects => readPdu(readerOf(octets, 0, defects), direction));
}

function withoutCentre(octets: Uint8Array, direction: Direction): Reading | DecodeError {
  return tried(defects => {
    defects.push({ kind: 'content', field: 'SMSC', octet: 0, reason: 'is missing, the TPDU begins the PDU' });
    const tpdu = readTpdu(readerOf(octets, 0, defects), direction);
    return { serviceCentre: undefined, tpdu, tpduOffset: 0 };
  });
}

/** A service centre that cannot be read, where the announced length shows the place that the TPDU begins at. */
function behindCentre(octets: Uint8Array, direction: Direction, tpduLength: number): Reading | DecodeError {
  const tpduOffset = octets.length - tpduLength;
  return tried(defects => {
    defects.push({ kind: 'content', field: 'SMSC', octet: 0, reason: 'cannot be read' });
    const tpdu = readTpdu(readerOf(octets, tpduOffset, defects), direction);
    return { serviceCentre: undefined, tpdu, tpduOffset };
  });
}

/** The octets with another one at a place, and the reading of them, which has that fault first. */
function corrected(
  octets: Uint8Array,
  place: number,
  octet: number,
  field: string,
  read: (octets: Uint8Array) => Reading | DecodeError,
): Reading | DecodeError {
  const reading = read(octets.with(place, octet));
  if (!isReading(reading)) return reading;
  const reason = `its length of ${octets[place]} does not agree with what follows, ${octet} does`;
  return { ...reading, defects: [{ kind: 'content', field, octet: place, reason }, ...reading.defects] };
}

/** Where the length of TP-OA, TP-RA or TP-DA stands; undefined in a report of the phone or of the service centre. */
function addressPlace(octets: Uint8Array, tpduOffset: number, direction: Direction): number | undefined {
  const type = octetAt(octets, tpduOffset) & 0x03;
  // 9.2.2.1, 9.2.2.2, 9.2.2.3 and 9.2.2.4; the reserved type is read as SMS-DELIVER.
  const behind = direction === 'toMobile' ? [1, undefined, 2, 1][type] : [undefined, 2, 5][type];
  return behind === undefined ? undefined : tpduOffset + behind;
}

/** Readings with each other length of the address in front of the rest. */
function withOtherAddresses(
  octets: Uint8Array,
  tpduOffset: number,
  direction: Direction,
  read: (octets: Uint8Array) => Reading | DecodeError,
): (Reading | DecodeError)[] {
  const place = addressPlace(octets, tpduOffset, direction);
  if (place === undefined || place + 1 >= octets.length) return [];
  return Array.from({ length: LONGEST_ADDRESS + 1 }, (_, count) => {
    // An odd number of digits has fill in its last octet.
    const filled = count > 0 && octetAt(octets, place + 1 + count) >> 4 === 0x0f;
    return corrected(octets, place, count * 2 - (filled ? 1 : 0), 'address', read);
  });
}

/** Readings with each other length of the service centre's address. */
function withOtherCentres(octets: Uint8Array, direction: Direction): (Reading | DecodeError)[] {
  const most = Math.min(LONGEST_CENTRE, octets.length - 1);
  return Array.from({ length: Math.max(0, most) }, (_, length) =>
    corrected(octets, 0, length, 'SMSC', changed => withCentre(changed, direction)),
  );
}

/**
 * Whether a reading is a message or a report on one, its lengths agree, and its addresses look like some: chance hardly
 * brings this about.
 */
function isSound(
  reading: Reading | DecodeError,
  octets: Uint8Array,
  direction: Direction,
): reading is Reading {
  if (!agrees(reading)) return false;
  const { tpduOffset } = reading.pdu;
  const place = addressPlace(octets, tpduOffset, direction);
  if (place === undefined) return false;
  const types = [...(tpduOffset > 1 ? [octets[1]] : []), octets[place + 1]];
  return types.every(type => type !== undefined && (type & TYPE_BIT) !== 0);
}

/** Modems hand up messages and reports on them. Another TPDU is read by chance more often than it is sent. */
const UNEXPECTED_TYPE = 2;

function unlikelihood({ defects, pdu: { tpdu } }: Reading): number {
  const isReport = tpdu.type === 'submitReport' || tpdu.type === 'deliverReport';
  return defects.length + (isReport ? UNEXPECTED_TYPE : 0);
}

/** The likeliest reading, the one with the fewest faults; the first of several. */
function best(readings: readonly Reading[]): Reading | undefined {
  return readings.reduce<Reading | undefined>(
    (found, reading) =>
      found === undefined || unlikelihood(reading) < unlikelihood(found) ? reading : found,
    undefined,
  );
}

/** Whether a text fills the TPDU up to its end, exactly as TP-UDL announces. */
function hasText({ pdu: { tpdu } }: Reading): boolean {
  return 'userData' in tpdu && tpdu.userData !== undefined && tpdu.userData.payload.length > 0;
}

/**
 * The best of the readings in which one length is corrected, or the service centre's address is missing. Each of these is a
 * fault, and behind it one more may be there in a TPDU with a text. One without a text, such as a status report that is cut
 * short, could too easily pass for another one by chance.
 */
function bestCorrection(
  octets: Uint8Array,
  direction: Direction,
  standard: Reading | DecodeError,
  tpduLength: number | undefined,
): Reading | undefined {
  // In what is cut short lengths that agree would agree by chance.
  if (tpduLength !== undefined && octets.length < tpduLength) return undefined;
  const sound = (readings: readonly (Reading | DecodeError)[], more: number) =>
    readings.filter((reading): reading is Reading => {
      if (!isSound(reading, octets, direction)) return false;
      return reading.defects.length <= more + (hasText(reading) ? 1 : 0);
    });
  const offset = isReading(standard) ? standard.pdu.tpduOffset : 1 + octetAt(octets, 0);
  const addresses = withOtherAddresses(octets, offset, direction, changed => withCentre(changed, direction));
  // The announced length confirms where the TPDU begins.
  if (octets.length - offset === tpduLength) return best(sound(addresses, 1));
  const centres = [withoutCentre(octets, direction), ...withOtherCentres(octets, direction)];
  const both = withOtherAddresses(octets, 0, direction, changed => withoutCentre(changed, direction));
  return best([...sound(centres, 1), ...sound(addresses, 1), ...sound(both, 2)]);
}

/** Whether all lengths agree. */
function agrees(reading: Reading | DecodeError): reading is Reading {
  return isReading(reading) && reading.defects.every(({ kind }) => kind !== 'length');
}

function isClean(reading: Reading | DecodeError): reading is Reading {
  return isReading(reading) && reading.defects.length === 0;
}

function readingOf(octets: Uint8Array, direction: Direction, tpduLength?: number): Reading | DecodeError {
  const standard = withCentre(octets, direction);
  const isUsual = isSound(standard, octets, direction);
  if (isUsual && isClean(standard)) return standard;
  const bare = withoutCentre(octets, direction);
  const isAllTpdu = octets.length === tpduLength;
  if (isAllTpdu && isSound(bare, octets, direction)) return bare;
  if (isUsual || isClean(standard)) return standard;
  if (!isReading(standard) && tpduLength !== undefined && tpduLength < octets.length) {
    const behind = behindCentre(octets, direction, tpduLength);
    if (isSound(behind, octets, direction)) return behind;
  }
  const correction = bestCorrection(octets, direction, standard, tpduLength);
  const found = best([standard, correction].filter(reading => reading !== undefined).filter(agrees));
  if (found !== undefined) return found;
  return best((isAllTpdu ? [bare, standard] : [standard, bare]).filter(isReading)) ?? standard;
}

/**
 * Reads a PDU as `decodePdu` does, and one with faults as far as it can be read, so that a bad field never costs text,
 * sender or outcome:
 *
 * - Digits of a time that are none count as 0 (23.040 9.2.3.11), an unreadable zone is undefined, fill in an address is left out.
 * - TP-UD is what is there where it is shorter than TP-UDL announces, and what is announced where octets follow it; all of it
 *   where TP-UDL counts it in the wrong unit. A header that does not fit is left out.
 * - Behind TP-ST of a status report nothing can spoil it. Fields that the octets end before are 0 or empty, but for TP-MR, the
 *   address and TP-ST.
 * - A PDU without its service centre's address, or in which the length of that or of TP-OA, TP-RA or TP-DA is wrong, is
 *   read where all other lengths then agree.
 *
 * @param tpduLength the length in octets that `+CMGR`, `+CMGL` and `+CMT` give, which counts the TPDU alone (27.005 3.1).
 * @throws DecodeError naming field and octet where no address, or no outcome of a report, can be read.
 */
export function decodePduLeniently(
  octets: Uint8Array,
  direction: Direction,
  tpduLength?: number,
): LenientPdu {
  const reading = readingOf(octets, direction, tpduLength);
  if (!isReading(reading)) throw reading;
  const defects = reading.defects.map(({ field, octet, reason }) => ({ field, octet, reason }));
  return { ...reading.pdu, defects };
}
