/** Joins an endpoint of the contract with its handler. */
import { hash } from 'node:crypto';
import { compileRequest, type Endpoint, type RawRequest } from '@simgate/api/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type Answer, refused } from './answers.ts';
import type { Caller } from './authentication/authenticator.ts';
import type { Face } from './authentication/face.ts';
import { bodyText } from './body-text.ts';
import type { Call, Handler, HandlerContext } from './handlers/context.ts';
import { maskAnswer } from './masking.ts';
import { isMultipart, readMultipart } from './multipart.ts';
import { respond } from './respond.ts';

export interface Serving {
  readonly sn: string;
  readonly context: HandlerContext;
  readonly log: Logger;
  readonly faceOf: (request: FastifyRequest) => Face;
  /** Aborts when the gateway stops. */
  readonly stopping?: AbortSignal;
}

function queryOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? '' : target.slice(mark + 1);
}

type BodyReading =
  | { readonly ok: true; readonly body: string; readonly contentType: string }
  | { readonly ok: false; readonly error: string };

async function readBody({ body, contentType }: FastifyRequest): Promise<BodyReading> {
  if (Buffer.isBuffer(body) && isMultipart(contentType, body)) {
    const reading = await readMultipart(contentType, body);
    if (!reading.ok) return reading;
    return { ok: true, body: reading.form, contentType: 'application/x-www-form-urlencoded' };
  }
  const text = bodyText(body);
  return text.ok ? { ok: true, body: text.text, contentType } : text;
}

/** The path's parameters by name; fastify has decoded them. */
function pathOf(params: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]));
}

/** Asks for what is open to all. */
const nobody: Caller = { user: '', role: 'viewer' };

function callOf(request: FastifyRequest, raw: RawRequest, { faceOf }: Serving): Call {
  const key = request.headers['idempotency-key'];
  const lastEventId = request.headers['last-event-id'];
  return {
    idempotencyKey: Array.isArray(key) ? key.join() : key,
    lastEventId: Array.isArray(lastEventId) ? lastEventId.join() : lastEventId,
    digest: () => hash('sha256', `${raw.query}\n${raw.body}`),
    caller: request.caller ?? nobody,
    address: request.ip,
    face: faceOf(request),
  };
}

/** Refusals quote what was found: numbers and texts of people do not belong in a log. */
function masked(sentence: string): string {
  return sentence.replace(/"(?:[^"\\]|\\.)*"?/g, '"..."');
}

/** The log line of a refusal. */
function logRefusal(log: Logger, request: FastifyRequest, name: string, answer: Answer): void {
  if (answer.kind !== 'refused' || !log.isLevelEnabled('info')) return;
  const { code, error = '' } = answer;
  log.info({ requestId: request.id, endpoint: name, code }, `refused: ${masked(error)}`);
}

/** Makes the route handler of one endpoint: read, judge, handle, answer. */
export function serve<Of extends Endpoint>(
  endpoint: Of,
  handler: Handler<Of>,
  serving: Serving,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  const { context, log } = serving;
  // Compiled for the first request: most gateways see a few endpoints of many.
  let judge: ReturnType<typeof compileRequest<Of>> | undefined;
  const manner = { ...serving, style: endpoint.style, head: endpoint.head };
  const answerTo = async (request: FastifyRequest): Promise<Answer> => {
    const reading = await readBody(request);
    if (!reading.ok) return refused(400, reading.error);
    const raw = {
      query: queryOf(request.url),
      body: reading.body,
      contentType: reading.contentType,
      path: pathOf(request.params),
    };
    judge ??= compileRequest(endpoint);
    const judged = judge(raw);
    if (!judged.ok) return refused(judged.code, judged.error);
    const call = callOf(request, raw, serving);
    const answer = await handler(judged.value, context, call);
    if (endpoint.audited && answer.kind === 'done')
      await context.audit.note(call.caller, call.address, endpoint, { ...judged.value });
    return call.caller.role === 'viewer' ? maskAnswer(answer) : answer;
  };
  return async (request, reply) => {
    const answer = await answerTo(request);
    logRefusal(log, request, endpoint.name, answer);
    return respond(reply, answer, manner);
  };
}
