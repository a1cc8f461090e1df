/** Received and sent messages by number: conversations, read marks, removal. */
import type { Database } from '@simgate/daemon/store';
import type { Store } from '../../store/store.ts';
import { countIncoming, removeIncoming } from '../incoming/incoming-message.ts';
import type { SendingStatus } from '../messages.ts';
import { messageStateOf, NO_PORT, statusOf } from '../rows.ts';
import { type FoundIncoming, receivedById } from './search.ts';

export interface Conversation {
  readonly last: FoundIncoming;
  readonly unread: number;
}

export interface ConversationEntry {
  readonly direction: 'received' | 'sent';
  readonly id: number;
  readonly time: number;
  readonly text: string;
  /** Undefined while no port has begun it. */
  readonly port: number | undefined;
  readonly imsi: string;
  readonly status: 'RECEIVED' | SendingStatus;
  readonly reason: string;
  readonly read: boolean;
}

/** Ids below which the next page lies. */
export interface ConversationCursor {
  readonly received: number;
  readonly sent: number;
}

export interface Conversations {
  /** Those whose newest message is archived, or is not. Newest first, below an id of the inbox; a page looks at a bounded number of rows. */
  list(
    before: number,
    limit: number,
    archived: boolean,
  ): { readonly items: readonly Conversation[]; readonly next: number | null };
  entries(
    number: string,
    before: ConversationCursor,
    limit: number,
  ): { readonly items: readonly ConversationEntry[]; readonly next: ConversationCursor | null };
  received(id: number): FoundIncoming | undefined;
  /** Each resolves with how many messages were changed, once committed. */
  mark(ids: readonly number[], read: boolean): Promise<number>;
  markNumber(number: string, read: boolean): Promise<number>;
  archive(ids: readonly number[], archived: boolean): Promise<number>;
  archiveNumber(number: string, archived: boolean): Promise<number>;
  remove(ids: readonly number[]): Promise<number>;
}

/** Rows looked at for one page. */
const SPAN = 20_000;
/** Messages marked in one transaction. */
const STEP = 500;

/** As the index of both tables has it. */
function plain(number: string): string {
  return number.replace(/^\++/, '');
}

function unreadOf(database: Database, number: string): number {
  return database.number(
    "SELECT count(*) FROM incoming WHERE ltrim(number, '+') = ? AND seen = 0",
    plain(number),
  );
}

/** The newest message of each number, as far as it lies below `before`. */
function list(
  database: Database,
  before: number,
  limit: number,
  archived: boolean,
): ReturnType<Conversations['list']> {
  const lowest = database.get<{ id: number }>(
    `SELECT id FROM incoming WHERE id < ? ORDER BY id DESC LIMIT 1 OFFSET ${SPAN - 1}`,
    before,
  )?.id;
  const rows = database.all<{ id: number }>(
    `SELECT id FROM incoming i WHERE id < ? AND id >= ? AND archived = ? AND NOT EXISTS (
       SELECT 1 FROM incoming j WHERE ltrim(j.number, '+') = ltrim(i.number, '+') AND j.id > i.id)
     ORDER BY id DESC LIMIT ?`,
    ...[before, lowest ?? 0, archived ? 1 : 0, limit],
  );
  const items = rows
    .map(({ id }) => receivedById(database, id))
    .filter(last => last !== undefined)
    .map(last => ({ last, unread: unreadOf(database, last.number) }));
  return { items, next: rows[limit - 1]?.id ?? lowest ?? null };
}

type ReceivedRow = {
  id: number;
  time: number;
  text: string;
  port: number;
  imsi: string;
  reason: string;
  seen: number;
};
type SentRow = {
  id: number;
  time: number;
  text: string;
  port: number;
  imsi: string;
  state: number;
  reason: string;
};

function receivedEntries(
  database: Database,
  number: string,
  before: number,
  limit: number,
): ConversationEntry[] {
  return database
    .all<ReceivedRow>(
      `SELECT id, timestamp AS time, text, port, imsi, coalesce(trouble, '') AS reason, seen FROM incoming
       WHERE ltrim(number, '+') = ? AND id < ? ORDER BY id DESC LIMIT ?`,
      ...[plain(number), before, limit],
    )
    .map(({ seen, ...row }) => ({ ...row, direction: 'received', status: 'RECEIVED', read: seen === 1 }));
}

function sentEntries(database: Database, number: string, before: number, limit: number): ConversationEntry[] {
  return database
    .all<SentRow>(
      `SELECT id, time, coalesce(text, (SELECT t.text FROM tasks t WHERE t.id = task_id), '') AS text, port, imsi, state, reason
       FROM messages WHERE ltrim(number, '+') = ? AND id < ? ORDER BY id DESC LIMIT ?`,
      ...[plain(number), before, limit],
    )
    .map(({ state, port, ...row }) => ({
      ...row,
      direction: 'sent',
      port: port === NO_PORT ? undefined : port,
      status: statusOf[messageStateOf(state)],
      read: true,
    }));
}

/** Both lists go down by id, so that nothing is left out or repeated whatever the times are; a page shows them by time. */
function entries(
  database: Database,
  number: string,
  before: ConversationCursor,
  limit: number,
): ReturnType<Conversations['entries']> {
  const received = receivedEntries(database, number, before.received, limit);
  const sent = sentEntries(database, number, before.sent, limit);
  const items: ConversationEntry[] = [];
  let [fromReceived, fromSent] = [0, 0];
  while (items.length < limit) {
    const [one, other] = [received[fromReceived], sent[fromSent]];
    if (one === undefined && other === undefined) break;
    if (other === undefined || (one !== undefined && one.time >= other.time)) {
      if (one !== undefined) items.push(one);
      fromReceived += 1;
    } else {
      items.push(other);
      fromSent += 1;
    }
  }
  if (items.length < limit) return { items, next: null };
  const next = {
    received: received[fromReceived - 1]?.id ?? before.received,
    sent: sent[fromSent - 1]?.id ?? before.sent,
  };
  return { items, next };
}

function markSome(database: Database, ids: readonly number[], read: boolean): number {
  const [seen, by] = read ? [1, 1] : [0, -1];
  let changed = 0;
  for (const id of ids) {
    const row = database.get<{ port: number }>(
      'UPDATE incoming SET seen = ? WHERE id = ? AND seen <> ? RETURNING port',
      ...[seen, id, seen],
    );
    if (row === undefined) continue;
    countIncoming(database, row.port, by, -by);
    changed += 1;
  }
  return changed;
}

function unmarked(database: Database, number: string, read: boolean): number[] {
  return database
    .all<{ id: number }>(
      `SELECT id FROM incoming WHERE ltrim(number, '+') = ? AND seen = ? ORDER BY id LIMIT ${STEP}`,
      ...[plain(number), read ? 0 : 1],
    )
    .map(({ id }) => id);
}

/** Repeats a step until it finds less than it could do; resolves with the sum. */
async function inSteps(store: Pick<Store, 'write'>, step: (database: Database) => number): Promise<number> {
  let changed = 0;
  for (;;) {
    const some = await store.write(step);
    changed += some;
    if (some < STEP) return changed;
  }
}

function archiveSome(database: Database, ids: readonly number[], archived: boolean): number {
  return database.run(
    'UPDATE incoming SET archived = ?1 WHERE id IN (SELECT value FROM json_each(?2)) AND archived <> ?1',
    ...[archived ? 1 : 0, JSON.stringify(ids)],
  ).changes;
}

function archiveSomeOf(database: Database, number: string, archived: boolean): number {
  return database.run(
    `UPDATE incoming SET archived = ?1 WHERE id IN (
       SELECT id FROM incoming WHERE ltrim(number, '+') = ?2 AND archived <> ?1 LIMIT ${STEP})`,
    ...[archived ? 1 : 0, plain(number)],
  ).changes;
}

export function createConversations(store: Pick<Store, 'read' | 'write'>): Conversations {
  const { read } = store;
  return {
    list: (before, limit, archived) => list(read, before, limit, archived),
    entries: (number, before, limit) => entries(read, number, before, limit),
    received: id => receivedById(read, id),
    mark: (ids, asRead) => store.write(database => markSome(database, ids, asRead)),
    markNumber: (number, asRead) =>
      inSteps(store, database => markSome(database, unmarked(database, number, asRead), asRead)),
    archive: (ids, archived) => store.write(database => archiveSome(database, ids, archived)),
    archiveNumber: (number, archived) =>
      inSteps(store, database => archiveSomeOf(database, number, archived)),
    remove: ids => store.write(database => ids.filter(id => removeIncoming(database, id)).length),
  };
}
