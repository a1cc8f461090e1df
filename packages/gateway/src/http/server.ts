/** The HTTP server of the gateway: routes made from the contract, behind one gatekeeper. */
import { randomBytes as cryptoRandomBytes } from 'node:crypto';
import { contract, type Endpoint, type EndpointName, endpoints, limits, normalTarget } from '@simgate/api';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import type { HttpConfig } from '../config/schema.ts';
import type { Messages } from '../messages/messages.ts';
import type { PortManagement } from '../port-management/port-management.ts';
import type { SimLimits } from '../port-management/sim-limits.ts';
import type { PortBank } from '../ports/port.ts';
import type { Calls } from '../sessions/calls/calls.ts';
import type { ToolkitSessions } from '../sessions/toolkit/toolkit-sessions.ts';
import type { UssdSessions } from '../sessions/ussd/ussd-sessions.ts';
import { refused } from './answers.ts';
import { createAuthenticator } from './authentication/authenticate.ts';
import { createFailedLogins } from './authentication/failed-logins.ts';
import type { Users } from './authentication/users.ts';
import { isLoopback } from './browsers.ts';
import { createGatekeeper } from './gatekeeper.ts';
import type { Handler, HandlerContext, Management } from './handlers/context.ts';
import { handlers } from './handlers/handlers.ts';
import { type Listeners, type ListeningAddress, openListeners } from './listeners.ts';
import { createMachineStatus } from './machine-status.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { sendPage } from './pages.ts';
import { respond } from './respond.ts';
import { type Serving, serve } from './serve.ts';
import { createZoneTime } from './zone-time.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The endpoint of the contract that this route serves. */
    readonly endpoint?: Endpoint;
  }
  interface FastifyRequest {
    /** Content-Type as it came, which may be none that a standard knows; "" where there is none. */
    contentType: string;
  }
}

export interface HttpServerOptions {
  readonly config: HttpConfig;
  /** HA1 by name, from the settings or made at first start (`usersOf`, `ha1Of`). */
  readonly users: Users;
  readonly messages: Messages;
  readonly ussd: UssdSessions;
  readonly calls: Calls;
  readonly toolkit: ToolkitSessions;
  readonly management: Management;
  readonly ports: PortBank;
  readonly portManagement: PortManagement;
  readonly limits: Pick<SimLimits, 'remaining'>;
  /** `sn` of every answer. */
  readonly serialNumber: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Answer WCDMA for LTE and NR. */
  readonly typeStrict: boolean;
  /** Where the self-signed certificate is kept. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether the gateway can do its work, for /healthz. */
  readonly healthy: () => boolean;
  /** Where other parts register their metrics too. */
  readonly registry?: Registry;
  /** Chance that nobody can guess; absent: the system's. */
  readonly randomBytes?: (size: number) => Buffer;
}

export interface HttpServer {
  /** Rejects with the system's error where an address cannot be had. */
  listen(): Promise<readonly ListeningAddress[]>;
  /** Finishes what is being answered, within `milliseconds`, then cuts. */
  close(milliseconds?: number): Promise<void>;
  /** For tests without a socket. */
  readonly app: FastifyInstance;
}

const JSON_WITH_CHARSET = 'application/json; charset=utf-8';

function createApp(): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    exposeHeadRoutes: false,
    rewriteUrl: request => normalTarget(request.url ?? '/'),
  });
  app.removeAllContentTypeParsers();
  // The body is read by what it is, not by what its label says (api/wire).
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.decorateRequest('contentType', '');
  return app;
}

function addGate(app: FastifyInstance, options: HttpServerOptions, metrics: Metrics): () => void {
  const { config, users, clock, log, randomBytes = cryptoRandomBytes } = options;
  const monotonic = () => clock.monotonic();
  const { basic, nonceLifetime, acceptAnyNonce } = config;
  const gatekeeper = createGatekeeper({
    authenticator: createAuthenticator({
      users,
      basic,
      nonceLifetime,
      acceptAnyNonce,
      monotonic,
      randomBytes,
    }),
    failedLogins: createFailedLogins(monotonic),
    loopbackOnly: isLoopback(config.host),
    clock,
    log,
    metrics,
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    // Set aside before fastify judges it: clients send `application/json;` and worse.
    request.contentType = request.headers['content-type'] ?? '';
    request.headers['content-type'] = undefined;
    gatekeeper.check(request, reply, done);
  });
  return gatekeeper.release;
}

function addFaults(app: FastifyInstance, { sn, log }: Serving): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const { style = 'vendor', head = 'full' } = request.routeOptions.config.endpoint ?? {};
    const manner = { sn, log, style, head };
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      return respond(reply, refused(413, 'body: is over 1 MiB.'), manner);
    }
    if (error.code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') {
      return respond(reply, refused(400, 'body: is not as long as Content-Length says.'), manner);
    }
    log.error({ err: error, requestId: request.id }, 'a request failed');
    const sentence = `gateway: it cannot be done now; its log says why under ${request.id}.`;
    return respond(reply, refused(500, sentence), manner);
  });
}

function pathsOf(endpoint: Endpoint): readonly string[] {
  return [endpoint.path, ...endpoint.aliases];
}

/** A path of the contract as fastify spells it. */
function routeOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}

/** The methods of a path; of several endpoints where they share it. */
function methodsAt(url: string): string[] {
  const path = url.split('?', 1)[0] ?? '';
  const here = endpoints.filter(endpoint => pathsOf(endpoint).some(one => patternOf(one).test(path)));
  const methods = new Set<string>(here.flatMap(endpoint => endpoint.methods));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods];
}

function addStrangers(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(request.url);
    const status = methods.length === 0 ? 404 : 405;
    if (status === 405) reply.header('allow', methods.join(', '));
    if (!request.url.startsWith('/v1/')) return sendPage(reply, status);
    const error =
      status === 404 ? 'path: there is nothing here.' : `method: here it is ${methods.join(' or ')}.`;
    return reply.code(status).header('content-type', 'application/json').send(JSON.stringify({ error }));
  });
}

/** HEAD tells that there is something here and does nothing: a GET may send messages. */
function answerHead(endpoint: Endpoint) {
  return (_request: unknown, reply: FastifyReply) => reply.header('content-type', endpoint.mediaType).send();
}

function addEndpoint<Of extends Endpoint>(
  app: FastifyInstance,
  endpoint: Of,
  handler: Handler<Of>,
  serving: Serving,
  metrics: Metrics,
): void {
  const handle = serve(endpoint, handler, serving);
  const observe = metrics.observer(endpoint.name);
  for (const url of pathsOf(endpoint).map(routeOf)) {
    const config = { endpoint };
    app.route({
      method: [...endpoint.methods],
      url,
      config,
      handler: handle,
      onResponse(request, reply, done) {
        observe(reply.elapsedTime / 1000);
        if (serving.log.isLevelEnabled('debug')) {
          const { id: requestId, method } = request;
          serving.log.debug(
            { requestId, method, endpoint: endpoint.name, milliseconds: reply.elapsedTime },
            'answered',
          );
        }
        done();
      },
    });
    if (endpoint.methods.includes('GET')) {
      app.route({ method: 'HEAD', url, config, handler: answerHead(endpoint) });
    }
  }
}

function addEndpoints(app: FastifyInstance, serving: Serving, metrics: Metrics): void {
  const add = <Name extends EndpointName>(name: Name): void =>
    addEndpoint<(typeof contract)[Name]>(app, contract[name], handlers[name], serving, metrics);
  for (const name of Object.keys(contract) as EndpointName[]) add(name);
}

/** Stops in order: no new work, what waits is answered, what is open may finish, then the rest is cut. */
async function shutDown(
  app: FastifyInstance,
  listeners: Listeners | undefined,
  milliseconds: number,
  clock: Clock,
): Promise<void> {
  if (listeners !== undefined) {
    const closed = listeners.close();
    listeners.closeIdle();
    const cancel = clock.after(milliseconds, () => listeners.cut());
    await closed;
    cancel();
  }
  await app.close();
}

/** Makes the server; nothing listens before `listen`. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { config, messages, ports, serialNumber: sn, clock, log, dataFolder } = options;
  const metrics = createMetrics(ports, () => messages.inQueue(), options.registry);
  const context: HandlerContext = {
    ...options.management,
    clock,
    messages,
    ussd: options.ussd,
    calls: options.calls,
    toolkit: options.toolkit,
    ports,
    portManagement: options.portManagement,
    limits: options.limits,
    machineStatus: createMachineStatus(dataFolder),
    time: createZoneTime(options.timeZone),
    typeStrict: options.typeStrict,
    healthy: options.healthy,
    metricsText: metrics.text,
    accepted: metrics.accepted,
  };
  const app = createApp();
  const release = addGate(app, options, metrics);
  const stopping = new AbortController();
  const serving = { sn, context, log, stopping: stopping.signal };
  addFaults(app, serving);
  addStrangers(app);
  addEndpoints(app, serving, metrics);
  let listeners: Listeners | undefined;
  let closing = false;
  app.addHook('onSend', (_request, reply, _payload, done) => {
    // fastify adds a charset; JSON has none (RFC 8259 11), and devices send none.
    if (reply.getHeader('content-type') === JSON_WITH_CHARSET)
      reply.header('content-type', 'application/json');
    if (closing) reply.header('connection', 'close');
    done();
  });
  return {
    app,
    async listen() {
      await app.ready();
      listeners = await openListeners(config, dataFolder, clock.now(), app.routing);
      return listeners.addresses;
    },
    close(milliseconds = 5000) {
      closing = true;
      stopping.abort();
      release();
      return shutDown(app, listeners, milliseconds, clock);
    },
  };
}
