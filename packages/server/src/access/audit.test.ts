/** The audit trail: every change with who made it, without anything that must not be read later. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Endpoint } from '@simgate/api/endpoint';
import { fakeClock } from '@simgate/daemon/testing';
import { createIdMaker } from '../domain/ids.ts';
import { openSqlite } from '../testing/engines.ts';
import { createAudit, listAudit, removeOldAudit } from './audit.ts';

async function bench(t: TestContext) {
  const { store, dispose } = await openSqlite();
  t.after(dispose);
  const clock = fakeClock(1_800_000_000_000);
  const note = createAudit({ store, clock, ids: createIdMaker(() => clock.now()) });
  const change = (request: Record<string, unknown>) =>
    note({ user: 'ann', role: 'admin' }, '192.0.2.7', { name: 'put_pool' } as Endpoint, request);
  const list = (before = '', limit = 100) => store.read(() => listAudit(before, limit));
  return { store, clock, change, list };
}

describe('the audit trail', () => {
  test('has who changed what, from where, and when', async t => {
    const { change, list } = await bench(t);
    await change({ id: 'shop', order: 'cheapest' });
    const [row] = await list();
    const { id: _, ...noted } = row ?? {};
    assert.deepEqual(noted, {
      ...{ at: 1_800_000_000_000, owner: 'ann', address: '192.0.2.7', endpoint: 'put_pool' },
      parameters: '{"id":"shop","order":"cheapest"}',
    });
  });

  test('has no secret, text or number', async t => {
    const { change, list } = await bench(t);
    const secrets = { password: 'a', secret: 'b', text: 'c', template: 'd', values: {}, to: [], number: 'e' };
    await change({ id: 'shop', ...secrets });
    assert.equal((await list())[0]?.parameters, '{"id":"shop"}');
  });

  test('has the beginning of what is long', async t => {
    const { change, list } = await bench(t);
    await change({ id: 'x'.repeat(3000) });
    assert.equal((await list())[0]?.parameters, `{"id":"${'x'.repeat(1993)}`);
  });

  test('is read newest first, in pages, and loses what is too old, the oldest first', async t => {
    const { store, clock, change, list } = await bench(t);
    for (let id = 1; id <= 4; id += 1) {
      await change({ id });
      clock.advance(1000);
    }
    const places = async (...page: [before?: string, limit?: number]) =>
      (await list(...page)).map(({ parameters }) => JSON.parse(parameters).id);
    assert.deepEqual(await places('', 2), [4, 3]);
    assert.deepEqual(await places((await list())[1]?.id, 2), [2, 1]);
    const third = 1_800_000_002_000;
    assert.equal(await store.write(() => removeOldAudit(third, 1)), 1);
    assert.deepEqual(await places(), [4, 3, 2]);
    assert.equal(await store.write(() => removeOldAudit(third, 100)), 1);
    assert.deepEqual(await places(), [4, 3], 'one of that very moment stays');
  });
});
