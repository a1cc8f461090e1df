/** ^SSTA, ^SSTN, ^SSTGI and ^SSTR of Siemens', Cinterion's and Multi-Tech's modules (Multi-Tech S000391C, BGS2T_ATC_V01.301 15). */
import {
  commandNameOf,
  commandTypeOf,
  decodeGsm7,
  decodeUcs2,
  type Envelope,
  encodeGsm7,
  fromHex,
  type TerminalResponse,
  toHex,
  toolkitEvent,
} from '@simgate/gsm';
import { afterPrefix, splitFields } from '../../at/fields.ts';
import type { ParsedToolkit, ToolkitAnswer } from '../toolkit-form.ts';
import { typedCommand, typesOf } from '../typed-command.ts';

const NAME = '^SSTGI';
const identifiers = typesOf([
  ...(['setUpMenu', 'selectItem', 'displayText', 'getInkey', 'getInput', 'setUpIdleModeText'] as const),
  ...(['refresh', 'setUpEventList', 'setUpCall', 'sendSs', 'sendUssd', 'sendShortMessage'] as const),
  ...(['sendDtmf', 'launchBrowser', 'playTone'] as const),
]);
/** The session is over; the type and 100: the module gave the command up. */
const SESSION_OVER = 254;
const GIVEN_UP = 100;

function textIn(wide: boolean): (text: string) => string {
  const hexadecimal = /^(?:[0-9A-F]{4})+$/i;
  return text =>
    wide && hexadecimal.test(text) ? decodeUcs2(fromHex(text)) : decodeGsm7(Buffer.from(text, 'latin1'));
}

/** An empty string has a form of its own in either alphabet. */
const EMPTY = '\\1b';

/** UCS-2 in digits; else the default alphabet, what is no plain character escaped by its value. */
function written(text: string, wide: boolean): string {
  if (text === '') return EMPTY;
  if (wide) return Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
  return [...(encodeGsm7(text) ?? [])].map(escaped).join('');
}

function escaped(septet: number): string {
  const plain = septet >= 0x20 && septet < 0x7f && septet !== 0x22 && septet !== 0x5c;
  return plain ? String.fromCharCode(septet) : `\\${toHex(Uint8Array.of(septet))}`;
}

/** Confirmed whatever we can: the module sends tones by itself. */
const confirmedTypes = [commandTypeOf('sendDtmf')];
/** May be refused by the user. */
const refusable = [commandTypeOf('setUpCall'), commandTypeOf('launchBrowser')];
const NOT_ACCEPTED = 34;
const NOT_NOW = 32;

/** <status>: the general result of 102 223 8.12, of which modules know some only. */
function statusOf({ details, result }: TerminalResponse): number {
  const { general } = result;
  if (general < 0x10 || confirmedTypes.includes(details.commandType)) return 0;
  if (general < 0x14) return general;
  return refusable.includes(details.commandType) ? NOT_ACCEPTED : NOT_NOW;
}

function answer(response: TerminalResponse, wide: boolean): ToolkitAnswer | undefined {
  const { details, itemIdentifier, text, confirmed } = response;
  const name = commandNameOf(details.commandType);
  if (name === undefined || !identifiers.has(details.commandType)) return undefined;
  const status = statusOf(response);
  const head = `AT^SSTR=${details.commandType},${status}`;
  if (status !== 0) return { text: head };
  if (itemIdentifier !== undefined) return { text: `${head},${itemIdentifier}` };
  const entered = confirmed === undefined ? text?.text : confirmed ? 'Y' : 'N';
  return { text: entered === undefined ? head : `${head},,"${written(entered, wide)}"` };
}

/** <type> of the events that the terminal reports: 200 and their octet with bit 6 (102 223 8.25). */
const events = new Map<number, number>([
  [toolkitEvent.userActivity, 232],
  [toolkitEvent.idleScreenAvailable, 233],
]);

function writeEnvelope(envelope: Envelope): string | undefined {
  const type =
    envelope.type === 'eventDownload' ? envelope.events.map(event => events.get(event))[0] : undefined;
  return type === undefined ? undefined : `AT^SSTR=${type}`;
}

export const cinterionToolkit: ParsedToolkit = {
  kind: 'parsed',
  probe: 'AT^SSTA=?',
  // Explicit responses, texts in UCS-2; some modules change the alphabet at their next start only.
  setup: ['AT^SSTA=1,1'],
  notice: '^SSTN',
  identifiers: identifiers,
  ends: [SESSION_OVER, ...[...identifiers.keys()].map(type => type + GIVEN_UP)],
  menuAnswered: true,
  // <state>,<alphabet>
  wide: { command: 'AT^SSTA?', name: '^SSTA', field: 1 },
  read: identifier => `AT^SSTGI=${identifier}`,
  answerName: NAME,
  command: (name, lines, wide) =>
    typedCommand(
      name,
      lines.map(line => splitFields(afterPrefix(line, NAME))),
      textIn(wide),
    ),
  answer,
  // The answer to the call's command also reports its end.
  answered: ['^SSTR'],
  choose: item => `AT^SSTR=211,0,${item}`,
  writeEnvelope,
};
