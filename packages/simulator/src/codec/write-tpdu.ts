/** TPDUs to octets (23.040 9.2.2). Every function throws `TpduError` for a value that its field cannot hold. */

import { writeAddress } from './address.ts';
import { joinOctets, oneOctet } from './octets.ts';
import { writeTimeStamp } from './time-stamp.ts';
import type {
  Command,
  Deliver,
  DeliverReport,
  ReportParameters,
  StatusReport,
  Submit,
  SubmitReport,
} from './tpdu.ts';
import { writeUserDataOctets } from './user-data.ts';
import { type Validity, validityFormatBits } from './validity.ts';

/** The first octet: TP-MTI and the bits (by their position) whose condition holds. */
function firstOctet(indicator: number, bits: Readonly<Record<number, boolean>>): number {
  return Object.entries(bits).reduce(
    (octet, [position, set]) => octet | (Number(set) << Number(position)),
    indicator,
  );
}

/** SMS-DELIVER (9.2.2.1). */
export function writeDeliver(deliver: Deliver): Uint8Array {
  return joinOctets(
    firstOctet(0, {
      2: !deliver.moreMessagesWaiting, // 9.2.3.2: 0: more messages wait
      3: deliver.loopPrevention,
      5: deliver.statusReportIndication,
      6: deliver.userData.hasHeader,
      7: deliver.replyPath,
    }),
    writeAddress(deliver.originator),
    oneOctet(deliver.protocolIdentifier, 'TP-PID'),
    oneOctet(deliver.userData.dataCodingScheme, 'TP-DCS'),
    writeTimeStamp(deliver.timeStamp),
    writeUserDataOctets(deliver.userData),
  );
}

/** SMS-SUBMIT (9.2.2.2). */
export function writeSubmit(submit: Submit): Uint8Array {
  const flags = firstOctet(1, {
    2: submit.rejectDuplicates,
    5: submit.statusReportRequest,
    6: submit.userData.hasHeader,
    7: submit.replyPath,
  });
  return joinOctets(
    flags | validityFormatBits(submit.validity.format),
    oneOctet(submit.messageReference, 'TP-MR'),
    writeAddress(submit.destination),
    oneOctet(submit.protocolIdentifier, 'TP-PID'),
    oneOctet(submit.userData.dataCodingScheme, 'TP-DCS'),
    writeValidity(submit.validity),
    writeUserDataOctets(submit.userData),
  );
}

/** TP-VP in the format that the first octet announces (9.2.3.12). */
function writeValidity(validity: Validity): Uint8Array {
  switch (validity.format) {
    case 'absent':
      return new Uint8Array();
    case 'relative':
      return Uint8Array.of(oneOctet(validity.value, 'TP-VP'));
    case 'absolute':
      return writeTimeStamp(validity.until);
    case 'enhanced':
      return validity.octets;
  }
}

/** SMS-STATUS-REPORT (9.2.2.3). */
export function writeStatusReport(report: StatusReport): Uint8Array {
  return joinOctets(
    firstOctet(2, {
      2: !report.moreMessagesWaiting,
      3: report.loopPrevention, // TP-LP, 9.2.3.28
      5: report.answersCommand, // TP-SRQ, 9.2.3.26
      6: report.parameters.userData?.hasHeader ?? false,
    }),
    oneOctet(report.messageReference, 'TP-MR'),
    writeAddress(report.recipient),
    writeTimeStamp(report.timeStamp),
    writeTimeStamp(report.dischargeTime),
    oneOctet(report.status, 'TP-ST'),
    Object.keys(report.parameters).length === 0
      ? new Uint8Array()
      : joinOctets(parameterIndicator(report.parameters), writeParameters(report.parameters)),
  );
}

/** SMS-COMMAND (9.2.2.4). */
export function writeCommand(command: Command): Uint8Array {
  return joinOctets(
    firstOctet(2, { 5: command.statusReportRequest, 6: command.hasHeader }),
    oneOctet(command.messageReference, 'TP-MR'),
    oneOctet(command.protocolIdentifier, 'TP-PID'),
    oneOctet(command.commandType, 'TP-CT'),
    oneOctet(command.messageNumber, 'TP-MN'),
    writeAddress(command.destination),
    oneOctet(command.data.length, 'TP-CDL'),
    command.data,
  );
}

/** SMS-SUBMIT-REPORT (9.2.2.2a). */
export function writeSubmitReport(report: SubmitReport): Uint8Array {
  return joinOctets(
    firstOctet(1, { 6: report.parameters.userData?.hasHeader ?? false }),
    failureCauseOctet(report.failureCause),
    parameterIndicator(report.parameters),
    writeTimeStamp(report.timeStamp),
    writeParameters(report.parameters),
  );
}

/** SMS-DELIVER-REPORT (9.2.2.1a). */
export function writeDeliverReport(report: DeliverReport): Uint8Array {
  return joinOctets(
    firstOctet(0, { 6: report.parameters.userData?.hasHeader ?? false }),
    failureCauseOctet(report.failureCause),
    parameterIndicator(report.parameters),
    writeParameters(report.parameters),
  );
}

/** TP-FCS (9.2.3.22), absent in the report of an RP-ACK. */
function failureCauseOctet(failureCause: number | undefined): Uint8Array {
  return failureCause === undefined ? new Uint8Array() : Uint8Array.of(oneOctet(failureCause, 'TP-FCS'));
}

/** TP-PI (9.2.3.27). */
function parameterIndicator(parameters: ReportParameters): number {
  return firstOctet(0, {
    0: parameters.protocolIdentifier !== undefined,
    1: parameters.dataCodingScheme !== undefined,
    2: parameters.userData !== undefined,
  });
}

function writeParameters(parameters: ReportParameters): Uint8Array {
  const { protocolIdentifier, dataCodingScheme, userData } = parameters;
  return joinOctets(
    ...(protocolIdentifier === undefined ? [] : [oneOctet(protocolIdentifier, 'TP-PID')]),
    ...(dataCodingScheme === undefined ? [] : [oneOctet(dataCodingScheme, 'TP-DCS')]),
    userData === undefined ? new Uint8Array() : writeUserDataOctets(userData),
  );
}
