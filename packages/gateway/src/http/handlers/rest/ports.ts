/** Ports under /v1. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import type { ActionRecord } from '../../../port-management/action-record.ts';
import type { Port } from '../../../ports/port.ts';
import { done, refused } from '../../answers.ts';
import type { HandlerContext, Handlers } from '../context.ts';

type Item = ReplyOf<Contract['get_port']>;
type Action = ReplyOf<Contract['act_on_port']>;

function actionOf({ id, action, askedAt, state, text }: ActionRecord): Action {
  return {
    id,
    action: Object.values(action).join(' '),
    asked_at: new Date(askedAt).toISOString(),
    state,
    text,
  };
}

function itemOf(port: Port, { portManagement, limits, messages }: HandlerContext): Item {
  const { canSend, sim, ...snapshot } = port.snapshot();
  const imsi = sim?.imsi ?? '';
  const { power, blocked } = portManagement.state(port.number);
  const last = portManagement.lastAction(port.number);
  const { type, imei, reg, slot, callstate, signal, gprs, trouble, reason, capabilities } = snapshot;
  return {
    ...{ port: port.number, type, imei, sim: sim === undefined ? null : { ...sim } },
    ...{ reg, slot, callstate, signal, gprs, can_send: canSend, trouble, reason },
    capabilities: { ...capabilities },
    power: power ?? null,
    blocked,
    forwarding: { ...portManagement.forwardings(imsi) },
    limits_left: { ...limits.remaining(port.number, imsi) },
    waiting: messages.waitingFor(port.number),
    last_action: last === undefined ? null : actionOf(last),
  };
}

function noPort(port: number) {
  return refused(404, `port: this gateway has no port ${port}.`);
}

export const portHandlers = {
  list_ports: (_request, context) =>
    done(200, { ports: context.ports.ports.map(port => itemOf(port, context)) }),

  get_port: (request, context) => {
    const port = context.ports.ports.find(one => one.number === request.port);
    return port === undefined ? noPort(request.port) : done(200, itemOf(port, context));
  },

  act_on_port: async (request, { ports, portManagement }) => {
    const { port, ...asked } = request;
    if (!ports.ports.some(one => one.number === port)) return noPort(port);
    const answer = await portManagement.act(port, asked);
    if (answer.ok) return done(202, actionOf(answer.record));
    return refused(answer.code === 500 && answer.error.startsWith('port:') ? 503 : answer.code, answer.error);
  },
} satisfies Partial<Handlers>;
