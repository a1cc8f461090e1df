/** How a module puts its card's commands before the terminal where it reads them itself, as data of a persona. */

import type { CardCommand } from '../card/proactive-command.ts';
import type { Parameter } from '../module/parameters.ts';

/** What the terminal wants to become of the command that waits. */
export type ParsedReply =
  | { readonly kind: 'choose'; readonly item: number }
  /** `text` and `item` go to the card with a result of TS 102 223 8.12. */
  | { readonly kind: 'answer'; readonly result: number; readonly text?: string; readonly item?: number }
  /** The text comes behind a prompt. */
  | { readonly kind: 'prompt' };

/** The terminal said something that does not fit: +CME ERROR 3. */
export type Unfit = undefined;

export interface ParsedToolkitForm {
  readonly kind: 'parsed';
  /** Name of the command that switches the toolkit on with the argument 1, e.g. `+STSF`. */
  readonly enable: string;
  /** What its read form says behind the name. */
  readonly state: (active: boolean) => string;
  /** Names of the notice, and of the commands that read a command and answer it. */
  readonly notice: string;
  readonly read: string;
  readonly answer: string;
  /** What notice and reading call each type of command; others the module does by itself, without a word. */
  readonly identifiers: ReadonlyMap<number, number>;
  /** What the notice says when the session is over. */
  readonly end: number;
  /** What the module tells of and does by itself waits until the terminal has confirmed it. */
  readonly confirmed: boolean;
  /** Lines that tell a command, without their name. */
  readonly describe: (command: CardCommand) => readonly string[];
  /** What the answering command means while `waiting` is open; undefined waiting: only the menu is there. */
  readonly reply: (parameters: readonly Parameter[], waiting: CardCommand | undefined) => ParsedReply | Unfit;
}

/** What the forms with +STIN have in common. */
export const STIN_NAMES = {
  ...{ notice: '+STIN', read: '+STGI', answer: '+STGR', confirmed: false },
  state: (active: boolean) => (active ? '1' : '0'),
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
  /** A number in front of the octets says who carries the command out; the module does its part by leave (permissions.ts). */
  readonly numbered: boolean;
}

/**
 * `raw`: 27.007 clause 12. `apdu`: the module leaves the toolkit alone and passes commands to the card (+CSIM).
 * `named`: SIM800's, with words for commands (named-notices.ts).
 */
export type ToolkitForm = 'raw' | 'apdu' | 'named' | 'none' | OctetsToolkitForm | ParsedToolkitForm;
