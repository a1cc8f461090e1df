import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { eventKinds } from '../../event-kinds.ts';
import { limits } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { instant } from './rest-parameters.ts';

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
    kinds: Type.Optional(
      Type.Array(Type.Enum([...eventKinds]), {
        maxItems: limits.words,
        description: `a list of ${eventKinds.join(', ')}; absent: all`,
      }),
    ),
    after: Type.Optional(
      Type.Integer({
        description: 'an event id from 0; only later events are streamed',
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
      }),
    ),
  }),
  reply: Type.Object(
    {
      id: Type.Integer({ description: 'the id of the event, growing', minimum: 1 }),
      at: instant('when it was committed'),
      kind: Type.Enum([...eventKinds], { description: 'the kind of the event; its own keys follow' }),
    },
    { additionalProperties: true },
  ),
  codes: { 200: 'The stream; a comment is sent every 15 seconds.', 400: 'A filter cannot be read.' },
});

/** In the order of the manual. */
export const eventEndpoints = [streamEvents] as const;
