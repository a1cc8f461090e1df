/** send_ussd and query_ussd_reply: chapters 7 and 8. */

import type { Answer } from '../http/answer.ts';
import { integersOf, ParameterError, textOf } from '../http/request.ts';
import { cancelUssd, sendUssd } from '../state/ussd.ts';
import type { Call } from './call.ts';
import { apiAnswer, askedPorts, portRange } from './common.ts';

const MOST_OCTETS = 60;

/** send_ussd (chapter 7): hands a code to each asked port, and answers with a status for each. */
export function sendUssdCode({ world, gateway, variables }: Call): Answer {
  const text = textOf(variables, 'text') ?? '';
  const command = textOf(variables, 'command') ?? 'send';
  const ports = integersOf(variables, 'port', portRange);
  if (ports === undefined) throw new ParameterError('port is missing');
  if (command !== 'send' && command !== 'cancel')
    throw new ParameterError('command is neither send nor cancel');
  if (Buffer.byteLength(text) > MOST_OCTETS || (command === 'send' && text === ''))
    throw new ParameterError('text is missing or too long');
  const result = ports.map(index => {
    const port = gateway.ports[index];
    const status =
      command === 'send' ? sendUssd(world, gateway, port, text) : cancelUssd(world, gateway, port);
    return { port: index, status };
  });
  gateway.nextUssd += 1;
  const { resultColon, requestId } = gateway.quirks;
  return apiAnswer(gateway, 202, {
    ...(requestId && { request_id: gateway.nextUssd - 1 }),
    [resultColon ? 'result:' : 'result']: result,
  });
}

/** query_ussd_reply (chapter 8): the last answer of the network to each asked port. */
export function ussdReplies({ gateway, variables }: Call): Answer {
  if (variables.port === undefined || variables.port === '') throw new ParameterError('port is missing');
  const nothing = gateway.quirks.blankReply ? ' ' : '';
  const reply = askedPorts(gateway, variables).map(({ index, ussdReply }) => ({
    port: index,
    text: ussdReply || nothing,
  }));
  return apiAnswer(gateway, 200, { reply });
}
