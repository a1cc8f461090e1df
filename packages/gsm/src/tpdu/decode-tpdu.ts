/** Octets to TPDUs (3GPP TS 23.040 clause 9.2.2). */

import { DecodeError } from '../errors.ts';
import { readAddress } from '../fields/address.ts';
import { hasImpossiblePlace } from '../fields/information-elements.ts';
import {
  type OptionalParameters,
  readAnnounced,
  readIndicator,
  readParameters,
} from '../fields/parameter-indicator.ts';
import { readTimestamp } from '../fields/timestamp.ts';
import { readUserData, type UserData } from '../fields/user-data.ts';
import { readValidityPeriod } from '../fields/validity-period.ts';
import {
  note,
  type OctetReader,
  readerOf,
  readOctet,
  readOctetOrZero,
  readOctets,
  readOver,
  remaining,
} from '../octets.ts';
import type {
  Command,
  Deliver,
  DeliverReport,
  Direction,
  StatusReport,
  Submit,
  SubmitReport,
  Tpdu,
} from './tpdu.ts';

const HEADER_BIT = 0x40;

function isSet(octet: number, bit: number): boolean {
  return (octet & bit) !== 0;
}

/** TP-DCS. 23.038 4: reserved coding groups are read as the default alphabet. */
function readDataCodingScheme(reader: OctetReader): number {
  const octet = readOctetOrZero(reader, 'TP-DCS');
  const reserved = octet < 0x80 ? (octet & 0x0c) === 0x0c : octet < 0xc0;
  if (reserved)
    note(reader, 'content', 'TP-DCS', reader.position - 1, 'is reserved and read as the default alphabet');
  return octet;
}

/** TP-UDL and TP-UD of a message. A place in a long message that cannot be is noted: the message stands alone. */
function readMessage(reader: OctetReader, first: number, dataCodingScheme: number): UserData {
  const start = reader.position;
  const userData = readUserData(reader, isSet(first, HEADER_BIT), dataCodingScheme);
  if (reader.defects !== undefined && hasImpossiblePlace(userData))
    note(reader, 'content', 'TP-UD.UDH', start + 1, 'names a part that its message cannot have');
  return userData;
}

/** 9.2.2.2 */
function readSubmit(reader: OctetReader, first: number): Submit {
  const messageReference = readOctet(reader, 'TP-MR');
  const destination = readAddress(reader, 'TP-DA');
  const protocolIdentifier = readOctet(reader, 'TP-PID');
  const dataCodingScheme = readDataCodingScheme(reader);
  const validityPeriod = readValidityPeriod(reader, first);
  return {
    type: 'submit',
    rejectDuplicates: isSet(first, 0x04),
    statusReportRequest: isSet(first, 0x20),
    replyPath: isSet(first, 0x80),
    messageReference,
    destination,
    protocolIdentifier,
    dataCodingScheme,
    ...(validityPeriod !== undefined && { validityPeriod }),
    userData: readMessage(reader, first, dataCodingScheme),
  };
}

/** 9.2.2.1 */
function readDeliver(reader: OctetReader, first: number): Deliver {
  const originator = readAddress(reader, 'TP-OA');
  const protocolIdentifier = readOctetOrZero(reader, 'TP-PID');
  const dataCodingScheme = readDataCodingScheme(reader);
  return {
    type: 'deliver',
    // 9.2.3.2: the bit is 0 where more messages wait.
    moreMessages: !isSet(first, 0x04),
    loopPrevention: isSet(first, 0x08),
    statusReportIndication: isSet(first, 0x20),
    replyPath: isSet(first, 0x80),
    originator,
    protocolIdentifier,
    dataCodingScheme,
    serviceCentreTimestamp: readTimestamp(reader, 'TP-SCTS'),
    userData: readMessage(reader, first, dataCodingScheme),
  };
}

/** A SIM record is filled up with FF (51.011 10.5.3), and some modems return it whole. */
function isFilling(reader: OctetReader): boolean {
  return reader.octets.subarray(reader.position).every(octet => octet === 0xff);
}

/** Reads TP-PI and what it announces; a lenient reader leaves them out where they cannot be read. */
function tryParameters(reader: OctetReader, headed: boolean): OptionalParameters {
  try {
    return readParameters(reader, headed);
  } catch (error) {
    if (reader.defects === undefined || !(error instanceof DecodeError)) throw error;
    note(reader, 'length', error.field, error.octet, error.reason);
    reader.position = reader.octets.length;
    return {};
  }
}

/** 9.2.2.3: what follows TP-ST may be missing altogether. */
function readReportParameters(reader: OctetReader, headed: boolean): OptionalParameters {
  if (isFilling(reader)) {
    reader.position = reader.octets.length;
    return {};
  }
  const empty = reader.octets[reader.position] === 0;
  const parameters = tryParameters(reader, headed);
  return empty ? { ...parameters, parameterIndicator: 0 } : parameters;
}

/** 9.2.2.3 */
function readStatusReport(reader: OctetReader, first: number): StatusReport {
  return {
    type: 'statusReport',
    moreMessages: !isSet(first, 0x04),
    loopPrevention: isSet(first, 0x08),
    onCommand: isSet(first, 0x20),
    messageReference: readOctet(reader, 'TP-MR'),
    recipient: readAddress(reader, 'TP-RA'),
    serviceCentreTimestamp: readTimestamp(reader, 'TP-SCTS'),
    dischargeTime: readTimestamp(reader, 'TP-DT'),
    status: readOctet(reader, 'TP-ST'),
    ...readReportParameters(reader, isSet(first, HEADER_BIT)),
  };
}

/**
 * TP-FCS is there only in a report that goes with RP-ERROR, and nothing in the TPDU announces it (9.2.2.1a, 9.2.2.2a).
 * TP-PI, which stands there otherwise, has only its low three bits in use, and failure causes begin at 0x80, so an
 * octet over 7 is a failure cause.
 */
function readFailureCause(reader: OctetReader): { failureCause?: number } {
  const octet = reader.octets[reader.position];
  return octet === undefined || octet <= 0x07 ? {} : { failureCause: readOctet(reader, 'TP-FCS') };
}

/** 9.2.2.1a */
function readDeliverReport(reader: OctetReader, first: number): DeliverReport {
  const cause = readFailureCause(reader);
  return { type: 'deliverReport', ...cause, ...readParameters(reader, isSet(first, HEADER_BIT)) };
}

/** 9.2.2.2a: TP-SCTS stands between TP-PI and what it announces. */
function readSubmitReport(reader: OctetReader, first: number): SubmitReport {
  const cause = readFailureCause(reader);
  const indicator = readIndicator(reader);
  const serviceCentreTimestamp = readTimestamp(reader, 'TP-SCTS');
  const parameters = readAnnounced(reader, indicator, isSet(first, HEADER_BIT));
  return { type: 'submitReport', ...cause, serviceCentreTimestamp, ...parameters };
}

/** 9.2.2.4 */
function readCommand(reader: OctetReader, first: number): Command {
  const messageReference = readOctet(reader, 'TP-MR');
  const protocolIdentifier = readOctet(reader, 'TP-PID');
  const commandType = readOctet(reader, 'TP-CT');
  const messageNumber = readOctet(reader, 'TP-MN');
  const destination = readAddress(reader, 'TP-DA');
  const length = readOctet(reader, 'TP-CDL');
  return {
    type: 'command',
    statusReportRequest: isSet(first, 0x20),
    messageReference,
    protocolIdentifier,
    commandType,
    messageNumber,
    destination,
    ...(isSet(first, HEADER_BIT) && { headerIndication: true }),
    commandData: readOctets(reader, length, 'TP-CD'),
  };
}

type Reader = (reader: OctetReader, first: number) => Tpdu;

/** 9.2.3.1, by TP-MTI; a phone takes the reserved value as SMS-DELIVER. */
const toMobile: readonly Reader[] = [readDeliver, readSubmitReport, readStatusReport, readDeliver];
const fromMobile: readonly Reader[] = [readDeliverReport, readSubmit, readCommand];

/** Reads the TPDU that the rest of the octets is. @throws DecodeError */
export function readTpdu(reader: OctetReader, direction: Direction): Tpdu {
  const start = reader.position;
  const first = readOctet(reader, 'first octet');
  const read = (direction === 'toMobile' ? toMobile : fromMobile)[first & 0x03];
  if (read === undefined) throw new DecodeError('TP-MTI', start, 'is reserved in this direction');
  const tpdu = read(reader, first);
  if (remaining(reader) > 0) {
    readOver(reader, 'length', 'TPDU', reader.position, `${remaining(reader)} octets follow its end`);
  }
  return tpdu;
}

/**
 * The TPDU of octets without a service centre's address in front.
 * @param direction which way it travels, which TP-MTI does not show.
 * @throws DecodeError naming field and octet: cut short, longer than its lengths announce, digits that are none.
 */
export function decodeTpdu(octets: Uint8Array, direction: Direction): Tpdu {
  return readTpdu(readerOf(octets), direction);
}
