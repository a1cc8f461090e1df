/** Forwarding what the service centre holds, to subscribers and to phones outside. */

import { parseAddress } from '../../codec/address.ts';
import { validityMilliseconds } from '../../codec/validity.ts';
import { writeDeliver } from '../../codec/write-tpdu.ts';
import type { Subscription } from '../subscription.ts';
import { centreTime, type ServiceCentre } from './centre.ts';
import type { HeldMessage } from './held-messages.ts';
import { enqueue, type Settlement, withdraw } from './mobile-queue.ts';
import type { OutcomeRule } from './outcome-rules.ts';
import { reportSettled } from './status-reports.ts';

const VALIDITY_EXPIRED = 0x46; // 23.040 9.2.3.15
const RECEIVED = 0x00;

/** Begins to deliver a message by its rule. */
export function startDelivery(centre: ServiceCentre, message: HeldMessage): void {
  if (message.ended) return;
  const { submit, rule } = message;
  // 23.040 9.2.3.12.2: an absolute time is compared with the service centre's own clock.
  const { at: acceptedAt } = centreTime(centre, message.acceptedAt);
  const validity = validityMilliseconds(submit.validity, acceptedAt) ?? centre.settings.defaultValidity;
  const pause = { deliver: 0, never: Number.POSITIVE_INFINITY, late: lateness(rule) };
  const delay = pause[rule.delivery?.kind ?? 'deliver'];
  if (delay === 0) forward(centre, message, validity);
  else holdBack(centre, message, delay, validity);
}

/** Waits for the rule's delay, or for the end of the validity where that comes first. */
function holdBack(centre: ServiceCentre, message: HeldMessage, delay: number, validity: number): void {
  const cancel = centre.timers.after(Math.min(delay, validity), () => {
    if (delay < validity) forward(centre, message, validity - delay);
    else settle(centre, message, VALIDITY_EXPIRED);
  });
  message.withdraw = cancelling(cancel);
}

function lateness(rule: OutcomeRule): number {
  return rule.delivery?.kind === 'late' ? rule.delivery.milliseconds : 0;
}

/** Looked up only now: a number may have got its SIM while the message was held back. */
function forward(centre: ServiceCentre, message: HeldMessage, validity: number): void {
  const recipient = centre.subscriber(message.to);
  if (recipient === undefined) forwardOutside(centre, message);
  else forwardToSubscriber(centre, message, recipient, validity);
}

/** Phones outside are always reached, unless a rule changes it. */
function forwardOutside(centre: ServiceCentre, message: HeldMessage): void {
  const deliver = () => {
    centre.phone(message.to).receive(message.from, message.submit.userData, centre.clock.now());
    settle(centre, message, RECEIVED);
  };
  const airTime = centre.airTime();
  message.withdraw = () => false;
  if (airTime === 0) deliver();
  else message.withdraw = cancelling(centre.timers.after(airTime, deliver));
}

function cancelling(cancel: () => void): () => boolean {
  return () => {
    cancel();
    return true;
  };
}

/** Store and forward by the subscriber's queue, which repeats until the module acknowledges. */
function forwardToSubscriber(
  centre: ServiceCentre,
  message: HeldMessage,
  recipient: Subscription,
  validity: number,
): void {
  const { id, submit } = message;
  message.withdraw = () => withdraw(recipient.queue, id);
  enqueue(recipient.queue, {
    id,
    kind: 'deliver',
    validity,
    singleShot: submit.validity.format === 'enhanced' && submit.validity.singleShot,
    airTime: centre.airTime,
    write: moreMessagesWaiting => writeDeliver(deliverOf(centre, message, moreMessagesWaiting)),
    settled: settlement => {
      if (settlement.kind === 'delivered') recordDeliver(centre, message, recipient, settlement.tpdu);
      settle(centre, message, statusOf(settlement));
    },
  });
}

/** 23.040 9.2.2.1: TP-PID, TP-DCS, TP-RP and the user data of the SMS-SUBMIT, TP-SCTS of its acceptance. */
function deliverOf(centre: ServiceCentre, message: HeldMessage, moreMessagesWaiting: boolean) {
  const { protocolIdentifier, replyPath, userData } = message.submit;
  return {
    kind: 'deliver' as const,
    moreMessagesWaiting,
    loopPrevention: false,
    statusReportIndication: false,
    replyPath,
    originator: parseAddress(message.from),
    protocolIdentifier,
    timeStamp: centreTime(centre, message.acceptedAt),
    userData,
  };
}

function recordDeliver(
  centre: ServiceCentre,
  message: HeldMessage,
  recipient: Subscription,
  tpdu: Uint8Array,
): void {
  const { id: messageId, from, to, submit } = message;
  const at = centre.clock.now();
  const { userData } = submit;
  centre.record.add({ kind: 'deliver', messageId, imsi: recipient.imsi, from, to, at, tpdu, userData });
}

/** Ends a message once, with its TP-ST and its report. */
function settle(centre: ServiceCentre, message: HeldMessage, status: number): void {
  if (message.ended) return;
  message.ended = true;
  centre.held.settle(message, status);
  reportSettled(centre, message, status);
}

/** TP-ST (23.040 9.2.3.15) of an end. */
function statusOf(settlement: Settlement): number {
  switch (settlement.kind) {
    case 'delivered':
      return RECEIVED;
    case 'expired':
      return VALIDITY_EXPIRED;
    case 'failed':
      return settlement.status;
  }
}

/** Ends a message with `status` and without a report of its own; false when it is just being delivered or has ended. */
export function endEarly(centre: ServiceCentre, message: HeldMessage, status: number): boolean {
  if (message.ended || !message.withdraw()) return false;
  message.ended = true;
  centre.held.settle(message, status);
  return true;
}
