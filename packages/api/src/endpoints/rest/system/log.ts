/** The last lines of the log. */
import { Type } from 'typebox';
import { endpoint } from '../../../endpoint.ts';
import { exact, portNumber } from '../../../parameters.ts';
import { may } from '../../../roles.ts';
import { instant, newestFirst, next } from '../rest-parameters.ts';

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

const line = Type.Object(
  {
    id: Type.Integer({ description: 'counts up from the start of the gateway', minimum: 1 }),
    at: instant('when it was written'),
    level: Type.Enum([...levels], { description: `one of ${levels.join(', ')}` }),
    port: Type.Union([portNumber, Type.Null()], { description: 'the port it is about; null: none' }),
    text: Type.String({ description: 'the sentence' }),
    fields: Type.Object({}, { additionalProperties: true, description: 'what else is in it' }),
  },
  { ...exact, description: 'a line of the log' },
);

const filter = {
  level: Type.Optional(
    Type.Enum([...levels], { description: `one of ${levels.join(', ')}: that and worse; absent: all` }),
  ),
  port: Type.Optional({ ...portNumber, description: 'a port number; absent: all lines' }),
};

const listLog = endpoint({
  name: 'list_log',
  access: may.operate,
  style: 'rest',
  path: '/v1/log',
  methods: ['GET'],
  parametersIn: 'query',
  sentence:
    'Lists the last lines of the log, newest first; 2000 are kept in memory, as far as logLevel lets them be written. Numbers and texts are masked in it.',
  request: Type.Object({ ...filter, ...newestFirst }),
  reply: Type.Object({ lines: Type.Array(line), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A filter cannot be read.' },
});

const streamLog = endpoint({
  name: 'stream_log',
  access: may.operate,
  style: 'rest',
  path: '/v1/log/stream',
  methods: ['GET'],
  parametersIn: 'query',
  mediaType: 'text/event-stream',
  sentence:
    'Streams lines of the log as they are written (server-sent events `line`). A reader that is too slow gets the event `left_out` with how many `lines` it missed.',
  request: Type.Object(filter),
  reply: line,
  codes: { 200: 'The stream; a comment is sent every 15 seconds.', 400: 'A filter cannot be read.' },
});

/** In the order of the manual. */
export const logEndpoints = [listLog, streamLog] as const;
