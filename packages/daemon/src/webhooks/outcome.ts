/** The meaning of an answer of a target, and the decision that follows from it. Pure. */
import type { Delivery } from './delivery.ts';

export type Outcome =
  /** The target took the event. */
  | { readonly kind: 'accepted'; readonly status: number }
  /** The target refuses this event, or does so until people change something. */
  | { readonly kind: 'rejected'; readonly status: number; readonly reason: string }
  /** No answer, or one that asks for another time. `retryAfter` in milliseconds where the target names a time. */
  | {
      readonly kind: 'failed';
      readonly status: number;
      readonly reason: string;
      readonly retryAfter?: number;
    };

/** The used fields of an answer's head. */
export interface AnswerHead {
  readonly status: number;
  /** The Location header; "" where there is none. */
  readonly location: string;
  /** The Retry-After header; "" where there is none. */
  readonly retryAfter: string;
}

/** Codes that ask for another time: Request Timeout, Too Early, Too Many Requests (RFC 9110, RFC 8470, RFC 6585). */
const temporary: ReadonlySet<number> = new Set([408, 425, 429]);

/** A target cannot silence its events for longer, in milliseconds. */
const LONGEST_RETRY_AFTER = 24 * 3600_000;
/** Characters shown of a new address. */
const LONGEST_ADDRESS = 200;

/** Milliseconds that a Retry-After header asks for: seconds or a date (RFC 9110, 10.2.3). `now` is wall time. */
export function retryAfterOf(header: string, now: number): number | undefined {
  const text = header.trim().slice(0, 64);
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, LONGEST_RETRY_AFTER) : undefined;
}

function newAddress(location: string, url: string): string {
  const address = URL.canParse(location, url) ? new URL(location, url).href : location;
  return address.slice(0, LONGEST_ADDRESS);
}

/**
 * Reads the head of an answer (contract, section 13, "push outcome").
 * @param url where the event was posted to, for a new address that is given in relation to it
 * @param now wall time in milliseconds
 */
export function outcomeOf({ status, location, retryAfter }: AnswerHead, url: string, now: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'accepted', status };
  const reason = `the target answered ${status}`;
  if (status >= 300 && status < 400) {
    const moved =
      location === ''
        ? ''
        : ` with the new address ${newAddress(location, url)}; redirects are not followed, so change the URL`;
    return { kind: 'rejected', status, reason: reason + moved };
  }
  if (status >= 400 && status < 500 && !temporary.has(status)) return { kind: 'rejected', status, reason };
  const wait = retryAfterOf(retryAfter, now);
  return { kind: 'failed', status, reason, ...(wait === undefined ? {} : { retryAfter: wait }) };
}

/** Refusals after which an event is given up. */
const MOST_REJECTIONS = 3;

export interface Pace {
  /** Milliseconds before the second attempt. */
  readonly first: number;
  readonly maximum: number;
}

/**
 * Milliseconds before the next attempt. They double with each failure up to the maximum. Up to half of them is chance, so that
 * many events do not come at once.
 * @param random uniform in [0, 1)
 */
export function delayOf(failures: number, { first, maximum }: Pace, random: number): number {
  const grown = Math.min(maximum, first * 2 ** Math.min(Math.max(failures - 1, 0), 40));
  return grown * (0.5 + random / 2);
}

/** The circumstances of a failed attempt; times are steady. */
export interface Circumstances {
  readonly now: number;
  /** When this run began: the time before it was not spent on trying. */
  readonly started: number;
  /** Whether the target refuses or fails nothing but this event, as far as is known. */
  readonly alone: boolean;
  /** When the target last took an event; undefined where it has not in this run. */
  readonly lastAccepted: number | undefined;
  /** Milliseconds after which an event is given up. */
  readonly giveUpAfter: number;
}

export type Decision =
  | { readonly kind: 'giveUp'; readonly delivery: Delivery; readonly reason: string }
  /** Another attempt later. */
  | { readonly kind: 'retry'; readonly delivery: Delivery };

/** A refusal speaks against the event only while the target takes others. Else the target as a whole is at fault. */
function countsAgainstEvent({ rejections, lastAttempt }: Delivery, circumstances: Circumstances): boolean {
  const { alone, lastAccepted } = circumstances;
  return rejections === 0 || alone || (lastAccepted !== undefined && lastAccepted >= lastAttempt);
}

function timeSpent({ attempts, failingFor, lastAttempt }: Delivery, { now, started }: Circumstances): number {
  return attempts === 0 ? 0 : failingFor + Math.max(0, now - Math.max(lastAttempt, started));
}

/** Decides what follows for an event that the target did not take. */
export function afterFailure(
  before: Delivery,
  outcome: Exclude<Outcome, { readonly kind: 'accepted' }>,
  circumstances: Circumstances,
): Decision {
  const { now, giveUpAfter } = circumstances;
  const rejected = outcome.kind === 'rejected';
  const delivery: Delivery = {
    ...before,
    attempts: before.attempts + 1,
    rejections: before.rejections + (rejected && countsAgainstEvent(before, circumstances) ? 1 : 0),
    failingFor: timeSpent(before, circumstances),
    lastAttempt: now,
    trouble: outcome.reason,
  };
  if (rejected) {
    return delivery.rejections >= MOST_REJECTIONS
      ? { kind: 'giveUp', delivery, reason: `${outcome.reason} (${MOST_REJECTIONS} times)` }
      : { kind: 'retry', delivery };
  }
  return delivery.failingFor >= giveUpAfter
    ? { kind: 'giveUp', delivery, reason: outcome.reason }
    : { kind: 'retry', delivery };
}
