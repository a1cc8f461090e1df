/** Why a call ended: release causes of 24.008 10.5.4.11. */
import type { Channel } from '../../at/channel.ts';
import { parseReleaseCause } from '../../at/release-cause.ts';
import { ask } from '../ask.ts';

const NORMAL_CLEARING = 16;
const UNSPECIFIED = 31;
const INTERWORKING = 127;

/** By the result code that ends ATD or ATA; undefined: the code names no cause. */
export const resultCauses: Readonly<Record<string, number | undefined>> = {
  BUSY: 17,
  'NO ANSWER': 19,
  'NO CARRIER': undefined,
  // 38 network out of order: no traffic channel, no service.
  'NO DIALTONE': 38,
  'NO DIAL TONE': 38,
};

/** The cause of an end for which the network gave none. `ours`: we hung up; `lost`: the modem went away with it. */
export function presumedCause(end: { lost: boolean; ours: boolean; answered: boolean }): number {
  if (end.lost) return INTERWORKING;
  return end.ours || end.answered ? NORMAL_CLEARING : UNSPECIFIED;
}

/** Why the last call ended (27.007 6.10), by 24.008 10.5.4.11; undefined where the modem does not report it. */
export async function askReleaseCause(channel: Channel): Promise<number | undefined> {
  const answer = await ask(channel, 'AT+CEER', ['+CEER']);
  return answer.ok ? parseReleaseCause(answer.lines) : undefined;
}
