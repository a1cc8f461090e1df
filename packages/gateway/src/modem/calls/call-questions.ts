/** What is asked beside the calls themselves: causes, the cell, and the emergency numbers of the SIM. */
import { emergencyNumbersOf } from '../../at/call.ts';
import type { Channel } from '../../at/channel.ts';
import { parseReleaseCause } from '../../at/release-cause.ts';
import { parseSimAccess } from '../../at/sim.ts';
import type { CallForm } from '../../dialects/call-form.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';

/** Why the last call ended (27.007 6.10), by 24.008 10.5.4.11; undefined where the modem does not tell. */
export async function askReleaseCause(channel: Channel): Promise<number | undefined> {
  const answer = await ask(channel, 'AT+CEER', ['+CEER']);
  return answer.ok ? parseReleaseCause(answer.lines) : undefined;
}

/** The carrier of the serving cell; undefined where the maker has no question for it, or it is not told. */
export async function askCarrier(channel: Channel, { cell }: CallForm): Promise<string | undefined> {
  if (cell === undefined) return undefined;
  const answer = await ask(channel, cell.command, [cell.name]);
  if (!answer.ok) return undefined;
  const found = answer.lines.flatMap(line => cell.patterns.map(pattern => pattern.exec(line)?.[1]));
  const carrier = found.find(digits => digits !== undefined);
  // Some print it with zeros in front.
  return carrier === undefined ? undefined : String(Number(carrier));
}

/** 51.011 10.3.27, 27.007 8.18: EF-ECC holds 5 records of 3 octets at most; absent on many SIMs. */
export async function readEmergencyNumbers(channel: Channel): Promise<readonly string[]> {
  const command = 'AT+CRSM=176,28599,0,0,15';
  const answer = await ask(channel, command, ['+CRSM'], { priority: 'idle', deadline: SIM_DEADLINE });
  const access = answer.ok ? parseSimAccess(answer.line) : undefined;
  return access?.sw1 === 144 ? emergencyNumbersOf(access.data) : [];
}
