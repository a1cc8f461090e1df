/**
 * The six TPDUs of the SM-TL as values (3GPP TS 23.040 clause 9.2.2). A field exists only where the standard has it.
 * Encoding and decoding live beside the types they serve; `decodeTpdu` and `encodeTpdu` choose by TP-MTI and direction.
 */
import type { Address } from '../fields/address.ts';
import type { Timestamp } from '../fields/timestamp.ts';
import type { UserData } from '../fields/user-data.ts';
import type { ValidityPeriod } from '../fields/validity-period.ts';

/** Which way a TPDU travels: TP-MTI 00, 01 and 10 mean different things each way (23.040 9.2.3.1). */
export type Direction = 'toMobile' | 'fromMobile';

/** SMS-SUBMIT, mobile to service centre (23.040 9.2.2.2). */
export interface Submit {
  readonly type: 'submit';
  /** TP-RD: the service centre shall refuse a repeat it still holds (9.2.3.25). */
  readonly rejectDuplicates: boolean;
  /** TP-SRR: a status report is requested (9.2.3.5). */
  readonly statusReportRequest: boolean;
  /** TP-RP (9.2.3.17). */
  readonly replyPath: boolean;
  /** TP-MR, 0..255; most modules put their own in (9.2.3.6). */
  readonly messageReference: number;
  /** TP-DA (9.2.3.8). */
  readonly destination: Address;
  /** TP-PID, the octet (9.2.3.9). */
  readonly protocolIdentifier: number;
  /** TP-DCS, the octet (9.2.3.10, 23.038 clause 4). */
  readonly dataCodingScheme: number;
  /** TP-VP in one of its three formats; absent: none (9.2.3.12). */
  readonly validityPeriod?: ValidityPeriod;
  /** TP-UDHI, TP-UDL and TP-UD (9.2.3.23, 9.2.3.16, 9.2.3.24). */
  readonly userData: UserData;
}

/** SMS-DELIVER, service centre to mobile (23.040 9.2.2.1). */
export interface Deliver {
  readonly type: 'deliver';
  /** TP-MMS turned to its meaning: more messages are waiting in the service centre (9.2.3.2). */
  readonly moreMessages: boolean;
  /** TP-LP (9.2.3.28). */
  readonly loopPrevention: boolean;
  /** TP-SRI: a status report will be returned to the sender (9.2.3.4). */
  readonly statusReportIndication: boolean;
  readonly replyPath: boolean;
  /** TP-OA (9.2.3.7). */
  readonly originator: Address;
  readonly protocolIdentifier: number;
  readonly dataCodingScheme: number;
  /** TP-SCTS (9.2.3.11). */
  readonly serviceCentreTimestamp: Timestamp;
  readonly userData: UserData;
}

/** SMS-STATUS-REPORT, service centre to mobile (23.040 9.2.2.3). */
export interface StatusReport {
  readonly type: 'statusReport';
  readonly moreMessages: boolean;
  readonly loopPrevention: boolean;
  /** TP-SRQ: this reports on an SMS-COMMAND, not on an SMS-SUBMIT (9.2.3.26). */
  readonly onCommand: boolean;
  readonly messageReference: number;
  /** TP-RA (9.2.3.14). */
  readonly recipient: Address;
  readonly serviceCentreTimestamp: Timestamp;
  /** TP-DT: when the outcome was reached (9.2.3.13). */
  readonly dischargeTime: Timestamp;
  /** TP-ST, the octet (9.2.3.15). */
  readonly status: number;
  /** TP-PI and what it announces; absent fields are undefined (9.2.3.27). */
  readonly protocolIdentifier?: number;
  readonly dataCodingScheme?: number;
  readonly userData?: UserData;
  /** TP-PI, its first octet, only where the fields that are there do not give it (reserved bits, an octet of 0). */
  readonly parameterIndicator?: number;
  /** Octets of TP-PI behind the first, each announced by bit 7 of the one before it; their meaning is reserved (9.2.3.27). */
  readonly parameterIndicatorExtension?: Uint8Array;
}

/** SMS-DELIVER-REPORT, mobile to service centre (23.040 9.2.2.1a). */
export interface DeliverReport {
  readonly type: 'deliverReport';
  /** TP-FCS: present in a report that goes with RP-ERROR (9.2.3.22). */
  readonly failureCause?: number;
  readonly protocolIdentifier?: number;
  readonly dataCodingScheme?: number;
  readonly userData?: UserData;
  /** TP-PI, its first octet, only where the fields that are there do not give it (reserved bits, an octet of 0). */
  readonly parameterIndicator?: number;
  /** Octets of TP-PI behind the first, each announced by bit 7 of the one before it; their meaning is reserved (9.2.3.27). */
  readonly parameterIndicatorExtension?: Uint8Array;
}

/** SMS-SUBMIT-REPORT, service centre to mobile (23.040 9.2.2.2a). */
export interface SubmitReport {
  readonly type: 'submitReport';
  readonly failureCause?: number;
  readonly serviceCentreTimestamp: Timestamp;
  readonly protocolIdentifier?: number;
  readonly dataCodingScheme?: number;
  readonly userData?: UserData;
  /** TP-PI, its first octet, only where the fields that are there do not give it (reserved bits, an octet of 0). */
  readonly parameterIndicator?: number;
  /** Octets of TP-PI behind the first, each announced by bit 7 of the one before it; their meaning is reserved (9.2.3.27). */
  readonly parameterIndicatorExtension?: Uint8Array;
}

/** SMS-COMMAND, mobile to service centre (23.040 9.2.2.4). */
export interface Command {
  readonly type: 'command';
  readonly statusReportRequest: boolean;
  readonly messageReference: number;
  readonly protocolIdentifier: number;
  /** TP-CT (9.2.3.19). */
  readonly commandType: number;
  /** TP-MN (9.2.3.18). */
  readonly messageNumber: number;
  readonly destination: Address;
  /** TP-UDHI: the command data begins with a user data header (9.2.3.23). */
  readonly headerIndication?: boolean;
  /** TP-CD, at most 156 octets (9.2.3.21). */
  readonly commandData: Uint8Array;
}

export type Tpdu = Submit | Deliver | StatusReport | DeliverReport | SubmitReport | Command;
