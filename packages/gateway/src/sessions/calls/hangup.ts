/** Who ended a call, and which of a port's calls may be taken or must be refused. Pure. */
import type { CallDirection, HangupParty } from './calls.ts';

/** Who asked for the end: somebody at our API, a rule of ours, or nobody here. */
export type HangupWish = 'person' | 'rule' | undefined;

/** Whoever stands on our side of an outgoing call is the calling party, of an incoming one the called party. */
export function partyOf(direction: CallDirection, wish: HangupWish, lost: boolean): HangupParty {
  if (lost || wish === 'rule') return 'gateway';
  const ours = direction === 'outgoing' ? 'calling' : 'called';
  const theirs = direction === 'outgoing' ? 'called' : 'calling';
  return wish === 'person' ? ours : theirs;
}
