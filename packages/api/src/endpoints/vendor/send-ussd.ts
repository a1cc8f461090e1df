import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, head, limits, portNumber } from '../../parameters.ts';
import { may } from '../../roles.ts';

const utf8 = new TextEncoder();

/** Fits the document's limit; absent or empty where the command is cancel. */
const ussdText = Type.Optional(
  Type.Refine(
    Type.String({ description: 'a text of at most 60 bytes of UTF-8, without halves of surrogate pairs' }),
    text => text.isWellFormed() && utf8.encode(text).length <= limits.ussdBytes,
    () => 'must be at most 60 bytes of UTF-8',
  ),
);

/** The result of a request on one port. */
export const ussdResult = Type.Array(
  Type.Object(
    {
      port: portNumber,
      status: Type.Integer({
        description:
          "200: handed to the port's session; 486: the port is busy with a request, or sends an SMS; 503: it is not registered, it is blocked and the network asks nothing there, or there is no such port",
        enum: [200, 486, 503],
      }),
    },
    exact,
  ),
);

/**
 * Chapter 7. The answer is only that the request was taken; the text of the network is asked for, or
 * pushed.
 */
export const sendUssd = endpoint({
  name: 'send_ussd',
  access: may.operate,
  path: '/api/send_ussd',
  methods: ['POST', 'GET'],
  parametersIn: 'body',
  chapter: 7,
  sentence:
    'Sends a USSD request, or an answer where the network waits for one; cancel ends the session. The answer of the network comes by query_ussd_reply and as a push.',
  changesState: true,
  request: Type.Object({
    text: ussdText,
    port: Type.Array(portNumber, {
      description: 'a list of ports from 0 to 31',
      minItems: 1,
      maxItems: limits.listedPorts,
    }),
    command: Type.Optional(Type.Enum(['send', 'cancel'], { description: 'send or cancel; absent: send' })),
  }),
  reply: Type.Object(
    {
      ...head([202]),
      request_id: Type.Integer({ description: 'repeated in every reply to it', minimum: 1 }),
      result: ussdResult,
      'result:': Type.Optional({
        ...ussdResult,
        description: 'the same again, where the setting http.resultWithColon is on',
      }),
    },
    exact,
  ),
  codes: {
    202: 'Accepted; each port has a status of its own.',
    400: 'A parameter is missing, too long or cannot be read.',
    413: 'The body is over 1 MiB.',
    500: 'It cannot be stored now.',
  },
});
