import type { Contract, RequestOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { Recipient, SendRequest } from '../../../messages/messages.ts';
import { type Call, type Handler, ownerSeen } from '../context.ts';

type Request = RequestOf<Contract['send_sms']>;
type Param = Request['param'][number];

/** Ports and encoding of a recipient count only where the request as a whole has none. */
function recipientOf(param: Param, request: Request): Recipient {
  return {
    number: param.number,
    userId: param.user_id ?? null,
    ...(param.text_param === undefined ? {} : { textParam: param.text_param }),
    ...(param.port === undefined || request.port !== undefined ? {} : { ports: param.port }),
    ...(param.encoding === undefined || request.encoding !== undefined ? {} : { encoding: param.encoding }),
  };
}

/** The caller, and the key that makes the request safe to repeat. */
export function originOf(call: Call): Pick<SendRequest, 'owner' | 'idempotency'> {
  const { idempotencyKey, digest, caller } = call;
  // A sender must not meet the requests of others; a key holds no blank.
  const owner = ownerSeen(call);
  const key = owner === undefined ? idempotencyKey : `${owner} ${idempotencyKey}`;
  return {
    owner: caller.user,
    ...(idempotencyKey === undefined || key === undefined ? {} : { idempotency: { key, digest: digest() } }),
  };
}

function sendRequestOf(request: Request, call: Call): SendRequest {
  return {
    ...originOf(call),
    text: request.text,
    recipients: request.param.map(param => recipientOf(param, request)),
    ...(request.port === undefined ? {} : { ports: request.port }),
    encoding: request.encoding ?? 'unicode',
    statusReport: request.request_status_report ?? true,
    ...(request.priority === undefined ? {} : { priority: request.priority }),
  };
}

export const BAD_KEY = 'Idempotency-Key: must be 1 to 255 visible ASCII characters.';

export function isKey(key: string | undefined): boolean {
  return key === undefined || /^[\x21-\x7e]{1,255}$/.test(key);
}

/** Chapter 2. Template, alphabet, queue and ports are judged by `Messages`, whose answer is passed on. */
export const sendSms: Handler<Contract['send_sms']> = async (request, { messages, accepted }, call) => {
  if (!isKey(call.idempotencyKey)) {
    return refused(400, BAD_KEY);
  }
  const answer = await messages.send(sendRequestOf(request, call));
  if (!answer.ok) return refused(answer.code, answer.error);
  accepted(request.param.length);
  return done(202, { sms_in_queue: answer.inQueue, task_id: answer.taskId });
};
