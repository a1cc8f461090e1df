/** The control API: HTTP and JSON on loopback. README.md of the package is its manual. */

import fastify, { type FastifyInstance } from 'fastify';
import type { Simulator } from '../main.ts';
import { addCallRoutes } from './call-routes.ts';
import { errorAnswer } from './errors.ts';
import { addFaultRoutes } from './fault-routes.ts';
import { addModemRoutes } from './modem-routes.ts';
import { addNetworkRoutes } from './network-routes.ts';
import { addUssdRoutes } from './ussd-routes.ts';

/** Where it listens, until it is closed. */
export interface ControlApi {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Builds the server without listening. */
export function createControlServer(simulator: Simulator): FastifyInstance {
  const server = fastify({
    // A wrong value is refused, not converted.
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, discriminator: true },
    },
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
  addModemRoutes(server, simulator);
  addFaultRoutes(server, simulator);
  addNetworkRoutes(server, simulator.network);
  addUssdRoutes(server, simulator.network);
  addCallRoutes(server, simulator.network);
  return server;
}

/** Listens on `host`; `port` 0 takes any free one. */
export async function startControlApi(simulator: Simulator, host: string, port: number): Promise<ControlApi> {
  const server = createControlServer(simulator);
  await server.listen({ host, port });
  const address = server.server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return { host, port: bound, close: () => server.close() };
}
