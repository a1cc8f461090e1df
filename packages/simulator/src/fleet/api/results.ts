/** query_sms_result, query_sms_deliver_status, query_sms_in_queue and stop_sms: chapters 3, 4, 5 and 9. */

import type { Answer } from '../http/answer.ts';
import { integerOf, listOf, ParameterError } from '../http/request.ts';
import { stopTask } from '../state/sending.ts';
import type { Call } from './call.ts';
import { apiAnswer, passes, sendingFilter } from './common.ts';
import { reportItem, resultItem } from './rows.ts';

const taskRange = [0, Number.MAX_SAFE_INTEGER] as const;

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

export function queryReports({ gateway, variables }: Call): Answer {
  const filter = sendingFilter(gateway, variables);
  if (filter === 'tooMany') return apiAnswer(gateway, 413);
  const found = gateway.reports.filter(row => passes(filter, row));
  return apiAnswer(gateway, 200, { result: found.map(row => reportItem(gateway, row)) });
}

export function queueLength({ gateway }: Call): Answer {
  return apiAnswer(gateway, 200, { in_queue: gateway.waiting.length });
}

export function stopSending({ world, gateway, variables }: Call): Answer {
  const task = integerOf(variables, 'task_id', taskRange);
  return apiAnswer(gateway, task !== undefined && stopTask(world, gateway, task) ? 200 : 404);
}
