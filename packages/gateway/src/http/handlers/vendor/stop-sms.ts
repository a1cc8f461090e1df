import type { Contract } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import { type Handler, ownerSeen } from '../context.ts';

/** Chapter 9. A task that has finished counts as stopped. */
export const stopSms: Handler<Contract['stop_sms']> = async (request, { messages }, call) =>
  (await messages.stop(request.task_id, ownerSeen(call))) === 'stopped' ? done(200, {}) : refused(404);
