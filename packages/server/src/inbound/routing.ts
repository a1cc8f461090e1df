/** Which pool a received message belongs to. */
import type { Gateway, Sim } from '../domain/gateway.ts';
import { DEFAULT_POOL, type Pool } from '../domain/pool.ts';

/** Where a message was received. */
export interface Receiver {
  readonly gateway: Pick<Gateway, 'id' | 'tags'>;
  /** Undefined where the SIM is not known. */
  readonly sim: Pick<Sim, 'id' | 'tags'> | undefined;
}

/** Whether the lists of a pool name this SIM. */
function names({ members }: Pool, { gateway, sim }: Receiver): boolean {
  const tags = [...gateway.tags, ...(sim?.tags ?? [])];
  return (
    (sim !== undefined && members.sims?.includes(sim.id) === true) ||
    members.gateways?.includes(gateway.id) === true ||
    members.tags?.some(tag => tags.includes(tag)) === true
  );
}

function takesEvery({ members: { sims, gateways, tags } }: Pool): boolean {
  return sims === undefined && gateways === undefined && tags === undefined;
}

/**
 * The pool of a received message: that of the last message sent to this number, while the SIM may be its; else a pool that names the SIM;
 * else one that takes every SIM, `default` first; else "".
 * @param last pool of the last message sent to the number; "" where there was none
 */
export function poolOf(pools: readonly Pool[], receiver: Receiver, last: string): string {
  const answered = pools.find(pool => pool.id === last);
  if (answered !== undefined && (takesEvery(answered) || names(answered, receiver))) return answered.id;
  const named = pools.find(pool => names(pool, receiver));
  if (named !== undefined) return named.id;
  const open = pools.filter(takesEvery);
  return (open.find(pool => pool.id === DEFAULT_POOL) ?? open[0])?.id ?? '';
}
