/** Posts events to one target: with its credentials, on kept connections, in bounded time. */
import { createHash, randomUUID } from 'node:crypto';
import { Agent as PlainAgent, type RequestOptions } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { isIP } from 'node:net';
import { basicHeader, type Challenge, digestHeader, parseChallenges } from '@simgate/api';
import type { Clock } from '../clock.ts';
import type { AddressBook } from './addresses.ts';
import { type Answer, exchange } from './http-exchange.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { webhookHeaders } from './signature.ts';
import { type Destination, destinationOf, type TargetOptions } from './target.ts';

export interface Message {
  /** The same on repeats. */
  readonly id: string;
  readonly body: string;
}

export interface Posted {
  readonly outcome: Outcome;
  /** The beginning of the answer's body. */
  readonly text: string;
}

export interface PosterOptions {
  readonly clock: Clock;
  readonly addresses: AddressBook;
  /** Milliseconds for one attempt, from the connection to the head of the answer. */
  readonly timeout: number;
  /** Most connections at a time. */
  readonly connections: number;
}

/** A kept connection may be closed by the target in the very moment it is used again: that is no failure of the target. */
function wasStale(error: unknown): boolean {
  return (
    error instanceof Error &&
    'stale' in error &&
    error.stale === true &&
    'code' in error &&
    (error.code === 'ECONNRESET' || error.code === 'EPIPE')
  );
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** Answers the challenges of a target, and keeps the last one for the next event. */
class Digest {
  readonly #options: TargetOptions;
  readonly #uri: string;
  #challenge: Challenge | undefined;
  #count = 0;

  constructor(options: TargetOptions, uri: string) {
    this.#options = options;
    this.#uri = uri;
  }

  header(): string | undefined {
    if (this.#challenge === undefined) return undefined;
    this.#count += 1;
    const { user, password } = this.#options;
    const cnonce = randomUUID().replaceAll('-', '');
    const [challenge, uri, count] = [this.#challenge, this.#uri, this.#count];
    return digestHeader({ challenge, user, password, method: 'POST', uri, count, cnonce }, md5);
  }

  /** False where the target asks for no Digest. */
  learn(header: string): boolean {
    const next = parseChallenges(header).find(one => one.scheme === 'digest');
    if (next === undefined) return false;
    // Several attempts may be answered with the same nonce, and its count must not begin anew (RFC 7616, 3.4).
    if (next.nonce !== this.#challenge?.nonce) this.#count = 0;
    this.#challenge = next;
    return true;
  }
}

/** Errors of the network (Node.js, errno) for those who operate receivers. */
const inWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the receiver broke the connection off',
  EHOSTUNREACH: 'there is no way to that address',
  ENETUNREACH: 'there is no way to that address',
  ENOTFOUND: 'no such name is known',
  EAI_AGAIN: 'names cannot be looked up now',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  CERT_HAS_EXPIRED: 'its certificate has expired',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!('code' in error)) return error.message;
  const code = String(error.code);
  const words = inWords[code];
  const detail = error.message || code;
  return words === undefined ? detail : `${words} (${detail})`;
}

export class Poster {
  readonly #options: TargetOptions;
  readonly #settings: PosterOptions;
  readonly #destination: Destination;
  readonly #agent: PlainAgent | SecureAgent;
  readonly #digest: Digest;

  /** @throws TypeError where the URL is none; it was checked when it was set */
  constructor(options: TargetOptions, settings: PosterOptions) {
    const destination = destinationOf(options.url);
    if (destination === undefined) throw new TypeError('the URL was checked when it was set');
    this.#options = options;
    this.#settings = settings;
    this.#destination = destination;
    this.#digest = new Digest(options, destination.path);
    const agent = { keepAlive: true, maxSockets: settings.connections, timeout: 60_000 };
    this.#agent = destination.secure ? new SecureAgent(agent) : new PlainAgent(agent);
  }

  /** One attempt. Never rejects: errors are outcomes. `cut` ends it early as failed. */
  async post(message: Message, cut: AbortSignal): Promise<Posted> {
    const { clock, timeout, addresses } = this.#settings;
    const ended = new AbortController();
    const end = (): void => ended.abort();
    let isLate = false;
    cut.addEventListener('abort', end);
    const cancel = clock.after(timeout, () => {
      isLate = true;
      end();
    });
    if (cut.aborted) end();
    try {
      addresses.check(this.#destination.host);
      const answer = await this.#exchange(message, ended.signal);
      return { outcome: outcomeOf(answer, this.#options.url, clock.now()), text: answer.text };
    } catch (error) {
      const reason = isLate ? `no answer within ${timeout / 1000} s` : reasonOf(error);
      return { outcome: { kind: 'failed', status: 0, reason }, text: '' };
    } finally {
      cancel();
      cut.removeEventListener('abort', end);
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  /** An attempt with its Digest round where the target asks for one. */
  async #exchange(message: Message, signal: AbortSignal): Promise<Answer> {
    const { user, password, authentication } = this.#options;
    if (user === '') return this.#send(message, undefined, signal);
    if (authentication === 'basic') return this.#send(message, basicHeader(user, password), signal);
    const answer = await this.#send(message, this.#digest.header(), signal);
    return answer.status === 401 && this.#digest.learn(answer.challenge)
      ? this.#send(message, this.#digest.header(), signal)
      : answer;
  }

  async #send(message: Message, authorization: string | undefined, signal: AbortSignal): Promise<Answer> {
    const { secure } = this.#destination;
    const options = this.#requestOptions(message, authorization);
    const bounds = { signal, clock: this.#settings.clock };
    try {
      return await exchange(secure, options, message.body, bounds);
    } catch (error) {
      if (signal.aborted || !wasStale(error)) throw error;
      return exchange(secure, options, message.body, bounds);
    }
  }

  #requestOptions({ id, body }: Message, authorization: string | undefined): RequestOptions {
    const { secure, host, port, path, authority } = this.#destination;
    const { checkCertificate, secret } = this.#options;
    const { clock, addresses } = this.#settings;
    const timestamp = Math.floor(clock.now() / 1000);
    return {
      ...{ agent: this.#agent, method: 'POST', host, port, path, lookup: addresses.lookup },
      // RFC 6066 3: an address is no server name.
      ...(secure ? { rejectUnauthorized: checkCertificate, servername: isIP(host) === 0 ? host : '' } : {}),
      headers: {
        host: authority,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'simgate',
        ...(authorization === undefined ? {} : { authorization }),
        ...webhookHeaders(secret, { id, timestamp, body }),
      },
    };
  }
}
