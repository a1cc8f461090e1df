import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Compile } from 'typebox/compile';
import { contract, endpoints } from './contract.ts';
import { examples } from './examples.ts';
import { renderOpenApi } from './openapi.ts';
import { compileRequest } from './request.ts';
import { restExamples } from './rest-examples.ts';

function queryOf(target: string): string {
  return target.split('?')[1] ?? '';
}

describe("the examples of the vendor's document", () => {
  for (const { endpoint, target, method, body = '', reply } of examples) {
    const { chapter, path, request, methods, reply: replySchema } = contract[endpoint];
    test(`chapter ${chapter}: ${method} ${target}`, () => {
      assert.equal(target.split('?')[0], path);
      assert.equal(methods[0], method);
      const judged = compileRequest(contract[endpoint])({ query: queryOf(target), body, contentType: '' });
      assert.ok(judged.ok, JSON.stringify(judged));
      assert.ok(Compile(request).Check(judged.value));
      assert.deepEqual(Compile(replySchema).Errors(reply), []);
    });
  }

  test('each endpoint of the document has one', () => {
    const documented = endpoints.filter(({ chapter }) => chapter !== undefined).map(({ name }) => name);
    assert.deepEqual(
      examples.map(({ endpoint }) => endpoint),
      documented,
    );
  });

  test('replies of any other shape do not pass', () => {
    for (const { endpoint, reply } of examples) {
      const schema = Compile(contract[endpoint].reply);
      assert.ok(!schema.Check({ ...reply, reason: 'an extra key' }), endpoint);
      if ('sn' in reply) assert.ok(!schema.Check({ error_code: 200 }), endpoint);
    }
  });
});

describe('the recorded examples', () => {
  const named = new Map(endpoints.map(endpoint => [String(endpoint.name), endpoint]));

  for (const [name, { parameters = {}, request, reply }] of Object.entries(restExamples))
    test(name, () => {
      const endpoint = named.get(name);
      assert.ok(endpoint, 'the contract has no such endpoint');
      if (reply !== undefined && endpoint.mediaType === 'application/json')
        assert.deepEqual(Compile(endpoint.reply).Errors(reply), []);
      const known = Object.keys(endpoint.request.properties ?? {});
      const given = typeof request === 'object' && request !== null && !Array.isArray(request) ? request : {};
      assert.deepEqual(
        Object.keys({ ...parameters, ...given }).filter(key => !known.includes(key)),
        [],
      );
    });

  test('every operation of the reference has an example, apart from a binary file and a mail that was not sent', () => {
    const { paths } = renderOpenApi(contract) as { paths: Record<string, Record<string, object>> };
    const without = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, operation]) => !JSON.stringify(operation).includes('"example":'))
        .map(([method]) => `${method} ${path}`),
    );
    assert.deepEqual(without, ['post /v1/alarms/test-mail', 'get /v1/backup']);
  });
});
