/** Gateways under /v1. */
import type { ReplyOf } from '@simgate/api/endpoint';
import type { ServerContract } from '@simgate/api/server/contract';
import { type Answer, done, type HandlerOf, refused } from '@simgate/daemon/http';
import type { GatewayFleet } from '../../gateways/gateway-fleet.ts';
import { findGateway, pageOfGateways, type StoredGateway } from '../../gateways/gateway-rows.ts';
import {
  type Change,
  createGateway,
  deleteGateway,
  type GatewaySettings,
  type ManageContext,
  updateGateway,
} from '../../gateways/manage.ts';
import { portsOf, portsOfAll, type StoredPort } from '../../gateways/port-rows.ts';
import { instantOf, nextOf, USUAL_LIMIT } from './pages.ts';

export interface GatewayContext extends ManageContext {
  readonly fleet: GatewayFleet;
}

type Handler<Name extends keyof ServerContract> = HandlerOf<ServerContract[Name], GatewayContext>;
type GatewayReply = ReplyOf<ServerContract['get_gateway']>;
type PortReply = GatewayReply['ports'][number];

/** Milliseconds of a test. */
const TEST_WITHIN = 30_000;

/** Why a port does not send, as far as its gateway reports it. */
function waitsFor({ enabled, sends, registration, sim }: StoredPort): string {
  if (!enabled) return 'It is switched off.';
  if (sends) return '';
  return sim === '' ? `It has no SIM that is known (${registration}).` : `Its gateway says ${registration}.`;
}

function portReply(port: StoredPort): PortReply {
  const { port: number, sim, registration, signal, enabled } = port;
  return { port: number, sim, registration, signal, enabled, waits_for: waitsFor(port) };
}

function gatewayReply(gateway: StoredGateway, ports: readonly StoredPort[]): GatewayReply {
  return {
    id: gateway.id,
    name: gateway.name,
    kind: gateway.kind,
    address: gateway.address,
    user: gateway.user,
    tags: [...gateway.tags],
    enabled: gateway.enabled,
    state: gateway.state,
    reason: gateway.reason,
    serial_number: gateway.serialNumber,
    certificate: gateway.certificate,
    clock_offset_ms: gateway.clockOffsetMs,
    push_path: `/push/${gateway.pushPath}`,
    partition: gateway.part,
    seen_at: gateway.seenAt === undefined ? null : instantOf(gateway.seenAt),
    ports: ports.map(portReply),
  };
}

const isTaken = refused(409, 'address: another gateway has this one');

/** The answer to a change. @param code of success */
async function answerOf(
  { store, fleet }: GatewayContext,
  change: Change,
  code: 200 | 201,
): Promise<Answer<GatewayReply>> {
  if (change.kind === 'missing') return refused(404);
  if (change.kind === 'taken') return isTaken;
  if (change.kind === 'wrong') return refused(400, change.error);
  void fleet.look();
  const ports = await store.read(() => portsOf(change.gateway));
  return done(code, gatewayReply(change.gateway, ports));
}

interface RequestedSettings extends Omit<GatewaySettings, 'forget'> {
  readonly forget_certificate?: boolean;
}

function settingsOf(request: RequestedSettings): GatewaySettings {
  const { name, address, user, password, kind, tags, enabled, forget_certificate: forget } = request;
  return {
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(kind !== undefined && { kind }),
    ...(tags !== undefined && { tags }),
    ...(enabled !== undefined && { enabled }),
    ...(forget !== undefined && { forget }),
  };
}

const create: Handler<'create_gateway'> = async (request, context) => {
  const { address } = request;
  return answerOf(context, await createGateway(context, { ...settingsOf(request), address }), 201);
};

const change: Handler<'change_gateway'> = async (request, context) =>
  answerOf(context, await updateGateway(context, request.id, settingsOf(request)), 200);

const list: Handler<'list_gateways'> = async ({ cursor = '', limit = USUAL_LIMIT }, { store }) => {
  const page = await store.read(() => pageOfGateways(cursor, limit));
  const ports = await store.read(() => portsOfAll(page));
  const gateways = page.map(gateway => gatewayReply(gateway, ports.get(gateway.id) ?? []));
  return done(200, { gateways, next: nextOf(gateways, limit, ({ id }) => id) });
};

const show: Handler<'get_gateway'> = async ({ id }, { store }) => {
  const gateway = await store.read(() => findGateway(id));
  if (gateway === undefined) return refused(404);
  return done(200, gatewayReply(gateway, await store.read(() => portsOf(gateway))));
};

const remove: Handler<'remove_gateway'> = async ({ id }, context) => {
  const isRemoved = await deleteGateway(context, id);
  if (isRemoved) void context.fleet.look();
  return isRemoved ? done(200, {}) : refused(404);
};

const test: Handler<'test_gateway'> = async ({ id }, { store, fleet, clock }) => {
  const gateway = await store.read(() => findGateway(id));
  if (gateway === undefined) return refused(404);
  const began = clock.monotonic();
  const finding = await fleet.test(gateway, AbortSignal.timeout(TEST_WITHIN));
  const milliseconds = Math.round(clock.monotonic() - began);
  const detail = finding.found === undefined ? finding.trouble.reason : '';
  return done(200, { ok: detail === '', detail, milliseconds });
};

export const gatewayHandlers = {
  create_gateway: create,
  list_gateways: list,
  get_gateway: show,
  change_gateway: change,
  remove_gateway: remove,
  test_gateway: test,
};
