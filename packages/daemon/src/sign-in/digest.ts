/** Digest access authentication (RFC 2617, RFC 7616 with MD5, RFC 2069), in all the dialects that clients speak. */
import { timingSafeEqual } from 'node:crypto';
import { readAuthHeader } from '@simgate/api';
import { normalPath, originForm } from '@simgate/api/endpoint';
import { textOfOctets } from './octets.ts';
import { md5, REALM } from './users.ts';

/** The same in every device; clients echo it or leave it out. */
const OPAQUE = '5ccc069c403ebaf9f0171e9517f40e41';

/** The challenge exactly as devices spell it, quotes, capitals and missing blanks included. */
export function digestChallenge(nonce: string, stale: boolean): string {
  return `Digest realm="${REALM}", domain="",qop="auth", nonce="${nonce}", opaque="${OPAQUE}",algorithm="MD5", stale="${stale ? 'TRUE' : 'FALSE'}"`;
}

/** Values as they came, one character for each octet: they are hashed so. */
export interface DigestCredentials {
  /** As text: UTF-8, else Latin-1. */
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

/** `username*` (RFC 7616 3.4, RFC 8187): `UTF-8''` and percent-encoded octets; undefined where it is none. */
function extendedName(value: string): string | undefined {
  const start = "UTF-8''";
  if (!value.toUpperCase().startsWith(start)) return undefined;
  try {
    return decodeURIComponent(value.slice(start.length));
  } catch {
    return undefined;
  }
}

/** Reads what follows `Digest `; undefined where a needed part is missing. */
export function parseDigest(text: string): DigestCredentials | undefined {
  const found = readAuthHeader(text)[0]?.parameters;
  const part = (name: string): string => found?.get(name) ?? '';
  const credentials = {
    username: extendedName(part('username*')) ?? textOfOctets(Buffer.from(part('username'), 'latin1')),
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

function md5OfOctets(text: string): string {
  return md5(Buffer.from(text, 'latin1'));
}

/** RFC 7616 3.4.1; without qop the form of RFC 2069 2.1.2. */
export function digestResponse(credentials: DigestCredentials, ha1: string, method: string): string {
  const { nonce, nc, cnonce, qop, uri } = credentials;
  const ha2 = md5OfOctets(`${method}:${uri}`);
  return md5OfOctets(qop === '' ? `${ha1}:${nonce}:${ha2}` : `${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`);
}

function decodedPath(uri: string): string {
  const path = originForm(uri).split('?', 1)[0] ?? '';
  try {
    return normalPath(decodeURIComponent(path));
  } catch {
    return normalPath(path);
  }
}

/** The path as the program knows it: a proxy may have taken a prefix off the request, never off the header. */
function ownPath(uri: string, prefix: string): string {
  const path = decodedPath(uri);
  return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

/** Compares in constant time. */
export function sameHex(one: string, other: string): boolean {
  return (
    one.length === other.length && timingSafeEqual(Buffer.from(one, 'latin1'), Buffer.from(other, 'latin1'))
  );
}

export interface AskedFor {
  readonly method: string;
  /** The request target with its query. */
  readonly target: string;
  /** The prefix that a proxy removes from every path; "": none. */
  readonly prefix: string;
}

/**
 * - `right`
 * - `otherPath`: the response is right, for a path that is not the one asked for
 * - `wrong`
 */
export type DigestVerdict = 'right' | 'otherPath' | 'wrong';

/**
 * Whether the response is right for one of these HA1 and for this request, whatever the nonce. Of the header's uri only the path must agree:
 * clients leave the query out or encode it otherwise. `auth-int` was never offered.
 */
export function judgeDigest(
  credentials: DigestCredentials,
  digests: readonly string[],
  { method, target, prefix }: AskedFor,
): DigestVerdict {
  const { algorithm, qop, uri, response } = credentials;
  if (algorithm !== '' && algorithm.toUpperCase() !== 'MD5') return 'wrong';
  if (qop !== '' && qop.toLowerCase() !== 'auth') return 'wrong';
  // All are compared, so that the time does not show which one was right.
  const right = digests.filter(ha1 => sameHex(digestResponse(credentials, ha1, method), response));
  if (right.length === 0) return 'wrong';
  return uri === target || ownPath(uri, prefix) === ownPath(target, prefix) ? 'right' : 'otherPath';
}

/** The prefix that a proxy seems to have removed from the path of a header; undefined where the two have no end in common. */
export function prefixTakenOff({ uri }: DigestCredentials, target: string): string | undefined {
  const signed = decodedPath(uri);
  const asked = decodedPath(target);
  return signed !== asked && signed.endsWith(asked) ? signed.slice(0, -asked.length) : undefined;
}
