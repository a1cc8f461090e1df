/**
 * Searches what was sent and received, newest first. A page looks at a bounded number of rows, so that a rare match holds
 * nothing up: it may be short, or empty, while there is more behind it.
 */
import type { Database, Row, Value } from '@simgate/daemon/store';
import type { Store } from '../../store/store.ts';
import { defectsOf } from '../incoming/incoming-message.ts';
import type { SendingStatus } from '../messages.ts';
import { messageStateCode, messageStates, NO_PORT, statusOf } from '../rows.ts';
import { type Found, loadFound } from './found-message.ts';

/** Absent: no filter. Times are milliseconds since 1970, inclusive. */
export interface Search {
  /** A part of the number. */
  readonly number?: string;
  /** A part of the text. */
  readonly text?: string;
  readonly ports?: readonly number[];
  readonly after?: number;
  readonly before?: number;
  /** Only ids below this. */
  readonly beforeId?: number;
  readonly limit: number;
}

export interface SentSearch extends Search {
  readonly statuses?: readonly SendingStatus[];
  readonly taskId?: number;
  /** As text. */
  readonly userId?: string;
  /** Only what this user sent. */
  readonly owner?: string;
}

export interface ReceivedSearch extends Search {
  readonly flag: 'unread' | 'read' | 'undecodable' | 'defective' | 'all';
  /** Absent: archived or not. */
  readonly archived?: boolean;
}

export interface SearchPage<Item> {
  readonly items: readonly Item[];
  /** `beforeId` of the next page; null at the end. */
  readonly next: number | null;
}

export interface FoundIncoming {
  readonly incomingSmsId: number;
  readonly port: number;
  readonly imsi: string;
  readonly number: string;
  readonly smsc: string;
  readonly timestamp: number;
  readonly receivedAt: number;
  readonly text: string;
  readonly read: boolean;
  readonly archived: boolean;
  /** The PDU as it came; undefined where the message came in several. */
  readonly pdu: Uint8Array | undefined;
  /** Why it could not be decoded; "" otherwise. */
  readonly trouble: string;
  /** Faults of its PDU that were read over, a sentence each. */
  readonly defects: readonly string[];
}

export interface MessageSearch {
  sent(search: SentSearch): SearchPage<Found>;
  /** Undefined where there is none, or it is not what `owner` sent. */
  sentMessage(id: number, owner?: string): Found | undefined;
  received(search: ReceivedSearch): SearchPage<FoundIncoming>;
}

/** Rows looked at for one page. */
const SPAN = 20_000;

interface Terms {
  readonly terms: string[];
  readonly values: Value[];
}

/** A pattern of LIKE that finds `part` anywhere. */
function anywhere(part: string): string {
  return `%${part.replace(/[\\%_]/g, mark => `\\${mark}`)}%`;
}

/** The SQL of what both tables are searched by. `port` has one place, for a JSON list. */
interface Columns {
  readonly text: string;
  readonly time: string;
  readonly port: string;
}

function commonTerms(search: Search, { text, time, port }: Columns): Terms {
  const { number, ports, after, before } = search;
  const all: [string, Value | undefined][] = [
    ["number LIKE ? ESCAPE '\\'", number === undefined ? undefined : anywhere(number)],
    [`${text} LIKE ? ESCAPE '\\'`, search.text === undefined ? undefined : anywhere(search.text)],
    [port, ports === undefined ? undefined : JSON.stringify(ports)],
    [`${time} >= ?`, after],
    [`${time} <= ?`, before],
  ];
  return given(all);
}

function given(all: readonly [string, Value | undefined][]): Terms {
  const terms: string[] = [];
  const values: Value[] = [];
  for (const [term, value] of all) {
    if (value === undefined) continue;
    terms.push(term);
    values.push(value);
  }
  return { terms, values };
}

interface Table {
  readonly name: 'messages' | 'incoming';
  readonly columns: string;
}

/** One page of ids or rows below `beforeId`. */
function findRows<R extends Row & { id: number }>(
  database: Database,
  { name, columns }: Table,
  { terms, values }: Terms,
  { beforeId = Number.MAX_SAFE_INTEGER, limit }: Search,
): { rows: R[]; next: number | null } {
  const lowest = database.get<{ id: number }>(
    `SELECT id FROM ${name} WHERE id < ? ORDER BY id DESC LIMIT 1 OFFSET ${SPAN - 1}`,
    beforeId,
  )?.id;
  const where = ['id < ?', 'id >= ?', ...terms].join(' AND ');
  const rows = database.all<R>(
    `SELECT ${columns} FROM ${name} WHERE ${where} ORDER BY id DESC LIMIT ?`,
    beforeId,
    lowest ?? 0,
    ...values,
    limit,
  );
  return { rows, next: rows[limit - 1]?.id ?? lowest ?? null };
}

const incomingColumns: Columns = {
  text: 'text',
  time: 'timestamp',
  port: 'port IN (SELECT value FROM json_each(?))',
};

/** A message that no port has begun belongs to the ports that the request named (contract section 13). */
const sentColumns: Columns = {
  text: 'coalesce(text, (SELECT t.text FROM tasks t WHERE t.id = task_id))',
  time: 'time',
  port: `EXISTS (SELECT 1 FROM json_each(?) WHERE port = value OR port = ${NO_PORT} AND ports & (1 << value) <> 0)`,
};

function stateCodes(statuses: readonly SendingStatus[]): number[] {
  return messageStates.filter(state => statuses.includes(statusOf[state])).map(messageStateCode);
}

function sentTerms(search: SentSearch): Terms {
  const { statuses, taskId, userId, owner } = search;
  const common = commonTerms(search, sentColumns);
  const own = given([
    [
      'state IN (SELECT value FROM json_each(?))',
      statuses === undefined ? undefined : JSON.stringify(stateCodes(statuses)),
    ],
    ['task_id = ?', taskId],
    ['user_id = ?', userId],
    ['(SELECT owner FROM tasks t WHERE t.id = task_id) = ?', owner],
  ]);
  return { terms: [...common.terms, ...own.terms], values: [...common.values, ...own.values] };
}

const flagTerms = {
  unread: ['seen = 0'],
  read: ['seen = 1'],
  undecodable: ['trouble IS NOT NULL'],
  defective: ['defects IS NOT NULL'],
  all: [],
} as const;

type IncomingColumns = {
  id: number;
  port: number;
  imsi: string;
  number: string;
  smsc: string;
  timestamp: number;
  received_at: number;
  text: string;
  seen: number;
  archived: number;
  pdu: Uint8Array<ArrayBuffer> | null;
  trouble: string | null;
  defects: string | null;
};

const incomingTable: Table = {
  name: 'incoming',
  columns:
    'id, port, imsi, number, smsc, timestamp, received_at, text, seen, archived, pdu, trouble, defects',
};

function toIncoming(row: IncomingColumns): FoundIncoming {
  return {
    incomingSmsId: row.id,
    port: row.port,
    imsi: row.imsi,
    number: row.number,
    smsc: row.smsc,
    timestamp: row.timestamp,
    receivedAt: row.received_at,
    text: row.text,
    read: row.seen === 1,
    archived: row.archived === 1,
    pdu: row.pdu ?? undefined,
    trouble: row.trouble ?? '',
    defects: defectsOf(row.defects),
  };
}

/** Undefined where there is none. */
export function receivedById(database: Database, id: number): FoundIncoming | undefined {
  const row = database.get<IncomingColumns>(`SELECT ${incomingTable.columns} FROM incoming WHERE id = ?`, id);
  return row === undefined ? undefined : toIncoming(row);
}

/** Reads only; nothing is marked as read. */
export function createMessageSearch({ read }: Pick<Store, 'read'>): MessageSearch {
  return {
    sent(search) {
      const table: Table = { name: 'messages', columns: 'id' };
      const { rows, next } = findRows<{ id: number }>(read, table, sentTerms(search), search);
      return { items: rows.map(({ id }) => loadFound(read, id)).filter(found => found !== undefined), next };
    },
    sentMessage(id, owner) {
      const own = `SELECT 1 FROM messages m JOIN tasks t ON t.id = m.task_id WHERE m.id = ? AND t.owner = ?`;
      if (owner !== undefined && read.get(own, id, owner) === undefined) return undefined;
      return loadFound(read, id);
    },
    received(search) {
      const { terms, values } = commonTerms(search, incomingColumns);
      const kept = { true: ['archived = 1'], false: ['archived = 0'], undefined: [] }[`${search.archived}`];
      const all = { terms: [...terms, ...flagTerms[search.flag], ...kept], values };
      const { rows, next } = findRows<IncomingColumns>(read, incomingTable, all, search);
      return { items: rows.map(toIncoming), next };
    },
  };
}
