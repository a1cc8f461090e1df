/** The toolkit where the module reads the card's commands and shows them in words of its own. */
import { commandTypeOf } from '@simgate/gsm';
import type { Channel } from '../../at/channel.ts';
import { type Field, fieldNumber, nameOf } from '../../at/fields.ts';
import { menuCommand } from '../../dialects/parsed-command.ts';
import type { ParsedToolkit, ToolkitAnswer, ToolkitQuestion } from '../../dialects/toolkit-form.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import { askPlace } from './place.ts';
import type { ToolkitDriver, ToolkitDriverOptions, ToolkitOutcome } from './toolkit.ts';
import { fieldsOf, put, setUp, tellsItself } from './toolkit-commands.ts';

export function parsedDriver(
  { channel, heard, warning, registrations }: ToolkitDriverOptions,
  form: ParsedToolkit,
): ToolkitDriver {
  let wide = false;
  /** The menu was read without the card's asking: nobody waits for an answer. */
  let unasked = false;
  /** The command that was announced, was read and is not answered; the menu waits for nobody. */
  let open: number | undefined;
  const read = async (identifier: number, quiet: boolean) => {
    const name = form.identifiers.get(identifier);
    if (name === undefined) return;
    const answer = await ask(channel, form.read(identifier), [form.answerName], { deadline: SIM_DEADLINE });
    const command = answer.ok ? form.command(name, answer.lines, wide) : undefined;
    unasked = quiet && identifier === menu && command !== undefined;
    if (command !== undefined) heard({ kind: 'command', command });
    else if (identifier === open) open = undefined;
    if (command === undefined && !quiet) warning(`the toolkit command ${identifier} cannot be read`);
  };
  const announced = (identifier: number, fields: readonly Field[]) => {
    const again = form.repeats === true && identifier === open;
    const over = form.ends.includes(identifier) || form.gaveUp?.(fields) === true;
    open = over || identifier === menu ? undefined : identifier;
    if (over) heard({ kind: 'ended' });
    else if (identifier === form.menuGone) heard({ kind: 'command', command: menuCommand('', [], false) });
    else if (!again) void read(identifier, false);
  };
  const readWaiting = async ({ command, name }: { readonly command: string; readonly name: string }) => {
    const answer = await ask(channel, command, [name]);
    const identifier = answer.ok ? fieldNumber(fieldsOf(answer.line), 0) : undefined;
    if (identifier === undefined || identifier === menu || identifier === open) return;
    open = identifier;
    await read(identifier, true);
  };
  const menu = [...form.identifiers].find(([, name]) => name === 'setUpMenu')?.[0];
  return {
    moduleActs: true,
    start: async () => {
      const wasOn = await tells(channel, form.switched);
      if (!wasOn && !(await setUp(channel, form))) return false;
      if (!wasOn && form.switched !== undefined)
        warning('the SIM toolkit begins when this module starts anew');
      wide = await tells(channel, form.wide);
      // The menu is shown when something can be chosen from it.
      if (form.waiting !== undefined) await readWaiting(form.waiting);
      // A module that was switched on before says nothing of its menu, but has it.
      if (menu !== undefined) await read(menu, true);
      return true;
    },
    hears: line => {
      if (nameOf(line) !== form.notice) return false;
      const fields = fieldsOf(line);
      const identifier = fieldNumber(fields, 0);
      if (identifier !== undefined) announced(identifier, fields);
      return true;
    },
    place: () => askPlace(channel, registrations()),
    respond: async response => {
      const ofMenu = response.details.commandType === commandTypeOf('setUpMenu');
      const waits = !ofMenu || (form.menuAnswered && !unasked);
      if (ofMenu) unasked = false;
      else open = undefined;
      const answer = waits ? form.answer(response, wide) : undefined;
      // What the module answers itself is taken.
      return answer === undefined ? { kind: 'taken' } : putParsed(channel, form, answer);
    },
    choose: item => putParsed(channel, form, { text: form.choose(item) }),
    close: () => {},
    envelope: envelope => {
      const text = form.tell?.(envelope);
      return text === undefined ? Promise.resolve(tellsItself) : putParsed(channel, form, { text });
    },
  };
}

async function tells(channel: Channel, question: ToolkitQuestion | undefined): Promise<boolean> {
  if (question === undefined) return false;
  const { command, name, field } = question;
  const answer = await ask(channel, command, [name]);
  return answer.ok && fieldNumber(fieldsOf(answer.line), field) === 1;
}

function putParsed(
  channel: Channel,
  { answered }: ParsedToolkit,
  { text, payload }: ToolkitAnswer,
): Promise<ToolkitOutcome> {
  const behindPrompt = payload === undefined ? {} : { payload, promptDeadline: SIM_DEADLINE };
  return put(channel, text, { names: answered, ...behindPrompt });
}
