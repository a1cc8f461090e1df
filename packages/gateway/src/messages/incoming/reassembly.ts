/** Long messages on their way in (23.040 9.2.3.24.1): parts in any order, repeated, late or never. */

import type { Database } from '@simgate/daemon/store';
import type { Concatenation } from '@simgate/gsm';
import type { MessagesContext } from '../context.ts';
import { defectsColumn, defectsOf, type IncomingMessage, storeIncoming } from './incoming-message.ts';
import { joinParts, type PartContent } from './incoming-text.ts';

/** A part, as it would be shown alone. */
export interface IncomingPart {
  readonly message: IncomingMessage;
  readonly content: PartContent;
  readonly concatenation: Concatenation;
}

type SetRow = { id: number; imsi: string; originator: string; total: number; shown: number };

type PartRow = {
  sequence: number;
  port: number;
  smsc: string;
  timestamp: number;
  zone_quarters: number | null;
  received_at: number;
  text: string;
  utf16: Uint8Array<ArrayBuffer> | null;
  pdu: Uint8Array<ArrayBuffer>;
  defects: string | null;
};

/** How long after it was shown with gaps a message may still be completed, in milliseconds: references come round. */
const LATE_AGE = 3 * 24 * 3600_000;

/**
 * The newest set of this key that still lacks this part; references of 8 bits come round, so an old set is no home. While the
 * SIM of a part is not known it belongs to a set of its port, and so does a part to a set that was begun without a SIM.
 */
function findSet(context: MessagesContext, database: Database, part: IncomingPart): SetRow | undefined {
  const { message, concatenation } = part;
  const oldest = context.store.steady.now() - context.sms.incompleteAge * 1000 - LATE_AGE;
  return database.get<SetRow>(
    `SELECT id, imsi, originator, total, shown FROM part_sets s
     WHERE originator = ? AND reference = ? AND width = ? AND total = ? AND started_steady > ?
       AND (imsi = ? AND imsi <> '' OR (imsi = '' OR ? = '')
         AND EXISTS (SELECT 1 FROM parts p WHERE p.set_id = s.id AND p.port = ?))
       AND NOT EXISTS (SELECT 1 FROM parts p WHERE p.set_id = s.id AND p.sequence = ?)
     ORDER BY id DESC LIMIT 1`,
    message.number,
    concatenation.reference,
    concatenation.width,
    concatenation.total,
    oldest,
    message.imsi,
    message.imsi,
    message.port,
    concatenation.sequence,
  );
}

/** Unfinished sets of one sender at one SIM, and of all; the oldest one is shown as it is when one more would be begun. */
const MOST_OF_SENDER = 32;
const MOST_SETS = 2048;

function countSets(database: Database, where: string, ...values: string[]): number {
  return database.number(`SELECT count(*) FROM part_sets WHERE ${where}`, ...values);
}

function oldestSet(database: Database, where: string, ...values: string[]): SetRow | undefined {
  return database.get<SetRow>(
    `SELECT id, imsi, originator, total, shown FROM part_sets WHERE ${where} ORDER BY id LIMIT 1`,
    ...values,
  );
}

/** Makes room for one more set. Sets that were shown are forgotten first: nothing of them is lost. */
function makeRoom(context: MessagesContext, database: Database, { imsi, number }: IncomingMessage): void {
  const ofSender = 'imsi = ? AND originator = ? AND shown = 0';
  if (countSets(database, ofSender, imsi, number) >= MOST_OF_SENDER) {
    const oldest = oldestSet(database, ofSender, imsi, number);
    if (oldest !== undefined) storeUnfinished(context, database, oldest);
  }
  if (countSets(database, 'true') < MOST_SETS) return;
  const oldest = oldestSet(database, 'shown = 1') ?? oldestSet(database, 'true');
  if (oldest === undefined) return;
  if (oldest.shown === 0) storeUnfinished(context, database, oldest);
  removeSet(database, oldest.id);
}

function addSet(context: MessagesContext, database: Database, part: IncomingPart): SetRow {
  const { message, concatenation } = part;
  makeRoom(context, database, message);
  const { id } = database.run(
    `INSERT INTO part_sets (imsi, originator, reference, width, total, started_steady) VALUES (?, ?, ?, ?, ?, ?)`,
    message.imsi,
    message.number,
    concatenation.reference,
    concatenation.width,
    concatenation.total,
    context.store.steady.now(),
  );
  return { id, imsi: message.imsi, originator: message.number, total: concatenation.total, shown: 0 };
}

function addPart(database: Database, setId: number, part: IncomingPart): void {
  const { message, content, concatenation } = part;
  database.run(
    `INSERT INTO parts (set_id, sequence, port, smsc, timestamp, zone_quarters, received_at, text, utf16, pdu, defects)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    setId,
    concatenation.sequence,
    message.port,
    message.smsc,
    message.timestamp,
    message.zoneQuarters ?? null,
    message.receivedAt,
    content.text,
    content.utf16 ?? null,
    message.pdu ?? new Uint8Array(),
    defectsColumn(message.defects),
  );
}

function loadParts(database: Database, setId: number): PartRow[] {
  return database.all<PartRow>(
    `SELECT sequence, port, smsc, timestamp, zone_quarters, received_at, text, utf16, pdu, defects FROM parts
     WHERE set_id = ? ORDER BY sequence`,
    setId,
  );
}

/** Makes one message of a set: time and service centre are those of its first part, the port is that of the part that came last. */
function storeJoined(
  context: MessagesContext,
  database: Database,
  set: SetRow,
  parts: readonly PartRow[],
): void {
  const [first] = parts;
  if (first === undefined) return;
  const latest = parts.reduce((last, part) => (part.received_at >= last.received_at ? part : last), first);
  const contents = parts.map(({ sequence, text, utf16 }) => ({ sequence, text, utf16: utf16 ?? undefined }));
  storeIncoming(context, database, {
    port: latest.port,
    imsi: set.imsi,
    number: set.originator,
    smsc: first.smsc,
    timestamp: first.timestamp,
    zoneQuarters: first.zone_quarters ?? undefined,
    receivedAt: latest.received_at,
    text: joinParts(contents, set.total),
    pdu: parts.find(({ defects }) => defects !== null)?.pdu,
    trouble: undefined,
    defects: parts.flatMap(({ sequence, defects }) =>
      defectsOf(defects).map(defect => `part ${sequence}: ${defect}`),
    ),
  });
}

export function removeSet(database: Database, setId: number): void {
  database.run('DELETE FROM parts WHERE set_id = ?', setId);
  database.run('DELETE FROM part_sets WHERE id = ?', setId);
}

/** Stores a part, and the whole message when it is the last one missing. */
export function addIncomingPart(context: MessagesContext, database: Database, part: IncomingPart): void {
  const set = findSet(context, database, part) ?? addSet(context, database, part);
  const imsi = set.imsi === '' ? part.message.imsi : set.imsi;
  if (imsi !== set.imsi) database.run('UPDATE part_sets SET imsi = ? WHERE id = ?', imsi, set.id);
  addPart(database, set.id, part);
  const parts = loadParts(database, set.id);
  if (parts.length < set.total) return;
  storeJoined(context, database, { ...set, imsi }, parts);
  removeSet(database, set.id);
}

/** Makes a message with gap marks of a set; its parts are kept for late ones. */
function storeUnfinished(context: MessagesContext, database: Database, set: SetRow): void {
  storeJoined(context, database, set, loadParts(database, set.id));
  database.run('UPDATE part_sets SET shown = 1 WHERE id = ?', set.id);
}

/** Makes messages with gap marks of the sets that have stayed incomplete for the set time; their parts are kept for late ones. */
export function storeIncomplete(context: MessagesContext, database: Database): void {
  const sets = database.all<SetRow>(
    `SELECT id, imsi, originator, total, shown FROM part_sets WHERE shown = 0 AND started_steady <= ?
     ORDER BY started_steady LIMIT 64`,
    context.store.steady.now() - context.sms.incompleteAge * 1000,
  );
  for (const set of sets) storeUnfinished(context, database, set);
}

/** Forgets sets that are too old for a late part; at most 64 at a time. */
export function forgetSets(context: MessagesContext, database: Database): void {
  const oldest = context.store.steady.now() - context.sms.incompleteAge * 1000 - LATE_AGE;
  const sets = database.all<{ id: number }>(
    'SELECT id FROM part_sets WHERE shown = 1 AND started_steady <= ? LIMIT 64',
    oldest,
  );
  for (const { id } of sets) removeSet(database, id);
}
