/** `simgate messages`: what was sent, newest first. */
import type { MessageFilter } from '@simgate/api';
import { type Command, Option } from 'commander';
import type { Session } from '../../connection/session.ts';
import { vendorTime } from '../../connection/vendor-time.ts';
import { moment } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { CommandError, exitCodes } from '../../program/exit-codes.ts';
import { idNumber, portList, wholeNumber, wordList } from '../../program/values.ts';
import { taken } from '../../sending/list-pages.ts';
import { messageColumns, vendorMessageColumns } from '../../sending/message-columns.ts';

const statuses = ['SENDING', 'SENT_OK', 'FAILED', 'DELIVERED'] as const;

/** Filters of messages; all that are given must hold. --failed stands above --status. */
interface MessagesOptions {
  readonly failed: boolean;
  readonly status?: (typeof statuses)[number][];
  readonly since?: string;
  readonly until?: string;
  readonly number?: string;
  readonly text?: string;
  readonly port?: number[];
  readonly task?: number;
  readonly userId?: string;
  readonly limit: number;
  readonly all: boolean;
}

const NOTHING = 'Nothing was sent, or nothing that the filter takes.';

/** The filter of list_messages, of the options. */
function filterOf({
  failed,
  status,
  since,
  until,
  number,
  text,
  port,
  task,
  userId,
}: MessagesOptions): MessageFilter {
  const chosen = failed ? (['FAILED'] as const) : status;
  return {
    ...(chosen !== undefined && { status: [...chosen] }),
    ...(since !== undefined && { time_after: since }),
    ...(until !== undefined && { time_before: until }),
    ...(number !== undefined && { number }),
    ...(text !== undefined && { text }),
    ...(port !== undefined && { port }),
    ...(task !== undefined && { task_id: task }),
    ...(userId !== undefined && { user_id: userId }),
  };
}

/** The same of original hardware, by query_sms_result. */
async function listOriginal(session: Session, options: MessagesOptions): Promise<void> {
  const { text, task, since, until, number, port, userId, failed, status } = options;
  if (text !== undefined || task !== undefined)
    throw new CommandError(
      exitCodes.refused,
      '--text and --task need a simgate gateway: original hardware has no /v1',
    );
  const { result } = await (await session.client()).orThrow.querySmsResult({
    ...(number !== undefined && { number: [number] }),
    ...(port !== undefined && { port }),
    ...(since !== undefined && { time_after: await vendorTime(session, since) }),
    ...(until !== undefined && { time_before: await vendorTime(session, until) }),
    ...(userId !== undefined && { user_id: [Number(userId)] }),
  });
  const chosen: readonly string[] | undefined = failed ? ['FAILED'] : status;
  // The vendor's order is oldest first.
  const found = result.filter(one => chosen?.includes(one.status) ?? true).reverse();
  const shown = options.all ? found : found.slice(0, options.limit);
  session.out.list('result', shown, vendorMessageColumns, NOTHING);
}

/** Lists sent messages, the newest first. */
async function run(session: Session, options: MessagesOptions): Promise<void> {
  if (await session.isOriginal()) return listOriginal(session, options);
  const client = await session.client();
  const messages = client.messages({ ...filterOf(options), limit: Math.min(options.limit, 500) });
  const { rows, isCut } = await taken(messages, options.all ? undefined : options.limit);
  session.out.list('messages', rows, messageColumns, NOTHING);
  if (isCut && session.out.isTerminal)
    session.out.note(`The newest ${options.limit}; --all shows every one.`, 'dim');
}

/** `simgate messages`. */
export function messagesCommand(): Command {
  return clientCommand('messages', 'Lists sent messages, newest first.', [
    'simgate messages --failed --since 1h',
    'simgate messages --number 88201 --port 0-3',
    'simgate messages --all --jsonl > sent.jsonl',
  ])
    .option('--failed', 'only what failed', false)
    .option('--status <list>', 'SENDING, SENT_OK, FAILED, DELIVERED, joined by commas', wordList(statuses))
    .option('--since <time>', 'from then on: 2h, 1d, or 2026-05-31T18:00', moment)
    .option('--until <time>', 'up to then', moment)
    .option('--number <part>', 'a part of the number (original hardware: the whole of it)')
    .option('--text <part>', 'a part of the text')
    .option('--port <list>', 'ports, such as 1,2 or 0-7', portList)
    .option('--task <id>', 'of one task', idNumber)
    .option('--user-id <id>', 'with this user_id')
    .addOption(
      new Option('-n, --limit <n>', 'at most so many').argParser(wholeNumber(1, 100_000)).default(50),
    )
    .option('--all', 'every one', false)
    .action(doing(run));
}
