/** How a module puts the SIM toolkit before us. docs/adding-a-dialect.md tells how to add one. */
import type { CommandName, ProactiveCommand, TerminalResponse } from '@simgate/gsm';

/** What is written to answer a command; `payload` goes behind the prompt. */
export interface ToolkitAnswer {
  readonly text: string;
  readonly payload?: string;
}

/** The module hands over the card's octets (27.007 clause 12). */
export interface RawToolkit {
  readonly kind: 'raw';
  /** Answered with OK where the toolkit is there at all. */
  readonly probe: string;
  /** Sent in order; `{profile}` is the terminal profile in hexadecimal digits. The last one has to be granted. */
  readonly setup: readonly string[];
  /** Names of the notices that carry a command, and that end a session. */
  readonly command: string;
  readonly end: string;
  /** What stands before the quoted octets of a terminal response and of an envelope. */
  readonly respond: string;
  readonly envelope: string;
}

/** The module reads the card's commands itself and shows them in a form of its own. */
export interface ParsedToolkit {
  readonly kind: 'parsed';
  readonly probe: string;
  readonly setup: readonly string[];
  /** Name of the notice that announces a command by its identifier. */
  readonly notice: string;
  readonly identifiers: ReadonlyMap<number, CommandName>;
  /** The identifier that ends a session. */
  readonly end: number;
  /** What stands before the identifier to read a command, and the name of its answer. */
  readonly read: string;
  readonly answerName: string;
  /** Undefined: the lines are not as they should be. */
  readonly command: (name: CommandName, lines: readonly string[]) => ProactiveCommand | undefined;
  /** Undefined: the module has no words for it. */
  readonly answer: (response: TerminalResponse) => ToolkitAnswer | undefined;
  readonly choose: (item: number) => string;
}

export type ToolkitForm = RawToolkit | ParsedToolkit;

/** 27.007 12.2: the profile is stored, told to the card at each start, and now. */
export const standardToolkit: RawToolkit = {
  kind: 'raw',
  probe: 'AT+CUSATD=?',
  setup: ['AT+CUSATW=0,"{profile}"', 'AT+CUSATD=1,1', 'AT+CUSATA=1'],
  command: '+CUSATP',
  end: '+CUSATEND',
  respond: 'AT+CUSATT=',
  envelope: 'AT+CUSATE=',
};
