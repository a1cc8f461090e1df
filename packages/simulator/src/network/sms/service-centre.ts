/** The service centre's side towards the modules: what it takes, and what it answers (23.040 clause 3, 24.011). */

import { addressText, typeOfNumber } from '../../codec/address.ts';
import { TpduError } from '../../codec/octets.ts';
import { messageTypeIndicator, readSubmit } from '../../codec/read-tpdu.ts';
import type { Submit } from '../../codec/tpdu.ts';
import { canonicalNumber } from '../numbers.ts';
import type { Subscription } from '../subscription.ts';
import { type Acceptance, centreTime, refuse, type ServiceCentre } from './centre.ts';
import { endEarly, startDelivery } from './forwarding.ts';
import type { HeldMessage } from './held-messages.ts';
import type { OutcomeRule } from './outcome-rules.ts';
import { acceptCommand } from './sms-command.ts';
import { startReports } from './status-reports.ts';
import { acknowledgement, failureCauses, relayCause } from './submit-answers.ts';

/** Takes the user data of an RP-DATA from a module. Never throws: what cannot be read is refused (24.011 9.1). */
export function acceptFromModule(centre: ServiceCentre, sender: Subscription, tpdu: Uint8Array): Acceptance {
  try {
    return acceptTpdu(centre, sender, tpdu);
  } catch (error) {
    if (error instanceof TpduError) return refuse(centre, relayCause.invalidMandatoryInformation);
    throw error;
  }
}

function acceptTpdu(centre: ServiceCentre, sender: Subscription, tpdu: Uint8Array): Acceptance {
  // 23.040 9.2.3.1: what a module may put into RP-DATA.
  switch (messageTypeIndicator(tpdu)) {
    case 1:
      return acceptSubmit(centre, sender, tpdu);
    case 2:
      return acceptCommand(centre, sender, tpdu);
    default:
      return refuse(centre, relayCause.protocolError, failureCauses.tpduNotSupported);
  }
}

function acceptSubmit(centre: ServiceCentre, sender: Subscription, tpdu: Uint8Array): Acceptance {
  const submit = readSubmit(tpdu);
  // TP-DA must be a number that can be dialled (23.040 9.2.3.8); a name is none.
  const to = canonicalNumber(addressText(submit.destination));
  if (to === '' || typeOfNumber(submit.destination) === 5) {
    return refuse(centre, relayCause.semanticallyIncorrect, failureCauses.invalidAddress);
  }
  // 23.040 9.2.3.25: TP-RD is about messages that are still held.
  if (submit.rejectDuplicates && centre.held.find(sender.imsi, submit.messageReference, to)) {
    return refuse(centre, relayCause.transferRejected, failureCauses.duplicateRejected);
  }
  const rule = centre.rules.take({ to, fromImsi: sender.imsi, fromNumber: sender.number });
  if (rule.answer?.kind === 'refuse') return refuse(centre, rule.answer.cause, rule.answer.failureCause);
  if (rule.answer?.kind === 'silence') centre.record.counters.unanswered += 1;
  if (rule.answer?.kind === 'silence' && !rule.answer.carried) return { answer: { ok: 'silence' } };
  return carry(centre, hold(centre, sender, submit, to, rule), tpdu);
}

/** From here on the message is the service centre's: a lost answer does not undo it. */
function hold(
  centre: ServiceCentre,
  sender: Subscription,
  submit: Submit,
  to: string,
  rule: OutcomeRule,
): HeldMessage {
  const message: HeldMessage = {
    id: centre.nextId(),
    sender,
    from: sender.number,
    to,
    submit,
    acceptedAt: centre.clock.now(),
    rule,
    reportRequested: submit.statusReportRequest,
    ended: false,
    withdraw: () => true, // Until its delivery begins it waits nowhere.
  };
  centre.held.add(message);
  return message;
}

/** Records the submit and starts what follows. The answer is the module's receipt, by TP-SCTS (23.040 9.2.2.2a). */
function carry(centre: ServiceCentre, message: HeldMessage, tpdu: Uint8Array): Acceptance {
  const { id: messageId, submit, from, to, acceptedAt } = message;
  const reference = submit.messageReference;
  const { imsi } = message.sender;
  const { userData } = submit;
  centre.record.add({ kind: 'submit', messageId, imsi, from, to, reference, at: acceptedAt, tpdu, userData });
  const handedOver = startReports(centre, message, status => endEarly(centre, message, status));
  const silent = message.rule.answer?.kind === 'silence';
  return {
    answer: silent ? { ok: 'silence' } : acknowledgement(centreTime(centre, acceptedAt)),
    proceed: () => startDelivery(centre, message),
    ...(handedOver && { handedOver }),
  };
}
