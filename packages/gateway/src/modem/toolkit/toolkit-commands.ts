/** The forms of the toolkit share these: switching it on, reading a command, and the outcome of an answer. */
import {
  type CardAnswer,
  DecodeError,
  decodeProactiveCommand,
  device,
  type Envelope,
  responseTo,
  type TerminalResponse,
  ToolkitError,
  terminalProfile,
  toHex,
} from '@simgate/gsm';
import type { Channel } from '../../at/channel.ts';
import type { Command } from '../../at/command.ts';
import { afterPrefix, type Field, nameOf, splitFields } from '../../at/fields.ts';
import type { AtError } from '../../at/result.ts';
import type { RawToolkit } from '../../dialects/toolkit-form.ts';
import { type Answer, ask, SIM_DEADLINE } from '../ask.ts';
import type { ToolkitDriverOptions, ToolkitOutcome } from './toolkit.ts';

/** 102 223 5.2. */
export const profileOctets = terminalProfile();

/** True when the modem has the toolkit and took its settings. */
export async function setUp(
  channel: Channel,
  { probe, setup }: Pick<RawToolkit, 'probe' | 'setup'>,
): Promise<boolean> {
  const there = probe === undefined || (await ask(channel, probe, [], { bare: true, priority: 'idle' })).ok;
  if (!there) return false;
  let granted = false;
  for (const command of setup) {
    const text = command.replace('{profile}', toHex(profileOctets));
    granted = (await ask(channel, text, [], { priority: 'idle', deadline: SIM_DEADLINE })).ok;
  }
  return granted;
}

export async function put(
  channel: Channel,
  text: string,
  more: Partial<Command> = {},
): Promise<ToolkitOutcome> {
  return outcomeOf(await ask(channel, text, [], { deadline: SIM_DEADLINE, ...more }));
}

export function outcomeOf(answer: Answer): ToolkitOutcome {
  return answer.ok ? { kind: 'taken' } : { kind: 'refused', reason: problemOf(answer.error) };
}

/** The obstacle, for people: an error, or silence. */
export function problemOf(error: AtError | undefined): string {
  return error === undefined ? 'the modem did not answer' : `the modem said ${error.text}`;
}

export function fieldsOf(line: string): Field[] {
  return splitFields(afterPrefix(line, nameOf(line)));
}

/** The outcome that the card's status words mean (102 221 10.2). */
export function outcomeOfStatus({ status, words }: Pick<CardAnswer, 'status' | 'words'>): ToolkitOutcome {
  // 102 221 10.2, 51.011 9.4: 90 00, 91 xx (a command waits), 9F xx and 61 xx (data waits) are successes.
  if (['done', 'command', 'data'].includes(status.kind)) return { kind: 'taken' };
  const reason = status.kind === 'busy' ? 'the card is busy' : `the card refused it (${words})`;
  return { kind: 'refused', reason };
}

export const taken: ToolkitOutcome = { kind: 'taken' };

/** A form in which the module reports all events to the card. */
export const eventsAreTheModules: ToolkitOutcome = {
  kind: 'refused',
  reason: 'the module tells the card of events by itself',
};

/**
 * Hands a command of the card up. One that cannot be read is refused at once, with the details that could be read
 * (102 223 6.10).
 */
export function readCommand(
  octets: () => Uint8Array,
  { onNotice, warning }: Pick<ToolkitDriverOptions, 'onNotice' | 'warning'>,
  respond: (response: TerminalResponse) => Promise<ToolkitOutcome>,
): void {
  try {
    onNotice({ kind: 'command', command: decodeProactiveCommand(octets()) });
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    warning(`a toolkit command cannot be read: ${error.message}`);
    if (error instanceof ToolkitError && error.details !== undefined)
      void respond(responseTo(error.details, error.generalResult));
  }
}

/** 102 223 7.2.1: an item of the menu, from the keypad to the card. */
export function menuSelection(itemIdentifier: number): Envelope {
  return {
    type: 'menuSelection',
    devices: { source: device.keypad, destination: device.card },
    itemIdentifier,
  };
}
