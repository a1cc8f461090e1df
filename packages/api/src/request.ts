/** Reads and judges the parameters of an endpoint; a refusal names the field and what is wrong. */
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Endpoint } from './endpoint.ts';
import { restReader } from './wire/rest.ts';
import type { JsonSchema } from './wire/values.ts';
import { parameterReader, type RawRequest } from './wire.ts';

/** Parameters that the schema allows, or a refusal: 413 where a text is too long in octets, else 400. */
export type Judged<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: 400 | 413; readonly error: string };

interface Problem {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
}

/** `/param/0/number` as `param[0].number`. */
function nameOf(path: readonly string[]): string {
  return path.reduce(
    (name, part) => (/^\d+$/.test(part) ? `${name}[${part}]` : name === '' ? part : `${name}.${part}`),
    '',
  );
}

/** The schema of a key, or of the items of a list; undefined where the schema has none. */
function innerSchema(schema: JsonSchema, part: string): JsonSchema | undefined {
  if (schema.type === 'array') return schema.items;
  const [pattern, value] = Object.entries(schema.patternProperties ?? {})[0] ?? [];
  if (pattern !== undefined) return new RegExp(pattern, 'u').test(part) ? value : undefined;
  return schema.anyOf === undefined
    ? schema.properties?.[part]
    : schema.anyOf.map(one => innerSchema(one, part)).find(one => one !== undefined);
}

/** The schema at a path, or the deepest above it, with as much of the path as leads there. */
function schemaAt(schema: JsonSchema, path: readonly string[]): { schema: JsonSchema; known: string[] } {
  const known: string[] = [];
  let here = schema;
  for (const part of path) {
    const inner = innerSchema(here, part);
    if (inner === undefined) break;
    known.push(part);
    here = inner;
  }
  return { schema: here, known };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (here, part) =>
      typeof here === 'object' && here !== null
        ? Object.entries(here).find(([key]) => key === part)?.[1]
        : here,
    value,
  );
}

/** Of a value or a name in a sentence, in characters. */
const LONGEST_SHOWN = 40;

function cut(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

/** A value in a sentence; long ones are cut before anything else is done with them, lists and objects only named. */
function show(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'string') return cut(JSON.stringify(value.slice(0, LONGEST_SHOWN + 1)));
  return cut(JSON.stringify(value) ?? 'nothing');
}

function missingOf(problem: Problem): string | undefined {
  if (problem.keyword !== 'required' || !('requiredProperties' in problem.params)) return undefined;
  const names = problem.params.requiredProperties;
  return Array.isArray(names) ? String(names[0]) : undefined;
}

function boundsOf(least: number | undefined, most: number | undefined): string {
  const highest = most === undefined || most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`;
  return least === undefined ? '' : ` from ${least}${highest}`;
}

/** A value by its type and bounds, for items of lists that have no words of their own. */
function formOf({ type, minimum, maximum, minLength, maxLength }: JsonSchema): string {
  if (type === 'integer') return `a whole number${boundsOf(minimum, maximum)}`;
  if (type === 'number') return `a number${boundsOf(minimum, maximum)}`;
  if (type === 'boolean') return 'true or false';
  if (type !== 'string') return 'something else';
  return maxLength === undefined ? 'a text' : `a text of ${minLength ?? 0} to ${maxLength} characters`;
}

function wantedOf(schema: JsonSchema): string {
  const { description, enum: words } = schema;
  return description ?? (words === undefined ? formOf(schema) : `one of ${words.join(', ')}`);
}

function explain(schema: JsonSchema, value: unknown, problem: Problem): string {
  const path = problem.instancePath.split('/').slice(1);
  const missing = missingOf(problem);
  if (missing !== undefined) return `${nameOf([...path, missing])}: is missing or empty.`;
  const { schema: here, known } = schemaAt(schema, path);
  // Bodies of /v1 are closed: a misspelt key is refused instead of being overlooked.
  if (known.length < path.length && here.properties !== undefined)
    return `${cut(nameOf(path))}: is not known here.`;
  const wanted = wantedOf(here);
  const name = nameOf(known);
  if (here['x-secret']) return `${name}: must be ${wanted}.`;
  return `${name}: must be ${wanted}; found ${show(valueAt(value, known))}.`;
}

/** The counts that the contract answers with 413; every other problem is a 400. */
function codeOf(endpoint: Endpoint, problem: Problem): 400 | 413 {
  return problem.keyword === 'maxItems' && endpoint.codes[413] !== undefined ? 413 : 400;
}

const utf8 = new TextEncoder();

/** The most bytes of UTF-8 of a text. */
interface SizeLimit {
  readonly name: string;
  readonly most: number;
}

function sizeLimitsOf(schema: JsonSchema): readonly SizeLimit[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, { 'x-maxBytes': most }]) =>
    most === undefined ? [] : [{ name, most }],
  );
}

/** Texts are limited in bytes of UTF-8, which JSON Schema cannot measure. */
function sizeProblem(
  limits: readonly SizeLimit[],
  values: Readonly<Record<string, unknown>>,
): Judged<never> | undefined {
  for (const { name, most } of limits) {
    const value = values[name];
    if (typeof value !== 'string' || value.length * 3 <= most) continue;
    const bytes = utf8.encode(value).length;
    if (bytes <= most) continue;
    return {
      ok: false,
      code: 413,
      error: `${name}: has ${bytes} bytes of UTF-8; at most ${most} are allowed.`,
    };
  }
  return undefined;
}

/** Finds the first list that is too long. */
type LengthJudge = (values: unknown) => Problem | undefined;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function lengthJudgeOfList(
  name: string,
  { maxItems = Number.POSITIVE_INFINITY, items }: JsonSchema,
): LengthJudge {
  const judgeItem = items === undefined ? undefined : lengthJudgeOf(items);
  return values => {
    const value = isObject(values) && Object.hasOwn(values, name) ? values[name] : undefined;
    if (!Array.isArray(value)) return undefined;
    if (value.length > maxItems) return { keyword: 'maxItems', instancePath: `/${name}`, params: {} };
    if (judgeItem === undefined) return undefined;
    for (let index = 0; index < value.length; index += 1) {
      const inner = judgeItem(value[index]);
      if (inner !== undefined) return { ...inner, instancePath: `/${name}/${index}${inner.instancePath}` };
    }
    return undefined;
  };
}

/** Undefined where no list of the schema has a greatest length. It is asked before the schema, which would look at every item. */
function lengthJudgeOf(schema: JsonSchema): LengthJudge | undefined {
  const lists = Object.entries(schema.properties ?? {})
    .filter(([, { maxItems, items }]) => maxItems !== undefined || items?.properties !== undefined)
    .map(([name, list]) => lengthJudgeOfList(name, list));
  if (lists.length === 0) return undefined;
  return values => {
    for (const judge of lists) {
      const found = judge(values);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/**
 * Makes the reader and judge of an endpoint's requests; its validation is compiled once.
 * Answers 413 where a count or size is over its limit, 400 for all else that cannot be taken.
 */
export function compileRequest<Of extends Endpoint>(
  endpoint: Of,
): (raw: RawRequest) => Judged<Static<Of['request']>> {
  const schema: JsonSchema = endpoint.request;
  const read = endpoint.style === 'rest' ? restReader(endpoint) : parameterReader(endpoint.request);
  const validator = Compile(endpoint.request);
  const lengthProblem = lengthJudgeOf(schema);
  const sizeLimits = sizeLimitsOf(schema);
  const accepts = (values: unknown): values is Static<Of['request']> => validator.Check(values);
  return raw => {
    const reading = read(raw);
    if (!reading.ok) return { ok: false, code: 400, error: reading.error };
    const { values } = reading;
    const tooLong = lengthProblem?.(values);
    if (tooLong === undefined && accepts(values))
      return sizeProblem(sizeLimits, values) ?? { ok: true, value: values };
    const problem: Problem | undefined = tooLong ?? validator.Errors(values)[0];
    if (problem === undefined) return { ok: false, code: 400, error: 'parameters: cannot be read.' };
    return { ok: false, code: codeOf(endpoint, problem), error: explain(schema, values, problem) };
  };
}
