/** Why a message waits: what stands in the way of the place that may send it soonest. */
import type { Place } from '../../choice/fleet.ts';
import { mayCarry } from '../../choice/membership.ts';
import type { Hindrance } from '../../choice/slots.ts';
import { type Lane, readLane } from '../../domain/lane.ts';
import type { Message } from '../../domain/message.ts';
import { usualPool } from '../../domain/pool.ts';
import { type ReasonCode, reasons } from '../../domain/reasons.ts';
import { laneOfMessage } from '../../store/messages.ts';
import type { ServerContext } from '../context.ts';
import { instantOrNull } from '../times.ts';

interface Why {
  readonly why: string;
  readonly why_code: string;
  readonly until: string | null;
}

function why(reason: ReasonCode, until?: number): Why {
  return { why: reasons[reason], why_code: reason, until: instantOrNull(until) };
}

const nothing: Why = { why: '', why_code: '', until: null };

/** The stored state of places, where another process works with them. */
function plainHindrance({ gateway, port, sim }: Place): Hindrance | undefined {
  if (!gateway.enabled || gateway.state !== 'up') return { reason: 'waits_for_gateway', until: undefined };
  const mayNot = !port.enabled || !sim.enabled || port.registration !== 'REGISTER_OK';
  return mayNot ? { reason: 'waits_for_sim', until: undefined } : undefined;
}

type Parts = Pick<ServerContext, 'plan' | 'dispatcher'>;

/** Of what hinders each place, that which ends first; undefined where a place is free. */
function soonest(part: number, lane: Lane, { plan, dispatcher }: Parts): Hindrance | undefined {
  const pool = plan.pool(lane.pool) ?? usualPool(lane.pool);
  const slots = dispatcher.worker(part)?.slots;
  const hindrances: Hindrance[] = [];
  for (const place of plan.places(part)) {
    if (!mayCarry(pool, lane, place)) continue;
    const hindrance = slots === undefined ? plainHindrance(place) : slots.hindrance(place, pool);
    if (hindrance === undefined) return undefined;
    hindrances.push(hindrance);
  }
  const timed = hindrances.flatMap(({ reason, until }) => (until === undefined ? [] : [{ reason, until }]));
  const [first] = timed.sort((one, other) => one.until - other.until);
  return first ?? hindrances[0] ?? { reason: 'waits_for_sim', until: undefined };
}

/** The reasons for which a message waits, and until when at least; empty where it does not wait. */
export async function whyItWaits(message: Message, context: ServerContext): Promise<Why> {
  if (message.state === 'scheduled') return why('waits_for_time', message.notBefore);
  if (message.state === 'sending') return why('waits_for_settlement');
  if (message.state !== 'queued') return nothing;
  const lane = readLane(await context.store.read(() => laneOfMessage(message)));
  const hindrance = soonest(message.part, lane, context);
  return hindrance === undefined ? why('waits_in_queue') : why(hindrance.reason, hindrance.until);
}
