/** Outcomes of calls to phones outside. */

import { knownForms } from '../numbers.ts';

/** Milliseconds count from when the phone begins to ring; causes are those of 24.008 10.5.4.11. */
export type CallOutcome =
  /** `talk`: the phone hangs up so long after it answered; `drop`: the network loses the call then (cause 41). */
  | {
      readonly kind: 'answer';
      readonly milliseconds?: number;
      readonly talk?: number;
      readonly drop?: number;
    }
  /** Rings so long, then the network gives up (19). Default 30 s. */
  | { readonly kind: 'noAnswer'; readonly milliseconds?: number }
  /** Declined by hand after ringing so long (21). */
  | { readonly kind: 'reject'; readonly milliseconds?: number }
  /** Never rings: busy (17), switched off (27), or for any cause. */
  | { readonly kind: 'busy' | 'unreachable' }
  | { readonly kind: 'refuse'; readonly cause: number };

/** The first rule that matches decides. */
export interface CallRule {
  readonly match?: { readonly to?: string; readonly toPrefix?: string; readonly from?: string };
  /** How many calls it is for; then it is over. */
  readonly times?: number;
  readonly outcome: CallOutcome;
}

/** Where no rule matches. */
const otherwise: CallOutcome = { kind: 'answer' };

/** Rules for calls to phones outside. The first one that matches decides. */
export interface CallRules {
  /** The outcome of this call; counts it. */
  outcome(from: string, to: string): CallOutcome;
  list(): readonly CallRule[];
  set(rules: readonly CallRule[]): void;
}

/** Without rules every call is answered. */
export function createCallRules(): CallRules {
  let rules: { rule: CallRule; left: number }[] = [];
  return {
    outcome(from, to) {
      const found = rules.find(({ rule, left }) => left > 0 && matches(rule, from, to));
      if (found === undefined) return otherwise;
      found.left -= 1;
      return found.rule.outcome;
    },
    list: () =>
      rules.map(({ rule, left }) =>
        rule.times === undefined ? rule : { ...rule, times: Math.max(left, 0) },
      ),
    set(next) {
      rules = next.map(rule => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }));
    },
  };
}

function matches({ match = {} }: CallRule, from: string, to: string): boolean {
  const forms = knownForms(to);
  const { to: wanted, toPrefix, from: origin } = match;
  return (
    (wanted === undefined || knownForms(wanted).some(form => forms.includes(form))) &&
    (toPrefix === undefined || forms.some(form => form.startsWith(toPrefix))) &&
    (origin === undefined || origin === from)
  );
}
