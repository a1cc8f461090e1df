/** Tasks: what one request to send made, with how far it is. */
import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact } from '../../parameters.ts';
import { may } from '../../roles.ts';
import { instant, newestFirst, next } from './rest-parameters.ts';

function count(description: string) {
  return Type.Integer({ description, minimum: 0 });
}

const taskId = Type.Integer({
  description: 'a task_id',
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
});

const task = Type.Object(
  {
    task_id: Type.Integer({ description: 'what send_sms answered', minimum: 1 }),
    name: Type.String({ description: 'what people call it; "" where it has no name' }),
    text: Type.String({ description: 'the text, with #param# where values go' }),
    owner: Type.String({ description: 'who sent it; "" where that is not known' }),
    state: Type.Enum(['running', 'paused', 'stopped'], {
      description: 'paused or stopped: none of its messages begins',
    }),
    accepted_at: Type.Union([instant('when it was accepted'), Type.Null()], {
      description: 'null where its messages are no longer kept',
    }),
    recipients: count('its messages, those that are no longer kept too'),
    waiting: count('messages that no port has begun'),
    sending: count('messages that were begun, or are in doubt'),
    sent: count('messages that the network took and nobody has reported as delivered'),
    delivered: count('messages reported as delivered'),
    failed: count('messages that ended FAILED'),
  },
  { ...exact, description: 'a task' },
);

const listTasks = endpoint({
  name: 'list_tasks',
  access: may.anyone,
  style: 'rest',
  path: '/v1/tasks',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Lists requests to send with their counts, newest first; a sender sees its own.',
  request: Type.Object({
    before: newestFirst.before,
    limit: Type.Optional(
      Type.Integer({ description: 'a whole number from 1 to 100', minimum: 1, maximum: 100, default: 20 }),
    ),
  }),
  reply: Type.Object({ tasks: Type.Array(task), next }, exact),
  codes: { 200: 'Here is the page.', 400: 'A parameter cannot be read.' },
});

const getTask = endpoint({
  name: 'get_task',
  access: may.anyone,
  style: 'rest',
  path: '/v1/tasks/{task_id}',
  methods: ['GET'],
  parametersIn: 'query',
  sentence: 'Shows how far a request to send is.',
  request: Type.Object({ task_id: taskId }),
  reply: task,
  codes: { 200: 'Here it is.', 404: 'There is no such task.' },
});

const stopTask = endpoint({
  name: 'stop_task',
  access: may.send,
  audited: true,
  style: 'rest',
  path: '/v1/tasks/{task_id}/stop',
  methods: ['POST'],
  parametersIn: 'none',
  changesState: true,
  sentence: 'Ends what no port has begun as FAILED, as stop_sms does; what was begun is completed.',
  request: Type.Object({ task_id: taskId }),
  reply: task,
  codes: { 200: 'Stopped.', 404: 'There is no such task.' },
});

const pauseTask = endpoint({
  name: 'pause_task',
  access: may.send,
  audited: true,
  style: 'rest',
  path: '/v1/tasks/{task_id}/pause',
  methods: ['POST'],
  parametersIn: 'none',
  changesState: true,
  sentence:
    'Lets no message of a task begin until it goes on; what was begun is completed. Messages that wait for longer than sms.waitingAge end FAILED all the same.',
  request: Type.Object({ task_id: taskId }),
  reply: task,
  codes: { 200: 'Paused.', 404: 'There is no such task.', 409: 'It was stopped.' },
});

const resumeTask = endpoint({
  name: 'resume_task',
  access: may.send,
  audited: true,
  style: 'rest',
  path: '/v1/tasks/{task_id}/resume',
  methods: ['POST'],
  parametersIn: 'none',
  changesState: true,
  sentence: 'Lets a paused task go on.',
  request: Type.Object({ task_id: taskId }),
  reply: task,
  codes: { 200: 'It goes on.', 404: 'There is no such task.', 409: 'It was stopped.' },
});

/** In the order of the manual. */
export const taskEndpoints = [listTasks, getTask, stopTask, pauseTask, resumeTask] as const;
