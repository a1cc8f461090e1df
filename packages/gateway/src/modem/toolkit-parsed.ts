/** The toolkit where the module reads the card's commands and shows them in words of its own. */
import { commandTypeOf } from '@simgate/gsm';
import type { Channel } from '../at/channel.ts';
import { fieldNumber, nameOf } from '../at/fields.ts';
import { menuCommand } from '../dialects/parsed-command.ts';
import type { ParsedToolkit, ToolkitAnswer } from '../dialects/toolkit-form.ts';
import { ask, SIM_DEADLINE } from './ask.ts';
import { askPlace } from './place.ts';
import type { ToolkitDriver, ToolkitDriverOptions, ToolkitOutcome } from './toolkit.ts';
import { fieldsOf, put, setUp } from './toolkit-commands.ts';

export function parsedDriver(
  { channel, heard, warning, registrations }: ToolkitDriverOptions,
  form: ParsedToolkit,
): ToolkitDriver {
  let wide = false;
  /** The menu was read without the card's asking: nobody waits for an answer. */
  let unasked = false;
  const read = async (identifier: number, quiet: boolean) => {
    const name = form.identifiers.get(identifier);
    if (name === undefined) return;
    const answer = await ask(channel, `${form.read}${identifier}`, [form.answerName], {
      deadline: SIM_DEADLINE,
    });
    const command = answer.ok ? form.command(name, answer.lines, wide) : undefined;
    unasked = quiet && command !== undefined;
    if (command !== undefined) heard({ kind: 'command', command });
    else if (!quiet) warning(`the toolkit command ${identifier} cannot be read`);
  };
  const menu = [...form.identifiers].find(([, name]) => name === 'setUpMenu')?.[0];
  return {
    moduleActs: true,
    start: async () => {
      if (!(await setUp(channel, form))) return;
      wide = await isWide(channel, form);
      // A module that was switched on before says nothing of its menu, but has it.
      if (menu !== undefined) await read(menu, true);
    },
    hears: line => {
      if (nameOf(line) !== form.notice) return false;
      const identifier = fieldNumber(fieldsOf(line), 0);
      if (identifier === undefined) return true;
      if (form.ends.includes(identifier)) heard({ kind: 'ended' });
      else if (identifier === form.menuGone) heard({ kind: 'command', command: menuCommand('', [], false) });
      else void read(identifier, false);
      return true;
    },
    place: () => askPlace(channel, registrations()),
    respond: async response => {
      const ofMenu = response.details.commandType === commandTypeOf('setUpMenu');
      const waits = !ofMenu || (form.menuAnswered && !unasked);
      if (ofMenu) unasked = false;
      const answer = waits ? form.answer(response, wide) : undefined;
      // What the module answers itself is taken.
      return answer === undefined ? { kind: 'taken' } : putParsed(channel, form, answer);
    },
    choose: item => putParsed(channel, form, { text: form.choose(item) }),
    close: () => {},
    envelope: envelope => {
      const text = form.tell?.(envelope);
      return text === undefined ? Promise.resolve(TELLS_ITSELF) : putParsed(channel, form, { text });
    },
  };
}

const TELLS_ITSELF: ToolkitOutcome = {
  kind: 'refused',
  reason: 'the module tells the card of events by itself',
};

async function isWide(channel: Channel, { wide }: ParsedToolkit): Promise<boolean> {
  if (wide === undefined) return false;
  const answer = await ask(channel, wide.command, [wide.name]);
  return answer.ok && fieldNumber(fieldsOf(answer.line), wide.field) === 1;
}

function putParsed(
  channel: Channel,
  { answered }: ParsedToolkit,
  { text, payload }: ToolkitAnswer,
): Promise<ToolkitOutcome> {
  const behindPrompt = payload === undefined ? {} : { payload, promptDeadline: SIM_DEADLINE };
  return put(channel, text, { names: answered, ...behindPrompt });
}
