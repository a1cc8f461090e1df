/** Statements in the form in which `pg` takes them. */
import pg from 'pg';
import { type ListSql, PreparedStatements } from '../drive.ts';
import type { Query, RowList } from '../statements.ts';

const columnTypes = { int: 'bigint', text: 'text' } as const;

function arraysFrom(list: RowList, first: number): string {
  return Object.values(list.columns)
    .map((type, place) => `$${first + place}::${columnTypes[type]}[]`)
    .join(', ');
}

/** A list travels as one array for each column. */
const listSql: ListSql = (list, first) =>
  `unnest(${arraysFrom(list, first)}) AS v(${Object.keys(list.columns).join(', ')})`;

const statements = new PreparedStatements('postgres', listSql);

function insertion(table: string, list: RowList, tail: string, first = 1): string {
  const { columns, fixed = {} } = list;
  const names = [...Object.keys(columns), ...Object.keys(fixed)].join(', ');
  const constants = Object.values(fixed).map(value => `, ${value === '' ? "''" : value}`);
  return `INSERT INTO ${table} (${names}) SELECT *${constants.join('')} FROM unnest(${arraysFrom(list, first)}) ${tail}`;
}

/** PostgreSQL has no U+0000 in texts. A telephone may send one, and would hold up all that comes behind it. */
function storable<V>(value: V): V | string {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}

function arraysOf(list: RowList): (string | number | null)[][] {
  return Object.keys(list.columns).map((_name, place) => list.rows.map(row => storable(row[place] ?? null)));
}

/** 64-bit integers as numbers: none of ours is beyond 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format?: 'text' | 'binary') =>
    type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format)) as never,
};

/** A statement as a named one, which a connection prepares once. */
export function configOf(query: Query): pg.QueryConfig {
  const { list, into, sql, values } = query;
  const own = values.map(storable);
  const { text, name } =
    list === undefined || into === undefined
      ? statements.of(query)
      : statements.insertion(into, list, sql, () => insertion(into, list, sql));
  if (list === undefined) return { text, name, types, values: own };
  return { text, name, types, values: into === undefined ? [...own, ...arraysOf(list)] : arraysOf(list) };
}

type Insertion = Query & Required<Pick<Query, 'into' | 'list'>>;

function isInsertion(query: Query): query is Insertion {
  return query.into !== undefined && query.list !== undefined && query.sql === '';
}

/** Insertions as parts of one statement; none of them sees the rows of another. */
function insertions(all: readonly Insertion[]): string {
  let first = 1;
  const words = all.map(({ into, list }) => {
    const text = insertion(into, list, '', first);
    first += Object.keys(list.columns).length;
    return text;
  });
  const others = words.slice(0, -1).map((text, place) => `w${place} AS (${text})`);
  return `WITH ${others.join(', ')} ${words.at(-1)}`;
}

/** Statements of which each inserts a list, as one: it needs no BEGIN and no COMMIT, and one answer. Undefined where one does anything else. */
export function joinedInsertions(queries: readonly Query[]): pg.QueryConfig | undefined {
  if (queries.length < 2 || !queries.every(isInsertion)) return undefined;
  const all = queries.filter(isInsertion);
  const { text, name } = statements.joined(all, () => insertions(all));
  return { text, name, types, values: all.flatMap(({ list }) => arraysOf(list)) };
}
