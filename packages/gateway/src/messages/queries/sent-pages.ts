/**
 * Answers of query_sms_result and query_sms_deliver_status, read in pages by keyset: a page reads a bounded number of rows,
 * and the event loop is free between two of them, however long the answer or however rare the match.
 *
 * Numbers and user ids have an index each, and so has time; whichever the filter names leads, the rest is checked row by row.
 * By number, by user id or without filter the order is that of acceptance; by time alone it is that of the time shown.
 */
import { setImmediate as turn } from 'node:timers/promises';
import type { Database, Row, Value } from '@simgate/daemon/store';
import type { Pages, SentFilter } from '../messages.ts';

/** The differences between the two tables. */
export interface SentTable<R extends Row, Out> {
  readonly name: 'messages' | 'status_reports';
  /** Columns to read; `id`, `time` and `number` among them. */
  readonly columns: string;
  /** An expression for the user who sent it; read where the filter names one. */
  readonly owner: string;
  readonly toRow: (row: R) => Out;
  /** Whether a row belongs to one of the ports asked for. */
  readonly isOf: (row: R, ports: ReadonlySet<number>) => boolean;
  /** Rows that may still move ahead in time while an answer is read. */
  readonly moves: (row: R) => boolean;
}

type Base = { id: number; time: number };

/** Rows read at a time. */
const PAGE_SIZE = 500;

interface Lead {
  /** An SQL term with one place that an index serves, and its values: one search each. */
  readonly term: string;
  readonly values: readonly Value[];
}

function leadOf(filter: SentFilter): Lead | undefined {
  if (filter.numbers !== undefined)
    return { term: "ltrim(number, '+') = ?", values: [...new Set(filter.numbers)] };
  if (filter.userIds !== undefined) return { term: 'user_id IS ?', values: [...new Set(filter.userIds)] };
  return undefined;
}

function inFilter<R extends Base>(
  table: SentTable<R, unknown>,
  filter: SentFilter,
): (row: R & { user_id?: string | null; owner?: string | null }) => boolean {
  const ports = filter.ports && new Set(filter.ports);
  const userIds = filter.userIds && new Set(filter.userIds);
  return row =>
    (filter.owner === undefined || row.owner === filter.owner) &&
    (ports === undefined || table.isOf(row, ports)) &&
    (filter.after === undefined || row.time >= filter.after) &&
    (filter.before === undefined || row.time <= filter.before) &&
    (userIds === undefined || userIds.has(row.user_id ?? null));
}

/** A page in order of id. */
function pageById<R extends Base>(
  database: Database,
  table: SentTable<R, unknown>,
  lead: Lead | undefined,
  after: number,
): R[] {
  const search = (term: string, limit: number, ...values: Value[]): R[] =>
    database.all<R>(
      `SELECT ${table.columns} FROM ${table.name} WHERE ${term} AND id > ? ORDER BY id LIMIT ?`,
      ...values,
      after,
      limit,
    );
  if (lead === undefined) return search('true', PAGE_SIZE);
  const share = Math.max(16, Math.ceil(PAGE_SIZE / lead.values.length));
  const found = lead.values.map(value => search(lead.term, share, value));
  // A search that was cut off covers ids up to its last row; rows of the others beyond it are found again.
  const known = found.flatMap(rows => rows[share - 1]?.id ?? []);
  const horizon = Math.min(...known, Number.MAX_SAFE_INTEGER);
  return found
    .flat()
    .filter(row => row.id <= horizon)
    .sort((a, b) => a.id - b.id);
}

async function* byId<R extends Base>(
  database: Database,
  table: SentTable<R, unknown>,
  lead: Lead | undefined,
): AsyncGenerator<R[]> {
  const newest = database.number(`SELECT max(id) FROM ${table.name}`);
  for (let after = 0; ; await turn()) {
    const page = pageById(database, table, lead, after);
    const last = page.at(-1)?.id;
    if (last === undefined) return;
    yield page.filter(row => row.id <= newest);
    if (last >= newest) return;
    after = last;
  }
}

async function* byTime<R extends Base>(
  database: Database,
  table: SentTable<R, unknown>,
  filter: SentFilter,
): AsyncGenerator<R[]> {
  // A message that is sent meanwhile moves ahead and is met again: it was given out already.
  const told = new Set<number>();
  let time = filter.after ?? Number.MIN_SAFE_INTEGER;
  let id = 0;
  for (;;) {
    const page = database.all<R>(
      `SELECT ${table.columns} FROM ${table.name} WHERE (time, id) > (?, ?) AND time <= ? ORDER BY time, id LIMIT ${PAGE_SIZE}`,
      time,
      id,
      filter.before ?? Number.MAX_SAFE_INTEGER,
    );
    const last = page.at(-1);
    if (last === undefined) return;
    yield page.filter(row => !told.has(row.id));
    for (const row of page) if (table.moves(row)) told.add(row.id);
    ({ time, id } = last);
    await turn();
  }
}

/** Pages of a table, oldest first. Values of a filter are joined by or, filters by and. */
export async function* sentPages<R extends Base, Out>(
  database: Database,
  table: SentTable<R, Out>,
  filter: SentFilter,
): Pages<Out> {
  const columns = filter.owner === undefined ? table.columns : `${table.columns}, ${table.owner} AS owner`;
  const lead = leadOf(filter);
  const timeLeads = lead === undefined && (filter.after !== undefined || filter.before !== undefined);
  const pages = timeLeads
    ? byTime(database, { ...table, columns }, filter)
    : byId(database, { ...table, columns }, lead);
  const matches = inFilter(table, filter);
  for await (const page of pages) {
    const rows = page.filter(matches).map(table.toRow);
    if (rows.length > 0) yield rows;
  }
}
