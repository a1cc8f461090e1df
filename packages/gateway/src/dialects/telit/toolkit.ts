/** #STIA, #STN, #STGI and #STSR of Telit's modules (AT reference guides 80000ST10025a, 80446ST10707A). */
import { commandTypeOf, generalResult, type TerminalResponse } from '@simgate/gsm';
import { afterPrefix, splitFields } from '../../at/fields.ts';
import type { ParsedToolkit, ToolkitAnswer } from '../toolkit-form.ts';
import { NOT_NOW, plainAnswer, typedCommand, typesOf } from '../typed-command.ts';

const NAME = '#STGI';
/** Those that are answered; messages, USSD, SS, tones and the idle text are only announced. */
const asked = [
  ...(['setUpMenu', 'selectItem', 'displayText', 'getInkey', 'getInput'] as const),
  ...(['setUpCall', 'openChannel'] as const),
];
const identifiers = typesOf([...asked, 'setUpIdleModeText']);
const answered = typesOf(asked);
const SESSION_OVER = 254;
/** The type and 100: nobody answered in time. */
const GIVEN_UP = 100;
const MENU_GONE = 237;

/** Commands that the user may refuse. */
const refusable = [commandTypeOf('setUpCall'), commandTypeOf('openChannel')];
const NOT_ACCEPTED = 34;
function answer(response: TerminalResponse): ToolkitAnswer | undefined {
  const { details, result } = response;
  const type = details.commandType;
  if (!answered.has(type)) return undefined;
  const head = `AT#STSR=${type},`;
  if (result.general < 0x10) return { text: head + plainAnswer(response) };
  if (result.general <= generalResult.helpRequestedByUser) return { text: `${head}${result.general}` };
  return { text: `${head}${refusable.includes(type) ? NOT_ACCEPTED : NOT_NOW}` };
}

export const telitToolkit: ParsedToolkit = {
  kind: 'parsed',
  probe: 'AT#STIA=?',
  // Each command is announced; ten minutes for an answer.
  setup: ['AT#STIA=2,10'],
  notice: '#STN',
  identifiers: identifiers,
  ends: [SESSION_OVER, ...[...answered.keys()].map(type => type + GIVEN_UP)],
  menuGone: MENU_GONE,
  menuAnswered: false,
  read: identifier => `AT#STGI=${identifier}`,
  answerName: NAME,
  command: (name, lines) =>
    typedCommand(
      name,
      lines.map(line => splitFields(afterPrefix(line, NAME))),
      text => text,
    ),
  answer,
  answered: [],
  choose: item => `AT#STSR=37,0,${item}`,
};
