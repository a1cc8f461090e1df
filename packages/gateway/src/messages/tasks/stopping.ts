/** Stop, pause and go on: what was begun is completed (contract section 13). Each decision is committed before its messages are moved. */
import type { MessagesContext } from '../context.ts';
import { endSome, putSomeBack, STEP, setCourse, taskRow } from './course.ts';

/** Ends what waits, some at a time; `unknown` where there is no such task. Resolves when all of it is committed. */
export async function stopTask(
  context: MessagesContext,
  taskId: number,
  owner: string | undefined,
): Promise<'stopped' | 'unknown'> {
  const { store } = context;
  const known = await store.write(database => {
    const task = taskRow(database, taskId, owner);
    if (task !== undefined) setCourse(database, taskId, 'stopping');
    return task !== undefined;
  });
  if (!known) return 'unknown';
  for (let more = true; more; )
    more = await store.write(database => {
      const task = taskRow(database, taskId, undefined);
      return task?.is === 'stopping' && endSome(context, database, task) === STEP;
    });
  return 'stopped';
}

/** Lets nothing of a task begin until it goes on. A stopped task stays stopped. */
export function pauseTask(
  { store }: MessagesContext,
  taskId: number,
  owner: string | undefined,
): Promise<'paused' | 'stopped' | 'unknown'> {
  return store.write(database => {
    const task = taskRow(database, taskId, owner);
    if (task === undefined) return 'unknown';
    if (task.is === 'stopping' || task.is === 'stopped') return 'stopped';
    setCourse(database, taskId, 'paused');
    return 'paused';
  });
}

/**
 * Lets a paused task go on, some messages at a time. Again: does what is left.
 * @param wake called with the sets of ports of messages that were committed to the queue
 */
export async function resumeTask(
  { store }: MessagesContext,
  taskId: number,
  owner: string | undefined,
  wake: (portSets: readonly number[]) => void,
): Promise<'running' | 'stopped' | 'unknown'> {
  const outcome = await store.write(database => {
    const task = taskRow(database, taskId, owner);
    if (task === undefined) return 'unknown';
    if (task.is === 'stopping' || task.is === 'stopped') return 'stopped';
    setCourse(database, taskId, 'running');
    return 'running';
  });
  if (outcome === 'running') await putBack({ store }, taskId, wake);
  return outcome;
}

/** Puts all messages of a running task back into the queue. */
export async function putBack(
  { store }: Pick<MessagesContext, 'store'>,
  taskId: number,
  wake: (portSets: readonly number[]) => void,
): Promise<void> {
  for (let more = true; more; ) {
    const sets = await store.write(database => putSomeBack(database, taskId));
    wake(sets);
    more = sets.length === STEP;
  }
}
