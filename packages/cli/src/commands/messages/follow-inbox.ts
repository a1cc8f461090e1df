/** `simgate inbox --follow`: received messages as they come. A lost connection loses none. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, SmsEvent } from '@simgate/api';
import { newestEventId } from '../../connection/newest-event.ts';
import type { Session } from '../../connection/session.ts';
import { oneLine, severalLines } from '../../output/shown-text.ts';
import { localTime } from '../../output/times.ts';
import { usageError } from '../../program/exit-codes.ts';
import { interrupted } from '../../program/interrupted.ts';
import {
  type InboxOptions,
  type Received,
  receivedColumns,
  type VendorReceived,
  vendorReceivedColumns,
} from './received.ts';

/** Milliseconds between two questions to original hardware. */
const BETWEEN = 3000;

/** The fields that both kinds of gateway have of a received message. */
interface Shown {
  readonly number: string;
  readonly port: number;
  readonly text: string;
}

/** One line for a person. */
function forPeople(session: Session, time: string, { number, port, text }: Shown): string {
  const head = `${time}  ${session.out.paint('bold', oneLine(number))}  ${session.out.paint('dim', `port ${port}`)}`;
  return `${head}\n${severalLines(text).replace(/^/gm, '    ')}`;
}

/** Whether a message passes the filter, as the gateway would judge it. */
function takes({ number, text, port }: InboxOptions, message: Shown): boolean {
  return (
    (number === undefined || message.number.includes(number)) &&
    (text === undefined || message.text.includes(text)) &&
    (port === undefined || port.includes(message.port))
  );
}

function greet(session: Session): void {
  session.out.note('Messages are shown as they come; Ctrl+C ends it.', 'dim');
}

/** The message of that id; undefined where it was deleted meanwhile. A lost connection is waited for. */
async function received(client: Client, id: number, signal: AbortSignal): Promise<Received | undefined> {
  while (!signal.aborted) {
    const found = await client.getReceived({ id }, { signal });
    if (found.ok) return found.reply;
    if (found.error.kind === 'refused') return undefined;
    await wait(BETWEEN, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** The event has the id of the message; the message itself is read in the form of the list. */
async function follow(
  session: Session,
  client: Client,
  options: InboxOptions,
  signal: AbortSignal,
): Promise<void> {
  // The id is read before the command announces that it follows: no message is lost between.
  const after = await newestEventId(client);
  greet(session);
  for await (const { data } of client.events({ kinds: ['sms'], after }, { signal })) {
    const { incoming_sms_id: id } = data as SmsEvent;
    if (id === undefined) continue;
    const message = await received(client, id, signal);
    if (message !== undefined && takes(options, message))
      session.out.row(message, receivedColumns, forPeople(session, localTime(message.received_at), message));
  }
}

/** The id of the newest received message; 0 where there is none. */
async function newestId(client: Client): Promise<number> {
  const { sms } = await client.orThrow.queryIncomingSms({ flag: 'all' });
  return Math.max(0, ...sms.map(({ incoming_sms_id }) => incoming_sms_id));
}

/** Original hardware is asked again and again, for what is newer than the last message. */
async function poll(
  session: Session,
  client: Client,
  options: InboxOptions,
  signal: AbortSignal,
): Promise<void> {
  let last = await newestId(client);
  greet(session);
  while (!signal.aborted) {
    await wait(BETWEEN, undefined, { signal }).catch(() => undefined);
    const asked = await client.queryIncomingSms({ flag: 'all', incoming_sms_id: last }, { signal });
    // A box that does not answer for a while is asked again; ids show which messages are new.
    const sms: readonly VendorReceived[] = asked.ok ? asked.reply.sms : [];
    for (const message of sms) {
      last = Math.max(last, message.incoming_sms_id);
      if (takes(options, message))
        session.out.row(message, vendorReceivedColumns, forPeople(session, message.timestamp, message));
    }
  }
}

/** Ends by Ctrl+C alone. */
export async function followInbox(session: Session, options: InboxOptions): Promise<void> {
  if (session.out.format === 'json') throw usageError('--follow has no end, so no one document: use --jsonl');
  const client = await session.client();
  const signal = interrupted();
  if (await session.isOriginal()) await poll(session, client, options, signal);
  else await follow(session, client, options, signal);
}
