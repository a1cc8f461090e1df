/** The SIM toolkit over one modem: proactive commands come as values, answers go back, whatever form the module has. */
import {
  commandTypeOf,
  DecodeError,
  decodeProactiveCommand,
  device,
  type Envelope,
  encodeEnvelope,
  encodeTerminalResponse,
  fromHex,
  type ProactiveCommand,
  responseTo,
  type TerminalResponse,
  ToolkitError,
  terminalProfile,
  toHex,
} from '@simgate/gsm';
import type { Channel } from '../at/channel.ts';
import type { Command } from '../at/command.ts';
import { afterPrefix, type Field, fieldNumber, fieldText, nameOf, splitFields } from '../at/fields.ts';
import type { Registration } from '../at/registration.ts';
import { menuCommand } from '../dialects/parsed-command.ts';
import type { ParsedToolkit, RawToolkit, ToolkitAnswer, ToolkitForm } from '../dialects/toolkit-form.ts';
import { type Answer, ask, SIM_DEADLINE } from './ask.ts';
import { askPlace, type Place } from './place.ts';

/** What the card says. */
export type ToolkitNotice =
  | { readonly kind: 'command'; readonly command: ProactiveCommand }
  /** The card's session is over. */
  | { readonly kind: 'ended' };

/** What became of something that was put to the card. */
export type ToolkitOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly reason: string };

/** What the card's toolkit is told. Nothing here rejects. */
export interface ToolkitVerbs {
  /** The module does by itself what is answered with success: it must not be done a second time. */
  readonly moduleActs: boolean;
  /** Answers the command that waits (102 223 6.8). */
  respond(response: TerminalResponse): Promise<ToolkitOutcome>;
  /** Chooses an item of the card's menu, 1..255 (102 223 7.2). */
  choose(item: number): Promise<ToolkitOutcome>;
  /** The network and cell; undefined where there is none. */
  place(): Promise<Place | undefined>;
  /** Hands over any other envelope; refused where the module reads the card itself (102 223 7). */
  envelope(envelope: Envelope): Promise<ToolkitOutcome>;
}

export interface ToolkitDriver extends ToolkitVerbs {
  /** Switches the toolkit on where the modem has it. */
  start(): Promise<void>;
  /** True: the line was the toolkit's. */
  hears(line: string): boolean;
}

export interface ToolkitDriverOptions {
  readonly channel: Channel;
  readonly form: ToolkitForm;
  readonly registrations: () => readonly Registration[];
  readonly heard: (notice: ToolkitNotice) => void;
  readonly warning: (text: string) => void;
}

/** Nothing is there to be told. */
export const NO_TOOLKIT: ToolkitVerbs = {
  moduleActs: false,
  respond: () => Promise.resolve(NOT_THERE),
  choose: () => Promise.resolve(NOT_THERE),
  envelope: () => Promise.resolve(NOT_THERE),
  place: () => Promise.resolve(undefined),
};
const NOT_THERE: ToolkitOutcome = { kind: 'refused', reason: 'the modem is not ready' };

/** 102 223 5.2. */
export const PROFILE = terminalProfile();

/** The driver of a form. */
export function createToolkitDriver(options: ToolkitDriverOptions): ToolkitDriver {
  const { form } = options;
  return form.kind === 'raw' ? rawDriver(options, form) : parsedDriver(options, form);
}

/** True when the modem has the toolkit and took its settings. */
async function setUp(channel: Channel, { probe, setup }: ToolkitForm): Promise<boolean> {
  const there = probe === undefined || (await ask(channel, probe, [], { bare: true, priority: 'idle' })).ok;
  if (!there) return false;
  let granted = false;
  for (const command of setup) {
    const text = command.replace('{profile}', toHex(PROFILE));
    granted = (await ask(channel, text, [], { priority: 'idle', deadline: SIM_DEADLINE })).ok;
  }
  return granted;
}

async function put(channel: Channel, text: string, more: Partial<Command> = {}): Promise<ToolkitOutcome> {
  return outcomeOf(await ask(channel, text, [], { deadline: SIM_DEADLINE, ...more }));
}

function outcomeOf(answer: Answer): ToolkitOutcome {
  if (answer.ok) return { kind: 'taken' };
  const reason =
    answer.error === undefined ? 'the modem did not answer' : `the modem said ${answer.error.text}`;
  return { kind: 'refused', reason };
}

function rawDriver(
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
    start: async () => {
      await setUp(channel, form);
    },
    hears: line => {
      const name = nameOf(line);
      if (name === form.end) heard({ kind: 'ended' });
      else if (name === form.command) commandIn(line);
      return name === form.end || name === form.command || form.told.includes(name);
    },
    respond,
    envelope,
    place: () => askPlace(channel, registrations()),
    choose: item =>
      envelope({
        type: 'menuSelection',
        // 102 223 7.2.1: from the keypad to the card.
        devices: { source: device.keypad, destination: device.card },
        itemIdentifier: item,
      }),
  };
}

/** @throws DecodeError */
function readRaw(line: string): ProactiveCommand {
  return decodeProactiveCommand(fromHex(fieldText(fieldsOf(line), 0)));
}

const fieldsOf = (line: string): Field[] => splitFields(afterPrefix(line, nameOf(line)));

/** 102 221 10.2: 9000 done, 91xx a command follows; 9300 the toolkit is busy, all else a refusal. */
function afterStatus(status: string): ToolkitOutcome {
  if (status === '' || status.startsWith('90') || status.startsWith('91')) return { kind: 'taken' };
  const reason = status.startsWith('93') ? 'the card is busy' : `the card refused it (${status})`;
  return { kind: 'refused', reason };
}

function parsedDriver(
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
