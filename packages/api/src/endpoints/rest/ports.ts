/** Ports under /v1: everything known of each, and telling them what to do. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, phoneNumber, portNumber, wholeText } from '../../parameters.ts';
import { type PortReason, portReasons } from '../../reasons.ts';
import { may } from '../../roles.ts';
import { instant } from './rest-parameters.ts';
import { counts } from './statistics.ts';

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
    text: text('why it was not done, or a remark; "" otherwise'),
  },
  { ...exact, description: 'an action of a port' },
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

const operator = Type.Object(
  {
    name: text('its name'),
    code: text('its MCC and MNC; "" where it is not known'),
  },
  exact,
);

const place = Type.Object(
  {
    area: Type.Union([Type.Integer(), Type.Null()], { description: 'the location or tracking area' }),
    cell: Type.Union([Type.Integer(), Type.Null()], { description: 'the cell' }),
  },
  exact,
);

const port = Type.Object(
  {
    port: portNumber,
    label: text('the name that people gave it; "" where it has none'),
    device: text(
      'the device of the modem as the settings have it, or tcp:host:port; "" where that is not known',
    ),
    maker: text('of the modem; "" until it is known'),
    model: text('of the modem; "" until it is known'),
    firmware: text('of the modem; "" until it is known'),
    type: text('the access technology'),
    imei: text('the IMEI of the modem'),
    sim: Type.Union([sim, Type.Null()], { description: 'null where there is none that can be used' }),
    operator: Type.Union([operator, Type.Null()], {
      description: 'the network that serves it; null where that is not known',
    }),
    place: Type.Union([place, Type.Null()], {
      description: 'the cell that serves it; null where that is not known',
    }),
    reg: text('the registration, as get_port_info has it'),
    slot: Type.Integer({ description: 'the SIM slot; 255 where there is one only' }),
    callstate: text('the state of calls'),
    signal: Type.Integer({ description: 'the signal strength, 0 to 31' }),
    dbm: Type.Union([Type.Integer(), Type.Null()], {
      description: 'the signal in dBm; null where it is not known',
    }),
    gprs: text('attached or detached'),
    can_send: Type.Boolean({ description: 'whether it takes work' }),
    trouble: text('why it does not, or what it lacks where it does, for people; "" otherwise'),
    reason: Type.Union([Type.Enum(reasonCodes), Type.Literal('')], {
      description: 'the same as a code, with causes and remedies in docs/reasons.md; "" otherwise',
    }),
    since: Type.Union([instant('since when reg, can_send and reason are as they are'), Type.Null()], {
      description: 'null where that is not known',
    }),
    activity: Type.Enum(['idle', 'sending', 'call', 'ussd'], { description: 'idle, sending, call or ussd' }),
    toolkit_frame: Type.Integer({
      description: 'index of the frame that the SIM toolkit shows: another one is a new frame; 0: none',
    }),
    capabilities: texts('what the modem is and granted'),
    power: Type.Union([Type.Enum(['on', 'off']), Type.Null()], {
      description: 'as people want it; null: nobody chose',
    }),
    blocked: Type.Boolean({ description: 'whether it takes no new work; what was begun is finished' }),
    forwarding: texts('where calls go, by condition, as far as it is known'),
    limits_left: Type.Record(Type.String(), Type.Integer(), {
      description: 'what the SIM may still use of each limit that is set',
    }),
    waiting: Type.Integer({ description: 'messages that wait for this very port' }),
    today: Type.Object(counts, { ...exact, description: 'counts of the local day' }),
    last_action: Type.Union([action, Type.Null()], { description: 'its newest action' }),
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

const labelPort = endpoint({
  name: 'label_port',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/ports/{port}/label',
  methods: ['PUT'],
  parametersIn: 'body',
  changesState: true,
  sentence: 'Gives a port a name for people.',
  request: Type.Object(
    {
      port: portNumber,
      label: wholeText('a name of at most 64 characters; "" takes it away', { maxLength: 64 }),
    },
    exact,
  ),
  reply: port,
  codes: { 200: 'It has the name.', 400: 'The name is missing or too long.', ...missing },
});

const restPortActions = [
  ...['power', 'reset', 'slot', 'number', 'lock', 'unlock', 'block', 'unblock', 'CallForward'],
  ...['CheckCallForward', 'record'],
];

/** An action and its parameters. */
const order = {
  action: Type.Enum(restPortActions, { description: `one of ${restPortActions.join(', ')}` }),
  param: Type.Optional(
    Type.Union([Type.String(), Type.Integer()], {
      description: 'as in set_port_info; for record on or off',
    }),
  ),
  number: Type.Optional({ ...phoneNumber, description: 'for CallForward the phone number calls go to' }),
};

const actOnPort = endpoint({
  name: 'act_on_port',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/ports/{port}/actions',
  methods: ['POST'],
  parametersIn: 'body',
  sentence:
    'Orders an action of a port, in the words of set_port_info; record switches the recording of its AT conversation. Answers when the order is stored; last_action of the port has the outcome.',
  changesState: true,
  request: Type.Object(
    {
      port: portNumber,
      ...order,
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

const actOnPorts = endpoint({
  name: 'act_on_ports',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/port-actions',
  methods: ['POST'],
  parametersIn: 'body',
  sentence:
    'Orders the same action of several ports, each as act_on_port does; one that refuses holds up no other.',
  changesState: true,
  request: Type.Object(
    {
      ports: Type.Array(portNumber, {
        description: 'a list of 1 to 32 different port numbers',
        minItems: 1,
        maxItems: 32,
        uniqueItems: true,
      }),
      ...order,
    },
    exact,
  ),
  reply: Type.Object(
    {
      results: Type.Array(
        Type.Object(
          {
            port: portNumber,
            action: Type.Union([action, Type.Null()], { description: 'null where it was refused' }),
            error: text('why it was refused; "" otherwise'),
          },
          exact,
        ),
        { description: 'one for each port, in the order of the request' },
      ),
    },
    exact,
  ),
  codes: { 202: 'Each has its result.', 400: 'A parameter is missing or wrong.' },
});

/** In the order of the manual. */
export const portEndpoints = [listPorts, getPort, labelPort, actOnPort, actOnPorts] as const;
