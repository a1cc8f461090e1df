/** Users of the settings and users managed while running; only digests of passwords are kept. */
import { isRole, type Role } from '@simgate/api/endpoint';
import type { Settings } from '../store/settings.ts';
import { sameHex } from './digest.ts';
import { digestsOf, isShort, type User, type Users, userOf } from './users.ts';

export interface UserView {
  readonly name: string;
  readonly role: Role;
  /** Stands in the settings file. */
  readonly configured: boolean;
}

export type UserOutcome =
  | { readonly ok: true; readonly user: UserView }
  | { readonly ok: false; readonly code: 400 | 404 | 409; readonly error: string };

export interface UserChange {
  readonly password?: string;
  readonly role?: Role;
}

const SETTING = 'users';

function readUser(kept: unknown): User | undefined {
  // Earlier versions kept the one digest of an admin.
  if (typeof kept === 'string') return { role: 'admin', digests: [kept], short: false };
  if (typeof kept !== 'object' || kept === null || !('digests' in kept) || !('role' in kept))
    return undefined;
  const { digests, role } = kept;
  if (!Array.isArray(digests) || !isRole(role)) return undefined;
  return { role, digests: digests.map(String), short: 'short' in kept && kept.short === true };
}

/** The users managed while running. */
export function managedUsers(settings: Settings): Users {
  const kept = settings.get(SETTING);
  if (typeof kept !== 'object' || kept === null) return new Map();
  return new Map(
    Object.entries(kept).flatMap(([name, value]) => {
      const user = readUser(value);
      return user === undefined ? [] : [[name, user] as const];
    }),
  );
}

/** Replaces the managed users; resolves once committed. */
export async function keepManagedUsers(settings: Settings, users: Users): Promise<void> {
  const kept = [...users].map(([name, user]) => [name, { ...user, digests: [...user.digests] }]);
  await settings.set(SETTING, Object.fromEntries(kept));
}

function refusal(code: 400 | 404 | 409, error: string): UserOutcome {
  return { ok: false, code, error };
}

export interface UserDirectoryOptions {
  readonly configured: Users;
  readonly settings: Settings;
  /** Passwords of fewer than 8 characters are taken. */
  readonly allowShort: boolean;
  /** Whether somebody who is no user here may administer too, as with an API key. Absent: nobody. */
  readonly othersAdminister?: () => boolean;
}

export class UserDirectory {
  readonly #options: UserDirectoryOptions;
  readonly #users: Map<string, User>;
  #changes: Promise<unknown> = Promise.resolve();

  constructor(options: UserDirectoryOptions) {
    this.#options = options;
    this.#users = new Map([...managedUsers(options.settings), ...options.configured]);
  }

  /** Takes the managed users as they are kept now: another process may have changed them. */
  reload(): void {
    const { configured, settings } = this.#options;
    this.#take(new Map([...managedUsers(settings), ...configured]));
  }

  /** Always the present users. */
  get users(): Users {
    return this.#users;
  }

  list(): UserView[] {
    return [...this.#users].map(([name, user]) => this.#viewOf(name, user));
  }

  find(name: string): UserView | undefined {
    const own = name.normalize('NFC');
    const user = this.#users.get(own);
    return user && this.#viewOf(own, user);
  }

  #viewOf(name: string, { role }: User): UserView {
    return { name, role, configured: this.#options.configured.has(name) };
  }

  isPassword(name: string, password: string): boolean {
    const user = this.#users.get(name.normalize('NFC'));
    const tried = digestsOf(name, password);
    return user?.digests.some(ha1 => tried.some(one => sameHex(one, ha1))) ?? false;
  }

  /** Each change resolves once it is committed and in force. */
  create(name: string, password: string, role: Role): Promise<UserOutcome> {
    const own = name.normalize('NFC');
    return this.#inTurn(async () => {
      if (this.#users.has(own)) return refusal(409, `name: there is a user ${JSON.stringify(own)} already.`);
      return this.#shortness(password) ?? this.#put(own, userOf(own, password, role));
    });
  }

  change(name: string, { password, role }: UserChange): Promise<UserOutcome> {
    const own = name.normalize('NFC');
    return this.#inTurn(async () => {
      const before = this.#users.get(own);
      if (before === undefined) return this.#unknown(own);
      const obstacle =
        this.#obstacle(own, role) ?? (password === undefined ? undefined : this.#shortness(password));
      if (obstacle !== undefined) return obstacle;
      const kept = role ?? before.role;
      const next = password === undefined ? { ...before, role: kept } : userOf(own, password, kept);
      return this.#put(own, next);
    });
  }

  /** Whether a user may administer. */
  get hasAdmin(): boolean {
    return [...this.#users.values()].some(({ role }) => role === 'admin');
  }

  /** The last admin stays: nobody could ever manage the program again. */
  remove(name: string): Promise<UserOutcome> {
    const own = name.normalize('NFC');
    return this.#inTurn(async () => {
      const before = this.find(own);
      if (before === undefined) return this.#unknown(own);
      const obstacle = this.#obstacle(own, 'viewer');
      if (obstacle !== undefined) return obstacle;
      await this.#keep(new Map([...this.#users].filter(([other]) => other !== own)));
      return { ok: true, user: before };
    });
  }

  #unknown(name: string): UserOutcome {
    return refusal(404, `name: there is no user ${JSON.stringify(name)}.`);
  }

  #obstacle(name: string, role: Role | undefined): UserOutcome | undefined {
    if (this.#options.configured.has(name))
      return refusal(
        409,
        `name: the user ${JSON.stringify(name)} stands in the settings file and is changed there.`,
      );
    const admins = [...this.#users].filter(([, user]) => user.role === 'admin');
    const last =
      admins.length === 1 && admins[0]?.[0] === name && this.#options.othersAdminister?.() !== true;
    return last && role !== undefined && role !== 'admin'
      ? refusal(409, 'name: the last admin cannot be removed or get another role.')
      : undefined;
  }

  #shortness(password: string): UserOutcome | undefined {
    return this.#options.allowShort || !isShort(password)
      ? undefined
      : refusal(
          400,
          'password: must be a password of at least 8 characters (or see http.allowShortPasswords).',
        );
  }

  async #put(name: string, user: User): Promise<UserOutcome> {
    await this.#keep(new Map([...this.#users, [name, user]]));
    return { ok: true, user: { name, role: user.role, configured: false } };
  }

  /** Writes first: a password is in force only when it survives a crash. */
  async #keep(next: ReadonlyMap<string, User>): Promise<void> {
    const { configured, settings } = this.#options;
    await keepManagedUsers(settings, new Map([...next].filter(([name]) => !configured.has(name))));
    this.#take(next);
  }

  #take(next: ReadonlyMap<string, User>): void {
    this.#users.clear();
    for (const [name, user] of next) this.#users.set(name, user);
  }

  #inTurn(change: () => Promise<UserOutcome>): Promise<UserOutcome> {
    const result = this.#changes.then(change, change);
    this.#changes = result.catch(() => undefined);
    return result;
  }
}
