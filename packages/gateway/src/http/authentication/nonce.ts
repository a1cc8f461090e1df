/** Digest nonces that carry their own proof: nothing is remembered, and a restart makes all older ones unknown. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Nonces {
  /** A fresh nonce: 32 hex digits, as devices send. */
  make(): string;
  /** False for one that is too old, not of this process, or no nonce at all. */
  isFresh(nonce: string): boolean;
}

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

/** Makes nonces of time (seconds), salt and a cut HMAC-SHA-256 over both. */
export function createNonces({ lifetime, monotonic, randomBytes }: NonceOptions): Nonces {
  const secret = randomBytes(32);
  const proof = (body: Buffer): Buffer =>
    createHmac('sha256', secret).update(body).digest().subarray(0, PROOF_BYTES);
  const seconds = (): number => Math.floor(monotonic() / 1000);
  return {
    make() {
      const body = Buffer.alloc(BODY_BYTES);
      body.writeUInt32BE(seconds());
      randomBytes(SALT_BYTES).copy(body, TIME_BYTES);
      return body.toString('hex') + proof(body).toString('hex');
    },
    isFresh(nonce) {
      if (!/^[0-9a-f]{32}$/.test(nonce)) return false;
      const bytes = Buffer.from(nonce, 'hex');
      const body = bytes.subarray(0, BODY_BYTES);
      if (!timingSafeEqual(proof(body), bytes.subarray(BODY_BYTES))) return false;
      return seconds() - body.readUInt32BE() <= lifetime;
    },
  };
}
