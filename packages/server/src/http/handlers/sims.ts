/** SIMs under /v1. */
import type { ReplyOf } from '@simgate/api/endpoint';
import type { ServerContract } from '@simgate/api/server/contract';
import type { Clock } from '@simgate/daemon';
import { done, type HandlerOf, refused } from '@simgate/daemon/http';
import type { Sim } from '../../domain/gateway.ts';
import { findGateway } from '../../gateways/gateway-rows.ts';
import { portsOf } from '../../gateways/port-rows.ts';
import { findSim, nothingUsed, pageOfSims, type Used, usedOf } from '../../gateways/sim-rows.ts';
import { saveSimSettings } from '../../store/fleet.ts';
import type { Statements } from '../../store/statements.ts';
import type { Store } from '../../store/store.ts';
import { instantOf, nextOf, USUAL_LIMIT } from './pages.ts';

export interface SimContext {
  readonly store: Store;
  readonly clock: Clock;
}

type Handler<Name extends keyof ServerContract> = HandlerOf<ServerContract[Name], SimContext>;
type SimReply = ReplyOf<ServerContract['get_sim']>;

/** Why a SIM does not send, as far as it is seen in its port. Limits and rests are shown at the messages that wait for them. */
function* waitsFor({ id, gateway: place, port: number, enabled }: Sim): Statements<string> {
  if (!enabled) return 'It is switched off.';
  const gateway = yield* findGateway(place);
  if (gateway === undefined) return 'Its gateway was removed.';
  if (!gateway.enabled) return 'Its gateway is switched off.';
  if (gateway.state !== 'up')
    return `Its gateway is ${gateway.state}${gateway.reason === '' ? '.' : `: ${gateway.reason}`}`;
  const port = (yield* portsOf(gateway)).find(one => one.port === number);
  if (port?.sim !== id) return 'It is in no port.';
  if (!port.enabled) return 'Its port is switched off.';
  return port.sends ? '' : `Its port is ${port.registration}.`;
}

function simReply(sim: Sim, used: Used, waits: string): SimReply {
  const { id, imsi, number, operator, gateway, port, tags, limits, cost, enabled, seenAt } = sim;
  return {
    ...{ id, imsi, number, operator, gateway, port },
    tags: [...tags],
    limits,
    cost,
    enabled,
    used,
    waits_for: waits,
    seen_at: instantOf(seenAt),
  };
}

function* replies(sims: readonly Sim[], now: number): Statements<SimReply[]> {
  const used = yield* usedOf(
    sims.map(({ id }) => id),
    now,
  );
  const shown: SimReply[] = [];
  for (const sim of sims) shown.push(simReply(sim, used.get(sim.id) ?? nothingUsed, yield* waitsFor(sim)));
  return shown;
}

const list: Handler<'list_sims'> = async ({ cursor = '', limit = USUAL_LIMIT }, { store, clock }) => {
  const sims = await store.read(function* () {
    return yield* replies(yield* pageOfSims(cursor, limit), clock.now());
  });
  return done(200, { sims, next: nextOf(sims, limit, ({ id }) => id) });
};

const show: Handler<'get_sim'> = async ({ id }, { store, clock }) => {
  const [reply] = await store.read(function* () {
    const sim = yield* findSim(id);
    return sim === undefined ? [] : yield* replies([sim], clock.now());
  });
  return reply === undefined ? refused(404) : done(200, reply);
};

const change: Handler<'change_sim'> = async (request, { store, clock }) => {
  const [reply] = await store.write(function* () {
    const sim = yield* findSim(request.id);
    if (sim === undefined) return [];
    const { tags = sim.tags, limits = sim.limits, cost = sim.cost, enabled = sim.enabled } = request;
    const changed = { ...sim, tags, limits, cost, enabled };
    yield* saveSimSettings(changed);
    return yield* replies([changed], clock.now());
  });
  return reply === undefined ? refused(404) : done(200, reply);
};

export const simHandlers = { list_sims: list, get_sim: show, change_sim: change };
