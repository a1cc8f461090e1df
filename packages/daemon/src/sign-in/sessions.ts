/** Sign-ins of people at the console: a secret in a cookie, of which only a digest is kept. They outlast a restart, in a table `sessions` (digest, user, stamp, opened, used) of the data folder. */
import { hash } from 'node:crypto';
import type { Store } from '../store/store.ts';
import type { Caller } from './authenticator.ts';
import type { User, Users } from './users.ts';

interface Session {
  readonly digest: string;
  readonly user: string;
  readonly stamp: string;
  readonly opened: number;
  used: number;
}

export interface SessionOptions {
  readonly store: Pick<Store, 'read' | 'write' | 'steady'>;
  readonly users: Users;
  readonly randomBytes: (size: number) => Buffer;
  /** In seconds. */
  readonly idle: number;
  readonly longest: number;
}

export interface OpenedSession {
  /** The value of the cookie. */
  readonly secret: string;
  readonly caller: Caller;
}

/** Bounds store and memory; who was away for longest has to sign in again. */
const MOST_KEPT = 1000;
/** A use is written down once in so many milliseconds, so that a page that asks all the time costs no commits. */
const NOTED_EVERY = 60_000;

function digestOf(secret: string): string {
  return hash('sha256', secret);
}

/** Changes with the password: of the settings file, of a reset while the program was off, or by /v1. */
function stampOf(user: User): string {
  return hash('sha256', user.digests.join());
}

export class BrowserSessions {
  readonly #options: SessionOptions;
  readonly #sessions: Map<string, Session>;

  constructor(options: SessionOptions) {
    this.#options = options;
    const rows = options.store.read.all<{ [Key in keyof Session]: Session[Key] }>(
      'SELECT digest, user, stamp, opened, used FROM sessions ORDER BY used',
    );
    this.#sessions = new Map(rows.map(row => [row.digest, { ...row }]));
  }

  /** Resolves once committed. Undefined where there is no such user. */
  async open(name: string): Promise<OpenedSession | undefined> {
    const { users, randomBytes, store } = this.#options;
    const user = users.get(name);
    if (user === undefined) return undefined;
    const secret = randomBytes(32).toString('base64url');
    const now = store.steady.now();
    const session = { digest: digestOf(secret), user: name, stamp: stampOf(user), opened: now, used: now };
    const over = this.#over();
    await store.write(database => {
      for (const { digest } of over) database.run('DELETE FROM sessions WHERE digest = ?', digest);
      database.run(
        'INSERT INTO sessions (digest, user, stamp, opened, used) VALUES (?, ?, ?, ?, ?)',
        ...[session.digest, session.user, session.stamp, session.opened, session.used],
      );
    });
    for (const { digest } of over) this.#sessions.delete(digest);
    this.#sessions.set(session.digest, session);
    return { secret, caller: { user: name, role: user.role, session: session.digest } };
  }

  /** Who a cookie speaks for; undefined where it is none or its time is over. Counts as a use. */
  find(secret: string): Caller | undefined {
    const session = this.#sessions.get(digestOf(secret));
    const user = session && this.#ownerOf(session);
    if (session === undefined || user === undefined) return undefined;
    this.#note(session);
    return { user: session.user, role: user.role, session: session.digest };
  }

  /** When a session ends at the latest that is not used any more, in milliseconds from now; undefined where it is over. */
  endsIn(digest: string): number | undefined {
    const session = this.#sessions.get(digest);
    return session && this.#end(session) - this.#options.store.steady.now();
  }

  /** Resolves once committed. */
  close(digest: string): Promise<void> {
    this.#sessions.delete(digest);
    return this.#options.store.write(database => {
      database.run('DELETE FROM sessions WHERE digest = ?', digest);
    });
  }

  /** Ends all of a user; resolves once committed. */
  closeAll(user: string): Promise<void> {
    for (const session of this.#sessions.values())
      if (session.user === user) this.#sessions.delete(session.digest);
    return this.#options.store.write(database => {
      database.run('DELETE FROM sessions WHERE user = ?', user);
    });
  }

  /** The user that a session still speaks for. */
  #ownerOf(session: Session): User | undefined {
    const user = this.#options.users.get(session.user);
    if (user === undefined || stampOf(user) !== session.stamp) return undefined;
    return this.#end(session) > this.#options.store.steady.now() ? user : undefined;
  }

  #end({ opened, used }: Session): number {
    const { idle, longest } = this.#options;
    return Math.min(used + idle * 1000, opened + longest * 1000);
  }

  /** Those that make room for another one: over, or unused for longest. */
  #over(): Session[] {
    const all = [...this.#sessions.values()];
    const over = all.filter(session => this.#ownerOf(session) === undefined);
    const live = all.filter(session => !over.includes(session)).toSorted((a, b) => a.used - b.used);
    return [...over, ...live.slice(0, Math.max(0, live.length - MOST_KEPT + 1))];
  }

  #note(session: Session): void {
    const { store } = this.#options;
    const now = store.steady.now();
    if (now - session.used < NOTED_EVERY) return;
    session.used = now;
    // A use that a failing disk does not take ends the session earlier, after a restart: no harm.
    store
      .write(database => {
        database.run('UPDATE sessions SET used = ? WHERE digest = ?', now, session.digest);
      })
      .catch(() => undefined);
  }
}
