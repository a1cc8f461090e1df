import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collect, openBench } from '../testing.ts';

describe('send_sms', () => {
  test('numbers tasks and counts messages, not segments, that wait', async t => {
    const bench = await openBench(t, { start: false });
    assert.deepEqual(await bench.send(['01', '02'], { text: 'x'.repeat(400) }), {
      ok: true,
      taskId: 1,
      inQueue: 2,
    });
    assert.deepEqual(await bench.send(['03']), { ok: true, taskId: 2, inQueue: 3 });
  });

  test('lets a number of more than 20 digits end FAILED for that recipient alone', async t => {
    const bench = await openBench(t);
    const answer = await bench.send(['01', '1'.repeat(22)]);
    assert.deepEqual(answer, { ok: true, taskId: 1, inQueue: 1 });
    await bench.quiet();
    const rows = await collect(bench.messages.results({}));
    assert.deepEqual(
      rows.map(row => row.status),
      ['SENT_OK', 'FAILED'],
    );
    const [event] = bench.journal();
    assert.ok(event?.kind === 'sms_result');
    assert.match(event.reason, /22 digits/);
  });

  test('refuses what would be more than the queue may hold', async t => {
    const bench = await openBench(t, { start: false, sms: { queueLimit: 3 } });
    const answers = await Promise.all([
      bench.send(['01', '02']),
      bench.send(['03', '04']),
      bench.send(['05']),
    ]);
    assert.deepEqual(
      answers.map(answer => (answer.ok ? answer.inQueue : answer.code)),
      [2, 413, 3],
    );
  });

  test('answers a repeat under the same Idempotency-Key as the first time, for a day', async t => {
    const bench = await openBench(t, { start: false });
    const send = (key: string, digest: string) => bench.send(['01'], { idempotency: { key, digest } });
    const first = await send('a', 'x');
    await send('b', 'x');
    assert.deepEqual(await send('a', 'x'), first);
    const other = await send('a', 'y');
    assert.ok(!other.ok && other.code === 400 && other.error.includes('Idempotency-Key'));
    assert.equal(bench.messages.inQueue(), 2);
    bench.clock.advance(24 * 3600_000 + 1);
    assert.deepEqual(await send('a', 'y'), { ok: true, taskId: 3, inQueue: 3 });
  });

  test('answers two that arrive at once under one key with one task', async t => {
    const bench = await openBench(t, { start: false });
    const idempotency = { key: 'a', digest: 'x' };
    const answers = await Promise.all([
      bench.send(['01'], { idempotency }),
      bench.send(['01'], { idempotency }),
    ]);
    assert.deepEqual(answers[0], answers[1]);
    assert.equal(bench.messages.inQueue(), 1);
  });
});
