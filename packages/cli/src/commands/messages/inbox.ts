/** `simgate inbox`: what was received, newest first, or as it comes. */
import type { ReceivedFilter } from '@simgate/api';
import { type Command, Option } from 'commander';
import type { Session } from '../../connection/session.ts';
import { localTime, moment } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { CommandError, exitCodes } from '../../program/exit-codes.ts';
import { portList, wholeNumber } from '../../program/values.ts';
import { taken } from '../../sending/list-pages.ts';
import { type InboxOptions, receivedColumns, vendorReceivedColumns } from './received.ts';

const NOTHING = 'Nothing was received, or nothing that the filter takes.';

/** The filter of list_inbox, of the options. */
function filterOf({ unread, since, number, text, port }: InboxOptions): ReceivedFilter {
  return {
    ...(unread && { flag: 'unread' as const }),
    ...(since !== undefined && { time_after: since }),
    ...(number !== undefined && { number }),
    ...(text !== undefined && { text }),
    ...(port !== undefined && { port }),
  };
}

/** The same of original hardware, whose list has fewer filters: the others are applied here. --unread is refused. */
async function listOriginal(
  session: Session,
  { unread, port, number, text, since, limit, all }: InboxOptions,
): Promise<void> {
  if (unread)
    throw new CommandError(
      exitCodes.refused,
      '--unread needs a simgate gateway: original hardware marks as read whatever it is asked for so',
    );
  const { sms } = await (await session.client()).orThrow.queryIncomingSms({
    flag: 'all',
    ...(port !== undefined && { port }),
  });
  const from = since === undefined ? '' : localTime(since);
  const found = sms
    .filter(
      one =>
        (number === undefined || one.number.includes(number)) &&
        (text === undefined || one.text.includes(text)),
    )
    .filter(({ timestamp }) => timestamp >= from)
    .reverse();
  session.out.list('sms', all ? found : found.slice(0, limit), vendorReceivedColumns, NOTHING);
}

/** Lists received messages, or follows them with --follow. */
async function run(session: Session, options: InboxOptions): Promise<void> {
  if (options.follow) return (await import('./follow-inbox.ts')).followInbox(session, options);
  if (await session.isOriginal()) return listOriginal(session, options);
  const client = await session.client();
  const messages = client.inbox({ ...filterOf(options), limit: Math.min(options.limit, 500) });
  const { rows, isCut } = await taken(messages, options.all ? undefined : options.limit);
  session.out.list('messages', rows, receivedColumns, NOTHING);
  if (isCut && session.out.isTerminal)
    session.out.note(`The newest ${options.limit}; --all shows every one.`, 'dim');
}

/** `simgate inbox`. Marks nothing as read. */
export function inboxCommand(): Command {
  return clientCommand('inbox', 'Lists received messages, newest first. Marks none as read.', [
    'simgate inbox --unread',
    'simgate inbox --follow',
    'simgate inbox --number Bank --since 1d --jsonl',
  ])
    .addOption(
      new Option('-f, --follow', 'shows messages as they come, until Ctrl+C')
        .default(false)
        .conflicts(['unread', 'since', 'all']),
    )
    .option('--unread', 'only what nobody has read', false)
    .option('--since <time>', 'from then on: 2h, 1d, or 2026-05-31T18:00', moment)
    .option('--number <part>', 'a part of the number, or of the name of the sender')
    .option('--text <part>', 'a part of the text')
    .option('--port <list>', 'ports, such as 1,2 or 0-7', portList)
    .addOption(
      new Option('-n, --limit <n>', 'at most so many').argParser(wholeNumber(1, 100_000)).default(50),
    )
    .option('--all', 'every one', false)
    .action(doing(run));
}
