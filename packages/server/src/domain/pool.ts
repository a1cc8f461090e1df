/** A pool: the SIMs that may carry a message, and the rules for choosing among them. */
import type { SimLimits } from './gateway.ts';

/** Which SIMs belong to a pool. A SIM belongs that one of the lists names; no list at all: every SIM. */
export interface PoolMembers {
  readonly sims?: readonly string[];
  readonly gateways?: readonly string[];
  /** Of the SIM, or of its gateway. */
  readonly tags?: readonly string[];
}

/** Sends what it matches over SIMs with the tag. The first rule that matches counts. */
export interface PoolRule {
  /** Of the recipient in E.164, as `+4915`. */
  readonly prefix?: string;
  /** ISO 3166-1 alpha-2 of the recipient's number. */
  readonly country?: string;
  /** SIMs that may carry it. */
  readonly tag: string;
}

/** The rule for a doubt that nothing settles: `hold` as unknown, or `resend`, which may send twice. */
export type DoubtRule = 'hold' | 'resend';

/** The pace of the SIMs of a pool. */
export interface PoolPacing {
  /** Between two messages of a SIM, in milliseconds. */
  readonly gapMs: number;
  /** Up to this much more, by chance. */
  readonly jitterMs: number;
}

/** Words that a recipient may answer with, compared without case; each list in any language. */
export interface PoolKeywords {
  readonly stop: readonly string[];
  readonly start: readonly string[];
  readonly help: readonly string[];
}

/** A set of SIMs with rules: who belongs to it, whom it may send to, which SIM carries what, and how fast. */
export interface Pool {
  /** Its name: letters, digits, `-` and `_`. */
  readonly id: string;
  /** Numbers without + are read as of this country (ISO 3166-1 alpha-2); "": only international ones are taken. */
  readonly country: string;
  /** Countries that may be sent to; absent: all. */
  readonly allowedCountries?: readonly string[];
  readonly members: PoolMembers;
  readonly rules: readonly PoolRule[];
  readonly order: 'least_used' | 'cheapest';
  /** A recipient keeps the SIM that it knows, while that may send. */
  readonly sticky: boolean;
  readonly doubt: DoubtRule;
  /** Of each of its SIMs that has none of its own. */
  readonly limits: SimLimits;
  readonly pacing: PoolPacing;
  /** Hand-offs of one message that were surely not taken, before it fails. */
  readonly mostAttempts: number;
  /** Of messages that name none, in seconds; absent: they do not expire. */
  readonly validity?: number;
  readonly keywords: PoolKeywords;
}

/** The pool that is there from the first start and takes every SIM. */
export const DEFAULT_POOL = 'default';

/** A pool of every SIM with what is usual. */
export function usualPool(id: string): Pool {
  return {
    id,
    country: '',
    members: {},
    rules: [],
    order: 'least_used',
    sticky: false,
    doubt: 'hold',
    limits: {},
    pacing: { gapMs: 0, jitterMs: 0 },
    mostAttempts: 10,
    keywords: {
      stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
      start: ['START', 'UNSTOP'],
      help: ['HELP'],
    },
  };
}
