/** The client's side of Digest access authentication (RFC 7616 with MD5), for programs; browsers do it themselves. */
import { readAuthHeader } from './auth-header.ts';

/** The challenge of a 401. */
export interface Challenge {
  readonly scheme: 'digest' | 'basic';
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string;
  readonly stale: boolean;
}

/** Reads WWW-Authenticate; several challenges may stand in one header, or be joined by `fetch`. */
export function parseChallenges(header: string): Challenge[] {
  return readAuthHeader(header).flatMap(({ scheme, parameters }) =>
    scheme !== 'digest' && scheme !== 'basic'
      ? []
      : [
          {
            scheme,
            realm: parameters.get('realm') ?? '',
            nonce: parameters.get('nonce') ?? '',
            opaque: parameters.get('opaque') ?? '',
            stale: parameters.get('stale')?.toLowerCase() === 'true',
          },
        ],
  );
}

/**
 * Whatever goes into one answer to a challenge (RFC 7616 3.4), with `qop=auth` and MD5, as the vendor's
 * devices ask for.
 */
export interface DigestAnswer {
  readonly challenge: Challenge;
  readonly user: string;
  readonly password: string;
  readonly method: string;
  /** Path and query of the request. */
  readonly uri: string;
  /** How often this nonce was used, from 1. */
  readonly count: number;
  readonly cnonce: string;
}

function quoted(text: string): string {
  return text.replace(/["\\]/g, mark => `\\${mark}`);
}

/** The Authorization header for a Digest challenge; `md5` answers lower-case hex. */
export function digestHeader(answer: DigestAnswer, md5: (text: string) => string): string {
  const { challenge, user, password, method, uri, count, cnonce } = answer;
  const { realm, nonce, opaque } = challenge;
  const nc = count.toString(16).padStart(8, '0');
  const ha1 = md5(`${user}:${realm}:${password}`);
  const response = md5(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
  return `Digest username="${quoted(user)}", realm="${quoted(realm)}", nonce="${nonce}", uri="${uri}", algorithm=MD5, qop=auth, nc=${nc}, cnonce="${cnonce}", response="${response}", opaque="${opaque}"`;
}

/** The Authorization header of Basic (RFC 7617, UTF-8). */
export function basicHeader(user: string, password: string): string {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}`;
}
