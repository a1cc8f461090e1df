/** Requests to send under /v1: many messages, what would become of them, and another try. */
import { Type } from 'typebox';
import { endpoint } from '../../../endpoint.ts';
import { exact, limits, wholeText } from '../../../parameters.ts';
import { may } from '../../../roles.ts';
import { accepted, manner, recipients, sendingCodes, template } from './send-request.ts';

const createMessages = endpoint({
  name: 'create_messages',
  access: may.send,
  style: 'rest',
  path: '/v1/messages',
  methods: ['POST'],
  parametersIn: 'body',
  sentence:
    'Accepts one text for up to 4096 recipients, as send_sms does for 128; answers once everything is stored.',
  changesState: true,
  idempotent: true,
  request: Type.Object({ text: template, recipients, ...manner }, exact),
  reply: accepted,
  codes: sendingCodes,
});

const alphabet = Type.Enum(['gsm-7bit', 'ucs2'], {
  description: 'gsm-7bit (the default alphabet, with a national table where one helps) or ucs2',
});

function count(description: string) {
  return Type.Integer({ description, minimum: 0 });
}

const fill = {
  alphabet,
  segments: count('its segments'),
  used: count('septets or UTF-16 code units of the last segment'),
  capacity: count('how many of them a segment takes'),
};

const sample = Type.Object(
  {
    number: Type.String({ description: 'the recipient' }),
    text: Type.String({ description: 'the text, filled in' }),
    ...fill,
  },
  { ...exact, description: 'a message as it would be sent' },
);

const offender = Type.Object(
  {
    character: Type.String({ description: 'the character' }),
    place: Type.Integer({ description: 'where it stands first, from 1, in characters', minimum: 1 }),
    replacement: Type.Union([Type.String(), Type.Null()], {
      description: 'what looks alike and is in the default alphabet; null: nothing does',
    }),
  },
  { ...exact, description: 'a character that the default alphabet lacks' },
);

const trouble = Type.Object(
  {
    index: count('its place in recipients, from 0'),
    number: Type.String({ description: 'the recipient' }),
    error: Type.String({ description: 'why create_messages would refuse it, or why it would end FAILED' }),
  },
  { ...exact, description: 'a recipient that cannot be sent to' },
);

const previewMessages = endpoint({
  name: 'preview_messages',
  access: may.send,
  style: 'rest',
  path: '/v1/messages/preview',
  methods: ['POST'],
  parametersIn: 'body',
  sentence:
    'Shows what create_messages would make of a request: alphabet and segments, the characters that force UCS-2, and what is wrong. Nothing is stored or sent. Without recipients the text is measured as it stands.',
  request: Type.Object(
    {
      text: template,
      recipients: Type.Optional({
        ...recipients,
        description: 'a list of at most 4096 recipients',
        minItems: 0,
      }),
      port: manner.port,
      encoding: manner.encoding,
      samples: Type.Optional(
        Type.Integer({
          description: 'how many messages to show, 0 to 100',
          minimum: 0,
          maximum: 100,
          default: 3,
        }),
      ),
    },
    exact,
  ),
  reply: Type.Object(
    {
      ...fill,
      offenders: Type.Array(offender, {
        description:
          'why the text as it stands needs UCS-2; none where it does not, or where UCS-2 was asked for',
      }),
      segments_replaced: count('segments of the text with every replacement made'),
      recipients: count('messages it would make'),
      total_segments: count('segments of all of them'),
      by_segments: Type.Record(Type.String(), Type.Integer(), {
        description: 'how many messages have so many segments',
      }),
      samples: Type.Array(sample, { description: 'the first messages' }),
      troubles: Type.Array(trouble, { description: 'at most 100 recipients that cannot be sent to' }),
      refused: count('recipients that cannot be sent to; one of a wrong kind refuses the whole request'),
      queue_left: Type.Union([Type.Integer(), Type.Null()], {
        description: 'messages that the queue still takes; null: no limit is set',
      }),
    },
    exact,
  ),
  codes: { 200: 'So it would be.', 400: 'A parameter is missing or wrong.', 413: 'The text is too long.' },
});

const sendAgain = endpoint({
  name: 'send_messages_again',
  access: may.send,
  audited: true,
  style: 'rest',
  path: '/v1/messages/send-again',
  methods: ['POST'],
  parametersIn: 'body',
  sentence:
    'Sends messages once more, as a new task: those of the ids, whatever became of them, or the failed ones of a task. Of a task those that may have been sent all the same are left out, unless unsure is true.',
  changesState: true,
  idempotent: true,
  request: Type.Object(
    {
      ids: Type.Optional(
        Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), {
          description: 'a list of 1 to 1000 ids of messages that have ended',
          minItems: 1,
          maxItems: 1000,
        }),
      ),
      task_id: Type.Optional(
        Type.Integer({ description: 'a task_id', minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
      ),
      after: Type.Optional(
        Type.Integer({
          description: 'next of the answer before, where a task has more than 4096 failed messages',
          minimum: 0,
          maximum: Number.MAX_SAFE_INTEGER,
        }),
      ),
      unsure: Type.Optional(
        Type.Boolean({
          description: 'true: also failed messages that may have been sent all the same',
          default: false,
        }),
      ),
      name: manner.name,
      port: manner.port,
    },
    exact,
  ),
  reply: Type.Object(
    {
      ...accepted.properties,
      messages: count('how many are sent again'),
      next: Type.Union([Type.Integer(), Type.Null()], {
        description: 'after of the next request where the task has more; null at the end',
      }),
    },
    exact,
  ),
  codes: {
    ...sendingCodes,
    404: 'There is no such message or task, or nothing of it failed.',
    409: 'A message has not ended yet.',
  },
});

const ownOrTemplate = wholeText(
  'a text of at most 1500 bytes of UTF-8, with #param# where a value goes; absent: each line has its own',
  { minLength: 1, 'x-maxBytes': limits.textBytes },
);

const importMessages = endpoint({
  name: 'import_messages',
  access: may.send,
  style: 'rest',
  path: '/v1/messages/import',
  methods: ['POST'],
  parametersIn: 'query',
  bodyTypes: ['text/csv', 'application/x-ndjson'],
  sentence:
    'Accepts a file with any number of recipients as one task, whole or not at all; answers once everything is stored. CSV has a line of names: number, and where they are wanted text (a text of its own) and user_id; all other columns are the values for #param#, in their order. JSON lines have number, values, text, user_id. A line that cannot be taken refuses the file, with its number.',
  changesState: true,
  idempotent: true,
  request: Type.Object(
    {
      text: Type.Optional(ownOrTemplate),
      ...manner,
    },
    exact,
  ),
  reply: Type.Object({ ...accepted.properties, messages: count('how many there are') }, exact),
  codes: { ...sendingCodes, 413: 'A text or a line is too long, or the queue is full.' },
});

/** In the order of the manual. */
export const sendingEndpoints = [createMessages, importMessages, previewMessages, sendAgain] as const;
