/** The store of one process: a data folder with one SQLite database, committed in groups by the daemon's store. */

import type { Clock } from '@simgate/daemon';
import {
  type Database,
  type Store as Folder,
  type Log,
  openDataFolder,
  STORE_TABLES,
  type Value,
} from '@simgate/daemon/store';
import { type ListSql, PreparedStatements } from '../drive.ts';
import { dialectOf } from '../schema/dialect.ts';
import { migrations } from '../schema/migrations.ts';
import type { Answer, Query, RowList, Statements } from '../statements.ts';
import type { Store, Work } from '../store.ts';
import { teachPlanner } from './statistics.ts';

/** Name of the database in the data folder. */
const DATABASE_FILE = 'server.db';

/** A list travels as one JSON text. */
const listSql: ListSql = (list, first) => {
  const columns = Object.keys(list.columns).map((name, place) => `value ->> ${place} AS ${name}`);
  return `(SELECT ${columns.join(', ')} FROM json_each(?${first})) AS v`;
};

const statements = new PreparedStatements('sqlite', listSql);

function insertion(table: string, { columns, fixed = {} }: RowList, tail: string): string {
  const names = [...Object.keys(columns), ...Object.keys(fixed)].join(', ');
  const places = Object.keys(columns).map(() => '?');
  const constants = Object.values(fixed).map(value => (value === '' ? "''" : String(value)));
  return `INSERT INTO ${table} (${names}) VALUES (${[...places, ...constants].join(', ')}) ${tail}`;
}

function insert(database: Database, table: string, list: RowList, tail: string): Answer {
  const { text } = statements.insertion(table, list, tail, () => insertion(table, list, tail));
  let changes = 0;
  for (const row of list.rows) changes += database.run(text, ...row).changes;
  return { rows: [], changes };
}

function answer(database: Database, query: Query): Answer {
  const own = answerAlone(database, query);
  return query.and === undefined ? own : { ...own, and: query.and.map(one => answerAlone(database, one)) };
}

function answerAlone(database: Database, query: Query): Answer {
  const { list, into } = query;
  if (into !== undefined && list !== undefined) return insert(database, into, list, query.sql);
  const { text, givesRows } = statements.of(query);
  const values: Value[] =
    list === undefined ? [...query.values] : [...query.values, JSON.stringify(list.rows)];
  if (!givesRows) return { rows: [], changes: database.run(text, ...values).changes };
  const rows = database.all(text, ...values) as Answer['rows'];
  return { rows, changes: rows.length };
}

/** Takes a work to its end in one go: nothing else gets between its statements. */
function drive<T>(database: Database, work: Statements<T>): T {
  let step = work.next();
  while (step.done !== true) step = work.next(answer(database, step.value));
  return step.value;
}

export interface SqliteOptions {
  /** The data folder; made where it is missing. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Called once when the disk did not confirm a commit: nothing is written any more, and the process has to end. */
  readonly onFailed?: (error: Error) => void;
}

function storeOf(folder: Folder): Store {
  const listeners = new Set<() => void>();
  folder.onCommitted(() => {
    for (const listener of listeners) listener();
  });
  const write: Store['write'] = work => folder.write(database => drive(database, work()));
  return {
    engine: 'sqlite',
    read: async <T>(work: Work<T>) => drive(folder.read, work()),
    // Every work is in the next group commit.
    ...{ write, writeFirst: write },
    onCommitted: listener => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    healthy: () => folder.healthy(),
    close: async () => folder.close(),
  };
}

/**
 * Opens the data folder of a server.
 * @throws StoreError as `openDataFolder` does: `inUse` where another process owns it, `newer` where a later version wrote it
 */
export function openSqliteStore({ folder, clock, log, onFailed }: SqliteOptions): Store {
  const opened = openDataFolder({
    folder,
    name: DATABASE_FILE,
    migrations: [STORE_TABLES, ...migrations.map(step => dialectOf('sqlite', step))],
    clock,
    log,
    prepare: teachPlanner,
  });
  if (onFailed !== undefined) opened.onFailed(onFailed);
  return storeOf(opened);
}
