/** Messages: sending them, and telling how far they are. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, limits, wholeText } from '../../parameters.ts';
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
  serverLimits,
} from '../parameters.ts';

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

const encoding = Type.Enum(['auto', 'gsm-7bit', 'unicode'], {
  description:
    'auto (the default alphabet where every character fits, else UCS-2), gsm-7bit or unicode (UCS-2)',
  default: 'auto',
});

const written = Type.String({
  description: 'a phone number of at most 32 characters: digits, spaces, brackets, - . / and a leading +',
  pattern: '^[+*#0-9][0-9 ()./*#-]*$',
  maxLength: 32,
});

const recipient = Type.Union(
  [
    written,
    Type.Object(
      {
        number: written,
        values: Type.Optional(
          Type.Record(Type.String({ pattern: '^[A-Za-z0-9_]{1,64}$' }), wholeText('a text'), {
            description: 'an object of a text for each {name} of the template',
            maxProperties: 64,
          }),
        ),
        reference: Type.Optional(
          wholeText('a text of at most 128 characters, kept with this message', { maxLength: 128 }),
        ),
      },
      exact,
    ),
  ],
  { description: 'a phone number, or an object with number and values' },
);

const text = wholeText('a text of at most 1500 bytes of UTF-8', {
  minLength: 1,
  'x-maxBytes': limits.textBytes,
});

const template = wholeText('a text of at most 1500 bytes of UTF-8 with {name} where a value goes', {
  minLength: 1,
  'x-maxBytes': limits.textBytes,
});

const content = {
  text: Type.Optional(text),
  template: Type.Optional(template),
  encoding: Type.Optional(encoding),
};

const createMessages = endpoint({
  name: 'create_messages',
  access: may.send,
  style: 'rest',
  path: '/v1/messages',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  idempotent: true,
  sentence:
    'Accepts one text or template for 1 to 10,000 recipients; answers once everything is on stable storage. A recipient that cannot be sent to is refused alone.',
  request: Type.Object(
    {
      to: Type.Array(recipient, {
        description: 'a list of 1 to 10000 recipients',
        minItems: 1,
        maxItems: serverLimits.recipients,
      }),
      ...content,
      pool: Type.Optional(nameOf('a pool; absent: default')),
      sim: Type.Optional(
        Type.String({ description: 'the id of a SIM that has to send it', minLength: 1, maxLength: 32 }),
      ),
      gateway: Type.Optional(idOf('gateway that has to send it')),
      port: Type.Optional(
        Type.Integer({
          description: 'a port number from 0 to 31; only together with gateway',
          minimum: 0,
          maximum: limits.port,
        }),
      ),
      priority: Type.Optional(
        Type.Enum(['otp', 'normal', 'bulk'], { description: 'otp, normal or bulk', default: 'normal' }),
      ),
      validity: Type.Optional(
        Type.Integer({
          description:
            'a whole number of seconds from 1 to 2592000, from its acceptance or from not_before; absent: as the pool has it',
          minimum: 1,
          maximum: serverLimits.validity,
        }),
      ),
      not_before: Type.Optional(moment('a time before which it is not sent')),
      reference: Type.Optional(
        wholeText('a text of at most 128 characters, kept with each message', { maxLength: 128 }),
      ),
      metadata: Type.Optional(metadata),
    },
    exact,
  ),
  reply: Type.Object(
    {
      batch: idOf('batch: what came with this request'),
      messages: Type.Array(
        Type.Object(
          {
            id: idOf('message'),
            index: Type.Integer({ description: 'its place in to, from 0', minimum: 0 }),
            to: Type.String({ description: 'the recipient in E.164, or the short code' }),
            segments: Type.Integer({ description: 'what it is cut into', minimum: 1 }),
            state: Type.Enum(['scheduled', 'queued'], { description: 'scheduled or queued' }),
          },
          exact,
        ),
        { description: 'what is stored, in the order of to' },
      ),
      refused: Type.Array(
        Type.Object(
          {
            index: Type.Integer({ description: 'its place in to, from 0', minimum: 0 }),
            to: Type.String({ description: 'as it was written' }),
            reason: Type.String({ description: 'a code: opted_out or country_not_allowed' }),
            error: Type.String({ description: 'a sentence that says why' }),
          },
          exact,
        ),
        { description: 'recipients that are not sent to' },
      ),
    },
    exact,
  ),
  codes: {
    202: 'Stored; it will be sent.',
    400: 'A parameter is missing or wrong; nothing is stored.',
    403: 'The key may not use this pool.',
    404: 'There is no such pool, SIM or gateway.',
    409: 'The Idempotency-Key was used with another body.',
    413: 'There are more than 10,000 recipients, or a text is too long.',
    503: 'It cannot be stored now.',
  },
});

const attempt = Type.Object(
  {
    at: instant('when it was written down'),
    gateway: idOf('gateway'),
    port: Type.Integer({ description: 'the port', minimum: 0, maximum: 31 }),
    sim: idOrNone('the SIM'),
    user_id: Type.Integer({ description: 'what the gateway knows it by', minimum: 1 }),
    state: Type.String({
      description: 'handing, taken, in_doubt, not_taken, sent, failed or given_up',
    }),
    detail: Type.String({ description: 'what the gateway said; "" otherwise' }),
  },
  { ...exact, description: 'one hand-off' },
);

export const serverMessage = Type.Object(
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
    reason: Type.String({ description: 'why, as a code; "" where there is nothing to say' }),
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
  sentence: 'Takes a message back that waits.',
  request: Type.Object({ id: idOf('message') }),
  reply: serverMessage,
  codes: {
    200: 'It will not be sent.',
    400: 'The id cannot be read.',
    404: 'There is no such message.',
    409: 'It was handed over already, or has ended.',
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

const previewMessage = endpoint({
  name: 'preview_message',
  access: may.send,
  style: 'rest',
  path: '/v1/messages/preview',
  methods: ['POST'],
  parametersIn: 'body',
  sentence: 'Tells what a text costs before it is sent: alphabet, segments, and what goes into each.',
  request: Type.Object(
    {
      ...content,
      values: Type.Optional(
        Type.Record(Type.String({ pattern: '^[A-Za-z0-9_]{1,64}$' }), wholeText('a text'), {
          description: 'an object of a text for each {name} of the template',
          maxProperties: 64,
        }),
      ),
    },
    exact,
  ),
  reply: Type.Object(
    {
      text: Type.String({ description: 'filled in' }),
      alphabet: Type.Enum(['gsm-7bit', 'unicode'], { description: 'gsm-7bit or unicode' }),
      segments: Type.Array(Type.String(), { description: 'the text of each segment' }),
      left: Type.Integer({ description: 'characters that the last segment still takes', minimum: 0 }),
    },
    exact,
  ),
  codes: {
    200: 'Here it is.',
    400: 'A parameter is missing or wrong, or a character is not in the alphabet.',
    413: 'It is too long.',
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
  sentence: 'Takes back those messages of a request that wait.',
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
  createMessages,
  listMessages,
  previewMessage,
  getMessage,
  cancelMessage,
  decideMessage,
  getBatch,
  cancelBatch,
] as const;
