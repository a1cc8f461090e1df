import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addLoad, loadAt, noLoad } from './outgoing/load.ts';
import { lanesOf, mayUse, portSet } from './outgoing/port-set.ts';
import { portRest, retryDelay } from './outgoing/retry.ts';
import { collect, defaultSms, delivers, openBench, simOf, statusReport } from './testing.ts';

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

describe('register events', () => {
  test('tell when a port comes up and goes down, numbered, with the SIM it had', async t => {
    const bench = await openBench(t);
    const port = bench.port(0);
    const change = async (reg: typeof port.reg): Promise<void> => {
      port.reg = reg;
      bench.listener.changed(port);
      await bench.quiet();
    };
    await change('SEARCHING_NETWORK');
    await change('REGISTER_OK');
    await change('REGISTER_OK');
    const { iccid, imsi } = port.sim;
    port.sim = simOf('');
    await change('NO_SIM');
    const told = bench.journal();
    const shared = { kind: 'register', port: 0, iccid, imsi, number: '', slot: 255 };
    assert.deepEqual(told, [
      { ...shared, status: 'up', sequence: 1 },
      { ...shared, status: 'down', sequence: 2 },
    ]);
  });

  test('tell of another SIM', async t => {
    const bench = await openBench(t);
    bench.listener.changed(bench.port(0));
    await bench.quiet();
    bench.port(0).sim = simOf('262019999999999');
    bench.listener.changed(bench.port(0));
    await bench.quiet();
    const told = bench.journal().map(event => (event.kind === 'register' ? [event.status, event.imsi] : []));
    assert.deepEqual(told, [
      ['up', '262010000000000'],
      ['up', '262019999999999'],
    ]);
  });
});

describe('the PIN ledger', () => {
  test('allows a PIN once, and again only when it was right', async t => {
    const { pins } = await openBench(t);
    assert.equal(pins.mayTry('8949', '1234'), true);
    await pins.recordTry('8949', '1234');
    assert.equal(pins.mayTry('8949', '1234'), false);
    assert.equal(pins.mayTry('8949', '4321'), true);
    assert.equal(pins.mayTry('8950', '1234'), true);
    await pins.recordSuccess('8949', '1234');
    assert.equal(pins.mayTry('8949', '1234'), true);
  });

  test('allows a PIN that was right before one try whose outcome was lost, over a restart, and no more', async t => {
    const before = await openBench(t);
    await before.pins.recordTry('8949', '1234');
    await before.pins.recordSuccess('8949', '1234');
    await before.pins.recordTry('8949', '1234');
    before.kill();
    const { pins } = await openBench(t, { folder: before.folder, clock: before.clock });
    assert.equal(pins.mayTry('8949', '1234'), true);
    await pins.recordTry('8949', '1234');
    assert.equal(pins.mayTry('8949', '1234'), false);
  });

  test('does not store the PIN itself', async t => {
    const { pins, store } = await openBench(t);
    await pins.recordTry('8949', '1234');
    assert.ok(!JSON.stringify(store.read.all('SELECT * FROM pin_tries')).includes('1234"'));
  });
});

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

describe('the journal', () => {
  test('is read by id and tells after a commit', async t => {
    const bench = await openBench(t);
    let told = 0;
    const end = bench.events.onCommitted(() => {
      told += 1;
    });
    await bench.send(['01', '02']);
    await bench.quiet();
    assert.ok(told >= 1);
    const [first, second] = bench.events.since(0, 10);
    assert.equal(first?.at, bench.clock.now());
    assert.deepEqual(bench.events.since(first?.id ?? 0, 1), [second]);
    assert.equal(bench.events.newest(), second?.id);
    end();
    const before = told;
    await bench.send(['03']);
    await bench.quiet();
    assert.equal(told, before);
  });
});

describe('port sets', () => {
  test('name ports by bits, and any port by none', () => {
    assert.equal(portSet([]), 0);
    assert.equal(portSet([0, 31]), 0x80000001);
    assert.deepEqual(lanesOf(0), [-1]);
    assert.deepEqual(lanesOf(0x80000001), [0, 31]);
    assert.deepEqual(
      [0, 1, 31].map(port => mayUse(0x80000001, port)),
      [true, false, true],
    );
    assert.equal(mayUse(0, 17), true);
  });
});

describe('delays', () => {
  test('of a refused message double up to the longest, spread over their upper half', () => {
    const delays = [1, 2, 3, 7, 100].map(
      attempts => retryDelay(attempts, defaultSms, () => 1 - 2 ** -52) / 1000,
    );
    assert.deepEqual(delays.map(Math.round), [15, 30, 60, 900, 900]);
    assert.equal(
      retryDelay(1, defaultSms, () => 0),
      7500,
    );
  });

  test('of a port begin after some refusals, or at once when its device is gone', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 20].map(refusals => portRest(refusals, false)),
      [0, 0, 2000, 4000, 120_000],
    );
    assert.deepEqual(
      [1, 2, 20].map(refusals => portRest(refusals, true)),
      [2000, 4000, 120_000],
    );
  });
});

describe('load', () => {
  test('is half forgotten in an hour', () => {
    const load = addLoad(addLoad(noLoad, 0), 0);
    assert.equal(loadAt(load, 0), 2);
    assert.equal(loadAt(load, 3600_000), 1);
  });
});
