import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { collect, openBench, statusReport } from '../testing.ts';

function never() {
  return new Promise<never>(() => {});
}

describe('after a crash', () => {
  test('a segment that was handed over is in doubt and not sent again; all others go on', async t => {
    const before = await openBench(t);
    before.port(0).answer = never;
    await before.send(['01', '02', '03']);
    await before.quiet();
    assert.deepEqual(
      before.carried.map(segment => segment.number),
      ['01'],
    );
    before.kill();
    const after = await openBench(t, { folder: before.folder, clock: before.clock });
    assert.deepEqual(
      after.carried.map(segment => segment.number),
      ['02', '03'],
    );
    const rows = await collect(after.messages.results({}));
    assert.deepEqual(
      rows.map(row => row.status),
      ['SENDING', 'SENT_OK', 'SENT_OK'],
    );
    await after.receive(0, statusReport({ reference: 77, recipient: '01', centreTime: after.clock.now() }));
    assert.equal((await collect(after.messages.results({})))[0]?.status, 'DELIVERED');
  });

  test('the rest of a long message goes through the SIM that began it', async t => {
    const before = await openBench(t, { ports: 2 });
    before.port(0).answer = (_tpdu, count) => (count === 1 ? { kind: 'accepted', reference: 1 } : never());
    await before.send(['01'], { text: 'x'.repeat(500), ports: [0] });
    await before.quiet();
    before.kill();
    const after = await openBench(t, {
      ports: 2,
      folder: before.folder,
      clock: before.clock,
      start: false,
    });
    const sims = [after.port(0).sim, after.port(1).sim] as const;
    [after.port(1).sim, after.port(0).sim] = sims;
    after.start();
    await after.quiet();
    const sequence = (data: Uint8Array | undefined) => data?.[2];
    assert.deepEqual(
      after.carried.map(({ port, tpdu }) => [port, sequence(tpdu.userData.header[0]?.data)]),
      [
        [1, 3],
        [1, 4],
      ],
    );
    const [row] = await collect(after.messages.results({}));
    assert.deepEqual([row?.status, row?.count, row?.succCount], ['SENDING', 4, 3]);
  });

  test('a message that waited for its next try is tried at once', async t => {
    const before = await openBench(t);
    before.port(0).answer = () => ({
      kind: 'refused',
      refusal: { source: 'cms', text: 'congestion', permanent: false },
    });
    await before.send(['01']);
    await before.quiet();
    before.kill();
    const after = await openBench(t, { folder: before.folder, clock: before.clock });
    assert.equal(after.carried.length, 1);
    assert.equal((await collect(after.messages.results({})))[0]?.status, 'SENT_OK');
  });

  test('nothing accepted is lost and the event journal goes on with new ids', async t => {
    const before = await openBench(t);
    await before.send(['01']);
    await before.quiet();
    const newest = before.events.newest();
    before.kill();
    const after = await openBench(t, { folder: before.folder, clock: before.clock });
    await after.send(['02']);
    await after.quiet();
    assert.deepEqual(
      after.events.since(0, 10).map(entry => entry.id),
      [newest, newest + 1],
    );
    assert.deepEqual(
      (await collect(after.messages.results({}))).map(row => row.number),
      ['01', '02'],
    );
  });
});

describe('when the disk is full', () => {
  const limit = (bench: Awaited<ReturnType<typeof openBench>>, pages: number): void => {
    bench.store.read.get(`PRAGMA max_page_count = ${pages}`);
  };

  test('a request is answered with 500 and accepted again once there is space', async t => {
    const bench = await openBench(t);
    limit(bench, 1);
    const text = 'x'.repeat(1400);
    let answer = await bench.send(['01'], { text });
    for (let n = 0; answer.ok && n < 200; n += 1) answer = await bench.send(['01'], { text });
    assert.ok(!answer.ok && answer.code === 500 && answer.error.includes('full'), JSON.stringify(answer));
    const carried = bench.carried.length;
    limit(bench, 1_000_000);
    await bench.pass(300);
    assert.ok((await bench.send(['02'])).ok);
    await bench.pass(300);
    const rows = await collect(bench.messages.results({}));
    assert.ok(
      rows.every(row => row.status === 'SENT_OK'),
      JSON.stringify(rows.map(row => row.status)),
    );
    assert.equal(
      bench.carried.length,
      rows.reduce((sum, row) => sum + row.count, 0),
      `${carried} before`,
    );
  });

  test('what is received is not acknowledged', async t => {
    const bench = await openBench(t);
    limit(bench, 1);
    let failed = 0;
    for (let n = 0; n < 3000 && failed === 0; n += 1)
      await bench
        .receive(0, statusReport({ reference: n & 255, recipient: `0${n}`, centreTime: bench.clock.now() }))
        .catch(() => (failed += 1));
    assert.equal(failed, 1);
  });
});

describe('stop', () => {
  test('lets what is being sent end and begins nothing more', async t => {
    const bench = await openBench(t);
    let release = (): void => {};
    bench.port(0).answer = () =>
      new Promise(resolve => (release = () => resolve({ kind: 'accepted', reference: 4 })));
    await bench.send(['01', '02']);
    await bench.quiet();
    const stopped = bench.stop();
    release();
    await stopped;
    assert.deepEqual(
      (await collect(bench.messages.results({}))).map(row => row.status),
      ['SENT_OK', 'SENDING'],
    );
    assert.equal(bench.carried.length, 1);
  });
});

describe('a store that cannot be written at the start', () => {
  /** A message that waits for a start whose store takes nothing. */
  async function waiting(t: TestContext) {
    const bench = await openBench(t, { start: false });
    await bench.send(['01']);
    bench.store.read.get('PRAGMA query_only = 1');
    bench.start();
    await bench.quiet();
    const pass = async (milliseconds: number) => {
      bench.clock.advance(milliseconds);
      await bench.quiet();
      return bench.carried.length;
    };
    return { bench, pass };
  }

  test('keeps everything from being sent, and is tried again each second', async t => {
    const { bench, pass } = await waiting(t);
    assert.deepEqual([bench.carried.length, await pass(1000), await pass(0)], [0, 0, 0]);
    bench.store.read.get('PRAGMA query_only = 0');
    assert.deepEqual([await pass(999), await pass(1)], [0, 1]);
  });
});
