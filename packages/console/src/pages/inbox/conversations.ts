/** Received and sent messages as conversations: one for each number. */
import { sameNumber } from '@simgate/gsm';
import type { Message, Received } from '../../data/types.ts';

export interface Conversation {
  readonly number: string;
  /** The newest message received from it. */
  readonly last: Received;
  /** How many of the loaded ones are its own. */
  readonly count: number;
}

/** Newest first, as the messages are. */
export function conversationsOf(received: readonly Received[]): Conversation[] {
  const found = new Map<string, Conversation>();
  for (const message of received) {
    const before = found.get(message.number);
    found.set(message.number, {
      number: message.number,
      last: before?.last ?? message,
      count: (before?.count ?? 0) + 1,
    });
  }
  return [...found.values()];
}

export type Entry =
  | { readonly kind: 'received'; readonly key: string; readonly at: string; readonly message: Received }
  | { readonly kind: 'sent'; readonly key: string; readonly at: string; readonly message: Message };

/** Both directions in order of time. The search finds parts of numbers, so others are left out here. */
export function threadOf(number: string, received: readonly Received[], sent: readonly Message[]): Entry[] {
  const entries: Entry[] = [
    ...received
      .filter(message => message.number === number)
      .map(message => ({
        kind: 'received' as const,
        key: `r${message.incoming_sms_id}`,
        at: message.received_at,
        message,
      })),
    ...sent
      .filter(message => message.number === number || sameNumber(message.number, number))
      .map(message => ({ kind: 'sent' as const, key: `s${message.id}`, at: message.time, message })),
  ];
  return entries.sort((one, other) => one.at.localeCompare(other.at));
}

/** A number that can be answered: names of senders cannot (23.040 9.1.2.5). */
export function canAnswer(number: string): boolean {
  return /^\+?\d{2,20}$/.test(number);
}

/** What the search takes: senders may spell a number with or without +. */
export function searchOf(number: string): string {
  return number.replace(/^\+/, '').slice(0, 64);
}
