/** Virtual phones, over the control API of the simulator that was started with the gateway. */
import type { Contract, ReplyOf } from '@simgate/api/contract';
import { done, refused } from '@simgate/daemon/http';
import type { Handlers } from '../context.ts';

type PhoneMessage = ReplyOf<Contract['get_phone']>['messages'][number];

/** In milliseconds. */
const DEADLINE = 5000;
/** Octets of an answer. */
const LONGEST_ANSWER = 4_194_304;
const MOST_MESSAGES = 100;

type Asked =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly code: 400 | 503; readonly error: string };

const silent: Asked = { ok: false, code: 503, error: 'simulator: it does not answer.' };

async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let octets = 0;
  for await (const piece of response.body ?? []) {
    octets += piece.length;
    if (octets > LONGEST_ANSWER) throw new RangeError('the simulator answers without end');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

async function ask(base: string, path: string, body?: object): Promise<Asked> {
  try {
    const response = await fetch(base + path, {
      method: body === undefined ? 'GET' : 'POST',
      signal: AbortSignal.timeout(DEADLINE),
      redirect: 'error',
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await textOf(response);
    if (response.status >= 500) return silent;
    if (!response.ok) return { ok: false, code: 400, error: 'to: the simulator does not take this message.' };
    return { ok: true, body: text === '' ? {} : JSON.parse(text) };
  } catch {
    return silent;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function messageOf(message: unknown): PhoneMessage {
  return { from: String(field(message, 'from') ?? ''), text: String(field(message, 'text') ?? '') };
}

const none = refused(404, 'simulator: none was started with this gateway.');

export const simulatorHandlers = {
  list_phones: async (_request, { simulator }) => {
    if (simulator === undefined) return none;
    const answer = await ask(simulator, '/phones');
    if (!answer.ok) return refused(answer.code, answer.error);
    return done(200, {
      phones: listOf(answer.body).map(phone => ({ number: String(field(phone, 'number') ?? '') })),
    });
  },

  get_phone: async ({ number }, { simulator }) => {
    if (simulator === undefined) return none;
    const answer = await ask(simulator, `/phones/${encodeURIComponent(number)}/inbox`);
    if (!answer.ok) return refused(answer.code, answer.error);
    const messages = listOf(field(answer.body, 'messages')).slice(-MOST_MESSAGES).map(messageOf);
    return done(200, { number, messages });
  },

  write_from_phone: async ({ from, to, text }, { simulator }) => {
    if (simulator === undefined) return none;
    const answer = await ask(simulator, '/messages', { from, to, text });
    return answer.ok ? done(202, {}) : refused(answer.code, answer.error);
  },
} satisfies Partial<Handlers>;
