/** Control of calls: what phones outside do, calls from them, and the record. */

import type { FastifyInstance } from 'fastify';
import type { CallRule, OutsideCall, VirtualNetwork } from '../network/index.ts';
import { NotPossibleError } from './errors.ts';
import { members, milliseconds } from './schemas.ts';

const number = { type: 'string', pattern: '^\\+?[0-9*#]{1,20}$' } as const;
const caller = { type: 'string', pattern: '^(\\+?[0-9*#]{1,20})?$' } as const;
function kind(name: string, own: Readonly<Record<string, object>> = {}, required: readonly string[] = []) {
  return members({ kind: { const: name }, ...own }, ['kind', ...required]);
}

const rules = {
  type: 'array',
  maxItems: 1000,
  items: members(
    {
      match: members({ to: number, toPrefix: number, from: number }),
      times: { type: 'integer', minimum: 0, maximum: 1_000_000 },
      outcome: {
        type: 'object',
        discriminator: { propertyName: 'kind' },
        required: ['kind'],
        oneOf: [
          kind('answer', { milliseconds, talk: milliseconds, drop: milliseconds }),
          kind('noAnswer', { milliseconds }),
          kind('reject', { milliseconds }),
          kind('busy'),
          kind('unreachable'),
          kind('refuse', { cause: { type: 'integer', minimum: 1, maximum: 127 } }, ['cause']),
        ],
      },
    },
    ['outcome'],
  ),
} as const;

/** Body of a call to a modem. */
export const outsideCall = members({ from: caller, ringFor: milliseconds, talk: milliseconds }, ['from']);

const callParameters = members({ id: { type: 'string', pattern: '^[0-9]{1,9}$' } }, ['id']);

/** Adds /call-rules and /calls. */
export function addCallRoutes(server: FastifyInstance, network: VirtualNetwork): void {
  server.get('/call-rules', () => network.callRules());
  server.put<{ Body: CallRule[] }>('/call-rules', { schema: { body: rules } }, ({ body }) => {
    network.setCallRules(body);
    return network.callRules();
  });
  server.get('/calls', () => network.calls());
  server.post<{ Params: { id: string } }>(
    '/calls/:id/hang-up',
    { schema: { params: callParameters } },
    ({ params }) => {
      if (!network.hangUpOutside(Number(params.id)))
        throw new NotPossibleError('id', 'there is no such call of a phone outside');
      return { done: true };
    },
  );
}

/** Calls a modem's SIM from a phone outside; answers with the number of the call. */
export function callModem(
  network: VirtualNetwork,
  to: string,
  call: Omit<OutsideCall, 'to'>,
): { id: number } {
  const result = network.callFromOutside({ ...call, to });
  if (!result.ok) throw new NotPossibleError('index', result.error);
  return { id: result.id };
}
