/** A received message as it becomes visible: its row, its place in the counts and its event, in the caller's transaction. */
import type { Database } from '@simgate/daemon/store';
import type { MessagesContext } from '../context.ts';

export interface IncomingMessage {
  readonly port: number;
  readonly imsi: string;
  readonly number: string;
  readonly smsc: string;
  /** Of the service centre where it can be read, else of receipt. */
  readonly timestamp: number;
  readonly zoneQuarters: number | undefined;
  readonly receivedAt: number;
  readonly text: string;
  /** The PDU as it came; undefined where the message came in several. */
  readonly pdu: Uint8Array | undefined;
  /** Why it could not be decoded. */
  readonly trouble: string | undefined;
  /** Faults of its PDU that were read over, a sentence each. */
  readonly defects: readonly string[];
}

export function countIncoming(database: Database, port: number, read: number, unread: number): void {
  database.run(
    `INSERT INTO inbox_counts (port, read, unread) VALUES (?, ?, ?)
     ON CONFLICT (port) DO UPDATE SET read = read + excluded.read, unread = unread + excluded.unread`,
    port,
    read,
    unread,
  );
}

/** Defects as a column keeps them: a JSON list, NULL for none. */
export function defectsColumn(defects: readonly string[]): string | null {
  return defects.length === 0 ? null : JSON.stringify(defects);
}

/** Throws where the column holds no list of sentences: the row was not written by this program. */
export function defectsOf(column: string | null): readonly string[] {
  const list: unknown = JSON.parse(column ?? '[]');
  if (!Array.isArray(list)) throw new RangeError(`no list of defects: ${column}`);
  return list.map(String);
}

function insert(context: MessagesContext, database: Database, message: IncomingMessage): number {
  return database.run(
    `INSERT INTO incoming (port, imsi, number, smsc, timestamp, zone_quarters, received_at, received_steady, text, pdu, trouble, defects)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    message.port,
    message.imsi,
    message.number,
    message.smsc,
    message.timestamp,
    message.zoneQuarters ?? null,
    message.receivedAt,
    context.store.steady.now(),
    message.text,
    message.pdu ?? null,
    message.trouble ?? null,
    defectsColumn(message.defects),
  ).id;
}

/**
 * Stores a message that becomes visible, counts and journals it. Its id is in commit order, because works run in the order of
 * their commit.
 */
export function storeIncoming(context: MessagesContext, database: Database, message: IncomingMessage): void {
  const incomingSmsId = insert(context, database, message);
  countIncoming(database, message.port, 0, 1);
  const { port, number, smsc, timestamp, text, imsi } = message;
  context.journal.append(database, { kind: 'sms', incomingSmsId, port, number, smsc, timestamp, text, imsi });
}

/** Removes a message and its place in the counts; false where it is not there any more. */
export function removeIncoming(database: Database, id: number): boolean {
  const row = database.get<{ port: number; seen: number }>(
    'SELECT port, seen FROM incoming WHERE id = ?',
    id,
  );
  if (row === undefined) return false;
  countIncoming(database, row.port, row.seen === 1 ? -1 : 0, row.seen === 1 ? 0 : -1);
  return database.run('DELETE FROM incoming WHERE id = ?', id).changes === 1;
}
