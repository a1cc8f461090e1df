/** The fate of a submitted message, chosen by destination, per sender, and for the next so many. */

import { knownForms } from '../numbers.ts';

/** Which submits a rule is for; a member left out matches all. */
export interface OutcomeMatch {
  /** The whole destination number. */
  readonly to?: string;
  /** How the destination number begins. */
  readonly toPrefix?: string;
  /** The sender, by IMSI or by number. */
  readonly from?: string;
}

/** The answer to a submit: RP-ACK, RP-ERROR with its cause (24.011 8.2.5.4), or none. */
export type OutcomeAnswer =
  /** RP-ACK. */
  | { readonly kind: 'acknowledge' }
  /** RP-ERROR with its cause (24.011 8.2.5.4), 1..127, and perhaps TP-FCS (23.040 9.2.3.22), 128..255; not carried. */
  | { readonly kind: 'refuse'; readonly cause: number; readonly failureCause?: number }
  /** No answer comes. `carried`: the message was taken all the same, as when an RP-ACK is lost. */
  | { readonly kind: 'silence'; readonly carried: boolean };

/** The fate of the message after the answer. */
export type OutcomeDelivery =
  | { readonly kind: 'deliver' }
  /** Tried only after so many milliseconds. */
  | { readonly kind: 'late'; readonly milliseconds: number }
  /** Never tried; ends with the validity, or with a report step that ends it. */
  | { readonly kind: 'never' };

/** One status report of a plan. */
export interface ReportStep {
  /** TP-ST, 0..255 (23.040 9.2.3.15). */
  readonly status: number;
  /** Before the answer to the submit, on delivery, or so long after the service centre took the message. */
  readonly when: 'before-answer' | 'delivered' | { readonly afterMilliseconds: number };
}

/**
 * One rule. What it leaves out happens as in a plain network: RP-ACK, delivery, one report when the message is settled.
 * A message that asks for no status report gets none, whatever the plan.
 */
export interface OutcomeRule {
  readonly match?: OutcomeMatch;
  /** For the next so many matching submits; left out: for all. */
  readonly times?: number;
  readonly answer?: OutcomeAnswer;
  readonly delivery?: OutcomeDelivery;
  /** All reports there will be; an empty list: none. */
  readonly reports?: readonly ReportStep[];
}

/** Who sends to whom; numbers as in the TPDU. */
export interface SubmitParties {
  readonly to: string;
  readonly fromImsi: string;
  readonly fromNumber: string;
}

/** Rules of tests for what becomes of submits. */
export interface OutcomeRules {
  /** Puts these rules in place of all before. The first that matches a submit decides. */
  set(rules: readonly OutcomeRule[]): void;
  /** The rules still in force, with `times` counted down. */
  list(): readonly OutcomeRule[];
  /** The rule for one submit, counted as used. */
  take(parties: SubmitParties): OutcomeRule;
}

const plain: OutcomeRule = {};

/** An empty set of rules: everything is acknowledged and delivered. */
export function createOutcomeRules(): OutcomeRules {
  let rules: readonly OutcomeRule[] = [];
  return {
    set(wanted) {
      rules = wanted.filter(rule => rule.times !== 0);
    },
    list: () => rules,
    take(parties) {
      const at = rules.findIndex(rule => matches(rule.match ?? {}, parties));
      const rule = rules[at];
      if (rule === undefined) return plain;
      rules = used(rules, at, rule);
      return rule;
    },
  };
}

function used(rules: readonly OutcomeRule[], at: number, rule: OutcomeRule): readonly OutcomeRule[] {
  if (rule.times === undefined) return rules;
  return rule.times <= 1 ? rules.toSpliced(at, 1) : rules.with(at, { ...rule, times: rule.times - 1 });
}

function matches(match: OutcomeMatch, parties: SubmitParties): boolean {
  const { to, toPrefix, from } = match;
  const dialled = knownForms(parties.to);
  return (
    (to === undefined || knownForms(to).some(form => dialled.includes(form))) &&
    (toPrefix === undefined || dialled.some(form => form.startsWith(toPrefix))) &&
    (from === undefined || from === parties.fromImsi || from === parties.fromNumber)
  );
}
