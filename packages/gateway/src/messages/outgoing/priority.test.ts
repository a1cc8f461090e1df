import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Priority } from '../messages.ts';
import { type Bench, openBench } from '../testing.ts';

async function send(bench: Bench, priority: Priority, count: number, number = '0'): Promise<void> {
  for (let n = 0; n < count; n += 1)
    await bench.send([`${number}${n}`], { text: `${priority} ${n}`, priority });
}

/** The first letters of the priorities, in the order in which messages left. */
function order(bench: Bench): string {
  return bench.carried.map(({ text }) => text.slice(0, 1)).join('');
}

describe('priority', () => {
  test('lets urgent messages leave before normal ones, and bulk ones behind them', async t => {
    const bench = await openBench(t, { start: false });
    await send(bench, 'bulk', 2, '01');
    await send(bench, 'normal', 2, '02');
    await send(bench, 'urgent', 2, '03');
    bench.start();
    await bench.quiet();
    assert.equal(order(bench), 'uunnbb');
  });

  test('is normal where the request names none', async t => {
    const bench = await openBench(t, { start: false });
    await send(bench, 'bulk', 1, '01');
    await bench.send(['02'], { text: 'absent' });
    await send(bench, 'urgent', 1, '03');
    bench.start();
    await bench.quiet();
    assert.equal(order(bench), 'uab');
  });

  test('counts among messages for any port and for this one alike', async t => {
    const bench = await openBench(t, { ports: 2, start: false });
    bench.port(1).canSend = false;
    await bench.send(['01'], { text: 'bulk', priority: 'bulk', ports: [0] });
    await bench.send(['02'], { text: 'normal' });
    await bench.send(['03'], { text: 'urgent', priority: 'urgent', ports: [0, 1] });
    bench.start();
    await bench.quiet();
    assert.equal(order(bench), 'unb');
  });

  test('starves nobody: one message of eight is the oldest that waits', async t => {
    const bench = await openBench(t, { start: false });
    await send(bench, 'bulk', 2, '01');
    await send(bench, 'normal', 2, '02');
    await send(bench, 'urgent', 40, '03');
    bench.start();
    await bench.quiet();
    assert.equal(
      order(bench).slice(0, 33),
      `${'u'.repeat(7)}b${'u'.repeat(7)}b${'u'.repeat(7)}n${'u'.repeat(7)}nu`,
    );
  });

  test('lets an urgent message to a number pass those to it that wait, and not the one that is being sent', async t => {
    const bench = await openBench(t);
    let letGo = (): void => {};
    bench.port(0).answer = (_tpdu, count) =>
      count === 1
        ? new Promise(resolve => (letGo = () => resolve({ kind: 'accepted', reference: 1 })))
        : { kind: 'accepted', reference: count };
    for (const text of ['a', 'b', 'c']) await bench.send(['01'], { text });
    await bench.quiet();
    await bench.send(['01'], { text: 'urgent', priority: 'urgent' });
    await bench.quiet();
    letGo();
    await bench.quiet();
    assert.equal(order(bench), 'aubc');
  });

  test('outlasts a refusal and a restart', async t => {
    const before = await openBench(t, { sms: { retryDelay: 5 } });
    before.port(0).answer = () => ({
      kind: 'refused',
      refusal: { source: 'cms', text: 'for now', permanent: false },
    });
    await send(before, 'urgent', 1, '09');
    await before.quiet();
    before.port(0).canSend = false;
    await send(before, 'normal', 2, '01');
    await before.stop();
    before.store.close();
    const after = await openBench(t, { folder: before.folder, clock: before.clock });
    await after.quiet();
    assert.equal(order(after), 'unn');
  });
});
