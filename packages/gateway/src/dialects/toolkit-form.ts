/** The form in which a module presents the SIM toolkit. docs/adding-a-dialect.md explains how to add one. */
import {
  type CommandName,
  type Envelope,
  type Item,
  type ProactiveCommand,
  type TerminalResponse,
  toHex,
} from '@simgate/gsm';
import { type Field, fieldNumber, fieldText } from '../at/fields.ts';

/** The answer to a command; `payload` goes behind the prompt. */
export interface ToolkitAnswer {
  readonly text: string;
  readonly payload?: string;
}

/** The module hands over the card's octets (27.007 clause 12). */
export interface RawToolkit {
  readonly kind: 'raw';
  /** Answered with OK where the toolkit is there at all; absent: the answer to the setup shows it. */
  readonly probe?: string;
  /** Sent in order; `{profile}` is the terminal profile in hexadecimal digits. The last one has to be granted. */
  readonly setup: readonly string[];
  /** Reads a notice; undefined: it is not of the toolkit. */
  readonly readNotice: (name: string, fields: readonly Field[]) => RawNotice | undefined;
  /** How a terminal response and an envelope are handed over. */
  readonly respond: RawCommand;
  /** Permits or refuses what the module announced; undefined: it asks for no permission. */
  readonly permission?: (response: TerminalResponse) => string | undefined;
  readonly envelope: RawCommand & {
    /** The card's status words in the fields of the answer, four hexadecimal digits (102 221 10.2); "": not reported. */
    readonly status: (answer: readonly Field[]) => string;
  };
}

/** `performed`: the module performs the command itself, and nobody answers it. */
export type RawNotice =
  /** `octets` in hexadecimal digits. */
  | { readonly kind: 'command'; readonly octets: string; readonly moduleActs: boolean }
  | { readonly kind: 'ended' | 'performed' };

/** Notices with names of their own, the octets in the first field. */
export function namedNotices(
  command: string,
  end: string,
  ...others: readonly string[]
): RawToolkit['readNotice'] {
  return (name, fields) => {
    if (name === command) return { kind: 'command', octets: fieldText(fields, 0), moduleActs: false };
    if (name === end) return { kind: 'ended' };
    return others.includes(name) ? { kind: 'performed' } : undefined;
  };
}

export interface RawCommand {
  /** The name before the quoted octets. */
  readonly command: string;
  /** Names of its answers. */
  readonly names: readonly string[];
}

/** A question, and the field of its answer, from 0, in which a 1 means yes. */
export interface ToolkitQuestion {
  readonly command: string;
  readonly name: string;
  readonly field: number;
}

/** The module reads the card's commands itself and shows them in a form of its own. */
export interface ParsedToolkit {
  readonly kind: 'parsed';
  readonly probe?: string;
  /** Whether it is on, by a 1 in a field; then nothing is set, and what is set begins at the module's next start. Absent: at once. */
  readonly switched?: ToolkitQuestion;
  readonly setup: readonly string[];
  /** Name of the notice that announces a command by its identifier. */
  readonly notice: string;
  readonly identifiers: ReadonlyMap<number, CommandName>;
  /** The identifiers that end a session, or the command that waits. */
  readonly ends: readonly number[];
  /** The identifier that takes the menu away; absent: only another menu does. */
  readonly menuGone?: number;
  /** The module waits for an answer to SET UP MENU too; else it gives that itself. */
  readonly menuAnswered: boolean;
  /** The question whose answer has a 1 where texts are UCS-2 in hexadecimal digits; absent: they never are. */
  readonly wide?: ToolkitQuestion;
  /** Asks which command waits, by its identifier in the first field: its notice may have come before we listened. */
  readonly waiting?: { readonly command: string; readonly name: string };
  /** The module announces a command again and again until it is answered. */
  readonly repeats?: boolean;
  /** A notice that the module answered the command itself, because nobody did in time. */
  readonly gaveUp?: (notice: readonly Field[]) => boolean;
  /** The query that reads a command, and the name of its answer. */
  readonly read: (identifier: number) => string;
  readonly answerName: string;
  /** Undefined: the lines are not as they should be. */
  readonly command: (
    name: CommandName,
    lines: readonly string[],
    wide: boolean,
  ) => ProactiveCommand | undefined;
  /** Undefined: the module has no words for it. */
  readonly answer: (response: TerminalResponse, wide: boolean) => ToolkitAnswer | undefined;
  /** Names of the answers to what `answer` and `choose` write. */
  readonly answered: readonly string[];
  readonly choose: (item: number) => string;
  /** Writes an event for the card; absent, or undefined: the module reports it itself. */
  readonly writeEnvelope?: (envelope: Envelope) => string | undefined;
}

/** The module spells each command out in its notices. */
export interface SpelledToolkit {
  readonly kind: 'spelled';
  readonly probe?: string;
  readonly setup: readonly string[];
  readonly notice: string;
  /** Reads the notices of one modem, of which a list takes several; undefined: not whole yet, or nothing to us. Throws DecodeError. */
  readonly createReader: () => (fields: readonly Field[]) => SpelledNotice | undefined;
  /** Asks for the menu that was set up before we listened. */
  readonly menu: { readonly command: string; readonly name: string };
  readonly readMenu: (rows: readonly (readonly Field[])[]) => readonly Item[];
  readonly answer: (response: TerminalResponse, moduleActs: boolean) => string | undefined;
  /** Refuses a command that cannot be read. */
  readonly refuse: string;
  readonly choose: (item: number) => string;
  readonly writeEnvelope: (envelope: Envelope) => string | undefined;
}

export type SpelledNotice =
  | { readonly kind: 'command'; readonly command: ProactiveCommand; readonly moduleActs: boolean }
  | { readonly kind: 'ended' };

/** The module leaves the toolkit alone: we speak to the card itself (27.007 8.17). */
export interface CardToolkit {
  readonly kind: 'card';
}

export type ToolkitForm = RawToolkit | ParsedToolkit | SpelledToolkit | CardToolkit;

export const cardToolkit: CardToolkit = { kind: 'card' };

/** 27.007 12.2: the profile is stored, and sent to the card now and at each start. */
export const standardToolkit: RawToolkit = {
  kind: 'raw',
  probe: 'AT+CUSATD=?',
  setup: ['AT+CUSATW=0,"{profile}"', 'AT+CUSATD=1,1', 'AT+CUSATA=1'],
  readNotice: namedNotices('+CUSATP', '+CUSATEND'),
  respond: { command: 'AT+CUSATT=', names: ['+CUSATT'] },
  envelope: { command: 'AT+CUSATE=', names: ['+CUSATE', '+CUSATER'], status: standardStatus },
};

/** <response>,<status words>; or <response>,<busy>,<sw1>,<sw2> as decimal numbers. */
function standardStatus(answer: readonly Field[]): string {
  const [first, second] = [fieldNumber(answer, 2), fieldNumber(answer, 3)];
  if (first === undefined || second === undefined) return fieldText(answer, 1);
  return toHex(Uint8Array.of(first, second));
}
