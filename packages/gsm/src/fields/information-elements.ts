/** The meaning of elements of a user data header (3GPP TS 23.040 clauses 9.2.3.24.1 to 9.2.3.24.16). */

import type { NationalLanguage } from '../alphabets/character-tables.ts';
import { type MessageWaiting, waitingIndication } from '../alphabets/data-coding-scheme.ts';
import { octetAt } from '../octets.ts';
import type { InformationElement, UserData } from './user-data.ts';

/** Information element identifiers (9.2.3.24). */
export const elementIdentifiers = {
  concatenation8: 0x00,
  specialMessageIndication: 0x01,
  ports8: 0x04,
  ports16: 0x05,
  concatenation16: 0x08,
  nationalSingleShift: 0x24,
  nationalLockingShift: 0x25,
} as const;

/** The place of one part of a long message. */
export interface Concatenation {
  readonly reference: number;
  /** Bits of the reference: parts of one message agree in it. */
  readonly width: 8 | 16;
  readonly total: number;
  /** 1..total */
  readonly sequence: number;
}

function pair(data: Uint8Array, index: number): number {
  return (octetAt(data, index) << 8) | octetAt(data, index + 1);
}

/** 9.2.3.24.1: an element with total 0, sequence 0 or sequence over total is passed over. */
function placed(
  reference: number,
  width: 8 | 16,
  total: number,
  sequence: number,
): Concatenation | undefined {
  return sequence === 0 || sequence > total ? undefined : { reference, width, total, sequence };
}

function concatenationIn({ identifier, data }: InformationElement): Concatenation | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = data;
  if (identifier === elementIdentifiers.concatenation8 && data.length === 3)
    return placed(first, 8, second, third);
  if (identifier === elementIdentifiers.concatenation16 && data.length === 4) {
    return placed(pair(data, 0), 16, third, fourth);
  }
  return undefined;
}

function isConcatenation({ identifier }: InformationElement): boolean {
  return (
    identifier === elementIdentifiers.concatenation8 || identifier === elementIdentifiers.concatenation16
  );
}

/** Whether a header names a place in a long message that is passed over (9.2.3.24.1). */
export function hasImpossiblePlace({ header }: UserData): boolean {
  return header.some(element => isConcatenation(element) && concatenationIn(element) === undefined);
}

/** The last of several answers: 9.2.3.24 lets a later element of a kind overrule an earlier one. */
function lastIn<T>(userData: UserData, read: (element: InformationElement) => T | undefined): T | undefined {
  let found: T | undefined;
  for (const element of userData.header) found = read(element) ?? found;
  return found;
}

/** The place in a long message, 8- or 16-bit reference; undefined: the message stands alone. */
export function concatenationOf(userData: UserData): Concatenation | undefined {
  return lastIn(userData, concatenationIn);
}

/** Application ports, 8 or 16 bits wide (9.2.3.24.3, 9.2.3.24.4). */
export function applicationPortsOf(
  userData: UserData,
): { destination: number; originator: number } | undefined {
  return lastIn(userData, ({ identifier, data }) => {
    const [destination = 0, originator = 0] = data;
    if (identifier === elementIdentifiers.ports8 && data.length === 2) return { destination, originator };
    if (identifier !== elementIdentifiers.ports16 || data.length !== 4) return undefined;
    return { destination: pair(data, 0), originator: pair(data, 2) };
  });
}

/** National language tables that a header puts in force; empty: the default ones. */
export function nationalLanguageOf(userData: UserData): NationalLanguage {
  const language = (wanted: number) =>
    lastIn(userData, ({ identifier, data }) =>
      identifier === wanted && data.length === 1 ? data[0] : undefined,
    );
  const locking = language(elementIdentifiers.nationalLockingShift);
  const single = language(elementIdentifiers.nationalSingleShift);
  return { ...(locking !== undefined && { locking }), ...(single !== undefined && { single }) };
}

/** Special SMS message indications (9.2.3.24.2), one for each kind of waiting message, with how many wait. */
export function messageWaitingOf(userData: UserData): (MessageWaiting & { count: number })[] {
  return userData.header.flatMap(({ identifier, data }) => {
    if (identifier !== elementIdentifiers.specialMessageIndication || data.length !== 2) return [];
    const [type = 0, count = 0] = data;
    return [{ store: (type & 0x80) !== 0, active: count > 0, indication: waitingIndication(type), count }];
  });
}
