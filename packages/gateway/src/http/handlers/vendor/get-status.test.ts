/** get_status of the later document. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { basic, testServer } from '../../testing/server.ts';

const keys = [
  'cpu_used',
  'flash_total',
  'flash_used',
  'memory_total',
  'memory_cached',
  'memory_buffers',
  'memory_free',
  'memory_used',
];

async function asking(payload?: unknown) {
  const { body, statusCode } = await testServer().app.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: '/api/get_status',
    headers: { authorization: basic, 'content-type': 'application/json' },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  assert.equal(statusCode, 200);
  return JSON.parse(body) as Record<string, unknown>;
}

describe('get_status', () => {
  const bodies: [name: string, body: unknown][] = [
    ['the bare list', ['performance']],
    ['an object', { type: ['performance'] }],
    ['an empty list', []],
    ['no body', undefined],
  ];
  for (const [name, body] of bodies)
    test(`${name}: eight texts of digits, and neither error_code nor sn`, async () => {
      const answer = await asking(body);
      assert.deepEqual(Object.keys(answer), ['performance']);
      const performance = answer.performance as Record<string, unknown>;
      assert.deepEqual(Object.keys(performance), keys);
      for (const [key, value] of Object.entries(performance)) assert.match(String(value), /^[0-9]+$/, key);
      for (const value of Object.values(performance)) assert.equal(typeof value, 'string');
    });

  test('memory adds up, and the disk holds what is used of it', async () => {
    const figures = (await asking()).performance as Record<string, string>;
    const of = (key: string): number => Number(figures[key]);
    const parts = of('memory_used') + of('memory_free') + of('memory_cached') + of('memory_buffers');
    assert.equal(parts, of('memory_total'));
    assert.ok(of('flash_used') <= of('flash_total'));
    assert.ok(of('cpu_used') <= 100);
  });

  test('a list that names nothing known: 400', async () => {
    assert.equal((await asking(['weather'])).error_code, 400);
  });
});
