/** Rows that one step of retention removes, and rows that it leaves for the next one. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collect, delivers, openBench, statusReport } from './testing.ts';

type Bench = Awaited<ReturnType<typeof openBench>>;

const DAY = 86_400_000;

function count(bench: Bench, table: string, where = '1 = 1'): number | undefined {
  return bench.store.read.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${table} WHERE ${where}`)?.rows;
}

/** Lets time pass at once, and then what is due happen. */
async function later(bench: Bench, milliseconds: number): Promise<void> {
  bench.clock.advance(milliseconds);
  await bench.pass(30);
}

describe('a step of retention', () => {
  test('removes a row at its age and not before', async t => {
    const bench = await openBench(t, { retention: { events: 1 } });
    await bench.send(['01']);
    await bench.quiet();
    const events = count(bench, 'events');
    await later(bench, DAY - 120_000);
    assert.equal(count(bench, 'events'), events);
    await later(bench, 120_000);
    assert.equal(count(bench, 'events'), 0);
  });

  test('goes on at once where more is due than one step takes', async t => {
    const bench = await openBench(t, { retention: { events: 1 } });
    await bench.store.write(database => {
      for (let number = 0; number < 450; number += 1)
        database.run("INSERT INTO events (at, steady, body) VALUES (0, ?, '{}')", bench.store.steady.now());
    });
    assert.equal(count(bench, 'events'), 450);
    await later(bench, DAY + 60_000);
    assert.equal(count(bench, 'events'), 0);
  });

  test('of 0 days keeps for ever', async t => {
    const bench = await openBench(t, { retention: { sent: 0, received: 0, events: 0 } });
    await bench.send(['01']);
    await bench.quiet();
    for (const sms of delivers({ text: 'in', at: bench.clock.now() })) await bench.receive(0, sms);
    await later(bench, 4000 * DAY);
    assert.deepEqual([count(bench, 'messages'), count(bench, 'incoming')], [1, 1]);
    assert.notEqual(count(bench, 'events'), 0);
  });

  test('removes reports that found no message by their own age, and those of a message with it', async t => {
    const bench = await openBench(t, { retention: { sent: 2, events: 0 } });
    await bench.receive(0, statusReport({ reference: 77, centreTime: bench.clock.now() }));
    await later(bench, DAY);
    await bench.send(['01']);
    await bench.quiet();
    await bench.receive(0, statusReport({ reference: 1, recipient: '01', centreTime: bench.clock.now() }));
    assert.equal(count(bench, 'status_reports'), 2);
    await later(bench, DAY + 60_000);
    assert.equal(count(bench, 'status_reports', 'message_id IS NULL'), 0);
    assert.deepEqual([count(bench, 'status_reports'), count(bench, 'messages')], [1, 1]);
    await later(bench, DAY);
    assert.deepEqual([count(bench, 'status_reports'), count(bench, 'messages')], [0, 0]);
    assert.equal(count(bench, 'segments'), 0);
  });

  test('forgets a received message as a repeat after a week', async t => {
    const bench = await openBench(t);
    const [sms] = delivers({ text: 'in', at: bench.clock.now() });
    assert.ok(sms);
    await bench.receive(0, sms);
    await later(bench, 6 * DAY);
    await bench.receive(0, sms);
    assert.equal(count(bench, 'incoming'), 1);
    await later(bench, DAY + 60_000);
    assert.equal(count(bench, 'received'), 0);
    await bench.receive(0, sms);
    assert.equal(count(bench, 'incoming'), 2);
  });

  test('forgets the parts of a message with gaps three days after it was shown', async t => {
    const bench = await openBench(t, { sms: { incompleteAge: 3600 } });
    const [part] = delivers({ text: 'x'.repeat(200), at: bench.clock.now() });
    await bench.receive(0, part ?? assert.fail());
    await later(bench, 3600_000);
    assert.deepEqual([count(bench, 'incoming'), count(bench, 'parts')], [1, 1]);
    await later(bench, 3 * DAY - 120_000);
    assert.equal(count(bench, 'part_sets'), 1);
    await later(bench, 60_000);
    assert.deepEqual([count(bench, 'part_sets'), count(bench, 'parts')], [0, 0]);
  });

  test('forgets the answer to an Idempotency-Key after a day', async t => {
    const bench = await openBench(t);
    await bench.send(['01'], { idempotency: { key: 'a', digest: 'x' } });
    await bench.quiet();
    await later(bench, DAY - 60_000);
    assert.equal(count(bench, 'idempotency'), 1);
    await later(bench, 60_000);
    assert.equal(count(bench, 'idempotency'), 0);
  });

  test('keeps a task as long as one of its messages is there', async t => {
    const bench = await openBench(t, { retention: { maximumRows: 2 } });
    await bench.send(['01', '02', '03']);
    await bench.quiet();
    await bench.pass(30);
    assert.deepEqual([count(bench, 'messages'), count(bench, 'tasks')], [2, 1]);
    await bench.send(['04', '05']);
    await bench.quiet();
    await bench.pass(30);
    assert.deepEqual([count(bench, 'messages'), count(bench, 'tasks')], [2, 1]);
    assert.deepEqual(
      (await collect(bench.messages.results({}))).map(({ number }) => number),
      ['04', '05'],
    );
  });

  test('keeps exactly the most that is set, of each kind by itself', async t => {
    const bench = await openBench(t, { retention: { maximumRows: 3 } });
    for (let number = 0; number < 3; number += 1) {
      await bench.send([`0${number}`]);
      await bench.quiet();
      const at = bench.clock.now();
      for (const sms of delivers({ text: `in ${number}`, at })) await bench.receive(0, sms);
    }
    await bench.pass(30);
    assert.deepEqual([count(bench, 'messages'), count(bench, 'incoming'), count(bench, 'events')], [3, 3, 3]);
  });
});
