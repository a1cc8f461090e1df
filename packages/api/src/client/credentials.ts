/** Signs requests in: a token, or user and password by the scheme that the server asks for. */
import { basicHeader, type Challenge, digestHeader, parseChallenges } from './digest.ts';
import { md5 } from './md5.ts';

/** Absent altogether: whoever carries the request (a browser with its cookie) sees to authentication. */
export interface CredentialOptions {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** An API token (`POST /v1/tokens`); user and password are not needed then. */
  readonly token?: string | undefined;
}

/** So many random octets as hexadecimal digits; unlike randomUUID also on pages that came over plain HTTP. */
export function randomHex(octets: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(octets)), octet =>
    octet.toString(16).padStart(2, '0'),
  ).join('');
}

/** Remembers the last challenge, so that only the first request is asked for a password. */
export class Credentials {
  readonly #options: CredentialOptions;
  #challenge: Challenge | undefined;
  #count = 0;

  constructor(options: CredentialOptions) {
    this.#options = options;
  }

  /** The Authorization header; undefined before a challenge is known. */
  header(method: string, url: URL): string | undefined {
    const { user, password, token } = this.#options;
    if (token !== undefined) return `Bearer ${token}`;
    const challenge = this.#challenge;
    if (challenge === undefined || user === undefined || password === undefined) return undefined;
    if (challenge.scheme === 'basic') return basicHeader(user, password);
    this.#count += 1;
    const uri = url.pathname + url.search;
    return digestHeader(
      { challenge, user, password, method, uri, count: this.#count, cnonce: randomHex(16) },
      md5,
    );
  }

  /**
   * Takes up what a 401 asks for; false where trying again is of no use.
   * @param tried whether the request carried an Authorization header
   */
  learn(header: string, tried: boolean): boolean {
    const { user, token } = this.#options;
    const offered = parseChallenges(header);
    const next = offered.find(one => one.scheme === 'digest') ?? offered[0];
    if (token !== undefined || user === undefined || next === undefined || (tried && !next.stale))
      return false;
    this.#challenge = next;
    this.#count = 0;
    return true;
  }
}
