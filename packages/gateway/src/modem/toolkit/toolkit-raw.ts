/** The toolkit where the module hands over the card's octets. */
import {
  decodeCardAnswer,
  type Envelope,
  encodeEnvelope,
  encodeTerminalResponse,
  fromHex,
  type TerminalResponse,
  toHex,
} from '@simgate/gsm';
import { nameOf } from '../../at/fields.ts';
import type { RawToolkit } from '../../dialects/toolkit-form.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import { askPlace } from './place.ts';
import type { ToolkitDriver, ToolkitDriverOptions, ToolkitOutcome } from './toolkit.ts';
import {
  fieldsOf,
  menuSelection,
  outcomeOf,
  outcomeOfStatus,
  put,
  readCommand,
  setUp,
  taken,
} from './toolkit-commands.ts';

export class RawDriver implements ToolkitDriver {
  readonly #options: ToolkitDriverOptions;
  readonly #form: RawToolkit;
  /** The module does the command that waits itself, once it is permitted. */
  #moduleActs = false;

  constructor(options: ToolkitDriverOptions, form: RawToolkit) {
    this.#options = options;
    this.#form = form;
  }

  get moduleActs(): boolean {
    return this.#moduleActs;
  }

  start(): Promise<boolean> {
    return setUp(this.#options.channel, this.#form);
  }

  takeNotice(line: string): boolean {
    const notice = this.#form.readNotice(nameOf(line), fieldsOf(line));
    if (notice?.kind === 'ended') this.#options.onNotice({ kind: 'ended' });
    if (notice?.kind === 'command') {
      this.#moduleActs = notice.moduleActs;
      readCommand(
        () => fromHex(notice.octets),
        this.#options,
        response => this.respond(response),
      );
    }
    return notice !== undefined;
  }

  async respond(response: TerminalResponse): Promise<ToolkitOutcome> {
    const { channel } = this.#options;
    const { respond, permission } = this.#form;
    if (!this.#moduleActs) {
      const text = `${respond.command}"${toHex(encodeTerminalResponse(response))}"`;
      return put(channel, text, { names: respond.names });
    }
    // A module that asks for no permission has done the command already.
    const text = permission?.(response);
    return text === undefined ? taken : put(channel, text);
  }

  choose(item: number): Promise<ToolkitOutcome> {
    return this.envelope(menuSelection(item));
  }

  async envelope(envelope: Envelope): Promise<ToolkitOutcome> {
    const { command, names, status } = this.#form.envelope;
    const text = `${command}"${toHex(encodeEnvelope(envelope))}"`;
    const answer = await ask(this.#options.channel, text, names, { deadline: SIM_DEADLINE });
    return answer.ok ? afterStatus(status(fieldsOf(answer.line))) : outcomeOf(answer);
  }

  place() {
    return askPlace(this.#options.channel, this.#options.registrations());
  }

  close(): void {}
}

/** @param words four hexadecimal digits; in any other form the status is unknown, and counts as success */
function afterStatus(words: string): ToolkitOutcome {
  return /^[0-9A-F]{4}$/i.test(words) ? outcomeOfStatus(decodeCardAnswer(fromHex(words))) : taken;
}
