/** A push target as plain data, and what is checked when one is set. */
import type { PushKind } from '@simgate/api';

export interface TargetOptions {
  readonly url: string;
  readonly kinds: readonly PushKind[];
  /** How `user` is told to the target. */
  readonly authentication: 'basic' | 'digest';
  /** "" for none. */
  readonly user: string;
  readonly password: string;
  /** As Standard Webhooks has it, `whsec_` and base64; "" for no signature. */
  readonly secret: string;
  readonly checkCertificate: boolean;
  /** imsi, user_id and request_id where the first documents have none (contract, section 13). */
  readonly extraKeys: boolean;
  readonly enabled: boolean;
}

/** What is kept of how the tries went. */
export interface Trying {
  /** Tries that failed in a row; the delay grows with it. */
  readonly failures: number;
  /** Rejections of the event that is next. */
  readonly rejections: number;
  /** Steady time since when every try failed. */
  readonly failingSince: number | undefined;
  /** Why the last try failed; "" where it did not. */
  readonly trouble: string;
}

export const untroubled: Trying = { failures: 0, rejections: 0, failingSince: undefined, trouble: '' };

export interface PushTarget {
  readonly id: number;
  readonly name: string;
  /** It stands in the settings file. */
  readonly configured: boolean;
  readonly options: TargetOptions;
  /** Events up to this id are done with. */
  readonly lastEvent: number;
  readonly trying: Trying;
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

/** Undefined where `urlProblem` tells why. */
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

/** What is wrong with a target's options, naming the field; undefined where nothing is. */
export function optionsProblem({ url, secret, user, password }: TargetOptions): string | undefined {
  const ofUrl = urlProblem(url);
  if (ofUrl !== undefined) return `url: ${ofUrl}.`;
  const ofSecret = secretProblem(secret);
  if (ofSecret !== undefined) return `secret: ${ofSecret}.`;
  return user === '' && password !== '' ? 'user: is missing beside a password.' : undefined;
}
