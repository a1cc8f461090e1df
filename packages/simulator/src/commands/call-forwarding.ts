/** +CCFC (27.007 7.11), for voice. */

import type { Module } from '../module/module.ts';
import { answer, cme, type Outcome, ok } from '../module/outcome.ts';
import { isOmitted, type Parameter, readNumber, readString } from '../module/parameters.ts';
import { isRegistered } from '../module/registration.ts';
import { forwardingReasons } from '../network/calls/call-forwarding.ts';
import type { Attachment, ForwardingReason } from '../radio.ts';
import { typeOfAddress } from '../sms/service-centre-address.ts';
import type { CommandTable } from './command-table.ts';

/** <reason>: 0..3 in the order of the service's names, 4 all, 5 all conditional. */
function reasonsOf(reason: number): readonly ForwardingReason[] {
  if (reason === 4) return forwardingReasons;
  if (reason === 5) return forwardingReasons.slice(1);
  return forwardingReasons.slice(reason, reason + 1);
}

/** <class>: bits, 1 is voice. */
const VOICE = 1;
const ALL_CLASSES = 7;

/** +CCFC (27.007 7.11). Voice alone is forwarded; +CME ERROR 30 without registration, 50 for wrong parameters. */
function forwardCalls(module: Module, parameters: readonly Parameter[]): Outcome {
  const reason = readNumber(parameters[0], { allowed: { from: 0, to: 5 } });
  const mode = readNumber(parameters[1], { allowed: { from: 0, to: 4 } });
  const classes = readNumber(parameters[4], { allowed: { from: 1, to: 255 }, otherwise: ALL_CLASSES });
  if (reason === undefined || mode === undefined || classes === undefined) return cme(50);
  const { attachment, registration } = module;
  if (!attachment || !isRegistered(registration)) return cme(30);
  // This network forwards voice only; others are provided with nothing.
  if (classes % 2 !== VOICE) return mode === 2 ? answer(`+CCFC: 0,${classes}`) : ok;
  return actOn(attachment, reasonsOf(reason), mode, parameters);
}

function actOn(
  attachment: Attachment,
  reasons: readonly ForwardingReason[],
  mode: number,
  parameters: readonly Parameter[],
): Outcome {
  switch (mode) {
    case 2:
      return reasons.length > 1 ? cme(3) : tell(attachment, reasons[0]);
    case 3:
      return register(attachment, reasons, numberOf(parameters));
    case 1:
      // 23.082 1.1: what was never registered cannot be activated.
      return reasons.every(reason => attachment.forwardings()[reason] !== undefined) ? ok : cme(4);
    default:
      for (const reason of reasons) attachment.forwardCalls(reason, undefined);
      return ok;
  }
}

function register(
  attachment: Attachment,
  reasons: readonly ForwardingReason[],
  number: string | undefined,
): Outcome {
  if (number === undefined) return cme(50);
  for (const reason of reasons) attachment.forwardCalls(reason, number);
  return ok;
}

/** The number to forward to, international where its type is 145; undefined where it is absent or no number. */
function numberOf(parameters: readonly Parameter[]): string | undefined {
  const digits = isOmitted(parameters[2]) ? undefined : readString(parameters[2]);
  if (digits === undefined || !/^\+?[0-9*#]{1,20}$/.test(digits)) return undefined;
  const type = readNumber(parameters[3], { allowed: { from: 128, to: 255 }, otherwise: 129 });
  // 24.008 10.5.4.7: 145 is international.
  return type === 145 && !digits.startsWith('+') ? `+${digits}` : digits;
}

/** The answer to a query: one line for voice, or inactive for all classes. */
function tell(attachment: Attachment, reason: ForwardingReason | undefined): Outcome {
  const number = reason === undefined ? undefined : attachment.forwardings()[reason];
  if (number === undefined) return answer(`+CCFC: 0,${ALL_CLASSES}`);
  return answer(`+CCFC: 1,${VOICE},"${number.replace('+', '')}",${typeOfAddress(number)}`);
}

/** 27.007 7.11. */
export const callForwardingCommands: CommandTable = {
  '+CCFC': { errors: 'cme', needs: 'ready', test: '+CCFC: (0-5)', set: forwardCalls },
};
