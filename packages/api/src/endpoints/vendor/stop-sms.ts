import { Type } from 'typebox';
import { endpoint } from '../../endpoint.ts';
import { exact, head } from '../../parameters.ts';
import { may } from '../../roles.ts';

/** Chapter 9. */
export const stopSms = endpoint({
  name: 'stop_sms',
  access: may.send,
  audited: true,
  path: '/api/stop_sms',
  methods: ['GET', 'POST'],
  parametersIn: 'query',
  chapter: 9,
  sentence: 'Ends what a task has not begun to send; what has begun is completed.',
  changesState: true,
  request: Type.Object({
    task_id: Type.Integer({
      description: 'the task_id of an answer of send_sms',
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
    }),
  }),
  reply: Type.Object(head([200]), exact),
  codes: {
    200: 'Stopped, or finished before.',
    400: 'task_id is missing or cannot be read.',
    404: 'No such task.',
    413: 'The body is over 1 MiB.',
    500: 'The store cannot be written.',
  },
});
