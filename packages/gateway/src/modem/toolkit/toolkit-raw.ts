/** The toolkit where the module hands over the card's octets. */
import {
  DecodeError,
  decodeCardAnswer,
  decodeProactiveCommand,
  type Envelope,
  encodeEnvelope,
  encodeTerminalResponse,
  fromHex,
  responseTo,
  type TerminalResponse,
  ToolkitError,
  toHex,
} from '@simgate/gsm';
import { nameOf } from '../../at/fields.ts';
import type { RawToolkit } from '../../dialects/toolkit-form.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import { askPlace } from './place.ts';
import type { ToolkitDriver, ToolkitDriverOptions, ToolkitOutcome } from './toolkit.ts';
import { fieldsOf, menuSelection, outcomeOf, outcomeOfStatus, put, setUp } from './toolkit-commands.ts';

export function rawDriver(
  { channel, heard, warning, registrations }: ToolkitDriverOptions,
  form: RawToolkit,
): ToolkitDriver {
  /** The module does the command that waits itself, once it has leave. */
  let moduleActs = false;
  const respond = (response: TerminalResponse) => {
    const { command, names } = form.respond;
    const leave = moduleActs ? form.leave?.(response) : undefined;
    if (leave !== undefined) return put(channel, leave);
    // What it asks nobody for is only told.
    if (moduleActs) return Promise.resolve<ToolkitOutcome>({ kind: 'taken' });
    return put(channel, `${command}"${toHex(encodeTerminalResponse(response))}"`, { names });
  };
  const envelope = async (value: Envelope) => {
    const { command, names, status } = form.envelope;
    const text = `${command}"${toHex(encodeEnvelope(value))}"`;
    const answer = await ask(channel, text, names, { deadline: SIM_DEADLINE });
    return answer.ok ? afterStatus(status(fieldsOf(answer.line))) : outcomeOf(answer);
  };
  const commandIn = (octets: string) => {
    try {
      heard({ kind: 'command', command: decodeProactiveCommand(fromHex(octets)) });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      warning(`a toolkit command cannot be read: ${error.message}`);
      if (error instanceof ToolkitError && error.details !== undefined)
        void respond(responseTo(error.details, error.generalResult));
    }
  };
  return {
    get moduleActs() {
      return moduleActs;
    },
    start: () => setUp(channel, form),
    hears: line => {
      const notice = form.hear(nameOf(line), fieldsOf(line));
      if (notice?.kind === 'ended') heard({ kind: 'ended' });
      if (notice?.kind === 'command') {
        ({ moduleActs } = notice);
        commandIn(notice.octets);
      }
      return notice !== undefined;
    },
    respond,
    envelope,
    place: () => askPlace(channel, registrations()),
    choose: item => envelope(menuSelection(item)),
    close: () => {},
  };
}

/** Four hexadecimal digits; what the module does not tell, or spells in another way, was taken. */
function afterStatus(words: string): ToolkitOutcome {
  return /^[0-9A-F]{4}$/i.test(words) ? outcomeOfStatus(decodeCardAnswer(fromHex(words))) : { kind: 'taken' };
}
