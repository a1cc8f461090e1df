/** query_incoming_sms, chapter 6. */

import type { Answer } from '../http/answer.ts';
import { integerOf, textOf } from '../http/request.ts';
import type { Call } from './call.ts';
import { apiAnswer, askedPorts } from './common.ts';
import { receivedItem } from './rows.ts';

const idRange = [0, Number.MAX_SAFE_INTEGER] as const;

/** Messages with a greater id than asked. What flag=unread shows is read from then on; a word that is no flag counts as unread. */
export function queryIncoming({ gateway, variables }: Call): Answer {
  const after = integerOf(variables, 'incoming_sms_id', idRange) ?? 0;
  const flag = textOf(variables, 'flag') ?? 'unread';
  const ports = new Set(askedPorts(gateway, variables).map(({ index }) => index));
  const there = gateway.inbox.filter(({ port }) => ports.has(port));
  const wanted = (read: boolean) => flag === 'all' || read === (flag === 'read');
  const found = there.filter(({ id, read }) => id > after && wanted(read));
  const sms = found.map(message => receivedItem(gateway, message));
  if (flag !== 'all' && flag !== 'read') for (const message of found) message.read = true;
  const read = there.filter(message => message.read).length;
  return apiAnswer(gateway, 200, { sms, read, unread: there.length - read });
}
