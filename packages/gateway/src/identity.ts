/** Values that a gateway makes once and keeps: its serial number and its first user. */
import { randomBytes } from 'node:crypto';
import { ConfigError } from '@simgate/daemon';
import type { Settings } from '@simgate/daemon/store';
import type { Logger } from 'pino';
import type { GatewayConfig } from './config/schema.ts';
import { keepManagedUsers, managedUsers } from './http/authentication/user-directory.ts';
import { type Users, userOf, usersOf } from './http/authentication/users.ts';
import { isLoopback } from './http/loopback.ts';

export interface FirstUser {
  readonly name: string;
  readonly password: string;
}

/** `sn` of every answer: 4-4-4-4 lower-case hex, of the settings or made at first start. */
export async function serialNumberOf(config: GatewayConfig, settings: Settings): Promise<string> {
  if (config.serialNumber !== undefined) return config.serialNumber;
  const kept = settings.get('serialNumber');
  if (typeof kept === 'string') return kept;
  const made = (randomBytes(8).toString('hex').match(/.{4}/g) ?? []).join('-');
  await settings.set('serialNumber', made);
  return made;
}

/** The addresses that are asked for, plain and TLS. */
function hostsOf({ http }: GatewayConfig): string[] {
  return [...(http.enabled ? [http.host] : []), ...(http.tls === undefined ? [] : [http.tls.host])];
}

/** True while the listeners are for this machine alone. */
export function listensOnLoopbackOnly(config: GatewayConfig): boolean {
  return hostsOf(config).every(isLoopback);
}

/** True while nothing but this machine can reach the gateway: no proxy passes others on to it either. */
export function isPrivate(config: GatewayConfig): boolean {
  const { publicOrigin, trustedProxies } = config.http;
  return listensOnLoopbackOnly(config) && publicOrigin === undefined && trustedProxies.length === 0;
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

function outsideHost(config: GatewayConfig): string {
  return hostsOf(config).find(name => !isLoopback(name)) ?? config.http.publicOrigin ?? '';
}

/** Short passwords are guessed soon: only this machine may try them, unless people take the risk. */
function checkLength(config: GatewayConfig, users: Users, log: Pick<Logger, 'warn'>): void {
  for (const [name, { short }] of users) {
    if (!short) continue;
    const fault = `http.users: the password of ${JSON.stringify(name)} has fewer than 8 characters`;
    if (!isPrivate(config) && !config.http.allowShortPasswords)
      throw new ConfigError(
        `${fault}, and ${outsideHost(config)} can be reached from elsewhere; allowed is a longer one, or http.allowShortPasswords`,
      );
    log.warn(`${fault}: whoever can reach the gateway can guess it`);
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
 * @throws ConfigError where the gateway would be reachable from elsewhere without a user, or with a short password
 */
export async function chooseUsers(
  config: GatewayConfig,
  settings: Settings,
  log: Pick<Logger, 'warn'>,
): Promise<ChosenUsers> {
  await migrateFirstUser(settings);
  const configured = usersOf(config.http.users);
  const users = new Map([...managedUsers(settings), ...configured]);
  checkLength(config, users, log);
  if (users.size > 0) return { configured };
  if (!listensOnLoopbackOnly(config))
    throw new ConfigError(
      `http.users: none is set, and ${outsideHost(config)} can be reached from elsewhere; allowed is at least one user with a password of yours`,
    );
  return { configured, firstUser: await makeFirstUser(settings) };
}
