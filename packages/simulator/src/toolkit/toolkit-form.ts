/** How a module puts its card's commands before the terminal where it reads them itself, as data of a persona. */

import { type CardCommand, commandTypes } from '../card/proactive-command.ts';
import type { Outcome } from '../module/outcome.ts';
import type { NumberRule, Parameter } from '../module/parameters.ts';
import type { WrittenSwitch } from './terminal-state.ts';

/** The terminal's decision about the command that waits. */
export type ParsedReply =
  | { readonly kind: 'choose'; readonly item: number }
  /** `text` or `coded`, a text string with its coding (TS 102 223 8.15), and `item` go to the card with a result of 8.12. */
  | {
      readonly kind: 'answer';
      readonly result: number;
      readonly text?: string;
      readonly coded?: Uint8Array;
      readonly item?: number;
    }
  /** The text comes behind a prompt. */
  | { readonly kind: 'prompt' }
  /** Parameters that mean nothing at any time: +CME ERROR 50. */
  | { readonly kind: 'incorrect' };

/** The terminal's command does not fit now. */
export type Unfit = undefined;

/** When the enabling command switches: as it is given, or at the module's next start by what it wrote to memory. */
export type ToolkitSwitch =
  /** `state` stands behind the name in the read form. */
  | { readonly when: 'atOnce'; readonly state: (active: boolean) => string }
  /** `ranges` stands behind the name in the test form. */
  | { readonly when: 'nextStart'; readonly ranges: string; readonly factory: WrittenSwitch };

/** How a module that reads its card announces commands and takes answers, as data. */
export interface ParsedToolkitForm {
  readonly kind: 'parsed';
  /** Name of the command that switches the toolkit on with the argument 1, e.g. `+STSF`. */
  readonly enable: string;
  readonly switching: ToolkitSwitch;
  /** The notices of a command and of a session's end; `late`: the module has answered in the terminal's place. */
  readonly notice: (identifier: number, late?: boolean) => string;
  /** The notice comes again after so many milliseconds, until the terminal answers; absent: once. */
  readonly remindedEvery?: number;
  /** Names of the commands that read a command and answer it, and what stands in front of each line read. */
  readonly read: string;
  readonly label: string;
  readonly answer: string;
  /** Parameters that the reading command requires (else +CME ERROR 50), the identifier first; absent: the identifier alone. */
  readonly reading?: readonly NumberRule[];
  /** Answer to the read form of `read`: the type that waits; undefined: none does, or one that has no number. */
  readonly waiting?: (identifier: number | undefined) => string;
  /** Lines are digits for the card's octets: the terminal's character set leaves them alone. */
  readonly octetsAsDigits?: true;
  /** Answer to what does not fit; absent: +CME ERROR 3. */
  readonly unfit?: Outcome;
  /** Number of each type of command in notice and reading; the module does all others by itself, without a notice. */
  readonly identifiers: ReadonlyMap<number, number>;
  /** The notice at the end of a session. */
  readonly end: number;
  /** Types that the module announces and carries out at once; its other types wait for the terminal's answer. */
  readonly atOnce: readonly number[];
  /** Lines of a command, without their name; `identifier` is its number in `identifiers`. */
  readonly describe: (command: CardCommand, identifier: number) => readonly string[];
  /** The meaning of the answering command while `waiting` is open; undefined waiting: only the menu is there. */
  readonly reply: (parameters: readonly Parameter[], waiting: CardCommand | undefined) => ParsedReply | Unfit;
}

/** Commands that a module announces and still carries out by itself. */
export const doneByModule: readonly number[] = [
  ...[commandTypes.setUpMenu, commandTypes.setUpIdleModeText, commandTypes.sendShortMessage],
  ...[commandTypes.sendSs, commandTypes.sendUssd, commandTypes.playTone],
];

/** Members that all forms with +STIN share. */
export const stinNames = {
  ...{ read: '+STGI', label: '+STGI: ', answer: '+STGR', atOnce: doneByModule },
  switching: { when: 'atOnce', state: (active: boolean) => (active ? '1' : '0') },
  notice: (identifier: number) => `+STIN: ${identifier}`,
} as const;

/** The card's octets under names of the maker's own. */
export interface OctetsToolkitForm {
  readonly kind: 'octets';
  /** Name of the command that switches it on with 1, and off with 0. */
  readonly enable: string;
  /** The terminal's profile comes behind the 1; else the card gets the module's own. */
  readonly takesProfile: boolean;
  /** Names of the notices of a command and of a session's end. */
  readonly command: string;
  readonly end: string;
  /** Names of the commands that hand over a terminal response and an envelope. */
  readonly respond: string;
  readonly envelope: string;
  /** An envelope is answered with a line for the card's data in front of OK. */
  readonly tellsCardData: boolean;
  /** A number in front of the octets: who carries the command out. The module needs permission for its part (permissions.ts). */
  readonly numbered: boolean;
}

/**
 * `raw`: 27.007 clause 12. `apdu`: the module leaves the toolkit alone and passes commands to the card (+CSIM).
 * `named`: SIM800's, with words for commands (named-notices.ts).
 */
export type ToolkitForm = 'raw' | 'apdu' | 'named' | 'none' | OctetsToolkitForm | ParsedToolkitForm;
