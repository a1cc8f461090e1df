/** What became of a segment is written here: the outcome of its submit, and an answer that comes late. */
import type { Refusal, SubmitOutcome } from '../../modem/modem.ts';
import type { Database } from '../../store/database.ts';
import type { MessagesContext } from '../context.ts';
import { type MessageRow, messageStateCode, messageStateOf, NO_PORT } from '../rows.ts';
import type { HandOver } from './claim.ts';
import { failMessage, loadMessage, noteSegment, refreshMessage } from './message-store.ts';
import { changeQueueSize, enqueue } from './queue.ts';
import { matchParkedOfSim, matchParkedReports } from './reports.ts';
import { retryDelay } from './retry.ts';

/** A message whose next try waits; the delay in milliseconds is kept in memory only. */
export interface Delayed {
  readonly messageId: number;
  readonly delay: number;
}

/** Lets the rest of a begun message wait for its SIM. */
export function continueLater(database: Database, message: MessageRow): void {
  if (messageStateOf(message.state) === 'sending' && message.next_segment <= message.count)
    database.run(
      'INSERT OR IGNORE INTO continuations (imsi, message_id) VALUES (?, ?)',
      message.imsi,
      message.id,
    );
}

/** A segment the network took, its TP-MR known. Reports that were faster than the answer find it now. */
function accepted(context: MessagesContext, database: Database, hand: HandOver, reference: number): void {
  noteSegment(database, hand.messageId, hand.sequence, 'accepted', reference);
  database.run('UPDATE messages SET attempts = 0 WHERE id = ? AND attempts > 0', hand.messageId);
  const message = loadMessage(database, hand.messageId);
  if (message === undefined) return;
  refreshMessage(database, context.journal, message, context.sms.deliveredStatuses);
  matchParkedReports(context, database, hand.imsi, reference);
}

/** A segment that may or may not have been sent. A report that is here already may settle it at once. */
function inDoubt(context: MessagesContext, database: Database, hand: HandOver): void {
  noteSegment(database, hand.messageId, hand.sequence, 'silence', null);
  matchParkedOfSim(context, database, hand.imsi);
}

/** Puts a refused segment back: the message as if never begun where nothing of it was sent, else waiting for its SIM. */
function putBack(database: Database, message: MessageRow, sequence: number, attempts: number): void {
  database.run(
    'UPDATE messages SET next_segment = ?, attempts = ? WHERE id = ?',
    sequence,
    attempts,
    message.id,
  );
  if (sequence > 1) return;
  database.run(
    "UPDATE messages SET state = ?, port = ?, imsi = '' WHERE id = ?",
    messageStateCode('waiting'),
    NO_PORT,
    message.id,
  );
  changeQueueSize(database, 1);
}

/** Makes a message that was put back ready for a port, now that its delay is over. */
export function makeReady(database: Database, id: number): void {
  database.run('DELETE FROM delayed WHERE message_id = ?', id);
  const message = loadMessage(database, id);
  if (message === undefined) return;
  if (messageStateOf(message.state) === 'waiting') enqueue(database, id, message.ports);
  else continueLater(database, message);
}

function reasonOf(refusal: Refusal, attempts: number): string {
  return refusal.permanent ? refusal.text : `refused ${attempts} times, at last: ${refusal.text}`;
}

function refused(
  context: MessagesContext,
  database: Database,
  hand: HandOver,
  refusal: Refusal,
): Delayed | undefined {
  noteSegment(database, hand.messageId, hand.sequence, 'refused', null);
  // It was not sent, and so costs the SIM nothing of its limits.
  context.limits?.countSms(database, hand.imsi, -1);
  const message = loadMessage(database, hand.messageId);
  if (message === undefined || messageStateOf(message.state) !== 'sending') return undefined;
  // A device that went away says nothing about the message: that try does not count.
  const attempts = message.attempts + (refusal.source === 'link' ? 0 : 1);
  if (refusal.permanent || attempts >= context.sms.attempts) {
    failMessage(database, context.journal, message, reasonOf(refusal, attempts));
    return undefined;
  }
  putBack(database, message, hand.sequence, attempts);
  if (refusal.source === 'link') {
    makeReady(database, hand.messageId);
    return undefined;
  }
  database.run('INSERT OR IGNORE INTO delayed (message_id) VALUES (?)', hand.messageId);
  return { messageId: hand.messageId, delay: retryDelay(attempts, context.sms, context.random) };
}

/** Writes the outcome of a submit; what is returned must be made ready again after its delay. */
export function settle(
  context: MessagesContext,
  database: Database,
  hand: HandOver,
  outcome: SubmitOutcome,
): Delayed | undefined {
  if (outcome.kind === 'refused') return refused(context, database, hand, outcome.refusal);
  if (outcome.kind === 'accepted') accepted(context, database, hand, outcome.reference);
  else inDoubt(context, database, hand);
  const message = hand.last ? undefined : loadMessage(database, hand.messageId);
  if (message !== undefined) continueLater(database, message);
  return undefined;
}

/** Writes an answer that came after the deadline. */
export function settleLate(
  context: MessagesContext,
  database: Database,
  hand: HandOver,
  reference: number,
): void {
  accepted(context, database, hand, reference);
}
