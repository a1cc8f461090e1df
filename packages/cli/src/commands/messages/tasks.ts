/** `simgate tasks`, `task` and `stop`: requests to send, and how far they are. */
import type { GetTaskReply } from '@simgate/api';
import { type Command, Option } from 'commander';
import type { Session } from '../../connection/session.ts';
import type { Style } from '../../output/colour.ts';
import type { Column } from '../../output/table.ts';
import { duration, localTime } from '../../output/times.ts';
import { clientCommand, doing } from '../../program/client-command.ts';
import { exitCodes } from '../../program/exit-codes.ts';
import { idNumber, wholeNumber } from '../../program/values.ts';
import { waitForTasks } from '../../sending/wait-for.ts';

/** A count that is none needs no colour. */
function some(count: number, style: Style): Style | undefined {
  return count > 0 ? style : undefined;
}

const columns: readonly Column<GetTaskReply>[] = [
  { title: 'task', value: ({ task_id }) => task_id, align: 'right' },
  {
    title: 'time',
    value: ({ accepted_at }) => accepted_at,
    shown: ({ accepted_at }) => localTime(accepted_at),
  },
  { title: 'by', value: ({ owner }) => owner, mayGo: true },
  { title: 'recipients', value: ({ recipients }) => recipients, align: 'right' },
  { title: 'waiting', value: ({ waiting }) => waiting, align: 'right' },
  { title: 'sending', value: ({ sending }) => sending, align: 'right', mayGo: true },
  {
    title: 'sent',
    value: ({ sent }) => sent,
    align: 'right',
    style: ({ sent }) => some(sent, 'green'),
    mayGo: true,
  },
  {
    title: 'delivered',
    value: ({ delivered }) => delivered,
    align: 'right',
    style: ({ delivered }) => some(delivered, 'green'),
  },
  {
    title: 'failed',
    value: ({ failed }) => failed,
    align: 'right',
    style: ({ failed }) => some(failed, 'red'),
  },
  { title: 'text', value: ({ text }) => text, mayShrink: true },
];

async function list(session: Session, { limit }: { readonly limit: number }): Promise<void> {
  const client = await session.clientWithV1('simgate tasks');
  const { tasks } = await client.orThrow.listTasks({ limit });
  session.out.list('tasks', tasks, columns, 'Nothing was sent.');
}

/** Options of task; `within` is in seconds. */
interface TaskOptions {
  readonly follow: boolean;
  readonly within: number;
}

/**
 * Shows a task; with --follow only when all of it was sent or has failed, or the time is over (exit code timeOver).
 * @throws SimgateError where there is no such task
 */
async function show(session: Session, { follow, within }: TaskOptions, task_id: number): Promise<void> {
  const client = await session.clientWithV1('simgate task');
  await client.orThrow.getTask({ task_id });
  if (follow) await waitForTasks(session, client, [task_id], { until: 'sent', within });
  const task = await client.orThrow.getTask({ task_id });
  session.out.facts(task, columns);
  if (follow && task.waiting + task.sending > 0) process.exitCode = exitCodes.timeOver;
}

/** Ends the messages of a task that no port has begun: by stop_task of /v1, on original hardware by stop_sms. */
async function stop(session: Session, _options: object, task_id: number): Promise<void> {
  const client = await session.client();
  if (await session.isOriginal()) {
    await client.orThrow.stopSms({ task_id });
    session.out.note(`Task ${task_id} is stopped. What was begun is completed.`);
    return;
  }
  const task = await client.orThrow.stopTask({ task_id });
  session.out.facts(task, columns);
}

/** `simgate tasks`. */
export function tasksCommand(): Command {
  return clientCommand('tasks', 'Lists requests to send, newest first, with the counts of their messages.', [
    'simgate tasks',
  ])
    .addOption(new Option('-n, --limit <n>', 'at most so many').argParser(wholeNumber(1, 100)).default(20))
    .action(doing(list));
}

/** `simgate task ID`. */
export function taskCommand(): Command {
  return clientCommand('task', 'Shows how far a request to send is.', [
    'simgate task 7',
    'simgate task 7 --follow',
  ])
    .argument('<id>', 'the id of the task', idNumber)
    .option('-f, --follow', 'shows it until everything is sent or has failed', false)
    .addOption(
      new Option('--within <time>', 'follows at most so long').argParser(duration).default(3600, '1h'),
    )
    .action(doing(show));
}

/** `simgate stop ID`. */
export function stopCommand(): Command {
  return clientCommand('stop', 'Ends what no port has begun of a task. What was begun is completed.', [
    'simgate stop 7',
  ])
    .argument('<id>', 'the id of the task', idNumber)
    .action(doing(stop));
}
