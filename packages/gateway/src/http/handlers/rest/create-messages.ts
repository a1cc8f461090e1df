import type { Contract, RequestOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { SendRequest } from '../../../messages/messages.ts';
import type { Call, Handler } from '../context.ts';
import { BAD_KEY, isKey, originOf } from '../vendor/send-sms.ts';

type Request = RequestOf<Contract['create_messages']>;

function sendRequestOf(request: Request, call: Call): SendRequest {
  return {
    ...originOf(call),
    text: request.text,
    recipients: request.recipients.map(({ number, values }) => ({
      number,
      userId: null,
      ...(values === undefined ? {} : { textParam: values }),
    })),
    ...(request.name === undefined ? {} : { name: request.name }),
    ...(request.port === undefined ? {} : { ports: request.port }),
    encoding: request.encoding ?? 'unicode',
    statusReport: request.request_status_report ?? true,
  };
}

/** The vendor's 550 is no HTTP status that clients know. */
const NO_PORT = 503;

/** Judged by `Messages` as send_sms is. */
export const createMessages: Handler<Contract['create_messages']> = async (
  request,
  { messages, accepted },
  call,
) => {
  if (!isKey(call.idempotencyKey)) return refused(400, BAD_KEY);
  const answer = await messages.send(sendRequestOf(request, call));
  if (!answer.ok) return refused(answer.code === 550 ? NO_PORT : answer.code, answer.error);
  accepted(request.recipients.length);
  return done(202, { task_id: answer.taskId, in_queue: answer.inQueue });
};
