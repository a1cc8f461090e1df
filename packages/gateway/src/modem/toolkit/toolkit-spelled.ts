/** The toolkit where the module spells the card's commands out in its notices. */
import { commandTypeOf, DecodeError, type Envelope, type TerminalResponse } from '@simgate/gsm';
import { type Field, nameOf } from '../../at/fields.ts';
import { menuCommand } from '../../dialects/parsed-command.ts';
import type { SpelledToolkit } from '../../dialects/toolkit-form.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import { askPlace } from './place.ts';
import type { ToolkitDriver, ToolkitDriverOptions, ToolkitOutcome } from './toolkit.ts';
import { eventsAreTheModules, fieldsOf, put, setUp, taken } from './toolkit-commands.ts';

export class SpelledDriver implements ToolkitDriver {
  readonly #options: ToolkitDriverOptions;
  readonly #form: SpelledToolkit;
  readonly #read: ReturnType<SpelledToolkit['createReader']>;
  /** The module does the command that waits itself, once it is permitted. */
  #moduleActs = false;
  /** The menu was read without the card's asking: nobody waits for an answer. */
  #unasked = false;

  constructor(options: ToolkitDriverOptions, form: SpelledToolkit) {
    this.#options = options;
    this.#form = form;
    this.#read = form.createReader();
  }

  get moduleActs(): boolean {
    return this.#moduleActs;
  }

  async start(): Promise<boolean> {
    if (!(await setUp(this.#options.channel, this.#form))) return false;
    // A module that was switched on before announces no menu, but has it.
    await this.#readMenu();
    return true;
  }

  takeNotice(line: string): boolean {
    if (nameOf(line) !== this.#form.notice) return false;
    this.#readNotice(fieldsOf(line));
    return true;
  }

  async respond(response: TerminalResponse): Promise<ToolkitOutcome> {
    const idle = this.#unasked && response.details.commandType === commandTypeOf('setUpMenu');
    this.#unasked = false;
    const text = idle ? undefined : this.#form.answer(response, this.#moduleActs);
    return text === undefined ? taken : put(this.#options.channel, text);
  }

  choose(item: number): Promise<ToolkitOutcome> {
    return put(this.#options.channel, this.#form.choose(item));
  }

  async envelope(envelope: Envelope): Promise<ToolkitOutcome> {
    const text = this.#form.writeEnvelope(envelope);
    return text === undefined ? eventsAreTheModules : put(this.#options.channel, text);
  }

  place() {
    return askPlace(this.#options.channel, this.#options.registrations());
  }

  close(): void {}

  #readNotice(fields: readonly Field[]): void {
    const { channel, onNotice, warning } = this.#options;
    try {
      const notice = this.#read(fields);
      if (notice?.kind === 'ended') onNotice(notice);
      if (notice?.kind !== 'command') return;
      this.#moduleActs = notice.moduleActs;
      this.#unasked = false;
      onNotice({ kind: 'command', command: notice.command });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      warning(`a toolkit command cannot be read: ${error.message}`);
      void put(channel, this.#form.refuse);
    }
  }

  async #readMenu(): Promise<void> {
    const { channel, onNotice } = this.#options;
    const { command, name } = this.#form.menu;
    const answer = await ask(channel, command, [name], { deadline: SIM_DEADLINE, priority: 'idle' });
    const items = answer.ok ? this.#form.readMenu(answer.lines.map(fieldsOf)) : [];
    if (items.length === 0) return;
    this.#unasked = true;
    onNotice({ kind: 'command', command: menuCommand('', items, false) });
  }
}
