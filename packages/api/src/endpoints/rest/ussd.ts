/** USSD under /v1: texts as long as the network takes them, and every dialogue with its turns. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, limits, portList, portNumber, wholeText } from '../../parameters.ts';
import { type UssdReason, ussdReasons } from '../../reasons.ts';
import { may } from '../../roles.ts';
import { ussdResult } from '../vendor/send-ussd.ts';
import { instant, newestFirst, next } from './rest-parameters.ts';

const states = ['asking', 'waiting', 'done', 'failed', 'cancelled', 'interrupted'] as const;

const requestId = Type.Union([Type.Integer(), Type.Null()], {
  description: 'the request it belongs to; null where the network spoke by itself',
});

const turn = Type.Object(
  {
    speaker: Type.Enum(['client', 'network', 'gateway'], {
      description: 'client, network, or gateway in place of an answer that did not come',
    }),
    request_id: requestId,
    text: Type.String({ description: 'the text of this turn' }),
    at: instant('when'),
  },
  exact,
);

const reasonCodes = Object.keys(ussdReasons) as UssdReason[];

const dialogue = Type.Object(
  {
    id: Type.Integer({ description: 'the id of the dialogue', minimum: 1 }),
    port: portNumber,
    imsi: Type.String({ description: 'the SIM' }),
    origin: Type.Enum(['gateway', 'network', 'balance'], {
      description: 'who began it: gateway (for a client), network, or balance (the watch of balances)',
    }),
    state: Type.Enum([...states], {
      description:
        'asking (the network is to answer), waiting (the network waits for an answer), done, failed, cancelled, or interrupted by a restart',
    }),
    reason: Type.String({ description: 'why it ended, where it did not end well; "" otherwise' }),
    reason_code: Type.Union([Type.Enum(reasonCodes), Type.Literal('')], {
      description: 'the same as a code, with causes and remedies in docs/reasons.md; "" otherwise',
    }),
    started_at: instant('when it began'),
    ended_at: Type.Union([instant('when it ended'), Type.Null()], { description: 'null while it is open' }),
    turns: Type.Array(turn, { description: 'the turns of both sides, in order' }),
  },
  { ...exact, description: 'a dialogue' },
);

const ports = Type.Array(portNumber, {
  description: 'a list of 1 to 32 ports from 0 to 31',
  minItems: 1,
  maxItems: 32,
});

const accepted = Type.Object(
  {
    request_id: Type.Integer({ description: 'repeated in every reply to it', minimum: 1 }),
    result: ussdResult,
  },
  exact,
);

const listUssd = endpoint({
  name: 'list_ussd',
  access: may.operate,
  style: 'rest',
  path: '/v1/ussd',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists USSD dialogues with all their turns, newest first.',
  request: Type.Object({
    port: portList('a list of ports'),
    request_id: Type.Optional(Type.Integer({ description: 'a request_id, from 1', minimum: 1 })),
    state: Type.Optional(
      Type.Array(Type.Enum([...states]), {
        description: `a list of ${states.join(', ')}`,
        maxItems: limits.words,
      }),
    ),
    ...newestFirst,
  }),
  reply: Type.Object({ dialogues: Type.Array(dialogue), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A filter cannot be read.' },
});

const createUssd = endpoint({
  name: 'create_ussd',
  access: may.operate,
  style: 'rest',
  path: '/v1/ussd',
  methods: ['POST'],
  parametersIn: 'body',
  sentence: 'Sends a USSD request, or an answer where the network waits for one.',
  changesState: true,
  request: Type.Object(
    {
      port: ports,
      text: wholeText('a text of at most 182 characters of the default alphabet, else of 80 UCS-2 ones', {
        minLength: 1,
      }),
    },
    exact,
  ),
  reply: accepted,
  codes: {
    202: 'Stored; each port has a status of its own.',
    400: 'A parameter is missing, too long or wrong.',
    500: 'It cannot be stored now.',
  },
});

const cancelUssd = endpoint({
  name: 'cancel_ussd',
  access: may.operate,
  style: 'rest',
  path: '/v1/ussd/cancel',
  methods: ['POST'],
  parametersIn: 'body',
  sentence: 'Ends the USSD sessions of ports, at the network too.',
  changesState: true,
  request: Type.Object({ port: ports }, exact),
  reply: accepted,
  codes: {
    202: 'It is being ended; 503 stands for a port without a SIM in service, or none at all.',
    400: 'A parameter is missing or wrong.',
    500: 'It cannot be stored now.',
  },
});

/** In the order of the manual. */
export const ussdEndpoints = [listUssd, createUssd, cancelUssd] as const;
