/** Requests to send, with how far they are. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import type { TaskView } from '../../../messages/queries/tasks.ts';
import { done, refused } from '../../answers.ts';
import { type Handlers, ownerSeen } from '../context.ts';

type Task = ReplyOf<Contract['get_task']>;

function taskOf({ id, text, owner, acceptedAt, recipients, counts }: TaskView): Task {
  const { waiting = 0, sending = 0, sentOk = 0, delivered = 0, failed = 0 } = counts;
  return {
    ...{ task_id: id, text, owner },
    accepted_at: acceptedAt === undefined ? null : new Date(acceptedAt).toISOString(),
    ...{ recipients, waiting, sending, sent: sentOk, delivered, failed },
  };
}

function noTask(id: number) {
  return refused(404, `task_id: there is no task ${id}.`);
}

export const taskHandlers = {
  list_tasks: ({ before = Number.MAX_SAFE_INTEGER, limit = 20 }, { tasks }, call) => {
    const found = tasks.list(before, limit, ownerSeen(call));
    const next = found.length === limit ? (found.at(-1)?.id ?? null) : null;
    return done(200, { tasks: found.map(taskOf), next });
  },

  get_task: ({ task_id: id }, { tasks }, call) => {
    const found = tasks.find(id, ownerSeen(call));
    return found === undefined ? noTask(id) : done(200, taskOf(found));
  },

  stop_task: async ({ task_id: id }, { tasks, messages }, call) => {
    const owner = ownerSeen(call);
    if ((await messages.stop(id, owner)) === 'unknown') return noTask(id);
    const found = tasks.find(id, owner);
    return found === undefined ? noTask(id) : done(200, taskOf(found));
  },
} satisfies Partial<Handlers>;
