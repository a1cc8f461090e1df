import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collect, delivers, openBench, statusReport } from './testing.ts';

describe('retention', () => {
  const day = 86_400;
  const counts = (bench: Awaited<ReturnType<typeof openBench>>) =>
    ['messages', 'segments', 'status_reports', 'incoming', 'events', 'tasks'].map(
      table => bench.store.read.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count,
    );
  const fill = async (bench: Awaited<ReturnType<typeof openBench>>): Promise<void> => {
    const at = bench.clock.now();
    await bench.send(['01']);
    await bench.quiet();
    await bench.receive(0, statusReport({ reference: 1, recipient: '01', centreTime: at }));
    for (const sms of delivers({ text: 'in', at })) await bench.receive(0, sms);
  };

  test('removes what is older than set, with all that belongs to it', async t => {
    const bench = await openBench(t, { retention: { sent: 3, received: 2, events: 1 } });
    await fill(bench);
    const after = async (days: number) => {
      bench.clock.advance(days * day * 1000);
      await bench.pass(30);
      return counts(bench);
    };
    assert.deepEqual(counts(bench), [1, 1, 1, 1, 4, 1]);
    assert.deepEqual(await after(1.1), [1, 1, 1, 1, 0, 1]);
    assert.deepEqual(await after(1), [1, 1, 1, 0, 0, 1]);
    assert.deepEqual(await after(1), [0, 0, 0, 0, 0, 0]);
    const { read, unread } = await bench.messages.inbox({ afterId: 0, flag: 'all' });
    assert.deepEqual([read, unread], [0, 0]);
  });

  test('removes the oldest beyond the most that is kept', async t => {
    const bench = await openBench(t, { retention: { maximumRows: 2 } });
    for (let n = 0; n < 5; n += 1) {
      await bench.send([`0${n}`]);
      await bench.quiet();
    }
    await bench.pass(30);
    assert.deepEqual(
      (await collect(bench.messages.results({}))).map(row => row.number),
      ['03', '04'],
    );
    assert.equal(await bench.messages.stop(1), 'unknown');
  });

  test('removes nothing because a clock jumped, forward or back, running or over a restart', async t => {
    const bench = await openBench(t);
    await fill(bench);
    bench.clock.jump(30 * 365 * day * 1000);
    await bench.pass(60);
    assert.deepEqual(counts(bench), [1, 1, 1, 1, 4, 1]);
    await bench.stop();
    bench.store.close();
    bench.clock.jump(-60 * 365 * day * 1000);
    const second = await openBench(t, { folder: bench.folder, clock: bench.clock });
    await second.pass(60);
    assert.deepEqual(counts(second), [1, 1, 1, 1, 4, 1]);
  });

  test('never removes what is not at its end', async t => {
    const bench = await openBench(t, { retention: { sent: 1 }, sms: { waitingAge: 10 * day } });
    bench.port(0).canSend = false;
    await bench.send(['01']);
    bench.clock.advance(3 * day * 1000);
    await bench.pass(60);
    assert.equal(bench.messages.inQueue(), 1);
    assert.equal((await collect(bench.messages.results({}))).length, 1);
  });
});
