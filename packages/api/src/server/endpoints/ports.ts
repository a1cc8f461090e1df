/** Ports of gateways, and what is passed through to a gateway: USSD, port control, call records, the SIM toolkit. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, limits, phoneNumber, portNumber, wholeText } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { idOf } from '../parameters.ts';
import { unreached } from './device.ts';

const place = { id: idOf('gateway'), port: portNumber };

const changePort = endpoint({
  name: 'change_port',
  access: may.operate,
  style: 'rest',
  path: '/v1/gateways/{id}/ports/{port}',
  methods: ['PATCH'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence: 'Lets a port send or not, whatever its gateway reports.',
  request: Type.Object(
    { ...place, enabled: Type.Boolean({ description: 'true or false: whether it may send' }) },
    exact,
  ),
  reply: Type.Object({}, exact),
  codes: {
    200: 'Stored.',
    400: 'A parameter is missing or wrong.',
    404: 'There is no such gateway or port.',
    503: 'It cannot be stored now.',
  },
});

/** The actions that are passed through. Changing the IMEI of a module is not among them: in many countries it is an offence. */
export const serverPortActions = [
  ...['slot', 'reset', 'power', 'number', 'lock', 'unlock', 'block', 'unblock'],
  ...['CallForward', 'CheckCallForward'],
] as const;

const actOnPort = endpoint({
  name: 'act_on_port',
  access: may.operate,
  style: 'rest',
  path: '/v1/gateways/{id}/ports/{port}/actions',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence:
    'Orders an action of a port, in the words of set_port_info. Answers when the gateway has taken the order.',
  request: Type.Object(
    {
      ...place,
      action: Type.Enum([...serverPortActions], { description: `one of ${serverPortActions.join(', ')}` }),
      param: Type.Optional(
        Type.String({ description: 'as in set_port_info', maxLength: 64, 'x-secret': true }),
      ),
      number: Type.Optional({ ...phoneNumber, description: 'for CallForward the phone number calls go to' }),
    },
    exact,
  ),
  reply: Type.Object({}, exact),
  codes: { 200: 'The gateway has taken it.', ...unreached },
});

const sendUssd = endpoint({
  name: 'send_ussd',
  access: may.operate,
  style: 'rest',
  path: '/v1/gateways/{id}/ports/{port}/ussd',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence:
    'Sends a USSD code, or the next answer in a menu, or ends the session. The answer of the network comes by the event ussd.received, and by get_ussd.',
  request: Type.Object(
    {
      ...place,
      text: Type.Optional(
        wholeText('a text of at most 60 bytes of UTF-8', { minLength: 1, 'x-maxBytes': limits.ussdBytes }),
      ),
      command: Type.Optional(
        Type.Enum(['send', 'cancel'], { description: 'send or cancel', default: 'send' }),
      ),
    },
    exact,
  ),
  reply: Type.Object({}, exact),
  codes: {
    202: 'It is on its way.',
    ...unreached,
    409: 'The port is busy.',
    413: 'The text is too long.',
  },
});

const getUssd = endpoint({
  name: 'get_ussd',
  access: may.operate,
  style: 'rest',
  path: '/v1/gateways/{id}/ports/{port}/ussd',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Asks the gateway for the last answer of the network to a port.',
  request: Type.Object(place),
  reply: Type.Object({ text: Type.String({ description: 'the answer; "" while none came' }) }, exact),
  codes: { 200: 'Here it is.', ...unreached },
});

function deviceTime(description: string) {
  return Type.Optional(
    Type.String({
      description: `${description} by the clock of the gateway, as YYYY-MM-DD HH:MM:SS`,
      pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}$',
    }),
  );
}

function word(description: string) {
  return Type.String({ description });
}

const call = Type.Object(
  {
    port: Type.Integer({ description: 'the port', minimum: 0 }),
    start_date: word('when it began, by the clock of the gateway'),
    answer_date: word('when it was answered; "" where it was not'),
    duration: Type.Integer({ description: 'seconds from the answer', minimum: 0 }),
    source_number: word('who called'),
    destination_number: word('who was called'),
    direction: word('gsm->ip, ip->gsm or callback'),
    ip: word('the IP side'),
    codec: word('of the IP side'),
    hangup: word('called, calling or gateway'),
    gsm_code: Type.Integer({ description: 'the release cause (24.008 10.5.4.11)', minimum: 0 }),
    bcch: word('the carrier of the cell'),
  },
  { ...exact, description: 'a call' },
);

const listCalls = endpoint({
  name: 'list_calls',
  access: may.watch,
  style: 'rest',
  path: '/v1/gateways/{id}/calls',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Asks a gateway for its call records, oldest first.',
  request: Type.Object({
    id: idOf('gateway'),
    port: Type.Optional(portNumber),
    time_after: deviceTime('the earliest begin'),
    time_before: deviceTime('the latest begin'),
  }),
  reply: Type.Object({ calls: Type.Array(call) }, exact),
  codes: { 200: 'Here they are.', ...unreached },
});

const toolkit = Type.Object(
  {
    title: word('the heading; "" where there is none'),
    text: word('what is shown or asked; "" where there is none'),
    items: Type.Array(
      Type.Object({ id: Type.Integer({ description: 'what item takes' }), text: word('its name') }, exact),
      { description: 'of the desktop or a list; empty otherwise' },
    ),
    input_type: Type.Integer({ description: 'as GetSTKView has it', minimum: 0 }),
    frame_id: Type.Integer({ description: 'another one with each view', minimum: 0 }),
  },
  { ...exact, description: 'what the card shows' },
);

const getToolkit = endpoint({
  name: 'get_toolkit',
  access: may.operate,
  style: 'rest',
  path: '/v1/gateways/{id}/ports/{port}/toolkit',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Asks the gateway what the toolkit of the SIM in a port shows.',
  request: Type.Object(place),
  reply: toolkit,
  codes: { 200: 'Here it is.', ...unreached },
});

const enterToolkit = endpoint({
  name: 'enter_toolkit',
  access: may.operate,
  style: 'rest',
  path: '/v1/gateways/{id}/ports/{port}/toolkit',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence:
    'Does something with the view of the toolkit: one of item, text and action. Answers with the view behind it.',
  request: Type.Object(
    {
      ...place,
      item: Type.Optional(Type.Integer({ description: 'an id of the view', minimum: 0, maximum: 255 })),
      text: Type.Optional(
        wholeText('a text of at most 255 characters', { maxLength: 255, 'x-secret': true }),
      ),
      action: Type.Optional(
        Type.Enum(['ok', 'cancel', 'home'], { description: 'one of ok, cancel and home' }),
      ),
    },
    exact,
  ),
  reply: toolkit,
  codes: { 200: 'Here is the view now.', ...unreached },
});

/** In the order of the manual. */
export const serverPortEndpoints = [
  changePort,
  actOnPort,
  sendUssd,
  getUssd,
  listCalls,
  getToolkit,
  enterToolkit,
] as const;
