/** Where and how events are posted, and the checks when that is set. */

export interface TargetOptions {
  readonly url: string;
  /** How `user` and `password` reach the target. */
  readonly authentication: 'basic' | 'digest';
  /** "" for none. */
  readonly user: string;
  readonly password: string;
  /** In the form of Standard Webhooks, `whsec_` and base64; "" for no signature. */
  readonly secret: string;
  readonly checkCertificate: boolean;
}

/** Where a URL points, with everything behind the host as it was written. */
export interface Destination {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** Value of the Host header. */
  readonly authority: string;
  /** Path and query, verbatim. */
  readonly path: string;
}

const PARTS = /^(https?):\/\/([^/?#]+)([^#]*)/i;

function pathOf(rest: string): string {
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Undefined where `urlProblem` has a reason. */
export function destinationOf(url: string): Destination | undefined {
  const found = PARTS.exec(url);
  if (found === null || !URL.canParse(url)) return undefined;
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'https:';
  return {
    secure,
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    authority: found[2] ?? '',
    path: pathOf(found[3] ?? ''),
  };
}

/** Why a URL is refused when it is set; undefined where it is good. */
export function urlProblem(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url)) return 'must begin with http:// or https://';
  if (!/^[\x21-\x7e]+$/.test(url)) return 'must be visible ASCII; write anything else percent-encoded';
  if (destinationOf(url) === undefined) return 'is no URL';
  const { username, password } = new URL(url);
  return username === '' && password === ''
    ? undefined
    : 'must not hold a user; there is a place for one beside it';
}

/** Bytes of a signing secret by Standard Webhooks. */
const LEAST_SECRET = 24;
const MOST_SECRET = 64;

/** Why a secret is refused; undefined where it is good or "". */
export function secretProblem(secret: string): string | undefined {
  if (secret === '') return undefined;
  if (!secret.startsWith('whsec_')) return 'must begin with whsec_';
  const { length } = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return length >= LEAST_SECRET && length <= MOST_SECRET
    ? undefined
    : `must hold ${LEAST_SECRET} to ${MOST_SECRET} bytes in base64; found ${length}`;
}

/** The first fault of a target's options, with the name of the field; undefined where there is none. */
export function optionsProblem({ url, secret, user, password }: TargetOptions): string | undefined {
  const ofUrl = urlProblem(url);
  if (ofUrl !== undefined) return `url: ${ofUrl}.`;
  const ofSecret = secretProblem(secret);
  if (ofSecret !== undefined) return `secret: ${ofSecret}.`;
  return user === '' && password !== '' ? 'user: is missing beside a password.' : undefined;
}

/**
 * Why a change is refused that would carry stored credentials to another host; undefined where it does not. A password or secret is
 * sent only to the origin (RFC 6454: scheme, host and port) that it was entered for.
 * @param given the options that the change names
 */
export function originProblem(before: TargetOptions, given: Partial<TargetOptions>): string | undefined {
  const { url } = given;
  if (url === undefined || !URL.canParse(url) || new URL(url).origin === new URL(before.url).origin) {
    return undefined;
  }
  const missing = (['password', 'secret'] as const).filter(
    field => before[field] !== '' && given[field] === undefined,
  );
  return missing.length === 0
    ? undefined
    : `url: leads to another host, port or scheme; give ${missing.join(' and ')} again with it, or "" for none.`;
}
