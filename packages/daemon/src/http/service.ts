/** The HTTP side of a program: routes made from its contract, behind one gatekeeper. */
import { randomBytes as cryptoRandomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { normalTarget } from '@simgate/api/endpoint';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import { Authenticator, type AuthenticatorOptions } from '../sign-in/authenticator.ts';
import { faceReader } from '../sign-in/face.ts';
import type { Guessing } from '../sign-in/guessing.ts';
import type { BrowserSessions } from '../sign-in/sessions.ts';
import { CertificateKeeper } from './certificate.ts';
import { type DownloadLinks, type GateConfig, Gatekeeper } from './gatekeeper.ts';
import type { AnyContract, Handlers } from './handler.ts';
import type { HttpMetrics } from './http-metrics.ts';
import {
  askForBody,
  type Listeners,
  type ListeningAddress,
  openListeners,
  waitsWithBody,
} from './listeners.ts';
import { addEndpoints, addFaults, addStrangers } from './routes.ts';
import type { Serving } from './serve.ts';

export interface ServiceOptions<Contract extends AnyContract, Context>
  extends Pick<Serving<Context>, 'context' | 'note' | 'mask' | 'log' | 'refusesNul'>,
    Pick<AuthenticatorOptions, 'users' | 'tokens'> {
  /** The program's name in sentences, as `gateway`. */
  readonly program: string;
  readonly config: GateConfig;
  readonly contract: Contract;
  readonly handlers: Handlers<Contract, Context>;
  /** Bytes of a request body. */
  readonly bodyBytes: number;
  /** `sn` of every answer in the vendor's style. */
  readonly sn?: string;
  readonly guessing: Guessing;
  readonly metrics: HttpMetrics;
  /** Absent: nobody signs in with a page. */
  readonly sessions?: Pick<BrowserSessions, 'find'>;
  readonly downloads?: DownloadLinks;
  /** Where the self-signed certificate is kept. */
  readonly dataFolder: string;
  readonly clock: Clock;
  /** Adds what no contract has, as the files of a page. */
  readonly addPages?: (app: FastifyInstance) => void;
  /** Chance that nobody can guess; absent: the system's. */
  readonly randomBytes?: (size: number) => Buffer;
}

const JSON_WITH_CHARSET = 'application/json; charset=utf-8';

/** A proxy may pass a path on with its prefix or without. */
function withoutPrefix(target: string, prefix: string): string {
  return prefix !== '' && target.startsWith(`${prefix}/`) ? target.slice(prefix.length) : target;
}

function createApp({ pathPrefix, trustedProxies }: GateConfig, bodyBytes: number): FastifyInstance {
  const app = Fastify({
    logger: false,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: bodyBytes,
    exposeHeadRoutes: false,
    rewriteUrl: request => withoutPrefix(normalTarget(request.url ?? '/'), pathPrefix),
  });
  app.removeAllContentTypeParsers();
  // The body is read by its content, not by its label (api/wire).
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.decorateRequest('contentType', '');
  return app;
}

type GateOptions = Omit<ServiceOptions<AnyContract, unknown>, 'contract' | 'handlers' | 'context'>;

function gatekeeperOf(options: GateOptions): Gatekeeper {
  const { config, users, tokens, clock, randomBytes = cryptoRandomBytes } = options;
  const { guessing, sessions, downloads, metrics, log } = options;
  const { basic, nonceLifetime, acceptAnyNonce, pathPrefix } = config;
  const monotonic = () => clock.monotonic();
  const authenticator = new Authenticator({
    ...{ users, tokens, basic, nonceLifetime, acceptAnyNonce, pathPrefix, monotonic, randomBytes },
  });
  const faceOf = faceReader(config);
  return new Gatekeeper({
    ...{ authenticator, sessions, guessing, downloads, metrics, faceOf, config, monotonic, log },
  });
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

/**
 * Whether the client waits with its body, or a body that is read as it comes was refused before its end: what is left of it would hold up
 * the next request of the connection. A body that nobody has begun to read Node.js throws away itself.
 */
function leavesBody({ raw, body }: FastifyRequest): boolean {
  return waitsWithBody(raw) || (body instanceof Readable && !raw.complete);
}

/** Serves a contract; nothing listens before `listen`. */
export class HttpService<Contract extends AnyContract, Context> {
  /** Public, so that tests can ask without a socket. */
  readonly app: FastifyInstance;
  readonly #options: Pick<ServiceOptions<Contract, Context>, 'config' | 'dataFolder' | 'clock' | 'log'>;
  readonly #stopping = new AbortController();
  #listeners: Listeners | undefined;

  constructor(options: ServiceOptions<Contract, Context>) {
    const { config, sn = '', context, log, note, mask, refusesNul, contract, metrics } = options;
    this.#options = options;
    this.app = createApp(config, options.bodyBytes);
    addGate(this.app, gatekeeperOf(options));
    const { signal: stopping } = this.#stopping;
    const serving = {
      ...{ sn, context, log, note, mask, faceOf: faceReader(config), stopping },
      ...(refusesNul !== undefined && { refusesNul }),
    };
    addFaults(this.app, serving, options);
    addStrangers(this.app, contract);
    options.addPages?.(this.app);
    addEndpoints(this.app, options, serving, metrics);
    this.app.addHook('onSend', (request, reply, _payload, done) => {
      // fastify adds a charset; JSON has none (RFC 8259 11), and devices send none.
      if (reply.getHeader('content-type') === JSON_WITH_CHARSET)
        reply.header('content-type', 'application/json');
      if (this.#stopping.signal.aborted || leavesBody(request)) reply.header('connection', 'close');
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
      const cancel = this.#options.clock.after(milliseconds, () => listeners.cut());
      await closed;
      cancel();
    }
    await this.app.close();
  }
}
