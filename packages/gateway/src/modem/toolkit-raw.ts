/** The toolkit where the module hands over the card's octets. */
import {
  DecodeError,
  decodeCardAnswer,
  decodeProactiveCommand,
  type Envelope,
  encodeEnvelope,
  encodeTerminalResponse,
  fromHex,
  type ProactiveCommand,
  responseTo,
  type TerminalResponse,
  ToolkitError,
  toHex,
} from '@simgate/gsm';
import { fieldText, nameOf } from '../at/fields.ts';
import type { RawToolkit } from '../dialects/toolkit-form.ts';
import { ask, SIM_DEADLINE } from './ask.ts';
import { askPlace } from './place.ts';
import type { ToolkitDriver, ToolkitDriverOptions, ToolkitOutcome } from './toolkit.ts';
import { fieldsOf, menuSelection, outcomeOf, outcomeOfStatus, put, setUp } from './toolkit-commands.ts';

export function rawDriver(
  { channel, heard, warning, registrations }: ToolkitDriverOptions,
  form: RawToolkit,
): ToolkitDriver {
  const respond = (response: TerminalResponse) => {
    const { command, names } = form.respond;
    return put(channel, `${command}"${toHex(encodeTerminalResponse(response))}"`, { names });
  };
  const envelope = async (value: Envelope) => {
    const { command, names, status } = form.envelope;
    const text = `${command}"${toHex(encodeEnvelope(value))}"`;
    const answer = await ask(channel, text, names, { deadline: SIM_DEADLINE });
    return answer.ok ? afterStatus(status(fieldsOf(answer.line))) : outcomeOf(answer);
  };
  const commandIn = (line: string) => {
    try {
      heard({ kind: 'command', command: readRaw(line) });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      warning(`a toolkit command cannot be read: ${error.message}`);
      if (error instanceof ToolkitError && error.details !== undefined)
        void respond(responseTo(error.details, error.generalResult));
    }
  };
  return {
    moduleActs: false,
    start: () => setUp(channel, form),
    hears: line => {
      const name = nameOf(line);
      if (name === form.end) heard({ kind: 'ended' });
      else if (name === form.command) commandIn(line);
      return name === form.end || name === form.command || form.told.includes(name);
    },
    respond,
    envelope,
    place: () => askPlace(channel, registrations()),
    choose: item => envelope(menuSelection(item)),
    close: () => {},
  };
}

/** @throws DecodeError */
function readRaw(line: string): ProactiveCommand {
  return decodeProactiveCommand(fromHex(fieldText(fieldsOf(line), 0)));
}

/** Four hexadecimal digits; what the module does not tell, or spells in another way, was taken. */
function afterStatus(words: string): ToolkitOutcome {
  return /^[0-9A-F]{4}$/i.test(words) ? outcomeOfStatus(decodeCardAnswer(fromHex(words))) : { kind: 'taken' };
}
