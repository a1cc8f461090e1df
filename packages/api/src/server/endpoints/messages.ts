/** How far messages are, and steering them. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';
import {
  idOf,
  idOrNone,
  instant,
  instantOrNull,
  metadata,
  moment,
  nameOf,
  next,
  page,
} from '../parameters.ts';
import { encoding } from './sending.ts';

/** The states of a message, in the order in which it may pass through them. */
export const messageStateNames = [
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'unknown',
  'expired',
  'cancelled',
] as const;

const state = Type.Enum(messageStateNames, { description: `one of ${messageStateNames.join(', ')}` });

const attempt = Type.Object(
  {
    at: instant('when it was written down'),
    gateway: idOf('gateway'),
    port: Type.Integer({ description: 'the port', minimum: 0, maximum: 31 }),
    sim: idOrNone('the SIM'),
    user_id: Type.Integer({ description: 'what the gateway knows it by', minimum: 1 }),
    task: Type.Union([Type.Integer(), Type.Null()], {
      description: "the gateway's number of the hand-off, for stop_task; null where it gave none",
    }),
    state: Type.String({
      description: 'handing, taken, in_doubt, not_taken, sent, failed or given_up',
    }),
    detail: Type.String({ description: 'the words of the gateway; "" otherwise' }),
  },
  { ...exact, description: 'one hand-off' },
);

const serverMessage = Type.Object(
  {
    id: idOf('message'),
    batch: idOf('batch'),
    pool: Type.String({ description: 'the pool' }),
    to: Type.String({ description: 'the recipient in E.164, or the short code' }),
    written: Type.String({ description: 'the recipient as the caller wrote it' }),
    text: Type.String({ description: 'the text, filled in' }),
    encoding,
    segments: Type.Integer({ description: 'what it is cut into', minimum: 1 }),
    priority: Type.Enum(['otp', 'normal', 'bulk'], { description: 'otp, normal or bulk' }),
    state,
    state_at: instant('since when'),
    reason: Type.String({ description: 'why, as a code; "" without one' }),
    reason_text: Type.String({ description: 'the same in words' }),
    created_at: instant('when it was accepted'),
    not_before: instantOrNull('when it may be sent'),
    expires_at: instantOrNull('when its validity ends'),
    sent_at: instantOrNull('when the network took it'),
    attempts: Type.Integer({ description: 'hand-offs so far', minimum: 0 }),
    gateway: idOrNone('the gateway of the last hand-off'),
    port: Type.Union([Type.Integer(), Type.Null()], { description: 'its port; null before' }),
    sim: idOrNone('its SIM'),
    reference: Type.String({ description: 'as it came' }),
    metadata,
  },
  { ...exact, description: 'a message' },
);

const listMessages = endpoint({
  name: 'list_messages',
  access: may.anyone,
  style: 'rest',
  path: '/v1/messages',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Searches messages, newest first.',
  request: Type.Object({
    state: Type.Optional(
      Type.Array(state, { description: 'a list of states', maxItems: messageStateNames.length }),
    ),
    to: Type.Optional(Type.String({ description: 'a recipient', minLength: 1, maxLength: 32 })),
    batch: Type.Optional(idOf('batch')),
    pool: Type.Optional(nameOf('a pool')),
    reference: Type.Optional(Type.String({ description: 'a reference', minLength: 1, maxLength: 128 })),
    time_after: Type.Optional(moment('the earliest time of acceptance')),
    time_before: Type.Optional(moment('the latest time of acceptance')),
    ...page,
  }),
  reply: Type.Object({ messages: Type.Array(serverMessage), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A filter cannot be read.' },
});

const getMessage = endpoint({
  name: 'get_message',
  access: may.anyone,
  style: 'rest',
  path: '/v1/messages/{id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows one message, its hand-offs, and why it waits.',
  request: Type.Object({ id: idOf('message') }),
  reply: Type.Object(
    {
      message: serverMessage,
      attempts: Type.Array(attempt, { description: 'its hand-offs, oldest first' }),
      why: Type.String({ description: 'what it waits for, and until when; "" where it does not wait' }),
      why_code: Type.String({ description: 'the same as a code' }),
      until: instantOrNull('until when it waits at least'),
    },
    exact,
  ),
  codes: { 200: 'Here it is.', 400: 'The id cannot be read.', 404: 'There is no such message.' },
});

const cancelMessage = endpoint({
  name: 'cancel_message',
  access: may.send,
  style: 'rest',
  path: '/v1/messages/{id}/cancel',
  methods: ['POST'],
  parametersIn: 'none',
  changesState: true,
  audited: true,
  sentence:
    'Takes a message back: one that waits, or one that its gateway has and stops before it has begun. The answer of the gateway decides; a message that may have been sent is never cancelled.',
  request: Type.Object({ id: idOf('message') }),
  reply: serverMessage,
  codes: {
    200: 'It will not be sent.',
    400: 'The id cannot be read.',
    404: 'There is no such message.',
    409: 'It has ended, is just being handed over, or could not be stopped at its gateway; the error has the reason. Its state shows what becomes of it.',
    503: 'It cannot be stored now.',
  },
});

const decideMessage = endpoint({
  name: 'decide_message',
  access: may.operate,
  style: 'rest',
  path: '/v1/messages/{id}/decide',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  audited: true,
  sentence:
    'Decides about a message that is unknown: sends it again, which may send it twice, or ends it as failed or cancelled.',
  request: Type.Object(
    {
      id: idOf('message'),
      decision: Type.Enum(['resend', 'failed', 'cancelled'], { description: 'resend, failed or cancelled' }),
    },
    exact,
  ),
  reply: serverMessage,
  codes: {
    200: 'Decided.',
    400: 'A parameter is missing or wrong.',
    404: 'There is no such message.',
    409: 'It is not unknown.',
    503: 'It cannot be stored now.',
  },
});

const getBatch = endpoint({
  name: 'get_batch',
  access: may.anyone,
  style: 'rest',
  path: '/v1/batches/{id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows how far the messages of one request are.',
  request: Type.Object({ id: idOf('batch') }),
  reply: Type.Object(
    {
      id: idOf('batch'),
      total: Type.Integer({ description: 'its messages', minimum: 0 }),
      states: Type.Record(Type.String(), Type.Integer(), {
        description: 'how many of its messages are in each state; states without any are left out',
      }),
    },
    exact,
  ),
  codes: { 200: 'Here it is.', 400: 'The id cannot be read.', 404: 'There is no such batch.' },
});

const cancelBatch = endpoint({
  name: 'cancel_batch',
  access: may.send,
  style: 'rest',
  path: '/v1/batches/{id}/cancel',
  methods: ['POST'],
  parametersIn: 'none',
  changesState: true,
  audited: true,
  sentence:
    'Takes back those messages of a request that wait, and those at gateways in tasks that have no other.',
  request: Type.Object({ id: idOf('batch') }),
  reply: Type.Object(
    { cancelled: Type.Integer({ description: 'messages that will not be sent', minimum: 0 }) },
    exact,
  ),
  codes: {
    200: 'Done.',
    400: 'The id cannot be read.',
    404: 'There is no such batch.',
    503: 'It cannot be stored now.',
  },
});

/** In the order of the manual. */
export const serverMessageEndpoints = [
  listMessages,
  getMessage,
  cancelMessage,
  decideMessage,
  getBatch,
  cancelBatch,
] as const;
