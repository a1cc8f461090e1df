import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, head, limits, portNumber } from '../../parameters.ts';
import { may } from '../../roles.ts';

/** Chapter 8. */
export const queryUssdReply = endpoint({
  name: 'query_ussd_reply',
  access: may.operate,
  path: '/api/query_ussd_reply',
  methods: ['GET', 'POST'],
  parametersIn: 'query',
  chapter: 8,
  sentence: 'Returns the reply of each asked port to its last request; it is kept until the next one.',
  request: Type.Object({
    port: Type.Array(portNumber, {
      description: 'a list of ports from 0 to 31',
      minItems: 1,
      maxItems: limits.listedPorts,
    }),
  }),
  reply: Type.Object(
    {
      ...head([200]),
      reply: Type.Array(
        Type.Object(
          {
            port: portNumber,
            text: Type.String({
              description: 'the answer of the network, or why there is none; "" when nothing came',
            }),
          },
          exact,
        ),
      ),
    },
    exact,
  ),
  codes: {
    200: 'One item for each asked port.',
    400: 'port is missing or cannot be read.',
    413: 'The body is over 1 MiB.',
    500: 'The store cannot be read.',
  },
});
