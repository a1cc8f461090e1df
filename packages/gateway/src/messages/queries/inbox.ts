/** Answers of query_incoming_sms (contract 4.5), read in pages. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Database, Value } from '@simgate/daemon/store';
import type { Store } from '../../store/store.ts';
import { countIncoming } from '../incoming/incoming-message.ts';
import type { InboxFilter, InboxRow, Messages, Pages } from '../messages.ts';

type IncomingRow = {
  id: number;
  port: number;
  number: string;
  smsc: string;
  timestamp: number;
  text: string;
  imsi: string;
};

const PAGE_SIZE = 500;

function toRow({ id, ...rest }: IncomingRow): InboxRow {
  return { incomingSmsId: id, ...rest };
}

const flags = { unread: 'AND seen = 0', read: 'AND seen = 1', all: '' } as const;

/** Ports as an SQL list: a set bit is a port, so that one statement serves every choice. */
function portTerm(filter: InboxFilter): { term: string; values: Value[] } {
  if (filter.ports === undefined) return { term: '', values: [] };
  return {
    term: 'AND port IN (SELECT value FROM json_each(?))',
    values: [JSON.stringify(filter.ports)],
  };
}

/** Ids looked at for one page: however rare a match is, a page is read in bounded time. */
const SPAN = 5000;

interface Range {
  readonly after: number;
  readonly upTo: number;
}

function readPage(database: Database, filter: InboxFilter, { after, upTo }: Range): IncomingRow[] {
  const ports = portTerm(filter);
  return database.all<IncomingRow>(
    `SELECT id, port, number, smsc, timestamp, text, imsi FROM incoming
     WHERE id > ? AND id <= ? ${flags[filter.flag]} ${ports.term} ORDER BY id LIMIT ${PAGE_SIZE}`,
    after,
    upTo,
    ...ports.values,
  );
}

function markRead(database: Database, rows: readonly IncomingRow[]): void {
  for (const row of rows) {
    database.run('UPDATE incoming SET seen = 1 WHERE id = ?', row.id);
    countIncoming(database, row.port, 1, -1);
  }
}

/** A page of unread messages that are read from now on. */
function takePage(database: Database, filter: InboxFilter, range: Range): IncomingRow[] {
  const rows = readPage(database, filter, range);
  markRead(database, rows);
  return rows;
}

type Counts = { read: number; unread: number };

function countsOf(database: Database, filter: InboxFilter): Counts {
  const ports = portTerm(filter);
  const sum = (column: keyof Counts) =>
    database.number(`SELECT sum(${column}) FROM inbox_counts WHERE true ${ports.term}`, ...ports.values);
  return { read: sum('read'), unread: sum('unread') };
}

function newestId(database: Database): number {
  return database.number('SELECT max(id) FROM incoming');
}

/** The next range to look at: unread messages have an index of their own, so theirs need no end. */
function rangeAfter(database: Database, filter: InboxFilter, after: number, newest: number): Range {
  if (filter.flag === 'unread') return { after, upTo: newest };
  const first = database.number('SELECT coalesce(min(id), ?) FROM incoming WHERE id > ?', newest, after);
  return { after, upTo: Math.min(first + SPAN, newest) };
}

async function* pagesAfter(
  store: Store,
  filter: InboxFilter,
  start: number,
  newest: number,
): Pages<InboxRow> {
  for (let after = start; after < newest; await turn()) {
    const range = rangeAfter(store.read, filter, after, newest);
    const rows =
      filter.flag === 'unread'
        ? await store.write(database => takePage(database, filter, range))
        : readPage(store.read, filter, range);
    if (rows.length > 0) yield rows.map(toRow);
    after = rows[PAGE_SIZE - 1]?.id ?? range.upTo;
  }
}

/** Unread messages beyond the first page that will be given out, and are counted as read. */
function countRest(database: Database, filter: InboxFilter, range: Range): number {
  const ports = portTerm(filter);
  return database.number(
    `SELECT count(*) FROM incoming WHERE seen = 0 AND id > ? AND id <= ? ${ports.term}`,
    range.after,
    range.upTo,
    ...ports.values,
  );
}

async function* unreadPages(
  store: Store,
  filter: InboxFilter,
  first: readonly IncomingRow[],
  newest: number,
): Pages<InboxRow> {
  if (first.length > 0) yield first.map(toRow);
  const last = first[PAGE_SIZE - 1];
  if (last !== undefined) yield* pagesAfter(store, filter, last.id, newest);
}

/** Gives out the unread ones: the first page with the counts in one commit, each further page as it is read. */
async function unread(store: Store, filter: InboxFilter): ReturnType<Messages['inbox']> {
  const { first, newest, counts, rest } = await store.write(database => {
    const newest = newestId(database);
    const first = takePage(database, filter, { after: filter.afterId, upTo: newest });
    const after = first.at(-1)?.id ?? newest;
    const rest = first.length < PAGE_SIZE ? 0 : countRest(database, filter, { after, upTo: newest });
    return { first, newest, counts: countsOf(database, filter), rest };
  });
  return {
    rows: unreadPages(store, filter, first, newest),
    read: counts.read + rest,
    unread: counts.unread - rest,
  };
}

/** See `Messages.inbox`. */
export async function queryInbox(store: Store, filter: InboxFilter): ReturnType<Messages['inbox']> {
  if (filter.flag === 'unread') return unread(store, filter);
  const rows = pagesAfter(store, filter, filter.afterId, newestId(store.read));
  return { rows, ...countsOf(store.read, filter) };
}
