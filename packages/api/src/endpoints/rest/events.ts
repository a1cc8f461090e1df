import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { eventKinds } from '../../event-kinds.ts';
import { exact, limits, portList } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { instant, newestFirst, next } from './rest-parameters.ts';

const kinds = Type.Optional(
  Type.Array(Type.Enum([...eventKinds]), {
    maxItems: limits.words,
    description: `a list of ${eventKinds.join(', ')}; absent: all`,
  }),
);

const event = Type.Object(
  {
    id: Type.Integer({ description: 'the id of the event, growing', minimum: 1 }),
    at: instant('when it was committed'),
    kind: Type.Enum([...eventKinds], { description: 'the kind of the event; its own keys follow' }),
  },
  { additionalProperties: true, description: 'an event' },
);

/** Filters of a list of events. */
export const eventFilter = { kinds, port: portList('a list of ports; events of no port are left out then') };

/** The stream of the journal as server-sent events. The reply is the `data` of one event. */
const streamEvents = endpoint({
  name: 'stream_events',
  access: may.watch,
  style: 'rest',
  path: '/v1/events',
  methods: ['GET'],
  parametersIn: 'query',
  mediaType: 'text/event-stream',
  sentence:
    'Streams events as they are committed (server-sent events). The header Last-Event-ID, or after, goes on behind that event; without either it begins now.',
  request: Type.Object({
    kinds,
    after: Type.Optional(
      Type.Integer({
        description: 'an event id from 0; only later events are streamed',
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
      }),
    ),
  }),
  reply: event,
  codes: { 200: 'The stream; a comment is sent every 15 seconds.', 400: 'A filter cannot be read.' },
});

const listEvents = endpoint({
  name: 'list_events',
  access: may.watch,
  style: 'rest',
  path: '/v1/journal',
  methods: ['GET'],
  parametersIn: 'query',
  sentence:
    'Lists events, newest first, as stream_events has them. A page may be short while next is not null. A reader that was away since an event older than oldest has missed some.',
  request: Type.Object({ ...eventFilter, ...newestFirst }),
  reply: Type.Object(
    {
      events: Type.Array(event),
      next,
      oldest: Type.Integer({ description: 'the id of the oldest event that is kept; 0: none', minimum: 0 }),
      newest: Type.Integer({ description: 'the id of the newest event there ever was', minimum: 0 }),
    },
    exact,
  ),
  codes: { 200: 'Here is the page.', 400: 'A filter cannot be read.' },
});

/** In the order of the manual. */
export const eventEndpoints = [streamEvents, listEvents] as const;
