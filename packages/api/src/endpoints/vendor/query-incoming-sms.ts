import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, head, portList, shownTime } from '../../parameters.ts';
import { may } from '../../roles.ts';

const incomingSms = Type.Object(
  {
    incoming_sms_id: Type.Integer({ description: 'grows in the order of becoming visible', minimum: 1 }),
    port: Type.Integer({ description: 'the receiving port', minimum: 0, maximum: 31 }),
    number: Type.String({ description: 'the sender' }),
    smsc: Type.String({ description: 'the service centre' }),
    timestamp: shownTime,
    text: Type.String({ description: 'its text' }),
    imsi: Type.String({ description: 'the SIM that received it' }),
  },
  exact,
);

/** Chapter 6. Changes state, although it is a GET: the default flag marks as read. */
export const queryIncomingSms = endpoint({
  name: 'query_incoming_sms',
  access: may.operate,
  path: '/api/query_incoming_sms',
  methods: ['GET', 'POST'],
  parametersIn: 'query',
  chapter: 6,
  sentence:
    'Lists received messages; with flag unread (the default) it marks them as read before the answer is known to have arrived. Where none may be missed, ask with flag=all and the last incoming_sms_id that you have stored: that marks nothing.',
  changesState: true,
  request: Type.Object({
    incoming_sms_id: Type.Optional(
      Type.Integer({
        description: 'a whole number from 0; only messages with a greater id are listed',
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        default: 0,
      }),
    ),
    flag: Type.Optional(
      Type.Enum(['unread', 'read', 'all'], { description: 'unread, read or all', default: 'unread' }),
    ),
    port: portList('a list of receiving ports'),
  }),
  reply: Type.Object(
    {
      ...head([200]),
      sms: Type.Array(incomingSms),
      read: Type.Integer({
        description: 'messages of these ports that are read, after this call',
        minimum: 0,
      }),
      unread: Type.Integer({
        description: 'messages of these ports that are unread, after this call',
        minimum: 0,
      }),
    },
    exact,
  ),
  codes: {
    200: 'Here is what matches, possibly nothing.',
    400: 'A filter cannot be read.',
    413: 'The body is over 1 MiB.',
    500: 'The store cannot be read or written.',
  },
});
