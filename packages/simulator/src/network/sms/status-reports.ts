/** SMS-STATUS-REPORTs to the sender, over the same reliable path as every delivery (23.040 9.2.2.3). */

import type { Address } from '../../codec/address.ts';
import { writeStatusReport } from '../../codec/write-tpdu.ts';
import type { Subscription } from '../subscription.ts';
import { centreTime, type ServiceCentre } from './centre.ts';
import type { HeldMessage } from './held-messages.ts';
import { enqueue, type Settlement } from './mobile-queue.ts';
import type { ReportStep } from './outcome-rules.ts';

/** Content and recipient of a status report. */
export interface ReportContent {
  readonly messageId: number;
  readonly sender: Subscription;
  /** TP-MR of what it answers. */
  readonly reference: number;
  readonly recipient: Address;
  readonly to: string;
  readonly acceptedAt: number;
  /** TP-SRQ: it answers an SMS-COMMAND. */
  readonly answersCommand: boolean;
}

const RECEIVED = 0x00;
const FIRST_PERMANENT = 0x40; // 23.040 9.2.3.15: from here on the service centre tries no more

/**
 * Starts the steps of a message's plan that do not wait for its delivery. Returns a promise when a report is to reach the
 * module before the answer. `failed` is called with the TP-ST of a step that ends the message.
 */
export function startReports(
  centre: ServiceCentre,
  message: HeldMessage,
  failed: (status: number) => void,
): Promise<void> | undefined {
  const steps = message.rule.reports ?? [];
  const early = steps.filter(step => step.when === 'before-answer');
  for (const step of steps) startTimedStep(centre, message, step, failed);
  if (early.length === 0 || !message.reportRequested) return undefined;
  const handedOver = early.map(step => sendBeforeAnswer(centre, message, step.status));
  for (const step of early) if (step.status >= FIRST_PERMANENT) failed(step.status);
  return Promise.all(handedOver).then(() => undefined);
}

function startTimedStep(
  centre: ServiceCentre,
  message: HeldMessage,
  step: ReportStep,
  failed: (status: number) => void,
): void {
  if (typeof step.when === 'string') return;
  centre.timers.after(step.when.afterMilliseconds, () => {
    if (step.status >= FIRST_PERMANENT) failed(step.status);
    reportOn(centre, message, step.status);
  });
}

function sendBeforeAnswer(centre: ServiceCentre, message: HeldMessage, status: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  sendReport(centre, contentOf(message), status, { airTime: () => 0, handedOver: resolve });
  return promise;
}

/** The reports due when a message is settled: those of its plan, or one with its TP-ST. */
export function reportSettled(centre: ServiceCentre, message: HeldMessage, status: number): void {
  const { reports } = message.rule;
  const delivered = status === RECEIVED ? (reports ?? []).filter(step => step.when === 'delivered') : [];
  const due = reports === undefined ? [status] : delivered.map(step => step.status);
  for (const reported of due) reportOn(centre, message, reported);
}

function reportOn(centre: ServiceCentre, message: HeldMessage, status: number): void {
  if (message.reportRequested) sendReport(centre, contentOf(message), status);
}

function contentOf(message: HeldMessage): ReportContent {
  const { id: messageId, sender, submit, to, acceptedAt } = message;
  const { messageReference: reference, destination: recipient } = submit;
  return { messageId, sender, reference, recipient, to, acceptedAt, answersCommand: false };
}

interface Manner {
  readonly airTime?: () => number;
  readonly handedOver?: () => void;
}

/** Sends one status report with this TP-ST, and records it once the module acknowledged it. */
export function sendReport(
  centre: ServiceCentre,
  content: ReportContent,
  status: number,
  manner: Manner = {},
): void {
  const discharged = centre.clock.now();
  enqueue(content.sender.queue, {
    id: centre.nextId(),
    kind: 'status-report',
    validity: centre.settings.defaultValidity,
    airTime: centre.airTime,
    ...manner,
    write: more => writeStatusReport(reportOf(centre, content, { status, discharged, more })),
    settled: settlement => {
      if (settlement.kind === 'delivered') record(centre, content, status, settlement);
    },
  });
}

function reportOf(
  centre: ServiceCentre,
  content: ReportContent,
  { status, discharged, more }: { status: number; discharged: number; more: boolean },
) {
  return {
    kind: 'status-report' as const,
    moreMessagesWaiting: more,
    loopPrevention: false,
    answersCommand: content.answersCommand,
    messageReference: content.reference,
    recipient: content.recipient,
    timeStamp: centreTime(centre, content.acceptedAt),
    dischargeTime: centreTime(centre, discharged),
    status,
    parameters: {},
  };
}

function record(
  centre: ServiceCentre,
  content: ReportContent,
  status: number,
  { tpdu, forgotten }: Extract<Settlement, { kind: 'delivered' }>,
): void {
  const { messageId, sender, reference, to } = content;
  centre.record.add({
    kind: 'status-report',
    messageId,
    imsi: sender.imsi,
    from: to,
    to: sender.number,
    reference,
    status,
    at: centre.clock.now(),
    tpdu,
    ...(forgotten && { forgotten }),
  });
}
