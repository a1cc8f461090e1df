/** Why a message ended FAILED: for metrics, for programs and for people. Pure. */
import type { MessageReason, ReportReason } from '@simgate/api/contract';
import type { FailureCause } from '../../events.ts';
import type { Refusal } from '../../modem/modem.ts';

export interface Failure {
  readonly cause: FailureCause;
  readonly code: MessageReason;
  /** For people. */
  readonly text: string;
}

export const stoppedByPerson: Failure = { cause: 'stopped', code: 'stopped', text: 'stopped' };

type Range = readonly [first: number, last: number, reason: MessageReason];

/** RP causes (24.011 E-2), TP-FCS (23.040 9.2.3.22), codes of the modem (27.005 3.2.5). The first that fits counts. */
const cmsReasons: readonly Range[] = [
  [1, 1, 'unassigned_number'],
  [8, 8, 'no_credit'],
  [10, 10, 'barred'],
  [21, 21, 'rejected'],
  [22, 22, 'memory_exceeded'],
  [27, 27, 'destination_out_of_service'],
  [28, 28, 'subscriber_unknown'],
  [29, 29, 'not_subscribed'],
  [30, 30, 'subscriber_unknown'],
  [38, 38, 'network_out_of_order'],
  [41, 41, 'temporary_failure'],
  [42, 42, 'congestion'],
  [47, 47, 'congestion'],
  [50, 50, 'not_subscribed'],
  [69, 69, 'not_implemented'],
  [81, 81, 'protocol_error'],
  [95, 99, 'protocol_error'],
  [111, 111, 'protocol_error'],
  [127, 127, 'protocol_error'],
  [1, 127, 'network_refused'],
  [0xc0, 0xc0, 'congestion'],
  [0xc1, 0xc1, 'service_centre_refused'],
  [0xc2, 0xc2, 'service_centre_failed'],
  [0xc3, 0xc3, 'unassigned_number'],
  [0xc4, 0xc4, 'barred'],
  [0x80, 0xbf, 'not_implemented'],
  [0xc6, 0xc7, 'not_implemented'],
  [0xd0, 0xd3, 'memory_exceeded'],
  [0xd4, 0xd5, 'service_centre_failed'],
  [0xff, 0xff, 'service_centre_failed'],
  [128, 255, 'network_refused'],
  [310, 310, 'no_sim'],
  [311, 312, 'sim_locked'],
  [313, 313, 'no_sim'],
  [314, 314, 'modem_busy'],
  [315, 315, 'no_sim'],
  [316, 318, 'sim_locked'],
  [330, 330, 'no_service_centre'],
  [331, 331, 'no_service'],
  [332, 332, 'network_timeout'],
  [512, 515, 'modem_busy'],
];
/** 27.007 9.2.1; 515 asks to wait. */
const cmeReasons: readonly Range[] = [
  [10, 10, 'no_sim'],
  [11, 12, 'sim_locked'],
  [13, 13, 'no_sim'],
  [14, 14, 'modem_busy'],
  [15, 15, 'no_sim'],
  [30, 30, 'no_service'],
  [31, 31, 'network_timeout'],
  [32, 32, 'no_service'],
  [515, 515, 'modem_busy'],
];

function reasonIn(ranges: readonly Range[], code: number | undefined): MessageReason | undefined {
  if (code === undefined) return undefined;
  return ranges.find(([first, last]) => code >= first && code <= last)?.[2];
}

export function reasonOfRefusal({ source, code }: Pick<Refusal, 'source' | 'code'>): MessageReason {
  switch (source) {
    case 'link':
      return 'modem_gone';
    case 'modem':
      return 'modem_refused';
    case 'cms':
      return reasonIn(cmsReasons, code) ?? 'modem_refused';
    case 'cme':
      return reasonIn(cmeReasons, code) ?? 'modem_refused';
  }
}

type Report = readonly [statuses: readonly number[], reason: ReportReason];

/** TP-ST (23.040 9.2.3.15). */
const reports: readonly Report[] = [
  [[0x01], 'unconfirmed'],
  [[0x02], 'replaced'],
  [[0x20, 0x60], 'congestion'],
  [[0x21, 0x61], 'recipient_busy'],
  [[0x22, 0x62], 'recipient_no_response'],
  [[0x23, 0x42, 0x63], 'recipient_refused'],
  [[0x24, 0x44, 0x64], 'quality'],
  [[0x25, 0x65], 'recipient_error'],
  [[0x40], 'procedure_error'],
  [[0x41], 'recipient_incompatible'],
  [[0x43], 'not_obtainable'],
  [[0x45], 'no_interworking'],
  [[0x46], 'expired'],
  [[0x47, 0x48], 'deleted'],
  [[0x49], 'unknown_message'],
];

/** @param status TP-ST, 0..255; "" for delivery itself */
export function reasonOfReport(status: number): ReportReason | '' {
  if (status === 0) return '';
  const known = reports.find(([statuses]) => statuses.includes(status))?.[1];
  if (known !== undefined) return known;
  if (status < 0x20) return 'unconfirmed';
  return status < 0x40 ? 'pending' : 'not_delivered';
}
