import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { backUp, restore } from '../../store/backup.ts';
import { collect, openBench } from '../testing.ts';

/** A gateway that began the first of three messages, was backed up, sent on, was stopped, and has its backup again. */
async function restoredBench(t: TestContext, numbersSent: readonly string[] = ['01', '02', '03']) {
  const before = await openBench(t);
  before.port(0).answer = () => new Promise<never>(() => {});
  await before.send(numbersSent);
  await before.quiet();
  const folder = mkdtempSync(join(tmpdir(), 'simgate-held-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const copy = join(folder, 'copy.db');
  await backUp(before.folder, copy, before.clock.now());
  before.kill();
  restore(before.folder, copy, before.clock.now());
  const after = await openBench(t, { folder: before.folder, clock: before.clock });
  const numbers = () => after.carried.map(segment => segment.number);
  const statuses = async () =>
    (await collect(after.messages.results({}))).map(({ number, status }) => `${number} ${status}`);
  return { after, held: after.messages.held, numbers, statuses };
}

describe('messages of a restored backup', () => {
  test('are not sent by themselves: those that waited are held, the one that was handed over is in doubt', async t => {
    const { after, held, numbers, statuses } = await restoredBench(t);
    await after.quiet();
    assert.deepEqual(numbers(), []);
    assert.deepEqual([held.count(), held.ids(0, 10), held.ids(2, 10)], [2, [2, 3], [3]]);
    assert.deepEqual(await statuses(), ['01 SENDING', '02 SENDING', '03 SENDING']);
  });

  test('are sent when a person releases them, one by one or all', async t => {
    const { after, held, numbers } = await restoredBench(t);
    assert.equal(await held.release([3, 1, 99]), 1);
    await after.quiet();
    assert.deepEqual([numbers(), held.count()], [['03'], 1]);
    assert.equal(await held.release(undefined), 1);
    await after.quiet();
    assert.deepEqual([numbers(), held.count()], [['03', '02'], 0]);
  });

  test('end FAILED when a person stops them', async t => {
    const { after, held, numbers, statuses } = await restoredBench(t);
    assert.equal(await held.stop(undefined), 2);
    await after.quiet();
    assert.deepEqual(await statuses(), ['01 SENDING', '02 FAILED', '03 FAILED']);
    assert.deepEqual([numbers(), held.count(), after.messages.inQueue()], [[], 0, 0]);
  });

  test('of which some are left when a second restart comes stay held', async t => {
    const { after, held } = await restoredBench(t);
    await held.release([2]);
    await after.quiet();
    after.kill();
    const again = await openBench(t, { folder: after.folder, clock: after.clock });
    await again.quiet();
    assert.deepEqual(again.messages.held.ids(0, 10), [3]);
    assert.deepEqual(again.carried, []);
  });

  test('to one number are held wherever they waited, and keep their order when they are released', async t => {
    const { after, held, numbers } = await restoredBench(t, ['01', '01', '01', '02']);
    await after.quiet();
    assert.deepEqual([numbers(), held.ids(0, 10)], [[], [2, 3, 4]]);
    for (const table of ['waiting_for_turn', 'reserved', 'recipient_turns'])
      assert.deepEqual(after.store.read.all(`SELECT * FROM ${table}`), [], table);
    await held.release(undefined);
    await after.quiet();
    assert.deepEqual(numbers(), ['01', '01', '02']);
  });
});
