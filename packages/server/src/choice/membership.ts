/** Which SIMs may carry the messages of a lane, whatever they are doing now. */
import type { Lane } from '../domain/lane.ts';
import type { Pool, PoolRule } from '../domain/pool.ts';
import type { Place } from './fleet.ts';

function hasTag({ gateway, sim }: Place, tag: string): boolean {
  return sim.tags.includes(tag) || gateway.tags.includes(tag);
}

/** Whether a SIM belongs to a pool. */
function isMember({ members: { sims, gateways, tags } }: Pool, place: Place): boolean {
  if (sims === undefined && gateways === undefined && tags === undefined) return true;
  return (
    sims?.includes(place.sim.id) === true ||
    gateways?.includes(place.gateway.id) === true ||
    tags?.some(tag => hasTag(place, tag)) === true
  );
}

/** Whether a place may carry what waits in a lane. */
export function mayCarry(pool: Pool, lane: Lane, place: Place): boolean {
  if (lane.sim !== '' && place.sim.id !== lane.sim) return false;
  if (lane.gateway !== '' && place.gateway.id !== lane.gateway) return false;
  if (lane.port !== undefined && place.port.port !== lane.port) return false;
  if (lane.tag !== '' && !hasTag(place, lane.tag)) return false;
  return isMember(pool, place);
}

/** The first rule that matches a recipient. @param country ISO 3166-1 alpha-2; "" of a short code */
export function ruleFor(pool: Pool, recipient: string, country: string): PoolRule | undefined {
  return pool.rules.find(
    rule =>
      (rule.prefix === undefined || recipient.startsWith(rule.prefix)) &&
      (rule.country === undefined || rule.country === country),
  );
}
