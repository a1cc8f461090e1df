import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, head, limits, numberList, portList, shownTime, timeText, userId } from '../../parameters.ts';
import { may } from '../../roles.ts';

const resultItem = Type.Object(
  {
    port: Type.Integer({
      description: 'the sending port; 255 while none has begun',
      minimum: 0,
      maximum: 255,
    }),
    user_id: userId,
    number: Type.String({ description: 'as the client spelt it' }),
    time: shownTime,
    status: Type.Enum(['SENDING', 'SENT_OK', 'FAILED', 'DELIVERED'], { description: 'the sending status' }),
    count: Type.Integer({ description: 'segments', minimum: 0 }),
    succ_count: Type.Integer({ description: 'segments that the network accepted', minimum: 0 }),
    ref_id: Type.Integer({ description: 'TP-MR of the first segment', minimum: 0, maximum: 255 }),
    imsi: Type.String({ description: 'the SIM that sent it; "" while none has' }),
  },
  exact,
);

/** Chapter 3. Exactly nine keys in an item: clients build records from them. */
export const querySmsResult = endpoint({
  name: 'query_sms_result',
  access: may.anyone,
  path: '/api/query_sms_result',
  methods: ['POST', 'GET'],
  parametersIn: 'body',
  chapter: 3,
  sentence: 'Returns the state of each sent message, oldest first.',
  request: Type.Object({
    number: numberList,
    port: portList('a list of sending ports'),
    time_after: timeText('the earliest time'),
    time_before: timeText('the latest time'),
    user_id: Type.Optional(
      Type.Array(userId, {
        description: 'a list of at most 4096 user ids, compared as text',
        maxItems: limits.filterUserIds,
      }),
    ),
  }),
  reply: Type.Object({ ...head([200]), result: Type.Array(resultItem) }, exact),
  codes: {
    200: 'Here is what matches, possibly nothing.',
    400: 'A filter cannot be read.',
    413: 'More than 32 numbers.',
    500: 'The store cannot be read.',
  },
});
