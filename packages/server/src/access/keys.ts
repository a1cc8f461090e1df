/**
 * API keys: shown once, kept as digests. Every process holds all of them in memory and reads them again now and then, so a key that
 * was made or ended by another process counts here within two seconds.
 */
import { hash, randomBytes } from 'node:crypto';
import type { Role } from '@simgate/api/endpoint';
import type { Clock } from '@simgate/daemon';
import type { Caller } from '@simgate/daemon/sign-in';
import type { IdMaker } from '../domain/ids.ts';
import { insertFirstKey, insertKey, noteKeyUse, readKeys, removeKey, type StoredKey } from '../store/keys.ts';
import type { Store } from '../store/store.ts';

/** The fields of a key that a person chooses. */
export interface KeyWish {
  readonly name: string;
  readonly role: Role;
  /** None: all. */
  readonly pools: readonly string[];
  /** Wall milliseconds. */
  readonly expiresAt?: number | undefined;
}

/** A new key with its secret, which is shown this once. */
export interface MadeKey {
  readonly key: StoredKey;
  /** Never kept. */
  readonly secret: string;
}

/** Milliseconds between two looks at the keys of the store. */
const LOOK_EVERY = 2000;
/** The use of a key is written down once in so many milliseconds. */
const USE_NOTED_EVERY = 3_600_000;
const SECRET_START = 'sgk_';
const SHOWN_CHARACTERS = 8;

function digestOf(secret: string): string {
  return hash('sha256', secret);
}

export interface KeysOptions {
  readonly store: Store;
  readonly ids: IdMaker;
  readonly clock: Clock;
  readonly log: { warn(fields: object, text: string): void };
}

/** The keys of the API. They are kept in memory as hashes, so that a request costs no look into the store. */
export class Keys {
  readonly #options: KeysOptions;
  #byDigest = new Map<string, StoredKey>();
  #byId = new Map<string, StoredKey>();
  readonly #noted = new Map<string, number>();
  #cancel = (): void => {};
  #closed = false;

  constructor(options: KeysOptions) {
    this.#options = options;
  }

  /** Reads the keys, and goes on reading them. */
  async start(): Promise<void> {
    await this.#read();
    this.#plan();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  list(): StoredKey[] {
    return [...this.#byId.values()];
  }

  /** Who speaks with a secret; undefined where it is no key, or one that has ended. */
  find(secret: string): Caller | undefined {
    const key = this.#byDigest.get(digestOf(secret));
    const now = this.#options.clock.now();
    if (key === undefined || (key.expiresAt !== undefined && key.expiresAt <= now)) return undefined;
    this.#noteUse(key, now);
    return { user: key.id, role: key.role };
  }

  /** The pools that a caller may use; undefined: all. */
  poolsOf(user: string): readonly string[] | undefined {
    const pools = this.#byId.get(user)?.pools ?? [];
    return pools.length === 0 ? undefined : pools;
  }

  /** Resolves once it is stored; undefined where there are as many as may be. */
  async create(wish: KeyWish): Promise<MadeKey | undefined> {
    const made = this.#make(wish);
    if (!(await this.#options.store.write(() => insertKey(made.key)))) return undefined;
    this.#keep([...this.list(), made.key]);
    return made;
  }

  /** The key of a first start; undefined where there is one already. */
  async createFirst(wish: KeyWish): Promise<MadeKey | undefined> {
    const made = this.#make(wish);
    if (!(await this.#options.store.write(() => insertFirstKey(made.key)))) return undefined;
    this.#keep([...this.list(), made.key]);
    return made;
  }

  /** Whether a key other than this one may administer, and does not end by itself. */
  hasAdmin(except = ''): boolean {
    return this.list().some(
      ({ id, role, expiresAt }) => id !== except && role === 'admin' && expiresAt === undefined,
    );
  }

  /** Ends a key at once here, and soon in other processes. False where there is none. */
  async remove(id: string): Promise<boolean> {
    const removed = await this.#options.store.write(() => removeKey(id));
    this.#keep(this.list().filter(key => key.id !== id));
    return removed;
  }

  #make({ name, role, pools, expiresAt }: KeyWish): MadeKey {
    const { ids, clock } = this.#options;
    const secret = `${SECRET_START}${randomBytes(32).toString('base64url')}`;
    return {
      secret,
      key: {
        ...{ id: ids.next(0), name, role, pools, expiresAt, usedAt: undefined },
        prefix: secret.slice(0, SHOWN_CHARACTERS),
        digest: digestOf(secret),
        createdAt: clock.now(),
      },
    };
  }

  #keep(keys: readonly StoredKey[]): void {
    this.#byDigest = new Map(keys.map(key => [key.digest, key]));
    this.#byId = new Map(keys.map(key => [key.id, key]));
  }

  async #read(): Promise<void> {
    this.#keep(await this.#options.store.read(readKeys));
  }

  #plan(): void {
    if (this.#closed) return;
    this.#cancel = this.#options.clock.after(LOOK_EVERY, () => {
      // While the store is away the keys of before count on.
      this.#read().then(
        () => this.#plan(),
        () => this.#plan(),
      );
    });
  }

  #noteUse({ id, usedAt = 0 }: StoredKey, now: number): void {
    const noted = this.#noted.get(id) ?? usedAt;
    if (now - noted < USE_NOTED_EVERY) return;
    this.#noted.set(id, now);
    const { store, log } = this.#options;
    const hour = now - (now % USE_NOTED_EVERY);
    store
      .write(() => noteKeyUse(id, hour))
      .catch(error => log.warn({ error }, 'the use of a key could not be noted'));
  }
}
