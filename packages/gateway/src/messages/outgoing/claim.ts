/** A port takes its next segment. What is taken is committed as handed over before the port is asked (architecture rule 2). */

import type { Database } from '@simgate/daemon/store';
import { EncodeError, type Submit } from '@simgate/gsm';
import type { MessagesContext } from '../context.ts';
import { type MessageRow, messageStateCode, messageStateOf, segmentStateCode } from '../rows.ts';
import { mayRun } from '../tasks/course.ts';
import type { Failure } from './failure.ts';
import { failMessage, loadMessage } from './message-store.ts';
import { type Carrier, changeQueueSize, hasNext, nextFor } from './queue.ts';
import { leaveOrder, mayBegin, type TurnKey, turnOf } from './recipient-order.ts';
import { buildSubmit } from './segmentation.ts';

/** A segment on its way to a port. */
export interface ClaimedSegment {
  readonly messageId: number;
  /** 1..count */
  readonly sequence: number;
  readonly imsi: string;
  readonly tpdu: Submit;
  /** The last segment of its message. */
  readonly last: boolean;
  /** The turn that ends with the last segment. */
  readonly turn: TurnKey;
  /** Another segment or message is ready for the same port. */
  readonly moreFollow: boolean;
}

/** The SIM has used up a limit of its own. */
export interface LimitReached {
  /** Milliseconds until it may send again. */
  readonly limitWait: number;
}

/** A message is begun when its SIM may send all of it; of one that was begun each segment goes when it may. */
function waitOf(
  { limits }: MessagesContext,
  database: Database,
  message: MessageRow,
  { port, imsi }: Carrier,
): number {
  const begun = messageStateOf(message.state) !== 'waiting';
  return limits.smsWait(database, port, imsi, begun ? 1 : message.count);
}

/** A message with a TPDU that cannot be built ends FAILED, so that it does not hold up those behind it. */
function build(context: MessagesContext, database: Database, message: MessageRow): Submit | undefined {
  try {
    return buildSubmit(message, message.next_segment, context.sms.validity);
  } catch (error) {
    if (!(error instanceof EncodeError) && !(error instanceof RangeError)) throw error;
    failMessage(database, context.journal, message, unsendable(error));
    return undefined;
  }
}

function unsendable(error: EncodeError | RangeError): Failure {
  const isNumber = error instanceof EncodeError && /number|address|digits/i.test(error.field);
  return { cause: 'unsendable', code: isNumber ? 'number_invalid' : 'alphabet', text: error.message };
}

function leaveQueue(database: Database, message: MessageRow): void {
  if (messageStateOf(message.state) === 'waiting') {
    leaveOrder(database, message);
    changeQueueSize(database, -1);
  } else {
    database.run('DELETE FROM continuations WHERE imsi = ? AND message_id = ?', message.imsi, message.id);
  }
}

function markHandedOver(
  context: MessagesContext,
  database: Database,
  message: MessageRow,
  { port, imsi }: Carrier,
): void {
  const sequence = message.next_segment;
  // The time of a message is when its last segment was handed over (contract section 13).
  const time = sequence === message.count ? Math.round(context.clock.now()) : message.time;
  database.run(
    'UPDATE messages SET state = ?, port = ?, imsi = ?, next_segment = ?, time = ? WHERE id = ?',
    messageStateCode('sending'),
    port,
    imsi,
    sequence + 1,
    time,
    message.id,
  );
  if (time !== message.time && message.count > 1)
    database.run('UPDATE status_reports SET time = ? WHERE message_id = ?', time, message.id);
  database.run(
    'INSERT OR REPLACE INTO segments (message_id, sequence, state, imsi, handed_steady) VALUES (?, ?, ?, ?, ?)',
    message.id,
    sequence,
    segmentStateCode('handedOver'),
    imsi,
    context.store.steady.now(),
  );
}

/** Messages that one claim moves to where they wait for their turn or their SIM; then others get the store. */
const MOST_MOVED = 64;

/** Nothing was taken, and there is more to look at. */
export interface LookAgain {
  readonly lookAgain: true;
}

/** Hands the next segment of a message over: all of it is committed before the port is asked. */
function handOver(
  context: MessagesContext,
  database: Database,
  message: MessageRow,
  { carrier, tpdu }: { readonly carrier: Carrier; readonly tpdu: Submit },
): ClaimedSegment {
  const { imsi } = carrier;
  leaveQueue(database, message);
  markHandedOver(context, database, message, carrier);
  context.limits.countSms(database, imsi, 1);
  const sequence = message.next_segment;
  const last = sequence === message.count;
  const moreFollow = !last || hasNext(database, carrier);
  return { messageId: message.id, sequence, imsi, tpdu, last, turn: turnOf(message), moreFollow };
}

/**
 * Takes the next segment this port may carry, inside a transaction; undefined where there is none. The rest of a begun
 * message goes through the SIM that carried its first segment.
 */
export function claim(
  context: MessagesContext,
  database: Database,
  carrier: Carrier,
): ClaimedSegment | LimitReached | LookAgain | undefined {
  for (let moved = 0; moved < MOST_MOVED; ) {
    const candidate = nextFor(database, carrier, context.store.steady.now());
    if (candidate === undefined) return undefined;
    const { id, from } = candidate;
    const message = loadMessage(database, id);
    if (message === undefined) throw new RangeError(`the queue names message ${id}, which is not there`);
    if (from !== 'begun' && !mayRun(context, database, message)) {
      moved += 1;
      continue;
    }
    const limitWait = waitOf(context, database, message, carrier);
    if (limitWait > 0) return { limitWait };
    const reserved = from === 'reserved';
    if (from !== 'begun' && !mayBegin(context, database, message, { carrier, reserved })) {
      moved += 1;
      continue;
    }
    const tpdu = build(context, database, message);
    if (tpdu !== undefined) return handOver(context, database, message, { carrier, tpdu });
  }
  return { lookAgain: true };
}
