/**
 * Order to one recipient. Of the messages to one number that may use the same ports, one has the turn: the next begins when
 * that one was handed over, has ended, or can go no further because its SIM is away. A message in doubt was handed over. And
 * messages to one number go through the SIM that carried the last one, while it can send. Steps of a transaction.
 */
import type { Database } from '@simgate/daemon/store';
import type { MessagesContext } from '../context.ts';
import { type MessageRow, messageStateOf } from '../rows.ts';
import { mayUse } from './port-set.ts';
import { type Carrier, dequeue, enqueue } from './queue.ts';

/** Messages that wait for one SIM; further ones go through any port, so that one busy SIM does not hold up a long queue. */
const MOST_RESERVED = 64;

/** Messages with the same key go one after another. */
export interface TurnKey {
  readonly recipient: string;
  /** See port-set.ts. */
  readonly ports: number;
}

export function turnOf({ number, ports }: Pick<MessageRow, 'number' | 'ports'>): TurnKey {
  return { recipient: number.replace(/^\++/, ''), ports };
}

type Holder = Pick<MessageRow, 'id' | 'state' | 'priority' | 'imsi' | 'next_segment' | 'count'>;

/** Whether a message must wait for the one that has the turn. */
function mustWait(message: MessageRow, holder: Holder, carrier: Carrier): boolean {
  if (holder.id === message.id) return false;
  const state = messageStateOf(holder.state);
  // A more urgent message leaves before all that wait, also before one that waits for its next try.
  if (state === 'waiting') return holder.priority <= message.priority;
  if (state !== 'sending') return false;
  return holder.next_segment > holder.count || carrier.presentSims().has(holder.imsi);
}

function holderOf(database: Database, { recipient, ports }: TurnKey): Holder | undefined {
  return database.get<Holder>(
    `SELECT m.id, m.state, m.priority, m.imsi, m.next_segment, m.count FROM recipient_turns t
     JOIN messages m ON m.id = t.message_id WHERE t.recipient = ? AND t.ports = ?`,
    recipient,
    ports,
  );
}

/** Gives a message the turn; false where another one has it and must be waited for. */
function takesTurn(database: Database, message: MessageRow, carrier: Carrier): boolean {
  const key = turnOf(message);
  const values = [key.recipient, key.ports, message.id];
  const insert = 'INTO recipient_turns (recipient, ports, message_id) VALUES (?, ?, ?)';
  if (database.run(`INSERT OR IGNORE ${insert}`, ...values).changes === 1) return true;
  const holder = holderOf(database, key);
  if (holder !== undefined && mustWait(message, holder, carrier)) return false;
  database.run(`INSERT OR REPLACE ${insert}`, ...values);
  return true;
}

function waitForTurn(database: Database, message: MessageRow): void {
  const { recipient, ports } = turnOf(message);
  leaveOrder(database, message);
  database.run(
    'INSERT INTO waiting_for_turn (message_id, recipient, ports, priority) VALUES (?, ?, ?, ?)',
    message.id,
    recipient,
    ports,
    message.priority,
  );
}

/** Takes a message that waits out of the lanes, or from the SIM it was reserved for. */
export function leaveOrder(database: Database, message: MessageRow): void {
  dequeue(database, message);
  database.run('DELETE FROM reserved WHERE message_id = ?', message.id);
}

/** The SIM that carried the last message to a number before this one; those that ended unsent are passed over, a few at most. */
function lastSimOf(database: Database, message: MessageRow): string | undefined {
  return database.get<{ imsi: string }>(
    `SELECT imsi FROM (SELECT id, imsi FROM messages WHERE ltrim(number, '+') = ? AND id < ? ORDER BY id DESC LIMIT 8)
     WHERE imsi <> '' LIMIT 1`,
    turnOf(message).recipient,
    message.id,
  )?.imsi;
}

/** Leaves a message to the SIM that carried the last one to its recipient; false where it goes through any. */
function reserve(
  { store }: MessagesContext,
  database: Database,
  message: MessageRow,
  carrier: Carrier,
): boolean {
  // A SIM that refused it is not insisted on.
  if (message.attempts > 0) return false;
  const imsi = lastSimOf(database, message);
  if (imsi === undefined || imsi === carrier.imsi) return false;
  const port = carrier.readySims().get(imsi);
  if (port === undefined || !mayUse(message.ports, port)) return false;
  if (database.number('SELECT count(*) FROM reserved WHERE imsi = ?', imsi) >= MOST_RESERVED) return false;
  leaveOrder(database, message);
  database.run(
    'INSERT INTO reserved (message_id, imsi, ports, priority, since_steady) VALUES (?, ?, ?, ?, ?)',
    message.id,
    imsi,
    message.ports,
    message.priority,
    store.steady.now(),
  );
  carrier.onReserved(true);
  return true;
}

/**
 * Whether a message may begin now at this port. If not, it has been moved: behind the message that has the turn, or to the SIM
 * that carried the last one.
 * @param reserved it has waited for a SIM already, and goes through any port now
 */
export function mayBegin(
  context: MessagesContext,
  database: Database,
  message: MessageRow,
  { carrier, reserved }: { readonly carrier: Carrier; readonly reserved: boolean },
): boolean {
  if (!context.sms.recipientOrder) return true;
  if (!takesTurn(database, message, carrier)) {
    waitForTurn(database, message);
    return false;
  }
  return reserved || !reserve(context, database, message, carrier);
}

/** Puts the next message to a recipient back into the queue. */
function releaseNext(database: Database, { recipient, ports }: TurnKey): void {
  const next = database.get<{ id: number; priority: number }>(
    `SELECT message_id AS id, priority FROM waiting_for_turn WHERE recipient = ? AND ports = ?
     ORDER BY priority, message_id LIMIT 1`,
    recipient,
    ports,
  );
  if (next === undefined) return;
  database.run('DELETE FROM waiting_for_turn WHERE message_id = ?', next.id);
  enqueue(database, { ...next, ports });
}

/** A message was handed over or has ended: the next one to its recipient may begin. */
export function endTurn(database: Database, key: TurnKey, messageId: number): void {
  const { recipient, ports } = key;
  database.run(
    'DELETE FROM recipient_turns WHERE recipient = ? AND ports = ? AND message_id = ?',
    recipient,
    ports,
    messageId,
  );
  releaseNext(database, key);
}

/** A SIM has gone away: what waits behind messages that were begun with it may be tried through others. */
export function passBy(database: Database, imsi: string): void {
  const keys = database.all<{ recipient: string; ports: number }>(
    `SELECT t.recipient, t.ports FROM recipient_turns t JOIN messages m ON m.id = t.message_id
     WHERE m.state = 1 AND m.imsi = ?`,
    imsi,
  );
  for (const key of keys) releaseNext(database, key);
}

/** At a start: everything that waited for a turn or a SIM is back in the queue; only begun messages have the turn. */
export function resetOrder(database: Database): void {
  database.run(
    `DELETE FROM recipient_turns WHERE NOT EXISTS
       (SELECT 1 FROM messages m WHERE m.id = message_id AND m.state = 1 AND m.next_segment <= m.count)`,
  );
  for (const table of ['waiting_for_turn', 'reserved'] as const) {
    const rows = database.all<{ id: number; ports: number; priority: number }>(
      `SELECT message_id AS id, ports, priority FROM ${table}`,
    );
    for (const row of rows) enqueue(database, row);
    database.run(`DELETE FROM ${table}`);
  }
}
