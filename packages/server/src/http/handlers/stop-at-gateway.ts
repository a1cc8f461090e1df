/** Taking a message back that its gateway has already: it is asked to stop it, and its own answer decides whether that came in time. */

import type { Message } from '../../domain/message.ts';
import { findGateway } from '../../gateways/gateway-rows.ts';
import { troubleOf } from '../../gateways/trouble.ts';
import {
  countCancelled,
  findMessage,
  type OpenTask,
  type StopWish,
  tasksOfBatch,
  wantStop,
  wantTaskStopped,
} from '../../store/messages.ts';
import type { ServerContext } from '../context.ts';

type Context = Pick<ServerContext, 'store' | 'fleet' | 'dispatcher'>;
type Stop = Extract<StopWish, { kind: 'stop' }>;

const UNANSWERED =
  'its gateway was asked to stop it, and has not shown yet whether it did; its state will show it';
/** A question to a gateway, in milliseconds. */
const LONGEST_QUESTION = 10_000;

/** Asks what became of messages, where their gateway is this process's; else its owner hears of it. */
async function hearResults(
  { gateway, part }: Pick<Stop, 'gateway' | 'part'>,
  userIds: readonly number[],
  { fleet, dispatcher }: Context,
): Promise<void> {
  const driver = fleet.driverOf(gateway);
  if (driver === undefined) return;
  const most = driver.abilities.mostInQuestion;
  for (let at = 0; at < userIds.length; at += most) {
    const answer = await driver.settle(userIds.slice(at, at + most), AbortSignal.timeout(LONGEST_QUESTION));
    if (answer.kind === 'answered') await dispatcher.results(part, gateway, answer.results);
  }
}

/** Asks the gateway to stop a task. Returns why it did not; a task that it does not know is over, or was lost by a restart. */
async function askToStop(
  { gateway: id, task }: Pick<Stop, 'gateway' | 'task'>,
  { store, fleet }: Context,
): Promise<string | undefined> {
  const gateway = await store.read(() => findGateway(id));
  if (gateway === undefined) return 'its gateway was removed';
  const result = await fleet.pass(gateway, client => client.stopSms({ task_id: task }));
  if (result.ok || (result.error.kind === 'refused' && result.error.code === 404)) return undefined;
  return `its gateway has it, and could not be asked to stop it: ${troubleOf(result.error).reason}`;
}

/** Returns why the message could not be taken back; undefined once it is cancelled. */
export async function stopAtGateway(message: Message, context: Context): Promise<string | undefined> {
  const { store } = context;
  const wish = await store.write(() => wantStop(message));
  if (wish.kind === 'none') return 'it is being handed over, or has ended';
  if (wish.kind === 'shared')
    return `its gateway has it in task ${wish.task} with ${wish.others} other messages, and stops only all of them (stop_task)`;
  const trouble = await askToStop(wish, context);
  if (trouble !== undefined) return trouble;
  await hearResults(wish, [wish.userId], context);
  const { state } = (await store.read(() => findMessage(message.id, undefined))) ?? message;
  if (state === 'cancelled') return undefined;
  return state === 'sending' ? UNANSWERED : `its gateway did not stop it: it is ${state}`;
}

async function stopTasks(tasks: readonly OpenTask[], context: Context): Promise<void> {
  for (const task of tasks) {
    await context.store.write(() => wantTaskStopped(task));
    if ((await askToStop(task, context)) === undefined) await hearResults(task, task.userIds, context);
  }
}

/** Asks gateways, side by side, to stop the tasks that have messages of this batch and of no other. Returns how many were taken back so. */
export async function stopBatchAtGateways(batch: string, context: Context): Promise<number> {
  const { store } = context;
  const before = await store.read(() => countCancelled(batch));
  for (let last: OpenTask | undefined; ; ) {
    const after = last;
    const tasks = await store.read(() => tasksOfBatch(batch, after));
    last = tasks.at(-1);
    if (last === undefined) break;
    const byGateway = Map.groupBy(
      tasks.filter(({ alone }) => alone),
      ({ gateway }) => gateway,
    );
    await Promise.all([...byGateway.values()].map(ofGateway => stopTasks(ofGateway, context)));
  }
  return (await store.read(() => countCancelled(batch))) - before;
}
