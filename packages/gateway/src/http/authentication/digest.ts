/** Digest access authentication (RFC 2617, RFC 7616 with MD5, RFC 2069), in all the dialects that clients speak. */
import { timingSafeEqual } from 'node:crypto';
import { normalPath, readAuthHeader } from '@simgate/api';
import { md5, REALM } from './users.ts';

/** The same in every device; clients echo it or leave it out. */
const OPAQUE = '5ccc069c403ebaf9f0171e9517f40e41';

/** The challenge exactly as devices spell it, quotes, capitals and missing blanks included. */
export function digestChallenge(nonce: string, stale: boolean): string {
  return `Digest realm="${REALM}", domain="",qop="auth", nonce="${nonce}", opaque="${OPAQUE}",algorithm="MD5", stale="${stale ? 'TRUE' : 'FALSE'}"`;
}

export interface DigestCredentials {
  readonly username: string;
  readonly nonce: string;
  /** As the client spelt it: HA2 is made from it. */
  readonly uri: string;
  readonly response: string;
  readonly algorithm: string;
  /** "" in the form of RFC 2069. */
  readonly qop: string;
  readonly nc: string;
  readonly cnonce: string;
}

/** Reads what follows `Digest `; undefined where a needed part is missing. */
export function parseDigest(text: string): DigestCredentials | undefined {
  const found = readAuthHeader(text)[0]?.parameters;
  const part = (name: string): string => found?.get(name) ?? '';
  const credentials = {
    username: part('username'),
    nonce: part('nonce'),
    uri: part('uri'),
    response: part('response').toLowerCase(),
    algorithm: part('algorithm'),
    qop: part('qop'),
    nc: part('nc'),
    cnonce: part('cnonce'),
  };
  const { username, nonce, uri, response } = credentials;
  return username === '' || nonce === '' || uri === '' || response === '' ? undefined : credentials;
}

/** RFC 7616 3.4.1; without qop the form of RFC 2069 2.1.2. */
export function digestResponse(credentials: DigestCredentials, ha1: string, method: string): string {
  const { nonce, nc, cnonce, qop, uri } = credentials;
  const ha2 = md5(`${method}:${uri}`);
  return md5(qop === '' ? `${ha1}:${nonce}:${ha2}` : `${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`);
}

function pathOf(uri: string): string {
  const path = uri.replace(/^https?:\/\/[^/]*/i, '').split('?', 1)[0] ?? '';
  try {
    return normalPath(decodeURIComponent(path));
  } catch {
    return normalPath(path);
  }
}

/** Only the path of the header's uri must agree: clients leave the query out or encode it otherwise. */
function samePath(uri: string, target: string): boolean {
  return uri === target || pathOf(uri) === pathOf(target);
}

/** Compares in constant time. */
export function sameHex(one: string, other: string): boolean {
  return (
    one.length === other.length && timingSafeEqual(Buffer.from(one, 'latin1'), Buffer.from(other, 'latin1'))
  );
}

/**
 * Whether the response is right for this user, method and target, whatever the nonce. Neither nc nor opaque nor the order
 * of requests matters; `auth-int` was never offered.
 */
export function isRightDigest(
  credentials: DigestCredentials,
  ha1: string,
  method: string,
  target: string,
): boolean {
  const { algorithm, qop } = credentials;
  if (algorithm !== '' && algorithm.toUpperCase() !== 'MD5') return false;
  if (qop !== '' && qop.toLowerCase() !== 'auth') return false;
  return (
    sameHex(digestResponse(credentials, ha1, method), credentials.response) &&
    samePath(credentials.uri, target)
  );
}
