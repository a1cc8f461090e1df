/** Call forwarding by +CCFC (27.007 7.11). */
import type { Channel } from '../../at/channel.ts';
import { afterPrefix, fieldNumber, fieldText, splitFields } from '../../at/fields.ts';
import { numberText } from '../../at/sim.ts';
import { ask } from '../ask.ts';
import { type ControlOutcome, done, refusedBy } from '../control-outcome.ts';

/** When calls go elsewhere, in the words of the API. */
export type ForwardingCondition = 'Unconditional' | 'Busy' | 'NoReply' | 'Not_Reachable';

/** Where calls go by condition; a condition that is off is absent. */
export type Forwardings = Readonly<Partial<Record<ForwardingCondition, string>>>;

/** <reason> of 27.007 7.11. */
const reasons: Readonly<Record<ForwardingCondition, number>> = {
  Unconditional: 0,
  Busy: 1,
  NoReply: 2,
  Not_Reachable: 3,
};
const conditions = Object.keys(reasons) as readonly ForwardingCondition[];

/** All conditions at once. */
const ALL = 4;
/** <mode>: query, register (which also activates: 23.082 1.1), erase. */
const QUERY = 2;
const REGISTER = 3;
const ERASE = 4;
/** <class> 1 is voice. */
const VOICE = 1;
/** The network answers these; 22.030 asks for patience. Milliseconds. */
const NETWORK_DEADLINE = 60_000;

/** Lets the network send calls to `number`. */
export async function forwardCalls(
  channel: Channel,
  condition: ForwardingCondition,
  number: string,
): Promise<ControlOutcome> {
  // 24.008 10.5.4.7: 145 is international, 129 unknown.
  const [digits, type] = number.startsWith('+') ? [number.slice(1), 145] : [number, 129];
  const command = `AT+CCFC=${reasons[condition]},${REGISTER},"${digits}",${type},${VOICE}`;
  const answer = await ask(channel, command, [], { deadline: NETWORK_DEADLINE });
  return answer.ok ? done : refusedBy(answer);
}

/** Ends every forwarding. */
export async function cancelForwarding(channel: Channel): Promise<ControlOutcome> {
  const answer = await ask(channel, `AT+CCFC=${ALL},${ERASE}`, [], { deadline: NETWORK_DEADLINE });
  return answer.ok ? done : refusedBy(answer);
}

/** Asks the network for each condition. */
export async function askForwarding(
  channel: Channel,
): Promise<ControlOutcome & { readonly forwardings?: Forwardings }> {
  const found: Partial<Record<ForwardingCondition, string>> = {};
  for (const condition of conditions) {
    const command = `AT+CCFC=${reasons[condition]},${QUERY}`;
    const answer = await ask(channel, command, ['+CCFC'], { deadline: NETWORK_DEADLINE });
    if (!answer.ok) return refusedBy(answer);
    const number = answer.lines.map(activeNumber).find(text => text !== undefined);
    if (number !== undefined) found[condition] = number;
  }
  return { ...done, forwardings: found };
}

/** `+CCFC: <status>,<class>[,<number>,<type>...`: the number where voice is forwarded. */
function activeNumber(line: string): string | undefined {
  const fields = splitFields(afterPrefix(line, '+CCFC'));
  const classes = fieldNumber(fields, 1) ?? VOICE;
  if (fieldNumber(fields, 0) !== 1 || classes % 2 !== VOICE) return undefined;
  return numberText(fieldText(fields, 2), fieldNumber(fields, 3));
}
