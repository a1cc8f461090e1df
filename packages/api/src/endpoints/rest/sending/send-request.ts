/** The parts of a request to send many messages. */
import { Type } from 'typebox';
import { encoding, exact, limits, phoneNumber, portList, wholeText } from '../../../parameters.ts';

/** Longer lists are sent in parts, or as a file: each request is stored as one transaction. */
const MOST_RECIPIENTS = 4096;

const recipient = Type.Object(
  {
    number: phoneNumber,
    values: Type.Optional(
      Type.Array(wholeText('a text'), {
        description: 'a list of texts, one for each #param# in its order',
        maxItems: limits.values,
      }),
    ),
  },
  { ...exact, description: 'an object with a number' },
);

export const recipients = Type.Array(recipient, {
  description: 'a list of 1 to 4096 recipients',
  minItems: 1,
  maxItems: MOST_RECIPIENTS,
});

export const template = wholeText('a text of at most 1500 bytes of UTF-8, with #param# where a value goes', {
  minLength: 1,
  'x-maxBytes': limits.textBytes,
});

/** How messages are sent, whatever they are made of. */
export const manner = {
  name: Type.Optional(wholeText('a name for the task, at most 100 characters', { maxLength: 100 })),
  port: portList('a list of ports that may carry it; absent or empty: any'),
  encoding,
  request_status_report: Type.Optional(
    Type.Boolean({ description: 'true or false: whether to ask for status reports', default: true }),
  ),
};

export const accepted = Type.Object(
  {
    task_id: Type.Integer({ description: 'what list_messages and stop_sms take', minimum: 0 }),
    in_queue: Type.Integer({
      description: 'messages that no port has begun, these included',
      minimum: 0,
    }),
  },
  exact,
);

/** The codes of requests to send. */
export const sendingCodes = {
  202: 'Stored; it will be sent.',
  400: 'A parameter is missing or wrong; nothing is queued.',
  413: 'The texts are too long, or the queue is full.',
  500: 'It cannot be stored now.',
  503: 'None of the named ports exists here, or the gateway has no port.',
} as const;
