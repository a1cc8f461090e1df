/** For tests of a contract: sends parameters to an endpoint in the documented form, and holds answers against its schema. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Compile } from 'typebox/compile';
import { contract } from './contract.ts';
import { type Endpoint, pathParameters } from './endpoint.ts';
import { compileRequest, type Judged } from './request.ts';

export type Parameters = Readonly<Record<string, unknown>>;

function queryText(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
  return query.toString();
}

/** The parameters go to the path, and the rest to the place that the contract names for the endpoint. */
function judge(endpoint: Endpoint, parameters: Parameters): Judged<unknown> {
  const { path, parametersIn } = endpoint;
  const placed = pathParameters(path);
  const inPath = Object.fromEntries(
    Object.entries(parameters)
      .filter(([key]) => placed.includes(key))
      .map(([key, value]) => [key, String(value)]),
  );
  const rest = Object.fromEntries(Object.entries(parameters).filter(([key]) => !placed.includes(key)));
  return compileRequest(endpoint)({
    query: parametersIn === 'body' ? '' : queryText(rest),
    body: parametersIn === 'body' ? JSON.stringify(rest) : '',
    contentType: parametersIn === 'body' ? 'application/json' : '',
    path: inPath,
  });
}

/** Parameters, and the values that the handler gets; absent: the same. */
export type Taken = readonly [what: string, sent: Parameters, read?: Parameters];
/** Parameters, and the whole sentence of the refusal. The code is 400 where none is given. */
export type Refused = readonly [what: string, sent: Parameters, error: string, code?: 400 | 413];

/** A value at a place of an answer, as `/calls/0/port`, that the schema refuses. */
export type WrongValue = readonly [path: string, value: unknown];

export interface AnswerRules {
  /** Places of keys that may be absent. */
  readonly optional?: readonly string[];
  /** Places of objects whose keys are free. */
  readonly open?: readonly string[];
  /** Places of objects that may have keys beside their own. */
  readonly extended?: readonly string[];
  readonly wrong?: readonly WrongValue[];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every object of an answer with its place; "" is the answer itself. */
function objectsIn(value: unknown, path = ''): [path: string, object: Record<string, unknown>][] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, one]) => objectsIn(one, `${path}/${key}`));
  return isRecord(value) ? [[path, value], ...inner] : inner;
}

/** A copy with another value at a place; undefined removes the key. */
function changed(value: unknown, path: readonly string[], to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.map((one, index) => (String(index) === key ? changed(one, rest, to) : one));
  assert.ok(isRecord(value), `there is no ${key}`);
  const next = rest.length === 0 ? to : changed(value[key], rest, to);
  const { [key]: _old, ...others } = value;
  return next === undefined ? others : { ...others, [key]: next };
}

function partsOf(path: string): string[] {
  return path.split('/').slice(1);
}

/** One test for each row of `taken` and of `refused`. */
function requestTests(endpoint: Endpoint, taken: readonly Taken[], refused: readonly Refused[]): void {
  for (const [what, sent, read = sent] of taken)
    test(`takes ${what}`, () => assert.deepEqual(judge(endpoint, sent), { ok: true, value: read }));
  for (const [what, sent, error, code = 400] of refused)
    test(`refuses ${what}`, () => assert.deepEqual(judge(endpoint, sent), { ok: false, code, error }));
}

/** Holds an answer against its schema: all its keys are needed, no other is allowed, and values have their types and bounds. */
function answerTests({ name, reply }: Endpoint, answer: unknown, rules: AnswerRules): void {
  const { optional = [], open = [], extended = [], wrong = [] } = rules;
  const schema = Compile(reply);
  const objects = objectsIn(answer);
  test(`${name} answers like this`, () => assert.deepEqual(schema.Errors(answer), []));
  test(`${name} answers with each key`, () => {
    for (const [path, object] of objects)
      for (const key of Object.keys(object)) {
        const place = `${path}/${key}`;
        const mayBeAbsent = optional.includes(place) || open.includes(path);
        assert.equal(schema.Check(changed(answer, partsOf(place), undefined)), mayBeAbsent, place);
      }
  });
  test(`${name} answers with no other key`, () => {
    for (const [path, object] of objects) {
      const more = changed(answer, partsOf(`${path}/another_key`), Object.values(object)[0] ?? 1);
      assert.equal(schema.Check(more), open.includes(path) || extended.includes(path), path);
    }
  });
  for (const [path, value] of wrong)
    test(`${name} never answers with ${JSON.stringify(value)} as ${path}`, () =>
      assert.equal(schema.Check(changed(answer, partsOf(path), value)), false));
}

/** Tests of requests and answers for the endpoints of a contract, by their names. */
export function testsOf<Name extends string>(endpoints: Readonly<Record<Name, Endpoint>>) {
  return {
    requestRows: (name: Name, taken: readonly Taken[], refused: readonly Refused[]): void =>
      requestTests(endpoints[name], taken, refused),
    answerRows: (name: Name, answer: unknown, rules: AnswerRules = {}): void =>
      answerTests(endpoints[name], answer, rules),
  };
}

export const { requestRows, answerRows } = testsOf(contract);
