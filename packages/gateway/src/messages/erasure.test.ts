/** Messages to a number and from it, erased with all that belongs to them and with nothing of others. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eraseIncoming, eraseParts, eraseReports, eraseSent, isBeingSent } from './erasure.ts';
import { type Bench, delivers, openBench, statusReport } from './testing.ts';

const tables = [
  'tasks',
  'messages',
  'segments',
  'status_reports',
  'queue',
  'continuations',
  'waiting_for_turn',
];

function counts(bench: Bench): Record<string, number> {
  const all = tables.map(table => [table, bench.store.read.number(`SELECT count(*) FROM ${table}`)] as const);
  return Object.fromEntries(all.filter(([, count]) => count > 0));
}

const steps = { eraseSent, eraseReports, eraseIncoming, eraseParts };

async function erase(bench: Bench, what: keyof typeof steps, number = '491'): Promise<unknown> {
  const step = steps[what](number);
  const found = await bench.store.write(database => step(database));
  await bench.quiet();
  return found;
}

describe('what was sent to a number', () => {
  test('goes with its segments, its reports and the text of its task', async t => {
    const bench = await openBench(t);
    for (const number of ['+491', '492']) {
      await bench.send([number], { text: 'x'.repeat(200) });
      await bench.quiet();
    }
    await bench.send(['491', '492']);
    await bench.quiet();
    for (const reference of [1, 3])
      await bench.receive(
        0,
        statusReport({
          ...{ reference, recipient: reference === 1 ? '+491' : '+492', centreTime: bench.clock.now() },
        }),
      );
    assert.deepEqual(counts(bench), { tasks: 3, messages: 4, segments: 6, status_reports: 2 });
    assert.deepEqual(await erase(bench, 'eraseSent'), { erased: 2, more: false });
    assert.deepEqual(counts(bench), { tasks: 2, messages: 2, segments: 3, status_reports: 1 });
  });

  test('goes while it waits, out of the queue and its size', async t => {
    const bench = await openBench(t, { start: false });
    await bench.send(['491', '492']);
    assert.deepEqual(await erase(bench, 'eraseSent'), { erased: 1, more: false });
    assert.deepEqual(counts(bench), { tasks: 1, messages: 1, queue: 1 });
    assert.equal(bench.messages.inQueue(), 1);
  });

  test('goes while the rest of it waits for its SIM', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = (_tpdu, count) => {
      bench.port(0).canSend = false;
      return { kind: 'accepted', reference: count };
    };
    await bench.send(['491'], { text: 'x'.repeat(200) });
    await bench.quiet();
    assert.deepEqual(counts(bench), { tasks: 1, messages: 1, segments: 1, continuations: 1 });
    await erase(bench, 'eraseSent');
    assert.deepEqual(counts(bench), {});
  });

  test('stays while it is handed over, and those behind it go', async t => {
    const bench = await openBench(t);
    const { promise, resolve } = Promise.withResolvers<{ kind: 'accepted'; reference: number }>();
    bench.port(0).answer = () => promise;
    const sent = () => [isBeingSent(bench.store.read, '491'), isBeingSent(bench.store.read, '492')];
    await bench.send(['491']);
    await bench.quiet();
    await bench.send(['+491']);
    await bench.quiet();
    assert.deepEqual(sent(), [true, false]);
    assert.deepEqual(await erase(bench, 'eraseSent'), { erased: 1, more: false });
    assert.deepEqual(counts(bench), { tasks: 1, messages: 1, segments: 1 });
    resolve({ kind: 'accepted', reference: 1 });
    await bench.quiet();
    assert.deepEqual(sent(), [false, false]);
    await erase(bench, 'eraseSent');
    assert.deepEqual(counts(bench), {});
  });

  test('goes 200 at a time', async t => {
    const bench = await openBench(t, { start: false });
    for (const amount of [100, 101]) await bench.send(Array(amount).fill('491'));
    assert.deepEqual(await erase(bench, 'eraseSent'), { erased: 200, more: true });
    assert.deepEqual(await erase(bench, 'eraseSent'), { erased: 1, more: false });
  });
});

describe('what came from a number', () => {
  test('goes: messages, parts of long ones, reports that found no message', async t => {
    const bench = await openBench(t);
    const at = bench.clock.now();
    for (const from of ['+491', '+492']) {
      for (const sms of delivers({ from, text: 'in', at })) await bench.receive(0, sms);
      const [part] = delivers({ from, text: 'x'.repeat(200), at });
      await bench.receive(0, part ?? assert.fail());
      await bench.receive(0, statusReport({ reference: 77, recipient: from, centreTime: at }));
    }
    const left = () =>
      ['incoming', 'part_sets', 'parts', 'status_reports'].map(table =>
        bench.store.read.number(`SELECT count(*) FROM ${table}`),
      );
    assert.deepEqual(left(), [2, 2, 2, 2]);
    await erase(bench, 'eraseIncoming');
    assert.deepEqual(left(), [1, 2, 2, 2]);
    await erase(bench, 'eraseParts');
    assert.deepEqual(left(), [1, 1, 1, 2]);
    assert.deepEqual(await erase(bench, 'eraseReports'), { erased: 1, more: false });
    assert.deepEqual(left(), [1, 1, 1, 1]);
  });
});
