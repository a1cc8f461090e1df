/** Octets to TPDUs (23.040 9.2.2). Every function throws `TpduError` naming the field and octet that is wrong. */

import { readAddress } from './address.ts';
import { OctetReader } from './octets.ts';
import { readTimeStamp } from './time-stamp.ts';
import type {
  Command,
  Deliver,
  DeliverReport,
  ReportParameters,
  StatusReport,
  Submit,
  SubmitReport,
} from './tpdu.ts';
import { readUserData } from './user-data.ts';
import { readValidity, validityFormat } from './validity.ts';

/** TP-MTI, bits 1 and 0 of the first octet (9.2.3.1); 3, which is reserved, for no octets. */
export function messageTypeIndicator(tpdu: Uint8Array): number {
  return (tpdu[0] ?? 3) & 0x03;
}

/** Opens a TPDU that must be of the kind its type indicator names. */
function start(tpdu: Uint8Array, indicator: number, kind: string): { reader: OctetReader; first: number } {
  const reader = new OctetReader(tpdu);
  const first = reader.octet('first octet');
  if ((first & 0x03) !== indicator) throw reader.fault('TP-MTI', `${first & 0x03} is no ${kind}`);
  return { reader, first };
}

function bit(octet: number, position: number): boolean {
  return ((octet >> position) & 1) === 1;
}

/** SMS-SUBMIT (9.2.2.2). */
export function readSubmit(tpdu: Uint8Array): Submit {
  const { reader, first } = start(tpdu, 1, 'SMS-SUBMIT');
  const messageReference = reader.octet('TP-MR');
  const destination = readAddress(reader, 'TP-DA');
  const protocolIdentifier = reader.octet('TP-PID');
  const dataCodingScheme = reader.octet('TP-DCS');
  const validity = readValidity(reader, validityFormat(first));
  return {
    kind: 'submit',
    rejectDuplicates: bit(first, 2), // TP-RD, 9.2.3.25
    statusReportRequest: bit(first, 5),
    replyPath: bit(first, 7), // TP-RP, 9.2.3.17
    messageReference,
    destination,
    protocolIdentifier,
    validity,
    userData: readUserData(reader, dataCodingScheme, bit(first, 6)),
  };
}

/** SMS-COMMAND (9.2.2.4). */
export function readCommand(tpdu: Uint8Array): Command {
  const { reader, first } = start(tpdu, 2, 'SMS-COMMAND');
  const messageReference = reader.octet('TP-MR');
  const protocolIdentifier = reader.octet('TP-PID');
  const commandType = reader.octet('TP-CT');
  const messageNumber = reader.octet('TP-MN');
  const destination = readAddress(reader, 'TP-DA');
  return {
    kind: 'command',
    statusReportRequest: bit(first, 5),
    hasHeader: bit(first, 6),
    messageReference,
    protocolIdentifier,
    commandType,
    messageNumber,
    destination,
    data: reader.take(reader.octet('TP-CDL'), 'TP-CD'),
  };
}

/** SMS-DELIVER (9.2.2.1). */
export function readDeliver(tpdu: Uint8Array): Deliver {
  const { reader, first } = start(tpdu, 0, 'SMS-DELIVER');
  const originator = readAddress(reader, 'TP-OA');
  const protocolIdentifier = reader.octet('TP-PID');
  const dataCodingScheme = reader.octet('TP-DCS');
  const timeStamp = readTimeStamp(reader, 'TP-SCTS');
  return {
    kind: 'deliver',
    moreMessagesWaiting: !bit(first, 2), // 9.2.3.2: 0: more messages wait
    loopPrevention: bit(first, 3), // TP-LP, 9.2.3.28
    statusReportIndication: bit(first, 5),
    replyPath: bit(first, 7),
    originator,
    protocolIdentifier,
    timeStamp,
    userData: readUserData(reader, dataCodingScheme, bit(first, 6)),
  };
}

/** SMS-STATUS-REPORT (9.2.2.3). */
export function readStatusReport(tpdu: Uint8Array): StatusReport {
  const { reader, first } = start(tpdu, 2, 'SMS-STATUS-REPORT');
  const messageReference = reader.octet('TP-MR');
  const recipient = readAddress(reader, 'TP-RA');
  const timeStamp = readTimeStamp(reader, 'TP-SCTS');
  const dischargeTime = readTimeStamp(reader, 'TP-DT');
  return {
    kind: 'status-report',
    moreMessagesWaiting: !bit(first, 2),
    loopPrevention: bit(first, 3),
    answersCommand: bit(first, 5), // TP-SRQ, 9.2.3.26
    messageReference,
    recipient,
    timeStamp,
    dischargeTime,
    status: reader.octet('TP-ST'),
    parameters: isAtEnd(reader) ? {} : readParameters(reader, bit(first, 6)),
  };
}

/** Nothing is left, or only the FF with which a SIM fills its records (31.102 4.2.25). */
function isAtEnd(reader: OctetReader): boolean {
  return reader.octets.subarray(reader.position).every(octet => octet === 0xff);
}

/** SMS-SUBMIT-REPORT (9.2.2.2a); `refused`: it came in an RP-ERROR and so carries TP-FCS. */
export function readSubmitReport(tpdu: Uint8Array, refused: boolean): SubmitReport {
  const { reader, first } = start(tpdu, 1, 'SMS-SUBMIT-REPORT');
  const failureCause = refused ? { failureCause: reader.octet('TP-FCS') } : {};
  const indicator = reader.octet('TP-PI');
  const timeStamp = readTimeStamp(reader, 'TP-SCTS');
  const parameters = readIndicated(reader, indicator, bit(first, 6));
  return { kind: 'submit-report', ...failureCause, timeStamp, parameters };
}

/** SMS-DELIVER-REPORT (9.2.2.1a); `refused`: it came in an RP-ERROR and so carries TP-FCS. */
export function readDeliverReport(tpdu: Uint8Array, refused: boolean): DeliverReport {
  const { reader, first } = start(tpdu, 0, 'SMS-DELIVER-REPORT');
  const failureCause = refused ? { failureCause: reader.octet('TP-FCS') } : {};
  return { kind: 'deliver-report', ...failureCause, parameters: readParameters(reader, bit(first, 6)) };
}

function readParameters(reader: OctetReader, hasHeader: boolean): ReportParameters {
  return readIndicated(reader, reader.octet('TP-PI'), hasHeader);
}

/** 9.2.3.27: bit 0 TP-PID, bit 1 TP-DCS, bit 2 TP-UDL; without TP-DCS the default alphabet is meant. */
function readIndicated(reader: OctetReader, indicator: number, hasHeader: boolean): ReportParameters {
  return {
    ...(bit(indicator, 0) && { protocolIdentifier: reader.octet('TP-PID') }),
    ...codingAndData(reader, indicator, hasHeader),
  };
}

/** TP-UD is read by the TP-DCS before it, so the two are read together. */
function codingAndData(reader: OctetReader, indicator: number, hasHeader: boolean): ReportParameters {
  const scheme = bit(indicator, 1) ? reader.octet('TP-DCS') : undefined;
  return {
    ...(scheme !== undefined && { dataCodingScheme: scheme }),
    ...(bit(indicator, 2) && { userData: readUserData(reader, scheme ?? 0, hasHeader) }),
  };
}
