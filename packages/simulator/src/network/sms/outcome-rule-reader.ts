/** Outcome rules as they come in JSON, read with errors that name the member, what was found and what is allowed. */

import type {
  OutcomeAnswer,
  OutcomeDelivery,
  OutcomeMatch,
  OutcomeRule,
  ReportStep,
} from './outcome-rules.ts';

/** Rules, or the first fault with the name of its member. */
export type RulesResult =
  | { readonly ok: true; readonly rules: readonly OutcomeRule[] }
  | { readonly ok: false; readonly error: string };

/** A member that is not as it must be. Stays inside this file. */
class RuleFault extends Error {}

type Members = Readonly<Record<string, unknown>>;

/** Reads a list of rules. The error names the member, as in `rules[1].answer.cause: 300 is not an integer from 1 to 127`. */
export function readOutcomeRules(value: unknown): RulesResult {
  try {
    return { ok: true, rules: list(value, 'rules').map((rule, at) => readRule(rule, `rules[${at}]`)) };
  } catch (error) {
    if (error instanceof RuleFault) return { ok: false, error: error.message };
    throw error;
  }
}

function readRule(value: unknown, name: string): OutcomeRule {
  const rule = members(value, name, ['match', 'times', 'answer', 'delivery', 'reports']);
  return {
    ...optional(rule, 'match', name, readMatch),
    ...optional(rule, 'times', name, (times, member) => integer(times, member, 0, Number.MAX_SAFE_INTEGER)),
    ...optional(rule, 'answer', name, readAnswer),
    ...optional(rule, 'delivery', name, readDelivery),
    ...optional(rule, 'reports', name, readReports),
  };
}

function readMatch(value: unknown, name: string): OutcomeMatch {
  const match = members(value, name, ['to', 'toPrefix', 'from']);
  return {
    ...optional(match, 'to', name, text),
    ...optional(match, 'toPrefix', name, text),
    ...optional(match, 'from', name, text),
  };
}

function readAnswer(value: unknown, name: string): OutcomeAnswer {
  const kind = kindOf(value, name, ['acknowledge', 'refuse', 'silence']);
  if (kind === 'refuse') return readRefusal(value, name);
  if (kind === 'silence') {
    const { carried } = members(value, name, ['kind', 'carried']);
    return { kind, carried: truth(carried, `${name}.carried`) };
  }
  members(value, name, ['kind']);
  return { kind: 'acknowledge' };
}

function readRefusal(value: unknown, name: string): OutcomeAnswer {
  const answer = members(value, name, ['kind', 'cause', 'failureCause']);
  return {
    kind: 'refuse',
    cause: integer(answer.cause, `${name}.cause`, 1, 127), // 24.011 8.2.5.4
    // 23.040 9.2.3.22: values below 0x80 are reserved.
    ...optional(answer, 'failureCause', name, (cause, member) => integer(cause, member, 128, 255)),
  };
}

function readDelivery(value: unknown, name: string): OutcomeDelivery {
  const kind = kindOf(value, name, ['deliver', 'late', 'never']);
  if (kind === 'late') {
    const { milliseconds } = members(value, name, ['kind', 'milliseconds']);
    return { kind, milliseconds: duration(milliseconds, `${name}.milliseconds`) };
  }
  members(value, name, ['kind']);
  return { kind: kind === 'never' ? 'never' : 'deliver' };
}

function readReports(value: unknown, name: string): readonly ReportStep[] {
  return list(value, name).map((step, at) => readReportStep(step, `${name}[${at}]`));
}

function readReportStep(value: unknown, name: string): ReportStep {
  const { status, when } = members(value, name, ['status', 'when']);
  return { status: integer(status, `${name}.status`, 0, 255), when: readWhen(when, `${name}.when`) };
}

function readWhen(value: unknown, name: string): ReportStep['when'] {
  if (value === 'before-answer' || value === 'delivered') return value;
  if (typeof value === 'string') throw fault(name, value, '"before-answer", "delivered" or an object');
  const { afterMilliseconds } = members(value, name, ['afterMilliseconds']);
  return { afterMilliseconds: duration(afterMilliseconds, `${name}.afterMilliseconds`) };
}

function fault(name: string, found: unknown, allowed: string): RuleFault {
  return new RuleFault(`${name}: ${JSON.stringify(found) ?? 'nothing'} is not ${allowed}`);
}

function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw fault(name, value, 'a list');
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function members(value: unknown, name: string, known: readonly string[]): Members {
  if (!isMembers(value)) throw fault(name, value, 'an object');
  const unknown = Object.keys(value).find(member => !known.includes(member));
  if (unknown === undefined) return value;
  throw new RuleFault(`${name}.${unknown}: no such member; there are ${known.join(', ')}`);
}

function kindOf(value: unknown, name: string, kinds: readonly string[]): string {
  const kind = isMembers(value) ? value.kind : undefined;
  if (typeof kind === 'string' && kinds.includes(kind)) return kind;
  throw fault(`${name}.kind`, kind, `one of ${kinds.join(', ')}`);
}

/** The member as an object to spread, or nothing when it is left out. */
function optional<Name extends string, Value>(
  from: Members,
  member: Name,
  name: string,
  read: (value: unknown, name: string) => Value,
): { readonly [Key in Name]?: Value } {
  const value = from[member];
  if (value === undefined) return {};
  const found: { [Key in Name]?: Value } = {};
  found[member] = read(value, `${name}.${member}`);
  return found;
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw fault(name, value, 'a text');
}

function truth(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value;
  throw fault(name, value, 'true or false');
}

function integer(value: unknown, name: string, minimum: number, maximum: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum)
    return value;
  throw fault(name, value, `an integer from ${minimum} to ${maximum}`);
}

function duration(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw fault(name, value, 'a number of milliseconds from 0');
}
