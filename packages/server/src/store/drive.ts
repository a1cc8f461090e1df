/** Shared by both engines: running a work to its end, and turning its SQL into their own. */

import { dialectOf, type Engine } from './schema/dialect.ts';
import type { Query, RowList } from './statements.ts';

/** A statement in an engine's SQL, made once. */
export interface Prepared {
  readonly text: string;
  /** A name for it, the same in the whole process. */
  readonly name: string;
  /** Gives rows back, instead of a count of what it touched. */
  readonly givesRows: boolean;
}

const GIVES_ROWS = /^\s*(?:SELECT|WITH|EXPLAIN)\b|\bRETURNING\b/i;

/** The SQL of a list of rows as the table `v`. @param first the number of its first parameter */
export type ListSql = (list: RowList, first: number) => string;

/** Numbers the values, and puts a list behind them. */
function numbered(sql: string, mark: string, list: (first: number) => string): string {
  let count = 0;
  const text = sql.replaceAll('?', () => `${mark}${++count}`);
  return text.includes('{rows}') ? text.replaceAll('{rows}', list(count + 1)) : text;
}

function keyOf(table: string, { columns, fixed = {} }: RowList): string {
  return `${table} ${Object.keys(columns).join()} ${JSON.stringify(fixed)}`;
}

/** Keeps each statement's SQL in the engine's own form. */
export class PreparedStatements {
  readonly #known = new Map<string, Prepared>();
  readonly #engine: Engine;
  readonly #list: ListSql;

  constructor(engine: Engine, list: ListSql) {
    this.#engine = engine;
    this.#list = list;
  }

  /** The form of a statement within a work. */
  of({ sql, list }: Query): Prepared {
    const known = this.#known.get(sql);
    if (known !== undefined) return known;
    const mark = this.#engine === 'sqlite' ? '?' : '$';
    const text = numbered(dialectOf(this.#engine, sql), mark, first =>
      list === undefined ? '{rows}' : this.#list(list, first),
    );
    return this.#keep(sql, text);
  }

  /** Of an insertion of a list, whose SQL `make` writes where it is not known. */
  insertion(table: string, list: RowList, tail: string, make: () => string): Prepared {
    const key = `${keyOf(table, list)} ${tail}`;
    return this.#known.get(key) ?? this.#keep(key, dialectOf(this.#engine, make()));
  }

  /** Of several insertions as one statement. */
  joined(all: readonly { readonly into: string; readonly list: RowList }[], make: () => string): Prepared {
    const key = all.map(({ into, list }) => keyOf(into, list)).join(' and ');
    return this.#known.get(key) ?? this.#keep(key, dialectOf(this.#engine, make()));
  }

  #keep(key: string, text: string): Prepared {
    const prepared = { text, name: `s${this.#known.size + 1}`, givesRows: GIVES_ROWS.test(text) };
    this.#known.set(key, prepared);
    return prepared;
  }
}
