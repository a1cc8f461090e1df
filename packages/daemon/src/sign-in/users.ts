/** Who may use the API. Passwords are never kept: only HA1, which Digest needs. */
import { hash } from 'node:crypto';
import type { Role } from '@simgate/api/endpoint';
import type { UserConfig } from '../settings/http-settings.ts';

/** The same as of real devices: clients paste headers with it. */
export const REALM = 'Web Server';

export interface User {
  readonly role: Role;
  /** HA1 (RFC 7616 3.4.2) in lower-case hex, for each way in which a client may spell name and password as octets. */
  readonly digests: readonly string[];
  /** The password has fewer than 8 characters. */
  readonly short: boolean;
}

/** Users by name, in Unicode's composed form (NFC). */
export type Users = ReadonlyMap<string, User>;

/** Passwords of fewer characters are guessed soon. */
const SHORTEST_PASSWORD = 8;

export function md5(octets: string | Buffer): string {
  return hash('md5', octets);
}

function isLatin1(text: string): boolean {
  return !/[\u0100-\uffff]/.test(text);
}

/** HA1 of each spelling: UTF-8 composed and decomposed (RFC 7616 4, macOS), and Latin-1 as older clients send. */
export function digestsOf(name: string, password: string): string[] {
  const text = `${name}:${REALM}:${password}`;
  const composed = text.normalize('NFC');
  const latin1 = isLatin1(composed) ? [md5(Buffer.from(composed, 'latin1'))] : [];
  return [...new Set([md5(composed), md5(text.normalize('NFD')), md5(text), ...latin1])];
}

export function isShort(password: string): boolean {
  return [...password].length < SHORTEST_PASSWORD;
}

export function userOf(name: string, password: string, role: Role): User {
  return { role, digests: digestsOf(name, password), short: isShort(password) };
}

/** The users of the settings; each has either a password or an HA1. */
export function usersOf(configured: readonly UserConfig[]): Users {
  return new Map(
    configured.map(({ name, password, ha1, role }) => [
      name.normalize('NFC'),
      ha1 === undefined ? userOf(name, password ?? '', role) : { role, digests: [ha1], short: false },
    ]),
  );
}
