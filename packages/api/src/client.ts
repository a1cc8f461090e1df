/** The typed client: one method for each endpoint of the contract. What goes wrong is a value. */
import { type Contract, contract } from './contract.ts';
import { basicHeader, type Challenge, digestHeader, parseChallenges } from './digest.ts';
import { type Endpoint, pathParameters, type ReplyOf, type RequestOf } from './endpoint.ts';
import { readEventStream, type StreamedEvent } from './event-stream.ts';

export type ApiError =
  /** A refusal: `code` is its error_code (under /v1 the HTTP status), `message` names the field and the reason, if given. */
  | { readonly kind: 'refused'; readonly code: number; readonly message: string }
  /** User and password are not accepted. */
  | { readonly kind: 'unauthorized' }
  /** No answer came: nobody knows whether the request arrived. */
  | { readonly kind: 'unreachable'; readonly message: string }
  /** An answer came that is none of this API. */
  | { readonly kind: 'unexpected'; readonly status: number; readonly text: string };

export type Result<Reply> =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly error: ApiError };

export interface CallOptions {
  /** Makes send_sms safe to repeat: the same key and request within 24 h gets the first answer again. */
  readonly idempotencyKey?: string;
  /** Goes on with a stream of events behind this one. */
  readonly lastEventId?: string;
  readonly signal?: AbortSignal;
}

export interface ClientOptions {
  /** E.g. `http://192.168.1.2:8080`. */
  readonly baseUrl: string;
  /** Both absent: whoever carries the request (a browser) sees to authentication. */
  readonly user?: string;
  readonly password?: string;
  readonly fetch?: typeof fetch;
}

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

type Parameters<Of extends Endpoint> =
  Record<string, never> extends RequestOf<Of>
    ? [request?: RequestOf<Of>, options?: CallOptions]
    : [request: RequestOf<Of>, options?: CallOptions];

/** The result of a method: the reply, or for a stream its events as they come. */
type Outcome<Of extends Endpoint> = Of['name'] extends 'stream_events'
  ? AsyncIterable<StreamedEvent>
  : ReplyOf<Of>;

export type Client = {
  readonly [Name in keyof Contract as Camel<Name>]: (
    ...parameters: Parameters<Contract[Name]>
  ) => Promise<Result<Outcome<Contract[Name]>>>;
};

/** `send_sms` as `sendSms`. */
export function methodName(name: string): string {
  return name.replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
}

function queryOf(request: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request)) {
    if (value !== undefined) query.set(name, Array.isArray(value) ? value.join() : String(value));
  }
  return query.size === 0 ? '' : `?${query}`;
}

interface Sending {
  readonly method: string;
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The path with its parameters filled in, and the parameters that travel elsewhere. */
function placed(endpoint: Endpoint, request: object): { path: string; rest: object } {
  const names = pathParameters(endpoint.path);
  if (names.length === 0) return { path: endpoint.path, rest: request };
  const values = new Map<string, unknown>(Object.entries(request));
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_match, name: string) =>
    encodeURIComponent(String(values.get(name))),
  );
  return { path, rest: Object.fromEntries([...values].filter(([name]) => !names.includes(name))) };
}

function sendingOf(endpoint: Endpoint, baseUrl: string, request: object, options: CallOptions): Sending {
  const inBody = endpoint.parametersIn === 'body';
  const { path: own, rest } = placed(endpoint, request);
  const path = own + (inBody ? '' : queryOf(rest));
  const { idempotencyKey, lastEventId, signal } = options;
  return {
    method: endpoint.methods[0] ?? 'GET',
    url: new URL(baseUrl.replace(/\/$/, '') + path),
    headers: {
      ...(inBody ? { 'content-type': 'application/json' } : {}),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    body: inBody ? JSON.stringify(rest) : undefined,
    signal,
  };
}

/** MD5 is not in Web Crypto; a browser answers Digest itself and never comes here. */
async function loadMd5(): Promise<(text: string) => string> {
  const { createHash } = await import('node:crypto');
  return text => createHash('md5').update(text).digest('hex');
}

/** Remembers the last challenge, so that only the first request is asked for a password. */
function createCredentials({ user, password }: ClientOptions) {
  let challenge: Challenge | undefined;
  let count = 0;
  return {
    async header({ method, url }: Sending): Promise<string | undefined> {
      if (challenge === undefined || user === undefined || password === undefined) return undefined;
      if (challenge.scheme === 'basic') return basicHeader(user, password);
      count += 1;
      const uri = url.pathname + url.search;
      const cnonce = crypto.randomUUID().replaceAll('-', '');
      return digestHeader({ challenge, user, password, method, uri, count, cnonce }, await loadMd5());
    },
    /** Takes up what a 401 asks for; false where trying again is of no use. */
    learn(header: string, tried: boolean): boolean {
      const offered = parseChallenges(header);
      const next = offered.find(one => one.scheme === 'digest') ?? offered[0];
      if (next === undefined || user === undefined || (tried && !next.stale)) return false;
      challenge = next;
      count = 0;
      return true;
    },
  };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isFine(status: number): boolean {
  return status >= 200 && status < 300;
}

function refusal(code: number, error: unknown): Result<never> {
  return {
    ok: false,
    error: { kind: 'refused', code, message: typeof error === 'string' ? error : '' },
  };
}

function read(endpoint: Endpoint, status: number, text: string): Result<unknown> {
  if (status === 401) return { ok: false, error: { kind: 'unauthorized' } };
  if (endpoint.mediaType !== 'application/json' && status === 200) return { ok: true, reply: text };
  const reply = parse(text);
  if (!isRecord(reply)) return { ok: false, error: { kind: 'unexpected', status, text } };
  const { error_code: code, error } = reply;
  if (endpoint.style === 'rest') return isFine(status) ? { ok: true, reply } : refusal(status, error);
  if (Object.keys(endpoint.codes).length === 0 || code === 200 || code === 202) return { ok: true, reply };
  if (endpoint.head === 'none' && code === undefined) return { ok: true, reply };
  if (typeof code !== 'number') return { ok: false, error: { kind: 'unexpected', status, text } };
  return refusal(code, error);
}

const STREAMED = 'text/event-stream';

async function readResponse(endpoint: Endpoint, response: Response): Promise<Result<unknown>> {
  const { status, body } = response;
  if (endpoint.mediaType === STREAMED && isFine(status) && body !== null) {
    return { ok: true, reply: readEventStream(body) };
  }
  return read(endpoint, status, await response.text());
}

/**
 * Makes a client. It answers Digest and Basic challenges, keeps one nonce for many requests, and never repeats a
 * request that may have arrived.
 */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, fetch: fetchIt = fetch } = options;
  const credentials = createCredentials(options);

  const exchange = async (sending: Sending, mayRetry: number): Promise<Response> => {
    const { method, url, headers, body, signal } = sending;
    const authorization = await credentials.header(sending);
    const response = await fetchIt(url, {
      method,
      headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.status !== 401 || mayRetry === 0) return response;
    const asked = response.headers.get('www-authenticate') ?? '';
    if (!credentials.learn(asked, authorization !== undefined)) return response;
    // Read to its end, so that the connection can be used again.
    await response.text();
    return exchange(sending, mayRetry - 1);
  };

  const methodOf =
    (endpoint: Endpoint) =>
    async (request: object = {}, callOptions: CallOptions = {}): Promise<Result<unknown>> => {
      try {
        const sending = sendingOf(endpoint, baseUrl, request, callOptions);
        return await readResponse(endpoint, await exchange(sending, 2));
      } catch (error) {
        return { ok: false, error: { kind: 'unreachable', message: messageOf(error) } };
      }
    };

  return Object.fromEntries(
    Object.values(contract).map(endpoint => [methodName(endpoint.name), methodOf(endpoint)]),
  ) as Client;
}
