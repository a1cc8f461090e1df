/** TPDUs to octets (3GPP TS 23.040 clause 9.2.2). */

import { EncodeError } from '../errors.ts';
import { writeAddress } from '../fields/address.ts';
import {
  indicatorOf,
  type OptionalParameters,
  writeIndicator,
  writeOptionalParameters,
} from '../fields/parameter-indicator.ts';
import { writeTimestamp } from '../fields/timestamp.ts';
import { type UserData, writeUserData } from '../fields/user-data.ts';
import { validityPeriodBits, writeValidityPeriod } from '../fields/validity-period.ts';
import { type OctetWriter, writeOctet, writeOctets, writer, writtenOctets } from '../octets.ts';
import type { Command, Deliver, DeliverReport, StatusReport, Submit, SubmitReport, Tpdu } from './tpdu.ts';

/** TP-MTI (9.2.3.1); each value means one TPDU to the phone and another from it. */
const DELIVER_TYPE = 0x00;
const SUBMIT_TYPE = 0x01;
const STATUS_REPORT_TYPE = 0x02;
const COMMAND_TYPE = 0x02;

/** 9.2.3.21: TP-CD has 156 octets at most. */
const MAXIMUM_COMMAND_DATA = 156;

function bit(set: boolean | undefined, value: number): number {
  return set === true ? value : 0;
}

/** TP-UDHI (9.2.3.23). */
function headerBit(userData: UserData | undefined): number {
  return bit(userData !== undefined && userData.header.length > 0, 0x40);
}

function writeSubmit(target: OctetWriter, submit: Submit): void {
  const first =
    SUBMIT_TYPE |
    bit(submit.rejectDuplicates, 0x04) |
    validityPeriodBits(submit.validityPeriod) |
    bit(submit.statusReportRequest, 0x20) |
    headerBit(submit.userData) |
    bit(submit.replyPath, 0x80);
  writeOctet(target, first, 'first octet');
  writeOctet(target, submit.messageReference, 'TP-MR');
  writeAddress(target, submit.destination, 'TP-DA');
  writeOctet(target, submit.protocolIdentifier, 'TP-PID');
  writeOctet(target, submit.dataCodingScheme, 'TP-DCS');
  if (submit.validityPeriod !== undefined) writeValidityPeriod(target, submit.validityPeriod);
  writeUserData(target, submit.userData, submit.dataCodingScheme);
}

function writeDeliver(target: OctetWriter, deliver: Deliver): void {
  const first =
    DELIVER_TYPE |
    // 9.2.3.2: the bit is 0 where more messages wait.
    bit(!deliver.moreMessages, 0x04) |
    bit(deliver.loopPrevention, 0x08) |
    bit(deliver.statusReportIndication, 0x20) |
    headerBit(deliver.userData) |
    bit(deliver.replyPath, 0x80);
  writeOctet(target, first, 'first octet');
  writeAddress(target, deliver.originator, 'TP-OA');
  writeOctet(target, deliver.protocolIdentifier, 'TP-PID');
  writeOctet(target, deliver.dataCodingScheme, 'TP-DCS');
  writeTimestamp(target, deliver.serviceCentreTimestamp, 'TP-SCTS');
  writeUserData(target, deliver.userData, deliver.dataCodingScheme);
}

/** 9.2.2.3: TP-PI may be left out where it announces nothing. */
function writeReportParameters(target: OctetWriter, parameters: OptionalParameters): void {
  if (indicatorOf(parameters) === 0 && parameters.parameterIndicator === undefined) return;
  writeIndicator(target, parameters);
  writeOptionalParameters(target, parameters);
}

function writeStatusReport(target: OctetWriter, report: StatusReport): void {
  const first =
    STATUS_REPORT_TYPE |
    bit(!report.moreMessages, 0x04) |
    bit(report.loopPrevention, 0x08) |
    bit(report.onCommand, 0x20) |
    headerBit(report.userData);
  writeOctet(target, first, 'first octet');
  writeOctet(target, report.messageReference, 'TP-MR');
  writeAddress(target, report.recipient, 'TP-RA');
  writeTimestamp(target, report.serviceCentreTimestamp, 'TP-SCTS');
  writeTimestamp(target, report.dischargeTime, 'TP-DT');
  writeOctet(target, report.status, 'TP-ST');
  writeReportParameters(target, report);
}

/**
 * Writes TP-FCS, where there is one, and TP-PI. Nothing announces TP-FCS: a first octet over 7 is one, which is a reserved
 * value of TP-PI (9.2.3.22, 9.2.3.27).
 */
function writeCauseAndIndicator(target: OctetWriter, report: DeliverReport | SubmitReport): void {
  const { failureCause: cause } = report;
  if (cause === undefined && indicatorOf(report) > 0x07)
    throw new EncodeError('TP-PI', 'with reserved bits it is taken for TP-FCS');
  if (cause !== undefined && cause <= 0x07)
    throw new EncodeError('TP-FCS', `${cause} is reserved; causes are 0x80..0xFF`);
  if (cause !== undefined) writeOctet(target, cause, 'TP-FCS');
  writeIndicator(target, report);
}

function writeDeliverReport(target: OctetWriter, report: DeliverReport): void {
  writeOctet(target, DELIVER_TYPE | headerBit(report.userData), 'first octet');
  writeCauseAndIndicator(target, report);
  writeOptionalParameters(target, report);
}

function writeSubmitReport(target: OctetWriter, report: SubmitReport): void {
  writeOctet(target, SUBMIT_TYPE | headerBit(report.userData), 'first octet');
  writeCauseAndIndicator(target, report);
  writeTimestamp(target, report.serviceCentreTimestamp, 'TP-SCTS');
  writeOptionalParameters(target, report);
}

function writeCommand(target: OctetWriter, command: Command): void {
  const first = COMMAND_TYPE | bit(command.statusReportRequest, 0x20) | bit(command.headerIndication, 0x40);
  if (command.commandData.length > MAXIMUM_COMMAND_DATA) {
    throw new EncodeError(
      'TP-CD',
      `${command.commandData.length} octets, at most ${MAXIMUM_COMMAND_DATA} fit`,
    );
  }
  writeOctet(target, first, 'first octet');
  writeOctet(target, command.messageReference, 'TP-MR');
  writeOctet(target, command.protocolIdentifier, 'TP-PID');
  writeOctet(target, command.commandType, 'TP-CT');
  writeOctet(target, command.messageNumber, 'TP-MN');
  writeAddress(target, command.destination, 'TP-DA');
  writeOctet(target, command.commandData.length, 'TP-CDL');
  writeOctets(target, command.commandData, 'TP-CD');
}

/** Writes a TPDU of any type. @throws EncodeError naming the field. */
export function writeTpdu(target: OctetWriter, tpdu: Tpdu): void {
  switch (tpdu.type) {
    case 'submit':
      writeSubmit(target, tpdu);
      break;
    case 'deliver':
      writeDeliver(target, tpdu);
      break;
    case 'statusReport':
      writeStatusReport(target, tpdu);
      break;
    case 'deliverReport':
      writeDeliverReport(target, tpdu);
      break;
    case 'submitReport':
      writeSubmitReport(target, tpdu);
      break;
    case 'command':
      writeCommand(target, tpdu);
      break;
  }
}

/**
 * Octets of a TPDU, without a service centre's address in front.
 * @throws EncodeError naming the field that cannot carry its value.
 */
export function encodeTpdu(tpdu: Tpdu): Uint8Array {
  const target = writer();
  writeTpdu(target, tpdu);
  return writtenOctets(target);
}
