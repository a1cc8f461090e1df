/**
 * Users with a password: those of the settings, and those that were added while running. Every process holds all of them and reads them
 * again now and then, as it does with keys.
 */
import { type Clock, StoreError } from '@simgate/daemon';
import { UserDirectory, type Users } from '@simgate/daemon/sign-in';
import type { Settings } from '@simgate/daemon/store';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { Store } from '../store/store.ts';

/** Milliseconds between two looks at the users of the store. */
const LOOK_EVERY = 2000;
const NAME = 'users';

export interface ServerUsersOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Those of the settings. */
  readonly configured: Users;
  /** Passwords of fewer than 8 characters are taken. */
  readonly allowShort: boolean;
  /** Whether a key may administer: then the last user of that role may go. */
  readonly keysAdminister?: () => boolean;
}

type Value = ReturnType<Settings['get']>;

/** The users of the store as they were read last. */
class KeptUsers implements Settings {
  readonly #store: Store;
  #value: Value;
  #version = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  get(): Value {
    return this.#value;
  }

  async set(_name: string, value: NonNullable<Value>): Promise<void> {
    const version = this.#version;
    if (!(await this.#store.write(() => writeSetting(NAME, JSON.stringify(value), version))))
      throw new StoreError('unwritable', 'another process changed the users at the same moment');
    this.#value = value;
    this.#version = version + 1;
  }

  /** True where they are others than before. */
  async read(): Promise<boolean> {
    const kept = await this.#store.read(() => readSetting(NAME));
    if (kept === undefined || kept.version <= this.#version) return false;
    this.#value = JSON.parse(kept.value) as NonNullable<Value>;
    this.#version = kept.version;
    return true;
  }
}

export class ServerUsers {
  readonly directory: UserDirectory;
  readonly #kept: KeptUsers;
  readonly #clock: Clock;
  #cancel = (): void => {};
  #closed = false;

  private constructor(kept: KeptUsers, options: ServerUsersOptions) {
    const { clock, configured, allowShort, keysAdminister: othersAdminister } = options;
    this.#kept = kept;
    this.#clock = clock;
    this.directory = new UserDirectory({
      ...{ configured, settings: kept, allowShort },
      ...(othersAdminister && { othersAdminister }),
    });
    this.#plan();
  }

  /** Reads the users, and goes on reading them. */
  static async open(options: ServerUsersOptions): Promise<ServerUsers> {
    const kept = new KeptUsers(options.store);
    await kept.read();
    return new ServerUsers(kept, options);
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #plan(): void {
    if (this.#closed) return;
    this.#cancel = this.#clock.after(LOOK_EVERY, () => {
      // While the store is away the users of before count on.
      void this.#look()
        .catch(() => {})
        .then(() => this.#plan());
    });
  }

  async #look(): Promise<void> {
    if (await this.#kept.read()) this.directory.reload();
  }
}
