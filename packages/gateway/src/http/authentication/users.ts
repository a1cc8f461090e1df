/** Who may use the API. Passwords are never kept: only HA1, which Digest needs. */
import { hash } from 'node:crypto';
import type { UserConfig } from '../../config/schema.ts';

/** What real devices say; clients paste headers with it. */
export const REALM = 'Web Server';

export function md5(text: string): string {
  return hash('md5', text);
}

/** HA1 of RFC 7616 3.4.2, in lower-case hex. */
export function ha1Of(name: string, password: string): string {
  return md5(`${name}:${REALM}:${password}`);
}

/** HA1 by user name. */
export type Users = ReadonlyMap<string, string>;

/** The users of the settings; each has either a password or an HA1. */
export function usersOf(configured: readonly UserConfig[]): Users {
  return new Map(configured.map(user => [user.name, user.ha1 ?? ha1Of(user.name, user.password ?? '')]));
}
