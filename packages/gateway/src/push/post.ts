/** One POST to a target: bounded in time and in what is read of the answer, redirects not followed. */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Agent as PlainAgent, request as plainRequest, type RequestOptions } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { basicHeader, type Challenge, digestHeader, parseChallenges } from '@simgate/api';
import type { Clock } from '../clock.ts';
import { outcomeOf, type PostOutcome } from './outcome.ts';
import { type Destination, destinationOf, type TargetOptions } from './target.ts';

export interface Letter {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Posts to one target; keeps its connection and its Digest challenge. */
export interface Poster {
  /** Never rejects: what goes wrong is an outcome. `cut` ends it early as failed. */
  post(letter: Letter, cut: AbortSignal): Promise<PostOutcome>;
  close(): void;
}

/** Bytes read of an answer; nothing in it matters but its status, and the rest is cut off. */
const MOST_READ = 65_536;

/** Connections of one target; events go one after the other, so one is enough, and one for a test. */
const agentOptions = { keepAlive: true, maxSockets: 2, timeout: 60_000 } as const;

interface Answer {
  readonly status: number;
  readonly challenge: string;
}

function drain(response: IncomingMessage): Promise<void> {
  return new Promise(resolve => {
    let read = 0;
    response.on('data', (piece: Buffer) => {
      read += piece.length;
      if (read > MOST_READ) response.destroy();
    });
    response.on('close', resolve);
    response.on('error', () => resolve());
  });
}

function headerText(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

/** Sends once; rejects with the system's error where no answer came. */
function send(secure: boolean, options: RequestOptions, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = (secure ? secureRequest : plainRequest)(options, async response => {
      await drain(response);
      resolve({
        status: response.statusCode ?? 0,
        challenge: headerText(response.headers['www-authenticate']),
      });
    });
    request.on('error', error => reject(Object.assign(error, { stale: request.reusedSocket })));
    request.end(body);
  });
}

/** A kept connection may be closed by the target in the very moment it is used again: that says nothing of the target. */
function wasStale(error: unknown): boolean {
  return (
    error instanceof Error &&
    'stale' in error &&
    error.stale === true &&
    'code' in error &&
    (error.code === 'ECONNRESET' || error.code === 'EPIPE')
  );
}

async function sendAgainOnce(secure: boolean, options: RequestOptions, body: string): Promise<Answer> {
  try {
    return await send(secure, options, body);
  } catch (error) {
    if (!wasStale(error)) throw error;
    return send(secure, options, body);
  }
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** Answers challenges of a target, and keeps the last for the next event. */
function createDigest({ user, password }: TargetOptions, uri: string) {
  let challenge: Challenge | undefined;
  let count = 0;
  return {
    header(): string | undefined {
      if (challenge === undefined) return undefined;
      count += 1;
      const cnonce = randomUUID().replaceAll('-', '');
      return digestHeader({ challenge, user, password, method: 'POST', uri, count, cnonce }, md5);
    },
    /** False where the target asks for no Digest. */
    learn(header: string): boolean {
      const next = parseChallenges(header).find(one => one.scheme === 'digest');
      if (next === undefined) return false;
      challenge = next;
      count = 0;
      return true;
    },
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? `${error.message || String(error.code)}` : error.message;
}

interface Line {
  readonly destination: Destination;
  readonly options: TargetOptions;
  readonly agent: PlainAgent | SecureAgent;
}

function requestOptions({ destination, options, agent }: Line, letter: Letter, signal: AbortSignal) {
  return {
    agent,
    signal,
    method: 'POST',
    host: destination.host,
    port: destination.port,
    path: destination.path,
    ...(destination.secure
      ? { rejectUnauthorized: options.checkCertificate, servername: sniOf(destination) }
      : {}),
    headers: {
      host: destination.authority,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(letter.body)),
      'user-agent': 'simgate',
      ...letter.headers,
    },
  };
}

/** RFC 6066 3: an address is no server name. */
function sniOf({ host }: Destination): string {
  return /^[\d.]+$|:/.test(host) ? '' : host;
}

/** One try with its Digest round where the target asks for one. */
async function exchange(
  line: Line,
  digest: ReturnType<typeof createDigest>,
  letter: Letter,
  signal: AbortSignal,
): Promise<Answer> {
  const { options, destination } = line;
  const { user, password, authentication } = options;
  const once = (authorization: string | undefined): Promise<Answer> => {
    const headers = { ...letter.headers, ...(authorization === undefined ? {} : { authorization }) };
    return sendAgainOnce(
      destination.secure,
      requestOptions(line, { ...letter, headers }, signal),
      letter.body,
    );
  };
  if (user === '') return once(undefined);
  if (authentication === 'basic') return once(basicHeader(user, password));
  const answer = await once(digest.header());
  return answer.status === 401 && digest.learn(answer.challenge) ? once(digest.header()) : answer;
}

/**
 * Makes the poster of a target.
 * @param timeout milliseconds for one try, from the connection to the end of the answer
 */
export function createPoster(options: TargetOptions, clock: Clock, timeout: number): Poster {
  const destination = destinationOf(options.url);
  if (destination === undefined) throw new TypeError('the URL was checked when it was set');
  const agent = destination.secure ? new SecureAgent(agentOptions) : new PlainAgent(agentOptions);
  const line = { destination, options, agent };
  const digest = createDigest(options, destination.path);
  return {
    async post(letter, cut) {
      const late = new AbortController();
      const cancel = clock.after(timeout, () => late.abort());
      try {
        const { status } = await exchange(line, digest, letter, AbortSignal.any([cut, late.signal]));
        return outcomeOf(status);
      } catch (error) {
        const reason = late.signal.aborted ? `no answer within ${timeout / 1000} s` : reasonOf(error);
        return { kind: 'failed', status: 0, reason };
      } finally {
        cancel();
      }
    },
    close: () => agent.destroy(),
  };
}
