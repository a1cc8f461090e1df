/** The checks of every request before its body is read: Host, user and password, rights, foreign pages. */
import { TLSSocket } from 'node:tls';
import type { Endpoint } from '@simgate/api/endpoint';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { HttpConfig } from '../settings/http-settings.ts';
import type { Authenticator, Caller, Credentials } from '../sign-in/authenticator.ts';
import { foreignHost, foreignPage, isBrowserByItself, type Refusal } from '../sign-in/browsers.ts';
import type { Face } from '../sign-in/face.ts';
import type { Guessing } from '../sign-in/guessing.ts';
import { isLoopback } from '../sign-in/loopback.ts';
import type { OneTimeSecrets } from '../sign-in/one-time.ts';
import { readSessionCookie } from '../sign-in/session-cookie.ts';
import { foreignSessionUse, SESSION_HEADER } from '../sign-in/session-request.ts';
import type { BrowserSessions } from '../sign-in/sessions.ts';
import type { HttpMetrics } from './http-metrics.ts';
import { sendPage } from './pages.ts';

/** Links that are good for one GET of one target. */
export type DownloadLinks = OneTimeSecrets<{ readonly caller: Caller; readonly target: string }>;

/** The settings that the gatekeeper looks at. */
export type GateConfig = HttpConfig & {
  /** A GET that a browser makes by itself may change something. */
  readonly browserGet?: boolean;
};

export interface GatekeeperOptions {
  readonly authenticator: Authenticator;
  readonly guessing: Guessing;
  /** Absent: nobody signs in with a page. */
  readonly sessions?: Pick<BrowserSessions, 'find'> | undefined;
  /** Absent: there are none. */
  readonly downloads?: DownloadLinks | undefined;
  readonly faceOf: (request: FastifyRequest) => Face;
  readonly config: GateConfig;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  readonly log: Logger;
  readonly metrics: Pick<HttpMetrics, 'failedLogin'>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined where the endpoint is open to all. */
    caller: Caller | undefined;
  }
}

/** The last parameter of a target that a download link asks for. */
export const DOWNLOAD_PARAMETER = 'link=';

/** A refusal of the same reason is logged once in so many milliseconds: a page may ask without end. */
const LOGGED_EVERY = 60_000;

const browserByItself: Refusal = {
  reason: 'A browser asked for it by itself, and it changes something.',
  remedy: 'use POST, or set http.browserGet where people type such addresses on purpose',
};

export class Gatekeeper {
  readonly #options: GatekeeperOptions;
  readonly #logged = new Map<string, number>();
  /** Whether other machines cannot reach the listener, of each of the two. */
  readonly #local: { readonly plain: boolean; readonly tls: boolean };
  /** The Host that was found not to be foreign last: most requests name the same. */
  #ownHost: string | undefined;

  constructor(options: GatekeeperOptions) {
    this.#options = options;
    const { host, tls } = options.config;
    this.#local = { plain: isLoopback(host), tls: isLoopback(tls?.host ?? host) };
  }

  /** Calls `pass` where the request may go on; else it is answered here. */
  check(request: FastifyRequest, reply: FastifyReply, pass: () => void): void {
    // Read once: fastify makes it anew each time.
    const { endpoint, open } = request.routeOptions.config;
    const host = this.#isLocal(request) ? this.#foreignHost(request.headers.host) : undefined;
    if (host !== undefined) this.#refuse(request, reply, host);
    else if (open || endpoint?.access === 'open') this.#passHome(endpoint, request, reply, pass);
    else {
      const caller = this.#login(request, reply);
      if (caller === undefined) return;
      request.caller = caller;
      if (endpoint === undefined || endpoint.access.includes(caller.role))
        this.#passHome(endpoint, request, reply, pass);
      else sendForbidden(reply, endpoint, `user: the role ${caller.role} has no right to ${endpoint.name}.`);
    }
  }

  /** No page of another site may change anything. */
  #passHome(
    endpoint: Endpoint | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
    pass: () => void,
  ): void {
    const page = endpoint?.changesState ? this.#foreignPage(request) : undefined;
    if (page === undefined) pass();
    else this.#refuse(request, reply, page);
  }

  /** Whether the request came over a listener that other machines cannot reach. */
  #isLocal({ raw }: FastifyRequest): boolean {
    return raw.socket instanceof TLSSocket ? this.#local.tls : this.#local.plain;
  }

  #foreignHost(host: string | undefined): Refusal | undefined {
    if (host === this.#ownHost) return undefined;
    const refusal = foreignHost(host, this.#options.config);
    if (refusal === undefined) this.#ownHost = host;
    return refusal;
  }

  /** Undefined where it was answered instead. */
  #login(request: FastifyRequest, reply: FastifyReply): Caller | undefined {
    const { authenticator, guessing } = this.#options;
    const credentials = authenticator.read(request.headers.authorization);
    if (credentials === undefined) return this.#loginOfPage(request, reply);
    const pause = authenticator.isBeyondGuessing(credentials)
      ? 0
      : guessing.delayFor(credentials.user, request.ip);
    if (pause > 0) {
      // Unchecked: the answer is the same whether the password is right or wrong.
      const seconds = Math.ceil(pause / 1000);
      reply.header('retry-after', seconds);
      if (isRest(request))
        sendRest(reply, 429, `authorization: too many logins have failed; wait ${seconds} s.`);
      else sendPage(reply, 429);
      return undefined;
    }
    return this.#check(credentials, request, reply);
  }

  /** By the cookie of a session or by a link for a download, which are good under /v1 alone. */
  #loginOfPage(request: FastifyRequest, reply: FastifyReply): Caller | undefined {
    const caller = this.#ofDownload(request, reply) ?? this.#ofSession(request);
    if (caller === undefined) {
      this.#challenge(request, reply, undefined);
      return undefined;
    }
    const face = { ...request.headers, host: request.host };
    const foreign = caller.session && foreignSessionUse(face, request.method, this.#options.config);
    if (!foreign) return caller;
    this.#refuse(request, reply, foreign);
    return undefined;
  }

  #ofSession(request: FastifyRequest): Caller | undefined {
    const { sessions, faceOf } = this.#options;
    const { headers, url } = request;
    if (!url.startsWith('/v1/') || headers[SESSION_HEADER] !== '1') return undefined;
    const secret = readSessionCookie(faceOf(request), headers.cookie);
    return secret === undefined ? undefined : sessions?.find(secret);
  }

  #ofDownload({ method, url, headers }: FastifyRequest, reply: FastifyReply): Caller | undefined {
    const mark = url.lastIndexOf(DOWNLOAD_PARAMETER);
    if (method !== 'GET' || mark < 1 || headers[SESSION_HEADER] !== undefined) return undefined;
    const link = this.#options.downloads?.take(url.slice(mark + DOWNLOAD_PARAMETER.length));
    if (link === undefined || link.target !== url.slice(0, mark - 1)) return undefined;
    reply.header('content-disposition', 'attachment');
    const { session: _, ...caller } = link.caller;
    return caller;
  }

  #check(credentials: Credentials, request: FastifyRequest, reply: FastifyReply): Caller | undefined {
    const { authenticator, guessing, log, metrics } = this.#options;
    const verdict = authenticator.check(credentials, request.method, request.url);
    if (verdict.kind === 'right') {
      guessing.succeeded(verdict.caller.user, request.ip);
      return verdict.caller;
    }
    if (verdict.kind === 'wrong') {
      guessing.failed(credentials.user, request.ip);
      metrics.failedLogin();
      log.warn({ requestId: request.id, address: request.ip }, 'wrong user or password');
    }
    if (verdict.kind === 'otherPath') this.#explain(request, otherPath(verdict.prefix), 401);
    this.#challenge(request, reply, verdict.kind === 'stale' ? credentials.user : undefined);
    return undefined;
  }

  /** `stale`: whose response was right for a nonce that is over. */
  #challenge(request: FastifyRequest, reply: FastifyReply, stale: string | undefined): void {
    // A challenge would make the browser put its own box before the page.
    if (request.headers[SESSION_HEADER] !== undefined) {
      sendRest(reply, 401, 'session: sign in first.');
      return;
    }
    reply.header('www-authenticate', this.#options.authenticator.challenges(stale));
    if (isRest(request)) sendRest(reply, 401, unauthorized(request));
    else sendPage(reply, 401);
  }

  #foreignPage({ headers, method, host }: FastifyRequest): Refusal | undefined {
    const { config } = this.#options;
    const foreign = foreignPage(headers, config, host === '' ? undefined : host);
    if (foreign !== undefined || method !== 'GET' || config.browserGet) return foreign;
    return isBrowserByItself(headers) ? browserByItself : undefined;
  }

  #refuse(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): void {
    this.#explain(request, refusal, 403);
    sendForbidden(reply, request.routeOptions.config.endpoint, refusal.reason);
  }

  /** The log explains the remedy, but not each time: a page may repeat the request without end. */
  #explain(request: FastifyRequest, { reason, remedy }: Refusal, status: number): void {
    const now = this.#options.monotonic();
    const last = this.#logged.get(reason);
    if (last !== undefined && now - last < LOGGED_EVERY) return;
    this.#logged.set(reason, now);
    this.#options.log.warn(
      { requestId: request.id, address: request.ip },
      `refused with ${status}: ${reason} If this is no attack: ${remedy}.`,
    );
  }
}

/** Whether the answer is read as JSON: all of /v1, whether the endpoint is there or not. */
function isRest({ url }: FastifyRequest): boolean {
  return url.startsWith('/v1/');
}

function unauthorized({ headers }: FastifyRequest): string {
  return headers.authorization === undefined
    ? 'authorization: is missing; wanted are a user with a password, or a key or token (Bearer).'
    : 'authorization: is not valid here.';
}

function sendRest(reply: FastifyReply, code: 401 | 403 | 429, error: string): void {
  reply.code(code).header('content-type', 'application/json').send(JSON.stringify({ error }));
}

function otherPath(prefix: string): Refusal {
  return {
    reason: 'The Digest response is right for another path than the one that arrived.',
    remedy: `a proxy changes the path; set http.pathPrefix to ${prefix === '' ? 'what it takes off' : prefix}`,
  };
}

function sendForbidden(reply: FastifyReply, endpoint: Endpoint | undefined, reason: string): void {
  if (endpoint?.style === 'rest') sendRest(reply, 403, reason);
  else sendPage(reply, 403, reason);
}
