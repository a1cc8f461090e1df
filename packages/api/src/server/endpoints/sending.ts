/** Sending messages, and what a text costs before it is sent. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, limits, wholeText } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { idOf, metadata, moment, nameOf, serverLimits } from '../parameters.ts';

export const encoding = Type.Enum(['auto', 'gsm-7bit', 'unicode'], {
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
            ...exact,
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
      not_before: Type.Optional(moment('a time before which it is not sent, at most 366 days ahead')),
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
            error: Type.String({ description: 'the reason in a sentence' }),
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

const previewMessage = endpoint({
  name: 'preview_message',
  access: may.send,
  style: 'rest',
  path: '/v1/messages/preview',
  methods: ['POST'],
  parametersIn: 'body',
  sentence: 'Returns the cost of a text before it is sent: alphabet, segments, and the text of each.',
  request: Type.Object(
    {
      ...content,
      values: Type.Optional(
        Type.Record(Type.String({ pattern: '^[A-Za-z0-9_]{1,64}$' }), wholeText('a text'), {
          ...exact,
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

/** In the order of the manual. */
export const sendingEndpoints = [createMessages, previewMessage] as const;
