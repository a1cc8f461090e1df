import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, head, numberList, portList, shownTime, timeText } from '../../parameters.ts';
import { may } from '../../roles.ts';

const statusItem = Type.Object(
  {
    port: Type.Integer({ description: 'the port that sent the message', minimum: 0, maximum: 255 }),
    number: Type.String({ description: 'as the client spelt it' }),
    time: shownTime,
    ref_id: Type.Integer({ description: 'TP-MR of the reported segment', minimum: 0, maximum: 255 }),
    status_code: Type.Integer({
      description: 'TP-ST: 0 delivered, 32-63 temporary, 64-255 permanent error',
      minimum: 0,
      maximum: 255,
    }),
    imsi: Type.String({ description: 'the SIM that sent it' }),
  },
  exact,
);

/** Chapter 4. No user_id here, neither asked nor answered. */
export const querySmsDeliverStatus = endpoint({
  name: 'query_sms_deliver_status',
  access: may.anyone,
  path: '/api/query_sms_deliver_status',
  methods: ['POST', 'GET'],
  parametersIn: 'body',
  chapter: 4,
  sentence: 'Lists the status reports received, one row for each.',
  request: Type.Object({
    number: numberList,
    port: portList('a list of sending ports'),
    time_after: timeText('the earliest time'),
    time_before: timeText('the latest time'),
  }),
  reply: Type.Object({ ...head([200]), result: Type.Array(statusItem) }, exact),
  codes: {
    200: 'Here is what matches, possibly nothing.',
    400: 'A filter cannot be read.',
    413: 'More than 32 numbers.',
    500: 'The store cannot be read.',
  },
});
