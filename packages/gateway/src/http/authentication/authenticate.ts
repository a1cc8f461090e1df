/** Decides who asks: Digest always, Basic where it is on. */

import { timingSafeEqual } from 'node:crypto';
import { digestChallenge, isRightDigest, parseDigest, sameHex } from './digest.ts';
import { createNonces, type Nonces } from './nonce.ts';
import { ha1Of, REALM, type Users } from './users.ts';

export type Verdict =
  | { readonly kind: 'right'; readonly user: string }
  /** No credentials: not a failure, whoever asks. */
  | { readonly kind: 'none' }
  /** The right response to a nonce that is old or of another process. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'wrong'; readonly user: string };

export interface Authenticator {
  /** `target` is the request target with its query. */
  judge(authorization: string | undefined, method: string, target: string): Verdict;
  /** The values of WWW-Authenticate, Digest first: some clients take the first they can. */
  challenges(stale: boolean): string[];
}

export interface AuthenticatorOptions {
  readonly users: Users;
  readonly basic: boolean;
  /** In seconds. */
  readonly nonceLifetime: number;
  readonly acceptAnyNonce: boolean;
  readonly monotonic: () => number;
  readonly randomBytes: (size: number) => Buffer;
}

/** One client spells its header one way; a few are enough. */
const MOST_RIGHT_HEADERS = 8;

function basicParts(encoded: string): { user: string; password: string } {
  const text = Buffer.from(encoded.trim(), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0
    ? { user: text, password: '' }
    : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Headers that were right, so that a client on Basic costs no hash for each request, as long as the user keeps the password. */
function createRightHeaders(users: Users) {
  const known: { readonly bytes: Buffer; readonly verdict: Verdict; readonly ha1: string | undefined }[] = [];
  return {
    find(authorization: string): Verdict | undefined {
      const bytes = Buffer.from(authorization, 'utf8');
      for (const { bytes: right, verdict, ha1 } of known) {
        if (bytes.length !== right.length || !timingSafeEqual(bytes, right)) continue;
        if (verdict.kind === 'right' && users.get(verdict.user) === ha1) return verdict;
      }
      return undefined;
    },
    add(authorization: string, verdict: Verdict): void {
      if (verdict.kind !== 'right') return;
      if (known.length === MOST_RIGHT_HEADERS) known.shift();
      known.push({ bytes: Buffer.from(authorization, 'utf8'), verdict, ha1: users.get(verdict.user) });
    },
  };
}

interface Judge {
  readonly users: Users;
  readonly nonces: Nonces;
  readonly acceptAnyNonce: boolean;
  /** Stands in for an unknown user's HA1, so that both take the same time. */
  readonly nobody: string;
}

function judgeBasic({ users, nobody }: Judge, encoded: string): Verdict {
  const { user, password } = basicParts(encoded);
  const right = sameHex(ha1Of(user, password), users.get(user) ?? nobody);
  return right && users.has(user) ? { kind: 'right', user } : { kind: 'wrong', user };
}

function judgeDigest(judge: Judge, text: string, method: string, target: string): Verdict {
  const credentials = parseDigest(text);
  if (credentials === undefined) return { kind: 'wrong', user: '' };
  const { username: user, nonce } = credentials;
  const right = isRightDigest(credentials, judge.users.get(user) ?? judge.nobody, method, target);
  if (!right || !judge.users.has(user)) return { kind: 'wrong', user };
  return judge.acceptAnyNonce || judge.nonces.isFresh(nonce) ? { kind: 'right', user } : { kind: 'stale' };
}

/** Makes the judge of the Authorization header. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { users, basic, nonceLifetime, acceptAnyNonce, monotonic, randomBytes } = options;
  const nonces = createNonces({ lifetime: nonceLifetime, monotonic, randomBytes });
  const judge = { users, nonces, acceptAnyNonce, nobody: randomBytes(16).toString('hex') };
  const rightHeaders = createRightHeaders(users);
  const judgeFirstBasic = (authorization: string, encoded: string): Verdict => {
    const verdict = judgeBasic(judge, encoded);
    rightHeaders.add(authorization, verdict);
    return verdict;
  };
  return {
    judge(authorization, method, target) {
      if (authorization === undefined || authorization.trim() === '') return { kind: 'none' };
      const blank = authorization.indexOf(' ');
      const scheme = authorization.slice(0, blank < 0 ? undefined : blank).toLowerCase();
      const rest = blank < 0 ? '' : authorization.slice(blank + 1);
      if (scheme === 'digest') return judgeDigest(judge, rest, method, target);
      if (scheme === 'basic' && basic) {
        return rightHeaders.find(authorization) ?? judgeFirstBasic(authorization, rest);
      }
      // A scheme we never offered tries nothing: it is asked again, not punished.
      return { kind: 'none' };
    },
    challenges: stale => [
      digestChallenge(nonces.make(), stale),
      ...(basic ? [`Basic realm="${REALM}"`] : []),
    ],
  };
}
