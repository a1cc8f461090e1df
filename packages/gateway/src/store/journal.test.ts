import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { FakeClock } from '@simgate/daemon/testing';
import type { GatewayEvent, JournalledEvent } from '../events.ts';
import { temporaryStore } from '../port-management/testing.ts';
import { createJournal, type WritableJournal } from './journal.ts';
import type { Store } from './store.ts';

const reset: GatewayEvent = { kind: 'exception_info', port: 1, type: 'call_fail', action: 'reset' };
const power: GatewayEvent = {
  ...{ kind: 'device', portCount: 2, ip: '127.0.0.1', mac: '00-00-00-00-00-00', status: 'power_on' },
};

interface Bench {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly journal: WritableJournal;
  add(...events: GatewayEvent[]): Promise<void>;
}

function bench(context: TestContext): Bench {
  const { store, clock } = temporaryStore(context);
  const journal = createJournal(store, clock);
  const add = (...events: GatewayEvent[]) =>
    store.write(database => {
      for (const event of events) journal.append(database, event);
    });
  return { store, clock, journal, add };
}

function ids(events: readonly JournalledEvent[]): number[] {
  return events.map(({ id }) => id);
}

describe('the journal', () => {
  test('keeps an event with its times, wall and steady, and gives it back as it was', async context => {
    const { store, clock, journal, add } = bench(context);
    clock.jump(3_600_000);
    await add(reset);
    assert.deepEqual(journal.since(0, 10), [
      { id: 1, at: clock.now(), steady: store.steady.now(), event: reset },
    ]);
    assert.notEqual(clock.now(), store.steady.now());
  });

  test('gives the events behind an id, at most as many as are asked for, in their order', async context => {
    const { journal, add } = bench(context);
    await add(reset, power, reset, power);
    assert.deepEqual(ids(journal.since(0, 3)), [1, 2, 3]);
    assert.deepEqual(ids(journal.since(3, 3)), [4]);
    assert.deepEqual(journal.since(4, 3), []);
  });

  test('shows an event when the disk has confirmed it, not when it is committed', async context => {
    const { store, journal, add } = bench(context);
    const seen: unknown[] = [];
    const look = (): void => {
      seen.push([
        journal.newest(),
        ids(journal.since(0, 10)),
        ids(journal.page(0, 10, new Set([reset.kind])).events),
      ]);
    };
    const committed = Promise.withResolvers<void>();
    store.onSynchronise(() => {
      look();
      committed.resolve();
    });
    journal.onCommitted(look);
    const added = add(reset);
    await committed.promise;
    assert.equal(store.read.get<{ count: number }>('SELECT count(*) AS count FROM events')?.count, 1);
    await added;
    assert.deepEqual(seen.slice(0, 2), [
      [0, [], []],
      [1, [1], [1]],
    ]);
  });

  test('knows its newest id, also when that event is not kept any more', async context => {
    const { store, journal, add } = bench(context);
    assert.equal(journal.newest(), 0);
    await add(reset, reset);
    await store.write(database => database.run('DELETE FROM events WHERE id = 2'));
    assert.equal(journal.newest(), 2);
  });

  test('is read backwards by kind and port, with what asks for the rest', async context => {
    const { journal, add } = bench(context);
    await add(reset, power, { ...reset, port: 2 }, reset);
    const first = journal.back({ limit: 3 });
    assert.deepEqual([ids(first.events), first.next], [[4, 3, 2], 2]);
    const second = journal.back({ limit: 3, before: 2 });
    assert.deepEqual([ids(second.events), second.next], [[1], null]);
    assert.deepEqual(ids(journal.back({ limit: 9, kinds: ['device'] }).events), [2]);
    assert.deepEqual(ids(journal.back({ limit: 9, ports: [1] }).events), [4, 1]);
    assert.deepEqual(ids(journal.back({ limit: 9, ports: [1, 2], kinds: ['device'] }).events), []);
  });

  test('looks at a bounded stretch backwards, and says where to go on', async context => {
    const { journal, add } = bench(context);
    await add(power, ...Array.from({ length: 5000 }, () => reset));
    const page = journal.back({ limit: 9, kinds: ['device'] });
    assert.deepEqual([page.events, page.next], [[], 2]);
    assert.deepEqual(ids(journal.back({ limit: 9, kinds: ['device'], before: 2 }).events), [1]);
  });

  test('knows its oldest id, so that a reader knows of a gap', async context => {
    const { store, journal, add } = bench(context);
    assert.equal(journal.oldest(), 0);
    await add(reset, reset);
    await store.write(database => database.run('DELETE FROM events WHERE id = 1'));
    assert.equal(journal.oldest(), 2);
  });

  test('is written with the change that it tells of, or not at all', async context => {
    const { store, journal } = bench(context);
    const failed = store.write(database => {
      journal.append(database, reset);
      throw new RangeError('the change failed');
    });
    await assert.rejects(failed, RangeError);
    assert.deepEqual(journal.since(0, 10), []);
  });
});

describe('a page of the journal', () => {
  test('goes up to its last event, and up to where it began where there is none', async context => {
    const { journal, add } = bench(context);
    assert.deepEqual(journal.page(7, 10, undefined), { events: [], upTo: 7 });
    await add(reset, power, reset);
    const page = journal.page(0, 2, undefined);
    assert.deepEqual([ids(page.events), page.upTo], [[1, 2], 2]);
  });

  const kinds = new Set(['device']);
  const rows: readonly (readonly [
    what: string,
    after: number,
    limit: number,
    found: readonly number[],
    upTo: number,
  ])[] = [
    ['of one kind leaves the others out and goes up to the end of what was looked at', 0, 10, [2, 4], 5],
    ['that is full goes up to its last event', 0, 1, [2], 2],
    ['that is just full does too', 0, 2, [2, 4], 4],
    ['behind an event begins at the next one', 2, 10, [4], 5],
    ['without one of the kind goes on all the same', 4, 10, [], 5],
    ['behind the newest stays where it is', 5, 10, [], 5],
  ];
  for (const [what, after, limit, found, upTo] of rows)
    test(what, async context => {
      const { journal, add } = bench(context);
      await add(reset, power, reset, power, reset);
      const page = journal.page(after, limit, kinds);
      assert.deepEqual([ids(page.events), page.upTo], [found, upTo]);
    });

  test('looks at a thousand events at most, whatever it leaves out', async context => {
    const { journal, add } = bench(context);
    await add(...Array.from({ length: 1000 }, () => reset), power);
    const first = journal.page(0, 10, kinds);
    assert.deepEqual([ids(first.events), first.upTo], [[], 1000]);
    const second = journal.page(first.upTo, 10, kinds);
    assert.deepEqual([ids(second.events), second.upTo], [[1001], 1001]);
  });

  test('counts events, not ids: gaps of what is not kept any more do not shorten it', async context => {
    const { store, journal, add } = bench(context);
    await add(...Array.from({ length: 1500 }, () => reset), power);
    await store.write(database => database.run('DELETE FROM events WHERE id <= 1400'));
    const page = journal.page(0, 10, kinds);
    assert.deepEqual([ids(page.events), page.upTo], [[1501], 1501]);
  });
});

describe('who listens to the journal', () => {
  test('is called once for each commit that adds events, when they can be read', async context => {
    const { store, journal, add } = bench(context);
    const seen: number[] = [];
    journal.onCommitted(() => seen.push(journal.newest()));
    await Promise.all([add(reset, power), add(reset)]);
    assert.deepEqual(seen, [3]);
    await store.write(database => database.run('DELETE FROM events WHERE id = 1'));
    assert.deepEqual(seen, [3]);
    await add(power);
    assert.deepEqual(seen, [3, 4]);
  });

  test('is not called any more once it has left', async context => {
    const { journal, add } = bench(context);
    const calls: string[] = [];
    const leave = journal.onCommitted(() => calls.push('one'));
    journal.onCommitted(() => calls.push('other'));
    await add(reset);
    leave();
    await add(reset);
    assert.deepEqual(calls, ['one', 'other', 'other']);
  });
});
