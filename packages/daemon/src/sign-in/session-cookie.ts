/** The cookie of a signed-in person (RFC 6265, and its prefixes). */
import type { Face } from './face.ts';

/** Longer headers are not searched: a browser sends some cookies of its site, a program of ours sets one. */
const LONGEST_HEADER = 16_384;
const VALUE = /^[A-Za-z0-9_-]{43}$/;

/**
 * The prefixes make a browser refuse the cookie where it came over plain HTTP or from a neighbour. `__Host-` asks for the path /, so a
 * program behind a path has the other one.
 */
function nameOf({ secure, basePath }: Face): string {
  if (!secure) return 'simgate';
  return basePath === '' ? '__Host-simgate' : '__Secure-simgate';
}

function cookie(face: Face, value: string, age: number): string {
  const path = face.basePath === '' ? '/' : face.basePath;
  const secure = face.secure ? '; Secure' : '';
  return `${nameOf(face)}=${value}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`;
}

/** Set-Cookie for a new session that lives `seconds` at most. */
export function sessionCookie(face: Face, secret: string, seconds: number): string {
  return cookie(face, secret, Math.floor(seconds));
}

/** Set-Cookie that takes it away. */
export function noSessionCookie(face: Face): string {
  return cookie(face, '', 0);
}

/** The secret in a Cookie header; undefined where there is none that can be one. */
export function readSessionCookie(face: Face, header: string | undefined): string | undefined {
  if (header === undefined || header.length > LONGEST_HEADER) return undefined;
  const start = `${nameOf(face)}=`;
  for (const pair of header.split(';')) {
    const trimmed = pair.trim();
    if (!trimmed.startsWith(start)) continue;
    const value = trimmed.slice(start.length);
    return VALUE.test(value) ? value : undefined;
  }
  return undefined;
}
