/** The queues as people see and change them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until } from '@simgate/daemon/testing';
import {
  granted,
  idle,
  openPoisonBench,
  openPushBench,
  type PushBench,
  smsEvent,
  viewOf,
  waiting,
} from './testing.ts';

const limit = { timeout: 30_000 };

async function happen(bench: PushBench, ...texts: string[]): Promise<void> {
  for (const text of texts) await bench.happen(smsEvent('+1', text));
}

describe('passing an event over', limit, () => {
  test('those behind it go on, and it is on the given-up list', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await happen(bench, 'poison', 'second', 'third');
    await until(async () => granted(bench.push.waiting(id, 0, 10)).length === 3);
    assert.deepEqual(await bench.push.passOver(id, [1, 99]), { ok: true, value: 1 });
    await idle(bench, id);
    assert.deepEqual(receiver.ids(), ['1', '2', '3']);
    const [row] = granted(bench.push.givenUp(id, 0, 10));
    assert.deepEqual([row?.eventId, row?.attempts, row?.reason], [1, 1, 'passed over by a person']);
  });

  test('one behind another is left out when its turn comes', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await happen(bench, 'poison', 'second', 'third');
    await until(async () => granted(bench.push.waiting(id, 0, 10)).length === 3);
    assert.deepEqual(await bench.push.passOver(id, [2]), { ok: true, value: 1 });
    receiver.answer = () => ({ status: 200 });
    bench.clock.advance(1000);
    await idle(bench, id);
    assert.deepEqual(receiver.ids(), ['1', '1', '3']);
  });

  test('one that is under way is given up when its attempt has failed', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    const { promise, resolve } = Promise.withResolvers<void>();
    receiver.answer = () => ({ status: 500, after: promise });
    await happen(bench, 'first');
    await receiver.received(1);
    assert.deepEqual(await bench.push.passOver(id, [1]), { ok: true, value: 1 });
    resolve();
    await until(async () => (await viewOf(bench, id)).givenUp === 1);
  });

  test('also of a target that is disabled', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await happen(bench, 'poison', 'second');
    await until(async () => granted(bench.push.waiting(id, 0, 10)).length === 2);
    await bench.push.change(id, { enabled: false });
    assert.deepEqual(await bench.push.passOver(id, [1]), { ok: true, value: 1 });
    await bench.push.change(id, { enabled: true });
    await idle(bench, id);
    assert.deepEqual(receiver.ids().slice(-1), ['2']);
  });
});

describe('sending again', limit, () => {
  test('what was given up, with its old id', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await happen(bench, 'poison');
    await waiting(bench, id);
    await bench.push.passOver(id, [1]);
    await idle(bench, id);
    receiver.answer = () => ({ status: 200 });
    assert.deepEqual(await bench.push.resend(id, {}), { ok: true, value: 1 });
    await until(async () => (await viewOf(bench, id)).givenUp === 0);
    await idle(bench, id);
    assert.deepEqual(receiver.ids(), ['1', '1']);
    assert.equal(receiver.requests[0]?.body, receiver.requests[1]?.body);
  });

  test('of a target that is disabled: it gets them once it is enabled', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await happen(bench, 'first');
    await idle(bench, id);
    await bench.push.change(id, { enabled: false });
    assert.deepEqual([bench.push.troubled(), bench.push.ages()], [0, []]);
    assert.deepEqual(await bench.push.resend(id, { eventIds: [1] }), { ok: true, value: 1 });
    assert.deepEqual(
      granted(bench.push.waiting(id, 0, 10)).map(({ eventId, isHeld }) => [eventId, isHeld]),
      [[1, false]],
    );
    await bench.push.change(id, { enabled: true });
    await idle(bench, id);
    assert.deepEqual(receiver.ids(), ['1', '1']);
  });

  test('by ids: also what was taken; what is not there or still to come is left out', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await happen(bench, 'one', 'two', 'three');
    await idle(bench, id);
    assert.deepEqual(await bench.push.resend(id, { eventIds: [3, 1, 4, 99] }), { ok: true, value: 2 });
    await receiver.received(5);
    await idle(bench, id);
    assert.deepEqual(receiver.ids().slice(3), ['1', '3'], 'in the order of their subject');
  });

  test('by time: the kinds that the target wants', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await bench.push.change(id, { kinds: ['sms'] });
    const at: number[] = [];
    for (const text of ['one', 'two', 'three', 'four']) {
      at.push(bench.clock.now());
      await happen(bench, text);
      await bench.registers(1);
      bench.clock.advance(1000);
    }
    await receiver.received(4);
    await idle(bench, id);
    const [, from = 0, , to = 0] = at;
    assert.deepEqual(await bench.push.resend(id, { range: { from, to } }), { ok: true, value: 2 });
    await receiver.received(6);
    assert.deepEqual(receiver.ids().slice(4), ['3', '5']);
  });

  test('an event that waits is tried at once, as if for the first time', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await happen(bench, 'poison');
    await waiting(bench, id);
    receiver.answer = () => ({ status: 200 });
    await bench.push.resend(id, { eventIds: [1] });
    await idle(bench, id);
    assert.deepEqual(receiver.ids(), ['1', '1']);
  });
});

describe('what people see', limit, () => {
  test('attempts: the newest first, with the beginning of the answer', async t => {
    const { bench, id } = await openPoisonBench(t);
    await happen(bench, 'fine', 'poison');
    await waiting(bench, id);
    const query = { before: undefined, limit: 10, eventId: undefined, failedOnly: false };
    const all = granted(bench.push.attempts(id, query));
    assert.deepEqual(
      all.map(({ number, eventId, kind, status, trouble, answer }) => [
        ...[number, eventId, kind, status, trouble, answer],
      ]),
      [
        [2, 2, 'sms', 500, 'the target answered 500', 'no database'],
        [1, 1, 'sms', 200, '', 'thanks'],
      ],
    );
    assert.equal(granted(bench.push.attempts(id, { ...query, failedOnly: true })).length, 1);
    assert.equal(granted(bench.push.attempts(id, { ...query, eventId: 1 }))[0]?.number, 1);
    assert.equal(granted(bench.push.attempts(id, { ...query, before: 2 }))[0]?.number, 1);
  });

  test('the newest 500 attempts of each sort are kept, also over a restart', async t => {
    const { bench, id } = await openPoisonBench(t);
    await happen(bench, 'poison');
    await waiting(bench, id);
    await bench.store.write(database => {
      for (let count = 0; count < 600; count += 1)
        bench.journal.append(database, smsEvent(`+2${count}`, 'fine'));
    });
    await waiting(bench, id);
    await until(async () => (await viewOf(bench, id)).lastEvent === 601);
    await waiting(bench, id);
    await bench.push.stop(0);
    bench.kill();
    const next = await openPushBench(t, { folder: bench.folder, clock: bench.clock });
    await next.happen(smsEvent('+3', 'fine'));
    await until(async () => (await viewOf(next, id)).lastEvent === 602);
    const query = { before: undefined, limit: 2000, eventId: undefined, failedOnly: false };
    const all = granted(next.push.attempts(id, query));
    assert.equal(all.filter(({ trouble }) => trouble === '').length, 500);
    assert.ok(all.some(({ eventId, trouble }) => eventId === 1 && trouble !== ''));
    assert.equal(all.find(({ trouble }) => trouble === '')?.eventId, 602);
  });

  test('the age of the oldest event that waits', async t => {
    const { bench, id } = await openPoisonBench(t);
    const { oldestAge, heldBack, failures, givenUp } = await viewOf(bench, id);
    assert.deepEqual([oldestAge, heldBack, failures, givenUp], [0, 0, 0, 0]);
    assert.deepEqual(bench.push.ages(), [{ name: 'crm', oldestAge: 0 }]);
    await happen(bench, 'poison');
    await waiting(bench, id);
    bench.clock.jump(100_000_000);
    assert.equal((await viewOf(bench, id)).oldestAge, 100_000);
    assert.deepEqual(bench.push.ages(), [{ name: 'crm', oldestAge: 100_000 }]);
    // A clock that was set back makes nothing younger than now.
    bench.clock.jump(-200_000_000);
    assert.equal((await viewOf(bench, id)).oldestAge, 0);
    assert.deepEqual(bench.push.ages(), [{ name: 'crm', oldestAge: 0 }]);
  });

  test('given-up events and attempts are forgotten with the journal', async t => {
    const { bench, id } = await openPoisonBench(t);
    await happen(bench, 'poison');
    await waiting(bench, id);
    await bench.push.passOver(id, [1]);
    await idle(bench, id);
    bench.clock.advance(91 * 24 * 3600_000);
    await until(async () => (await viewOf(bench, id)).givenUp === 0);
    const query = { before: undefined, limit: 10, eventId: undefined, failedOnly: false };
    assert.deepEqual(granted(bench.push.attempts(id, query)), []);
  });
});

describe('sending much again', limit, () => {
  test('goes through everything by its time, beyond one step, each once and in order', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await bench.store.write(database => {
      for (let count = 0; count < 450; count += 1) bench.journal.append(database, smsEvent(`+${count}`, 'x'));
    });
    await receiver.received(450);
    await idle(bench, id);
    const range = { from: bench.clock.now(), to: bench.clock.now() + 1 };
    assert.deepEqual(await bench.push.resend(id, { range }), { ok: true, value: 450 });
    await receiver.received(900);
    await idle(bench, id);
    const again = receiver.ids().slice(450);
    assert.equal(new Set(again).size, 450);
  });

  test('by ids goes on beyond one step too, and takes an id that is named twice once', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await bench.store.write(database => {
      for (let count = 0; count < 201; count += 1) bench.journal.append(database, smsEvent(`+${count}`, 'x'));
    });
    await receiver.received(201);
    await idle(bench, id);
    const eventIds = [...Array.from({ length: 201 }, (_, index) => index + 1), 1, 201];
    assert.deepEqual(await bench.push.resend(id, { eventIds }), { ok: true, value: 201 });
    await receiver.received(402);
  });

  test('of a time in which nothing happened is nothing', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await happen(bench, 'one');
    await receiver.received(1);
    await idle(bench, id);
    const at = bench.clock.now();
    for (const range of [
      { from: at + 1, to: at + 1000 },
      { from: at - 1000, to: at },
    ])
      assert.deepEqual(await bench.push.resend(id, { range }), { ok: true, value: 0 });
    assert.deepEqual(await bench.push.resend(id, { range: { from: at, to: at + 1 } }), {
      ok: true,
      value: 1,
    });
  });
});
