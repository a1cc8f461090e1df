/** Users of the settings and users managed while running; only digests of passwords are kept. */
import type { Settings } from '../../store/settings.ts';
import { ha1Of, type Users } from './users.ts';

export interface UserView {
  readonly name: string;
  /** Stands in the settings file. */
  readonly configured: boolean;
}

export type UserOutcome =
  | { readonly ok: true; readonly user: UserView }
  | { readonly ok: false; readonly code: 404 | 409; readonly error: string };

export interface UserDirectory {
  /** HA1 by name; always the present users. */
  readonly users: Users;
  list(): UserView[];
  /** Each resolves once committed and in force. */
  create(name: string, password: string): Promise<UserOutcome>;
  changePassword(name: string, password: string): Promise<UserOutcome>;
  /** The last user stays: nobody could ever come in again. */
  remove(name: string): Promise<UserOutcome>;
}

/** Under which managed users are stored: HA1 by name. */
const KEY = 'users';

/** HA1 by name of the users managed while running. */
export function managedUsers(settings: Settings): ReadonlyMap<string, string> {
  const kept = settings.get(KEY);
  if (typeof kept !== 'object' || kept === null) return new Map();
  return new Map(Object.entries(kept).map(([name, ha1]) => [name, String(ha1)]));
}

function refusal(code: 404 | 409, error: string): UserOutcome {
  return { ok: false, code, error };
}

function unknown(name: string): UserOutcome {
  return refusal(404, `name: there is no user ${JSON.stringify(name)}.`);
}

function standsInSettings(name: string): UserOutcome {
  return refusal(
    409,
    `name: the user ${JSON.stringify(name)} stands in the settings file and is changed there.`,
  );
}

/** Makes the directory. `first` is the user made at first start, who becomes a managed one when changed or removed. */
export function createUserDirectory(options: {
  readonly configured: Users;
  readonly first: string | undefined;
  /** All of them, `configured` included. */
  readonly users: Users;
  readonly settings: Settings;
}): UserDirectory {
  const { configured, settings } = options;
  let { first } = options;
  const users = new Map(options.users);
  let changes: Promise<unknown> = Promise.resolve();

  /** Writes first: a password is in force only when it survives a crash. */
  const keep = async (next: ReadonlyMap<string, string>): Promise<void> => {
    const managed = [...next].filter(([name]) => !configured.has(name) && name !== first);
    await settings.set(KEY, Object.fromEntries(managed));
    users.clear();
    for (const [name, ha1] of next) users.set(name, ha1);
  };

  /** Its password stands in the store in clear, for the start to print; that ends here. */
  const forgetFirst = async (name: string): Promise<void> => {
    if (name !== first) return;
    first = undefined;
    await settings.set('firstUser', null);
  };

  const inTurn = (change: () => Promise<UserOutcome>): Promise<UserOutcome> => {
    const result = changes.then(change, change);
    changes = result.catch(() => undefined);
    return result;
  };

  const done = (name: string): UserOutcome => ({ ok: true, user: { name, configured: false } });

  const create = async (name: string, password: string): Promise<UserOutcome> => {
    if (users.has(name)) return refusal(409, `name: there is a user ${JSON.stringify(name)} already.`);
    await keep(new Map([...users, [name, ha1Of(name, password)]]));
    return done(name);
  };

  const changePassword = async (name: string, password: string): Promise<UserOutcome> => {
    if (!users.has(name)) return unknown(name);
    if (configured.has(name)) return standsInSettings(name);
    const wasFirst = name === first;
    if (wasFirst) first = undefined;
    await keep(new Map([...users, [name, ha1Of(name, password)]]));
    if (wasFirst) await settings.set('firstUser', null);
    return done(name);
  };

  const remove = async (name: string): Promise<UserOutcome> => {
    if (!users.has(name)) return unknown(name);
    if (configured.has(name)) return standsInSettings(name);
    if (users.size === 1) return refusal(409, 'name: the last user cannot be removed.');
    await forgetFirst(name);
    await keep(new Map([...users].filter(([other]) => other !== name)));
    return done(name);
  };

  return {
    users,
    list: () => [...users.keys()].map(name => ({ name, configured: configured.has(name) })),
    create: (name, password) => inTurn(() => create(name, password)),
    changePassword: (name, password) => inTurn(() => changePassword(name, password)),
    remove: name => inTurn(() => remove(name)),
  };
}
