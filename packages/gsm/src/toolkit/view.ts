/** Views: the texts, menus and questions that a command shows to a person. */
import type { AlphaIdentifier } from './objects/alpha-identifier.ts';
import type { CommandOf, ProactiveCommand } from './proactive-command.ts';

/**
 * How a view is answered:
 * 0 a text to be read, 1 the card's menu, 2 a list, 3 yes or no, 4 one digit, 5 one character, 8 digits shown while they
 * are entered, 9 digits hidden, 10 characters shown, 11 characters hidden.
 */
export type InputType = 0 | 1 | 2 | 3 | 4 | 5 | 8 | 9 | 10 | 11;

export interface ViewItem {
  /** 1..255, for the answer or the menu selection. */
  readonly identifier: number;
  readonly text: string;
}

export interface View {
  readonly inputType: InputType;
  /** Heading of a menu or a list; empty for the others. */
  readonly title: string;
  /** The text or the question; empty for menus and lists. */
  readonly text: string;
  readonly items: readonly ViewItem[];
  /** Identifier of the item to stand on at first (102 223 6.6.8). */
  readonly defaultItem?: number;
  /** Characters an answer must have; only where one is entered. */
  readonly minimumLength?: number;
  /** Characters an answer may have; 255: no limit is given. */
  readonly maximumLength?: number;
  /** The answer is a secret: neither shown nor logged. */
  readonly hidden: boolean;
  readonly defaultText?: string;
  /** The card will explain itself on result 0x13. */
  readonly helpAvailable: boolean;
  /** The card waits until the person has seen the text; false: it is cleared after a while (102 223 8.6). */
  readonly waitsForUser: boolean;
}

const blank = {
  title: '',
  text: '',
  items: [],
  hidden: false,
  helpAvailable: false,
  waitsForUser: true,
} as const;

/** Bits of the qualifiers (102 223 8.6). */
const HELP_BIT = 0x80;
const WAIT_BIT = 0x80;
const CHARACTERS_BIT = 0x01;
const HIDDEN_BIT = 0x04;
const YES_NO_BIT = 0x04;

function helpAvailable(command: ProactiveCommand): boolean {
  return (command.details.qualifier & HELP_BIT) !== 0;
}

function itemsOf(items: readonly (AlphaIdentifier & { readonly identifier: number })[]): ViewItem[] {
  return items.map(({ identifier, text }) => ({ identifier, text }));
}

/** 102 223 6.4.8: without items the menu is taken away. */
function menuView(command: CommandOf<'setUpMenu'>): View | undefined {
  if (command.items.length === 0) return undefined;
  const items = itemsOf(command.items);
  return { ...blank, inputType: 1, title: command.alpha.text, items, helpAvailable: helpAvailable(command) };
}

function listView(command: CommandOf<'selectItem'>): View {
  return {
    ...blank,
    inputType: 2,
    title: command.alpha?.text ?? '',
    items: itemsOf(command.items),
    ...(command.defaultItem !== undefined && { defaultItem: command.defaultItem }),
    helpAvailable: helpAvailable(command),
  };
}

/** 102 223 6.4.1: with an immediate response the card goes on at once and the text merely stays. */
function textView(command: CommandOf<'displayText'>): View {
  const waits = (command.details.qualifier & WAIT_BIT) !== 0 && command.immediateResponse === undefined;
  return { ...blank, inputType: 0, text: command.text.text, waitsForUser: waits };
}

/** 102 223 6.4.22: an empty text takes the idle text away. */
function idleView(command: CommandOf<'setUpIdleModeText'>): View | undefined {
  const { text } = command.text;
  return text === '' ? undefined : { ...blank, inputType: 0, text, waitsForUser: false };
}

function inkeyView(command: CommandOf<'getInkey'>): View {
  const { qualifier } = command.details;
  const common = { ...blank, text: command.text.text, helpAvailable: helpAvailable(command) };
  if ((qualifier & YES_NO_BIT) !== 0) return { ...common, inputType: 3 };
  const inputType = (qualifier & CHARACTERS_BIT) === 0 ? 4 : 5;
  return { ...common, inputType, minimumLength: 1, maximumLength: 1 };
}

function inputView(command: CommandOf<'getInput'>): View {
  const { qualifier } = command.details;
  const hidden = (qualifier & HIDDEN_BIT) !== 0;
  const characters = (qualifier & CHARACTERS_BIT) !== 0;
  return {
    ...blank,
    inputType: characters ? (hidden ? 11 : 10) : hidden ? 9 : 8,
    text: command.text.text,
    minimumLength: command.responseLength.minimum,
    maximumLength: command.responseLength.maximum,
    hidden,
    ...(command.defaultText !== undefined && { defaultText: command.defaultText.text }),
    helpAvailable: helpAvailable(command),
  };
}

/**
 * The view of a command; undefined where it shows nothing, or takes away an earlier view
 * (a menu without items, an empty idle text).
 */
export function viewOf(command: ProactiveCommand): View | undefined {
  switch (command.type) {
    case 'setUpMenu':
      return menuView(command);
    case 'selectItem':
      return listView(command);
    case 'displayText':
      return textView(command);
    case 'setUpIdleModeText':
      return idleView(command);
    case 'getInkey':
      return inkeyView(command);
    case 'getInput':
      return inputView(command);
    default:
      return undefined;
  }
}
