/** Parameters of an extended command (V.250 5.4.2): decimals, quoted strings, or left out. */

/** One value between commas. */
export type Parameter =
  | { readonly kind: 'omitted' }
  /** `text` as typed: leading zeros count in a PIN or a number to call. */
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  /** `text` without its quotes; characters are octets 0..255 as the terminal sent them. */
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'other'; readonly text: string };

const omitted: Parameter = { kind: 'omitted' };

/** Values in order; none for an empty argument. Never fails: what is no number and no string is `other`. */
export function parseParameters(argument: string): readonly Parameter[] {
  if (argument.trim() === '') return [];
  if (!argument.includes('"')) return argument.split(',').map(parseParameter);
  return splitOutsideQuotes(argument).map(parseParameter);
}

function splitOutsideQuotes(argument: string): string[] {
  const parts: string[] = [];
  let quoted = false;
  let start = 0;
  for (let at = 0; at < argument.length; at += 1) {
    if (argument[at] === '"') quoted = !quoted;
    if (argument[at] !== ',' || quoted) continue;
    parts.push(argument.slice(start, at));
    start = at + 1;
  }
  parts.push(argument.slice(start));
  return parts;
}

function parseParameter(raw: string): Parameter {
  const text = raw.trim();
  if (text === '') return omitted;
  if (/^\d{1,9}$/.test(text)) return { kind: 'number', value: Number(text), text };
  if (text.startsWith('"') && text.endsWith('"') && text.length > 1) {
    return { kind: 'string', text: text.slice(1, -1) };
  }
  return { kind: 'other', text };
}

/** Values that a numeric parameter may have. Without `otherwise` it must be given. */
export interface NumberRule {
  readonly allowed: readonly number[] | { readonly from: number; readonly to: number };
  readonly otherwise?: number;
}

/** Reads numbers by position. Undefined: one is missing, no number, out of range, or there are too many. */
export function readNumbers(
  parameters: readonly Parameter[],
  rules: readonly NumberRule[],
): number[] | undefined {
  if (parameters.length > rules.length) return undefined;
  const values: number[] = [];
  for (const [position, rule] of rules.entries()) {
    const value = readNumber(parameters[position], rule);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** One number by its rule; undefined when it breaks the rule. */
export function readNumber(parameter: Parameter | undefined, rule: NumberRule): number | undefined {
  if (parameter === undefined || parameter.kind === 'omitted') return rule.otherwise;
  if (parameter.kind !== 'number') return undefined;
  return allows(rule.allowed, parameter.value) ? parameter.value : undefined;
}

function allows(allowed: NumberRule['allowed'], value: number): boolean {
  return 'from' in allowed ? value >= allowed.from && value <= allowed.to : allowed.includes(value);
}

/** A string parameter; digits typed without quotes are taken too, as modules do (`AT+CPIN=0000`). */
export function readString(parameter: Parameter | undefined): string | undefined {
  return parameter === undefined || parameter.kind === 'omitted' ? undefined : parameter.text;
}

/** The string that `readString` reads; empty where it is left out. */
export function readText(parameter: Parameter | undefined): string {
  return readString(parameter) ?? '';
}

/** True for a parameter that is absent or left empty between commas. */
export function isOmitted(parameter: Parameter | undefined): boolean {
  return parameter === undefined || parameter.kind === 'omitted';
}
