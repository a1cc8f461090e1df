/** Ports under /v1: everything known of each, and telling them what to do. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, phoneNumber, portNumber } from '../../parameters.ts';
import { type PortReason, portReasons } from '../../reasons.ts';
import { may } from '../../roles.ts';
import { instant } from './rest-parameters.ts';

const reasonCodes = Object.keys(portReasons) as PortReason[];

function text(description: string) {
  return Type.String({ description });
}
function texts(description: string) {
  return Type.Record(Type.String(), Type.String(), { description });
}

const action = Type.Object(
  {
    id: Type.Integer({ description: 'the id of the action', minimum: 1 }),
    action: text('what was asked for; never with a PIN'),
    asked_at: instant('when it was asked for'),
    state: Type.Enum(['pending', 'done', 'failed', 'interrupted'], {
      description: 'interrupted: cut by a restart of the gateway',
    }),
    text: text('why it was not done, or what else is to be said of it; "" otherwise'),
  },
  { ...exact, description: 'something a port was told' },
);

const sim = Type.Object(
  {
    imsi: text('the IMSI'),
    iccid: text('the ICCID'),
    number: text('the own number; "" where it is not known'),
    smsc: text('the service centre; "" where it is not known'),
  },
  exact,
);

const port = Type.Object(
  {
    port: portNumber,
    type: text('the access technology'),
    imei: text('the IMEI of the modem'),
    sim: Type.Union([sim, Type.Null()], { description: 'null where there is none that can be used' }),
    reg: text('the registration, as get_port_info has it'),
    slot: Type.Integer({ description: 'the SIM slot; 255 where there is one only' }),
    callstate: text('the state of calls'),
    signal: Type.Integer({ description: 'the signal strength, 0 to 31' }),
    gprs: text('attached or detached'),
    can_send: Type.Boolean({ description: 'whether it takes work' }),
    trouble: text('why it does not, or what it lacks where it does, for people; "" otherwise'),
    reason: Type.Union([Type.Enum(reasonCodes), Type.Literal('')], {
      description: 'the same as a code, with causes and remedies in docs/reasons.md; "" otherwise',
    }),
    capabilities: texts('what the modem is and granted'),
    power: Type.Union([Type.Enum(['on', 'off']), Type.Null()], {
      description: 'as people want it; null: nobody said',
    }),
    blocked: Type.Boolean({ description: 'whether it takes no new work; what was begun is finished' }),
    forwarding: texts('where calls go, by condition, as far as it is known'),
    limits_left: Type.Record(Type.String(), Type.Integer(), {
      description: 'what the SIM may still use of each limit that is set',
    }),
    waiting: Type.Integer({ description: 'messages that wait for this very port' }),
    last_action: Type.Union([action, Type.Null()], { description: 'the newest thing it was told' }),
  },
  { ...exact, description: 'a port' },
);

const missing = { 404: 'There is no such port.' };

const listPorts = endpoint({
  name: 'list_ports',
  access: may.anyone,
  style: 'rest',
  path: '/v1/ports',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Shows everything known of every port.',
  request: Type.Object({}),
  reply: Type.Object({ ports: Type.Array(port) }, exact),
  codes: { 200: 'Here they are.' },
});

const getPort = endpoint({
  name: 'get_port',
  access: may.anyone,
  style: 'rest',
  path: '/v1/ports/{port}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows everything known of one port.',
  request: Type.Object({ port: portNumber }),
  reply: port,
  codes: { 200: 'Here it is.', ...missing },
});

export const restPortActions = [
  ...['power', 'reset', 'slot', 'number', 'lock', 'unlock', 'block', 'unblock', 'CallForward'],
  ...['CheckCallForward', 'record'],
];

const actOnPort = endpoint({
  name: 'act_on_port',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/ports/{port}/actions',
  methods: ['POST'],
  parametersIn: 'body',
  sentence:
    'Tells a port what to do, in the words of set_port_info; record switches the recording of its AT conversation. Answers when it is stored; last_action of the port tells how it went.',
  changesState: true,
  request: Type.Object(
    {
      port: portNumber,
      action: Type.Enum(restPortActions, { description: `one of ${restPortActions.join(', ')}` }),
      param: Type.Optional(
        Type.Union([Type.String(), Type.Integer()], {
          description: 'as in set_port_info; for record on or off',
        }),
      ),
      number: Type.Optional({ ...phoneNumber, description: 'for CallForward the phone number calls go to' }),
    },
    exact,
  ),
  reply: action,
  codes: {
    202: 'It is stored and will be done.',
    400: 'The action or its parameters cannot be taken.',
    ...missing,
    500: 'The store cannot be written.',
    503: 'The port is away.',
  },
});

/** In the order of the manual. */
export const portEndpoints = [listPorts, getPort, actOnPort] as const;
