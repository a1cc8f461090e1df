/** Joins an endpoint of the contract with its handler. */
import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { compileRequest, type Endpoint, type RawRequest } from '@simgate/api/endpoint';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Caller } from '../sign-in/authenticator.ts';
import type { Face } from '../sign-in/face.ts';
import { type Answer, refused } from './answers.ts';
import { bodyText } from './body-text.ts';
import type { Call, Handler } from './handler.ts';
import { isMultipart, readMultipart } from './multipart.ts';
import { respond } from './respond.ts';

/** Notes a change that was made, with the parameters as they were read. */
export type Note = (
  caller: Caller,
  address: string,
  endpoint: Endpoint,
  request: Readonly<Record<string, unknown>>,
) => Promise<void>;

export interface Serving<Context> {
  /** `sn` of every answer in the vendor's style. */
  readonly sn: string;
  /** Passed to each handler. */
  readonly context: Context;
  readonly log: Logger;
  /** Keeps who changed what; resolves once that is committed. */
  readonly note: Note;
  /** The answer without the numbers and texts that the role viewer may not see. */
  readonly mask: (answer: Answer) => Answer;
  readonly faceOf: (request: FastifyRequest) => Face;
  /** Aborts when the program stops. */
  readonly stopping?: AbortSignal;
  /** Refuses U+0000 in texts: a store that cannot carry it would refuse the works of others in the same transaction too. */
  readonly refusesNul?: boolean;
}

/** Characters of a header that an error shows. */
const MOST_SHOWN = 100;

function queryOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? '' : target.slice(mark + 1);
}

type BodyReading =
  | { readonly ok: true; readonly body: string; readonly contentType: string }
  | { readonly ok: false; readonly error: string };

/** Why a body cannot be read whatever is in it; undefined where it can. */
function codingProblem({ headers }: FastifyRequest): string | undefined {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return undefined;
  return `Content-Encoding: must be left out: a body is read as it stands; found ${JSON.stringify(coding.slice(0, MOST_SHOWN))}.`;
}

async function readForm(contentType: string, body: Buffer): Promise<BodyReading> {
  const reading = await readMultipart(contentType, body);
  if (!reading.ok) return reading;
  return { ok: true, body: reading.form, contentType: 'application/x-www-form-urlencoded' };
}

/** A body that is a file is left to the handler. Only a form of several parts takes its time; no other request pays for a promise. */
function readBody(request: FastifyRequest, endpoint: Endpoint): BodyReading | Promise<BodyReading> {
  const { body, contentType } = request;
  const problem = codingProblem(request);
  if (problem !== undefined) return { ok: false, error: problem };
  if (endpoint.bodyTypes.length > 0) return { ok: true, body: '', contentType: '' };
  if (Buffer.isBuffer(body) && isMultipart(contentType, body)) return readForm(contentType, body);
  const text = bodyText(body);
  return text.ok ? { ok: true, body: text.text, contentType } : text;
}

const noPathParameters: Readonly<Record<string, string>> = {};

/** The path's parameters by name; fastify has decoded them. */
function pathOf(params: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]));
}

/** Asks for what is open to all. */
const nobody: Caller = { user: '', role: 'viewer' };

function callOf(
  request: FastifyRequest,
  raw: RawRequest,
  { faceOf }: Pick<Serving<unknown>, 'faceOf'>,
): Call {
  const key = request.headers['idempotency-key'];
  const lastEventId = request.headers['last-event-id'];
  return {
    idempotencyKey: Array.isArray(key) ? key.join() : key,
    lastEventId: Array.isArray(lastEventId) ? lastEventId.join() : lastEventId,
    digest: () => hash('sha256', `${raw.query}\n${raw.body}`),
    caller: request.caller ?? nobody,
    address: request.ip,
    body: request.body instanceof Readable ? request.body : undefined,
    contentType: request.contentType.toLowerCase(),
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

/** Whether U+0000 may be in a request, by how it would be written there. */
function mayHoldNul({ query, body, path }: RawRequest): boolean {
  return (
    body.includes('u0000') || `${query}${body}`.includes('%00') || Object.values(path ?? {}).some(hasNul)
  );
}

function hasNul(text: string): boolean {
  return text.includes('\0');
}

/** The place of the first text with U+0000, as `to[3].values.name`; undefined where there is none. */
function nulIn(value: unknown, place: string): string | undefined {
  if (typeof value === 'string') return hasNul(value) ? place : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const own = Array.isArray(value)
      ? `${place}[${name}]`
      : [place, name].filter(part => part !== '').join('.');
    const found = hasNul(name) ? place : nulIn(inner, own);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Makes the route handler of one endpoint: read, judge, handle, answer. */
export function serve<Of extends Endpoint, Context>(
  endpoint: Of,
  handler: Handler<Of, Context>,
  serving: Serving<Context>,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  const { context, log, mask, note } = serving;
  // Compiled for the first request: most programs see a few endpoints of many.
  let judge: ReturnType<typeof compileRequest<Of>> | undefined;
  const hasPathParameters = endpoint.path.includes('{');
  const manner = { ...serving, style: endpoint.style, head: endpoint.head };
  const answerTo = async (request: FastifyRequest): Promise<Answer> => {
    const read = readBody(request, endpoint);
    const reading = read instanceof Promise ? await read : read;
    if (!reading.ok) return refused(400, reading.error);
    const raw = {
      query: queryOf(request.url),
      body: reading.body,
      contentType: reading.contentType,
      path: hasPathParameters ? pathOf(request.params) : noPathParameters,
    };
    judge ??= compileRequest(endpoint);
    const judged = judge(raw);
    if (!judged.ok) return refused(judged.code, judged.error);
    const nul = serving.refusesNul === true && mayHoldNul(raw) ? nulIn(judged.value, '') : undefined;
    if (nul !== undefined)
      return refused(400, `${nul}: holds the character U+0000, which no message can carry.`);
    const call = callOf(request, raw, serving);
    const answer = await handler(judged.value, context, call);
    if (endpoint.audited && (answer.kind === 'done' || answer.kind === 'streamed'))
      await note(call.caller, call.address, endpoint, { ...judged.value });
    return call.caller.role === 'viewer' ? mask(answer) : answer;
  };
  return async (request, reply) => {
    const answer = await answerTo(request);
    logRefusal(log, request, endpoint.name, answer);
    return respond(reply, answer, manner);
  };
}
