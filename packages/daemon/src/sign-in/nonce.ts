/** Digest nonces that carry their own proof, so that a challenge costs no memory; what a nonce was used for is remembered. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface NonceOptions {
  /** How long a nonce is good, in seconds. */
  readonly lifetime: number;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  readonly randomBytes: (size: number) => Buffer;
}

const TIME_BYTES = 4;
const SALT_BYTES = 4;
const BODY_BYTES = TIME_BYTES + SALT_BYTES;
const PROOF_BYTES = 8;

/** How far behind the highest count another may come: answers of one client that overtake each other. */
const WINDOW = 64;
/** Nonces in use at a time; beyond it the oldest end early. */
const MOST_USED = 20_000;

interface Use {
  /** In seconds. */
  readonly made: number;
  /** Whose response to it was right, or who got it in exchange for one that was over. */
  readonly user: string;
  highest: number;
  /** Counts seen, none of them below the window. */
  readonly seen: Set<number>;
}

const NO_COUNT = -1;

/** `nc` as a number; NO_COUNT where there is none or it is none, so that the nonce serves once. */
function countOf(nc: string): number {
  return /^[0-9a-f]{1,8}$/i.test(nc) ? Number.parseInt(nc, 16) : NO_COUNT;
}

/** Makes nonces of time (seconds), salt and a cut HMAC-SHA-256 over both, and lets each use of one pass once. */
export class Nonces {
  readonly #options: NonceOptions;
  readonly #secret: Buffer;
  /** In the order of their first use. */
  readonly #uses = new Map<string, Use>();
  /** Nonces made before are over: their uses were forgotten. */
  #floor = 0;

  constructor(options: NonceOptions) {
    this.#options = options;
    this.#secret = options.randomBytes(32);
  }

  /** A fresh nonce: 32 hex digits, as devices send. `user`: who has just given the right response to one that is over. */
  make(user?: string): string {
    const nonce = this.#fresh();
    if (user !== undefined) {
      this.#uses.set(nonce, { made: this.#seconds(), user, highest: 0, seen: new Set() });
      this.#forget();
    }
    return nonce;
  }

  /**
   * Whether this user gave a right response with this nonce before, or got it for one. Nobody else knows such a nonce, so that who uses it
   * does not guess. It may be over by now.
   */
  isProven(nonce: string, user: string): boolean {
    return this.#uses.get(nonce)?.user === user;
  }

  #fresh(): string {
    const body = Buffer.alloc(BODY_BYTES);
    body.writeUInt32BE(this.#seconds());
    this.#options.randomBytes(SALT_BYTES).copy(body, TIME_BYTES);
    return body.toString('hex') + this.#proof(body).toString('hex');
  }

  /** Takes up a right response of a user. False where the nonce is too old, not of this process or no nonce at all, or was used with this `nc` before. */
  take(nonce: string, nc: string, user: string): boolean {
    const made = this.#madeAt(nonce);
    if (made === undefined) return false;
    const use = this.#uses.get(nonce);
    const count = countOf(nc);
    if (use === undefined || use.seen.size === 0) {
      this.#uses.set(nonce, { made, user, highest: count, seen: new Set([count]) });
      this.#forget();
      return true;
    }
    if (count === NO_COUNT || use.seen.has(NO_COUNT) || use.seen.has(count)) return false;
    if (count <= use.highest - WINDOW) return false;
    use.seen.add(count);
    use.highest = Math.max(use.highest, count);
    if (use.seen.size > 2 * WINDOW)
      for (const one of use.seen) if (one <= use.highest - WINDOW) use.seen.delete(one);
    return true;
  }

  /** When a nonce was made, in seconds; undefined where it is not good. */
  #madeAt(nonce: string): number | undefined {
    if (!/^[0-9a-f]{32}$/.test(nonce)) return undefined;
    const bytes = Buffer.from(nonce, 'hex');
    const body = bytes.subarray(0, BODY_BYTES);
    if (!timingSafeEqual(this.#proof(body), bytes.subarray(BODY_BYTES))) return undefined;
    const made = body.readUInt32BE();
    return made >= this.#floor && this.#seconds() - made <= this.#options.lifetime ? made : undefined;
  }

  /** Drops uses of nonces that have been over for as long as they were good; where there are too many, the oldest nonces end early, so that none can serve twice. */
  #forget(): void {
    const over = this.#seconds() - 2 * this.#options.lifetime;
    for (const [nonce, { made }] of this.#uses) {
      if (made >= over && this.#uses.size <= MOST_USED) return;
      if (made >= over) this.#floor = Math.max(this.#floor, made + 1);
      this.#uses.delete(nonce);
    }
  }

  #proof(body: Buffer): Buffer {
    return createHmac('sha256', this.#secret).update(body).digest().subarray(0, PROOF_BYTES);
  }

  #seconds(): number {
    return Math.floor(this.#options.monotonic() / 1000);
  }
}
