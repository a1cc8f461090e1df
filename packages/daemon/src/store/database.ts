/** One SQLite connection with its prepared statements kept. Synchronous: node:sqlite has no other way, and needs none. */
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';

export type Value = SQLInputValue;
/** A row as SQLite gives it, by column name. Row types are aliases, so that they fit this index signature. */
export type Row = Record<string, SQLOutputValue>;

export interface Database {
  /** Every row; keep it bounded with LIMIT. */
  all<R extends Row>(sql: string, ...values: Value[]): R[];
  /** The first row. */
  get<R extends Row>(sql: string, ...values: Value[]): R | undefined;
  /** The one number that a statement returns; 0 where it returns no row or NULL, as max() of an empty table does. */
  number(sql: string, ...values: Value[]): number;
  /** Runs one statement; `changes` counts the rows it touched, `id` is the last rowid inserted on this connection. */
  run(sql: string, ...values: Value[]): { readonly changes: number; readonly id: number };
}

/** Operations on the connection that belong to the store alone. */
export interface Connection extends Database {
  /** Runs statements that are used once: schema, pragmas. */
  exec(sql: string): void;
  /** False again when SQLite has rolled back by itself, as it may when the disk is full. */
  inTransaction(): boolean;
  close(): void;
}

/** Opens a database file; the caller sets its pragmas. */
export function openConnection(file: string): Connection {
  const database = new DatabaseSync(file);
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    all: <R extends Row>(sql: string, ...values: Value[]) => prepared(sql).all(...values) as R[],
    get: <R extends Row>(sql: string, ...values: Value[]) => prepared(sql).get(...values) as R | undefined,
    number: (sql, ...values) => {
      const [found = 0] = Object.values(prepared(sql).get(...values) ?? {});
      return Number(found);
    },
    run: (sql, ...values) => {
      const { changes, lastInsertRowid } = prepared(sql).run(...values);
      return { changes: Number(changes), id: Number(lastInsertRowid) };
    },
    exec: sql => database.exec(sql),
    inTransaction: () => database.isTransaction,
    close: () => database.close(),
  };
}
