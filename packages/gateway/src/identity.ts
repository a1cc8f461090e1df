/** What a gateway makes once and keeps: its serial number and its first user. */
import { randomBytes } from 'node:crypto';
import type { GatewayConfig } from './config/schema.ts';
import { ConfigError } from './errors.ts';
import { managedUsers } from './http/authentication/user-directory.ts';
import { ha1Of, type Users, usersOf } from './http/authentication/users.ts';
import { isLoopback } from './http/browsers.ts';
import type { Settings } from './store/settings.ts';

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

/** True while nothing but this machine can reach the gateway. */
export function listensOnLoopbackOnly(config: GatewayConfig): boolean {
  return hostsOf(config).every(isLoopback);
}

async function firstUserOf(settings: Settings): Promise<FirstUser> {
  const kept = settings.get('firstUser');
  if (typeof kept === 'string') return { name: 'admin', password: kept };
  const password = randomBytes(12).toString('base64url');
  await settings.set('firstUser', password);
  return { name: 'admin', password };
}

export interface ChosenUsers {
  /** All of them. */
  readonly users: Users;
  /** Those of the settings file. */
  readonly configured: Users;
  readonly firstUser?: FirstUser;
}

/**
 * Who may use the API: the users of the settings and those managed while running, or on loopback alone the one made at first start, whose password is kept
 * in the data folder so that every start can show it.
 * @throws ConfigError where the gateway would be reachable from elsewhere without a configured user
 */
export async function chooseUsers(config: GatewayConfig, settings: Settings): Promise<ChosenUsers> {
  const managed = managedUsers(settings);
  const configured = usersOf(config.http.users);
  if (configured.size > 0) return { users: new Map([...managed, ...configured]), configured };
  const loopbackOnly = listensOnLoopbackOnly(config);
  if (managed.size > 0 && (!loopbackOnly || typeof settings.get('firstUser') !== 'string')) {
    return { users: managed, configured };
  }
  if (!loopbackOnly) {
    const host = hostsOf(config).find(name => !isLoopback(name));
    throw new ConfigError(
      `http.users: none is set, and ${host} can be reached from elsewhere; allowed is at least one user with a password of yours`,
    );
  }
  const firstUser = await firstUserOf(settings);
  const first = new Map([[firstUser.name, ha1Of(firstUser.name, firstUser.password)]]);
  // A managed user of the same name is the first one with a password of its own.
  const { name } = firstUser;
  return { users: new Map([...first, ...managed]), configured, ...(managed.has(name) ? {} : { firstUser }) };
}
