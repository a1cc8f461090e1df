/** Emergency numbers: those of every device, and those that the SIM names. */
import { emergencyNumbersOf } from '../../at/call.ts';
import type { Channel } from '../../at/channel.ts';
import { isSimSuccess, parseSimAccess } from '../../at/sim.ts';
import { ask, SIM_DEADLINE } from '../ask.ts';

/** 22.101 clause 10.1.1: emergency numbers of a device with or without a SIM. */
const always = new Set(['112', '911', '000', '08', '110', '118', '119', '999']);

/** @param ofSim what the SIM itself names (EF-ECC, 51.011 10.3.27) */
export function isEmergencyNumber(number: string, ofSim: readonly string[] = []): boolean {
  const digits = number.replace(/^\+/, '');
  return always.has(digits) || ofSim.includes(digits);
}

/** 51.011 10.3.27, 27.007 8.18: EF-ECC holds 5 records of 3 octets at most; absent on many SIMs. */
export async function readEmergencyNumbers(channel: Channel): Promise<readonly string[]> {
  const command = 'AT+CRSM=176,28599,0,0,15';
  const answer = await ask(channel, command, ['+CRSM'], { priority: 'idle', deadline: SIM_DEADLINE });
  const access = answer.ok ? parseSimAccess(answer.line) : undefined;
  return access !== undefined && isSimSuccess(access) ? emergencyNumbersOf(access.data) : [];
}
