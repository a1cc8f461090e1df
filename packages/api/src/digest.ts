/** The client's side of Digest access authentication (RFC 7616 with MD5), for programs; browsers do it themselves. */

/** What a 401 asks for. */
export interface Challenge {
  readonly scheme: 'digest' | 'basic';
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string;
  readonly stale: boolean;
}

const SCHEME_START = /(?:^|,\s*)(Digest|Basic)\s+/gi;
const PARAMETER = /([A-Za-z]+)\s*=\s*(?:"([^"]*)"|([^\s,]*))/g;

function parametersOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(PARAMETER)].map(([, name = '', quoted, bare = '']) => [
      name.toLowerCase(),
      quoted ?? bare,
    ]),
  );
}

function challengeOf(scheme: string, text: string): Challenge {
  const found = parametersOf(text);
  return {
    scheme: scheme.toLowerCase() === 'digest' ? 'digest' : 'basic',
    realm: found.get('realm') ?? '',
    nonce: found.get('nonce') ?? '',
    opaque: found.get('opaque') ?? '',
    stale: found.get('stale')?.toLowerCase() === 'true',
  };
}

/** Reads WWW-Authenticate; several challenges may stand in one header, or be joined by `fetch`. */
export function parseChallenges(header: string): Challenge[] {
  const starts = [...header.matchAll(SCHEME_START)];
  return starts.map((start, index) =>
    challengeOf(start[1] ?? '', header.slice(start.index + start[0].length, starts[index + 1]?.index)),
  );
}

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

/** The Authorization header for a Digest challenge; `md5` answers lower-case hex. */
export function digestHeader(answer: DigestAnswer, md5: (text: string) => string): string {
  const { challenge, user, password, method, uri, count, cnonce } = answer;
  const { realm, nonce, opaque } = challenge;
  const nc = count.toString(16).padStart(8, '0');
  const ha1 = md5(`${user}:${realm}:${password}`);
  const response = md5(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
  return `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=MD5, qop=auth, nc=${nc}, cnonce="${cnonce}", response="${response}", opaque="${opaque}"`;
}

/** The Authorization header of Basic (RFC 7617, UTF-8). */
export function basicHeader(user: string, password: string): string {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`)))}`;
}
