/** The gateway's record of messages and events, from its API and, where the API lacks it, from its store. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayLives } from './gateway-lives.ts';
import type { SaidOutgoing } from './judge.ts';
import { type JournalEntry, journalEntry } from './push-judge.ts';
import type { OutgoingMessage } from './traffic.ts';

interface SendAnswer {
  readonly error_code: number;
}

/** The gateway could not store what it was asked. */
const NOT_STORED = 500;
/** How long a client waits before it asks again what could not be stored, in milliseconds. */
const NEXT_TRY = 50;

function bodyOf({ id, to, text, statusReport }: OutgoingMessage): Record<string, unknown> {
  return {
    text,
    encoding: 'gsm-7bit',
    request_status_report: statusReport,
    param: [{ number: to, user_id: id }],
  };
}

/**
 * Asks the gateway to send a message, by any port or by one; asked until it answers, under one Idempotency-Key, and again where it
 * could not be stored.
 */
export async function postMessage(
  gateway: GatewayLives,
  message: OutgoingMessage,
  port?: number,
): Promise<void> {
  const body = { ...bodyOf(message), ...(port !== undefined && { port: [port] }) };
  const key = `message-${message.id}`;
  for (;;) {
    const answer = await gateway.ask<SendAnswer>('/api/send_sms', { body, key });
    if (answer.error_code === 202) return;
    if (answer.error_code !== NOT_STORED)
      throw new Error(`message ${message.id} was refused: ${JSON.stringify(answer)}`);
    await delay(NEXT_TRY);
  }
}

/** Asks once, without a key, and never again: the answer is final. */
export async function postOnce(
  gateway: GatewayLives,
  message: OutgoingMessage,
): Promise<'accepted' | 'refused' | 'unknown'> {
  const heard = await gateway.askOnce<SendAnswer>('/api/send_sms', { body: bodyOf(message) });
  if (heard === undefined) return 'unknown';
  return heard.answer.error_code === 202 ? 'accepted' : 'refused';
}

function reading<Result>(folder: string, read: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(join(folder, 'data', 'simgate.db'), { readOnly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

/** The state of a segment that was handed over and has no outcome, as the store numbers it. */
const SEGMENT_IN_DOUBT = 2;

/** Why a message failed, or what it waits for. */
function insideOf(folder: string): Map<number, Pick<SaidOutgoing, 'reason' | 'inDoubt'>> {
  const rows = reading(folder, database =>
    database
      .prepare(
        `SELECT user_id, reason, next_segment > count AS begun_whole, (SELECT count(*) FROM segments s
           WHERE s.message_id = m.id AND s.state = ${SEGMENT_IN_DOUBT}) AS doubtful FROM messages m`,
      )
      .all(),
  );
  return new Map(
    rows.map(row => {
      const inDoubt = row.begun_whole === 1 && Number(row.doubtful) > 0;
      return [Number(row.user_id), { reason: String(row.reason), inDoubt }];
    }),
  );
}

interface Results {
  readonly result: readonly { user_id: number; status: string; count: number; succ_count: number }[];
}

/** The gateway's record of each outgoing message. */
export async function sayOf(gateway: GatewayLives, folder: string): Promise<SaidOutgoing[]> {
  const { result } = await gateway.ask<Results>('/api/query_sms_result');
  const inside = insideOf(folder);
  return result.map(({ user_id: id, status, count, succ_count: succCount }) => ({
    ...{ id, status, count, succCount },
    ...(inside.get(id) ?? { reason: '', inDoubt: false }),
  }));
}

/** When each event of the journal was committed, by wall time in milliseconds. */
export function readCommitTimes(folder: string): Map<number, number> {
  return reading(
    folder,
    database =>
      new Map(
        database
          .prepare('SELECT id, at FROM events')
          .all()
          .map(({ id, at }) => [Number(id), Number(at)]),
      ),
  );
}

/** The journal from its first event on. */
export function readJournal(folder: string): JournalEntry[] {
  return reading(folder, database =>
    database
      .prepare('SELECT id, body FROM events ORDER BY id')
      .all()
      .map(({ id, body }) => journalEntry(Number(id), String(body))),
  );
}
