import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contract, type Endpoint } from '@simgate/api/contract';
import { fakeClock } from '@simgate/daemon/testing';
import { temporaryStore } from '../store/testing.ts';
import { AuditTrail } from './audit.ts';

function make() {
  const clock = fakeClock();
  const store = temporaryStore(clock);
  const audit = new AuditTrail(store, clock);
  const note = (endpoint: Endpoint, request: Readonly<Record<string, unknown>>) =>
    audit.note({ user: 'anna', role: 'admin' }, '::1', endpoint, request);
  return { clock, store, audit, note };
}

describe('the audit trail', () => {
  test('has who did it, from where, when and with which parameters', async () => {
    const { clock, audit, note } = make();
    await note(contract.stop_task, { task_id: 7 });
    assert.deepEqual(
      audit.list(undefined, 10).map(entry => ({ ...entry })),
      [
        {
          ...{ id: 1, at: clock.now(), user: 'anna', address: '::1', endpoint: 'stop_task' },
          parameters: '{"task_id":7}',
        },
      ],
    );
  });

  const rows: readonly (readonly [
    endpoint: Endpoint,
    request: Readonly<Record<string, unknown>>,
    shown: string,
  ])[] = [
    [
      contract.act_on_port,
      { port: 1, action: 'power', param: 'on' },
      '{"port":1,"action":"power","param":"on"}',
    ],
    [contract.act_on_port, { port: 1, action: 'lock', param: '1234' }, '{"port":1,"action":"lock"}'],
    [contract.act_on_port, { port: 1, action: 'unlock', param: '1234' }, '{"port":1,"action":"unlock"}'],
    [contract.create_user, { name: 'bob', password: 'builder, yes' }, '{"name":"bob"}'],
  ];
  for (const [endpoint, request, shown] of rows)
    test(`shows of ${JSON.stringify(request)} what may be read later`, async () => {
      const { audit, note } = make();
      await note(endpoint, request);
      assert.equal(audit.list(undefined, 1)[0]?.parameters, shown);
    });

  test('keeps the first 2,000 characters of the parameters', async () => {
    const { audit, note } = make();
    await note(contract.stop_task, { task_id: 'x'.repeat(3000) });
    assert.equal(audit.list(undefined, 1)[0]?.parameters.length, 2000);
  });

  test('keeps the newest 10,000 entries', async () => {
    const { store, audit, note } = make();
    await store.write(database => {
      for (let count = 0; count < 9999; count += 1)
        database.run(
          "INSERT INTO audit (at, user, address, endpoint, parameters) VALUES (0, '', '', '', '')",
        );
    });
    await note(contract.stop_task, {});
    const oldest = () => audit.list(undefined, 20_000).at(-1)?.id;
    assert.equal(oldest(), 1);
    await note(contract.stop_task, {});
    assert.equal(oldest(), 2);
    assert.deepEqual(
      audit.list(3, 20_000).map(({ id }) => id),
      [2],
    );
  });
});
