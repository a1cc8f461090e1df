/** Control of USSD: the services of the network, sessions it begins, and the requests of subscribers. */

import type { FastifyInstance } from 'fastify';
import { mismatchOf, type UssdPush, type UssdServices, type VirtualNetwork } from '../network/index.ts';
import { BadRequestError, NotPossibleError } from './errors.ts';
import { members, milliseconds } from './schemas.ts';

const encoding = { enum: ['gsm7', 'ucs2'] } as const;
const language = { type: 'string', pattern: '^[a-z]{2}$' } as const;
const text = { type: 'string', minLength: 1, maxLength: 182 } as const;
const words = { text, encoding, language, milliseconds } as const;
const step = { $ref: '#/definitions/step' } as const;
const steps = { type: 'object', maxProperties: 1000, additionalProperties: step } as const;

const kinds = [
  members({ kind: { const: 'tell' }, ...words, credit: { type: 'integer' } }, ['kind', 'text']),
  members({ kind: { const: 'ask' }, ...words, choices: steps, otherwise: step }, ['kind', 'text']),
  ...['release', 'silence', 'timeout', 'notSupported'].map(kind =>
    members({ kind: { const: kind }, milliseconds }, ['kind']),
  ),
];

/** A tree of steps for each code; see `UssdStep`. */
const servicesSchema = {
  ...steps,
  definitions: {
    step: {
      type: 'object',
      discriminator: { propertyName: 'kind' },
      required: ['kind'],
      oneOf: kinds,
    },
  },
} as const;

/** A USSD request or notice that the network begins (22.090). */
export const ussdPush = members({ text, encoding, language, question: { type: 'boolean' } }, ['text']);

/** Adds /ussd-services and /ussd-requests. */
export function addUssdRoutes(server: FastifyInstance, network: VirtualNetwork): void {
  server.get('/ussd-services', () => network.ussdServices());
  server.put<{ Body: UssdServices }>('/ussd-services', { schema: { body: servicesSchema } }, ({ body }) => {
    const mismatch = mismatchOf(body);
    if (mismatch !== undefined) throw new BadRequestError(mismatch.place, mismatch.reason);
    network.setUssdServices(body);
    return network.ussdServices();
  });
  server.get('/ussd-requests', () => network.ussdRequests());
}

/** The network begins a session with a subscriber. */
export function pushUssd(network: VirtualNetwork, imsi: string, push: UssdPush): void {
  const obstacle = network.pushUssd(imsi, push);
  if (obstacle !== undefined) throw new NotPossibleError('text', obstacle);
}
