/** Supplementary services by the string that people dial (22.030 6.5.2), as far as this network has them: call forwarding. */

import type { ForwardingReason } from '../../radio.ts';
import { type CallForwardingService, forwardingReasons } from '../calls/call-forwarding.ts';
import type { UssdStep } from './ussd-services.ts';

/** 22.030 annex B: 002 all forwarding, 004 all conditional forwarding. */
const reasonCodes: Readonly<Record<string, readonly ForwardingReason[]>> = {
  '002': forwardingReasons,
  '004': forwardingReasons.slice(1),
  '21': ['unconditional'],
  '61': ['noReply'],
  '62': ['notReachable'],
  '67': ['busy'],
};

/** 22.030 6.5.2: procedure, service code, supplementary information A; what follows it is not looked at. */
const STRING = /^(\*\*|\*#|##|\*|#)(\d{2,3})(?:\*([^*#]*))?(?:\*[^*#]*)*#$/;
const NUMBER = /^\+?\d{3,20}$/;

function tell(text: string): UssdStep {
  return { kind: 'tell', text };
}
/** The network ends the operation with an error. */
const refused: UssdStep = { kind: 'release' };

/** The network's action and answer; undefined: no such string, or a service that the network lacks. */
export function serveSsString(
  forwarding: CallForwardingService,
  imsi: string,
  text: string,
): UssdStep | undefined {
  const [, procedure = '', code = '', information = ''] = STRING.exec(text) ?? [];
  const reasons = Object.hasOwn(reasonCodes, code) ? reasonCodes[code] : undefined;
  if (reasons === undefined) return undefined;
  const registered = forwarding.of(imsi);
  switch (procedure) {
    case '*#':
      return tell(stateOf(reasons.flatMap(reason => registered[reason] ?? [])));
    case '#':
    case '##':
      return setAll(forwarding, imsi, reasons, undefined);
    default:
      if (NUMBER.test(information)) return setAll(forwarding, imsi, reasons, information);
      // 23.082 1.1: what was never registered cannot be activated.
      return information === '' && procedure === '*' && reasons.every(reason => registered[reason])
        ? tell('Call forwarding is active.')
        : refused;
  }
}

function stateOf(numbers: readonly string[]): string {
  return numbers.length === 0 ? 'Calls are not forwarded.' : `Calls are forwarded to ${numbers.join(', ')}.`;
}

function setAll(
  forwarding: CallForwardingService,
  imsi: string,
  reasons: readonly ForwardingReason[],
  number: string | undefined,
): UssdStep {
  for (const reason of reasons) forwarding.set(imsi, reason, number);
  return tell(stateOf(number === undefined ? [] : [number]));
}
