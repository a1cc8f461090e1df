/** Commands that a module announces by their type and qualifier (102 223 9.4, 8.6), fields in the order of the clause. */
import {
  type CommandName,
  commandTypeOf,
  type Item,
  type ProactiveCommand,
  type TerminalResponse,
  toolkitEvent,
} from '@simgate/gsm';
import { type Field, fieldNumber, fieldText } from '../at/fields.ts';
import {
  type AnnouncedName,
  announced,
  announcedCommand,
  callCommand,
  header,
  idleTextCommand,
} from './parsed-command.ts';

/** The types of these commands, as identifiers. */
export function typesOf(names: readonly CommandName[]): ReadonlyMap<number, CommandName> {
  return new Map(names.map(name => [commandTypeOf(name), name]));
}

interface Announcement {
  /** <type>,<qualifier>,.. */
  readonly first: readonly Field[];
  readonly rest: readonly (readonly Field[])[];
  readonly qualifier: number;
  /** A text of the first line. */
  readonly text: (index: number) => string;
  readonly textOf: (text: string) => string;
}

type Reader = (announced: Announcement) => ProactiveCommand;

/** <type>,<item>,<text>,.. */
function itemsOf({ rest, textOf }: Announcement): Item[] {
  return rest.flatMap(fields => {
    const identifier = fieldNumber(fields, 1);
    return identifier === undefined ? [] : [{ identifier, text: textOf(fieldText(fields, 2)) }];
  });
}

/** Events that we report, by their bit (102 223 8.25); the module reports the others. */
const events = [toolkitEvent.userActivity, toolkitEvent.idleScreenAvailable];

const readers: Readonly<Partial<Record<CommandName, Reader>>> = {
  // <number of items>,<title>
  setUpMenu: announced => ({
    type: 'setUpMenu',
    ...header('setUpMenu', announced.qualifier),
    alpha: { text: announced.text(3) },
    items: itemsOf(announced),
  }),
  // <number of items>,<title>[,<default item>]; none is 0
  selectItem: announced => {
    const defaultItem = fieldNumber(announced.first, 4) ?? 0;
    return {
      type: 'selectItem',
      ...header('selectItem', announced.qualifier),
      alpha: { text: announced.text(3) },
      items: itemsOf(announced),
      ...(defaultItem > 0 && { defaultItem }),
    };
  },
  // <text>[,<immediate response>]
  displayText: ({ first, qualifier, text }) => ({
    type: 'displayText',
    ...header('displayText', qualifier),
    text: { text: text(2) },
    ...(fieldNumber(first, 3) === 1 && { immediateResponse: true }),
  }),
  getInkey: ({ qualifier, text }) => ({
    type: 'getInkey',
    ...header('getInkey', qualifier),
    text: { text: text(2) },
  }),
  // <text>,<minimum>,<maximum>[,<default>]
  getInput: ({ first, qualifier, text }) => ({
    type: 'getInput',
    ...header('getInput', qualifier),
    text: { text: text(2) },
    responseLength: { minimum: fieldNumber(first, 3) ?? 0, maximum: fieldNumber(first, 4) ?? 255 },
    ...(first[5]?.quoted === true && text(5) !== '' && { defaultText: { text: text(5) } }),
  }),
  // <confirmation>,<number>
  setUpCall: ({ first }) => callCommand(fieldText(first, 3)),
  setUpIdleModeText: ({ text }) => idleTextCommand(text(2)),
  // <bits>
  setUpEventList: ({ first }) => ({
    type: 'setUpEventList',
    ...header('setUpEventList', 0),
    events: events.filter(event => ((fieldNumber(first, 2) ?? 0) & (1 << event)) !== 0),
  }),
};

function isAnnounced(name: CommandName): name is AnnouncedName {
  return (announced as readonly string[]).includes(name);
}

/** The command in the fields of its lines, of some only the kind; undefined where it cannot be read. */
export function typedCommand(
  name: CommandName,
  lines: readonly (readonly Field[])[],
  textOf: (text: string) => string,
): ProactiveCommand | undefined {
  if (isAnnounced(name)) return announcedCommand(name);
  const [first, ...rest] = lines;
  if (first === undefined) return undefined;
  const qualifier = fieldNumber(first, 1) ?? 0;
  const text = (index: number) => textOf(fieldText(first, index));
  return readers[name]?.({ first, rest, qualifier, text, textOf });
}

/** The terminal cannot process it now (102 223 8.12), decimal. */
export const NOT_NOW = 32;
/** In the character set of +CSCS, of which only these are the same in all. */
const PLAIN = /^[ !#%&'()*+,\-./0-9:;<=>?A-Za-z]*$/;

/** The outcome as <result>[,<item or text>]; a text that the character set might change is not entered. */
export function plainAnswer({ itemIdentifier, text, confirmed }: TerminalResponse): string {
  if (itemIdentifier !== undefined) return `0,${itemIdentifier}`;
  const entered = confirmed === undefined ? text?.text : confirmed ? 'Y' : 'N';
  if (entered === undefined) return '0';
  return PLAIN.test(entered) ? `0,"${entered}"` : `${NOT_NOW}`;
}
