/** Messages that have waited or been in doubt too long end FAILED. Ages are of the steady clock, which no clock jump moves. */
import type { Database } from '@simgate/daemon/store';
import type { MessagesContext } from '../context.ts';
import { priorities } from '../messages.ts';
import { type MessageRow, type SegmentRow, segmentStateOf } from '../rows.ts';
import { courseOf } from '../tasks/course.ts';
import type { Failure } from './failure.ts';
import { failMessage, loadMessage, loadSegments } from './message-store.ts';
import { everyLane, mayUse } from './port-set.ts';

/** Messages looked at in one transaction. */
const STEP = 200;

type Place = { readonly table: string; readonly where: string };

/** Wherever messages wait in order of age: the lanes by priority, and the places beside them. */
const places: readonly Place[] = [
  { table: 'waiting_for_turn', where: 'true' },
  { table: 'reserved', where: 'true' },
  { table: 'set_aside', where: 'true' },
  ...everyLane.flatMap(lane =>
    priorities.map((_, priority) => ({ table: 'queue', where: `lane = ${lane} AND priority = ${priority}` })),
  ),
];

function oldestWaiting(database: Database, { table, where }: Place, before: number): { id: number }[] {
  return database.all<{ id: number }>(
    `SELECT m.id FROM (SELECT message_id FROM ${table} WHERE ${where} ORDER BY message_id LIMIT ${STEP}) q
     JOIN messages m ON m.id = q.message_id WHERE m.accepted_steady <= ?`,
    before,
  );
}

function fail(context: MessagesContext, database: Database, id: number): void {
  const message = loadMessage(database, id);
  if (message !== undefined)
    failMessage(database, context.journal, message, failureOfWaiting(context, database, message));
}

/** The limits of the SIMs where nothing else kept it from each port that can send; else the ports. */
function failureOfWaiting(
  { ports, limits, sms }: MessagesContext,
  database: Database,
  message: MessageRow,
): Failure {
  if (courseOf(message.course) === 'paused')
    return {
      cause: 'expired',
      code: 'paused',
      text: `its task was paused until it was older than ${sms.waitingAge} s`,
    };
  const able = ports()
    .filter(({ number }) => mayUse(message.ports, number))
    .map(port => port.snapshot())
    .flatMap(({ port, canSend, sim }) => (canSend && sim !== undefined ? [{ port, imsi: sim.imsi }] : []));
  const isLimited = able.every(({ port, imsi }) => limits.smsWait(database, port, imsi, message.count) > 0);
  return able.length > 0 && isLimited
    ? {
        cause: 'expired',
        code: 'limit_reached',
        text: `a limit kept every SIM from it within ${sms.waitingAge} s`,
      }
    : { cause: 'expired', code: 'no_port', text: `no port could send it within ${sms.waitingAge} s` };
}

/** Ends messages that no port took within the waiting age. Returns how many; a full step means there may be more. */
export function expireWaiting(context: MessagesContext, database: Database): number {
  const age = context.sms.waitingAge;
  const before = context.store.steady.now() - age * 1000;
  for (const place of places) {
    const expired = oldestWaiting(database, place, before);
    for (const { id } of expired) fail(context, database, id);
    if (expired.length > 0) return expired.length;
  }
  return 0;
}

/**
 * Why a begun message must end now; undefined where it may go on. Pure.
 * @param now steady time
 */
function endingOf(
  message: Pick<MessageRow, 'next_segment' | 'count' | 'report_requested'>,
  segments: readonly Pick<SegmentRow, 'state' | 'handed_steady'>[],
  now: number,
  sms: { waitingAge: number; inDoubtAge: number; inDoubtAgeWithoutReport: number },
): Failure | undefined {
  const states = segments.map(segment => segmentStateOf(segment.state));
  if (states.includes('handedOver')) return undefined;
  const idle = (now - Math.max(...segments.map(segment => segment.handed_steady))) / 1000;
  if (message.next_segment <= message.count)
    return idle >= sms.waitingAge
      ? {
          ...{ cause: 'expired', code: 'rest_not_sent' },
          text: `its SIM could not send the rest within ${sms.waitingAge} s`,
        }
      : undefined;
  const age = message.report_requested === 1 ? sms.inDoubtAge : sms.inDoubtAgeWithoutReport;
  return idle >= age ? { cause: 'in_doubt', code: 'in_doubt', text: 'in doubt' } : undefined;
}

/**
 * Ends begun messages whose time is over, looking at those after an id; returns the last id looked at, or undefined when
 * there are no more.
 */
export function expireSending(
  context: MessagesContext,
  database: Database,
  afterId: number,
): number | undefined {
  const rows = database.all<{ id: number }>(
    `SELECT id FROM messages WHERE state = 1 AND id > ? ORDER BY id LIMIT ${STEP}`,
    afterId,
  );
  const now = context.store.steady.now();
  for (const { id } of rows) {
    const message = loadMessage(database, id);
    if (message === undefined) continue;
    const ending = endingOf(message, loadSegments(database, id), now, context.sms);
    if (ending !== undefined) failMessage(database, context.journal, message, ending);
  }
  return rows[STEP - 1]?.id;
}
