/** Decides who asks: Digest and tokens always, Basic where it is on. */
import { timingSafeEqual } from 'node:crypto';
import type { Role } from '@simgate/api/endpoint';
import {
  type DigestCredentials,
  digestChallenge,
  judgeDigest,
  parseDigest,
  prefixTakenOff,
  sameHex,
} from './digest.ts';
import { Nonces } from './nonce.ts';
import { readingsOf, textOfOctets } from './octets.ts';
import type { Tokens } from './tokens.ts';
import { digestsOf, REALM, type User, type Users } from './users.ts';

/** Who asks, and what he may do. */
export interface Caller {
  readonly user: string;
  readonly role: Role;
  /** The digest of the session of a signed-in person; absent with other credentials. */
  readonly session?: string;
}

export type Verdict =
  | { readonly kind: 'right'; readonly caller: Caller }
  /** The right response to a nonce that is old, used or of another process. */
  | { readonly kind: 'stale' }
  /** The right response for a path that a proxy has changed; `prefix` is what it seems to take off, "" where that is not known. */
  | { readonly kind: 'otherPath'; readonly prefix: string }
  | { readonly kind: 'wrong' };

interface BasicCredentials {
  readonly user: string;
  readonly scheme: 'basic';
  readonly header: string;
  readonly octets: Buffer;
  /** Of a header that was right before: whose it was then. */
  readonly before?: { readonly name: string; readonly user: User; readonly verdict: Verdict };
}

/** The credentials of an Authorization header, unchecked. */
export type Credentials =
  | BasicCredentials
  | { readonly user: string; readonly scheme: 'digest'; readonly digest: DigestCredentials | undefined }
  | { readonly user: string; readonly scheme: 'bearer'; readonly token: string };

export interface AuthenticatorOptions {
  readonly users: Users;
  readonly tokens: Pick<Tokens, 'find'>;
  readonly basic: boolean;
  /** In seconds. */
  readonly nonceLifetime: number;
  readonly acceptAnyNonce: boolean;
  /** The prefix that a proxy removes from every path; "": none. */
  readonly pathPrefix: string;
  readonly monotonic: () => number;
  readonly randomBytes: (size: number) => Buffer;
}

const wrong: Verdict = { kind: 'wrong' };

/** Basic headers that were right, so that a client on Basic costs no hash for each request, as long as the user is the same. */
class RightHeaders {
  /** One client spells its header one way; a few are enough. */
  static readonly #most = 8;
  readonly #known: { readonly octets: Buffer; readonly credentials: BasicCredentials }[] = [];

  find(header: string): BasicCredentials | undefined {
    return this.#known.find(
      ({ octets: right }) =>
        header.length === right.length && timingSafeEqual(Buffer.from(header, 'latin1'), right),
    )?.credentials;
  }

  add(credentials: BasicCredentials): void {
    if (this.#known.length === RightHeaders.#most) this.#known.shift();
    this.#known.push({ octets: Buffer.from(credentials.header, 'latin1'), credentials });
  }
}

function nameOf(pair: string): string {
  const colon = pair.indexOf(':');
  return (colon < 0 ? pair : pair.slice(0, colon)).normalize('NFC');
}

function passwordOf(pair: string): string {
  const colon = pair.indexOf(':');
  return colon < 0 ? '' : pair.slice(colon + 1);
}

/** Reads and checks the header Authorization. */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #nonces: Nonces;
  readonly #rightHeaders = new RightHeaders();
  /** Stands in for an unknown user, so that both take the same time. */
  readonly #nobody: User;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
    const { nonceLifetime: lifetime, monotonic, randomBytes } = options;
    this.#nonces = new Nonces({ lifetime, monotonic, randomBytes });
    this.#nobody = { role: 'viewer', digests: [randomBytes(16).toString('hex')], short: false };
  }

  /** Undefined where there are no credentials, or of a scheme that was never offered: that tries nothing. */
  read(authorization: string | undefined): Credentials | undefined {
    if (authorization === undefined) return undefined;
    const header = authorization.trim();
    // Read already: most requests of a client on Basic bring the same header.
    const known = this.#rightHeaders.find(header);
    if (known !== undefined) return known;
    const blank = header.indexOf(' ');
    const scheme = header.slice(0, blank < 0 ? undefined : blank).toLowerCase();
    const rest = blank < 0 ? '' : header.slice(blank + 1).trim();
    if (scheme === 'digest') {
      const digest = parseDigest(rest);
      return { scheme, digest, user: (digest?.username ?? '').normalize('NFC') };
    }
    if (scheme === 'bearer') return { scheme, token: rest, user: '' };
    if (scheme !== 'basic' || !this.#options.basic) return undefined;
    const octets = Buffer.from(rest, 'base64');
    return { scheme, header, octets, user: nameOf(textOfOctets(octets)) };
  }

  /** `target` is the request target with its query. */
  check(credentials: Credentials, method: string, target: string): Verdict {
    switch (credentials.scheme) {
      case 'basic':
        return this.#checkBasic(credentials);
      case 'digest':
        return this.#checkDigest(credentials.digest, method, target);
      case 'bearer': {
        const caller = this.#options.tokens.find(credentials.token);
        return caller === undefined ? wrong : { kind: 'right', caller };
      }
    }
  }

  /**
   * Whether these credentials cannot be a guess: a token that is right, which is too long to be guessed, or Digest with a nonce that its user
   * proved before. Basic has nothing like that.
   */
  isBeyondGuessing(credentials: Credentials): boolean {
    if (credentials.scheme === 'bearer') return this.#options.tokens.find(credentials.token) !== undefined;
    if (credentials.scheme !== 'digest' || credentials.digest === undefined) return false;
    return this.#nonces.isProven(credentials.digest.nonce, credentials.user);
  }

  /**
   * The values of WWW-Authenticate, Digest first: some clients take the first they can. `stale`: the user whose response was right for a
   * nonce that is over; undefined where there was none.
   */
  challenges(stale: string | undefined): string[] {
    return [
      digestChallenge(this.#nonces.make(stale), stale !== undefined),
      ...(this.#options.basic ? [`Basic realm="${REALM}"`] : []),
    ];
  }

  #checkBasic(credentials: BasicCredentials): Verdict {
    const { users } = this.#options;
    const { before } = credentials;
    if (before !== undefined && users.get(before.name) === before.user) return before.verdict;
    for (const reading of readingsOf(credentials.octets)) {
      const name = nameOf(reading);
      const user = users.get(name);
      const tried = digestsOf(name, passwordOf(reading));
      const right = (user ?? this.#nobody).digests.filter(ha1 => tried.some(one => sameHex(one, ha1)));
      if (user === undefined || right.length === 0) continue;
      const verdict: Verdict = { kind: 'right', caller: { user: name, role: user.role } };
      this.#rightHeaders.add({ ...credentials, before: { name, user, verdict } });
      return verdict;
    }
    return wrong;
  }

  #checkDigest(digest: DigestCredentials | undefined, method: string, target: string): Verdict {
    if (digest === undefined) return wrong;
    const { users, acceptAnyNonce, pathPrefix: prefix } = this.#options;
    const name = digest.username.normalize('NFC');
    const user = users.get(name);
    const verdict = judgeDigest(digest, (user ?? this.#nobody).digests, { method, target, prefix });
    if (verdict === 'wrong' || user === undefined) return wrong;
    if (verdict === 'otherPath') return { kind: 'otherPath', prefix: prefixTakenOff(digest, target) ?? '' };
    if (!acceptAnyNonce && !this.#nonces.take(digest.nonce, digest.qop === '' ? '' : digest.nc, name))
      return { kind: 'stale' };
    return { kind: 'right', caller: { user: name, role: user.role } };
  }
}
