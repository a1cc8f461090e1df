/** Waits for what was sent, and shows meanwhile how far it is. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client, GetTaskReply } from '@simgate/api';
import type { Session } from '../connection/session.ts';
import { taken } from './list-pages.ts';
import type { Message, VendorMessage } from './message-columns.ts';
import { hasEnded, isGivenUp, type Until } from './outcome.ts';

/** Milliseconds between two looks, at first and later. */
const FIRST_LOOK = 200;
const LATER_LOOKS = 2000;
/** User ids of one query_sms_result: devices take no more. */
const MOST_IDS = 32;
const NOT_FOUND = 404;

/** How far messages are waited for, and for how long. */
export interface Patience {
  readonly until: Until;
  /** Seconds. */
  readonly within: number;
}

/** Messages of a task that are still waited for. Until delivered, a sent message without its report counts too. */
function openOf(task: GetTaskReply, until: Until): number {
  return task.waiting + task.sending + (until === 'delivered' ? task.sent : 0);
}

/** Messages of a task that were sent and of which no report can come any more; of the first 500 that were sent. */
async function givenUpOf(client: Client, task_id: number): Promise<number> {
  const found = await client.listMessages({ task_id, status: ['SENT_OK'], limit: 500 });
  return found.ok ? found.reply.messages.filter(isGivenUp).length : 0;
}

/** Calls until nothing is open or the time is over; each look is later than the one before. */
async function untilNone({ within }: Patience, look: () => Promise<number>): Promise<void> {
  const end = performance.now() + within * 1000;
  for (let pause = FIRST_LOOK; ; pause = Math.min(pause * 2, LATER_LOOKS)) {
    if ((await look()) === 0) return;
    const left = end - performance.now();
    if (left <= 0) return;
    await wait(Math.min(pause, left));
  }
}

/** Every message of these tasks, in the order of sending. */
export async function messagesOf(client: Client, taskIds: readonly number[]): Promise<Message[]> {
  const found: Message[] = [];
  for (const task_id of taskIds) {
    const { rows } = await taken(client.messages({ task_id, limit: 500 }), undefined);
    found.push(...rows.toReversed());
  }
  return found;
}

/** Waits for the messages of tasks; resolves when all have ended, or the time is over. */
export async function waitForTasks(
  session: Session,
  client: Client,
  taskIds: readonly number[],
  patience: Patience,
): Promise<void> {
  const open = new Set(taskIds);
  const sums = new Map<number, GetTaskReply>();
  await untilNone(patience, async () => {
    for (const task_id of open) {
      const asked = await client.getTask({ task_id });
      // A task without messages that are kept has ended long ago.
      if (!asked.ok && asked.error.kind === 'refused' && asked.error.code === NOT_FOUND) open.delete(task_id);
      if (!asked.ok) continue;
      sums.set(task_id, asked.reply);
      const left = openOf(asked.reply, patience.until);
      const isUnderWay = openOf(asked.reply, 'sent') > 0;
      if (left === 0 || (!isUnderWay && left === (await givenUpOf(client, task_id)))) open.delete(task_id);
    }
    session.out.progress(progressOf([...sums.values()]));
    return open.size;
  });
  session.out.progress('');
}

/** The sums of all tasks for the line of progress. */
function progressOf(tasks: readonly GetTaskReply[]): string {
  const sum = (key: 'waiting' | 'sending' | 'sent' | 'delivered' | 'failed'): number =>
    tasks.reduce((before, task) => before + task[key], 0);
  return `${sum('waiting')} waiting, ${sum('sending')} sending, ${sum('sent')} sent, ${sum('delivered')} delivered, ${sum('failed')} failed`;
}

function* slices<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/** The answer of query_sms_result for these user ids, by user id. */
export async function resultsOf(
  client: Client,
  userIds: readonly number[],
): Promise<Map<number, VendorMessage>> {
  const found = new Map<number, VendorMessage>();
  for (const ids of slices(userIds, MOST_IDS)) {
    const { result } = await client.orThrow.querySmsResult({ user_id: ids });
    for (const one of result) found.set(Number(one.user_id), one);
  }
  return found;
}

/** The same on original hardware, which knows no tasks: by user ids. */
export async function waitForUserIds(
  session: Session,
  client: Client,
  userIds: readonly number[],
  patience: Patience,
): Promise<void> {
  const open = new Set(userIds);
  await untilNone(patience, async () => {
    for (const [id, message] of await resultsOf(client, [...open]))
      if (hasEnded(message, patience.until)) open.delete(id);
    session.out.progress(`${userIds.length - open.size} of ${userIds.length} ended`);
    return open.size;
  });
  session.out.progress('');
}
