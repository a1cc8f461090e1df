/** The answers of a gateway that is asked: ports in full, its queue, its load; and stopping a hand-off. */
import type { Client } from '@simgate/api';
import type { ReplyOf } from '@simgate/api/endpoint';
import type { ServerContract } from '@simgate/api/server/contract';
import { type Answer, done, type HandlerOf, refused } from '@simgate/daemon/http';
import { isRecord, rowsIn, textIn, wholeIn } from '../../gateways/vendor/readings.ts';
import { ask, type Fields, type PortContext } from './ports.ts';

type Handler<Name extends keyof ServerContract> = HandlerOf<ServerContract[Name], PortContext>;
type InformationReply = ReplyOf<ServerContract['get_port_information']>;
type InfoType = NonNullable<Parameters<Client['getPortInfo']>[0]>['info_type'][number];

/** Of the first document; firmware of those years refuses a query that names others. */
const firstFacts: InfoType[] = [
  ...(['type', 'imei', 'imsi', 'iccid', 'smsc', 'number', 'reg', 'slot'] as const),
  ...(['callstate', 'signal', 'gprs'] as const),
];
const laterFacts: InfoType[] = [
  ...(['remain_credit', 'remain_monthly_credit', 'remain_daily_credit', 'remain_daily_calltime'] as const),
  ...(['remain_hourly_calltime', 'remain_daily_connect', 'CallForward'] as const),
];

function forwardingIn(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([reason, number]) => [textIn(reason), textIn(number)]),
  );
}

function informationReply(port: number, row: Fields): InformationReply {
  const { slot, signal } = row;
  const word = (name: string): string => textIn(row[name]).trim();
  return {
    port,
    ...{ type: word('type'), imei: word('imei'), imsi: word('imsi'), iccid: word('iccid') },
    ...{ smsc: word('smsc'), number: word('number'), reg: word('reg'), slot: wholeIn(slot) ?? 255 },
    ...{ callstate: word('callstate'), signal: wholeIn(signal) ?? 0, gprs: word('gprs') },
    remain_credit: word('remain_credit'),
    remain_monthly_credit: word('remain_monthly_credit'),
    remain_daily_credit: word('remain_daily_credit'),
    remain_daily_call_time: word('remain_daily_call_time'),
    remain_hourly_call_time: word('remain_hourly_call_time'),
    remain_daily_connected: word('remain_daily_connected'),
    call_forwarding: forwardingIn(row.CallForwarding),
  };
}

const getPortInformation: Handler<'get_port_information'> = ({ id, port }, context) =>
  ask<InformationReply>(
    context,
    id,
    async client => {
      const whole = await client.getPortInfo({ info_type: [...firstFacts, ...laterFacts], port: [port] });
      const isOld = !whole.ok && whole.error.kind === 'refused' && whole.error.code === 400;
      return isOld ? client.getPortInfo({ info_type: firstFacts, port: [port] }) : whole;
    },
    reply => {
      const row = rowsIn(reply.info).find(one => wholeIn(one.port) === port);
      return row === undefined
        ? refused(400, 'port: the gateway has no such port')
        : done(200, informationReply(port, row));
    },
  );

const getQueue: Handler<'get_queue'> = ({ id }, context) =>
  ask(
    context,
    id,
    client => client.querySmsInQueue(),
    reply => done(200, { in_queue: wholeIn(reply.in_queue) ?? 0 }),
  );

const NO_SUCH_TASK = 'task: the gateway knows no such task';

const stopTask: Handler<'stop_task'> = async ({ id, task }, context) => {
  let isUnknown = false;
  const answer = await ask<object>(
    context,
    id,
    async client => {
      const result = await client.stopSms({ task_id: task });
      isUnknown = !result.ok && result.error.kind === 'refused' && result.error.code === 404;
      return result;
    },
    () => done<object>(200, {}),
  );
  return isUnknown ? refused(404, NO_SUCH_TASK) : (answer as Answer<Record<never, never>>);
};

const getToolkitFrame: Handler<'get_toolkit_frame'> = ({ id, port }, context) =>
  ask(
    context,
    id,
    client => client.getStkCurrFrameIndex({ port }),
    reply => done(200, { frame_id: wholeIn(reply.frame_id) ?? 0 }),
  );

const getDevice: Handler<'get_device'> = ({ id }, context) =>
  ask(
    context,
    id,
    client => client.getStatus({ type: ['performance'] }),
    reply => {
      const seen = isRecord(reply.performance) ? reply.performance : {};
      return done(200, {
        ...{ cpu_used: textIn(seen.cpu_used), flash_total: textIn(seen.flash_total) },
        ...{ flash_used: textIn(seen.flash_used), memory_total: textIn(seen.memory_total) },
        ...{ memory_cached: textIn(seen.memory_cached), memory_buffers: textIn(seen.memory_buffers) },
        ...{ memory_free: textIn(seen.memory_free), memory_used: textIn(seen.memory_used) },
      });
    },
  );

export const deviceHandlers = {
  get_port_information: getPortInformation,
  get_queue: getQueue,
  stop_task: stopTask,
  get_toolkit_frame: getToolkitFrame,
  get_device: getDevice,
};
