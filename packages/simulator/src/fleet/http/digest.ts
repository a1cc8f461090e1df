/** Sign-in as original hardware has it: Digest with MD5 and the exact challenge of its web server, or Basic. */

import { createHash, randomBytes } from 'node:crypto';
import type { Quirks } from '../quirks.ts';

/** Who may come in. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** The result of the check of an Authorization header. */
export type Verdict =
  | 'right'
  /** No header, or a scheme that is not taken here: nothing was tried. */
  | 'none'
  | 'wrong'
  /** Right for a nonce that this gateway has not given out. */
  | 'stale';

/** The realm of Digest that original hardware shows. */
const REALM = 'Web Server';
const OPAQUE = '5ccc069c403ebaf9f0171e9517f40e41';
const MOST_NONCES = 256;

/** The nonces that one gateway gave out, newest last. */
export type Nonces = string[];

/** The value of WWW-Authenticate, with the quotes and blanks of the real one. */
export function challenge(nonces: Nonces, stale: boolean): string {
  const nonce = randomBytes(16).toString('hex');
  nonces.push(nonce);
  if (nonces.length > MOST_NONCES) nonces.splice(0, MOST_NONCES / 2);
  return `Digest realm="${REALM}", domain="",qop="auth", nonce="${nonce}", opaque="${OPAQUE}",algorithm="MD5", stale="${stale ? 'TRUE' : 'FALSE'}"`;
}

/** Judges the header of a request. */
export function checkLogin(
  header: string | undefined,
  method: string,
  login: Login,
  quirks: Pick<Quirks, 'auth' | 'nonceUnchecked'>,
  nonces: readonly string[],
): Verdict {
  const [scheme = '', ...rest] = (header ?? '').split(' ');
  const credentials = rest.join(' ');
  if (/^basic$/i.test(scheme) && quirks.auth !== 'digest') return checkBasic(credentials, login);
  if (!/^digest$/i.test(scheme) || quirks.auth === 'basic') return 'none';
  const fields = digestFields(credentials);
  if (!isRight(fields, method, login)) return 'wrong';
  const { nonce = '' } = fields;
  return quirks.nonceUnchecked || nonces.includes(nonce) ? 'right' : 'stale';
}

function checkBasic(credentials: string, { user, password }: Login): Verdict {
  return Buffer.from(credentials, 'base64').toString('utf8') === `${user}:${password}` ? 'right' : 'wrong';
}

/** The members of a Digest header; values may be quoted or not. */
export function digestFields(credentials: string): Readonly<Record<string, string>> {
  const fields = credentials.matchAll(/([a-z]{1,20})="?((?<==")[^"]*|[^",\s]*)/gi);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name.toLowerCase(), value]));
}

/** RFC 2617 3.2.2, without qop as RFC 2069. The second half is made from the header's own uri, not from the request line. */
function isRight(fields: Readonly<Record<string, string>>, method: string, login: Login): boolean {
  const { username, uri = '', nonce = '', nc = '', cnonce = '', qop, response } = fields;
  if (username !== login.user) return false;
  const first = md5(`${login.user}:${REALM}:${login.password}`);
  const second = md5(`${method}:${uri}`);
  const middle = qop === undefined ? nonce : `${nonce}:${nc}:${cnonce}:${qop}`;
  return response === md5(`${first}:${middle}:${second}`);
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
