import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { encoding, exact, head, limits, phoneNumber, portList, userId, wholeText } from '../../parameters.ts';
import { may } from '../../roles.ts';

const recipient = Type.Object(
  {
    number: phoneNumber,
    text_param: Type.Optional(
      Type.Array(wholeText('a text'), {
        description: 'a list of texts, one for each #param# in its order',
        maxItems: limits.values,
        'x-verbatim': true,
      }),
    ),
    user_id: Type.Optional(userId),
    port: portList('a list of ports for this recipient, where the request as a whole names none'),
    encoding,
  },
  { description: 'an object with a number' },
);

/** Chapter 2. One bad recipient refuses the whole request, so that nobody has to find out who got it. */
export const sendSms = endpoint({
  name: 'send_sms',
  access: may.send,
  path: '/api/send_sms',
  methods: ['POST', 'GET'],
  parametersIn: 'body',
  chapter: 2,
  sentence: 'Accepts one text for up to 128 recipients; answers once everything is stored.',
  changesState: true,
  idempotent: true,
  request: Type.Object({
    text: wholeText('a text of at most 1500 bytes of UTF-8, with #param# where a value goes', {
      minLength: 1,
      'x-maxBytes': limits.textBytes,
    }),
    param: Type.Array(recipient, {
      description: 'a list of 1 to 128 recipients',
      minItems: 1,
      maxItems: limits.recipients,
    }),
    port: portList('a list of ports that may carry it; absent or empty: any'),
    encoding,
    request_status_report: Type.Optional(
      Type.Boolean({ description: 'true or false: whether to ask for status reports', default: true }),
    ),
    priority: Type.Optional(
      Type.Enum(['urgent', 'normal', 'bulk'], {
        description: 'urgent, normal or bulk (ours): what is urgent leaves before what waits',
        default: 'normal',
      }),
    ),
  }),
  reply: Type.Object(
    {
      ...head([202]),
      sms_in_queue: Type.Integer({
        description: 'messages that no port has begun, these included',
        minimum: 0,
      }),
      task_id: Type.Integer({ description: 'what stop_sms takes', minimum: 0 }),
    },
    exact,
  ),
  codes: {
    202: 'Stored; it will be sent.',
    400: 'A parameter is missing or cannot be read; nothing is queued.',
    413: 'More than 128 recipients, more than 1500 bytes of text, or the queue is full.',
    500: 'It cannot be stored now.',
    550: 'None of the named ports exists here, or the gateway has no port.',
  },
});
