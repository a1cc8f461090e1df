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

  test('refuses a time that is too long for the step', async () => {
    const { status, body } = await get(testServer(), '/v1/statistics?from=2020-01-01T00:00:00Z');
    assert.equal(status, 400);
    assert.match(body.error, /^(from|step): /);
  });
});
