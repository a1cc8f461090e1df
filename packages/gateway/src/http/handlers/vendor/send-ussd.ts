import type { Contract } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { Handler } from '../context.ts';

/** Chapter 7: the text may be empty only where the command is cancel. */
export const sendUssd: Handler<Contract['send_ussd']> = async ({ port, text, command }, { ussd, http }) => {
  const isCancel = command === 'cancel';
  if (!isCancel && text === undefined) return refused(400, 'text: is missing or empty.');
  const answer = isCancel || text === undefined ? await ussd.cancel(port) : await ussd.send(port, text);
  if (!answer.ok) return refused(500, `gateway: ${answer.error}.`);
  const result = [...answer.items];
  const twin = http.resultWithColon ? { 'result:': result } : {};
  return done(202, { request_id: answer.requestId, result, ...twin });
};
