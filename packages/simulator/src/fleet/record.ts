/** The fleet's own record of what happened on the air: what a judge holds a server's answers against. */

import { createBoundedList } from '../network/bounded-list.ts';
import type { SentMessage } from './state/model.ts';

/** A message that the network had for a gateway. */
export interface IncomingEntry {
  /** Counts up from 1 over the whole fleet. */
  readonly id: number;
  readonly gateway: number;
  readonly port: number;
  readonly from: string;
  readonly text: string;
  readonly sentAt: number;
  /** When the gateway stored it, and under which id; 0: the network still holds it. */
  storedAt: number;
  incomingSmsId: number;
}

/** Something that was done to a gateway, or that it did. */
export interface FleetEvent {
  readonly id: number;
  readonly at: number;
  readonly gateway: number;
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Counts since the start or the last clearing, exact even where the lists have forgotten the oldest. */
export interface FleetCounters {
  accepted: number;
  handed: number;
  refused: number;
  dropped: number;
  stopped: number;
  delivered: number;
  reports: number;
  incoming: number;
  requests: number;
  lostAnswers: number;
  pushes: number;
  failedPushes: number;
}

/** The content of the record. Lists are bounded: each has its newest entries. */
export interface FleetRecord {
  readonly counters: FleetCounters;
  messages(): readonly SentMessage[];
  incoming(): readonly IncomingEntry[];
  events(): readonly FleetEvent[];
  nextMessageId(): number;
  addMessage(message: SentMessage): void;
  addIncoming(entry: Omit<IncomingEntry, 'id' | 'storedAt' | 'incomingSmsId'>): IncomingEntry;
  addEvent(at: number, gateway: number, kind: string, detail?: Readonly<Record<string, unknown>>): void;
  clear(): void;
}

const MOST_EVENTS = 10_000;

function noCounts(): FleetCounters {
  return {
    ...{ accepted: 0, handed: 0, refused: 0, dropped: 0, stopped: 0, delivered: 0, reports: 0 },
    ...{ incoming: 0, requests: 0, lostAnswers: 0, pushes: 0, failedPushes: 0 },
  };
}

/** `limit`: how many messages in each direction are kept. */
export function createFleetRecord(limit: number): FleetRecord {
  const counters = noCounts();
  const messages = createBoundedList<SentMessage>(limit);
  const incoming = createBoundedList<IncomingEntry>(limit);
  const events = createBoundedList<FleetEvent>(MOST_EVENTS);
  const last = { message: 0, incoming: 0, event: 0 };
  return {
    counters,
    messages: messages.items,
    incoming: incoming.items,
    events: events.items,
    nextMessageId: () => ++last.message,
    addMessage(message) {
      counters.accepted += 1;
      messages.add(message);
    },
    addIncoming(entry) {
      counters.incoming += 1;
      const full = { id: ++last.incoming, ...entry, storedAt: 0, incomingSmsId: 0 };
      incoming.add(full);
      return full;
    },
    addEvent(at, gateway, kind, detail = {}) {
      events.add({ id: ++last.event, at, gateway, kind, detail });
    },
    clear() {
      Object.assign(counters, noCounts());
      messages.clear();
      incoming.clear();
      events.clear();
    },
  };
}
