/** A target does not take an event: the effect on that event, on its subject, and on all others. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { openReceiver, type Recorded, until } from '@simgate/daemon/testing';
import {
  idle,
  openPushBench,
  type PushBench,
  registerEvent,
  smsEvent,
  targetOf,
  viewOf,
  waiting,
} from './testing.ts';

const limit = { timeout: 30_000 };

async function setUp(test: TestContext, config: Parameters<typeof openPushBench>[1] = {}) {
  const bench = await openPushBench(test, config);
  const receiver = await openReceiver(test);
  return { bench, receiver };
}

function idOf({ headers }: Recorded): string {
  return String(headers['webhook-id']);
}

/** Lets the time of each next attempt come until it is so; time passes only while nothing is under way. */
async function advanceUntil(
  bench: PushBench,
  id: number,
  wanted: () => boolean | Promise<boolean>,
): Promise<void> {
  await until(async () => {
    if (await wanted()) return true;
    if ((await viewOf(bench, id)).state === 'waiting') bench.clock.advance(500);
    return false;
  });
}

describe('one event that fails', limit, () => {
  for (const status of [500, 503, 408, 425, 429]) {
    test(`${status}: the same again after a growing delay, and nothing of its subject overtakes it`, async t => {
      const { bench, receiver } = await setUp(t);
      receiver.answer = () => ({ status });
      const { id } = await targetOf(bench, receiver);
      await bench.registers(2);
      for (const [attempts, delay] of [1000, 2000, 4000].entries()) {
        await receiver.received(attempts + 1);
        await waiting(bench, id);
        bench.clock.advance(delay - 1);
        assert.equal((await viewOf(bench, id)).state, 'waiting');
        if (attempts === 2) receiver.answer = () => ({ status: 200 });
        bench.clock.advance(1);
      }
      await receiver.received(5);
      assert.deepEqual(receiver.ids(), ['1', '1', '1', '1', '2']);
    });
  }

  test('holds back its own subject only; it shows in the trouble, and arrives before those behind it', async t => {
    const { bench, receiver } = await setUp(t);
    let broken = true;
    receiver.answer = ({ body }) => ({ status: broken && body.includes('poison') ? 500 : 200 });
    const { id } = await targetOf(bench, receiver);
    await bench.happen(smsEvent('+1', 'first'));
    await bench.happen(smsEvent('+2', 'poison'));
    await bench.happen(smsEvent('+2', 'behind it'));
    await bench.happen(smsEvent('+1', 'third'));
    await bench.happen(smsEvent('+3', 'fourth'));
    await until(() => ['1', '4', '5'].every(other => receiver.ids().includes(other)));
    assert.ok(!receiver.ids().includes('3'));
    await waiting(bench, id);
    const view = await viewOf(bench, id);
    assert.equal(view.trouble, 'event 2: the target answered 500');
    assert.deepEqual([view.waiting, view.heldBack, view.failing, view.lastEvent], [2, 2, false, 5]);
    broken = false;
    bench.clock.advance(1000);
    await idle(bench, id);
    assert.deepEqual(receiver.ids().slice(-2), ['2', '3']);
    assert.equal((await viewOf(bench, id)).trouble, '');
  });

  test('the delay grows up to push.retryDelayMaximum and no further', async t => {
    const { bench, receiver } = await setUp(t, { config: { retryDelay: 10, retryDelayMaximum: 15 } });
    receiver.answer = () => ({ status: 500 });
    const { id } = await targetOf(bench, receiver);
    await bench.registers(1);
    for (const [attempts, delay] of [10_000, 15_000, 15_000].entries()) {
      await receiver.received(attempts + 1);
      await waiting(bench, id);
      bench.clock.advance(delay - 1);
      assert.equal((await viewOf(bench, id)).state, 'waiting');
      bench.clock.advance(1);
    }
    await receiver.received(4);
  });

  test('Retry-After is heeded', async t => {
    const { bench, receiver } = await setUp(t);
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '30' } });
    const { id } = await targetOf(bench, receiver);
    await bench.registers(1);
    await receiver.received(1);
    await waiting(bench, id);
    bench.clock.advance(29_999);
    await waiting(bench, id);
    assert.equal(receiver.requests.length, 1);
    bench.clock.advance(1);
    await receiver.received(2);
  });

  test('404: given up after three attempts, and on with the next', async t => {
    const { bench, receiver } = await setUp(t);
    receiver.answer = request => ({ status: idOf(request) === '1' ? 404 : 200 });
    const { id } = await targetOf(bench, receiver);
    await bench.registers(2);
    await advanceUntil(bench, id, () => receiver.requests.length === 4);
    await idle(bench, id);
    assert.deepEqual(receiver.ids(), ['1', '1', '1', '2']);
    const list = bench.push.givenUp(id, 0, 10);
    assert.ok(list.ok);
    assert.deepEqual(
      list.value.map(({ eventId, kind, attempts, reason }) => ({ eventId, kind, attempts, reason })),
      [{ eventId: 1, kind: 'register', attempts: 3, reason: 'the target answered 404 (3 times)' }],
    );
  });

  test('a redirect is not followed, is named at once, and counts as a refusal', async t => {
    const { bench, receiver } = await setUp(t);
    receiver.answer = () => ({ status: 308, headers: { location: '/push/' } });
    const { id } = await targetOf(bench, receiver);
    await bench.registers(1);
    await receiver.received(1);
    await waiting(bench, id);
    const moved = `the target answered 308 with the new address ${receiver.url}/push/`;
    assert.ok((await viewOf(bench, id)).trouble.startsWith(moved));
    await advanceUntil(bench, id, () => receiver.requests.length === 3);
    await until(async () => (await viewOf(bench, id)).givenUp === 1);
    assert.deepEqual([...new Set(receiver.requests.map(({ url }) => url))], ['/push']);
  });

  test('given up when its time is over, and the younger ones are not', async t => {
    const { bench, receiver } = await setUp(t);
    const { id } = await targetOf(bench, receiver);
    await receiver.close();
    await bench.registers(1);
    await waiting(bench, id);
    bench.clock.advance(71 * 3600_000);
    await bench.registers(1);
    await waiting(bench, id);
    assert.equal((await viewOf(bench, id)).givenUp, 0);
    bench.clock.advance(3600_000);
    await until(async () => (await viewOf(bench, id)).givenUp === 1);
    await waiting(bench, id);
    assert.equal((await viewOf(bench, id)).waiting, 1);
  });

  test('push.giveUpAfter sets that time', async t => {
    const { bench, receiver } = await setUp(t, { config: { giveUpAfter: 60 } });
    receiver.answer = () => ({ status: 500 });
    const { id } = await targetOf(bench, receiver);
    await bench.registers(1);
    await receiver.received(1);
    await waiting(bench, id);
    bench.clock.advance(60_000);
    await until(async () => (await viewOf(bench, id)).givenUp === 1);
  });
});

describe('a target that takes nothing', limit, () => {
  /** Six messages of six senders. */
  async function sixSenders({ happen }: PushBench): Promise<void> {
    for (const number of [1, 2, 3, 4, 5, 6]) await happen(smsEvent(`+${number}`, 'hello'));
  }

  for (const status of [404, 401, 301]) {
    test(`${status} to everything: probed, nothing is given up, and all of it arrives in the end`, async t => {
      const { bench, receiver } = await setUp(t);
      receiver.answer = () => ({ status });
      const { id } = await targetOf(bench, receiver);
      await sixSenders(bench);
      await advanceUntil(bench, id, () => receiver.requests.length > 20);
      const view = await viewOf(bench, id);
      assert.deepEqual([view.failing, view.givenUp, view.waiting], [true, 0, 6]);
      receiver.answer = () => ({ status: 200 });
      const before = receiver.requests.length;
      await advanceUntil(bench, id, async () => (await viewOf(bench, id)).state === 'idle');
      assert.deepEqual(receiver.ids().slice(before).toSorted(), ['1', '2', '3', '4', '5', '6']);
    });
  }

  test('refused alone and given up, then another is refused: the target is at fault, and the first waits again', async t => {
    const { bench, receiver } = await setUp(t);
    receiver.answer = () => ({ status: 404 });
    const { id } = await targetOf(bench, receiver);
    await bench.registers(1);
    await advanceUntil(bench, id, () => receiver.requests.length === 3);
    await until(async () => (await viewOf(bench, id)).givenUp === 1);
    await bench.registers(1);
    await until(async () => (await viewOf(bench, id)).givenUp === 0);
    receiver.answer = () => ({ status: 200 });
    await advanceUntil(bench, id, () => receiver.ids().at(-1) === '2' && receiver.ids().at(-2) === '1');
  });

  test('gets one event at a time, with at most 30 seconds between, and the rest at once when it is back', async t => {
    const { bench, receiver } = await setUp(t);
    receiver.answer = () => ({ status: 503 });
    const { id } = await targetOf(bench, receiver);
    for (let port = 0; port < 3; port += 1) await bench.happen(registerEvent(1, port));
    await until(async () => (await viewOf(bench, id)).failing);
    for (let number = 0; number < 100; number += 1) await bench.happen(smsEvent(`+${number}`, 'hello'));
    await advanceUntil(bench, id, () => receiver.requests.length > 12);
    const before = receiver.requests.length;
    bench.clock.advance(29_000);
    await waiting(bench, id);
    assert.ok(receiver.requests.length - before <= 1);
    assert.ok((await viewOf(bench, id)).heldBack < 20, 'the rest stays in the journal');
    receiver.answer = () => ({ status: 200 });
    await waiting(bench, id);
    bench.clock.advance(30_000);
    await idle(bench, id);
    assert.equal((await viewOf(bench, id)).waiting, 0);
    assert.equal(new Set(receiver.ids()).size, 103);
  });

  test('an event of a new subject is tried within a minute although all others fail', async t => {
    const { bench, receiver } = await setUp(t);
    receiver.answer = ({ body }) => ({ status: body.includes('register') ? 500 : 200 });
    const { id } = await targetOf(bench, receiver);
    for (let port = 0; port < 5; port += 1) await bench.happen(registerEvent(1, port));
    await advanceUntil(bench, id, () => receiver.requests.length > 20);
    assert.equal((await viewOf(bench, id)).failing, true);
    await bench.happen(smsEvent('+1', 'hello'));
    const before = bench.clock.monotonic();
    await advanceUntil(bench, id, () => receiver.ids().includes('6'));
    assert.ok(bench.clock.monotonic() - before <= 60_000);
  });

  test('costs the others nothing', async t => {
    const { bench, receiver } = await setUp(t);
    const silent = await openReceiver(t);
    silent.answer = () => ({ status: undefined });
    await targetOf(bench, silent, {}, 'dead');
    await targetOf(bench, receiver, {}, 'alive');
    await bench.registers(20);
    await receiver.received(20);
    assert.equal(silent.requests.length, 1);
  });

  test('no answer: cut after push.timeout', async t => {
    const { bench, receiver } = await setUp(t, { config: { timeout: 7 } });
    receiver.answer = () => ({ status: undefined });
    const { id } = await targetOf(bench, receiver);
    await bench.registers(1);
    await receiver.received(1);
    bench.clock.advance(7000);
    await waiting(bench, id);
    assert.equal((await viewOf(bench, id)).trouble, 'no answer within 7 s');
  });
});

describe('a slow subject', limit, () => {
  test('lets all others pass, however much of it waits, in bounded memory', async t => {
    const { bench, receiver } = await setUp(t);
    const held: (() => void)[] = [];
    receiver.answer = ({ body }) =>
      body.includes('slow')
        ? { status: 200, after: new Promise(resolve => held.push(() => resolve(undefined))) }
        : { status: 200 };
    const { id } = await targetOf(bench, receiver);
    await bench.store.write(database => {
      for (let count = 0; count < 500; count += 1) bench.journal.append(database, smsEvent('+1', 'slow'));
      for (let count = 0; count < 50; count += 1)
        bench.journal.append(database, smsEvent(`+2${count}`, 'quick'));
    });
    await until(() => new Set(receiver.ids()).size === 51);
    await until(async () => (await viewOf(bench, id)).lastEvent === 550);
    assert.equal(held.length, 1);
    await until(async () => {
      held.pop()?.();
      return (await viewOf(bench, id)).state === 'idle';
    });
    const slow = receiver
      .ids()
      .map(Number)
      .filter(event => event <= 500);
    assert.deepEqual(
      slow,
      Array.from({ length: 500 }, (_, index) => index + 1),
    );
  });

  test('at most push.concurrency events are under way', async t => {
    const { bench, receiver } = await setUp(t, { config: { concurrency: 3 } });
    receiver.answer = () => ({ status: undefined });
    await targetOf(bench, receiver);
    for (let number = 0; number < 10; number += 1) await bench.happen(smsEvent(`+${number}`, 'hello'));
    await receiver.received(3);
    await bench.happen(registerEvent(1));
    await bench.happen(registerEvent(2));
    assert.equal(receiver.requests.length, 3);
  });
});
