/** The toolkit of one card: its program, the session that runs, and a record of the terminal's messages. */

import { type BoundedList, createBoundedList } from '../network/bounded-list.ts';
import { CardCodecError, objectOf, readMessage } from './data-objects.ts';
import type { CardProgram, Dialogue } from './dialogue.ts';
import {
  type CardAnswer,
  type CardCommand,
  readAnswer,
  readCommand,
  tagNumbers,
  writeCommand,
} from './proactive-command.ts';

/** A command that waits for its terminal response. */
export interface PendingCommand {
  readonly command: CardCommand;
  readonly number: number;
  readonly octets: Uint8Array;
}

/** One message of the terminal, as it came. */
export interface TerminalMessage {
  readonly kind: 'profile' | 'response' | 'envelope';
  readonly octets: Uint8Array;
}

/** The toolkit of one card while it is in a module: where its program stands, and what it was answered. */
export interface ToolkitCard {
  readonly program: CardProgram;
  readonly record: BoundedList<TerminalMessage>;
  dialogue: Dialogue | undefined;
  pending: PendingCommand | undefined;
  /** The command that FETCH handed over last. */
  fetched: PendingCommand | undefined;
  /** Number of the last command, 1..254 (TS 102 223 8.6). */
  lastNumber: number;
}

/** The card's next step. */
export type Next =
  | { readonly kind: 'command'; readonly pending: PendingCommand }
  | { readonly kind: 'ended' };

/** Outcome of an envelope; `busy` and `refused` are the status words 9300 and 6A80. */
export type EnvelopeAnswer = Next | { readonly kind: 'busy' | 'refused' };

const RECORD_LIMIT = 200;
const MOST_NUMBER = 254;

/** A card that has not been switched on yet: it does nothing before TERMINAL PROFILE (TS 102 223 5.2). */
export function createToolkitCard(program: CardProgram): ToolkitCard {
  return {
    ...{ program, dialogue: undefined, pending: undefined, fetched: undefined, lastNumber: 0 },
    record: createBoundedList<TerminalMessage>(RECORD_LIMIT),
  };
}

/** Power was taken: whatever went on is forgotten. */
export function resetToolkit(card: ToolkitCard): void {
  Object.assign(card, { dialogue: undefined, pending: undefined, fetched: undefined });
}

/** TERMINAL PROFILE (TS 102 223 5.2): the program starts. */
export function downloadProfile(card: ToolkitCard, profile: Uint8Array): Next {
  resetToolkit(card);
  card.record.add({ kind: 'profile', octets: profile });
  return begin(card, card.program.started());
}

/** TERMINAL RESPONSE (6.8). Undefined: no command waits, or it is none for the one that does. */
export function giveResponse(card: ToolkitCard, octets: Uint8Array): Next | undefined {
  const answer = readable(() => readAnswer(octets));
  const { pending } = card;
  card.record.add({ kind: 'response', octets });
  if (answer === undefined || pending === undefined) return undefined;
  if (answer.number !== pending.number || answer.type !== pending.command.type) return undefined;
  return goOn(card, answer);
}

/** ENVELOPE (clause 7): a menu item was chosen or a timer ran out; other events are taken and change nothing. */
export function giveEnvelope(card: ToolkitCard, octets: Uint8Array): EnvelopeAnswer {
  const message = readable(() => readMessage(octets));
  card.record.add({ kind: 'envelope', octets });
  if (message === undefined) return { kind: 'refused' };
  if (message.tag !== MENU_SELECTION && message.tag !== TIMER_EXPIRATION) return { kind: 'ended' };
  if (card.pending !== undefined) return { kind: 'busy' };
  const dialogue =
    message.tag === MENU_SELECTION
      ? card.program.chosen(objectOf(message.objects, tagNumbers.chosen)?.[0] ?? 0)
      : card.program.timerExpired();
  return dialogue === undefined ? { kind: 'refused' } : begin(card, dialogue);
}

/** TS 101 220 7.2. */
const MENU_SELECTION = 0xd3;
const TIMER_EXPIRATION = 0xd7;

/** Starts a command that somebody else made, as a session of its own. Throws CardCodecError; undefined: one waits already. */
export function startCommand(card: ToolkitCard, octets: Uint8Array): PendingCommand | undefined {
  const { number, ...command } = readCommand(octets);
  if (card.pending !== undefined) return undefined;
  card.pending = { command, number, octets };
  return card.pending;
}

/** The command that waits for FETCH: a terminal that runs the toolkit itself has not seen it. */
export function unfetched({ pending, fetched }: ToolkitCard): PendingCommand | undefined {
  return pending === fetched ? undefined : pending;
}

/** FETCH (TS 102 221 11.2.3) handed the waiting command over; what it waits for now is the response. */
export function takeFetched(card: ToolkitCard): void {
  card.fetched = card.pending;
}

/** The value, or undefined where the octets cannot be decoded. Any other error passes. */
function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CardCodecError) return undefined;
    throw error;
  }
}

function begin(card: ToolkitCard, dialogue: Dialogue): Next {
  card.dialogue = dialogue;
  return take(card, dialogue.next());
}

/** Gives the terminal's answer to the dialogue and takes its next command; "ended" where none runs. */
function goOn(card: ToolkitCard, answer: CardAnswer): Next {
  card.pending = undefined;
  return card.dialogue === undefined ? { kind: 'ended' } : take(card, card.dialogue.next(answer));
}

/** Numbers the next command of a dialogue and keeps it as pending. After the last one the card is ready for another dialogue. */
function take(card: ToolkitCard, step: IteratorResult<CardCommand, void>): Next {
  if (step.done === true) {
    resetToolkit(card);
    return { kind: 'ended' };
  }
  card.lastNumber = (card.lastNumber % MOST_NUMBER) + 1;
  const command = step.value;
  card.pending = { command, number: card.lastNumber, octets: writeCommand(command, card.lastNumber) };
  return { kind: 'command', pending: card.pending };
}
