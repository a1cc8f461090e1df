/** Messages the service centre has taken, found again by what a sender knows of them. */

import type { Submit } from '../../codec/tpdu.ts';
import type { Subscription } from '../subscription.ts';
import type { OutcomeRule } from './outcome-rules.ts';

/** A message between its submit and its end. */
export interface HeldMessage {
  readonly id: number;
  readonly sender: Subscription;
  /** The sender's number when it was submitted. */
  readonly from: string;
  /** The destination in canonical form. */
  readonly to: string;
  readonly submit: Submit;
  /** Wall time of TP-SCTS, in milliseconds since 1970. */
  readonly acceptedAt: number;
  readonly rule: OutcomeRule;
  /** TP-SRR, until an SMS-COMMAND changes it. */
  reportRequested: boolean;
  /** Settled: delivered, expired, failed or deleted. */
  ended: boolean;
  /** Takes it back from wherever it waits; false when it is just being delivered. */
  withdraw: () => boolean;
}

/** TP-ST of a message that is held or was settled; undefined for one that is not known. */
export type KnownStatus = number | undefined;

/** How many settled messages an enquiry can still ask for. */
const REMEMBERED = 1000;
const STILL_TRYING = 0x22; // 23.040 9.2.3.15: no response from SME, still trying

/** Messages that the service centre keeps for modems that cannot take them now. */
export interface HeldMessages {
  add(message: HeldMessage): void;
  /** Ends a message with its TP-ST. */
  settle(message: HeldMessage, status: number): void;
  /** The message of this sender with this TP-MR to this destination, while it is held. */
  find(imsi: string, reference: number, to: string): HeldMessage | undefined;
  status(imsi: string, reference: number, to: string): KnownStatus;
  all(): readonly HeldMessage[];
}

/** No messages held. */
export function createHeldMessages(): HeldMessages {
  const held = new Map<string, HeldMessage>();
  const settled = new Map<string, number>();
  const all = new Set<HeldMessage>();
  return {
    add(message) {
      held.set(keyOf(message), message);
      all.add(message);
    },
    settle(message, status) {
      const key = keyOf(message);
      all.delete(message);
      if (held.get(key) === message) held.delete(key);
      remember(settled, key, status);
    },
    find: (imsi, reference, to) => held.get(key(imsi, reference, to)),
    status: (imsi, reference, to) => {
      const wanted = key(imsi, reference, to);
      return held.has(wanted) ? STILL_TRYING : settled.get(wanted);
    },
    all: () => [...all],
  };
}

function key(imsi: string, reference: number, to: string): string {
  return `${imsi} ${reference} ${to}`;
}

function keyOf(message: HeldMessage): string {
  return key(message.sender.imsi, message.submit.messageReference, message.to);
}

function remember(settled: Map<string, number>, wanted: string, status: number): void {
  settled.delete(wanted); // So that it stands last again.
  settled.set(wanted, status);
  const oldest = settled.keys().next();
  if (settled.size > REMEMBERED && !oldest.done) settled.delete(oldest.value);
}
