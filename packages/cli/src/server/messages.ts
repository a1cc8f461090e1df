/** Messages of a server: sending, looking, taking back, and what was received. */
import { randomUUID } from 'node:crypto';
import {
  eachOf,
  type ListInboundReply,
  type ListMessagesReply,
  type ServerClient,
} from '@simgate/api/server';
import { type Command, Option } from 'commander';
import type { Column } from '../output/table.ts';
import { localTime } from '../output/times.ts';
import { exitCodes, usageError } from '../program/exit-codes.ts';
import { type ServerSession, serverCommandOf, working } from './session.ts';

type Message = ListMessagesReply['messages'][number];
type Received = ListInboundReply['messages'][number];
type State = Message['state'];

const MOST_OF_PAGE = 500;
const states: readonly State[] = [
  ...(['scheduled', 'queued', 'sending', 'sent', 'delivered', 'undelivered'] as const),
  ...(['failed', 'unknown', 'expired', 'cancelled'] as const),
];

const columns: readonly Column<Message>[] = [
  { title: 'id', value: ({ id }) => id },
  { title: 'state', value: ({ state }) => state },
  { title: 'since', value: ({ state_at }) => state_at, shown: ({ state_at }) => localTime(state_at) },
  { title: 'to', value: ({ to }) => to },
  { title: 'pool', value: ({ pool }) => pool },
  { title: 'sim', value: ({ sim }) => sim, forProgramsOnly: true },
  { title: 'why', value: ({ reason_text }) => reason_text },
  { title: 'text', value: ({ text }) => text, mayShrink: true },
];

const receivedColumns: readonly Column<Received>[] = [
  { title: 'received', value: one => one.received_at, shown: one => localTime(one.received_at) },
  { title: 'from', value: ({ from }) => from },
  { title: 'to', value: ({ to }) => to },
  { title: 'pool', value: ({ pool }) => pool },
  { title: 'text', value: ({ text }) => text, mayShrink: true },
];

/** Options of send. --validity is in seconds, --not-before a time of ISO 8601; both are still text here. */
interface SendOptions {
  readonly text: string;
  readonly pool?: string;
  readonly sim?: string;
  readonly priority?: 'otp' | 'normal' | 'bulk';
  readonly validity?: string;
  readonly notBefore?: string;
  readonly reference?: string;
  readonly idempotencyKey?: string;
}

/** Seconds of --validity; undefined where it is absent. @throws CommandError where it is no number of up to eight digits */
function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,8}$/.test(text)) throw usageError(`--validity: found "${text}", allowed are seconds`);
  return Number(text);
}

/**
 * Sends one text to all numbers in one request. Without --idempotency-key each run has a random key of its own.
 * The exit code is partly where some numbers are refused, and refused where all are.
 */
async function send(
  { client, out }: ServerSession,
  { text, pool, sim, priority, validity, notBefore, reference, idempotencyKey }: SendOptions,
  ...to: readonly string[]
): Promise<void> {
  const within = seconds(validity);
  const reply = await client.orThrow.createMessages(
    {
      ...{ to: [...to], text },
      ...(pool !== undefined && { pool }),
      ...(sim !== undefined && { sim }),
      ...(priority !== undefined && { priority }),
      ...(within !== undefined && { validity: within }),
      ...(notBefore !== undefined && { not_before: notBefore }),
      ...(reference !== undefined && { reference }),
    },
    { idempotencyKey: idempotencyKey ?? randomUUID() },
  );
  out.list(
    'messages',
    reply.messages,
    [
      { title: 'id', value: ({ id }) => id },
      { title: 'to', value: one => one.to },
      { title: 'state', value: ({ state }) => state },
      { title: 'segments', value: ({ segments }) => segments, align: 'right' },
    ],
    'Nothing was accepted.',
    { batch: reply.batch, refused: reply.refused },
  );
  for (const { to: number, error } of reply.refused) out.note(`${number}: ${error}`, 'yellow');
  if (reply.refused.length > 0)
    process.exitCode = reply.messages.length > 0 ? exitCodes.partly : exitCodes.refused;
}

/** Filters of messages; all that are given must hold. */
interface ListOptions {
  readonly state?: State[];
  readonly to?: string;
  readonly pool?: string;
  readonly batch?: string;
  readonly limit: string;
}

/** The number of --limit. @throws CommandError where it is no count from 1 to 999999 */
function limitOf(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw usageError(`--limit: found "${text}", allowed is a count`);
  return Number(text);
}

/** The first so many of a list. */
async function firstOf<Item>(items: AsyncIterable<Item>, most: number): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length >= most) break;
  }
  return found;
}

/** Messages that pass the filters, newest first. A page has at most 500, as the API allows; the next one is fetched on demand. */
function messagesOf(client: ServerClient, { state, to, pool, batch }: ListOptions, most: number) {
  return eachOf(
    cursor =>
      client.orThrow.listMessages({
        ...{ limit: Math.min(most, MOST_OF_PAGE) },
        ...(state !== undefined && { state }),
        ...(to !== undefined && { to }),
        ...(pool !== undefined && { pool }),
        ...(batch !== undefined && { batch }),
        ...(cursor !== undefined && { cursor }),
      }),
    page => page.messages,
  );
}

async function list({ client, out }: ServerSession, options: ListOptions): Promise<void> {
  const most = limitOf(options.limit);
  const rows = await firstOf(messagesOf(client, options, most), most);
  out.list('messages', rows, columns, 'There is no such message.');
}

/** Shows one message in the columns of the list. @throws SimgateError where the server has none with this id */
async function show({ client, out }: ServerSession, _options: object, id = ''): Promise<void> {
  const reply = await client.orThrow.getMessage({ id });
  out.facts(reply, [
    ...columns.map(({ title, value, shown }) => ({
      title,
      value: (one: typeof reply) => value(one.message),
      ...(shown !== undefined && { shown: (one: typeof reply) => shown(one.message) }),
    })),
    { title: 'waits for', value: ({ why }) => why },
    { title: 'attempts', value: ({ attempts }) => attempts.length },
  ]);
}

/** Takes a waiting message back. @throws SimgateError where it was handed to a gateway already, or has ended */
async function cancel({ client, out }: ServerSession, _options: object, id = ''): Promise<void> {
  out.facts(await client.orThrow.cancelMessage({ id }), columns.slice(0, 2));
}

/** Ends the doubt about a message in the state unknown. The decision resend may send it twice. */
async function decide(
  { client, out }: ServerSession,
  { as }: { readonly as: 'resend' | 'failed' | 'cancelled' },
  id = '',
): Promise<void> {
  out.facts(await client.orThrow.decideMessage({ id, decision: as }), columns.slice(0, 2));
}

/** Lists received messages, newest first, by pages of at most 500. */
async function inbox(
  { client, out }: ServerSession,
  { from, pool, limit }: { readonly from?: string; readonly pool?: string; readonly limit: string },
): Promise<void> {
  const most = limitOf(limit);
  const received = eachOf(
    cursor =>
      client.orThrow.listInbound({
        ...{ limit: Math.min(most, MOST_OF_PAGE) },
        ...(from !== undefined && { from }),
        ...(pool !== undefined && { pool }),
        ...(cursor !== undefined && { cursor }),
      }),
    page => page.messages,
  );
  out.list('messages', await firstOf(received, most), receivedColumns, 'Nothing was received.');
}

/** The command send with its options, still without its work. */
function sendingCommand(): Command {
  return serverCommandOf('send <numbers...>', 'Sends a text to one or more numbers.', [
    "send +4915112345678 --text 'Hello'",
    "send +4915112345678 +4915112345679 --text 'Sale' --pool shop --priority bulk",
  ])
    .requiredOption('--text <text>', 'the text')
    .option('--pool <name>', 'the pool; absent: default')
    .option('--sim <iccid>', 'the SIM that has to carry it')
    .addOption(new Option('--priority <word>', 'how urgent').choices(['otp', 'normal', 'bulk']))
    .option('--validity <seconds>', 'is not sent later than so long from now')
    .option('--not-before <time>', 'is not sent before this time (ISO 8601)')
    .option('--reference <text>', 'a reference of yours')
    .option('--idempotency-key <key>', 'the same key again sends nothing twice');
}

/** Commands of messages, batches and received messages of a server. */
export function messageCommands(): Command[] {
  const lists = serverCommandOf('messages', 'Lists messages, newest first.', [
    'messages',
    'messages --state unknown failed --limit 1000',
  ])
    .addOption(new Option('--state <words...>', 'only in these states').choices(states))
    .option('--to <number>', 'only to this recipient')
    .option('--pool <name>', 'only of this pool')
    .option('--batch <id>', 'only of this request')
    .option('--limit <count>', 'at most so many', '50');
  const decides = serverCommandOf(
    'decide <id>',
    'Decides about a message that is unknown. resend may send it twice.',
    ['decide 1m8k8t3ex000jz9zgzyn00 --as failed'],
  ).addOption(
    new Option('--as <word>', 'what becomes of it')
      .choices(['resend', 'failed', 'cancelled'])
      .makeOptionMandatory(),
  );
  const received = serverCommandOf('inbox', 'Lists received messages, newest first.', ['inbox'])
    .option('--from <number>', 'only of this sender')
    .option('--pool <name>', 'only of this pool')
    .option('--limit <count>', 'at most so many', '50');
  return [
    working(sendingCommand(), send),
    working(lists, list),
    working(
      serverCommandOf('message <id>', 'Shows one message, and why it waits.', [
        'message 1m8k8t3ex000jz9zgzyn00',
      ]),
      show,
    ),
    working(
      serverCommandOf('cancel <id>', 'Takes a message back that waits.', ['cancel 1m8k8t3ex000jz9zgzyn00']),
      cancel,
    ),
    working(decides, decide),
    working(received, inbox),
  ];
}
