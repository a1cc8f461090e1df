import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Compile } from 'typebox/compile';

import { methodName, renderClientCode } from '../client-code.ts';
import { renderOpenApi } from '../openapi.ts';
import { compileRequest } from '../request.ts';
import { createServerClient } from './client/client.ts';
import { serverContract, serverEndpoints } from './contract.ts';
import { renderServerManual } from './manual.ts';
import { serverLimits } from './parameters.ts';

const SOME_ID = '00000000000000000000ff';

function judge(name: keyof typeof serverContract, body: unknown, path: Record<string, string> = {}) {
  return compileRequest(serverContract[name])({
    query: '',
    body: JSON.stringify(body),
    contentType: 'application/json',
    path,
  });
}

describe("the server's contract is one value", () => {
  test('each endpoint stands under its own name, and each path and method once', () => {
    for (const [name, { name: own }] of Object.entries(serverContract)) assert.equal(own, name);
    const places = serverEndpoints.flatMap(({ methods, path }) => methods.map(method => `${method} ${path}`));
    assert.equal(new Set(places).size, places.length);
  });

  test('the client has a method for each endpoint, and its code is what the contract renders to (npm run docs)', () => {
    assert.deepEqual(
      Object.keys(createServerClient({ baseUrl: 'http://server' }).orThrow).toSorted(),
      Object.keys(serverContract)
        .map(name => methodName(name))
        .toSorted(),
    );
    const code = readFileSync(new URL('client/endpoints.ts', import.meta.url), 'utf8');
    assert.equal(code, renderClientCode(serverEndpoints));
  });

  test('OpenAPI and the manual have every endpoint', () => {
    const paths = Object.keys(renderOpenApi(serverContract).paths as object);
    assert.deepEqual(paths.toSorted(), [...new Set(serverEndpoints.map(({ path }) => path))].toSorted());
    const manual = renderServerManual();
    const page = readFileSync(new URL('../../../../docs/server-api.md', import.meta.url), 'utf8');
    assert.equal(page, manual, 'npm run docs writes it');
    assert.deepEqual(
      [...manual.matchAll(/^## (.*)$/gm)].map(found => found[1]),
      Object.keys(serverContract),
    );
  });

  test('what changes state explains what happens when nothing can be stored', () => {
    for (const { name, changesState, audited, codes } of serverEndpoints)
      if (changesState && audited) assert.ok(codes[503], name);
  });

  for (const { name, request, reply } of serverEndpoints)
    test(`${name} compiles`, () => {
      Compile(request);
      Compile(reply);
    });
});

describe('create_messages', () => {
  test('takes numbers and objects with values', () => {
    const judged = judge('create_messages', {
      to: ['+49 151 123', { number: '0151/123', values: { name: 'Ann' }, reference: 'r' }],
      template: 'Hello {name}',
      priority: 'otp',
      metadata: { order: '7' },
    });
    assert.ok(judged.ok, JSON.stringify(judged));
  });

  const refused: [name: string, body: object, code: number, error: RegExp][] = [
    ['no recipient', { to: [], text: 'a' }, 400, /^to: must be a list of 1 to 10000 recipients/],
    ['10,001 recipients', { to: Array(10_001).fill('+49151'), text: 'a' }, 413, /^to: /],
    ['a bad number names its place', { to: ['+49151', 'abc'], text: 'a' }, 400, /^to\[1\]: must be a phone/],
    ['an unknown key', { to: ['+49151'], text: 'a', prio: 1 }, 400, /^prio: is not known here/],
    ['an unknown priority', { to: ['+49151'], text: 'a', priority: 'high' }, 400, /^priority: /],
    ['a text of 1501 bytes', { to: ['+49151'], text: 'a'.repeat(1501) }, 413, /^text: /],
  ];
  for (const [name, body, code, error] of refused)
    test(name, () => {
      const judged = judge('create_messages', body);
      assert.ok(!judged.ok);
      assert.equal(judged.code, code);
      assert.match(judged.error, error);
    });
});

test('a request of 10,000 recipients with the longest number and reference fits into a body', () => {
  const to = Array(serverLimits.recipients).fill({
    number: `+${'1'.repeat(15)}`,
    reference: 'r'.repeat(256),
  });
  const octets = Buffer.byteLength(JSON.stringify({ to, text: 'a'.repeat(1500) }));
  assert.ok(octets < serverLimits.bodyBytes, `${octets}`);
  assert.equal(serverLimits.bodyBytes, 4 * 2 ** 20);
});

test('an id that is none is refused by its name', () => {
  const judged = judge('get_message', {}, { id: 'x' });
  assert.ok(!judged.ok);
  assert.match(judged.error, /^id: must be the id of a message/);
  assert.ok(judge('get_message', {}, { id: SOME_ID }).ok);
});
