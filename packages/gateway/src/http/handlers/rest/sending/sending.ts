/** Requests to send under /v1. */
import { createHash } from 'node:crypto';
import type { Contract, ReplyOf, RequestOf } from '@simgate/api/contract';
import { type Answer, done, refused } from '@simgate/daemon/http';
import type { Measure, Preview, SendRequest } from '../../../../messages/messages.ts';
import { recipientsOf } from '../../../recipients-file.ts';
import { type Call, type HandlerContext, type Handlers, ownerSeen } from '../../context.ts';
import { BAD_KEY, isKey, originOf } from '../../vendor/send-sms.ts';

type Request = RequestOf<Contract['create_messages']>;
type PreviewRequest = RequestOf<Contract['preview_messages']>;
type PreviewReply = ReplyOf<Contract['preview_messages']>;
type AgainRequest = RequestOf<Contract['send_messages_again']>;
type ImportRequest = RequestOf<Contract['import_messages']>;
type ImportReply = ReplyOf<Contract['import_messages']>;
type AgainReply = ReplyOf<Contract['send_messages_again']>;

function sendRequestOf(
  request: Omit<Request, 'recipients'> & Pick<PreviewRequest, 'recipients'>,
): Omit<SendRequest, 'owner' | 'idempotency'> {
  return {
    text: request.text,
    recipients: (request.recipients ?? []).map(({ number, values }) => ({
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
function statusOf<Code extends number>(code: Code): Exclude<Code, 550> | 503 {
  return code === 550 ? 503 : (code as Exclude<Code, 550>);
}

/** Refusals of `Messages` name the vendor's parameters. */
function inOwnWords(error: string): string {
  return error.replace(/^param\[/, 'recipients[').replace(/^(recipients\[\d+\])\.text_param/, '$1.values');
}

function measureOf({ alphabet, segments, used, capacity }: Measure) {
  return { alphabet: alphabet === 'gsm7' ? ('gsm-7bit' as const) : alphabet, segments, used, capacity };
}

function previewReply(preview: Preview, queueLeft: number | undefined): PreviewReply {
  return {
    ...measureOf(preview),
    offenders: preview.offenders.map(({ replacement = null, ...offender }) => ({ ...offender, replacement })),
    segments_replaced: preview.segmentsReplaced,
    recipients: preview.recipients,
    total_segments: preview.totalSegments,
    by_segments: Object.fromEntries(preview.bySegments),
    samples: preview.samples.map(({ number, text, ...measure }) => ({ number, text, ...measureOf(measure) })),
    troubles: preview.troubles.map(({ error, ...where }) => ({ ...where, error: inOwnWords(error) })),
    refused: preview.refused,
    queue_left: queueLeft ?? null,
  };
}

async function sendAgain(
  request: AgainRequest,
  { messages, accepted }: HandlerContext,
  call: Call,
): Promise<Answer<AgainReply>> {
  const { ids, task_id: taskId, after, unsure = false, name, port: ports } = request;
  const { idempotency } = originOf(call);
  const owner = ownerSeen(call);
  const answer = await messages.sendAgain({
    ...{ unsure, by: call.caller.user },
    ...(ids !== undefined && { ids }),
    ...(taskId !== undefined && { taskId }),
    ...(after !== undefined && { after }),
    ...(name !== undefined && { name }),
    ...(ports !== undefined && { ports }),
    ...(owner !== undefined && { owner }),
    ...(idempotency !== undefined && { idempotency }),
  });
  if (!answer.ok) return refused(statusOf(answer.code), inOwnWords(answer.error));
  accepted(answer.messages);
  const { taskId: task, inQueue, messages: sent, next } = answer;
  return done(202, { task_id: task, in_queue: inQueue, messages: sent, next });
}

/** The octets as they pass, and a digest of those that have passed. */
function digested(octets: AsyncIterable<Uint8Array>) {
  const digest = createHash('sha256');
  const passing = async function* () {
    for await (const piece of octets) {
      digest.update(piece);
      yield piece;
    }
  };
  return { octets: passing(), digest: () => digest.digest('hex') };
}

async function importFile(
  request: ImportRequest,
  { messages, accepted }: HandlerContext,
  call: Call,
  body: AsyncIterable<Uint8Array>,
): Promise<Answer<ImportReply>> {
  const { owner = '', idempotency } = originOf(call);
  const {
    text,
    name,
    port: ports,
    encoding = 'unicode',
    request_status_report: statusReport = true,
  } = request;
  const file = digested(body);
  const answer = await messages.importRows(
    {
      ...{ owner, encoding, statusReport },
      ...(text !== undefined && { text }),
      ...(name !== undefined && { name }),
      ...(ports !== undefined && { ports }),
      ...(idempotency !== undefined && { idempotency }),
      digest: () => `${call.digest()} ${file.digest()}`,
    },
    recipientsOf(file.octets, call.contentType),
  );
  if (!answer.ok) return refused(statusOf(answer.code), answer.error);
  accepted(answer.messages);
  return done(202, { task_id: answer.taskId, in_queue: answer.inQueue, messages: answer.messages });
}

/** Judged by `Messages` as send_sms is. */
export const sendingHandlers = {
  create_messages: async (request, { messages, accepted }, call) => {
    if (!isKey(call.idempotencyKey)) return refused(400, BAD_KEY);
    const answer = await messages.send({ ...originOf(call), ...sendRequestOf(request) });
    if (!answer.ok) return refused(statusOf(answer.code), inOwnWords(answer.error));
    accepted(request.recipients.length);
    return done(202, { task_id: answer.taskId, in_queue: answer.inQueue });
  },

  import_messages: (request, context, call) => {
    if (!isKey(call.idempotencyKey)) return refused(400, BAD_KEY);
    return call.body === undefined
      ? refused(400, 'body: is missing.')
      : importFile(request, context, call, call.body);
  },

  preview_messages: ({ samples = 3, ...request }, { messages }) =>
    done(200, previewReply(messages.preview(sendRequestOf(request), samples), messages.queueLeft())),

  send_messages_again: (request, context, call) => {
    if (!isKey(call.idempotencyKey)) return refused(400, BAD_KEY);
    const { ids, task_id: task } = request;
    if (ids === undefined && task === undefined) return refused(400, 'ids: are missing, and so is task_id.');
    if (ids !== undefined && task !== undefined)
      return refused(400, 'task_id: is for the failed messages of a task; ids are there too.');
    return sendAgain(request, context, call);
  },
} satisfies Partial<Handlers>;
