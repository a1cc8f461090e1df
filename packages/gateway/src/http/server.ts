/** The HTTP server of the gateway: routes made from the contract, behind one gatekeeper. */
import { randomBytes as cryptoRandomBytes } from 'node:crypto';
import { limits, normalTarget } from '@simgate/api/contract';
import type { Clock } from '@simgate/daemon';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { HttpConfig, PortConfig } from '../config/schema.ts';
import type { Messages } from '../messages/messages.ts';
import type { PortManagement } from '../port-management/port-management.ts';
import type { SimLimits } from '../port-management/sim-limits.ts';
import type { PortBank } from '../ports/port.ts';
import type { Calls } from '../sessions/calls/calls.ts';
import type { ToolkitSessions } from '../sessions/toolkit/toolkit-sessions.ts';
import type { UssdSessions } from '../sessions/ussd/ussd-sessions.ts';
import { Authenticator } from './authentication/authenticator.ts';
import { faceReader } from './authentication/face.ts';
import { Guessing } from './authentication/guessing.ts';
import { OneTimeSecrets } from './authentication/one-time.ts';
import { CertificateKeeper } from './certificate.ts';
import { addConsole } from './console/console-pages.ts';
import { type DownloadLinks, Gatekeeper } from './gatekeeper.ts';
import type { HandlerContext, Management } from './handlers/context.ts';
import { pictureOf } from './handlers/rest/live.ts';
import {
  askForBody,
  type Listeners,
  type ListeningAddress,
  openListeners,
  waitsWithBody,
} from './listeners.ts';
import { LiveHub } from './live/live-hub.ts';
import { createMachineStatus } from './machine-status.ts';
import { Metrics } from './metrics.ts';
import { addEndpoints, addFaults, addStrangers } from './routes.ts';
import { createZoneTime } from './zone-time.ts';

export interface HttpServerOptions {
  readonly config: HttpConfig;
  readonly messages: Messages;
  readonly ussd: UssdSessions;
  readonly calls: Calls;
  readonly toolkit: ToolkitSessions;
  readonly management: Management;
  readonly ports: PortBank;
  /** Absent: none is known. */
  readonly portConfigs?: readonly PortConfig[];
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
  /** Base URL of the control API of the embedded simulator, where there is one. */
  readonly simulator?: string;
  /** Where the built files of the console lie; absent: it has none. */
  readonly consoleFolder?: string | undefined;
  /** Where other parts register their metrics too. */
  readonly registry?: Registry;
  /** Chance that nobody can guess; absent: the system's. */
  readonly randomBytes?: (size: number) => Buffer;
}

/** How long a link for a download is good, in milliseconds. */
const DOWNLOAD_WITHIN = 60_000;
const JSON_WITH_CHARSET = 'application/json; charset=utf-8';

/** A proxy may pass a path on with its prefix or without. */
function withoutPrefix(target: string, prefix: string): string {
  return prefix !== '' && target.startsWith(`${prefix}/`) ? target.slice(prefix.length) : target;
}

function createApp({ pathPrefix, trustedProxies }: HttpConfig): FastifyInstance {
  const app = Fastify({
    logger: false,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: limits.bodyBytes,
    exposeHeadRoutes: false,
    rewriteUrl: request => withoutPrefix(normalTarget(request.url ?? '/'), pathPrefix),
  });
  app.removeAllContentTypeParsers();
  // The body is read by its content, not by its label (api/wire).
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.decorateRequest('contentType', '');
  return app;
}

/** What the gatekeeper and handlers share. */
interface Shared {
  readonly guessing: Guessing;
  readonly downloads: DownloadLinks;
  readonly metrics: Metrics;
}

function sharedOf(options: HttpServerOptions): Shared {
  const { clock, randomBytes = cryptoRandomBytes } = options;
  const monotonic = () => clock.monotonic();
  return {
    guessing: new Guessing(monotonic),
    downloads: new OneTimeSecrets({ monotonic, randomBytes, lifetime: DOWNLOAD_WITHIN }),
    metrics: new Metrics({ ...options, ...options.management }),
  };
}

function gatekeeperOf(options: HttpServerOptions, shared: Shared): Gatekeeper {
  const { config, management, clock, log, randomBytes = cryptoRandomBytes } = options;
  const { users, tokens, sessions } = management;
  const monotonic = () => clock.monotonic();
  const { basic, nonceLifetime, acceptAnyNonce, pathPrefix } = config;
  const authenticator = new Authenticator({
    ...{
      users: users.users,
      tokens,
      basic,
      nonceLifetime,
      acceptAnyNonce,
      pathPrefix,
      monotonic,
      randomBytes,
    },
  });
  const faceOf = faceReader(config);
  return new Gatekeeper({ authenticator, sessions, ...shared, faceOf, config, monotonic, log });
}

function addGate(app: FastifyInstance, gatekeeper: Gatekeeper): void {
  app.decorateRequest('caller', undefined);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    // Set aside before fastify judges it: clients send `application/json;` and worse.
    request.contentType = request.headers['content-type'] ?? '';
    request.headers['content-type'] = undefined;
    gatekeeper.check(request, reply, () => {
      askForBody(request.raw, reply.raw);
      done();
    });
  });
}

/** The picture for all pages that watch: looked at through the same context that handlers have. */
function liveHubOf(clock: Clock, context: () => HandlerContext): LiveHub {
  return new LiveHub({
    clock,
    look: withCounters => pictureOf(context(), withCounters),
    // A disk that fails shows elsewhere; here the counters stand still.
    prepare: () =>
      void context()
        .statistics.follow()
        .catch(() => undefined),
  });
}

function contextOf(options: HttpServerOptions, { guessing, downloads, metrics }: Shared): HandlerContext {
  const context: HandlerContext = {
    ...options.management,
    clock: options.clock,
    http: options.config,
    guessing,
    downloads,
    serialNumber: options.serialNumber,
    timeZone: options.timeZone,
    simulator: options.simulator,
    messages: options.messages,
    ussd: options.ussd,
    calls: options.calls,
    toolkit: options.toolkit,
    ports: options.ports,
    portManagement: options.portManagement,
    limits: options.limits,
    machineStatus: createMachineStatus(options.dataFolder),
    time: createZoneTime(options.timeZone),
    typeStrict: options.typeStrict,
    healthy: options.healthy,
    failedLogin: () => metrics.failedLogin(),
    metricsText: () => metrics.text(),
    accepted: messages => metrics.accepted(messages),
    live: liveHubOf(options.clock, () => context),
    portConfigs: options.portConfigs ?? [],
  };
  return context;
}

/** Serves the contract; nothing listens before `listen`. */
export class HttpServer {
  /** Public, so that tests can ask without a socket. */
  readonly app: FastifyInstance;
  readonly #options: HttpServerOptions;
  readonly #stopping = new AbortController();
  #listeners: Listeners | undefined;

  constructor(options: HttpServerOptions) {
    const { serialNumber: sn, log } = options;
    this.#options = options;
    this.app = createApp(options.config);
    const shared = sharedOf(options);
    addGate(this.app, gatekeeperOf(options, shared));
    const serving = {
      sn,
      context: contextOf(options, shared),
      log,
      faceOf: faceReader(options.config),
      stopping: this.#stopping.signal,
    };
    addFaults(this.app, serving);
    addStrangers(this.app);
    const { frameAncestors } = options.config;
    addConsole(this.app, { folder: options.consoleFolder, frameAncestors });
    addEndpoints(this.app, serving, shared.metrics);
    this.app.addHook('onSend', (request, reply, _payload, done) => {
      // fastify adds a charset; JSON has none (RFC 8259 11), and devices send none.
      if (reply.getHeader('content-type') === JSON_WITH_CHARSET)
        reply.header('content-type', 'application/json');
      if (this.#stopping.signal.aborted || waitsWithBody(request.raw)) reply.header('connection', 'close');
      done();
    });
  }

  /** Rejects with the system's error where an address is taken or is not of this machine. */
  async listen(): Promise<readonly ListeningAddress[]> {
    const { config, dataFolder, clock, log } = this.#options;
    await this.app.ready();
    const certificates = config.tls && new CertificateKeeper(config.tls, dataFolder, clock, log);
    this.#listeners = await openListeners(config, certificates, this.app.routing);
    return this.#listeners.addresses;
  }

  /** Serves renewed certificate files at once. */
  async renewCertificates(): Promise<void> {
    await this.#listeners?.renewCertificates();
  }

  /** Finishes the answers that are under way within `milliseconds`, then cuts their connections. */
  async close(milliseconds = 5000): Promise<void> {
    this.#stopping.abort();
    const listeners = this.#listeners;
    if (listeners !== undefined) {
      const closed = listeners.close();
      listeners.closeIdle();
      const cancel = this.#options.clock.after(milliseconds, () => listeners.cut());
      await closed;
      cancel();
    }
    await this.app.close();
  }
}
