/** Counts and signal of ports over time, and the live picture of the gateway. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, portNumber } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { instant, moment } from './rest-parameters.ts';

function count(description: string) {
  return Type.Integer({ description, minimum: 0 });
}

/** The counters of a port and a time. */
export const counts = {
  accepted: count('messages accepted; of a port those for it alone'),
  sent: count('messages that the network took, every segment of them'),
  delivered: count('messages reported as delivered'),
  failed: count('messages that ended FAILED'),
  received: count('messages received'),
  calls: count('answered calls that have ended'),
};

const row = Type.Object(
  {
    start: instant('where the step begins'),
    ...counts,
    signal: Type.Union([Type.Number(), Type.Null()], {
      description: 'the mean of the signal, 0 to 31; null where none was measured',
    }),
  },
  { ...exact, description: 'a step' },
);

const getStatistics = endpoint({
  name: 'get_statistics',
  access: may.watch,
  style: 'rest',
  path: '/v1/statistics',
  methods: ['GET'],
  parametersIn: 'query',
  sentence:
    'Shows counts and signal over time, oldest first; steps in which nothing was counted or measured are left out. Minutes are kept for 7 days, hours for a year.',
  request: Type.Object({
    port: Type.Optional({ ...portNumber, description: 'a port number from 0 to 31; absent: all together' }),
    from: moment('the earliest time; absent: a day before to'),
    to: moment('the latest time; absent: now'),
    step: Type.Optional(
      Type.Enum(['minute', 'quarter', 'hour', 'day'], {
        description: 'minute, quarter (of an hour), hour or day',
        default: 'minute',
      }),
    ),
  }),
  reply: Type.Object({ step: count('the length of a step in seconds'), rows: Type.Array(row) }, exact),
  codes: { 200: 'Here they are.', 400: 'A parameter cannot be read, or the time is too long for the step.' },
});

/** The reply is the `data` of one event. */
const streamLive = endpoint({
  name: 'stream_live',
  access: may.anyone,
  style: 'rest',
  path: '/v1/live',
  methods: ['GET'],
  parametersIn: 'none',
  mediaType: 'text/event-stream',
  sentence:
    'Streams the picture of the gateway for a page that watches it (server-sent events). The event `snapshot` has all of it: `time`, `ports` (as list_ports), `counters` (`waiting`, `unread`, `push_trouble`: targets whose last attempt failed, `store_trouble`: 1 while the disk refuses writes, and of today `accepted`, `sent`, `delivered`, `failed`, `received`, `calls`) and `news` (the newest id of `events`, `tasks`, `messages`, `inbox`, `ussd`, `calls` and `audit`: changes that people made, of settings too). Then at most four times a second comes the event `delta` with what changed only: `ports` by number with their changed keys, `gone` (numbers of ports that are no more), `counters`, `news`. A reader that is too slow gets a new snapshot.',
  request: Type.Object({}),
  reply: Type.Object(
    {
      counters: Type.Optional(
        Type.Record(Type.String(), Type.Integer(), { description: 'those that changed' }),
      ),
      news: Type.Optional(
        Type.Record(Type.String(), Type.Integer(), { description: 'lists with newer entries' }),
      ),
    },
    { additionalProperties: true },
  ),
  codes: { 200: 'The stream; a comment is sent every 15 seconds.' },
});

/** In the order of the manual. */
export const statisticsEndpoints = [getStatistics, streamLive] as const;
