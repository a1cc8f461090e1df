/** The control API of a fleet: HTTP and JSON on loopback. docs/virtual-fleet.md is its manual. */

import fastify, { type FastifyInstance } from 'fastify';
import { errorAnswer } from '../../control/errors.ts';
import type { Fleet } from '../fleet.ts';
import { addGatewayRoutes } from './gateway-routes.ts';
import { addNetworkRoutes } from './network-routes.ts';
import { addRecordRoutes } from './record-routes.ts';

const MOST_OCTETS = 16 * 1024 * 1024;

/** Builds the server without listening. */
export function createFleetControl(fleet: Fleet): FastifyInstance {
  const server = fastify({
    bodyLimit: MOST_OCTETS,
    // A wrong value is refused, not converted.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
    forceCloseConnections: true,
  });
  server.setErrorHandler((error, _request, reply) => {
    const { status, body } = errorAnswer(error);
    return reply.code(status).send(body);
  });
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `there is no ${request.method} ${request.url}`, field: 'path' }),
  );
  // There is no password here, so a page in a browser may not speak to it.
  server.addHook('onRequest', async (request, reply) => {
    if (request.headers.origin === undefined) return;
    await reply.code(403).send({ error: 'requests of web pages are refused', field: 'origin' });
  });
  addGatewayRoutes(server, fleet);
  addNetworkRoutes(server, fleet);
  addRecordRoutes(server, fleet);
  return server;
}
