/** `simgate events`: the journal, and what is added to it. */
import type { Client, StreamedEvent } from '@simgate/api';
import { type Command, Option } from 'commander';
import { newestEventId } from '../../connection/newest-event.ts';
import type { Session } from '../../connection/session.ts';
import { pushedKinds } from '../../listening/push-body.ts';
import type { Column } from '../../output/table.ts';
import { localClock, localTime } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { usageError } from '../../program/exit-codes.ts';
import { interrupted } from '../../program/interrupted.ts';
import { wholeNumber, wordList } from '../../program/values.ts';
import { sentenceOf } from './event-line.ts';

/** Options of `simgate events`. */
interface EventsOptions {
  readonly follow: boolean;
  readonly since?: number;
  readonly kinds?: string[];
  readonly limit: number;
}

/** An event in the form of `/v1/events`: id, time, kind, and the fields of its kind. */
export interface GatewayEvent {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly [key: string]: unknown;
}

const columns: readonly Column<GatewayEvent>[] = [
  { title: 'id', value: ({ id }) => id, align: 'right' },
  { title: 'time', value: ({ at }) => at, shown: ({ at }) => localTime(at) },
  { title: 'kind', value: ({ kind }) => kind },
  {
    title: 'event',
    value: ({ id: _, at: __, kind: ___, ...own }) => JSON.stringify(own),
    shown: ({ id: _, at: __, kind, ...own }) => sentenceOf(kind, own),
    mayShrink: true,
  },
];

function eventOf({ data }: StreamedEvent): GatewayEvent {
  return data as GatewayEvent;
}

/** Events up to one; the stream of all kinds is read, since the last one may be of any kind. */
async function upTo(
  client: Client,
  last: number,
  after: number,
  kinds: readonly string[] | undefined,
): Promise<GatewayEvent[]> {
  const found: GatewayEvent[] = [];
  if (last <= after) return found;
  for await (const streamed of client.events({ after })) {
    const event = eventOf(streamed);
    if (event.id <= last && (kinds?.includes(event.kind) ?? true)) found.push(event);
    if (event.id >= last) break;
  }
  return found;
}

/** One line for a person: time, id, kind and a sentence. */
function lineFor(session: Session, { id, at, kind, ...own }: GatewayEvent): string {
  const { paint } = session.out;
  return `${localClock(at)}  ${paint('dim', `#${id}`)}  ${paint('bold', kind.padEnd(10))}  ${sentenceOf(kind, own)}`;
}

/** Prints events as they come, until Ctrl+C. A lost connection is opened again behind the last event. */
async function follow(session: Session, client: Client, { since, kinds }: EventsOptions): Promise<void> {
  if (session.out.format === 'json') throw usageError('--follow has no end, so no one document: use --jsonl');
  // Ctrl+C is caught before its hint appears.
  const signal = interrupted();
  // The id is read before the command announces that it follows: no event is lost between.
  const after = since ?? (await newestEventId(client));
  session.out.note('Events are shown as they come; Ctrl+C ends it.', 'dim');
  const filter = { after, ...(kinds !== undefined && { kinds: kinds as 'sms'[] }) };
  for await (const streamed of client.events(filter, { signal })) {
    const event = eventOf(streamed);
    session.out.row(event, columns, lineFor(session, event));
  }
}

/** Lists the newest events, or follows the stream. */
async function run(session: Session, options: EventsOptions): Promise<void> {
  const client = await session.clientWithV1('simgate events');
  if (options.follow) return follow(session, client, options);
  const last = await newestEventId(client);
  const after = options.since ?? Math.max(0, last - options.limit);
  const events = await upTo(client, last, after, options.kinds);
  session.out.list('events', events, columns, 'There is no such event.');
}

/** `simgate events`. */
export function eventsCommand(): Command {
  return clientCommand('events', 'Shows what happened at the gateway: messages, calls, ports, alarms.', [
    'simgate events --follow',
    'simgate events --kinds sms,sms_result --jsonl',
    'simgate events --follow --since 881 --jsonl',
  ])
    .option('-f, --follow', 'goes on with what happens, until Ctrl+C; a lost connection loses nothing', false)
    .option(
      '--since <id>',
      'behind the event of this id; 0: from the oldest on',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    )
    .option('--kinds <list>', `some of ${pushedKinds.join(', ')}`, wordList(pushedKinds))
    .addOption(
      new Option('-n, --limit <n>', 'looks at the newest so many, where nothing is followed')
        .argParser(wholeNumber(1, 1_000_000))
        .default(50),
    )
    .action(doing(run));
}
