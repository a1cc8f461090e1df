/** What follows a try to push an event (contract, section 13). Pure. */
import { type Trying, untroubled } from './target.ts';

/** `failed`: no answer, or one that does not mean this event for good. */
export type PostOutcome =
  | { readonly kind: 'accepted'; readonly status: number }
  | { readonly kind: 'rejected'; readonly status: number }
  | { readonly kind: 'failed'; readonly status: number; readonly reason: string };

/** Codes that ask for another time: Request Timeout, Too Early, Too Many Requests. */
const askAgain = new Set([408, 425, 429]);

export function outcomeOf(status: number): PostOutcome {
  if (status >= 200 && status < 300) return { kind: 'accepted', status };
  if (status >= 400 && status < 500 && !askAgain.has(status)) return { kind: 'rejected', status };
  return { kind: 'failed', status, reason: `the target answered ${status}` };
}

/** Tries of an event that the target rejects. */
const MOST_REJECTIONS = 3;

export type Decision =
  /** On to the next event. */
  | { readonly kind: 'next' }
  /** The event goes on the given-up list, then on to the next. */
  | { readonly kind: 'giveUp'; readonly reason: string }
  /** The same event again, after a delay. */
  | { readonly kind: 'wait' };

export interface Step {
  readonly trying: Trying;
  readonly decision: Decision;
}

function afterRejection({ rejections }: Trying, status: number): Step {
  const count = rejections + 1;
  const trouble = `the target answered ${status}`;
  if (count < MOST_REJECTIONS) {
    // It answers, so it is not dead: only this event is in question.
    const trying = { failures: count, rejections: count, failingSince: undefined, trouble };
    return { trying, decision: { kind: 'wait' } };
  }
  const reason = `${trouble} ${count} times`;
  return { trying: { ...untroubled, trouble }, decision: { kind: 'giveUp', reason } };
}

/** `now` is steady time. */
export function afterPost(trying: Trying, outcome: PostOutcome, now: number): Step {
  switch (outcome.kind) {
    case 'accepted':
      return { trying: untroubled, decision: { kind: 'next' } };
    case 'rejected':
      return afterRejection(trying, outcome.status);
    case 'failed': {
      const failingSince = trying.failingSince ?? now;
      const { reason: trouble } = outcome;
      const after = { ...trying, failures: trying.failures + 1, failingSince, trouble };
      return { trying: after, decision: { kind: 'wait' } };
    }
  }
}

/**
 * Whether an event's time is over: the target has failed for `limit` milliseconds, and the event has waited as long. Time
 * when the target was not tried, because the gateway was off, is not held against either.
 */
export function isOver({ failingSince }: Trying, eventSteady: number, now: number, limit: number): boolean {
  return failingSince !== undefined && now - Math.max(failingSince, eventSteady) >= limit;
}

export interface Pace {
  /** Milliseconds before the second try. */
  readonly first: number;
  readonly maximum: number;
}

/** Milliseconds before the next try: doubled each time, up to the maximum; a part of it is chance, so that targets do not beat in time. */
export function delayOf({ failures }: Trying, { first, maximum }: Pace, random: number): number {
  const grown = Math.min(maximum, first * 2 ** Math.min(Math.max(failures - 1, 0), 40));
  return grown * (0.5 + random / 2);
}
