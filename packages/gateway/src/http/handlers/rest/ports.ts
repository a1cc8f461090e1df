/** Ports under /v1. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { type Answer, done, refused } from '@simgate/daemon/http';
import type { PortConfig } from '../../../config/schema.ts';
import type { ActionRecord } from '../../../port-management/action-record.ts';
import type { Port, PortSnapshot } from '../../../ports/port.ts';
import { type Counts, noCounts } from '../../../statistics/statistics.ts';
import type { HandlerContext, Handlers } from '../context.ts';

type Item = ReplyOf<Contract['get_port']>;
type Action = ReplyOf<Contract['act_on_port']>;
type Result = ReplyOf<Contract['act_on_ports']>['results'][number];

function actionOf({ id, action, askedAt, state, text }: ActionRecord): Action {
  return {
    id,
    action: Object.values(action).join(' '),
    asked_at: new Date(askedAt).toISOString(),
    state,
    text,
  };
}

/** Counts that are shown at every port, read once for all of them. */
export interface PortCounts {
  readonly waiting: ReadonlyMap<number, number>;
  readonly today: ReadonlyMap<number, Counts>;
}

/** Copies: they stay as they are now. */
export function portCounts({ messages, statistics }: HandlerContext): PortCounts {
  const today = [...statistics.today()].map(([port, counts]) => [port, { ...counts }] as const);
  return { waiting: messages.waitingByPort(), today: new Map(today) };
}

interface Shared extends PortCounts {
  readonly inDialogue: ReadonlySet<number>;
}

function sharedOf({ ussd }: HandlerContext, counts: PortCounts): Shared {
  const open = ussd.dialogues({ states: ['asking', 'waiting'], limit: 100 });
  return { ...counts, inDialogue: new Set(open.map(({ port }) => port)) };
}

function deviceOf(config: PortConfig | undefined): string {
  const { device, tcp, usb } = config ?? {};
  return device ?? usb ?? (tcp === undefined ? '' : `tcp:${tcp}`);
}

function activityOf(port: Port, { callstate }: PortSnapshot, shared: Shared): Item['activity'] {
  if (callstate !== 'Idle') return 'call';
  if (shared.inDialogue.has(port.number)) return 'ussd';
  return port.submitting ? 'sending' : 'idle';
}

/** 27.007 8.5: 0 is -113 dBm or less, and 31 is -51 dBm or more. A signal of 0 may be none at all. */
function dbmOf(signal: number): number | null {
  return signal === 0 ? null : 2 * signal - 113;
}

function placeOf({ network }: PortSnapshot): Pick<Item, 'operator' | 'place'> {
  const { operator, area, cell } = network ?? {};
  return {
    operator: operator === undefined ? null : { name: operator.name, code: operator.code },
    place: area === undefined && cell === undefined ? null : { area: area ?? null, cell: cell ?? null },
  };
}

function modemOf({ capabilities }: PortSnapshot): Pick<Item, 'maker' | 'model' | 'firmware'> {
  const { maker = '', model = '', firmware = '' } = capabilities;
  return { maker, model, firmware };
}

function itemOf(port: Port, context: HandlerContext, shared: Shared): Item {
  const { portManagement, limits, labels, portConfigs, toolkit } = context;
  const snapshot = port.snapshot();
  const { canSend, sim, since, type, imei, reg, slot, callstate, signal, gprs, trouble, reason } = snapshot;
  const imsi = sim?.imsi ?? '';
  const { power, blocked } = portManagement.state(port.number);
  const last = portManagement.lastAction(port.number);
  return {
    ...{ port: port.number, label: labels.of(port.number) },
    device: deviceOf(portConfigs.find(config => config.port === port.number)),
    ...modemOf(snapshot),
    ...{ type, imei, sim: sim === undefined ? null : { ...sim } },
    ...placeOf(snapshot),
    ...{ reg, slot, callstate, signal, dbm: dbmOf(signal), gprs, can_send: canSend, trouble, reason },
    since: since === undefined ? null : new Date(since).toISOString(),
    activity: activityOf(port, snapshot, shared),
    toolkit_frame: toolkit.frame(port.number),
    capabilities: { ...snapshot.capabilities },
    power: power ?? null,
    blocked,
    forwarding: { ...portManagement.forwardings(imsi) },
    limits_left: { ...limits.remaining(port.number, imsi) },
    waiting: shared.waiting.get(port.number) ?? 0,
    today: { ...(shared.today.get(port.number) ?? noCounts) },
    last_action: last === undefined ? null : actionOf(last),
  };
}

/**
 * Every port as the API shows it.
 * @param counts absent: as they are now
 */
export function portItems(context: HandlerContext, counts = portCounts(context)): Item[] {
  const shared = sharedOf(context, counts);
  return context.ports.ports.map(port => itemOf(port, context, shared));
}

function noPort(port: number): string {
  return `port: this gateway has no port ${port}.`;
}

function onePort(number: number, context: HandlerContext): Answer<Item> {
  const port = context.ports.ports.find(one => one.number === number);
  return port === undefined
    ? refused(404, noPort(number))
    : done(200, itemOf(port, context, sharedOf(context, portCounts(context))));
}

export const portHandlers = {
  list_ports: async (_request, context) => {
    await context.statistics.follow();
    return done(200, { ports: portItems(context) });
  },

  get_port: async (request, context) => {
    await context.statistics.follow();
    return onePort(request.port, context);
  },

  label_port: async ({ port, label }, context) => {
    if (!context.ports.ports.some(one => one.number === port)) return refused(404, noPort(port));
    await context.labels.set(port, label);
    return onePort(port, context);
  },

  act_on_port: async (request, { ports, portManagement }) => {
    const { port, ...asked } = request;
    if (!ports.ports.some(one => one.number === port)) return refused(404, noPort(port));
    const answer = await portManagement.act(port, asked);
    if (answer.ok) return done(202, actionOf(answer.record));
    return refused(answer.code === 500 && answer.error.startsWith('port:') ? 503 : answer.code, answer.error);
  },

  act_on_ports: async ({ ports: wanted, ...asked }, { ports, portManagement }) => {
    const act = async (port: number): Promise<Result> => {
      if (!ports.ports.some(one => one.number === port)) return { port, action: null, error: noPort(port) };
      const answer = await portManagement.act(port, asked);
      if (answer.ok) return { port, action: actionOf(answer.record), error: '' };
      return { port, action: null, error: answer.error };
    };
    return done(202, { results: await Promise.all(wanted.map(act)) });
  },
} satisfies Partial<Handlers>;
