import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fakeClock } from '@simgate/daemon/testing';
import { Submissions } from './submissions.ts';

describe('submits without an outcome', () => {
  test('are open until each has its outcome, be it an error', async () => {
    const submissions = new Submissions();
    const [one, other] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
    const first = submissions.add(one.promise);
    const second = submissions.add(other.promise);
    assert.equal(submissions.some, true);
    one.resolve(7);
    assert.equal(await first, 7);
    assert.equal(submissions.some, true);
    other.reject(new Error('gone'));
    await assert.rejects(second, /gone/);
    assert.equal(submissions.some, false);
  });

  test('hold up an action; without any it is done at once', async () => {
    const submissions = new Submissions();
    const done: string[] = [];
    submissions.whenNone(() => done.push('at once'));
    assert.deepEqual(done, ['at once']);
    const open = Promise.withResolvers<void>();
    const added = submissions.add(open.promise);
    submissions.whenNone(() => done.push('later'));
    await turn();
    assert.deepEqual(done, ['at once']);
    open.resolve();
    await added;
    await turn();
    assert.deepEqual(done, ['at once', 'later']);
  });

  test('are waited for so long at most', async () => {
    const submissions = new Submissions();
    const clock = fakeClock();
    const open = Promise.withResolvers<void>();
    const added = submissions.add(open.promise);
    let ended = false;
    const waited = submissions.endedWithin(clock, 1000).then(() => {
      ended = true;
    });
    clock.advance(999);
    await turn();
    assert.equal(ended, false);
    clock.advance(1);
    await waited;
    const again = submissions.endedWithin(clock, 1000);
    open.resolve();
    await Promise.all([added, again]);
    assert.equal(clock.waiting, 0, 'nothing waits for the clock any more');
  });
});
