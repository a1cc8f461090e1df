/** SMS-COMMAND: a sender asks about, or changes, what it submitted before (23.040 9.2.2.4, 9.2.3.19). */

import { addressText } from '../../codec/address.ts';
import { readCommand } from '../../codec/read-tpdu.ts';
import type { Command } from '../../codec/tpdu.ts';
import { canonicalNumber } from '../numbers.ts';
import type { Subscription } from '../subscription.ts';
import { type Acceptance, centreTime, refuse, type ServiceCentre } from './centre.ts';
import { endEarly } from './forwarding.ts';
import { sendReport } from './status-reports.ts';
import { acknowledgement, failureCauses, relayCause } from './submit-answers.ts';

/** 23.040 9.2.3.19. */
const commandTypes = { enquiry: 0, cancelReport: 1, delete: 2, enableReport: 3 } as const;

const DELETED_BY_ORIGINATOR = 0x47; // 23.040 9.2.3.15
const DOES_NOT_EXIST = 0x49;

/** Outcome of a command: the TP-ST to report, `done` without one, or why it was not done. */
type CommandOutcome = { readonly status: number } | 'done' | 'cannot-be-actioned' | 'unsupported';

/** Takes an SMS-COMMAND. Throws `TpduError` when it cannot be read. */
export function acceptCommand(centre: ServiceCentre, sender: Subscription, tpdu: Uint8Array): Acceptance {
  const command = readCommand(tpdu);
  const to = canonicalNumber(addressText(command.destination));
  const outcome = carryOut(centre, sender, command, to);
  if (outcome === 'unsupported') {
    return refuse(centre, relayCause.transferRejected, failureCauses.commandUnsupported);
  }
  if (outcome === 'cannot-be-actioned') {
    return refuse(centre, relayCause.transferRejected, failureCauses.commandCannotBeActioned);
  }
  return accepted(centre, sender, { command, to, tpdu, outcome });
}

function accepted(
  centre: ServiceCentre,
  sender: Subscription,
  { command, to, tpdu, outcome }: Accepted,
): Acceptance {
  const messageId = centre.nextId();
  const at = centre.clock.now();
  const { imsi, number: from } = sender;
  const { messageReference: reference, destination: recipient } = command;
  centre.record.add({ kind: 'command', messageId, imsi, from, to, reference, at, tpdu });
  const answer = acknowledgement(centreTime(centre, at));
  if (outcome === 'done') return { answer };
  const content = { messageId, sender, reference, recipient, to, acceptedAt: at, answersCommand: true };
  return { answer, proceed: () => sendReport(centre, content, outcome.status) };
}

interface Accepted {
  readonly command: Command;
  readonly to: string;
  readonly tpdu: Uint8Array;
  readonly outcome: { readonly status: number } | 'done';
}

function carryOut(centre: ServiceCentre, sender: Subscription, command: Command, to: string): CommandOutcome {
  const { commandType, messageNumber } = command;
  if (commandType === commandTypes.enquiry) {
    return { status: centre.held.status(sender.imsi, messageNumber, to) ?? DOES_NOT_EXIST };
  }
  if (commandType > commandTypes.enableReport) return 'unsupported';
  const message = centre.held.find(sender.imsi, messageNumber, to);
  if (message === undefined) return 'cannot-be-actioned';
  if (commandType === commandTypes.delete) {
    if (!endEarly(centre, message, DELETED_BY_ORIGINATOR)) return 'cannot-be-actioned';
    return command.statusReportRequest ? { status: DELETED_BY_ORIGINATOR } : 'done';
  }
  message.reportRequested = commandType === commandTypes.enableReport;
  return 'done';
}
