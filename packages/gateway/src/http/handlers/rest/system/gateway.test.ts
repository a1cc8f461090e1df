/** The gateway's own facts, and its backup as a file. */
import assert from 'node:assert/strict';
import { statfsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { StoreError } from '@simgate/daemon';
import { basicOf, type ServerOptions, testServer } from '../../../testing/server.ts';
import { isPlausible } from './gateway.ts';

async function get(url: string, role: string, differences: ServerOptions = {}) {
  const server = testServer(differences);
  server.clock.advance(5000);
  return server.app.inject({ url, headers: { authorization: basicOf(role) } });
}

describe('GET /v1/gateway', () => {
  test('shows what it is and how it is', async () => {
    const server = testServer();
    server.clock.advance(5000);
    const headers = { authorization: basicOf('viewer') };
    const body = (await server.app.inject({ url: '/v1/gateway', headers })).json();
    assert.partialDeepStrictEqual(body, {
      ...{ uptime: 5, time: '2026-01-01T00:00:05.000Z', time_zone: 'Europe/Berlin', time_plausible: true },
      ...{ node: process.versions.node, last_backup: null, listeners: [] },
    });
    const { blocks, bsize } = statfsSync(server.store.folder);
    assert.equal(body.disk.total, Math.round((blocks * bsize) / 1024) * 1024);
    assert.ok(body.disk.total > body.disk.free && body.memory.total > body.memory.free);
  });

  test('tells when the last backup was read', async () => {
    const backup = { lastAt: () => 0, make: async () => 'busy' as const };
    const response = await get('/v1/gateway', 'operator', { management: { backup } });
    assert.equal(response.json().last_backup, '1970-01-01T00:00:00.000Z');
  });

  test('is not for senders', async () => {
    assert.equal((await get('/v1/gateway', 'sender')).statusCode, 403);
  });
});

describe('a time is plausible', () => {
  const now = Date.UTC(2026, 5, 1);
  const table: [string, number, number, boolean][] = [
    ['that stands at the stored one', now, now, true],
    ['ahead of it', now, 0, true],
    ['some minutes behind', now, now + 600_000, true],
    ['by an hour', now, now + 3_600_000, true],
    ['and a millisecond', now, now + 3_600_001, false],
    ['when the program was written', Date.UTC(2026, 0, 1), 0, true],
    ['and not before', Date.UTC(2026, 0, 1) - 1, 0, false],
  ];
  for (const [what, wall, steady, plausible] of table)
    test(what, () => assert.equal(isPlausible(wall, steady), plausible));
});

describe('GET /v1/backup', () => {
  const made = {
    madeAt: 0,
    pieces: async function* () {
      yield Uint8Array.of(1, 2);
      yield Uint8Array.of(255);
    },
  };
  const backupOf = (make: () => Promise<typeof made | 'busy'>) => ({
    backup: { lastAt: () => undefined, make },
  });

  test('is a file with a name, for admins, and in the audit trail', async () => {
    const server = testServer({ management: backupOf(async () => made) });
    const headers = { authorization: basicOf('admin') };
    const response = await server.app.inject({ url: '/v1/backup', headers });
    assert.deepEqual([...response.rawPayload], [1, 2, 255]);
    assert.match(
      `${response.headers['content-disposition']}`,
      /^attachment; filename="simgate-[\w-]+-1970-01-01T00-00-00-000Z\.db"$/,
    );
    const [entry] = server.management.audit.list(undefined, 1);
    assert.equal(entry?.endpoint, 'get_backup');
    assert.equal((await get('/v1/backup', 'operator')).statusCode, 403);
  });

  test('a second one at a time is refused, and so is one that has no room', async () => {
    const busy = await get('/v1/backup', 'admin', { management: backupOf(async () => 'busy') });
    assert.equal(busy.statusCode, 409);
    const full = () => Promise.reject(new StoreError('full', 'the disk is full'));
    const response = await get('/v1/backup', 'admin', { management: backupOf(full) });
    assert.deepEqual([response.statusCode, response.json().error], [503, 'backup: the disk is full.']);
  });
});
