/** Messages in lists: newest first, by what is asked for, page by page. */
import { PARTITIONS } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import { codeOfState, type MessageState } from '../domain/message-state.ts';
import { MESSAGE_COLUMNS, type MessageRow, messageOf } from './message-rows.ts';
import { all, type Statements, type Value, withRows } from './statements.ts';

/** Filters of a search; those that are undefined do not matter. */
export interface MessageSearch {
  readonly owner: string | undefined;
  readonly states: readonly MessageState[] | undefined;
  readonly to: string | undefined;
  readonly batch: string | undefined;
  readonly pool: string | undefined;
  readonly reference: string | undefined;
  /** Wall milliseconds. */
  readonly after: number | undefined;
  readonly before: number | undefined;
}

/** A page of a search, newest first. */
export interface MessagePage {
  readonly messages: readonly Message[];
  /** Everything newer than this id has been looked at; undefined at the end. */
  readonly next: string | undefined;
}

/** The columns of a message, of one table among several. */
function columnsOf(table: string): string {
  return MESSAGE_COLUMNS.split(',')
    .map(column => `${table}.${column.trim()}`)
    .join(', ');
}

interface Conditions {
  readonly sql: string;
  readonly values: readonly Value[];
}

function conditionsOf(search: MessageSearch): Conditions {
  const { states, owner, pool, reference, after, before } = search;
  const codes = states?.map(codeOfState) ?? [];
  const parts: [sql: string, values: readonly Value[]][] = [
    ['moved_to IS NULL', []],
    ...(codes.length === 0
      ? []
      : [[`state IN (${codes.map(() => '?').join(', ')})`, codes] as [string, Value[]]]),
    ...(owner === undefined ? [] : [['owner = ?', [owner]] as [string, Value[]]]),
    ...(pool === undefined ? [] : [['pool = ?', [pool]] as [string, Value[]]]),
    ...(reference === undefined ? [] : [['reference = ?', [reference]] as [string, Value[]]]),
    ...(after === undefined ? [] : [['created_at >= ?', [after]] as [string, Value[]]]),
    ...(before === undefined ? [] : [['created_at <= ?', [before]] as [string, Value[]]]),
  ];
  return { sql: parts.map(([sql]) => sql).join(' AND '), values: parts.flatMap(([, values]) => values) };
}

/** Behind every id. */
export const NEWEST = '~';

/** Rows of each partition that the first look goes through; each further one goes through twice as many. */
const FIRST_STRETCH = 16;
/** A search in which nothing fits ends after so many looks, some 127,000 messages; the next page goes on from there. */
const MOST_LOOKS = 5;

type StretchRow = { readonly part: number; readonly id: string; readonly fits: number };

const everyPart = {
  columns: { part: 'int' },
  rows: Array.from({ length: PARTITIONS }, (_each, part) => [part]),
} as const;

/** The newest stretch of every partition below an id, in one statement. */
function* stretches(
  below: string,
  length: number,
  { sql, values }: Conditions,
): Statements<readonly StretchRow[]> {
  return yield* withRows<StretchRow & Record<string, Value>>(
    `SELECT message.part, message.id, CASE WHEN ${sql} THEN 1 ELSE 0 END AS fits FROM {rows}
     {each} FROM message AS newest WHERE newest.part = v.part AND newest.id < ? ORDER BY newest.id DESC LIMIT ?{end}`,
    everyPart,
    ...values,
    ...[below, length],
  );
}

/** Everything above it has been looked at: the highest of the last ids of stretches that may go on; "" where none does. */
function floorOf(rows: readonly StretchRow[], length: number): string {
  let floor = '';
  for (const ofPart of Map.groupBy(rows, ({ part }) => part).values()) {
    if (ofPart.length < length) continue;
    const last = ofPart.reduce((lowest, { id }) => (id < lowest ? id : lowest), NEWEST);
    if (last > floor) floor = last;
  }
  return floor;
}

function* everywhere(search: MessageSearch, below: string, limit: number): Statements<MessagePage> {
  const conditions = conditionsOf(search);
  const fitting: StretchRow[] = [];
  let floor = below;
  for (let look = 0; look < MOST_LOOKS && floor !== '' && fitting.length <= limit; look += 1) {
    const length = FIRST_STRETCH * 2 ** look;
    const rows = yield* stretches(floor, length, conditions);
    floor = floorOf(rows, length);
    // Rows below the floor may have gaps: they wait for the next look.
    for (const row of rows) if (row.fits === 1 && row.id >= floor) fitting.push(row);
  }
  const page = fitting.sort((one, other) => (one.id < other.id ? 1 : -1)).slice(0, limit);
  const found = yield* withRows<MessageRow>(
    `SELECT ${columnsOf('message')} FROM {rows} JOIN message ON message.part = v.part AND message.id = v.id`,
    { columns: { part: 'int', id: 'text' }, rows: page.map(({ part, id }) => [part, id]) },
  );
  const messages = found.map(messageOf).sort((one, other) => (one.id < other.id ? 1 : -1));
  const more = fitting.length > limit ? page.at(-1)?.id : floor;
  return { messages, next: more === '' ? undefined : more };
}

function* alongIndex(
  [column, value]: readonly ['recipient' | 'batch', string],
  search: MessageSearch,
  below: string,
  limit: number,
): Statements<MessagePage> {
  const { sql, values } = conditionsOf(search);
  const rows = yield* all<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM message WHERE ${column} = ? AND id < ? AND ${sql} ORDER BY id DESC LIMIT ?`,
    ...[value, below],
    ...values,
    limit + 1,
  );
  const messages = rows.slice(0, limit).map(messageOf);
  return { messages, next: rows.length > limit ? messages.at(-1)?.id : undefined };
}

/** A page of messages with smaller ids, newest first. A page may be short, or empty, before the end. */
export function* searchMessages(
  search: MessageSearch,
  below: string,
  limit: number,
): Statements<MessagePage> {
  if (search.to !== undefined) return yield* alongIndex(['recipient', search.to], search, below, limit);
  if (search.batch !== undefined) return yield* alongIndex(['batch', search.batch], search, below, limit);
  return yield* everywhere(search, below, limit);
}
