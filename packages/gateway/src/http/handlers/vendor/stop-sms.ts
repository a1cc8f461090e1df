import type { Contract } from '@simgate/api';
import { done, refused } from '../../answers.ts';
import type { Handler } from '../context.ts';

/** Chapter 9. A task that has finished counts as stopped. */
export const stopSms: Handler<Contract['stop_sms']> = async (request, { messages }) =>
  (await messages.stop(request.task_id)) === 'stopped' ? done(200, {}) : refused(404);
