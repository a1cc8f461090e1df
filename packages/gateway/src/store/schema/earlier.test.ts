/** Stores of earlier versions open with all that is in them. */
import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import { fakeClock, silentLog } from '@simgate/daemon/testing';
import { collect, openBench } from '../../messages/testing.ts';
import { openStore } from '../store.ts';
import { migrations } from './migrations.ts';

/** One file for each schema that was written; a new one is added before the schema changes after a release. */
const earlier = globSync(join(import.meta.dirname, 'earlier/schema-*.sql')).sort();

function folderWith(t: TestContext, sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-earlier-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const database = new DatabaseSync(join(folder, 'simgate.db'));
  database.exec(sql);
  database.close();
  return folder;
}

function rowsOf(folder: string, table: string): unknown[] {
  const database = new DatabaseSync(join(folder, 'simgate.db'), { readOnly: true });
  const rows = database.prepare(`SELECT * FROM ${table}`).all();
  database.close();
  return rows;
}

/** Rows that every migration must keep. */
const kept = ['tasks', 'incoming', 'events', 'status_reports', 'pin_tries', 'calls', 'port_actions'];

describe('a store of an earlier version', () => {
  test('there is at least one to try', () => {
    assert.ok(earlier.length > 0);
  });

  for (const file of earlier) {
    const sql = readFileSync(file, 'utf8');

    test(`${basename(file)} is brought to this version, and nothing of it is lost`, t => {
      const folder = folderWith(t, sql);
      const before = kept.map(table => rowsOf(folder, table));
      openStore({ folder, clock: fakeClock(), log: silentLog }).close();
      assert.deepEqual(rowsOf(folder, 'pragma_user_version'), [
        { __proto__: null, user_version: migrations.length },
      ]);
      kept.forEach((table, index) => {
        const columns = Object.keys((before[index]?.[0] as object | undefined) ?? {});
        const after = rowsOf(folder, table).map(row =>
          Object.fromEntries(columns.map(column => [column, (row as Record<string, unknown>)[column]])),
        );
        assert.deepEqual(
          after,
          before[index]?.map(row => ({ ...(row as object) })),
          table,
        );
      });
    });

    test(`${basename(file)} shows its results and inbox, and sends what was waiting`, async t => {
      const bench = await openBench(t, { ports: 8, folder: folderWith(t, sql) });
      await bench.quiet();
      const results = await collect(bench.messages.results({}));
      assert.deepEqual(
        results.map(({ number, status }) => `${number} ${status}`),
        [
          '88299000001 DELIVERED',
          '+88299000002 DELIVERED',
          '88299000003 DELIVERED',
          '88299000004 DELIVERED',
          '88299000005 SENT_OK',
        ],
      );
      assert.deepEqual(
        bench.carried.map(({ number, port, text }) => [number, port, text]),
        [['88299000005', 5, 'waits']],
      );
      const inbox = await bench.messages.inbox({ afterId: 0, flag: 'all' });
      assert.deepEqual(
        (await collect(inbox.rows)).map(({ incomingSmsId, text }) => [incomingSmsId, text]),
        [
          [1, 'This is a test'],
          [2, 'Ещё один тест, который длиннее семидесяти знаков, чтобы пришёл он по частям, а не целиком'],
        ],
      );
      const { ok } = await bench.send(['01']);
      assert.equal(ok, true);
    });
  }
});
