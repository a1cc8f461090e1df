/** How far a line reads ahead in its source, and what it puts into its queue. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '../testing.ts';
import type { Changes, Delivery, DeliveryQueue, EventSource } from './delivery.ts';
import { DeliveryLine } from './delivery-line.ts';

const emptyQueue: DeliveryQueue = {
  hasSubject: () => false,
  waiting: () => [],
  load: () => undefined,
  recover: async () => {},
  hurry: async () => {},
  commit: async () => new Map(),
};

/** A line above a source without end, each event of a subject of its own. The first page has `first` events, the rest what was asked for. */
function openLine(first: number) {
  const limits: number[] = [];
  const source: EventSource = {
    read: (after, limit) => {
      limits.push(limit);
      const length = after === 0 ? first : limit;
      const events = Array.from({ length }, (_, place) => ({
        ...{ id: after + place + 1, kind: 'sms', subject: `${after + place}`, at: 0, content: '{}' },
      }));
      return { events, upTo: after + length };
    },
  };
  const unused = (): never => assert.fail('nothing is committed here');
  const line = new DeliveryLine({
    ...{ source, queue: emptyQueue, clock: fakeClock(), place: 0, changed: () => {}, failed: unused },
  });
  return { line, limits };
}

describe('a line reads ahead', () => {
  const rows: [first: number, limits: readonly number[]][] = [
    [64, [64, 64, 64, 8]],
    [7, [64, 64, 64, 64, 1]],
    [8, [64, 64, 64, 64]],
  ];
  for (const [first, expected] of rows)
    test(`at most 200 events, in pages of 64: ${expected.join(', ')} where the first page has ${first}`, () => {
      const { line, limits } = openLine(first);
      for (let turn = 0; turn < 8; turn += 1) line.readOn(false);
      assert.deepEqual(limits, expected);
    });

  test('nothing for a failing target that has a fresh event to probe with', () => {
    const { line, limits } = openLine(1);
    for (let turn = 0; turn < 3; turn += 1) line.readOn(true);
    assert.deepEqual(limits, [64]);
  });
});

describe('a line takes up events of its queue', () => {
  test('whose time has come, at most 64 at once, and knows when the next is due', () => {
    const queued = Array.from({ length: 70 }, (_, at) => ({
      ...{ eventId: at + 1, subject: `${at}`, nextAttempt: at < 66 ? 500 : 900 + at },
    }));
    const line = new DeliveryLine({
      source: { read: after => ({ events: [], upTo: after }) },
      queue: {
        ...emptyQueue,
        waiting: limit => queued.slice(0, limit),
        load: id => ({
          ...{ id, kind: 'sms', subject: `${id - 1}`, at: 0, content: '{}', attempts: 1 },
          ...{ rejections: 0, failingFor: 0, lastAttempt: 0, trouble: '' },
        }),
      },
      ...{ clock: fakeClock(), place: 0, changed: () => {}, failed: () => assert.fail('no commit fails') },
    });
    line.takeDue(499);
    assert.deepEqual([line.next('retry'), line.nextDue], [undefined, 500]);
    line.takeDue(500);
    const taken: string[] = [];
    for (let lane = line.next('retry'); lane !== undefined; lane = line.next('retry'))
      taken.push(lane.subject);
    assert.deepEqual([taken.length, taken.at(-1)], [64, '63']);
  });
});

/** A line above events of these subjects, with all that was committed. The queue keeps what is held, and gives the first of a subject that is free. */
function openShort(subjects: readonly string[]) {
  const commits: Changes[] = [];
  const held: Delivery[] = [];
  let changed = 0;
  const events = subjects.map((subject, at) => ({ id: at + 1, kind: 'sms', subject, at: 0, content: '{}' }));
  const line = new DeliveryLine({
    source: {
      read: (after, limit) => {
        const page = events.slice(after, after + limit);
        return { events: page, upTo: after + page.length };
      },
    },
    queue: {
      ...emptyQueue,
      commit: async changes => {
        commits.push(changes);
        held.push(...changes.held);
        return new Map(
          changes.freed.map(subject => {
            const at = held.findIndex(one => one.subject === subject);
            return [subject, at < 0 ? [] : held.splice(at, 1)];
          }),
        );
      },
    },
    ...{ clock: fakeClock(), place: 0, failed: () => assert.fail('no commit fails here') },
    changed: () => {
      changed += 1;
    },
  });
  const readAll = () => {
    for (let turn = 0; turn < 5; turn += 1) line.readOn(false);
  };
  const happen = (subject: string) => {
    events.push({ id: events.length + 1, kind: 'sms', subject, at: 0, content: '{}' });
    line.wake();
    readAll();
  };
  /** The lane of the event that is tried next, with that event. */
  const tried = () => {
    const lane = line.next('fresh');
    const carried = lane?.line[0];
    assert.ok(lane && carried);
    return { lane, carried };
  };
  const heldIds = () => commits.flatMap(changes => changes.held.map(({ id }) => id));
  return { line, commits, readAll, happen, tried, heldIds, changes: () => changed };
}

describe('an event whose target has not answered yet', () => {
  test('is put into the queue once the place passes it, and counts as started until it is taken', async () => {
    const { line, readAll, commits } = openShort(['slow', 'quick']);
    readAll();
    const [slow, quick] = [line.next('fresh'), line.next('fresh')];
    assert.ok(slow?.line[0] && quick?.line[0]);
    assert.equal(line.startedRows, 0);
    line.accept(quick, quick.line[0]);
    await line.finish();
    assert.deepEqual(
      commits.map(({ place, started, taken }) => [place, started.map(({ id }) => id), taken]),
      [[2, [1], [2]]],
    );
    assert.deepEqual([line.place, line.startedRows], [2, 1]);
    line.accept(slow, slow.line[0]);
    await line.finish();
    assert.equal(line.startedRows, 0);
  });

  test('that failed before waits in the queue, and is none of those', async () => {
    const { line, readAll } = openShort(['slow']);
    readAll();
    const lane = line.next('fresh');
    assert.ok(lane?.line[0]);
    line.park(lane, { ...lane.line[0].delivery, attempts: 1 }, 1000);
    await line.finish();
    assert.equal(line.startedRows, 0);
  });

  test('holds its subject up, and others no longer than until those behind it are in the queue', async () => {
    const { line, readAll, commits, changes } = openShort([...Array<string>(200).fill('slow'), 'quick']);
    readAll();
    assert.equal(line.next('fresh')?.subject, 'slow');
    assert.equal(line.next('fresh'), undefined, 'memory is full of one subject');
    const before = changes();
    line.makeRoom();
    assert.equal(changes(), before + 1, 'there is something to do');
    readAll();
    assert.equal(line.next('fresh')?.subject, 'quick');
    await line.finish();
    assert.deepEqual(
      commits.flatMap(({ held }) => held.map(({ id }) => id)),
      Array.from({ length: 199 }, (_, at) => at + 2),
    );
  });

  test('leaves those behind it in memory while there is room', async () => {
    const { line, readAll, commits } = openShort([...Array<string>(198).fill('slow'), 'quick']);
    readAll();
    line.makeRoom();
    await line.finish();
    assert.deepEqual(
      commits.map(({ held }) => held),
      [[]],
    );
  });
});

describe('a later event of a subject', () => {
  test('is tried when the one before it was taken, however soon that was', async () => {
    const { line, happen, tried, heldIds } = openShort([]);
    happen('a');
    const first = tried();
    happen('a');
    line.accept(first.lane, first.carried);
    const second = tried();
    assert.equal(second.carried.delivery.id, 2);
    line.accept(second.lane, second.carried);
    happen('a');
    assert.equal(tried().carried.delivery.id, 3);
    await line.finish();
    assert.deepEqual(heldIds(), []);
  });

  const queued: [name: string, into: (bench: ReturnType<typeof openShort>) => void][] = [
    [
      'where the first one waits for its next try',
      ({ line, tried }) => {
        const { lane, carried } = tried();
        line.park(lane, { ...carried.delivery, attempts: 1 }, 1000);
      },
    ],
    [
      'where others were put into the queue from outside',
      ({ line, tried }) => {
        tried();
        assert.equal(line.hasSubject('a'), true);
        assert.equal(line.hasSubject('b'), false);
      },
    ],
  ];
  for (const [name, into] of queued)
    test(`goes into the queue ${name}`, async () => {
      const bench = openShort(['a']);
      bench.readAll();
      into(bench);
      bench.happen('a');
      await bench.line.finish();
      assert.deepEqual(bench.heldIds(), [2]);
    });

  test('goes into the queue behind those that had to make room', async () => {
    const { line, readAll, happen, heldIds } = openShort([...Array<string>(200).fill('slow'), 'quick']);
    readAll();
    line.next('fresh');
    line.makeRoom();
    readAll();
    happen('slow');
    await line.finish();
    assert.deepEqual(heldIds().slice(-2), [200, 202]);
  });

  test('that comes while the queue is asked for the next one is tried all the same', async () => {
    const { line, readAll, tried, happen, heldIds } = openShort(['slow', 'quick']);
    readAll();
    const [slow, quick] = [tried(), tried()];
    line.accept(quick.lane, quick.carried);
    await line.finish();
    // The queue has a row of it now, and is asked for those behind it when it is taken.
    line.accept(slow.lane, slow.carried);
    await Promise.resolve();
    happen('slow');
    await line.finish();
    assert.deepEqual(heldIds(), [3]);
    assert.equal(tried().carried.delivery.id, 3);
  });
});
