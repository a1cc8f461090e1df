/** Writes the own number into the phone book of own numbers, where the SIM lets it (27.007 8.11, 8.14). */
import type { Channel } from '../../at/channel.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';

/** True when the SIM keeps it; many operators' cards do not let it be written. */
export async function storeOwnNumber(channel: Channel, number: string): Promise<boolean> {
  const selected = await ask(channel, 'AT+CPBS="ON"', [], { deadline: SIM_DEADLINE });
  if (!selected.ok) return false;
  // 24.008 10.5.4.7: 145 is international, 129 unknown.
  const type = number.startsWith('+') ? 145 : 129;
  const written = await ask(channel, `AT+CPBW=1,"${number}",${type},""`, [], { deadline: SIM_DEADLINE });
  return written.ok;
}
