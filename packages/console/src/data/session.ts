/** Who is signed in. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { client, Fault, onSignedOut, reply } from './api.ts';
import { setGatewayTime } from './clock.ts';
import { startLive, stopLive } from './live.ts';
import { Observable } from './observable.ts';

/** Who is signed in, with the role, and what the gateway offers. */
export type Who = ReplyOf<Contract['get_session']>;

/** `unknown` until the gateway has answered whether the cookie is still valid. */
export type SessionState =
  | { readonly kind: 'unknown' }
  /** `ended`: somebody was signed in, and the session has ended; `user` is who. */
  | { readonly kind: 'out'; readonly ended: boolean; readonly user: string }
  | { readonly kind: 'in'; readonly who: Who };

/** The state of the session; "unknown" until the first answer of the gateway. */
export const session = new Observable<SessionState>({ kind: 'unknown' });

function enter(who: Who): void {
  setGatewayTime(who.time);
  session.set({ kind: 'in', who });
  startLive();
}

function leave(ended: boolean): void {
  const before = session.get();
  stopLive();
  session.set({ kind: 'out', ended, user: before.kind === 'in' ? before.who.user : '' });
}

// Several requests may hear of one end; before the first answer nobody was in.
onSignedOut(() => session.get().kind === 'in' && leave(true));

/** A link that is good once, as the gateway prints at its start: `#token=...`. It does not stay in the address. */
function takeToken(): string | undefined {
  const token = /^#token=([\w.~-]{1,200})$/.exec(location.hash)?.[1];
  if (token !== undefined) history.replaceState(null, '', '#/');
  return token;
}

/**
 * At the start of the page: by the link, else by the cookie of before.
 * A gateway that cannot be reached is asked again every two seconds. A link that is used up falls back to the cookie.
 * It never rejects: the outcome stands in `session`.
 */
export async function resume(): Promise<void> {
  const token = takeToken();
  try {
    if (token !== undefined) enter(await reply(client.createSession({ token })));
    else enter(await reply(client.getSession()));
  } catch (error) {
    if (token !== undefined && !(error instanceof Fault && error.unreachable)) await resume();
    else if (error instanceof Fault && error.unreachable) setTimeout(() => void resume(), 2000);
    else leave(false);
  }
}

/** @throws Fault where user and password are wrong, or there were too many tries */
export async function signIn(user: string, password: string): Promise<void> {
  const result = await client.createSession({ user, password });
  if (!result.ok) throw new Fault(result.error);
  enter(result.reply);
}

/**
 * Ends the session at the gateway and here.
 * The page forgets the session also where the gateway does not answer.
 */
export async function signOut(): Promise<void> {
  await client.deleteSession();
  leave(false);
}
