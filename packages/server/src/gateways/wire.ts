/**
 * The line to one gateway, as a `fetch` for the API's client. It knows what `fetch` does not: the certificate of a gateway is pinned, a
 * gateway gets so many connections and no more, a silent one is left, and an error before the connection stands has a code of its own.
 */
import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as plainRequest,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as secureRequest } from 'node:https';
import { Readable } from 'node:stream';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';

export interface WireOptions {
  /** `http://host:port` or `https://host:port`. */
  readonly address: string;
  /** SHA-256 of the one certificate that is accepted, in hex; "": any, and `onCertificate` is called with it. */
  readonly certificate: string;
  readonly onCertificate?: (fingerprint: string) => void;
  /** Connections at once. */
  readonly connections: number;
  /** Uses a connection for more than one request. */
  readonly keepAlive: boolean;
  /** Milliseconds without an octet before a request is given up. */
  readonly silence: number;
  /** Milliseconds until a connection stands. */
  readonly connectWithin: number;
  /** Octets of one answer; a stream of events has no limit. */
  readonly mostOctets: number;
}

export interface Wire {
  readonly fetch: typeof fetch;
  /** SHA-256 of the certificate that was refused because another one is pinned; "" while none was. */
  stranger(): string;
  /** Ends idle connections. */
  close(): void;
}

/** The certificate of a gateway is another one than before. */
class CertificateChanged extends Error {
  override readonly name = 'CertificateChanged';
  /** One of the codes which prove that nothing was sent. */
  readonly code = 'ENOTCONN';
  constructor(found: string) {
    super(`its certificate is another one than before (SHA-256 ${found})`);
  }
}

/** "" of a peer that shows no certificate. */
function fingerprintOf(socket: TLSSocket): string {
  const { fingerprint256 = '' } = socket.getPeerCertificate();
  return fingerprint256.replaceAll(':', '').toLowerCase();
}

type OnSocket = (error: Error | null, socket: TLSSocket) => void;

/** Gives a connection away only when its certificate is known to be right: nothing is written to a stranger. */
class PinningAgent extends HttpsAgent {
  readonly #options: WireOptions;
  #pinned: string;
  stranger = '';

  constructor(options: WireOptions) {
    super({ keepAlive: options.keepAlive, maxSockets: options.connections, maxCachedSessions: 0 });
    this.#options = options;
    this.#pinned = options.certificate;
  }

  override createConnection(options: ConnectionOptions, callback?: OnSocket): undefined {
    // Most gateways sign their certificate themselves: the pin stands in the place of an authority.
    const socket = connect({ ...options, rejectUnauthorized: false });
    const timer = setTimeout(() => socket.destroy(tooSlow(this.#options)), this.#options.connectWithin);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      callback?.(error, socket);
    };
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      const found = fingerprintOf(socket);
      if (this.#pinned !== '' && found !== this.#pinned) {
        this.stranger = found;
        socket.destroy();
        callback?.(new CertificateChanged(found), socket);
        return;
      }
      if (this.#pinned === '') this.#options.onCertificate?.(found);
      this.#pinned = found;
      callback?.(null, socket);
    });
  }
}

function tooSlow({ connectWithin }: WireOptions): Error {
  return new Error(`no connection within ${connectWithin / 1000} s`);
}

/** Whether the request has a connection that stands: before that nothing of it can have arrived. */
function watchConnection(request: ClientRequest, options: WireOptions): () => boolean {
  let stands = false;
  request.on('socket', socket => {
    if (!socket.connecting) {
      stands = true;
      return;
    }
    const timer = setTimeout(() => request.destroy(tooSlow(options)), options.connectWithin);
    socket.once('connect', () => {
      stands = true;
      clearTimeout(timer);
    });
    socket.once('close', () => clearTimeout(timer));
  });
  return () => stands;
}

/** The same form as `fetch` gives its errors; the code proves to the client that nothing was sent. */
function lost(error: Error, connected: boolean): Error {
  if (connected || error instanceof CertificateChanged) return error;
  return Object.assign(new Error(error.message, { cause: error }), { code: 'ENOTCONN' });
}

function isStream({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('text/event-stream') === true;
}

/** Ends an answer that is longer than it may be. */
function bound(response: IncomingMessage, most: number): void {
  let octets = 0;
  response.on('data', (piece: Buffer) => {
    octets += piece.length;
    if (octets > most) response.destroy(new RangeError(`the answer is longer than ${most} octets`));
  });
  // It flows only when the body is read.
  response.pause();
}

function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value = ''] of Object.entries(response.headers))
    for (const one of [value].flat()) headers.append(name, one);
  return headers;
}

/** Statuses that have no body (the fetch standard, 2.2.3). */
const bodiless = new Set([204, 205, 304]);

function responseOf(response: IncomingMessage, most: number): Response {
  const status = Number(response.statusCode);
  if (status < 200 || status > 599) throw new RangeError(`an answer with the status ${status}`);
  const init = { status, headers: headersOf(response) };
  if (bodiless.has(status)) {
    response.resume();
    return new Response(null, init);
  }
  if (!isStream(response)) bound(response, most);
  return new Response(Readable.toWeb(response) as ReadableStream<Uint8Array>, init);
}

function requestOptions(url: URL, init: RequestInit, agent: HttpAgent): RequestOptions {
  const { hostname, port, pathname, search } = url;
  const body = typeof init.body === 'string' ? init.body : undefined;
  return {
    agent,
    method: init.method ?? 'GET',
    // The brackets of an IPv6 address belong to the URL only.
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    path: pathname + search,
    headers: {
      ...Object.fromEntries(new Headers(init.headers)),
      accept: '*/*',
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
  };
}

/** One request. Rejects as `fetch` does; resolves when the head of the answer is there. */
function exchange(url: URL, init: RequestInit, agent: HttpAgent, options: WireOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const signal = init.signal ?? undefined;
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const secure = url.protocol === 'https:';
    const request = (secure ? secureRequest : plainRequest)(requestOptions(url, init, agent));
    const stands = watchConnection(request, options);
    const abort = (): void => {
      reject(signal?.reason);
      request.destroy();
    };
    signal?.addEventListener('abort', abort, { once: true });
    request.setTimeout(options.silence, () => {
      request.destroy(new Error(`silent for ${options.silence / 1000} s`));
    });
    request.on('close', () => signal?.removeEventListener('abort', abort));
    request.on('error', error => reject(lost(error, stands())));
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new Error('it answered 101 and changed the protocol'));
    });
    request.on('response', response => {
      try {
        resolve(responseOf(response, options.mostOctets));
      } catch (error) {
        request.destroy();
        reject(error);
      }
    });
    request.end(typeof init.body === 'string' ? init.body : undefined);
  });
}

/** Opens the line; connects when the first request comes. */
export function openWire(options: WireOptions): Wire {
  const { address, keepAlive, connections } = options;
  const pinning = address.startsWith('https:') ? new PinningAgent(options) : undefined;
  const agent = pinning ?? new HttpAgent({ keepAlive, maxSockets: connections });
  return {
    fetch: (input, init = {}) =>
      exchange(new URL(input instanceof Request ? input.url : input), init, agent, options),
    stranger: () => pinning?.stranger ?? '',
    close: () => agent.destroy(),
  };
}
