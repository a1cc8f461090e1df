/** Who may use a program at its start: users of the settings, those managed while running, or one that is made and shown once. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { ConfigError } from '../errors.ts';
import type { HttpConfig } from '../settings/http-settings.ts';
import type { Settings } from '../store/settings.ts';
import { isLoopback } from './loopback.ts';
import { keepManagedUsers, managedUsers } from './user-directory.ts';
import { type Users, userOf, usersOf } from './users.ts';

export interface FirstUser {
  readonly name: string;
  readonly password: string;
}

/** The addresses that are asked for, plain and TLS. */
function hostsOf(http: HttpConfig): string[] {
  return [...(http.enabled ? [http.host] : []), ...(http.tls === undefined ? [] : [http.tls.host])];
}

/** True while the listeners are for this machine alone. */
export function listensOnLoopbackOnly(http: HttpConfig): boolean {
  return hostsOf(http).every(isLoopback);
}

/** True while nothing but this machine can reach the program: no proxy passes others on to it either. */
export function isPrivate(http: HttpConfig): boolean {
  const { publicOrigin, trustedProxies } = http;
  return listensOnLoopbackOnly(http) && publicOrigin === undefined && trustedProxies.length === 0;
}

const FIRST_USER = 'admin';

function randomPassword(): string {
  return randomBytes(12).toString('base64url');
}

/** Earlier versions kept the password of the first user in clear; its digests take its place. */
async function migrateFirstUser(settings: Settings): Promise<void> {
  const kept = settings.get('firstUser');
  if (typeof kept !== 'string') return;
  const managed = managedUsers(settings);
  if (!managed.has(FIRST_USER))
    await keepManagedUsers(settings, new Map([...managed, [FIRST_USER, userOf(FIRST_USER, kept, 'admin')]]));
  await settings.set('firstUser', null);
}

async function makeFirstUser(settings: Settings): Promise<FirstUser> {
  const password = randomPassword();
  await keepManagedUsers(settings, new Map([[FIRST_USER, userOf(FIRST_USER, password, 'admin')]]));
  return { name: FIRST_USER, password };
}

/** Gives a user a new random password and the role admin; made where it is missing. Resolves once committed. */
export async function resetUser(settings: Settings, name: string): Promise<FirstUser> {
  await migrateFirstUser(settings);
  const own = name.normalize('NFC');
  const password = randomPassword();
  await keepManagedUsers(
    settings,
    new Map([...managedUsers(settings), [own, userOf(own, password, 'admin')]]),
  );
  return { name: own, password };
}

function outsideHost(http: HttpConfig): string {
  return (
    hostsOf(http).find(name => !isLoopback(name)) ?? http.publicOrigin ?? 'what http.trustedProxies serve'
  );
}

/** Short passwords are guessed soon: only this machine may try them, unless people take the risk. */
function checkLength(http: HttpConfig, users: Users, log: Pick<Logger, 'warn'>): void {
  for (const [name, { short }] of users) {
    if (!short) continue;
    const fault = `http.users: the password of ${JSON.stringify(name)} has fewer than 8 characters`;
    if (!isPrivate(http) && !http.allowShortPasswords)
      throw new ConfigError(
        `${fault}, and ${outsideHost(http)} can be reached from elsewhere; allowed is a longer one, or http.allowShortPasswords`,
      );
    log.warn(`${fault}: whoever can reach this address can guess it`);
  }
}

export interface ChosenUsers {
  /** Those of the settings file. */
  readonly configured: Users;
  /** Made at this start; its password is shown once. */
  readonly firstUser?: FirstUser;
}

/**
 * Who may use the API: the users of the settings and those managed while running. Where there is none at all, one is made, on loopback alone.
 * @throws ConfigError where the program would be reachable from elsewhere without a user, or with a short password
 */
export async function chooseUsers(
  http: HttpConfig,
  settings: Settings,
  log: Pick<Logger, 'warn'>,
): Promise<ChosenUsers> {
  await migrateFirstUser(settings);
  const configured = usersOf(http.users);
  const users = new Map([...managedUsers(settings), ...configured]);
  checkLength(http, users, log);
  if (users.size > 0) return { configured };
  if (!listensOnLoopbackOnly(http))
    throw new ConfigError(
      `http.users: none is set, and ${outsideHost(http)} can be reached from elsewhere; allowed is at least one user with a password of yours`,
    );
  return { configured, firstUser: await makeFirstUser(settings) };
}
