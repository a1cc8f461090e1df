/** Control of gateways: power, line, sign-in, switches, faults, ports, pushes. */

import type { FastifyInstance } from 'fastify';
import { BadRequestError, NotFoundError, NotPossibleError } from '../../control/errors.ts';
import { type Fleet, pushTarget } from '../fleet.ts';
import type { AnswerFault } from '../http/answer-faults.ts';
import type { Front } from '../http/front.ts';
import { type Quirks, readQuirkChanges } from '../quirks.ts';
import { type PhoneCall, placeCall } from '../state/calls.ts';
import { freezeGateway, restartGateway, setRegistration } from '../state/gateway.ts';
import { type FleetPort, type Line, type PushKind, pushKinds } from '../state/model.ts';
import { startWaiting } from '../state/sending.ts';
import * as schemas from './schemas.ts';
import { selectFronts } from './selection.ts';
import { describeGateway, describePort } from './views.ts';

const RESTART_TIME = 30_000;
const DAY = 86_400_000;

interface Chosen {
  readonly Params: { readonly gateways: string };
}

type Choose = (request: { readonly params: unknown }) => readonly Front[];

/** Adds everything under /gateways. */
export function addGatewayRoutes(server: FastifyInstance, fleet: Fleet): void {
  const choose: Choose = ({ params }) => selectFronts(fleet, (params as Chosen['Params']).gateways);
  server.get('/gateways', () => fleet.fronts.map(front => describeGateway(fleet, front)));
  server.get<Chosen>('/gateways/:gateways', request =>
    choose(request).map(front => ({
      ...describeGateway(fleet, front),
      quirks: front.gateway.quirks,
      faults: front.faults,
      bans: front.bans.list(fleet.world.clock.now()),
      ports: front.gateway.ports.map(port => describePort(front.gateway, port)),
    })),
  );
  addPowerRoutes(server, fleet, choose);
  addQuirkRoutes(server, choose);
  addAccessRoutes(server, fleet, choose);
  addPushRoute(server, choose);
  addPortRoutes(server, fleet, choose);
}

function done(fronts: readonly Front[]) {
  return { gateways: fronts.length };
}

/** Power and line. */
function addPowerRoutes(server: FastifyInstance, fleet: Fleet, choose: Choose): void {
  const { world } = fleet;
  server.post<Chosen & { Body?: { milliseconds?: number } }>(
    '/gateways/:gateways/restart',
    { schema: { body: schemas.restart } },
    async request => {
      const fronts = choose(request);
      const time = request.body?.milliseconds ?? RESTART_TIME;
      for (const { gateway } of fronts) restartGateway(world, gateway, time);
      world.clock.after(time, () => void followAll(fleet, fronts));
      await followAll(fleet, fronts);
      return done(fronts);
    },
  );
  server.post<Chosen & { Body: { milliseconds: number } }>(
    '/gateways/:gateways/freeze',
    { schema: { body: schemas.freeze } },
    request => {
      const fronts = choose(request);
      for (const { gateway } of fronts) freezeGateway(world, gateway, request.body.milliseconds);
      return done(fronts);
    },
  );
  server.put<Chosen & { Body: { line: Line; milliseconds?: number } }>(
    '/gateways/:gateways/line',
    { schema: { body: schemas.line } },
    async request => {
      const fronts = choose(request);
      const { line, milliseconds } = request.body;
      await setLine(fleet, fronts, line);
      if (milliseconds !== undefined)
        world.clock.after(milliseconds, () => void setLine(fleet, fronts, 'up'));
      return done(fronts);
    },
  );
}

/** Switches of the form of answers. */
function addQuirkRoutes(server: FastifyInstance, choose: Choose): void {
  server.patch<Chosen & { Body: Record<string, unknown> }>('/gateways/:gateways/quirks', request => {
    const fronts = choose(request);
    const changes = readQuirkChanges(request.body ?? {});
    // Gateways with the same switches share one object: a thousand of them cost no more than one.
    const shared = new Map<Quirks, Quirks>();
    for (const { gateway } of fronts) {
      const next = shared.get(gateway.quirks) ?? { ...gateway.quirks, ...changes };
      shared.set(gateway.quirks, next);
      gateway.quirks = next;
    }
    return done(fronts);
  });
  server.put<Chosen & { Body: AnswerFault[] }>(
    '/gateways/:gateways/faults',
    { schema: { body: schemas.faults } },
    request => {
      const fronts = choose(request);
      for (const { faults } of fronts) faults.splice(0, faults.length, ...request.body);
      return done(fronts);
    },
  );
}

/** Logins, and the data by which a client recognises the gateway. */
function addAccessRoutes(server: FastifyInstance, { world, certificates }: Fleet, choose: Choose): void {
  server.post<Chosen & { Body: { address: string; milliseconds?: number } }>(
    '/gateways/:gateways/bans',
    { schema: { body: schemas.ban } },
    request => {
      const fronts = choose(request);
      const until = world.clock.now() + (request.body.milliseconds ?? DAY);
      for (const { bans } of fronts) bans.ban(request.body.address, until);
      return done(fronts);
    },
  );
  server.delete<Chosen>('/gateways/:gateways/bans', request => {
    const fronts = choose(request);
    for (const { bans } of fronts) bans.lift();
    return done(fronts);
  });
  server.put<Chosen & { Body: { user?: string; password?: string } }>(
    '/gateways/:gateways/login',
    { schema: { body: schemas.login } },
    request => {
      const fronts = choose(request);
      for (const { gateway } of fronts) Object.assign(gateway, request.body);
      return done(fronts);
    },
  );
  server.post<Chosen>('/gateways/:gateways/certificate', request => {
    const fronts = choose(request);
    if (!certificates) throw new NotPossibleError('gateways', 'the fleet speaks HTTP');
    for (const { gateway } of fronts) certificates.renew(gateway.index);
    return done(fronts);
  });
}

function addPushRoute(server: FastifyInstance, choose: Choose): void {
  server.put<Chosen & { Body: { url: string; events?: PushKind[] } }>(
    '/gateways/:gateways/push',
    { schema: { body: schemas.push } },
    request => {
      const fronts = choose(request);
      const { url, events = pushKinds } = request.body;
      if (url !== '' && !URL.canParse(url)) throw new BadRequestError('url', 'is no URL');
      for (const { gateway } of fronts)
        gateway.push = url === '' ? undefined : pushTarget(url, gateway, events);
      return done(fronts);
    },
  );
}

function addPortRoutes(server: FastifyInstance, { world }: Fleet, choose: Choose): void {
  const ports = (request: { readonly params: unknown }) => {
    const index = Number((request.params as { port: string }).port);
    return choose(request).map(front => {
      const port = front.gateway.ports[index];
      if (!port) throw new NotFoundError('port', `there is no port ${index}`);
      return { gateway: front.gateway, port };
    });
  };
  server.patch<{ Body: Partial<FleetPort> }>(
    '/gateways/:gateways/ports/:port',
    { schema: { body: schemas.portState } },
    request => {
      const { registration, ...rest } = request.body;
      return ports(request).map(({ gateway, port }) => {
        Object.assign(port, rest);
        if (registration !== undefined) setRegistration(world, gateway, port, registration);
        startWaiting(world, gateway);
        return describePort(gateway, port);
      });
    },
  );
  server.post<{ Body: PhoneCall }>(
    '/gateways/:gateways/ports/:port/calls',
    { schema: { body: schemas.phoneCall } },
    request => {
      const called = ports(request);
      for (const { gateway, port } of called) placeCall(world, gateway, port, request.body);
      return { gateways: called.length };
    },
  );
}

async function setLine(fleet: Fleet, fronts: readonly Front[], line: Line): Promise<void> {
  const changed = fronts.filter(({ gateway }) => gateway.line !== line);
  for (const { gateway } of changed) {
    gateway.line = line;
    fleet.world.record.addEvent(fleet.world.clock.now(), gateway.index, 'line', { line });
  }
  await followAll(fleet, changed);
}

async function followAll(fleet: Fleet, fronts: readonly Front[]): Promise<void> {
  for (const { gateway } of fronts) await fleet.listeners.follow(gateway.index);
}
