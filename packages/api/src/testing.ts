/** For tests of requests: sends parameters to an endpoint in the form that the contract documents. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contract, type EndpointName } from './contract.ts';
import { pathParameters } from './endpoint.ts';
import { compileRequest, type Judged } from './request.ts';

export type Parameters = Readonly<Record<string, unknown>>;

function queryText(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
  return query.toString();
}

/** The parameters go to the path, and the rest to the place that the contract names for the endpoint. */
export function judge(name: EndpointName, parameters: Parameters): Judged<unknown> {
  const { path, parametersIn } = contract[name];
  const placed = pathParameters(path);
  const inPath = Object.fromEntries(
    Object.entries(parameters)
      .filter(([key]) => placed.includes(key))
      .map(([key, value]) => [key, String(value)]),
  );
  const rest = Object.fromEntries(Object.entries(parameters).filter(([key]) => !placed.includes(key)));
  return compileRequest<(typeof contract)[EndpointName]>(contract[name])({
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

/** One test for each row. */
export function requestRows(name: EndpointName, taken: readonly Taken[], refused: readonly Refused[]): void {
  for (const [what, sent, read = sent] of taken)
    test(`takes ${what}`, () => assert.deepEqual(judge(name, sent), { ok: true, value: read }));
  for (const [what, sent, error, code = 400] of refused)
    test(`refuses ${what}`, () => assert.deepEqual(judge(name, sent), { ok: false, code, error }));
}
