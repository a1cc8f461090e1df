/** Answers of the service centre to RP-DATA (24.011 8.2.5.4) with their SMS-SUBMIT-REPORT (23.040 9.2.2.2a). */

import type { TimeStamp } from '../../codec/time-stamp.ts';
import { writeSubmitReport } from '../../codec/write-tpdu.ts';
import type { RelayAnswer } from '../../radio.ts';

/** RP causes (24.011 8.2.5.4) the network itself gives. */
export const relayCause = {
  transferRejected: 21,
  unidentifiedSubscriber: 28,
  networkOutOfOrder: 38,
  semanticallyIncorrect: 95,
  invalidMandatoryInformation: 96,
  protocolError: 111,
} as const;

/** TP-FCS values (23.040 9.2.3.22) the service centre itself gives. */
export const failureCauses = {
  commandCannotBeActioned: 0xa0,
  commandUnsupported: 0xa1,
  tpduNotSupported: 0xb0,
  invalidAddress: 0xc3,
  duplicateRejected: 0xc5,
} as const;

/** RP-ACK with a report that carries TP-SCTS. */
export function acknowledgement(timeStamp: TimeStamp): RelayAnswer {
  return { ok: true, report: writeSubmitReport({ kind: 'submit-report', timeStamp, parameters: {} }) };
}

/** RP-ERROR; with `failureCause` it carries a report, without it is the relay layer's own refusal. */
export function refusal(cause: number, timeStamp: TimeStamp, failureCause?: number): RelayAnswer {
  if (failureCause === undefined) return { ok: false, cause };
  const report = writeSubmitReport({ kind: 'submit-report', failureCause, timeStamp, parameters: {} });
  return { ok: false, cause, report };
}
