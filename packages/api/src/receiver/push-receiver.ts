/** Receives pushes: checks who sends, drops repeats, and calls a handler for each event. */
import { basicHeader } from '../client/digest.ts';
import { piecesOf } from '../client/pieces.ts';
import { type EventHandlers, type Push, type PushHead, readPush } from './events.ts';
import { RecentIds, type SeenIds } from './seen-ids.ts';
import { isSigned, type Key, keyOf } from './signature.ts';

export interface PushReceiverOptions {
  /** The secret of the target (`whsec_...`). Absent, with no `secrets`: signatures are not looked at. */
  readonly secret?: string | undefined;
  /** Several secrets, each of which is good: for the time of a change. At least one. */
  readonly secrets?: readonly string[];
  /** User and password that the target is set to send (Basic). */
  readonly basic?: { readonly user: string; readonly password: string };
  /** Absent: the last 10,000 ids in memory. */
  readonly seen?: SeenIds;
  readonly on: EventHandlers;
  /** Called with what a handler or your memory threw, or why a body could not be read; the push comes again. Absent: nobody learns of it but the gateway. */
  readonly onError?: (error: unknown) => void;
  /** Octets of a body; more is refused with 413. 1,048,576 by default. */
  readonly largest?: number;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

/** A request as `node:http` has it. */
interface NodeRequest extends AsyncIterable<Uint8Array> {
  /** True where everything was read already. */
  readonly readableEnded?: boolean;
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A response as `node:http` has it. */
interface NodeResponse {
  statusCode: number;
  end(): unknown;
}

export interface PushReceiver {
  /** For servers of the web standards: Deno, Bun, Workers, Hono, Next and others. */
  (request: Request): Promise<Response>;
  /** For `node:http` and Express (before any body parser): `createServer(receiver.node)`. */
  readonly node: (request: NodeRequest, response: NodeResponse) => Promise<void>;
}

/** Seconds that a signed time may differ from ours (Standard Webhooks). */
const TOLERANCE = 300;
const LARGEST = 1_048_576;

/** Something has read the body before, so that the signature cannot be checked. */
const READ_BEFORE = 'the body was read before: put the receiver before every parser of bodies';

/** The body, undefined where it is longer than allowed. */
async function bodyOf(pieces: AsyncIterable<Uint8Array>, largest: number): Promise<Uint8Array | undefined> {
  const found: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > largest) return undefined;
    found.push(piece);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of found) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

type Header = (name: string) => string | undefined;

class Receiver {
  readonly #options: PushReceiverOptions;
  readonly #keys: Promise<Key[]> | undefined;
  readonly #seen: SeenIds;
  /** Ids whose handlers run just now: a repeat meanwhile must not run them again. */
  readonly #running = new Map<string, Promise<number>>();

  constructor(options: PushReceiverOptions) {
    this.#options = options;
    // A variable that somebody forgot to set must not open the door.
    if (('secret' in options && options.secret === undefined) || options.secrets?.length === 0)
      throw new TypeError('secret: is not set. Leave it out where pushes carry no signature');
    const secrets = [...(options.secret === undefined ? [] : [options.secret]), ...(options.secrets ?? [])];
    this.#keys = secrets.length === 0 ? undefined : Promise.all(secrets.map(keyOf));
    this.#seen = options.seen ?? new RecentIds();
  }

  /** Takes a request; resolves to the HTTP status, 500 where the body breaks off or something of yours throws. Never rejects. */
  async take(
    method: string | undefined,
    header: Header,
    pieces: AsyncIterable<Uint8Array>,
    wasRead: boolean,
  ): Promise<number> {
    try {
      if (wasRead) throw new TypeError(READ_BEFORE);
      return await this.#take(method, header, pieces);
    } catch (error) {
      this.#options.onError?.(error);
      return 500;
    }
  }

  async #take(
    method: string | undefined,
    header: Header,
    pieces: AsyncIterable<Uint8Array>,
  ): Promise<number> {
    if (method !== 'POST') return 405;
    if (!this.#isLoggedIn(header('authorization'))) return 401;
    const body = await bodyOf(pieces, this.#options.largest ?? LARGEST);
    if (body === undefined) return 413;
    if (!(await this.#isOurs(header, body))) return 401;
    const push = readPush(new TextDecoder().decode(body));
    return push === undefined ? 400 : this.#once(header('webhook-id') ?? '', push);
  }

  #isLoggedIn(authorization: string | undefined): boolean {
    const { basic } = this.#options;
    return basic === undefined || authorization === basicHeader(basic.user, basic.password);
  }

  async #isOurs(header: Header, body: Uint8Array): Promise<boolean> {
    if (this.#keys === undefined) return true;
    const id = header('webhook-id');
    const timestamp = header('webhook-timestamp');
    const signature = header('webhook-signature');
    if (id === undefined || timestamp === undefined || signature === undefined) return false;
    const now = (this.#options.now ?? Date.now)() / 1000;
    if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > TOLERANCE) return false;
    return isSigned({ id, timestamp, signature, body }, await this.#keys);
  }

  /** Handles a push whose id is new. A push without an id cannot be recognised again. */
  async #once(id: string, push: Push): Promise<number> {
    if (id === '') return this.#handle(push, id);
    const running = this.#running.get(id);
    if (running !== undefined) return running;
    const work = this.#unlessSeen(id, push).finally(() => this.#running.delete(id));
    this.#running.set(id, work);
    return work;
  }

  async #unlessSeen(id: string, push: Push): Promise<number> {
    if (await this.#seen.has(id)) return 200;
    const status = await this.#handle(push, id);
    if (status === 200) await this.#seen.add(id);
    return status;
  }

  /** 200 once every handler has ended; 500 where one threw, so that the push comes again. */
  async #handle({ sn, items }: Push, id: string): Promise<number> {
    try {
      for (const { kind, event } of items) await this.#call(kind, event, { sn, id });
      return 200;
    } catch (error) {
      this.#options.onError?.(error);
      return 500;
    }
  }

  #call(kind: string, event: unknown, head: PushHead): unknown {
    const { on } = this.#options;
    const handlers = on as Readonly<
      Record<string, ((event: unknown, head: PushHead) => unknown) | undefined>
    >;
    const own = kind === 'other' || !Object.hasOwn(on, kind) ? undefined : handlers[kind];
    return own === undefined ? on.other?.(kind, event, head) : own.call(on, event, head);
  }
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Makes a receiver of pushes. It reads the body itself, so put it before any parser of bodies. It answers 2xx when your handler has
 * ended, 500 when it threw (the push comes again), 401 where the signature or the password is wrong.
 * @throws TypeError where a secret is none, or is there and undefined
 */
export function createPushReceiver(options: PushReceiverOptions): PushReceiver {
  const receiver = new Receiver(options);
  const take = async (request: Request): Promise<Response> => {
    const status = await receiver.take(
      request.method,
      name => request.headers.get(name) ?? undefined,
      request.body === null || request.bodyUsed ? nothing() : piecesOf(request.body),
      request.bodyUsed,
    );
    return new Response(null, { status });
  };
  const node = async (request: NodeRequest, response: NodeResponse): Promise<void> => {
    response.statusCode = await receiver.take(
      request.method,
      name => first(request.headers[name]),
      request,
      request.readableEnded === true,
    );
    response.end();
  };
  return Object.assign(take, { node });
}
