/** Received messages, conversations in both directions, and who does not want to be written to. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { idOf, idOrNone, instant, moment, nameOf, next, page } from '../parameters.ts';

const inbound = Type.Object(
  {
    id: idOf('received message'),
    gateway: idOf('gateway that received it'),
    port: Type.Integer({ description: 'its port', minimum: 0, maximum: 31 }),
    sim: idOrNone('the SIM'),
    pool: Type.String({ description: 'the pool that it was routed to; "" where none takes it' }),
    from: Type.String({ description: 'the sender: E.164, a short code or a name' }),
    to: Type.String({ description: 'the number of the SIM; "" where it is not known' }),
    text: Type.String({ description: 'its text' }),
    keyword: Type.Enum(['', 'stop', 'start', 'help'], {
      description: 'stop, start or help where the text is such a word of the pool; "" otherwise',
    }),
    sent_at: instant('the time stamp of the service centre, by the clock of the gateway'),
    received_at: instant('when the server stored it'),
  },
  { ...exact, description: 'a received message' },
);

const party = Type.String({ description: 'a number or a name of a sender', minLength: 1, maxLength: 64 });

const listInbound = endpoint({
  name: 'list_inbound',
  access: may.watch,
  style: 'rest',
  path: '/v1/inbound',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Searches received messages, newest first.',
  request: Type.Object({
    from: Type.Optional(party),
    pool: Type.Optional(nameOf('a pool')),
    sim: Type.Optional(Type.String({ description: 'the id of a SIM', minLength: 1, maxLength: 32 })),
    time_after: Type.Optional(moment('the earliest time of storing')),
    time_before: Type.Optional(moment('the latest time of storing')),
    ...page,
  }),
  reply: Type.Object({ messages: Type.Array(inbound), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A filter cannot be read.' },
});

const getInbound = endpoint({
  name: 'get_inbound',
  access: may.watch,
  style: 'rest',
  path: '/v1/inbound/{id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows one received message.',
  request: Type.Object({ id: idOf('received message') }),
  reply: inbound,
  codes: { 200: 'Here it is.', 400: 'The id cannot be read.', 404: 'There is no such message.' },
});

const listConversations = endpoint({
  name: 'list_conversations',
  access: may.watch,
  style: 'rest',
  path: '/v1/conversations',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists the numbers that wrote, with the last message of each, newest first.',
  request: Type.Object({ pool: Type.Optional(nameOf('a pool')), ...page }),
  reply: Type.Object(
    {
      conversations: Type.Array(
        Type.Object({ number: Type.String({ description: 'who wrote' }), last: inbound }, exact),
      ),
      next,
    },
    exact,
  ),
  codes: { 200: 'Here is the page.', 400: 'A parameter cannot be read.' },
});

const getConversation = endpoint({
  name: 'get_conversation',
  access: may.watch,
  style: 'rest',
  path: '/v1/conversations/{number}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows what was received from a number and sent to it, newest first.',
  request: Type.Object({ number: party, ...page }),
  reply: Type.Object(
    {
      messages: Type.Array(
        Type.Object(
          {
            direction: Type.Enum(['received', 'sent'], { description: 'received or sent' }),
            id: Type.String({ description: 'the id of the message' }),
            at: instant('when it was stored'),
            text: Type.String({ description: 'its text' }),
            state: Type.String({ description: 'of a sent one; received of a received one' }),
            pool: Type.String({ description: 'the pool; "" where none took it' }),
            sim: idOrNone('the SIM'),
          },
          exact,
        ),
      ),
      next,
    },
    exact,
  ),
  codes: { 200: 'Here is the page.', 400: 'A parameter cannot be read.' },
});

const optOut = Type.Object(
  {
    pool: nameOf('the pool'),
    number: Type.String({ description: 'who does not want to be written to, in E.164' }),
    since: instant('since when'),
    source: Type.Enum(['keyword', 'person'], { description: 'keyword or person' }),
  },
  { ...exact, description: 'an opt-out' },
);

const listOptOuts = endpoint({
  name: 'list_opt_outs',
  access: may.watch,
  style: 'rest',
  path: '/v1/opt-outs',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists who does not want to be written to.',
  request: Type.Object({ pool: Type.Optional(nameOf('a pool')), ...page }),
  reply: Type.Object({ opt_outs: Type.Array(optOut), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A parameter cannot be read.' },
});

const setOptOut = endpoint({
  name: 'set_opt_out',
  access: may.operate,
  style: 'rest',
  path: '/v1/opt-outs',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence: 'Stops or allows messages of a pool to a number.',
  request: Type.Object(
    {
      pool: Type.Optional(nameOf('a pool; absent: default')),
      number: Type.String({ description: 'a phone number', minLength: 1, maxLength: 32 }),
      opted_out: Type.Boolean({ description: 'true or false' }),
    },
    exact,
  ),
  reply: Type.Object({}, exact),
  codes: {
    200: 'Stored.',
    400: 'A parameter is missing or wrong.',
    404: 'There is no such pool.',
    503: 'It cannot be stored now.',
  },
});

/** In the order of the manual. */
export const inboundEndpoints = [
  listInbound,
  getInbound,
  listConversations,
  getConversation,
  listOptOuts,
  setOptOut,
] as const;
