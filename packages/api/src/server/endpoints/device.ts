/** The answers of a gateway that is asked: the rest of the vendor's chapters, passed through as they are. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, portNumber } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { idOf } from '../parameters.ts';

const place = { id: idOf('gateway'), port: portNumber };

/** The codes of every answer that needs a gateway. */
export const unreached = {
  400: 'A parameter is wrong, or the gateway refuses it.',
  404: 'There is no such gateway.',
  503: 'The gateway cannot be reached, or did not do it; error tells why.',
};

function word(description: string) {
  return Type.String({ description: `${description}; "" where it is not known` });
}

const portInformation = Type.Object(
  {
    port: Type.Integer({ description: 'the port', minimum: 0, maximum: 31 }),
    type: word('GSM, WCDMA, LTE or UNKNOWN'),
    imei: word('of the module'),
    imsi: word('of the SIM'),
    iccid: word('of the SIM'),
    smsc: word('the service centre'),
    number: word('of the SIM'),
    reg: word('the registration, as REGISTER_OK'),
    slot: Type.Integer({ description: 'the SIM slot; 255 where the port has only one', minimum: 0 }),
    callstate: word('Idle, Ringing, Active and others'),
    signal: Type.Integer({ description: '0 to 31', minimum: 0 }),
    gprs: word('attached or detached'),
    remain_credit: word('what is left of a limit of the gateway'),
    remain_monthly_credit: word('the same of the month'),
    remain_daily_credit: word('the same of the day'),
    remain_daily_call_time: word('the same of calls of the day'),
    remain_hourly_call_time: word('the same of calls of the hour'),
    remain_daily_connected: word('the same of answered calls of the day'),
    call_forwarding: Type.Record(Type.String(), Type.String(), {
      description: 'where calls go, by reason; as of the last CheckCallForward',
    }),
  },
  { ...exact, description: 'a port as its gateway has it' },
);

const getPortInformation = endpoint({
  name: 'get_port_information',
  access: may.operate,
  style: 'rest',
  path: '/v1/gateways/{id}/ports/{port}/information',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Asks the gateway for everything that get_port_info knows of a port.',
  request: Type.Object(place),
  reply: portInformation,
  codes: { 200: 'Here it is.', ...unreached },
});

const getQueue = endpoint({
  name: 'get_queue',
  access: may.watch,
  style: 'rest',
  path: '/v1/gateways/{id}/queue',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Asks a gateway how many messages it has taken and not begun, those of its other users included.',
  request: Type.Object({ id: idOf('gateway') }),
  reply: Type.Object({ in_queue: Type.Integer({ description: 'messages', minimum: 0 }) }, exact),
  codes: { 200: 'Here it is.', ...unreached },
});

const stopTask = endpoint({
  name: 'stop_task',
  access: may.operate,
  style: 'rest',
  path: '/v1/gateways/{id}/tasks/{task}/stop',
  methods: ['POST'],
  parametersIn: 'none',
  changesState: true,
  audited: true,
  sentence:
    'Stops a hand-off at its gateway: what of it no port has begun is not sent and becomes failed, as soon as the gateway reports it.',
  request: Type.Object({
    id: idOf('gateway'),
    task: Type.Integer({
      description: 'the task of a hand-off, as get_message has it',
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
    }),
  }),
  reply: Type.Object({}, exact),
  codes: { 200: 'Stopped.', ...unreached, 404: 'There is no such gateway, or it knows no such task.' },
});

const getToolkitFrame = endpoint({
  name: 'get_toolkit_frame',
  access: may.operate,
  style: 'rest',
  path: '/v1/gateways/{id}/ports/{port}/toolkit/frame',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Asks which view the toolkit shows: another number means another view.',
  request: Type.Object(place),
  reply: Type.Object({ frame_id: Type.Integer({ description: 'as in the view itself', minimum: 0 }) }, exact),
  codes: { 200: 'Here it is.', ...unreached },
});

function size(description: string) {
  return word(`${description}, in kB`);
}

const getDevice = endpoint({
  name: 'get_device',
  access: may.watch,
  style: 'rest',
  path: '/v1/gateways/{id}/device',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Asks a gateway how busy it is. Firmware of the first years has no answer.',
  request: Type.Object({ id: idOf('gateway') }),
  reply: Type.Object(
    {
      cpu_used: word('in percent'),
      flash_total: size('its flash memory'),
      flash_used: size('of that in use'),
      memory_total: size('its memory'),
      memory_cached: size('of that caches'),
      memory_buffers: size('of that buffers'),
      memory_free: size('of that free'),
      memory_used: size('of that in use'),
    },
    exact,
  ),
  codes: { 200: 'Here it is.', ...unreached },
});

/** In the order of the manual. */
export const deviceEndpoints = [getPortInformation, getQueue, stopTask, getToolkitFrame, getDevice] as const;
