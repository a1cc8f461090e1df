/**
 * Settles what the last run left. Segments that were handed over when it ended, by a crash or in haste, are in doubt, because
 * nobody knows whether the modem got them; everything else goes on where it stood.
 */
import type { Database } from '@simgate/daemon/store';
import type { MessagesContext } from '../context.ts';
import { segmentStateCode } from '../rows.ts';
import { recoverTasks } from '../tasks/course.ts';
import { loadMessage, noteSegment } from './message-store.ts';
import { continueLater, makeReady } from './outcome.ts';
import { resetOrder } from './recipient-order.ts';
import { matchParkedOfSim } from './reports.ts';

type Open = { message_id: number; sequence: number; imsi: string };

function doubtOpenSegments(context: MessagesContext, database: Database): number {
  const open = database.all<Open>(
    'SELECT message_id, sequence, imsi FROM segments WHERE reference IS NULL AND state = ?',
    segmentStateCode('handedOver'),
  );
  for (const { message_id: messageId, sequence } of open)
    noteSegment(database, { messageId, sequence }, 'silence', null);
  for (const imsi of new Set(open.map(segment => segment.imsi))) matchParkedOfSim(context, database, imsi);
  return open.length;
}

/** Brings the tables to a state from which sending can go on. Returns how many segments are newly in doubt. */
export function recover(context: MessagesContext, database: Database): number {
  const doubtful = doubtOpenSegments(context, database);
  resetOrder(database);
  recoverTasks(database);
  // One at a time is not many: each was on its way through a port.
  for (const { id } of database.all<{ id: number }>('SELECT id FROM messages WHERE state = 1')) {
    const message = loadMessage(database, id);
    if (message !== undefined) continueLater(database, message);
  }
  for (const { id } of database.all<{ id: number }>('SELECT message_id AS id FROM delayed'))
    makeReady(database, id);
  return doubtful;
}
