/** The AT conversation of a port: as it is held now, questions of people in it, and as it was recorded. */
import { Type } from 'typebox';
import { endpoint } from '../../../endpoint.ts';
import { exact, portNumber, wholeText } from '../../../parameters.ts';
import { may } from '../../../roles.ts';
import { instant } from '../rest-parameters.ts';

const streamConversation = endpoint({
  name: 'stream_conversation',
  access: may.operate,
  style: 'rest',
  path: '/v1/ports/{port}/conversation',
  methods: ['GET'],
  parametersIn: 'query',
  mediaType: 'text/event-stream',
  sentence:
    'Streams the AT conversation of a port as it is held (server-sent events `line`), with numbers and texts masked as in recordings. A reader that is too slow gets the event `left_out` with how many `lines` it missed. It goes on when the port is opened anew, and ends when there is no such port any more.',
  request: Type.Object({ port: portNumber }),
  reply: Type.Object(
    {
      at: instant('when it passed'),
      direction: Type.Enum(['>>', '<<'], { description: '>> to the modem, << from it' }),
      text: Type.String({ description: 'the line, control characters spelt out' }),
    },
    exact,
  ),
  codes: { 200: 'The stream; a comment is sent every 15 seconds.', 404: 'There is no such port.' },
});

const askModem = endpoint({
  name: 'ask_modem',
  access: may.administer,
  audited: true,
  style: 'rest',
  path: '/v1/ports/{port}/questions',
  methods: ['POST'],
  parametersIn: 'body',
  changesState: true,
  sentence:
    'Asks the modem of a port one AT command and answers with its lines. Only commands that read are passed on (AT, ATI, those that end in ? or =?, and those of 27.007 that read without it, as AT+CSQ): the gateway relies on the settings of its modem.',
  request: Type.Object(
    {
      port: portNumber,
      command: wholeText('an AT command of 1 to 100 characters', { minLength: 1, maxLength: 100 }),
    },
    exact,
  ),
  reply: Type.Object(
    {
      command: Type.String({ description: 'as it was asked' }),
      lines: Type.Array(Type.String(), { description: 'the lines of the answer, at most 200' }),
      result: Type.String({ description: 'OK, or the error of the modem, as +CME ERROR: 10' }),
    },
    exact,
  ),
  codes: {
    200: 'The modem has answered.',
    400: 'The command is none that only reads.',
    404: 'There is no such port.',
    409: 'The port is handing over a message.',
    503: 'The port is away, or the modem gave no answer within 15 seconds.',
  },
});

const name = Type.String({
  description: 'the name of a recording, as port-3.at',
  pattern: '^port-[0-9]{1,2}\\.at(\\.1)?$',
});

const recording = Type.Object(
  {
    name: Type.String({ description: 'of the file; .1 at its end: the older one' }),
    port: portNumber,
    size: Type.Integer({ description: 'octets', minimum: 0 }),
    changed_at: instant('when a line was written last'),
  },
  { ...exact, description: 'a recording' },
);

const listRecordings = endpoint({
  name: 'list_recordings',
  access: may.operate,
  style: 'rest',
  path: '/v1/recordings',
  methods: ['GET'],
  parametersIn: 'none',
  sentence: 'Lists the recordings of AT conversations; act_on_port with record begins and ends them.',
  request: Type.Object({}),
  reply: Type.Object({ recordings: Type.Array(recording) }, exact),
  codes: { 200: 'Here they are.' },
});

const getRecording = endpoint({
  name: 'get_recording',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/recordings/{name}',
  methods: ['GET'],
  parametersIn: 'query',
  mediaType: 'text/plain',
  sentence: 'One recording as a file, in the format that tests replay (transcripts/README.md).',
  request: Type.Object({ name }),
  reply: Type.String({ description: 'the file' }),
  codes: { 200: 'Here it is.', 404: 'There is no such recording.' },
});

const deleteRecording = endpoint({
  name: 'delete_recording',
  access: may.operate,
  audited: true,
  style: 'rest',
  path: '/v1/recordings/{name}',
  methods: ['DELETE'],
  parametersIn: 'query',
  changesState: true,
  sentence: 'Removes a recording; one that goes on begins anew.',
  request: Type.Object({ name }),
  reply: Type.Object({}, exact),
  codes: { 200: 'Removed.', 404: 'There is no such recording.' },
});

/** In the order of the manual. */
export const recordingEndpoints = [
  streamConversation,
  askModem,
  listRecordings,
  getRecording,
  deleteRecording,
] as const;
