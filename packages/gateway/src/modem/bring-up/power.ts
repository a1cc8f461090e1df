/** The radio of a module and its SIM, on and off (27.007 8.2). */
import type { Channel } from '../../at/channel.ts';
import type { Priority } from '../../at/command.ts';
import { parseNumbers } from '../../at/settings.ts';
import { ask, askTwice, SIM_DEADLINE } from '../ask.ts';

const ON = 1;
const RADIO_OFF = 4;
/** Least functionality: takes power from the SIM too. */
const ALL_OFF = 0;
const off = [ALL_OFF, RADIO_OFF];

/** Switches off; false when the module knows neither way. */
export async function switchOff(channel: Channel): Promise<boolean> {
  for (const level of off) {
    if ((await ask(channel, `AT+CFUN=${level}`, [], { deadline: SIM_DEADLINE })).ok) return true;
  }
  return false;
}

/** Switches on what is not, and returns the level it stood at; a module that does not answer the question is left as it is. */
export async function switchOn(
  channel: Channel,
  priority: Priority = 'normal',
): Promise<{ readonly level: number; readonly switched: boolean } | undefined> {
  const answer = await ask(channel, 'AT+CFUN?', ['+CFUN'], { priority });
  const level = answer.ok ? parseNumbers(answer.line)[0] : undefined;
  if (level === undefined || level === ON) return undefined;
  const { ok } = await askTwice(channel, `AT+CFUN=${ON}`, [], { deadline: SIM_DEADLINE, priority });
  return { level, switched: ok || !off.includes(level) };
}

/** Switches transmitter and receiver off and on, so that the module looks for a network anew; `withSim`: and for its card. */
export async function restartRadio(channel: Channel, withSim: boolean): Promise<void> {
  const deadline = SIM_DEADLINE;
  await ask(channel, `AT+CFUN=${withSim ? ALL_OFF : RADIO_OFF}`, [], { deadline, priority: 'idle' });
  await ask(channel, `AT+CFUN=${ON}`, [], { deadline, priority: 'idle' });
}
