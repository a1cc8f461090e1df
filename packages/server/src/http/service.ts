/** The HTTP side of the server: its contract, and the addresses that original hardware pushes to. */
import { type ServerContract, serverContract, serverLimits } from '@simgate/api/server/contract';
import { type HttpMetrics, HttpService } from '@simgate/daemon/http';
import type { HttpConfig } from '@simgate/daemon/settings';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createAudit } from '../access/audit.ts';
import { MOST_PUSH_BYTES, type Pushes } from '../gateways/pushes.ts';
import type { ServerContext } from './context.ts';
import { handlers } from './handlers/handlers.ts';
import { masking } from './masking.ts';

export interface ServerHttpOptions {
  readonly config: HttpConfig;
  readonly dataFolder: string;
  readonly context: ServerContext;
  readonly metrics: HttpMetrics;
  readonly log: Logger;
}

/** Retry-After of refused pushes, in seconds. */
const PUSH_AGAIN_AFTER = 1;

/**
 * Pushes are no part of the contract: whatever a device sends is bounded before it is read, and answered with a status alone. None of
 * them fills the log.
 */
function addPushes(app: FastifyInstance, pushes: Pushes): void {
  app.route<{ Params: { path: string } }>({
    method: 'POST',
    url: '/push/:path',
    bodyLimit: MOST_PUSH_BYTES,
    config: { open: true },
    errorHandler: (error, _request, reply) => void reply.code(error.statusCode ?? 500).send(),
    async handler({ params, body }, reply) {
      const octets = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const { status } = await pushes.take(params.path, octets);
      if (status === 429 || status === 503) reply.header('retry-after', PUSH_AGAIN_AFTER);
      return reply.code(status).send();
    },
  });
}

/** Nothing listens before `listen`. */
export function createHttp(options: ServerHttpOptions): HttpService<ServerContract, ServerContext> {
  const { config, dataFolder, context, metrics, log } = options;
  const { store, ids, clock, keys, pushes } = context;
  return new HttpService<ServerContract, ServerContext>({
    ...{ program: 'server', config, contract: serverContract, handlers, context },
    ...{ bodyBytes: serverLimits.bodyBytes, metrics, dataFolder, clock, log },
    users: context.users.users,
    tokens: keys,
    guessing: context.guessing,
    mask: masking.answer,
    refusesNul: true,
    note: createAudit({ store, ids, clock }),
    addPages: app => addPushes(app, pushes),
  });
}
