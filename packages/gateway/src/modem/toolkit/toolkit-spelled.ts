/** The toolkit where the module spells the card's commands out in its notices. */
import { commandTypeOf, DecodeError } from '@simgate/gsm';
import { type Field, nameOf } from '../../at/fields.ts';
import { menuCommand } from '../../dialects/parsed-command.ts';
import type { SpelledToolkit } from '../../dialects/toolkit-form.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import { askPlace } from './place.ts';
import type { ToolkitDriver, ToolkitDriverOptions, ToolkitOutcome } from './toolkit.ts';
import { fieldsOf, put, setUp, tellsItself } from './toolkit-commands.ts';

const taken: ToolkitOutcome = { kind: 'taken' };

export function spelledDriver(
  { channel, heard, warning, registrations }: ToolkitDriverOptions,
  form: SpelledToolkit,
): ToolkitDriver {
  const read = form.createReader();
  /** The module does the command that waits itself, once it has leave. */
  let moduleActs = false;
  /** The menu was read without the card's asking: nobody waits for an answer. */
  let unasked = false;
  const hear = (fields: readonly Field[]) => {
    try {
      const notice = read(fields);
      if (notice?.kind === 'ended') heard(notice);
      if (notice?.kind !== 'command') return;
      ({ moduleActs } = notice);
      unasked = false;
      heard({ kind: 'command', command: notice.command });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      warning(`a toolkit command cannot be read: ${error.message}`);
      void put(channel, form.refuse);
    }
  };
  const readMenu = async () => {
    const { command, name } = form.menu;
    const answer = await ask(channel, command, [name], { deadline: SIM_DEADLINE, priority: 'idle' });
    const items = answer.ok ? form.readMenu(answer.lines.map(fieldsOf)) : [];
    if (items.length === 0) return;
    unasked = true;
    heard({ kind: 'command', command: menuCommand('', items, false) });
  };
  return {
    get moduleActs() {
      return moduleActs;
    },
    start: async () => {
      if (!(await setUp(channel, form))) return false;
      // A module that was switched on before says nothing of its menu, but has it.
      await readMenu();
      return true;
    },
    hears: line => {
      if (nameOf(line) !== form.notice) return false;
      hear(fieldsOf(line));
      return true;
    },
    respond: async response => {
      const idle = unasked && response.details.commandType === commandTypeOf('setUpMenu');
      unasked = false;
      const text = idle ? undefined : form.answer(response, moduleActs);
      return text === undefined ? taken : put(channel, text);
    },
    choose: item => put(channel, form.choose(item)),
    envelope: envelope => {
      const text = form.tell(envelope);
      return text === undefined ? Promise.resolve(tellsItself) : put(channel, text);
    },
    place: () => askPlace(channel, registrations()),
    close: () => {},
  };
}
