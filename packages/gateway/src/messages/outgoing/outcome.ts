/** Writes what became of a segment: the outcome of its submit, and an answer that comes late. */
import type { Random } from '@simgate/daemon';
import type { Database } from '@simgate/daemon/store';
import type { SmsConfig } from '../../config/schema.ts';
import type { Refusal, SubmitOutcome } from '../../modem/modem.ts';
import type { MessagesContext } from '../context.ts';
import { type MessageRow, messageStateCode, messageStateOf, NO_PORT } from '../rows.ts';
import { mayRun } from '../tasks/course.ts';
import type { ClaimedSegment } from './claim.ts';
import { reasonOfRefusal } from './failure.ts';
import { failMessage, loadMessage, noteSegment, refreshMessage } from './message-store.ts';
import { changeQueueSize, enqueue } from './queue.ts';
import { endTurn } from './recipient-order.ts';
import { matchParkedOfPort, matchParkedOfSim, matchParkedReports } from './reports.ts';

/** A message whose next try waits; the delay in milliseconds is kept in memory only. */
export interface Delayed {
  readonly messageId: number;
  readonly delay: number;
}

/** Lets the rest of a begun message wait for its SIM. */
export function continueLater(database: Database, message: MessageRow): void {
  if (messageStateOf(message.state) === 'sending' && message.next_segment <= message.count)
    database.run(
      `INSERT OR IGNORE INTO continuations (imsi, message_id)
       SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM held WHERE message_id = ?2)`,
      message.imsi,
      message.id,
    );
}

/**
 * Writes that the network took a segment, also where its answer came after the deadline. Reports that were faster than the
 * answer find the segment now.
 */
export function settleAccepted(
  context: MessagesContext,
  database: Database,
  segment: ClaimedSegment,
  reference: number,
): void {
  noteSegment(database, segment, 'accepted', reference);
  database.run('UPDATE messages SET attempts = 0 WHERE id = ? AND attempts > 0', segment.messageId);
  const message = loadMessage(database, segment.messageId);
  if (message === undefined) return;
  refreshMessage(database, context.journal, message, context.sms.deliveredStatuses);
  matchParkedReports(context, database, { imsi: segment.imsi, port: message.port }, reference);
}

/** A segment that may or may not have been sent. A report that is here already may settle it at once. */
function inDoubt(context: MessagesContext, database: Database, segment: ClaimedSegment): void {
  noteSegment(database, segment, 'silence', null);
  matchParkedOfSim(context, database, segment.imsi);
  matchParkedOfPort(context, database, segment.messageId);
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
  if (messageStateOf(message.state) === 'waiting') enqueue(database, message);
  else continueLater(database, message);
}

/**
 * Milliseconds until the next try: doubling from the first delay to the longest, spread over the upper half so that what
 * was refused together is not tried together.
 * @param attempts refusals so far, at least 1
 */
export function retryDelay(attempts: number, sms: SmsConfig, random: Random): number {
  const full = Math.min(sms.retryDelay * 2 ** (attempts - 1), sms.retryDelayMaximum) * 1000;
  return full / 2 + (random() * full) / 2;
}

function reasonOf(refusal: Refusal, attempts: number): string {
  return refusal.permanent ? refusal.text : `refused ${attempts} times, at last: ${refusal.text}`;
}

function refused(
  context: MessagesContext,
  database: Database,
  segment: ClaimedSegment,
  refusal: Refusal,
): Delayed | undefined {
  noteSegment(database, segment, 'refused', null);
  // It was not sent, and so costs the SIM nothing of its limits.
  context.limits.countSms(database, segment.imsi, -1);
  const message = loadMessage(database, segment.messageId);
  if (message === undefined || messageStateOf(message.state) !== 'sending') return undefined;
  // A device that went away, or that is still starting, has not judged the message: that try does not count.
  const counts = refusal.source !== 'link' && refusal.notYet !== true;
  const attempts = message.attempts + (counts ? 1 : 0);
  if (refusal.permanent || (counts && attempts >= context.sms.attempts)) {
    failMessage(database, context.journal, message, {
      ...{ cause: 'refused', code: reasonOfRefusal(refusal), text: reasonOf(refusal, attempts) },
    });
    return undefined;
  }
  putBack(database, message, segment.sequence, attempts);
  const again = loadMessage(database, segment.messageId);
  if (again !== undefined && segment.sequence === 1 && !mayRun(context, database, again)) return undefined;
  if (!counts) {
    makeReady(database, segment.messageId);
    return undefined;
  }
  database.run('INSERT OR IGNORE INTO delayed (message_id) VALUES (?)', segment.messageId);
  return { messageId: segment.messageId, delay: retryDelay(attempts, context.sms, context.random) };
}

/** Writes the outcome of a submit; what is returned must be made ready again after its delay. */
export function settle(
  context: MessagesContext,
  database: Database,
  segment: ClaimedSegment,
  outcome: SubmitOutcome,
): Delayed | undefined {
  if (outcome.kind === 'refused') return refused(context, database, segment, outcome.refusal);
  if (outcome.kind === 'accepted') settleAccepted(context, database, segment, outcome.reference);
  else inDoubt(context, database, segment);
  if (segment.last) endTurn(database, segment.turn, segment.messageId);
  const message = segment.last ? undefined : loadMessage(database, segment.messageId);
  if (message !== undefined) continueLater(database, message);
  return undefined;
}
