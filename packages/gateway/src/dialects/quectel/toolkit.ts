/**
 * +QSTK, +QSTKURC, +QSTKGI and +QSTKRSP of Quectel's modules of the third and fourth generation. Commands, identifiers and the place of
 * an item's identifier are as programs for such modules have them; the other fields of +QSTKGI, and how a text is entered, are taken to
 * be as with the other modules that have these identifiers: no conversation with it was at hand.
 */
import { decodeUcs2, fromHex, type TerminalResponse } from '@simgate/gsm';
import { afterPrefix, splitFields } from '../../at/fields.ts';
import type { ParsedToolkit, ToolkitAnswer } from '../toolkit-form.ts';
import { plainAnswer, typedCommand, typesOf } from '../typed-command.ts';

const NAME = '+QSTKGI';
const identifiers = typesOf(['setUpMenu', 'selectItem', 'displayText', 'getInkey', 'getInput']);
/** The session is over, and an item of the menu may be chosen. */
const MENU_CHOICE = 253;
const SESSION_OVER = 254;

/** UCS-2 comes in hexadecimal digits. */
function textOf(text: string): string {
  return /^(?:[0-9A-F]{4})+$/i.test(text) ? decodeUcs2(fromHex(text)) : text;
}

/** The general result of 102 223 8.12. */
function answer(response: TerminalResponse): ToolkitAnswer | undefined {
  const { details, result } = response;
  if (!identifiers.has(details.commandType)) return undefined;
  const code = result.general < 0x10 ? plainAnswer(response) : `${result.general}`;
  return { text: `AT+QSTKRSP=${details.commandType},${code}` };
}

export const quectelToolkit: ParsedToolkit = {
  kind: 'parsed',
  probe: 'AT+QSTKRSP=?',
  // <mode>,..
  switched: { command: 'AT+QSTK?', name: '+QSTK', field: 0 },
  setup: ['AT+QSTK=1'],
  notice: '+QSTKURC',
  identifiers: identifiers,
  ends: [MENU_CHOICE, SESSION_OVER],
  menuAnswered: true,
  read: identifier => `AT+QSTKGI=${identifier}`,
  answerName: NAME,
  command: (name, lines) =>
    typedCommand(
      name,
      lines.map(line => splitFields(afterPrefix(line, NAME))),
      textOf,
    ),
  answer,
  answered: [],
  choose: item => `AT+QSTKRSP=253,0,${item}`,
};
