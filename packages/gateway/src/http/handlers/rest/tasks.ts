/** Requests to send, with how far they are. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { type Answer, done, refused } from '@simgate/daemon/http';
import type { TaskView } from '../../../messages/queries/tasks.ts';
import type { Course } from '../../../messages/tasks/course.ts';
import { type Call, type HandlerContext, type Handlers, ownerSeen } from '../context.ts';
import { nextPage } from '../next-page.ts';

type Task = ReplyOf<Contract['get_task']>;

function stateOf(course: Course): Task['state'] {
  if (course === 'paused') return 'paused';
  return course === 'stopping' || course === 'stopped' ? 'stopped' : 'running';
}

function taskOf({ id, name, text, owner, course, acceptedAt, recipients, counts }: TaskView): Task {
  const { waiting = 0, sending = 0, sentOk = 0, delivered = 0, failed = 0 } = counts;
  return {
    ...{ task_id: id, name, text, owner, state: stateOf(course) },
    accepted_at: acceptedAt === undefined ? null : new Date(acceptedAt).toISOString(),
    ...{ recipients, waiting, sending, sent: sentOk, delivered, failed },
  };
}

function noTask(id: number) {
  return refused(404, `task_id: there is no task ${id}.`);
}

function oneTask(id: number, tasks: HandlerContext['tasks'], call: Call): Answer<Task> {
  const found = tasks.find(id, ownerSeen(call));
  return found === undefined ? noTask(id) : done(200, taskOf(found));
}

const wasStopped = refused(409, 'task_id: the task was stopped; send its messages again instead.');

export const taskHandlers = {
  list_tasks: ({ before = Number.MAX_SAFE_INTEGER, limit = 20 }, { tasks }, call) => {
    const found = tasks.list(before, limit, ownerSeen(call));
    const ids = found.map(({ id }) => id);
    return done(200, { tasks: found.map(taskOf), next: nextPage(ids, limit) });
  },

  get_task: ({ task_id: id }, { tasks }, call) => oneTask(id, tasks, call),

  stop_task: async ({ task_id: id }, { tasks, messages }, call) => {
    await messages.stop(id, ownerSeen(call));
    return oneTask(id, tasks, call);
  },

  pause_task: async ({ task_id: id }, { tasks, messages }, call) => {
    if ((await messages.pause(id, ownerSeen(call))) === 'stopped') return wasStopped;
    return oneTask(id, tasks, call);
  },

  resume_task: async ({ task_id: id }, { tasks, messages }, call) => {
    if ((await messages.resume(id, ownerSeen(call))) === 'stopped') return wasStopped;
    return oneTask(id, tasks, call);
  },
} satisfies Partial<Handlers>;
