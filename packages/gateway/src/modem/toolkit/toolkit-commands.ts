/** What the forms of the toolkit have in common: switching it on, and what its commands are answered. */
import { type CardAnswer, device, type Envelope, terminalProfile, toHex } from '@simgate/gsm';
import type { Channel } from '../../at/channel.ts';
import type { Command } from '../../at/command.ts';
import { afterPrefix, type Field, nameOf, splitFields } from '../../at/fields.ts';
import type { AtError } from '../../at/result.ts';
import type { RawToolkit } from '../../dialects/toolkit-form.ts';
import { type Answer, ask, SIM_DEADLINE } from '../ask.ts';
import type { ToolkitOutcome } from './toolkit.ts';

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

/** What stood in the way: an error, or silence. */
export function problemOf(error: AtError | undefined): string {
  return error === undefined ? 'the modem did not answer' : `the modem said ${error.text}`;
}

export function fieldsOf(line: string): Field[] {
  return splitFields(afterPrefix(line, nameOf(line)));
}

/** What the card's status words say of something that was put to it (102 221 10.2). */
export function outcomeOfStatus({ status, words }: Pick<CardAnswer, 'status' | 'words'>): ToolkitOutcome {
  if (status.kind === 'done' || status.kind === 'command') return { kind: 'taken' };
  const reason = status.kind === 'busy' ? 'the card is busy' : `the card refused it (${words})`;
  return { kind: 'refused', reason };
}

/** A form in which the module tells the card of all events. */
export const tellsItself: ToolkitOutcome = {
  kind: 'refused',
  reason: 'the module tells the card of events by itself',
};

/** 102 223 7.2.1: an item of the menu, from the keypad to the card. */
export function menuSelection(itemIdentifier: number): Envelope {
  return {
    type: 'menuSelection',
    devices: { source: device.keypad, destination: device.card },
    itemIdentifier,
  };
}
