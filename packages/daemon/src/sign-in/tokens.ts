/** API tokens: a part of what a user may do, until a set end. Only a digest is kept; the token is shown once. */
import { hash } from 'node:crypto';
import { isRole, type Role } from '@simgate/api/endpoint';
import type { Clock } from '../clock.ts';
import type { Settings } from '../store/settings.ts';
import type { Users } from './users.ts';

export interface TokenView {
  readonly id: number;
  /** Chosen by its owner. */
  readonly name: string;
  readonly user: string;
  readonly role: Role;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly expires: number;
}

interface Kept extends TokenView {
  /** SHA-256 in hex: a token has 256 bits of chance, so no slow hash is needed. */
  readonly digest: string;
}

export type TokenOutcome =
  | { readonly ok: true; readonly token: TokenView; readonly secret: string }
  | { readonly ok: false; readonly code: 400 | 403 | 409; readonly error: string };

export interface TokenRequest {
  readonly name: string;
  readonly user: string;
  readonly role: Role;
  readonly expires: number;
}

const SETTING = 'tokens';
/** So that a leaked one is recognised by people and by scanners. */
const PREFIX = 'simgate_';
const MOST_TOKENS = 1000;

/** From least to most. A viewer sees everything masked and a sender its own: neither holds the other. */
const holds: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ['viewer'],
  sender: ['sender'],
  operator: ['operator', 'sender', 'viewer'],
  admin: ['admin', 'operator', 'sender', 'viewer'],
};

/** Whether someone of a role may give another this role. */
export function mayGive(own: Role, given: Role): boolean {
  return holds[own].includes(given);
}

function isKept(value: unknown): value is Kept {
  return (
    typeof value === 'object' &&
    value !== null &&
    'digest' in value &&
    typeof value.digest === 'string' &&
    'role' in value &&
    isRole(value.role)
  );
}

function digestOf(token: string): string {
  return hash('sha256', token);
}

function viewOf({ digest: _, ...view }: Kept): TokenView {
  return view;
}

export class Tokens {
  readonly #settings: Settings;
  readonly #users: Users;
  readonly #clock: Clock;
  readonly #randomBytes: (size: number) => Buffer;
  #kept: readonly Kept[];

  constructor(settings: Settings, users: Users, clock: Clock, randomBytes: (size: number) => Buffer) {
    this.#settings = settings;
    this.#users = users;
    this.#clock = clock;
    this.#randomBytes = randomBytes;
    const kept = settings.get(SETTING);
    this.#kept = Array.isArray(kept) ? kept.filter(isKept) : [];
  }

  /** Who a token speaks for; undefined where it is none, is over, or its user is gone. It may never do more than its user may now. */
  find(secret: string): { readonly user: string; readonly role: Role } | undefined {
    const digest = digestOf(secret);
    const token = this.#kept.find(one => one.digest === digest);
    if (token === undefined || token.expires <= this.#clock.now()) return undefined;
    const owner = this.#users.get(token.user);
    return owner !== undefined && mayGive(owner.role, token.role)
      ? { user: token.user, role: token.role }
      : undefined;
  }

  /** Those of one user, or all. */
  list(user: string | undefined): TokenView[] {
    return this.#kept.filter(one => user === undefined || one.user === user).map(viewOf);
  }

  /** Resolves once committed. */
  async create({ name, user, role, expires }: TokenRequest): Promise<TokenOutcome> {
    const now = this.#clock.now();
    if (expires <= now) return { ok: false, code: 400, error: 'expires_at: must be in the future.' };
    const live = this.#kept.filter(one => one.expires > now);
    if (live.length >= MOST_TOKENS)
      return { ok: false, code: 409, error: `name: there are ${MOST_TOKENS} tokens already.` };
    const secret = PREFIX + this.#randomBytes(32).toString('base64url');
    const id = 1 + this.#kept.reduce((highest, one) => Math.max(highest, one.id), 0);
    const token = { id, name, user, role, created: now, expires, digest: digestOf(secret) };
    await this.#keep([...live, token]);
    return { ok: true, token: viewOf(token), secret };
  }

  /** False where there is none of that id, or it is another user's. */
  async remove(id: number, user: string | undefined): Promise<boolean> {
    const found = this.list(user).some(one => one.id === id);
    if (found) await this.#keep(this.#kept.filter(one => one.id !== id));
    return found;
  }

  async #keep(next: readonly Kept[]): Promise<void> {
    this.#kept = next;
    await this.#settings.set(
      SETTING,
      next.map(one => ({ ...one })),
    );
  }
}
