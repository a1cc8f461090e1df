import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from 'typebox';
import { endpoint } from '../endpoint.ts';
import { compileRequest } from '../request.ts';

const described = {
  name: 'change_thing',
  access: 'open',
  style: 'rest',
  path: '/v1/things/{id}',
  methods: ['PATCH'],
  sentence: 'Changes a thing.',
  reply: Type.Object({}),
  codes: { 200: 'Changed.' },
} as const;

const id = Type.Integer({ description: 'the id of a thing', minimum: 1 });
const exact = { additionalProperties: false };

const inBody = compileRequest(
  endpoint({
    ...described,
    methods: [...described.methods],
    parametersIn: 'body',
    request: Type.Object(
      {
        id,
        name: Type.Optional(Type.String({ description: 'a name' })),
        pin: Type.Optional(
          Type.String({ description: 'four digits', pattern: '^\\d{4}$', 'x-secret': true }),
        ),
        deep: Type.Optional(
          Type.Object({ count: Type.Optional(Type.Integer({ description: 'a count' })) }, exact),
        ),
      },
      exact,
    ),
  }),
);

const inQuery = compileRequest(
  endpoint({
    ...described,
    methods: ['GET'],
    parametersIn: 'query',
    request: Type.Object({ id, ports: Type.Optional(Type.Array(Type.Integer())) }),
  }),
);

function ask(body: string, path = { id: '7' }) {
  return inBody({ query: 'name=ignored', body, contentType: '', path });
}

describe('a body under /v1 is JSON and nothing else', () => {
  test('path and body are one request', () => {
    assert.deepEqual(ask('{"name":"a"}'), { ok: true, value: { id: 7, name: 'a' } });
  });
  test('what stands in the path wins', () => {
    assert.deepEqual(ask('{"id":9}'), { ok: true, value: { id: 7 } });
  });
  test('no body: only what stands in the path', () => {
    assert.deepEqual(ask(''), { ok: true, value: { id: 7 } });
  });
  const refused: [string, string, string][] = [
    ['a misspelt key', '{"nmae":"a"}', 'nmae: is not known here.'],
    ['a misspelt key further in', '{"deep":{"cuont":1}}', 'deep.cuont: is not known here.'],
    ['a number as text', '{"deep":{"count":"1"}}', 'deep.count: must be a count; found "1".'],
    ['a list', '[{"name":"a"}]', 'body: must be a JSON object, found a list.'],
    ['a secret is not quoted', '{"pin":"12345"}', 'pin: must be four digits.'],
  ];
  for (const [what, body, error] of refused) {
    test(what, () => assert.deepEqual(ask(body), { ok: false, code: 400, error }));
  }
  test('a form', () => {
    const judged = ask('name=a');
    assert.ok(!judged.ok && judged.error.startsWith('body: is not JSON'));
  });
  test('an id that is no number', () => {
    const judged = ask('', { id: 'x' });
    assert.deepEqual(judged, { ok: false, code: 400, error: 'id: must be the id of a thing; found "x".' });
  });
});

test('a query is read as the lists and numbers it means', () => {
  const judged = inQuery({ query: 'ports=1,2&id=9', body: '', contentType: '', path: { id: '7' } });
  assert.deepEqual(judged, { ok: true, value: { id: 7, ports: [1, 2] } });
});

test('a query of more parameters than are read is refused', () => {
  const ask = (count: number) =>
    inQuery({ query: Array(count).fill('x=1').join('&'), body: '', contentType: '', path: { id: '7' } });
  assert.deepEqual(ask(8192), { ok: true, value: { id: 7 } });
  assert.deepEqual(ask(8193), { ok: false, code: 400, error: 'query: has too many parameters.' });
});
