/** Control of the network: outcome rules, air time, phones outside, and what was carried. */

import type { FastifyInstance } from 'fastify';
import {
  type CarriedFilter,
  type CarriedKind,
  type Phone,
  readOutcomeRules,
  type VirtualNetwork,
} from '../network/index.ts';
import { BadRequestError } from './errors.ts';
import { type MessageBody, sendMessage } from './messages.ts';
import * as schemas from './schemas.ts';

const done = { done: true };

/** Adds everything outside of /modems. */
export function addNetworkRoutes(server: FastifyInstance, network: VirtualNetwork): void {
  addRuleRoutes(server, network);
  addPhoneRoutes(server, network);
  addRecordRoutes(server, network);
  server.get('/subscribers', () => network.subscribers());
  server.get('/pending', () => network.pending());
  server.post<{ Body: MessageBody & { to: string } }>(
    '/messages',
    { schema: { body: schemas.messageToNumber } },
    request => sendMessage(network, request.body.to, withoutTo(request.body)),
  );
}

function withoutTo({ to: _, ...message }: MessageBody & { to: string }): MessageBody {
  return message;
}

function addRuleRoutes(server: FastifyInstance, network: VirtualNetwork): void {
  server.get('/outcome-rules', () => network.outcomeRules());
  server.put('/outcome-rules', ({ body }) => {
    const result = readOutcomeRules(body);
    if (!result.ok) throw new BadRequestError(memberOf(result.error), result.error);
    network.setOutcomeRules(result.rules);
    return network.outcomeRules();
  });
  server.put<{ Body: { minimum: number; maximum: number; linkKept?: number } }>(
    '/air-time',
    { schema: { body: schemas.airTime } },
    ({ body }) => {
      if (body.maximum < body.minimum) throw new BadRequestError('maximum', 'is less than the minimum');
      network.setAirTime(body.maximum === 0 ? 'instant' : body);
      return done;
    },
  );
}

/** The member a refused rule names in front of its reason. */
function memberOf(error: string): string {
  return error.replace(/:.*$/s, '');
}

function addPhoneRoutes(server: FastifyInstance, network: VirtualNetwork): void {
  const schema = { params: schemas.phoneParameters };
  server.get('/phones', () => network.phones().map(describePhone));
  server.get<{ Params: { number: string } }>('/phones/:number/inbox', { schema }, ({ params }) => {
    const phone = network.phone(params.number);
    return { ...describePhone(phone), messages: phone.inbox(), incomplete: phone.incomplete() };
  });
}

function describePhone(phone: Phone) {
  return { number: phone.number, segmentsReceived: phone.segmentsReceived };
}

interface CarriedQuery extends Omit<CarriedFilter, 'reference' | 'afterId' | 'limit' | 'kind'> {
  readonly kind?: CarriedKind;
  readonly reference?: string;
  readonly afterId?: string;
  readonly limit?: string;
}

const PAGE = 100;
const LARGEST_PAGE = 10_000;

/** `next`: the `afterId` of the page behind this one; absent on the last. */
function carriedPage(network: VirtualNetwork, query: CarriedQuery) {
  const { reference, afterId, limit, ...equal } = query;
  const size = Math.min(Number(limit ?? PAGE), LARGEST_PAGE);
  const messages = network.carried({
    ...equal,
    ...(reference !== undefined && { reference: Number(reference) }),
    ...(afterId !== undefined && { afterId: Number(afterId) }),
    limit: size,
  });
  const last = messages.at(-1);
  return { messages, ...(last && messages.length === size && { next: last.id }) };
}

function addRecordRoutes(server: FastifyInstance, network: VirtualNetwork): void {
  server.get<{ Querystring: CarriedQuery }>(
    '/carried',
    { schema: { querystring: schemas.carriedQuery } },
    request => carriedPage(network, request.query),
  );
  server.get('/counters', () => network.counters());
  server.delete('/carried', () => {
    network.clear();
    return done;
  });
}
