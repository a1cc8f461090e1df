/** From a request to its answer: turn, ban, sign-in, endpoint, faults. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { apiAnswer } from '../api/common.ts';
import { endpoints } from '../api/endpoints.ts';
import type { FleetGateway } from '../state/model.ts';
import type { FleetWorld } from '../state/world.ts';
import { happens } from '../state/world.ts';
import { type Answer, json, writeAnswer } from './answer.ts';
import { type AnswerFault, takeFault } from './answer-faults.ts';
import { challenge, checkLogin } from './digest.ts';
import { type Front, isReachable } from './front.ts';
import { type FleetRequest, ParameterError, readVariables } from './request.ts';

const MOST_OCTETS = 256 * 1024;

/** Answers one request of a gateway; never rejects. `path` is without the prefix of the gateway. */
export async function serve(
  world: FleetWorld,
  front: Front,
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = await readBody(incoming);
  const { gateway } = front;
  if (body === undefined) {
    writeAnswer(response, { kind: 'page', status: 413, text: 'The request is too long' }, gateway.quirks);
    return;
  }
  if (gateway.frozen) await new Promise<void>(resolve => gateway.afterFreeze.push(resolve));
  const request = requestOf(incoming, path, body);
  if (!gateway.quirks.oneConnection) return answerRequest(world, front, request, response);
  const before = front.turn;
  const mine = before.then(() => answerRequest(world, front, request, response));
  front.turn = mine;
  return mine;
}

/** The body as text; undefined where it is too long. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let octets = 0;
  try {
    for await (const chunk of incoming) {
      octets += chunk.length;
      if (octets > MOST_OCTETS) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined; // The client went away before its request was whole.
  }
  return Buffer.concat(chunks).toString('utf8');
}

function requestOf(incoming: IncomingMessage, target: string, body: string): FleetRequest {
  const at = target.indexOf('?');
  const { method = 'GET', headers, socket } = incoming;
  const { remoteAddress: address = '' } = socket;
  return {
    method,
    path: at < 0 ? target : target.slice(0, at),
    query: at < 0 ? '' : target.slice(at + 1),
    headers,
    body,
    address,
  };
}

async function answerRequest(
  world: FleetWorld,
  front: Front,
  request: FleetRequest,
  response: ServerResponse,
): Promise<void> {
  const { gateway } = front;
  if (!isReachable(gateway)) return leave(front, response);
  world.record.counters.requests += 1;
  const fault = takeFault(front.faults, request.path, world);
  const answer = fault?.kind === 'unread' ? nothing : judge(world, front, request, fault);
  const time = gateway.quirks.answerTime + (fault?.kind === 'slow' ? (fault.milliseconds ?? 0) : 0);
  if (time > 0) await new Promise<void>(resolve => world.clock.after(time, resolve));
  if (!isReachable(gateway)) return leave(front, response);
  if (fault)
    world.record.addEvent(world.clock.now(), gateway.index, `answer ${fault.kind}`, { path: request.path });
  write(world, front, response, answer, fault);
}

const nothing: Answer = { kind: 'nothing' };

/** On a silent line the connection stays as it is; else it breaks. */
function leave({ gateway }: Front, response: ServerResponse): void {
  if (!gateway.up || gateway.line !== 'silent') response.destroy();
}

function write(
  world: FleetWorld,
  { gateway }: Front,
  response: ServerResponse,
  answer: Answer,
  fault: AnswerFault | undefined,
): void {
  const { quirks } = gateway;
  const empty = fault?.kind === 'empty' || happens(world, quirks.emptyAnswers);
  if (fault?.kind === 'lost' || fault?.kind === 'unread' || empty) world.record.counters.lostAnswers += 1;
  if (fault?.kind === 'lost') response.destroy();
  else if (fault?.kind === 'html')
    writeAnswer(response, { kind: 'page', status: 500, text: 'Out of memory' }, quirks);
  else if (fault?.kind === 'garbage')
    response.writeHead(200, 'Data follows', { Connection: 'close' }).end('{"error_co');
  else writeAnswer(response, answer, quirks, empty);
}

/** The answer, and all that the request changes. */
function judge(
  world: FleetWorld,
  front: Front,
  request: FleetRequest,
  fault: AnswerFault | undefined,
): Answer {
  const { gateway } = front;
  const { quirks } = gateway;
  if (quirks.emptyPostCloses && request.method === 'POST' && request.body === '') return nothing;
  const refusal = refuseLogin(world, front, request);
  if (refusal) return refusal;
  const endpoint = endpoints[request.path];
  if (!endpoint || (endpoint.alias && !quirks.queueAlias)) return page(404, 'Cannot open URL');
  if (quirks.apiDisabled) return page(404, 'The api is disabled');
  if (request.method !== 'GET' && request.method !== 'POST') return page(400, 'Bad request type');
  if (endpoint.postOnly && request.method === 'GET' && quirks.getRefused) return page(403, 'Access denied');
  if (fault?.kind === 'error') return apiAnswer(gateway, 500);
  const key = quirks.idempotencyKey ? request.headers['idempotency-key'] : undefined;
  if (typeof key !== 'string') return call(world, front, request);
  const answer = front.answers.get(key) ?? call(world, front, request);
  keepAnswer(front, key, answer);
  return answer;
}

function page(status: 400 | 401 | 403 | 404, text: string): Answer {
  return { kind: 'page', status, text };
}

function call(world: FleetWorld, { gateway }: Front, request: FleetRequest): Answer {
  try {
    const variables = readVariables(request);
    return endpoints[request.path]?.handler({ world, gateway, request, variables }) ?? nothing;
  } catch (error) {
    // An unexpected error fails this request, not the fleet.
    if (!(error instanceof ParameterError)) return failed(world, gateway, error);
    return request.path.startsWith('/api/') ? apiAnswer(gateway, 400) : json({ error_code: 400 });
  }
}

function failed(world: FleetWorld, gateway: FleetGateway, error: unknown): Answer {
  world.record.addEvent(world.clock.now(), gateway.index, 'fault of the fleet', { error: String(error) });
  return apiAnswer(gateway, 500);
}

const MOST_KEYS = 10_000;

function keepAnswer({ answers }: Front, key: string, answer: Answer): void {
  if (answers.size >= MOST_KEYS) answers.clear();
  answers.set(key, answer);
}

/** 403 for a banned address, 401 for one that did not show who it is; undefined: come in. */
function refuseLogin(world: FleetWorld, front: Front, request: FleetRequest): Answer | undefined {
  const { gateway, bans, nonces } = front;
  const { quirks } = gateway;
  const now = world.clock.now();
  if (bans.isBanned(request.address, now)) return page(403, 'You are forbidden to retry, please try later');
  const header = request.headers.authorization?.toString();
  const comma =
    quirks.commaRefused && header !== undefined && /^digest/i.test(header) && lastHasComma(request.query);
  const verdict = comma ? 'wrong' : checkLogin(header, request.method, gateway, quirks, nonces);
  if (verdict === 'right') {
    bans.succeeded(request.address);
    return undefined;
  }
  const counts = verdict === 'wrong' || (verdict === 'none' && (quirks.probesCount || header !== undefined));
  if (counts && !comma && bans.failed(request.address, now, quirks.banAfter, quirks.banTime)) {
    world.record.addEvent(now, gateway.index, 'ban', { address: request.address });
  }
  const offered =
    quirks.auth === 'basic' ? 'Basic realm="Web Server"' : challenge(nonces, verdict === 'stale');
  return {
    kind: 'page',
    status: 401,
    text: 'Access to this document requires a User ID',
    challenge: offered,
  };
}

function lastHasComma(query: string): boolean {
  return query.slice(query.lastIndexOf('&') + 1).includes(',');
}
