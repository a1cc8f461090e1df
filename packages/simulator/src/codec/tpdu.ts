/** The TPDUs of 23.040 9.2.2 as values. Which of them an MTI means depends on the direction (9.2.3.1). */

import type { Address } from './address.ts';
import type { TimeStamp } from './time-stamp.ts';
import type { UserData } from './user-data.ts';
import type { Validity } from './validity.ts';

/** 23.040 9.2.2.1. */
export interface Deliver {
  readonly kind: 'deliver';
  /** TP-MMS; on the wire the bit is 0 when more wait (9.2.3.2). */
  readonly moreMessagesWaiting: boolean;
  readonly loopPrevention: boolean;
  readonly statusReportIndication: boolean;
  readonly replyPath: boolean;
  readonly originator: Address;
  readonly protocolIdentifier: number;
  readonly timeStamp: TimeStamp;
  readonly userData: UserData;
}

/** 23.040 9.2.2.2. */
export interface Submit {
  readonly kind: 'submit';
  readonly rejectDuplicates: boolean;
  readonly statusReportRequest: boolean;
  readonly replyPath: boolean;
  /** TP-MR, 0..255. */
  readonly messageReference: number;
  readonly destination: Address;
  readonly protocolIdentifier: number;
  readonly validity: Validity;
  readonly userData: UserData;
}

/** 23.040 9.2.2.3. */
export interface StatusReport {
  readonly kind: 'status-report';
  readonly moreMessagesWaiting: boolean;
  readonly loopPrevention: boolean;
  /** TP-SRQ: the report answers an SMS-COMMAND, not an SMS-SUBMIT. */
  readonly answersCommand: boolean;
  readonly messageReference: number;
  readonly recipient: Address;
  readonly timeStamp: TimeStamp;
  readonly dischargeTime: TimeStamp;
  /** TP-ST, 0..255 (9.2.3.15). */
  readonly status: number;
  readonly parameters: ReportParameters;
}

/** 23.040 9.2.2.4. */
export interface Command {
  readonly kind: 'command';
  readonly statusReportRequest: boolean;
  readonly hasHeader: boolean;
  readonly messageReference: number;
  readonly protocolIdentifier: number;
  /** TP-CT: 0 enquiry, 1 cancel status report request, 2 delete, 3 enable status report request (9.2.3.19). */
  readonly commandType: number;
  /** TP-MN: the TP-MR of the message the command is about. */
  readonly messageNumber: number;
  readonly destination: Address;
  readonly data: Uint8Array;
}

/** Fields that TP-PI announces (9.2.3.27); each may be absent. */
export interface ReportParameters {
  readonly protocolIdentifier?: number;
  readonly dataCodingScheme?: number;
  readonly userData?: UserData;
}

/** 23.040 9.2.2.2a. `failureCause` (TP-FCS) stands in the report of an RP-ERROR only. */
export interface SubmitReport {
  readonly kind: 'submit-report';
  readonly failureCause?: number;
  readonly timeStamp: TimeStamp;
  readonly parameters: ReportParameters;
}

/** 23.040 9.2.2.1a. `failureCause` (TP-FCS) stands in the report of an RP-ERROR only. */
export interface DeliverReport {
  readonly kind: 'deliver-report';
  readonly failureCause?: number;
  readonly parameters: ReportParameters;
}
