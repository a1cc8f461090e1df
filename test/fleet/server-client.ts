/** Requests of the run to the server, by its API, through whichever process answers. */
import { setTimeout as delay } from 'node:timers/promises';
import type { OutsideMessage, SaidMessage } from './judge.ts';

/** Who is asked: base URLs of the processes that are thought to live, and the key. */
export interface ServerAccess {
  readonly urls: () => readonly string[];
  readonly key: string;
  readonly random: () => number;
}

/** A message of a request, before the server has it. */
export interface NewMessage {
  readonly number: string;
  readonly text: string;
}

/** An answer that no repeat would change. */
export class RefusedError extends Error {
  readonly status: number;
  constructor(asked: string, status: number, body: unknown) {
    super(`${asked}: ${status} ${JSON.stringify(body)}`);
    this.status = status;
  }
}

const AGAIN = 100;
const ANSWER_TIME = 20_000;
/** So long without any answer, no process is left to answer. */
const PATIENCE = 180_000;

/** Asks until a process answers with something else than 503. A write has to carry a key that makes its repeat harmless. */
export async function askServer<Reply>(
  access: ServerAccess,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  more: { readonly body?: unknown; readonly repeatKey?: string } = {},
): Promise<Reply> {
  const end = Date.now() + PATIENCE;
  for (let last = 'no process'; ; await delay(AGAIN)) {
    if (Date.now() > end) throw new Error(`${method} ${path}: no answer: ${last}`);
    const urls = access.urls();
    const url = urls[Math.floor(access.random() * urls.length)];
    if (url === undefined) continue;
    const answer = await askOnce(`${url}${path}`, access.key, method, more).catch(error => String(error));
    if (typeof answer === 'string') last = answer;
    else if (answer.status < 400) return answer.body as Reply;
    else if (answer.status < 500) throw new RefusedError(`${method} ${path}`, answer.status, answer.body);
    else last = String(answer.status);
  }
}

async function askOnce(
  url: string,
  key: string,
  method: string,
  { body, repeatKey }: { readonly body?: unknown; readonly repeatKey?: string },
) {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(ANSWER_TIME),
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(repeatKey !== undefined && { 'idempotency-key': repeatKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

interface Accepted {
  readonly messages: readonly { readonly id: string; readonly index: number }[];
}

/** Hands messages over in one request, each with its own text; their ids in order. */
export async function postMessages(
  access: ServerAccess,
  messages: readonly NewMessage[],
  { pool, repeatKey }: { readonly pool: string; readonly repeatKey: string },
): Promise<readonly string[]> {
  const to = messages.map(({ number, text }) => ({ number, values: { text } }));
  const body = { to, template: '{text}', pool };
  const reply = await askServer<Accepted>(access, 'POST', '/v1/messages', { body, repeatKey });
  return reply.messages.map(({ id }) => id);
}

/** All pages of a list. */
async function listAll<Item>(access: ServerAccess, path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { messages: Item[]; next: string | null } = await askServer(
      access,
      'GET',
      `${path}?limit=500${from}`,
    );
    items.push(...page.messages);
    cursor = page.next;
  }
  return items;
}

export function listMessages(access: ServerAccess): Promise<SaidMessage[]> {
  return listAll<SaidMessage>(access, '/v1/messages');
}

export function listInbound(access: ServerAccess): Promise<OutsideMessage[]> {
  return listAll<OutsideMessage>(access, '/v1/inbound');
}

/** Resolves when no message is on its way any more, or after `milliseconds`. */
export async function untilSettled(access: ServerAccess, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while ((await isUnderWay(access)) && Date.now() <= end) await delay(AGAIN * 5);
}

/** A page may be empty before the end of the list. */
async function isUnderWay(access: ServerAccess): Promise<boolean> {
  const path = '/v1/messages?limit=1&state=scheduled&state=queued&state=sending';
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { messages: unknown[]; next: string | null } = await askServer(
      access,
      'GET',
      `${path}${from}`,
    );
    if (page.messages.length > 0) return true;
    cursor = page.next;
  }
  return false;
}
