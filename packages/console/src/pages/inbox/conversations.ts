/** Received and sent messages as conversations: one for each number. */
import type { Received, Turn } from '../../data/types.ts';

/** A row of the inbox: a number with its newest received message. */
export interface Conversation {
  readonly number: string;
  /** The newest message received from it. */
  readonly last: Received;
  /** Messages from there that nobody has read. */
  readonly unread: number;
}

/**
 * Newest first, as the messages are.
 * @param received newest first
 */
export function conversationsOf(received: readonly Received[]): Conversation[] {
  const found = new Map<string, Conversation>();
  for (const message of received) {
    const before = found.get(message.number);
    found.set(message.number, {
      number: message.number,
      last: before?.last ?? message,
      unread: (before?.unread ?? 0) + (message.read ? 0 : 1),
    });
  }
  return [...found.values()];
}

/**
 * Sent and received messages are numbered apart; only with the direction an id is one message.
 * It is the key of React and of the joins below.
 */
export function keyOf({ direction, id }: Pick<Turn, 'direction' | 'id'>): string {
  return `${direction} ${id}`;
}

/**
 * Joins the known messages of a thread with a page that has come, oldest first. States of sent messages change, so the page replaces; what it no longer
 * has stays, because newer messages have pushed it out.
 */
export function withPage(known: readonly Turn[], page: readonly Turn[]): Turn[] {
  const turns = new Map(known.map(turn => [keyOf(turn), turn]));
  for (const turn of page) turns.set(keyOf(turn), turn);
  return [...turns.values()].sort((one, other) => one.time.localeCompare(other.time) || one.id - other.id);
}

/** A number that can be answered: names of senders cannot (23.040 9.1.2.5). */
export function canAnswer(number: string): boolean {
  return /^\+?\d{2,20}$/.test(number);
}

/** The text for the search: senders may spell a number with or without +. */
export function searchOf(number: string): string {
  return number.replace(/^\+/, '').slice(0, 64);
}
