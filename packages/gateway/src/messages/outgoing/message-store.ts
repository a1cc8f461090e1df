/** Reads and writes single messages and their segments. */
import type { Database } from '@simgate/daemon/store';
import type { WritableJournal } from '../../store/journal.ts';
import {
  type MessageRow,
  messageStateCode,
  messageStateOf,
  type SegmentRow,
  segmentStateCode,
  segmentStateOf,
  shownPort,
  userIdOf,
} from '../rows.ts';
import type { Failure } from './failure.ts';
import {
  acceptedCount,
  type MessageState,
  messageAfter,
  type SegmentNotice,
  type SegmentProgress,
  segmentAfter,
} from './progress.ts';
import { changeQueueSize, removeWaiting } from './queue.ts';
import { endTurn, turnOf } from './recipient-order.ts';

const MESSAGE_COLUMNS = `m.id, m.task_id, t.course, m.number, coalesce(m.text, t.text) AS text, m.user_id, m.user_id_type, m.encoding,
  m.locking_table, m.single_table, m.reference_width, m.cut, m.report_requested, m.ports, m.priority, m.count, m.succ_count, m.next_segment,
  m.attempts, m.state, m.port, m.imsi, m.ref_id, m.time, m.accepted_steady, m.reason,
  m.reason_code`;

export function loadMessage(database: Database, id: number): MessageRow | undefined {
  return database.get<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM messages m JOIN tasks t ON t.id = m.task_id WHERE m.id = ?`,
    id,
  );
}

/** The segments that were handed over, in their order. */
export function loadSegments(database: Database, id: number): SegmentRow[] {
  return database.all<SegmentRow>(
    'SELECT sequence, state, imsi, reference, handed_steady, status FROM segments WHERE message_id = ? ORDER BY sequence',
    id,
  );
}

/** Names a segment. */
export interface SegmentKey {
  readonly messageId: number;
  /** 1..count */
  readonly sequence: number;
}

/** Writes what is learnt of a segment, and its TP-MR where that is known now. */
export function noteSegment(
  database: Database,
  { messageId, sequence }: SegmentKey,
  notice: SegmentNotice,
  reference: number | null,
): void {
  const row = database.get<{ state: number }>(
    'SELECT state FROM segments WHERE message_id = ? AND sequence = ?',
    messageId,
    sequence,
  );
  if (row === undefined) return;
  const after = segmentAfter(segmentStateOf(row.state), notice);
  database.run(
    'UPDATE segments SET state = ?, reference = coalesce(reference, ?) WHERE message_id = ? AND sequence = ?',
    segmentStateCode(after),
    after === 'accepted' ? reference : null,
    messageId,
    sequence,
  );
}

function progressOf(segments: readonly SegmentRow[]): SegmentProgress[] {
  return segments.map(segment => ({ state: segmentStateOf(segment.state), status: segment.status }));
}

/** Journals the sms_result event of a message that has just come to this state. */
function journalResult(
  database: Database,
  journal: WritableJournal,
  message: MessageRow,
  state: 'sentOk' | 'failed' | 'delivered',
  failure?: Failure,
): void {
  const names = { sentOk: 'SENT_OK', failed: 'FAILED', delivered: 'DELIVERED' } as const;
  journal.append(database, {
    kind: 'sms_result',
    messageId: message.id,
    port: shownPort(message),
    number: message.number,
    time: message.time,
    status: names[state],
    count: message.count,
    succCount: message.succ_count,
    refId: message.ref_id,
    imsi: message.imsi,
    userId: userIdOf(message),
    reason: message.reason,
    ...(failure === undefined ? {} : { cause: failure.cause, reasonCode: failure.code }),
  });
}

function journalChange(
  database: Database,
  journal: WritableJournal,
  message: MessageRow,
  { before, after }: { readonly before: MessageState; readonly after: MessageState },
): void {
  if (before === after) return;
  // Delivered without ever having been SENT_OK, where a report settles what was in doubt: both are journalled, in order.
  if (after === 'delivered' && before !== 'sentOk') journalResult(database, journal, message, 'sentOk');
  if (after === 'sentOk' || after === 'delivered') journalResult(database, journal, message, after);
}

/**
 * Brings a message up to date with its segments and journals what became of it. Returns the state it has now.
 * @param delivered TP-ST values that count as delivered
 */
export function refreshMessage(
  database: Database,
  journal: WritableJournal,
  message: MessageRow,
  delivered: readonly number[],
): MessageState {
  const segments = loadSegments(database, message.id);
  const progress = progressOf(segments);
  const before = messageStateOf(message.state);
  const after = messageAfter(before, message.count, progress, delivered);
  const isWell = after === 'sentOk' || after === 'delivered';
  const reason = isWell ? '' : message.reason;
  const refId = segments.find(({ sequence }) => sequence === 1)?.reference ?? 0;
  const succCount = acceptedCount(progress);
  database.run(
    'UPDATE messages SET state = ?, succ_count = ?, ref_id = ?, reason = ?, reason_code = ? WHERE id = ?',
    messageStateCode(after),
    succCount,
    refId,
    reason,
    isWell ? '' : message.reason_code,
    message.id,
  );
  journalChange(
    database,
    journal,
    { ...message, succ_count: succCount, ref_id: refId, reason },
    { before, after },
  );
  return after;
}

/** Ends a message that is not at its end yet as FAILED, and journals it. */
export function failMessage(
  database: Database,
  journal: WritableJournal,
  message: MessageRow,
  failure: Failure,
): void {
  const { code, text: reason } = failure;
  if (messageStateOf(message.state) === 'waiting') {
    removeWaiting(database, message);
    changeQueueSize(database, -1);
  }
  database.run('DELETE FROM continuations WHERE imsi = ? AND message_id = ?', message.imsi, message.id);
  database.run('DELETE FROM held WHERE message_id = ?', message.id);
  database.run(
    'UPDATE messages SET state = ?, reason = ?, reason_code = ? WHERE id = ?',
    messageStateCode('failed'),
    reason,
    code,
    message.id,
  );
  endTurn(database, turnOf(message), message.id);
  journalResult(database, journal, { ...message, reason }, 'failed', failure);
}
