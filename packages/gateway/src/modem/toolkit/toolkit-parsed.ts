/** The toolkit where the module reads the card's commands and shows them in words of its own. */
import { commandTypeOf, type Envelope, type TerminalResponse } from '@simgate/gsm';
import { type Field, fieldNumber, nameOf } from '../../at/fields.ts';
import { menuCommand } from '../../dialects/parsed-command.ts';
import type { ParsedToolkit, ToolkitAnswer, ToolkitQuestion } from '../../dialects/toolkit-form.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import { askPlace } from './place.ts';
import type { ToolkitDriver, ToolkitDriverOptions, ToolkitOutcome } from './toolkit.ts';
import { eventsAreTheModules, fieldsOf, put, setUp, taken } from './toolkit-commands.ts';

export class ParsedDriver implements ToolkitDriver {
  readonly moduleActs = true;
  readonly #options: ToolkitDriverOptions;
  readonly #form: ParsedToolkit;
  readonly #menu: number | undefined;
  /** Texts are UCS-2 in hexadecimal digits. */
  #wide = false;
  /** The menu was read without the card's asking: nobody waits for an answer. */
  #unasked = false;
  /** The command that was announced, was read and is not answered; the menu waits for nobody. */
  #open: number | undefined;

  constructor(options: ToolkitDriverOptions, form: ParsedToolkit) {
    this.#options = options;
    this.#form = form;
    this.#menu = [...form.identifiers].find(([, name]) => name === 'setUpMenu')?.[0];
  }

  async start(): Promise<boolean> {
    const { channel, warning } = this.#options;
    const { switched, wide, waiting } = this.#form;
    const wasOn = await this.#isOne(switched);
    if (!wasOn && !(await setUp(channel, this.#form))) return false;
    if (!wasOn && switched !== undefined) warning('the SIM toolkit begins when this module starts anew');
    this.#wide = await this.#isOne(wide);
    // The menu is shown when something can be chosen from it.
    if (waiting !== undefined) await this.#readWaiting(waiting);
    // A module that was switched on before announces no menu, but has it.
    if (this.#menu !== undefined) await this.#read(this.#menu, true);
    return true;
  }

  takeNotice(line: string): boolean {
    if (nameOf(line) !== this.#form.notice) return false;
    const fields = fieldsOf(line);
    const identifier = fieldNumber(fields, 0);
    if (identifier !== undefined) this.#announced(identifier, fields);
    return true;
  }

  async respond(response: TerminalResponse): Promise<ToolkitOutcome> {
    const ofMenu = response.details.commandType === commandTypeOf('setUpMenu');
    const waits = !ofMenu || (this.#form.menuAnswered && !this.#unasked);
    if (ofMenu) this.#unasked = false;
    else this.#open = undefined;
    const answer = waits ? this.#form.answer(response, this.#wide) : undefined;
    // The module answers itself where there is nothing to write.
    return answer === undefined ? taken : this.#put(answer);
  }

  choose(item: number): Promise<ToolkitOutcome> {
    return this.#put({ text: this.#form.choose(item) });
  }

  async envelope(envelope: Envelope): Promise<ToolkitOutcome> {
    const text = this.#form.writeEnvelope?.(envelope);
    return text === undefined ? eventsAreTheModules : this.#put({ text });
  }

  place() {
    return askPlace(this.#options.channel, this.#options.registrations());
  }

  close(): void {}

  #announced(identifier: number, fields: readonly Field[]): void {
    const { repeats, ends, gaveUp, menuGone } = this.#form;
    const again = repeats === true && identifier === this.#open;
    const over = ends.includes(identifier) || gaveUp?.(fields) === true;
    this.#open = over || identifier === this.#menu ? undefined : identifier;
    if (over) this.#options.onNotice({ kind: 'ended' });
    else if (identifier === menuGone)
      this.#options.onNotice({ kind: 'command', command: menuCommand('', [], false) });
    else if (!again) void this.#read(identifier, false);
  }

  /** @param quiet a command that cannot be read is no trouble: nobody announced it */
  async #read(identifier: number, quiet: boolean): Promise<void> {
    const { channel, onNotice, warning } = this.#options;
    const form = this.#form;
    const name = form.identifiers.get(identifier);
    if (name === undefined) return;
    const answer = await ask(channel, form.read(identifier), [form.answerName], { deadline: SIM_DEADLINE });
    const command = answer.ok ? form.command(name, answer.lines, this.#wide) : undefined;
    this.#unasked = quiet && identifier === this.#menu && command !== undefined;
    if (command !== undefined) onNotice({ kind: 'command', command });
    else if (identifier === this.#open) this.#open = undefined;
    if (command === undefined && !quiet) warning(`the toolkit command ${identifier} cannot be read`);
  }

  async #readWaiting({ command, name }: NonNullable<ParsedToolkit['waiting']>): Promise<void> {
    const answer = await ask(this.#options.channel, command, [name]);
    const identifier = answer.ok ? fieldNumber(fieldsOf(answer.line), 0) : undefined;
    if (identifier === undefined || identifier === this.#menu || identifier === this.#open) return;
    this.#open = identifier;
    await this.#read(identifier, true);
  }

  async #isOne(question: ToolkitQuestion | undefined): Promise<boolean> {
    if (question === undefined) return false;
    const { command, name, field } = question;
    const answer = await ask(this.#options.channel, command, [name]);
    return answer.ok && fieldNumber(fieldsOf(answer.line), field) === 1;
  }

  #put({ text, payload }: ToolkitAnswer): Promise<ToolkitOutcome> {
    const behindPrompt = payload === undefined ? {} : { payload, promptDeadline: SIM_DEADLINE };
    return put(this.#options.channel, text, { names: this.#form.answered, ...behindPrompt });
  }
}
