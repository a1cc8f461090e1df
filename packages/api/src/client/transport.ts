/** Carries one call: places the parameters, signs in, repeats where that is safe, and reads the answer. */
import { type Attempt, endedBefore, failed, unsent } from './attempt.ts';
import { type CredentialOptions, Credentials, randomHex } from './credentials.ts';
import type { Row } from './endpoints.ts';
import { lostCall, type Result } from './errors.ts';
import { readEventStream } from './event-stream.ts';
import { parseLenient } from './lenient-json.ts';
import { replyOfHardware, requestForHardware } from './original.ts';
import { piecesOf } from './pieces.ts';
import { TimeLimit } from './time-limit.ts';

export interface CallOptions {
  /** Makes send_sms safe to repeat: the same key and request within 24 h gets the first answer again. */
  readonly idempotencyKey?: string | undefined;
  /** Goes on with a stream of events behind this one. */
  readonly lastEventId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The body of an endpoint that takes a file. */
  readonly file?:
    | { readonly type: 'text/csv' | 'application/x-ndjson'; readonly content: string }
    | undefined;
}

export interface TransportOptions extends CredentialOptions {
  /** E.g. `http://192.168.1.2:8080`; a path in it is kept. */
  readonly baseUrl: string;
  /**
   * `simgate` (the default), or `original` for a vendor's box: calls go one at a time, and nothing beyond the vendor's document
   * is used (no Idempotency-Key; such a box would send the message again).
   */
  readonly device?: 'simgate' | 'original';
  /** How often a call that may be repeated without harm is repeated when it failed; 2 by default. */
  readonly retries?: number;
  /** Milliseconds until a call without a whole answer ends; 30,000 by default. A stream has no limit once it has begun. */
  readonly timeout?: number;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  /** Waits between attempts; for tests. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

const DEFAULT_TIMEOUT = 30_000;
/** Milliseconds until a stream has begun, at least: a quiet one of the gateway sends its first octets after 15 s. */
const STREAM_BEGINS = 60_000;
const DEFAULT_RETRIES = 2;
/** Milliseconds before the first repeat; doubled each time, and up to half of it is chance. */
const FIRST_WAIT = 250;
/** Milliseconds; a server that asks for more is not waited for. */
const LONGEST_WAIT = 60_000;
/** Octets of an answer: the longest lists of a gateway have a few million. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

/** Resolves after so many milliseconds; rejects when the signal aborts. */
function waitFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/** The scheme of an address; undefined where it is none. */
function schemeOf(address: string): string | undefined {
  try {
    return new URL(address).protocol;
  } catch {
    return undefined;
  }
}

function queryOf(request: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request))
    if (value !== undefined) query.set(name, Array.isArray(value) ? value.join() : String(value));
  return query.size === 0 ? '' : `?${query}`;
}

/** The path with its parameters filled in, and the parameters that travel elsewhere. */
function placed(path: string, request: object): { path: string; rest: object } {
  const rest = new Map<string, unknown>(Object.entries(request));
  const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  return { path: filled, rest: Object.fromEntries(rest) };
}

interface Sending {
  readonly method: string;
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

/** Codes of "not now": the request was not carried out. */
const notNow = new Set([429, 503]);

function refusal(code: number, error: unknown): Result<never> {
  const message = typeof error === 'string' ? error : '';
  return failed({ kind: 'refused', code, message, retryable: notNow.has(code), mayBeDone: false });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isFine(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Reads a whole answer of an endpoint. */
function read([, , , outcome, form]: Row, status: number, text: string): Result<unknown> {
  if (status === 401) return failed({ kind: 'unauthorized', retryable: false, mayBeDone: false });
  if (form === 'text' && status === 200) return { ok: true, reply: text };
  const reply = parseLenient(text);
  const unexpected = failed({
    kind: 'unexpected',
    status,
    text,
    retryable: notNow.has(status),
    mayBeDone: status < 400 || status >= 500,
  });
  if (!isRecord(reply)) return unexpected;
  const { error_code: code, error } = reply;
  if (outcome === 'status') return isFine(status) ? { ok: true, reply } : refusal(status, error);
  if (outcome === 'none' || code === 200 || code === 202) return { ok: true, reply };
  if (outcome === 'optional' && code === undefined) return { ok: true, reply };
  return typeof code === 'number' ? refusal(code, error) : unexpected;
}

/** The text of an answer, at most so many octets. */
async function textOf(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of piecesOf(response.body)) {
    length += piece.length;
    if (length > LONGEST_ANSWER) throw new RangeError('the answer has no end');
    pieces.push(decoder.decode(piece, { stream: true }));
  }
  return pieces.join('') + decoder.decode();
}

/** Original hardware takes the body of get_status as the bare list that its manual shows, and no object. */
function bareOf(path: string, body: object): object {
  return path === '/api/get_status' ? ['performance'] : body;
}

export class Transport {
  readonly #options: TransportOptions;
  readonly #credentials: Credentials;
  readonly #fetch: typeof fetch;
  /** The call before, where only one may be under way. */
  #before: Promise<unknown> = Promise.resolve();

  /** @throws TypeError where the base is no address of the web */
  constructor(options: TransportOptions) {
    if (!/^https?:$/.test(schemeOf(options.baseUrl) ?? ''))
      throw new TypeError('baseUrl: must begin with http:// or https://');
    this.#options = options;
    this.#credentials = new Credentials(options);
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
  }

  get isOriginal(): boolean {
    return this.#options.device === 'original';
  }

  /** Waits as between attempts; rejects when the signal aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return (this.#options.wait ?? waitFor)(milliseconds, signal);
  }

  /** Calls an endpoint. Never rejects. */
  async call(row: Row, request: object, options: CallOptions): Promise<Result<unknown>> {
    const { retries = DEFAULT_RETRIES } = this.#options;
    const keyed = row[5] === 'keyed' && !this.isOriginal;
    const key = options.idempotencyKey ?? (keyed && retries > 0 ? randomHex(16) : undefined);
    const mayRepeat = row[5] === 'safe' || (keyed && key !== undefined);
    for (let attempt = 0; ; attempt += 1) {
      const { result, retryAfter } = await this.#inTurn(options.signal, () =>
        this.#attempt(row, request, { ...options, idempotencyKey: this.isOriginal ? undefined : key }),
      );
      if (result.ok || !result.error.retryable || !mayRepeat || attempt >= retries) return result;
      const pause = retryAfter ?? FIRST_WAIT * 2 ** attempt * (1 + Math.random() / 2);
      if (pause > LONGEST_WAIT) return result;
      try {
        await this.wait(pause, options.signal);
      } catch {
        return result;
      }
    }
  }

  /** A vendor's box serves one connection well, and several badly. A call that is ended while it waits does not wait for its turn. */
  #inTurn(signal: AbortSignal | undefined, work: () => Promise<Attempt>): Promise<Attempt> {
    const unlessEnded = async (): Promise<Attempt> => (signal?.aborted === true ? unsent(signal) : work());
    if (!this.isOriginal) return unlessEnded();
    const turn = this.#before;
    const mine = turn.then(unlessEnded);
    this.#before = mine;
    return signal === undefined ? mine : Promise.race([mine, endedBefore(turn, signal)]);
  }

  async #attempt(row: Row, request: object, options: CallOptions): Promise<Attempt> {
    let sending: Sending;
    try {
      sending = this.#sendingOf(row, request, options);
    } catch (thrown) {
      return { result: failed({ ...lostCall(thrown, false), retryable: false, mayBeDone: false }) };
    }
    const { timeout = DEFAULT_TIMEOUT } = this.#options;
    const isStream = row[4] === 'stream';
    const limit = new TimeLimit(isStream ? Math.max(timeout, STREAM_BEGINS) : timeout, options.signal);
    const lost = (thrown: unknown): Attempt => ({
      result: failed(lostCall(thrown, options.signal?.aborted === true)),
    });
    const attempt = await limit.bound(this.#answer(row, request, sending, limit)).catch(lost);
    if (isStream && attempt.result.ok) limit.lift();
    else limit.release();
    return attempt;
  }

  async #answer(row: Row, request: object, sending: Sending, limit: TimeLimit): Promise<Attempt> {
    const response = await this.#exchange(sending, limit.signal, 2);
    const { status, body, headers } = response;
    if (row[4] === 'stream' && isFine(status) && body !== null)
      return { result: { ok: true, reply: readEventStream(body, () => limit.release()) } };
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    const result = this.#documented(row, request, read(row, status, await textOf(response)));
    return Number.isNaN(seconds) ? { result } : { result, retryAfter: seconds * 1000 };
  }

  #documented([, path]: Row, request: object, result: Result<unknown>): Result<unknown> {
    if (!this.isOriginal) return result;
    // It answers some requests with nothing.
    if (!result.ok && result.error.kind === 'unexpected' && result.error.text === '')
      return failed({ ...result.error, retryable: true });
    if (!result.ok || !isRecord(result.reply)) return result;
    return { ok: true, reply: replyOfHardware(path, { ...request }, result.reply) };
  }

  #sendingOf(row: Row, request: object, options: CallOptions): Sending {
    const { idempotencyKey, lastEventId, file } = options;
    const [method, pattern, parametersIn] = row;
    const { baseUrl, headers } = this.#options;
    const inBody = parametersIn === 'body';
    const asked = this.isOriginal ? requestForHardware(pattern, { ...request }) : request;
    const { path, rest } = placed(pattern, asked);
    return {
      method,
      url: new URL(baseUrl.replace(/\/$/, '') + path + (inBody ? '' : queryOf(rest))),
      headers: {
        ...headers,
        ...(inBody && { 'content-type': 'application/json' }),
        ...(file && { 'content-type': file.type }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      },
      body: inBody ? JSON.stringify(this.isOriginal ? bareOf(pattern, rest) : rest) : file?.content,
    };
  }

  /** One request, again with the password where it is asked for. */
  async #exchange(sending: Sending, signal: AbortSignal, mayRetry: number): Promise<Response> {
    const { method, url, headers, body } = sending;
    signal.throwIfAborted();
    const authorization = this.#credentials.header(method, url);
    const response = await this.#fetch(url, {
      method,
      headers: { ...headers, ...(authorization !== undefined && { authorization }) },
      ...(body !== undefined && { body }),
      signal,
    });
    if (response.status !== 401 || mayRetry === 0) return response;
    const asked = response.headers.get('www-authenticate') ?? '';
    if (!this.#credentials.learn(asked, authorization !== undefined)) return response;
    // Read to its end, so that the connection can be used again.
    await textOf(response);
    return this.#exchange(sending, signal, mayRetry - 1);
  }
}
