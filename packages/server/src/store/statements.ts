/**
 * Work on the store as a generator of queries. The same work runs on both engines: SQLite drives it to its end without a pause, inside
 * its group commit; PostgreSQL awaits each answer. A work does nothing but read and write rows, because it may be run again.
 *
 * SQL is the part that both engines share. `?` is a value, and `{rows}` a list of rows as the table `v`.
 */
export type Value = string | number | null | Uint8Array;
/** A row by column name. 64-bit integers arrive as numbers: none of ours is beyond 2^53. */
export type Row = Record<string, Value>;
/** The type of a column of a list; PostgreSQL needs it for arrays. */
export type ColumnType = 'int' | 'text';

/** Many rows as one value. */
export interface RowList {
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Of an insertion: columns that have the same value in every row, and stand in the statement. */
  readonly fixed?: Readonly<Record<string, '' | number>>;
}

/** One statement of a work, in the SQL that both engines understand. */
export interface Query {
  readonly sql: string;
  readonly values: readonly Value[];
  readonly list?: RowList;
  /** Inserts the list into this table; `sql` is what follows the values. */
  readonly into?: string;
  /** Statements that run behind this one, and whose answers are awaited with its own. */
  readonly and?: readonly Query[];
  /** The work ends with this: its commit need not wait for the answer. */
  readonly last?: boolean;
}

/** The result of a statement. */
export interface Answer {
  readonly rows: readonly Row[];
  /** Rows that an INSERT, UPDATE or DELETE touched. */
  readonly changes: number;
  /** Of the statements in `and`. */
  readonly and?: readonly Answer[];
}

/** A work of the store: a generator that yields statements and gets their answers. It knows neither engine nor connection. */
export type Statements<T> = Generator<Query, T, Answer>;

/** Every row; keep it bounded with LIMIT. */
export function* all<R extends Row>(sql: string, ...values: Value[]): Statements<readonly R[]> {
  return (yield { sql, values }).rows as readonly R[];
}

/** The first row. */
export function* get<R extends Row>(sql: string, ...values: Value[]): Statements<R | undefined> {
  return (yield { sql, values }).rows[0] as R | undefined;
}

/** The number in the one row of a query, as of `SELECT count(*) AS number`; 0 without a row. */
export function* numberOf(sql: string, ...values: Value[]): Statements<number> {
  return (yield* get<{ number: number }>(sql, ...values))?.number ?? 0;
}

/** Runs one statement and returns how many rows it touched. */
export function* run(sql: string, ...values: Value[]): Statements<number> {
  return (yield { sql, values }).changes;
}

/** One statement over a list of rows, which stands as `{rows}` in it; with RETURNING it gives rows back. */
export function* withRows<R extends Row>(
  sql: string,
  list: RowList,
  ...values: Value[]
): Statements<readonly R[]> {
  if (list.rows.length === 0) return [];
  return (yield { sql, values, list }).rows as readonly R[];
}

/**
 * Inserts a list of rows. Returns how many were inserted.
 * @param tail what follows the values, as `ON CONFLICT DO NOTHING`
 */
export function* insertRows(table: string, list: RowList, tail = ''): Statements<number> {
  if (list.rows.length === 0) return 0;
  return (yield { sql: tail, values: [], list, into: table }).changes;
}

type Results<Parts extends readonly Statements<unknown>[]> = {
  readonly [Place in keyof Parts]: Parts[Place] extends Statements<infer Result> ? Result : never;
};

/**
 * Runs parts of a work side by side: one statement of each goes to the database with the same message, in their order, and so on until all
 * have ended. No part may need the answers of another; it may well rely on the rows that those before it have written.
 * @param last nothing follows in this work: where each part has one statement, the commit goes with them
 */
function* sideBySide(parts: readonly Statements<unknown>[], last: boolean): Statements<readonly unknown[]> {
  const steps = parts.map(part => part.next());
  for (;;) {
    const open = steps.flatMap((step, place) => (step.done === true ? [] : [{ place, query: step.value }]));
    const queries = open.flatMap(({ query: { and = [], ...query } }) => [query, ...and]);
    const [first, ...rest] = queries;
    if (first === undefined) return steps.map(({ value }) => value);
    const { and = [], ...own } = yield { ...first, and: rest, last };
    const answers = [own, ...and];
    for (const { place, query } of open) {
      const [answer = { rows: [], changes: 0 }, ...others] = answers.splice(0, 1 + (query.and?.length ?? 0));
      const step = parts[place]?.next({ ...answer, and: others });
      if (step !== undefined) steps[place] = step;
    }
  }
}

export function* together<const Parts extends readonly Statements<unknown>[]>(
  ...parts: Parts
): Statements<Results<Parts>> {
  return (yield* sideBySide(parts, false)) as Results<Parts>;
}

/** The same as the end of a work, whose parts have one statement each or none. */
export function* atLast<const Parts extends readonly Statements<unknown>[]>(
  ...parts: Parts
): Statements<Results<Parts>> {
  return (yield* sideBySide(parts, true)) as Results<Parts>;
}
