/** Users of two processes on one store: a change by one counts in the other, and undoes none of its own. On both engines. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoreError } from '@simgate/daemon';
import { fakeClock } from '@simgate/daemon/testing';
import { onBothEngines } from '../testing/engines.ts';
import { ServerUsers } from './users.ts';

onBothEngines(open => {
  test('a change of one process counts in the other within two seconds, and a change against an older list is refused', async () => {
    const { store, dispose } = await open();
    const clock = fakeClock();
    const options = { store, clock, configured: new Map(), allowShort: false };
    const one = await ServerUsers.open(options);
    const other = await ServerUsers.open(options);
    try {
      await one.directory.create('ann', 'long enough', 'admin');
      assert.equal(other.directory.find('ann'), undefined);
      await assert.rejects(
        () => other.directory.create('bob', 'long enough', 'viewer'),
        (error: unknown) => error instanceof StoreError,
      );
      clock.advance(2000);
      while (other.directory.find('ann') === undefined) await new Promise(resolve => setImmediate(resolve));
      assert.ok((await other.directory.create('bob', 'long enough', 'viewer')).ok);
      const third = await ServerUsers.open(options);
      assert.deepEqual(
        third.directory.list().map(({ name }) => name),
        ['ann', 'bob'],
      );
      third.close();
      one.close();
      other.close();
      assert.equal(clock.waiting, 0, 'nobody looks any more');
    } finally {
      one.close();
      other.close();
      await dispose();
    }
  });
});
