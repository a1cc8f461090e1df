/** The record of all that the network carried, for tests and crash checks. */

import { toHex } from '../codec/octets.ts';
import { type UserData, userDataText } from '../codec/user-data.ts';
import { createBoundedList } from './bounded-list.ts';

/** The name of the TPDU that was carried. */
export type CarriedKind = 'submit' | 'command' | 'deliver' | 'status-report';

/** One TPDU that was carried: taken from a module, or acknowledged by one. */
export interface CarriedMessage {
  /** Counts up from 1 over all that was carried; two submits of one message are two records. */
  readonly id: number;
  readonly kind: CarriedKind;
  /** The message as the service centre holds it: one number for its submit and its deliver. */
  readonly messageId: number;
  /** The subscriber whose module sent or received it. */
  readonly imsi: string;
  readonly from: string;
  readonly to: string;
  /** TP-MR, where the TPDU has one. */
  readonly reference?: number;
  /** TP-ST of a status report. */
  readonly status?: number;
  /** A status report that the module acknowledged without a notice (27.005 3.4.1, `<ds>` 0). */
  readonly forgotten?: true;
  readonly tpduHex: string;
  /** Wall time in milliseconds since 1970. */
  readonly at: number;
  /** The text of this segment; absent where there is none or it cannot be read. */
  readonly text?: string;
}

/** Filters of the record; absent: all of it. */
export interface CarriedFilter {
  readonly kind?: CarriedKind;
  readonly imsi?: string;
  readonly from?: string;
  readonly to?: string;
  readonly reference?: number;
  /** Only records with a greater id. */
  readonly afterId?: number;
  /** At most so many, the oldest first. */
  readonly limit?: number;
}

/** How many of each since the start or the last clearing, whatever the record still holds. */
export interface CarriedCounters {
  submit: number;
  command: number;
  deliver: number;
  'status-report': number;
  /** Submits and commands answered with RP-ERROR. */
  refused: number;
  /** Submits and commands that were never answered. */
  unanswered: number;
  /** Deliveries and reports handed to a module, repeats included. */
  attempts: number;
}

/** Entry for a TPDU that was carried. Hex and text are made only when someone looks. */
export interface CarriedEntry extends Omit<CarriedMessage, 'id' | 'tpduHex' | 'text'> {
  readonly tpdu: Uint8Array;
  readonly userData?: UserData;
}

/** All that the service centre carried, oldest first. */
export interface CarriedRecord {
  readonly counters: CarriedCounters;
  add(entry: CarriedEntry): void;
  list(filter?: CarriedFilter): CarriedMessage[];
  clear(): void;
  /** Called with each message as it is carried; the returned function ends that. */
  onCarried(listener: (message: CarriedMessage) => void): () => void;
}

function noCounts(): CarriedCounters {
  return { submit: 0, command: 0, deliver: 0, 'status-report': 0, refused: 0, unanswered: 0, attempts: 0 };
}

/** A record of the last `limit` carried messages. */
export function createCarriedRecord(limit: number): CarriedRecord {
  const entries = createBoundedList<CarriedEntry & { id: number }>(limit);
  const listeners = new Set<(message: CarriedMessage) => void>();
  const counters = noCounts();
  let lastId = 0;
  return {
    counters,
    add(entry) {
      lastId += 1;
      counters[entry.kind] += 1;
      const numbered = { ...entry, id: lastId };
      entries.add(numbered);
      for (const listener of listeners) listener(shown(numbered));
    },
    list(filter = {}) {
      const found = entries.items().filter(entry => isWanted(entry, filter));
      return found.slice(0, filter.limit).map(shown);
    },
    clear() {
      entries.clear();
      Object.assign(counters, noCounts());
    },
    onCarried(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const compared = ['kind', 'imsi', 'from', 'to', 'reference'] as const;

function isWanted(entry: CarriedEntry & { id: number }, filter: CarriedFilter): boolean {
  return (
    entry.id > (filter.afterId ?? 0) &&
    compared.every(member => filter[member] === undefined || filter[member] === entry[member])
  );
}

function shown(entry: CarriedEntry & { id: number }): CarriedMessage {
  const { tpdu, userData, ...rest } = entry;
  const text = userData && readableText(userData);
  return { ...rest, tpduHex: toHex(tpdu), ...(text !== undefined && { text }) };
}

/** The text of user data, or undefined when it cannot be read: a network carries that all the same. */
export function readableText(userData: UserData): string | undefined {
  try {
    return userDataText(userData);
  } catch {
    return undefined;
  }
}
