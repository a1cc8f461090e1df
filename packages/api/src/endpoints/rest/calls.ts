/** Calls under /v1: the list, dialling, answering, holding, tones, hanging up. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, phoneNumber, portList, portNumber } from '../../parameters.ts';
import { callReasons } from '../../reasons.ts';
import { may } from '../../roles.ts';
import { idInPath, instant, newestFirst, next, reasonCode } from './rest-parameters.ts';

function orNull<Schema extends ReturnType<typeof instant>>(schema: Schema, description: string) {
  return Type.Union([schema, Type.Null()], { description });
}

const call = Type.Object(
  {
    id: Type.Integer({ description: 'the id of the call', minimum: 1 }),
    port: Type.Integer({ description: 'the port of the call', minimum: 0, maximum: 31 }),
    imsi: Type.String({ description: 'the SIM of the call' }),
    direction: Type.Enum(['incoming', 'outgoing'], { description: 'incoming came from the network' }),
    source_number: Type.String({ description: 'who called; "" where it is withheld' }),
    destination_number: Type.String({ description: 'who was called' }),
    state: Type.Enum(['dialing', 'alerting', 'incoming', 'waiting', 'active', 'held', 'ended'], {
      description: 'as in +CLCC (27.007 7.18), or ended',
    }),
    started_at: instant('when it began'),
    answered_at: orNull(instant('when it was answered'), 'null where it was not'),
    ended_at: orNull(instant('when it ended'), 'null while it goes on'),
    duration: Type.Integer({ description: 'whole seconds from the answer, once it has ended', minimum: 0 }),
    hangup: Type.Union([Type.Enum(['called', 'calling', 'gateway']), Type.Null()], {
      description: 'who ended it; null while it goes on',
    }),
    gsm_code: Type.Union([Type.Integer(), Type.Null()], {
      description: 'the release cause (24.008 10.5.4.11); null while it goes on',
    }),
    bcch: Type.String({ description: 'the carrier of the cell where it began; "" where it is not known' }),
    reason: Type.String({ description: 'why the gateway ended it; "" otherwise' }),
    reason_code: reasonCode(callReasons, 'the same as a code'),
    interrupted: Type.Boolean({ description: 'whether a restart or the loss of the modem cut it' }),
  },
  { ...exact, description: 'a call' },
);

const callId = idInPath('call');

const ended = {
  404: 'There is no such call.',
  409: 'The call is not in a state for that.',
  503: 'The modem is away.',
};

const listCalls = endpoint({
  name: 'list_calls',
  access: may.watch,
  style: 'rest',
  path: '/v1/calls',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists calls, those that go on and those that have ended, newest first.',
  request: Type.Object({
    port: portList('a list of ports'),
    ongoing: Type.Optional(
      Type.Boolean({ description: 'true for calls that go on, false for ended ones; absent: both' }),
    ),
    ...newestFirst,
  }),
  reply: Type.Object({ calls: Type.Array(call), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A filter cannot be read.' },
});

const getCall = endpoint({
  name: 'get_call',
  access: may.watch,
  style: 'rest',
  path: '/v1/calls/{call_id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows one call.',
  request: Type.Object({ call_id: callId }),
  reply: call,
  codes: { 200: 'Here it is.', 404: 'There is no such call.' },
});

const dialCall = endpoint({
  name: 'dial_call',
  access: may.operate,
  style: 'rest',
  path: '/v1/calls',
  methods: ['POST'],
  parametersIn: 'body',
  sentence: 'Dials a voice call. Its progress is in the call itself and in the stream of events.',
  changesState: true,
  request: Type.Object({
    number: phoneNumber,
    port: Type.Optional({ ...portNumber, description: 'a port number; absent: the first that is free' }),
  }),
  reply: call,
  codes: {
    201: 'The modem dials it.',
    400: 'A parameter is missing or cannot be read, or the number is an emergency number.',
    500: 'The store cannot be written.',
    503: 'No port can make the call now.',
  },
});

const answerCall = endpoint({
  name: 'answer_call',
  access: may.operate,
  style: 'rest',
  path: '/v1/calls/{call_id}/answer',
  methods: ['POST'],
  parametersIn: 'none',
  sentence: 'Answers a call that rings; one that waits is taken and the present one put on hold.',
  changesState: true,
  request: Type.Object({ call_id: callId }),
  reply: call,
  codes: { 200: 'The modem answers it.', ...ended },
});

const cannotHold = { ...ended, 409: 'The call is not in a state for that, or the modem cannot hold calls.' };

const holdCall = endpoint({
  name: 'hold_call',
  access: may.operate,
  style: 'rest',
  path: '/v1/calls/{call_id}/hold',
  methods: ['POST'],
  parametersIn: 'none',
  sentence:
    'Puts an active call on hold. A call that waits is then answered, else one that is on hold comes back: the two change places.',
  changesState: true,
  request: Type.Object({ call_id: callId }),
  reply: call,
  codes: { 200: 'The modem holds it.', ...cannotHold },
});

const retrieveCall = endpoint({
  name: 'retrieve_call',
  access: may.operate,
  style: 'rest',
  path: '/v1/calls/{call_id}/retrieve',
  methods: ['POST'],
  parametersIn: 'none',
  sentence: 'Brings a call back from hold; one that is active goes on hold in its place.',
  changesState: true,
  request: Type.Object({ call_id: callId }),
  reply: call,
  codes: { 200: 'The modem brings it back.', ...cannotHold },
});

const sendTones = endpoint({
  name: 'send_tones',
  access: may.operate,
  style: 'rest',
  path: '/v1/calls/{call_id}/tones',
  methods: ['POST'],
  parametersIn: 'body',
  sentence: 'Sends tones (DTMF) in an active call, one after another; answers when the last one is sent.',
  changesState: true,
  request: Type.Object({
    call_id: callId,
    tones: Type.String({
      description: '1 to 64 of 0-9, *, #, A-D, and a comma for a pause of 2 s',
      pattern: '^[0-9*#A-D,]{1,64}$',
    }),
  }),
  reply: call,
  codes: { 200: 'They are sent.', 400: 'The tones cannot be read.', ...ended },
});

const hangUpCall = endpoint({
  name: 'hang_up_call',
  access: may.operate,
  style: 'rest',
  path: '/v1/calls/{call_id}',
  methods: ['DELETE'],
  parametersIn: 'none',
  sentence: 'Hangs up, or refuses a call that rings. The call stays in the list.',
  changesState: true,
  request: Type.Object({ call_id: callId }),
  reply: call,
  codes: { 200: 'The modem ends it.', ...ended },
});

/** In the order of the manual. */
export const callEndpoints = [
  listCalls,
  dialCall,
  getCall,
  hangUpCall,
  answerCall,
  holdCall,
  retrieveCall,
  sendTones,
] as const;
