/** Settings as they are shown, and counts over time. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { delivers } from '../../../messages/testing.ts';
import { basicOf, type TestServer, testServer, writingServer } from '../../testing/server.ts';

async function get(server: TestServer, url: string, role = 'admin') {
  const response = await server.app.inject({ url, headers: { authorization: basicOf(role) } });
  return { status: response.statusCode, body: response.json() };
}

describe('GET /v1/settings/all', () => {
  test('has every setting with its source', async () => {
    const { body } = await get(testServer(), '/v1/settings/all');
    const settings: { name: string; source: string }[] = body.settings;
    assert.ok(settings.length > 90, `${settings.length}`);
    assert.equal(settings.find(({ name }) => name === 'http.port')?.source, 'environment');
    assert.equal(settings.find(({ name }) => name === 'sms.attempts')?.source, 'default');
  });

  test('resets no setting that cannot be changed', async () => {
    const { statusCode, body } = await testServer().app.inject({
      ...{ method: 'PATCH', url: '/v1/settings', headers: { authorization: basicOf('admin') } },
      payload: { reset: ['http.port'] },
    });
    assert.deepEqual(
      [statusCode, body],
      [400, '{"error":"reset: no changeable setting is named \\"http.port\\"."}'],
    );
  });

  test('is for admins', async () => {
    assert.equal((await get(testServer(), '/v1/settings/all', 'operator')).status, 403);
  });
});

describe('GET /v1/statistics', () => {
  async function counted() {
    const server = writingServer();
    const receive = (port: number) => server.receive(port, delivers({ text: 'hi', at: server.clock.now() }));
    await receive(0);
    server.clock.advance(3_600_000);
    await receive(1);
    await server.parts.statistics.follow();
    return server;
  }

  test('counts by steps, of all ports or of one', async () => {
    const server = await counted();
    const { body } = await get(server, '/v1/statistics?step=hour', 'viewer');
    assert.equal(body.step, 3600);
    assert.deepEqual(
      body.rows.map(({ start, received }: { start: string; received: number }) => [start, received]),
      [
        ['2026-01-01T00:00:00.000Z', 1],
        ['2026-01-01T01:00:00.000Z', 1],
      ],
    );
    assert.equal((await get(server, '/v1/statistics?step=hour&port=1')).body.rows.length, 1);
    const early = await get(server, '/v1/statistics?to=2026-01-01T00:30:00Z');
    assert.deepEqual([early.body.step, early.body.rows.length], [60, 1]);
  });

  const DAY = 86_400_000;
  const steps: readonly [step: string, seconds: number][] = [
    ['minute', 60],
    ['quarter', 900],
    ['hour', 3600],
    ['day', 86_400],
  ];
  for (const [step, seconds] of steps)
    test(`takes 11,000 steps of a ${step} at most`, async () => {
      const server = testServer();
      const to = Date.UTC(2026, 0, 1);
      const ask = async (milliseconds: number) => {
        const from = new Date(to - milliseconds).toISOString();
        return get(server, `/v1/statistics?step=${step}&from=${from}&to=${new Date(to).toISOString()}`);
      };
      const most = 11_000 * seconds * 1000;
      assert.deepEqual((await ask(most)).body, { step: seconds, rows: [] });
      const { status, body } = await ask(most + 1000);
      assert.deepEqual(
        [status, body.error],
        [400, 'from: is more than 11000 steps before to; take a longer step.'],
      );
    });

  test('begins a day before its end, which is now where none is named', async () => {
    const server = await counted();
    const starts = async (query: string) =>
      (await get(server, `/v1/statistics?step=hour${query}`)).body.rows.map(({ start }: { start: string }) =>
        start.slice(11, 16),
      );
    assert.deepEqual(await starts(''), ['00:00', '01:00']);
    assert.deepEqual(await starts('&from=2026-01-01T00:30:00Z'), ['01:00']);
    server.clock.advance(DAY - 1_800_000);
    assert.deepEqual(await starts(''), ['01:00']);
    server.clock.advance(DAY);
    assert.deepEqual(await starts(''), []);
    assert.deepEqual(await starts('&to=2026-01-02T00:00:00Z'), ['00:00', '01:00']);
  });

  test('has every count of a step, and null for a signal that nobody measured', async () => {
    const server = await counted();
    const { body } = await get(server, '/v1/statistics?step=day');
    assert.deepEqual(body.rows, [
      {
        // The day begins in the zone of the gateway.
        ...{ start: '2025-12-31T23:00:00.000Z', accepted: 0, sent: 0, delivered: 0, failed: 0, received: 2 },
        ...{ calls: 0, signal: null },
      },
    ]);
  });

  const wrong: readonly [query: string, error: string][] = [
    ['to=2026-02-30T00:00:00Z', 'to: is no date and time of the calendar.'],
    ['to=2026-02-30%2000:00:00', 'to: is no date and time of the calendar.'],
    ['from=2026-02-30T00:00:00Z', 'from: is no date and time of the calendar.'],
  ];
  for (const [query, error] of wrong)
    test(`refuses ${query}`, async () => {
      const { status, body } = await get(testServer(), `/v1/statistics?${query}`);
      assert.deepEqual([status, body.error], [400, error]);
    });

  test('refuses a time that is too long for the step', async () => {
    const { status, body } = await get(testServer(), '/v1/statistics?from=2020-01-01T00:00:00Z');
    assert.equal(status, 400);
    assert.match(body.error, /^(from|step): /);
  });
});
