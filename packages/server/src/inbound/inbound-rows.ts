/** Received messages and conversations, for people and programs that look. */

import { partOf } from '../domain/ids.ts';
import { stateOfCode } from '../domain/message-state.ts';
import { all, get, type Row, type Statements, type Value } from '../store/statements.ts';

export interface InboundMessage {
  readonly id: string;
  readonly gateway: string;
  readonly port: number;
  readonly sim: string;
  readonly pool: string;
  readonly sender: string;
  readonly ownNumber: string;
  readonly text: string;
  readonly keyword: '' | 'stop' | 'start' | 'help';
  readonly sentAt: number;
  readonly receivedAt: number;
}

type InboundRow = Row & {
  id: string;
  gateway: string;
  port: number;
  sim: string;
  pool: string;
  sender: string;
  own_number: string;
  body: string;
  keyword: string;
  sent_at: number;
  received_at: number;
};

const COLUMNS = `inbound.id, inbound.gateway, inbound.port, inbound.sim, inbound.pool, inbound.sender, inbound.own_number, inbound.body,
  inbound.keyword, inbound.sent_at, inbound.received_at`;

const keywords = ['stop', 'start', 'help'] as const;

function inboundOf(row: InboundRow): InboundMessage {
  const { own_number: ownNumber, body: text, sent_at: sentAt, received_at: receivedAt, ...rest } = row;
  const keyword = keywords.find(one => one === row.keyword) ?? '';
  return { ...rest, keyword, ownNumber, text, sentAt, receivedAt };
}

export function* findInbound(id: string): Statements<InboundMessage | undefined> {
  const sql = `SELECT ${COLUMNS} FROM inbound WHERE part = ? AND id = ?`;
  const row = yield* get<InboundRow>(sql, partOf(id), id);
  return row === undefined ? undefined : inboundOf(row);
}

/** The filters; one that is undefined does not matter. */
export interface InboundFilter {
  readonly sender: string | undefined;
  readonly pool: string | undefined;
  readonly sim: string | undefined;
  /** Wall milliseconds of storing, inclusive. */
  readonly after: number | undefined;
  readonly before: number | undefined;
}

/** Newest first. @param cursor id behind which to go on; "" from the newest */
export function* searchInbound(
  filter: InboundFilter,
  cursor: string,
  limit: number,
): Statements<readonly InboundMessage[]> {
  const conditions: [sql: string, value: Value | undefined][] = [
    ['inbound.id < ?', cursor === '' ? undefined : cursor],
    ['inbound.sender = ?', filter.sender],
    ['inbound.pool = ?', filter.pool],
    ['inbound.sim = ?', filter.sim],
    ['inbound.received_at >= ?', filter.after],
    ['inbound.received_at <= ?', filter.before],
  ];
  const set = conditions.filter(([, value]) => value !== undefined);
  const where = set.length === 0 ? '' : `WHERE ${set.map(([sql]) => sql).join(' AND ')}`;
  const values = set.flatMap(([, value]) => (value === undefined ? [] : [value]));
  const sql = `SELECT ${COLUMNS} FROM inbound ${where} ORDER BY inbound.id DESC LIMIT ?`;
  return (yield* all<InboundRow>(sql, ...values, limit)).map(inboundOf);
}

/** The last message of each number that wrote, newest first. */
export function* latestOfEach(
  pool: string | undefined,
  cursor: string,
  limit: number,
): Statements<readonly InboundMessage[]> {
  const values: Value[] = [...(cursor === '' ? [] : [cursor]), ...(pool === undefined ? [] : [pool]), limit];
  const rows = yield* all<InboundRow>(
    `SELECT ${COLUMNS} FROM inbound
     WHERE NOT EXISTS (SELECT 1 FROM inbound AS later WHERE later.sender = inbound.sender AND later.id > inbound.id)
       ${cursor === '' ? '' : 'AND inbound.id < ?'} ${pool === undefined ? '' : 'AND inbound.pool = ?'}
     ORDER BY inbound.id DESC LIMIT ?`,
    ...values,
  );
  return rows.map(inboundOf);
}

/** One line of a conversation. */
export interface ConversationLine {
  readonly direction: 'received' | 'sent';
  readonly id: string;
  readonly at: number;
  readonly text: string;
  /** `received`, or the state of a sent one. */
  readonly state: string;
  readonly pool: string;
  readonly sim: string;
}

type LineRow = Row & {
  id: string;
  at: number;
  text: string;
  state: number;
  pool: string;
  sim: string;
};

/** Messages received from a number and sent to it, newest first: ids sort by time, whichever table they are of. */
export function* conversationWith(
  number: string,
  cursor: string,
  limit: number,
): Statements<readonly ConversationLine[]> {
  // Behind every id.
  const before = cursor === '' ? '~' : cursor;
  const received = yield* all<LineRow>(
    `SELECT id, received_at AS at, body AS text, 0 AS state, pool, sim FROM inbound WHERE sender = ? AND id < ? ORDER BY id DESC LIMIT ?`,
    ...[number, before, limit],
  );
  const sent = yield* all<LineRow>(
    `SELECT id, created_at AS at, body AS text, state, pool, sim FROM message
     WHERE recipient = ? AND id < ? AND moved_to IS NULL ORDER BY id DESC LIMIT ?`,
    ...[number, before, limit],
  );
  const lines: ConversationLine[] = [
    ...received.map(row => ({ ...row, direction: 'received' as const, state: 'received' })),
    ...sent.map(row => ({ ...row, direction: 'sent' as const, state: stateOfCode(row.state) })),
  ];
  return lines.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit);
}
