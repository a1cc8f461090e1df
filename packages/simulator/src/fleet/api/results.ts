/** query_sms_result, query_sms_deliver_status, query_sms_in_queue and stop_sms: chapters 3, 4, 5 and 9. */

import type { Answer } from '../http/answer.ts';
import { integerOf, listOf, ParameterError } from '../http/request.ts';
import { stopTask } from '../state/sending.ts';
import type { Call } from './call.ts';
import { apiAnswer, passes, sendingFilter } from './common.ts';
import { reportItem, resultItem } from './rows.ts';

const taskRange = [0, Number.MAX_SAFE_INTEGER] as const;

/** query_sms_result (chapter 3): results by user_id, number, port and time. */
export function queryResults({ gateway, variables }: Call): Answer {
  const userIds = listOf(variables, 'user_id');
  const { mostUserIds } = gateway.quirks;
  const filter = sendingFilter(gateway, variables);
  if (filter === 'tooMany' || (mostUserIds > 0 && (userIds?.length ?? 0) > mostUserIds))
    return apiAnswer(gateway, 413);
  if (userIds?.some(id => id !== null && !/^\d{1,16}$/.test(String(id))))
    throw new ParameterError('user_id is no whole number');
  const wanted = userIds && new Set(userIds.map(String));
  const found = gateway.results.filter(
    message =>
      (wanted === undefined || wanted.has(String(message.userId))) &&
      passes(filter, { ...portAndNumber(message), time: message.handedAt || message.acceptedAt }),
  );
  return apiAnswer(gateway, 200, { result: found.map(message => resultItem(gateway, message, 'answer')) });
}

function portAndNumber({ port, number }: { readonly port: number; readonly number: string }) {
  return { port, number };
}

/** query_sms_deliver_status (chapter 4): status reports by port and number. */
export function queryReports({ gateway, variables }: Call): Answer {
  const filter = sendingFilter(gateway, variables);
  if (filter === 'tooMany') return apiAnswer(gateway, 413);
  const found = gateway.reports.filter(row => passes(filter, row));
  return apiAnswer(gateway, 200, { result: found.map(row => reportItem(gateway, row)) });
}

/** query_sms_in_queue (chapter 5). */
export function queueLength({ gateway }: Call): Answer {
  return apiAnswer(gateway, 200, { in_queue: gateway.waiting.length });
}

/** stop_sms: takes the waiting messages of a task out of the queue. */
export function stopSending({ world, gateway, variables }: Call): Answer {
  const task = integerOf(variables, 'task_id', taskRange);
  return apiAnswer(gateway, task !== undefined && stopTask(world, gateway, task) ? 200 : 404);
}
