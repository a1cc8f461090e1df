/** Secrets that are good once and for a short time: sign-in links, links for downloads. Kept in memory, as digests. */
import { hash } from 'node:crypto';

interface Made<Value> {
  readonly value: Value;
  /** Monotonic milliseconds. */
  readonly until: number;
}

export interface OneTimeOptions {
  readonly monotonic: () => number;
  readonly randomBytes: (size: number) => Buffer;
  /** In milliseconds. */
  readonly lifetime: number;
}

/** The oldest is forgotten first. */
const MOST_KEPT = 1000;

export class OneTimeSecrets<Value> {
  readonly #options: OneTimeOptions;
  readonly #made = new Map<string, Made<Value>>();

  constructor(options: OneTimeOptions) {
    this.#options = options;
  }

  /** In milliseconds. */
  get lifetime(): number {
    return this.#options.lifetime;
  }

  make(value: Value): string {
    const { monotonic, randomBytes, lifetime } = this.#options;
    const [oldest] = this.#made.keys();
    if (this.#made.size >= MOST_KEPT && oldest !== undefined) this.#made.delete(oldest);
    const secret = randomBytes(32).toString('base64url');
    this.#made.set(hash('sha256', secret), { value, until: monotonic() + lifetime });
    return secret;
  }

  /** Once only; undefined where it is none, was taken, or is over. */
  take(secret: string): Value | undefined {
    const digest = hash('sha256', secret);
    const made = this.#made.get(digest);
    this.#made.delete(digest);
    return made !== undefined && made.until > this.#options.monotonic() ? made.value : undefined;
  }
}
