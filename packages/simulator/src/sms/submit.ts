/** Sending: the module's checks, its TP-MR, and what the network's answer becomes (27.005 3.5.1, 4.3; 24.011). */

import { messageTypeIndicator } from '../codec/read-tpdu.ts';
import { throughSubmit } from '../module/effects.ts';
import type { Module } from '../module/module.ts';
import { answer, cms, type Outcome } from '../module/outcome.ts';
import { isRegistered } from '../module/registration.ts';
import type { SubmitAnswer } from '../radio.ts';
import { takeReference } from '../sim-card.ts';
import { toHex } from './hex.ts';
import type { AddressedTpdu } from './service-centre-address.ts';

/** The commands that end in `<command>: <mr>`. */
export type SendCommand = '+CMGS' | '+CMSS' | '+CMGC';

/** 23.040 9.2.3.1: what a mobile sends. */
const SUBMIT = 1;
const COMMAND = 2;

/** Whether the TPDU of a terminal is an SMS-SUBMIT (23.040 9.2.2.2). */
export function isSubmit(tpdu: Uint8Array): boolean {
  return messageTypeIndicator(tpdu) === SUBMIT;
}

/** Whether the TPDU is an SMS-COMMAND with at least its fixed fields (23.040 9.2.2.4). */
export function isCommand(tpdu: Uint8Array): boolean {
  return messageTypeIndicator(tpdu) === COMMAND && tpdu.length >= 8;
}

/** Hands a TPDU to the network. Resolves with `+CMGS: <mr>` or the +CMS ERROR that explains. */
export function submit(
  module: Module,
  command: SendCommand,
  message: AddressedTpdu,
): Outcome | Promise<Outcome> {
  return throughSubmit(module.effects, () => submitNow(module, command, message));
}

function submitNow(
  module: Module,
  command: SendCommand,
  { serviceCentre, tpdu }: AddressedTpdu,
): Outcome | Promise<Outcome> {
  const fault = takeFault(module);
  if (fault !== undefined) return cms(fault);
  const { attachment, sim, registration } = module;
  if (sim === undefined) return cms(310);
  const centre = serviceCentre === '' ? sim.serviceCentre : serviceCentre;
  if (centre === '') return cms(330);
  if (!attachment || !isRegistered(registration)) return cms(331);
  const reference = takeReference(sim);
  const numbered = Uint8Array.from(tpdu);
  numbered[1] = reference; // 23.040 9.2.3.6: the module numbers what it sends
  return attachment
    .submit(numbered, centre, module.settings.moreMessages !== 0)
    .then(reply => outcomeOf(module, command, reference, reply));
}

function takeFault(module: Module): number | undefined {
  const { sendFault } = module;
  if (sendFault === undefined || sendFault.remaining === 0) return undefined;
  sendFault.remaining -= 1;
  return sendFault.code;
}

function outcomeOf(
  module: Module,
  command: SendCommand,
  reference: number,
  reply: SubmitAnswer,
): Outcome | Promise<Outcome> {
  if (reply.ok === 'silence') return networkTimeout(module);
  if (!reply.ok) return cms(failureCause(reply.report) ?? reply.cause);
  const shown = module.persona.acknowledgementPdu && module.settings.messageService === 1;
  const report = shown ? reply.report : undefined;
  return answer(`${command}: ${reference}${report ? `,"${toHex(report)}"` : ''}`); // 27.005 4.3 <ackpdu>
}

/** TP-FCS 128 to 255 is more exact than the RP cause (27.005 3.2.5, 23.040 9.2.3.22). */
function failureCause(report: Uint8Array | undefined): number | undefined {
  const cause = report?.[1];
  return cause !== undefined && cause >= 128 ? cause : undefined;
}

/** No answer within TR1M (24.011 5.3.2.1): CMS 332. */
function networkTimeout(module: Module): Promise<Outcome> {
  return new Promise(resolve => {
    module.clock.after(module.timers.submit, () => resolve(cms(332)));
  });
}
