/** The promises of both engines to the works above them. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { StoreError } from '@simgate/daemon';
import { type DatabaseProxy, openDatabaseProxy } from '../testing/database-proxy.ts';
import { onBothEngines, type StoreBench } from '../testing/engines.ts';
import { withoutPostgres } from '../testing/postgres-cluster.ts';
import { type SharedDatabase, sharedDatabase } from '../testing/shared-postgres.ts';
import { openPostgresStore } from './postgres/postgres-store.ts';
import {
  all,
  atLast,
  get,
  insertRows,
  numberOf,
  run,
  type Statements,
  together,
  withRows,
} from './statements.ts';

/** Rows without the prototype that SQLite leaves out. */
function plain(rows: readonly object[]): object[] {
  return rows.map(row => ({ ...row }));
}

const stickies = {
  columns: { part: 'int', pool: 'text', recipient: 'text', sim: 'text', at: 'int' },
} as const;

function rowsOf(...rows: [part: number, recipient: string, at: number][]) {
  return { ...stickies, rows: rows.map(([part, recipient, at]) => [part, 'default', recipient, 'sim', at]) };
}

onBothEngines(open => {
  let bench: StoreBench;
  beforeEach(async () => {
    bench = await open();
  });
  afterEach(() => bench.dispose());

  const recipients = (part = 0) =>
    bench.store.read(() =>
      all<{ recipient: string; at: number }>(
        'SELECT recipient, at FROM sticky WHERE part = ? ORDER BY recipient',
        part,
      ),
    );

  describe('a work', () => {
    test('stands as a whole, with numbers as numbers and text by octets', async () => {
      const inserted = await bench.store.write(() =>
        insertRows('sticky', rowsOf([0, 'b', 2 ** 52], [0, 'B', 2], [0, 'ä', 3], [1, 'c', 4])),
      );
      assert.equal(inserted, 4);
      assert.deepEqual(plain(await recipients()), [
        { recipient: 'B', at: 2 },
        { recipient: 'b', at: 2 ** 52 },
        { recipient: 'ä', at: 3 },
      ]);
    });

    test('has the number of a query of one row, and 0 where there is no row', async () => {
      await bench.store.write(() => insertRows('sticky', rowsOf([0, 'a', 7], [0, 'b', 2])));
      const number = (where: string) =>
        bench.store.read(() => numberOf(`SELECT at AS number FROM sticky WHERE recipient = '${where}'`));
      assert.deepEqual([await number('a'), await number('c')], [7, 0]);
    });

    test('with U+0000 in a text does not fail: a telephone may send one', async () => {
      await bench.store.write(() => insertRows('sticky', rowsOf([0, 'a\0b', 1])));
      const [row] = await recipients();
      assert.match(row?.recipient ?? '', /^a.b$/su);
      assert.equal((await bench.store.read(() => all('SELECT 1 AS one WHERE ? <> ?', 'a\0', 'b'))).length, 1);
    });

    test('runs parts side by side, each in its own steps, and the later ones see what the earlier ones wrote', async () => {
      function* twice(part: number): Statements<number> {
        const first = yield* insertRows('sticky', rowsOf([part, 'a', 1]));
        return first + (yield* insertRows('sticky', rowsOf([part, 'b', 2], [part, 'c', 3])));
      }
      const nothing = () => insertRows('sticky', rowsOf());
      const results = await bench.store.write(() =>
        together(twice(1), nothing(), together(run('UPDATE sticky SET at = 9 WHERE part = 1'), twice(2))),
      );
      assert.deepEqual(results, [3, 0, [1, 3]]);
      const found = [...(await recipients(1)), ...(await recipients(2))];
      assert.deepEqual(
        found.map(({ recipient, at }) => `${recipient}${at}`),
        ['a9', 'b2', 'c3', 'a1', 'b2', 'c3'],
      );
    });

    test('is committed with the statements that it calls its last, or not at all', async () => {
      const insert = (at: number) => insertRows('sticky', rowsOf([0, 'a', at]));
      assert.deepEqual(
        await bench.store.write(() => atLast(insert(1), run('DELETE FROM sticky WHERE part = 5'))),
        [1, 0],
      );
      await assert.rejects(
        bench.store.write(() => atLast(insertRows('sticky', rowsOf([0, 'b', 2])), insert(3))),
      );
      assert.deepEqual(plain(await recipients()), [{ recipient: 'a', at: 1 }]);
      assert.deepEqual(await bench.store.write(() => atLast()), []);
    });

    test('that ends with insertions alone counts each of them, and writes what is the same in every row', async () => {
      const { part, pool, recipient } = stickies.columns;
      const list = (...rows: [number, string, string][]) =>
        ({ columns: { part, pool, recipient }, rows, fixed: { sim: '', at: 7 } }) as const;
      const keys = {
        columns: { part: 'int', owner: 'text', key: 'text' },
        rows: [[0, "it's", 'k']],
      } as const;
      const before = run('UPDATE worker SET draining = 0 WHERE id = ?', 'nobody');
      assert.deepEqual(
        await bench.store.write(() =>
          atLast(
            insertRows('sticky', list([0, 'default', 'a'], [0, 'other', 'a'])),
            insertRows('idempotency', { ...keys, fixed: { request: '', reply: '', at: 5 } }),
          ),
        ),
        [2, 1],
      );
      assert.deepEqual(
        await bench.store.write(function* () {
          yield* before;
          return yield* atLast(
            insertRows('sticky', list([0, 'default', 'b'])),
            insertRows('sticky', list([0, 'default', 'c'])),
          );
        }),
        [1, 1],
      );
      const found = await bench.store.read(() =>
        all('SELECT pool, recipient, sim, at FROM sticky WHERE part = 0 ORDER BY pool, recipient'),
      );
      assert.deepEqual(plain(found), [
        { pool: 'default', recipient: 'a', sim: '', at: 7 },
        { pool: 'default', recipient: 'b', sim: '', at: 7 },
        { pool: 'default', recipient: 'c', sim: '', at: 7 },
        { pool: 'other', recipient: 'a', sim: '', at: 7 },
      ]);
      const kept = await bench.store.read(() =>
        all('SELECT owner, request, at FROM idempotency WHERE part = 0'),
      );
      assert.deepEqual(plain(kept), [{ owner: "it's", request: '', at: 5 }]);
    });

    test('that throws leaves nothing behind, and others are not harmed', async () => {
      const refused = bench.store.write(function* () {
        yield* insertRows('sticky', rowsOf([0, 'a', 1]));
        throw new Error('refused by the work');
      });
      const others = [1, 2, 3].map(at =>
        bench.store.write(() => insertRows('sticky', rowsOf([0, `x${at}`, at]))),
      );
      await assert.rejects(refused, /refused by the work/);
      await Promise.all(others);
      assert.deepEqual(
        (await recipients()).map(row => row.recipient),
        ['x1', 'x2', 'x3'],
      );
    });

    test('that breaks a rule of the schema leaves nothing behind', async () => {
      await bench.store.write(() => insertRows('sticky', rowsOf([0, 'a', 1])));
      await assert.rejects(bench.store.write(() => insertRows('sticky', rowsOf([0, 'b', 1], [0, 'a', 2]))));
      assert.deepEqual(plain(await recipients()), [{ recipient: 'a', at: 1 }]);
      assert.equal(
        await bench.store.write(() =>
          insertRows('sticky', rowsOf([0, 'b', 1], [0, 'a', 2]), 'ON CONFLICT DO NOTHING'),
        ),
        1,
      );
    });

    test('sees what it wrote', async () => {
      const seen = await bench.store.write(function* () {
        yield* insertRows('sticky', rowsOf([0, 'a', 1]));
        const changed = yield* run('UPDATE sticky SET at = ? WHERE part = ? AND at < ?', 5, 0, 3);
        const row = yield* get<{ at: number }>(
          'SELECT at FROM sticky WHERE part = ? AND recipient = ?',
          0,
          'a',
        );
        return [changed, row?.at];
      });
      assert.deepEqual(seen, [1, 5]);
    });

    test('changes and finds rows by a list', async () => {
      await bench.store.write(() => insertRows('sticky', rowsOf([0, 'a', 1], [0, 'b', 1], [1, 'a', 1])));
      const list = {
        columns: { recipient: 'text', at: 'int' },
        rows: [
          ['a', 7],
          ['none', 8],
        ],
      } as const;
      const changed = await bench.store.write(() =>
        withRows<{ recipient: string }>(
          `UPDATE sticky SET at = v.at FROM {rows}
           WHERE sticky.part = ? AND sticky.recipient = v.recipient RETURNING sticky.recipient`,
          list,
          0,
        ),
      );
      assert.deepEqual(plain(changed), [{ recipient: 'a' }]);
      assert.deepEqual(plain(await recipients(0)), [
        { recipient: 'a', at: 7 },
        { recipient: 'b', at: 1 },
      ]);
      assert.deepEqual(plain(await recipients(1)), [{ recipient: 'a', at: 1 }]);
      const none = { columns: list.columns, rows: [] };
      assert.deepEqual(await bench.store.read(() => withRows('SELECT * FROM {rows}', none)), []);
    });
  });

  test('what was written is there after a restart', async () => {
    await bench.store.write(() => insertRows('sticky', rowsOf([0, 'a', 1])));
    const again = await bench.reopen();
    const found = await again.read(() => all('SELECT at FROM sticky WHERE part = ?', 0));
    assert.deepEqual(plain(found), [{ at: 1 }]);
  });

  test('listeners hear of a commit until they end', async () => {
    let heard = 0;
    const end = bench.store.onCommitted(() => heard++);
    await bench.store.write(() => insertRows('sticky', rowsOf([0, 'a', 1])));
    const first = heard;
    assert.ok(first > 0);
    end();
    await bench.store.write(() => insertRows('sticky', rowsOf([0, 'b', 1])));
    assert.equal(heard, first);
    assert.ok(bench.store.healthy());
  });
});

describe('a PostgreSQL database', { skip: withoutPostgres }, () => {
  let database: SharedDatabase;
  let line: DatabaseProxy;
  beforeEach(async () => {
    database = await sharedDatabase();
    line = await openDatabaseProxy(database.url);
  });
  afterEach(async () => {
    await line.close();
    database.giveBack();
  });

  const one = () => all<{ one: number }>('SELECT 1 AS one');
  const troubleOf = (work: () => Promise<unknown>) =>
    work().then(
      () => 'none',
      (error: unknown) =>
        error instanceof StoreError ? `${error.trouble}: ${error.message}` : String(error),
    );

  test('that cannot be reached is no healthy store, and one again when it can be', async () => {
    const store = await openPostgresStore({ url: line.url });
    try {
      assert.equal((await store.read(one)).length, 1);
      assert.equal(store.healthy(), true);
      line.refuse();
      for (const work of [() => store.read(one), () => store.write(one), () => store.writeFirst(one)])
        assert.match(await troubleOf(work), /^(unwritable|unconfirmed): /);
      assert.equal(store.healthy(), false);
      line.accept();
      assert.equal((await store.read(one)).length, 1);
      assert.equal(store.healthy(), true);
    } finally {
      await store.close();
    }
  });

  test('is looked for at each of its hosts', async () => {
    const away = 'postgres://postgres@127.0.0.1:1';
    const several = line.url.replace(/^postgres:\/\/postgres@/, `${away},127.0.0.1:2,`);
    const store = await openPostgresStore({ url: several });
    assert.equal((await store.read(one)).length, 1);
    await store.close();
    line.refuse();
    for (const url of [several, `${away}/name`])
      assert.match(
        await troubleOf(() => openPostgresStore({ url })),
        /^unwritable: the database cannot be opened: /,
      );
  });

  test('of a later version is left alone', async () => {
    const store = await openPostgresStore({ url: line.url });
    await store.write(() => run('INSERT INTO schema_version (version) VALUES (9999)'));
    const words = await troubleOf(() => openPostgresStore({ url: line.url }));
    await store.write(() => run('DELETE FROM schema_version WHERE version = 9999'));
    await store.close();
    assert.match(words, /^newer: the database was written by a later version: its schema is 9999/);
  });
});
