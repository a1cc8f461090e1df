/** Which message a port takes next, of those that wait in the lanes and for SIMs. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Database } from '@simgate/daemon/store';
import { fakeClock } from '@simgate/daemon/testing';
import { temporaryStore } from '../../store/testing.ts';
import { type Carrier, enqueue, hasNext, nextFor, waitingByPort, waitingIn } from './queue.ts';

const [URGENT, NORMAL, BULK] = [0, 1, 2];
const NOW = 100_000;

type Put = (database: Database) => void;

function begun(id: number): Put {
  return db => void db.run("INSERT INTO continuations (imsi, message_id) VALUES ('own', ?)", id);
}

function queued(id: number, priority: number | undefined, ports = 0): Put {
  return db => enqueue(db, { id, ports, priority: priority ?? 1 });
}

/** For the SIM of another port, `late` where it has waited for half a minute. */
function reserved(
  id: number,
  priority: number | undefined,
  imsi: string,
  { ports = 0, late = false } = {},
): Put {
  return db =>
    void db.run(
      'INSERT INTO reserved (message_id, imsi, ports, priority, since_steady) VALUES (?, ?, ?, ?, ?)',
      ...[id, imsi, ports, priority ?? 1, late ? NOW - 30_000 : NOW - 29_999],
    );
}

/** Port 3 with its SIM `own`; port 5 with the SIM `busy` could begin in a moment. */
const carrier: Carrier = {
  ...{ port: 3, imsi: 'own', mayBegin: true, oldestFirst: false },
  readySims: () =>
    new Map([
      ['own', 3],
      ['busy', 5],
    ]),
  presentSims: () => new Set(['own', 'busy']),
  onReserved: () => {},
};

describe('port 3 takes', () => {
  const rows: [what: string, put: Put[], change: Partial<Carrier>, next: string, hasNext: boolean][] = [
    ['nothing where nothing waits', [], {}, 'none', false],
    ['first the rest of what its SIM began', [queued(1, URGENT), begun(9)], {}, '9 begun', true],
    ['the oldest of those', [begun(9), begun(8)], {}, '8 begun', true],
    ['the rest while it is blocked', [begun(9)], { mayBegin: false }, '9 begun', true],
    ['nothing else while it is blocked', [queued(1, URGENT)], { mayBegin: false }, 'none', false],
    ['what names it', [queued(1, NORMAL, 2 ** 3)], {}, '1 queue', true],
    ['nothing that names another', [queued(1, NORMAL, 2 ** 4)], {}, 'none', false],
    ['the most urgent', [queued(1, NORMAL), queued(2, URGENT, 2 ** 3)], {}, '2 queue', true],
    ['the oldest of the same priority', [queued(2, NORMAL), queued(1, NORMAL, 2 ** 3)], {}, '1 queue', true],
    [
      'at times the oldest of all',
      [queued(2, URGENT), queued(1, BULK, 2 ** 3)],
      { oldestFirst: true },
      '1 queue',
      true,
    ],
    ['what was left to its SIM', [queued(2, NORMAL), reserved(1, NORMAL, 'own')], {}, '1 reserved', true],
    [
      'nothing left to its SIM that names another port',
      [reserved(1, NORMAL, 'own', { ports: 2 ** 4 })],
      {},
      'none',
      false,
    ],
    ['nothing left to another SIM', [reserved(1, URGENT, 'busy')], {}, 'none', false],
    [
      'what that SIM has not taken for half a minute',
      [reserved(1, URGENT, 'busy', { late: true })],
      {},
      '1 reserved',
      false,
    ],
    ['what was left to a SIM that has gone', [reserved(1, URGENT, 'gone')], {}, '1 reserved', false],
    [
      'of several such only what may use it',
      [reserved(1, URGENT, 'gone', { ports: 2 ** 4 }), reserved(2, BULK, 'gone', { ports: 2 ** 3 })],
      {},
      '2 reserved',
      false,
    ],
    [
      'of its own and what another SIM left the more urgent: the other',
      [queued(1, NORMAL), reserved(2, URGENT, 'gone')],
      {},
      '2 reserved',
      true,
    ],
    [
      'of its own and what another SIM left the more urgent: its own',
      [queued(2, NORMAL), reserved(1, BULK, 'gone')],
      {},
      '2 queue',
      true,
    ],
    [
      'of the same priority the older: the other',
      [queued(2, NORMAL), reserved(1, NORMAL, 'gone')],
      {},
      '1 reserved',
      true,
    ],
    [
      'of the same priority the older: its own',
      [queued(1, NORMAL), reserved(2, NORMAL, 'gone')],
      {},
      '1 queue',
      true,
    ],
    [
      'at times the older whatever its priority',
      [queued(2, URGENT), reserved(1, BULK, 'gone')],
      { oldestFirst: true },
      '1 reserved',
      true,
    ],
  ];
  for (const [what, put, change, expected, has] of rows)
    test(what, async () => {
      const store = temporaryStore(fakeClock());
      const at = { ...carrier, ...change };
      const [next, quick] = await store.write(database => {
        for (const one of put) one(database);
        return [nextFor(database, at, NOW), hasNext(database, at)] as const;
      });
      store.close();
      assert.deepEqual([next ? `${next.id} ${next.from}` : 'none', quick], [expected, has]);
    });

  test('nothing, and asks to be woken, while all waits for other SIMs', async () => {
    const store = temporaryStore(fakeClock());
    const asked: boolean[] = [];
    const at = { ...carrier, onReserved: (left: boolean) => asked.push(left) };
    await store.write(database => {
      nextFor(database, at, NOW);
      reserved(1, NORMAL, 'busy')(database);
      nextFor(database, at, NOW);
      reserved(2, NORMAL, 'gone')(database);
      nextFor(database, at, NOW);
    });
    store.close();
    assert.deepEqual(asked, [false]);
  });
});

describe('the messages that wait for a port', () => {
  test('are counted wherever they wait, and not those for any port', async () => {
    const store = temporaryStore(fakeClock());
    const [first, last, both] = [1, 2 ** 31, 2 ** 31 + 1];
    await store.write(db => {
      queued(1, NORMAL)(db);
      queued(2, NORMAL, both)(db);
      for (const ports of [0, first, both]) reserved(3 + ports, NORMAL, 'busy', { ports })(db);
      for (const ports of [0, last])
        db.run(
          "INSERT INTO waiting_for_turn (message_id, recipient, ports, priority) VALUES (?, '01', ?, 1)",
          ...[10 + ports, ports],
        );
      for (const ports of [0, last])
        db.run(
          'INSERT INTO set_aside (message_id, task_id, ports, priority) VALUES (?, 1, ?, 1)',
          ...[20 + ports, ports],
        );
    });
    assert.deepEqual(
      [0, 1, 31].map(port => waitingIn(store.read, port)),
      [3, 0, 4],
    );
    assert.deepEqual(
      [...waitingByPort(store.read)].sort(([one], [other]) => one - other),
      [
        [0, 3],
        [31, 4],
      ],
    );
    store.close();
  });
});
