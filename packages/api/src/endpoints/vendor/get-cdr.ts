import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, head, portList, shownTime, timeText } from '../../parameters.ts';
import { may } from '../../roles.ts';

const cdr = Type.Object(
  {
    port: Type.Integer({ description: 'the port of the call', minimum: 0, maximum: 31 }),
    start_date: shownTime,
    answer_date: Type.String({
      description: 'when it was answered, as start_date; "" where it was not',
      pattern: '^(\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2})?$',
    }),
    duration: Type.Integer({ description: 'whole seconds from the answer; 0 without one', minimum: 0 }),
    source_number: Type.String({ description: 'who called' }),
    destination_number: Type.String({ description: 'who was called' }),
    direction: Type.Enum(['gsm->ip', 'ip->gsm', 'callback'], {
      description: 'gsm->ip came from the network, ip->gsm went to it',
    }),
    ip: Type.String({ description: 'the IP side; "" where there is none' }),
    codec: Type.String({ description: 'of the IP side; "" where there is none' }),
    hangup: Type.Enum(['called', 'calling', 'gateway'], { description: 'who ended it' }),
    gsm_code: Type.Integer({
      description: 'the release cause (24.008 10.5.4.11)',
      minimum: 0,
      maximum: 127,
    }),
    bcch: Type.String({ description: 'the carrier of the cell; "" where the modem does not report it' }),
  },
  exact,
);

/** Chapter 12, with the three keys of the later document. Exactly twelve: clients build records from them. */
export const getCdr = endpoint({
  name: 'get_cdr',
  access: may.watch,
  path: '/api/get_cdr',
  methods: ['POST', 'GET'],
  parametersIn: 'body',
  chapter: 12,
  sentence: 'Lists calls that have ended, oldest first; times filter by the start of a call.',
  request: Type.Object({
    port: portList('a list of ports'),
    time_after: timeText('the earliest time'),
    time_before: timeText('the latest time'),
  }),
  reply: Type.Object({ ...head([200]), cdr: Type.Array(cdr) }, exact),
  codes: {
    200: 'Here is what matches, possibly nothing.',
    400: 'A filter cannot be read.',
    413: 'The body is over 1 MiB.',
    500: 'The store cannot be read.',
  },
});
