/** Chooses among the SIMs of a place: by the module itself, or by whatever stands between it and the cards. */
import type { Channel } from '../../at/channel.ts';
import { afterPrefix, fieldNumber, splitFields } from '../../at/fields.ts';
import type { SlotForm } from '../../dialects/slot-form.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';
import { switchOff, switchOn } from './power.ts';

/** Moves the contacts. Slots count from 0. */
export interface SlotActuator {
  /** The slot it stands at, 0 where it knows no slots; undefined: that is not known. */
  current(): Promise<number | undefined>;
  /** Called while the SIM has no power. "" when it is done, else why not, for people. */
  select(slot: number): Promise<string>;
}

/** The module's own switch (27.007 8.66 and makers' commands). */
export function moduleSlots(channel: Channel, form: SlotForm): SlotActuator {
  return {
    current: async () => (await askSlot(channel, form)) ?? ((await hasSlots(channel, form)) ? undefined : 0),
    select: async slot => {
      for (const commands of form.select) if (await runAll(channel, commands, slot)) return '';
      return 'the modem has no command for it, or no such slot';
    },
  };
}

async function askSlot(channel: Channel, { ask: question }: SlotForm): Promise<number | undefined> {
  if (question === undefined) return undefined;
  const { command, name, field, first } = question;
  const answer = await ask(channel, command, [name], { deadline: SIM_DEADLINE });
  const slot = answer.ok ? fieldNumber(splitFields(afterPrefix(answer.line, name)), field) : undefined;
  return slot === undefined ? undefined : slot - first;
}

/** Whether one of the commands exists (V.250 5.4.3.2: its test form is taken then). Silence is no proof that none does. */
async function hasSlots(channel: Channel, { select }: SlotForm): Promise<boolean> {
  for (const [name, value] of select.flat().map(command => command.split('='))) {
    const answer = await ask(channel, `${name}=?`, [`${name}`.slice(2)], { deadline: SIM_DEADLINE });
    if (answer.ok ? offers(answer.lines, value) : answer.error === undefined) return true;
  }
  return false;
}

/** One command for many settings lists them by their names. */
function offers(lines: readonly string[], value = ''): boolean {
  const [setting = ''] = /^"[^"]+"/.exec(value) ?? [];
  return lines.length === 0 || lines.some(line => line.includes(setting));
}

async function runAll(channel: Channel, commands: readonly string[], slot: number): Promise<boolean> {
  for (const template of commands) {
    const command = template.replace('{slotFromOne}', `${slot + 1}`).replace('{slot}', `${slot}`);
    if (!(await ask(channel, command, [], { deadline: SIM_DEADLINE })).ok) return false;
  }
  return true;
}

/**
 * Sees to it that the slot is chosen; power is taken from the SIM meanwhile (27.007 8.66 refuses while one is active).
 * "" when it is, else why not.
 */
export async function chooseSlot(channel: Channel, actuator: SlotActuator, slot: number): Promise<string> {
  if ((await actuator.current()) === slot) return '';
  await switchOff(channel);
  const trouble = await actuator.select(slot);
  await switchOn(channel);
  return trouble === '' ? '' : `slot ${slot} cannot be chosen: ${trouble}`;
}
