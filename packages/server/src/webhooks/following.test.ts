/** How soon a process sees what there is for its webhooks, by a clock that stands still: events, changes by others, partitions. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { StoreError } from '@simgate/daemon';
import { fakeClock, openReceiver } from '@simgate/daemon/testing';
import { loadServerConfig } from '../config/load.ts';
import { createIdMaker } from '../domain/ids.ts';
import { listDeliveries } from '../store/deliveries.ts';
import { appendEvents } from '../store/events.ts';
import { insertWebhook } from '../store/webhooks.ts';
import { openSqlite } from '../testing/engines.ts';
import { Webhooks } from './webhooks.ts';

const PART = 7;

interface Bench {
  /** Commits are those of another process: this one hears nothing of them. */
  readonly isDeaf?: boolean;
  readonly owned?: readonly number[];
  /** Settings by their variables, without what all of them begin with. */
  readonly variables?: Readonly<Record<string, string>>;
}

async function benchOf(t: TestContext, { isDeaf = false, owned = [PART], variables = {} }: Bench = {}) {
  const { store, dispose } = await openSqlite();
  if (isDeaf) store.onCommitted = () => () => {};
  const clock = fakeClock();
  const warnings: string[] = [];
  const log = {
    info: () => {},
    warn: (_fields: object, text: string) => void warnings.push(text),
    error: () => {},
  };
  const { webhooks: config } = loadServerConfig(undefined, {
    SIMGATE_SERVER_WEBHOOKS_ALLOWED_ADDRESSES: '127.0.0.1',
    ...Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [`SIMGATE_SERVER_WEBHOOKS_${name}`, value]),
    ),
  });
  const webhooks = new Webhooks({
    ...{ store, clock, log, config, random: () => 0.5, ids: createIdMaker(() => clock.now()) },
  });
  let partition: (part: number, has: boolean) => void = () => {};
  await webhooks.start({
    onPartition(listener) {
      partition = listener;
      for (const part of owned) listener(part, true);
    },
  });
  const receiver = await openReceiver(t);
  t.after(async () => {
    await webhooks.stop();
    await dispose();
  });
  const happen = (subject: string) =>
    store.write(() =>
      appendEvents(PART, [{ kind: 'message.sent', subject, at: 5, pool: '', data: { subject } }]),
    );
  const wish = { url: receiver.url, kinds: [], pools: [], description: '', enabled: true };
  const create = async () => {
    const made = await webhooks.create(wish);
    assert.ok(made.kind === 'done');
    return made.webhook;
  };
  const subjects = () => receiver.requests.map(({ body }) => JSON.parse(body).data.subject);
  /** Lets the event loop turn, in which whatever is due happens. */
  const quiet = async () => {
    for (let turns = 0; turns < 50; turns += 1) await turn();
  };
  return {
    ...{ store, clock, webhooks, warnings, receiver, happen, create, subjects, quiet, wish },
    partition: (part: number, has: boolean) => partition(part, has),
  };
}

describe('a webhook', { timeout: 20_000 }, () => {
  test('has a secret of 32 octets of chance, as Standard Webhooks has it', async t => {
    const { create } = await benchOf(t);
    const [one, other] = [await create(), await create()];
    assert.match(one.secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.notEqual(one.secret, other.secret);
  });

  test('gets an event 20 ms after it was stored: many commits make one look', async t => {
    const { create, happen, clock, receiver, subjects, quiet } = await benchOf(t);
    await create();
    await quiet();
    clock.advance(20);
    await quiet();
    await happen('a');
    clock.advance(19);
    await happen('b');
    await quiet();
    assert.deepEqual(subjects(), []);
    clock.advance(1);
    await receiver.received(2);
    assert.deepEqual(subjects().toSorted(), ['a', 'b']);
  });

  test('that another process made or heard an event for is looked at every second', async t => {
    const { store, clock, happen, receiver, subjects, quiet, wish } = await benchOf(t, { isDeaf: true });
    await store.write(() => insertWebhook({ ...wish, id: 'w', secret: '', version: 1 }, 0));
    await happen('a');
    clock.advance(999);
    await quiet();
    assert.deepEqual(subjects(), []);
    clock.advance(1);
    await receiver.received(1);
    await happen('b');
    while (subjects().length < 2) {
      clock.advance(1000);
      await quiet();
    }
    assert.deepEqual(subjects(), ['a', 'b']);
  });

  test('gets events of the partitions of this process alone, also of one that comes later', async t => {
    const { create, happen, clock, receiver, subjects, quiet, partition } = await benchOf(t, { owned: [] });
    await create();
    await happen('a');
    for (let look = 0; look < 3; look += 1) {
      clock.advance(20);
      await quiet();
    }
    assert.deepEqual(subjects(), []);
    partition(PART, true);
    await quiet();
    clock.advance(20);
    await receiver.received(1);
    partition(PART, false);
    await quiet();
    await happen('b');
    clock.advance(20);
    await quiet();
    assert.deepEqual(subjects(), ['a']);
  });

  test('does not lose a partition that comes while the store is away', async t => {
    const { create, happen, clock, receiver, warnings, quiet, partition, store } = await benchOf(t, {
      owned: [],
    });
    await create();
    await happen('a');
    await quiet();
    const away = t.mock.method(store, 'read', () => Promise.reject(new Error('away')));
    partition(PART, true);
    await quiet();
    assert.ok(warnings.includes('the queues of webhooks cannot be read now'), warnings.join());
    away.mock.restore();
    clock.advance(20);
    await receiver.received(1);
  });

  test('that is switched on gets what happened while it was off, though another one has had it', async t => {
    const { create, happen, clock, receiver, subjects, quiet, webhooks, wish } = await benchOf(t);
    await create();
    const off = await webhooks.create({ ...wish, enabled: false });
    assert.ok(off.kind === 'done');
    await happen('a');
    clock.advance(20);
    await receiver.received(1);
    clock.advance(1000);
    await quiet();
    await webhooks.change(off.webhook.id, { enabled: true });
    await receiver.received(2);
    assert.deepEqual(subjects(), ['a', 'a']);
  });

  const paces: [name: string, variables: Readonly<Record<string, string>>, seconds: number][] = [
    // Half of a delay is chance, and the chance here is 0.5.
    ['retryDelay of 8 s', { RETRY_DELAY: '8' }, 6],
    ['retryDelayMaximum of 4 s', { RETRY_DELAY: '8', RETRY_DELAY_MAXIMUM: '4' }, 3],
  ];
  for (const [name, variables, seconds] of paces)
    test(`that fails is tried again after ${seconds} s by a ${name}`, async t => {
      const { create, happen, clock, receiver, store } = await benchOf(t, { variables });
      receiver.answer = () => ({ status: 500 });
      const { id } = await create();
      await happen('a');
      clock.advance(20);
      const newest = { at: Number.MAX_SAFE_INTEGER, part: 0, seq: 0 };
      const listed = async () => (await store.read(() => listDeliveries(id, newest, 1)))[0];
      let next: number | undefined;
      while (next === undefined || next === 0) {
        await turn();
        next = (await listed())?.nextAt;
      }
      assert.equal((next - clock.now()) / 1000, seconds);
    });

  const reads: [what: string, sql: RegExp, warning: string | undefined][] = [
    ['its place', /FROM webhook_place WHERE part/, 'the events of a webhook cannot be read now'],
    ['its events', /FROM event WHERE/, undefined],
  ];
  for (const [what, sql, warning] of reads)
    test(`gets its events at a later look where ${what} could not be read for a moment`, async t => {
      const { create, happen, clock, receiver, warnings, quiet, store, subjects } = await benchOf(t);
      await create();
      await quiet();
      clock.advance(20);
      await quiet();
      const { read } = store;
      let failures = 0;
      t.mock.method(store, 'read', (work: Parameters<typeof read>[0]) => {
        const { done, value } = work().next();
        if (done === true || !sql.test(value.sql) || failures > 0) return read.call(store, work);
        failures += 1;
        return turn().then(() => Promise.reject(new StoreError('unwritable', 'away')));
      });
      await happen('a');
      clock.advance(20);
      while (failures === 0) await turn();
      await quiet();
      assert.deepEqual([subjects(), warnings], [[], warning === undefined ? [] : [warning]]);
      clock.advance(1000);
      await receiver.received(1);
      assert.deepEqual(subjects(), ['a']);
    });

  test('is left alone when the process stops, and leaves no timer', async t => {
    const { create, happen, clock, webhooks, subjects, quiet } = await benchOf(t);
    await create();
    await webhooks.stop();
    await happen('a');
    clock.advance(5000);
    await quiet();
    assert.deepEqual([subjects(), clock.waiting], [[], 0]);
  });
});
