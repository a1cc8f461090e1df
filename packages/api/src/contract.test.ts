import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Compile } from 'typebox/compile';
import { createClient } from './client/client.ts';
import { methodName, renderClientCode } from './client-code.ts';
import { contract, endpoints } from './contract.ts';
import { refusalSchema } from './endpoint.ts';
import { renderManual } from './manual.ts';
import { renderOpenApi } from './openapi.ts';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function recordOf(value: unknown): Record<string, unknown> {
  assert.ok(isRecord(value));
  return value;
}

const openApi = renderOpenApi(contract);

describe('the contract is one value', () => {
  test('each endpoint stands under its own name', () => {
    for (const [name, endpoint] of Object.entries(contract)) assert.equal(endpoint.name, name);
  });

  test('OpenAPI has the same paths and methods, and no other; of the vendor’s the documented method', () => {
    const own = endpoints.flatMap(({ path, aliases, methods, style }) =>
      [path, ...aliases].flatMap(one =>
        (style === 'vendor' ? methods.slice(0, 1) : methods).map(method => `${method} ${one}`),
      ),
    );
    const documented = Object.entries(recordOf(openApi.paths)).flatMap(([path, item]) =>
      Object.keys(recordOf(item)).map(method => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(documented.toSorted(), own.toSorted());
  });

  test('the client has a method for each endpoint, and no other', () => {
    const client = createClient({ baseUrl: 'http://gateway' });
    assert.deepEqual(
      Object.keys(client.orThrow).toSorted(),
      Object.keys(contract)
        .map(name => methodName(name))
        .toSorted(),
    );
  });

  test('client/endpoints.ts is what the contract renders to (npm run docs)', () => {
    const code = readFileSync(new URL('client/endpoints.ts', import.meta.url), 'utf8');
    assert.equal(code, renderClientCode(endpoints));
  });

  test('the manual has a section for each endpoint, and no other', () => {
    const page = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
    assert.deepEqual(
      [...page.matchAll(/^## (.*)$/gm)].map(found => found[1]),
      Object.keys(contract),
    );
  });

  test('docs/api.md is what the contract renders to (npm run docs)', () => {
    const page = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
    assert.equal(page, renderManual(contract));
  });
});

describe('the rules that every endpoint under /api keeps', () => {
  const api = endpoints.filter(({ path }) => path.startsWith('/api/'));

  for (const endpoint of api) {
    test(endpoint.name, () => {
      assert.deepEqual(endpoint.methods.toSorted(), ['GET', 'POST']);
      assert.notEqual(endpoint.access, 'open');
      const keys = Object.keys(recordOf(recordOf(endpoint.reply).properties));
      // Only the later document has get_status, whose answer is bare.
      if (endpoint.name === 'get_status') assert.deepEqual(keys, ['performance']);
      else assert.deepEqual(keys.slice(0, 2), ['error_code', 'sn']);
      assert.equal(endpoint.chapter === undefined, endpoint.name === 'get_status');
      for (const code of [400, 413, 500] as const) assert.ok(endpoint.codes[code], `explains ${code}`);
    });
  }
});

describe('OpenAPI', () => {
  const operation = (path: string, method: string): Record<string, unknown> =>
    recordOf(recordOf(recordOf(openApi.paths)[path])[method] ?? {});

  test('says how parameters travel: body for POST, comma lists for GET', () => {
    assert.ok(isRecord(operation('/api/send_sms', 'post').requestBody));
    const [first] = operation('/api/get_port_info', 'get').parameters as Record<string, unknown>[];
    assert.equal(first?.name, 'info_type');
    assert.equal(first.required, true);
    assert.equal(first.explode, false);
  });

  test('notes the other method of the vendor’s endpoints, and shows their examples', () => {
    const sending = operation('/api/send_sms', 'post');
    assert.match(String(sending.description), /GET does the same, with the parameters in the query/);
    const content = recordOf(recordOf(recordOf(sending.requestBody).content)['application/json']);
    assert.equal(recordOf(content.example).text, 'Hello, #param#.');
    const answer = recordOf(recordOf(recordOf(sending.responses)['200']).content)['application/json'];
    assert.equal(recordOf(recordOf(answer).example).error_code, 202);
    assert.equal(operation('/api/send_sms', 'get').description, undefined);
  });

  test('puts every operation into one of its groups: the chapters first, then ours', () => {
    const names = (openApi.tags as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(names.slice(0, 2), ['2. Sending SMS', '3. Results']);
    assert.equal(names.at(-1), 'Operation');
    const used = Object.values(recordOf(openApi.paths)).flatMap(item =>
      Object.values(recordOf(item)).flatMap(one => recordOf(one).tags as string[]),
    );
    assert.deepEqual([...new Set(used)].toSorted(), names.toSorted());
    assert.equal(operation('/v1/ports', 'get').summary, 'List ports');
  });

  test('gives every list of allowed values its type', () => {
    const text = JSON.stringify(openApi, (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'enum' in value && !('type' in value)
        ? 'UNTYPED'
        : value,
    );
    assert.doesNotMatch(text, /UNTYPED/);
  });

  test('names every operation once', () => {
    const ids = Object.values(recordOf(openApi.paths)).flatMap(item =>
      Object.values(recordOf(item)).map(one => recordOf(one).operationId),
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  test('is plain JSON without the marks of our own reader', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(openApi)), openApi);
    assert.doesNotMatch(JSON.stringify(openApi), /x-verbatim|x-maxBytes|~/);
  });

  test('open documents need no security', () => {
    assert.deepEqual(operation('/healthz', 'get').security, []);
    assert.equal(operation('/metrics', 'get').security, undefined);
  });

  test('a refusal has error_code and sn, and error where it explains', () => {
    const refusal = Compile(refusalSchema);
    assert.ok(refusal.Check({ error_code: 404, sn: 'x' }));
    assert.ok(refusal.Check({ error_code: 400, sn: 'x', error: 'text: is missing.' }));
    assert.ok(!refusal.Check({ error_code: 400, sn: 'x', message: '' }));
  });
});
