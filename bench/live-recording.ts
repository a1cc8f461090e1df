/** The live stream of a console while the gateway is under full load: recorded once, so that a browser can be fed with it while the gateway rests. */
import { setTimeout as delay } from 'node:timers/promises';
import { authorization } from '../test/foreign/support/gateway-process.ts';
import type { SimulatorProcess } from '../test/foreign/support/simulator-process.ts';
import { allCarried, type Gateway, queue } from './rig.ts';

export interface Chunk {
  /** Milliseconds since the stream began. */
  readonly at: number;
  readonly text: string;
}

export interface Recording {
  /** The first event of the stream: the whole picture. */
  readonly snapshot: string;
  readonly deltas: readonly Chunk[];
  /** Answers by path and query. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/** Requests of the pages that the browser opens, with their queries. */
const asked = [
  '/v1/session',
  '/v1/alarms?open=true',
  '/v1/messages?limit=100',
  '/v1/messages?limit=1',
  '/v1/held-messages?limit=20',
  '/v1/conversations?archived=false&limit=100',
  '/v1/inbox?limit=1',
] as const;

const END_OF_EVENT = '\n\n';

/** Reads /v1/live until `signal` aborts; comments are left out. */
export async function readLive(
  url: string,
  signal: AbortSignal,
  take: (chunk: Chunk) => void,
): Promise<void> {
  const began = performance.now();
  const { body } = await fetch(`${url}/v1/live`, { headers: { authorization }, signal });
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const bytes of body ?? []) {
      const events = (rest + decoder.decode(bytes, { stream: true })).split(END_OF_EVENT);
      rest = events.pop() ?? '';
      for (const event of events.filter(text => !text.startsWith(':')))
        take({ at: performance.now() - began, text: event + END_OF_EVENT });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Queues so many messages and records what a console hears until all are carried. */
export async function recordLive(
  gateway: Gateway,
  simulator: SimulatorProcess,
  messages: number,
): Promise<Recording> {
  const chunks: Chunk[] = [];
  const ending = new AbortController();
  const reading = readLive(gateway.url, ending.signal, chunk => chunks.push(chunk));
  await queue(gateway, messages);
  await allCarried(simulator, messages, 400);
  await delay(500);
  ending.abort();
  await reading;
  const answers: Record<string, unknown> = {};
  for (const path of asked) answers[path] = await gateway.ask(path);
  const [first, ...deltas] = chunks;
  if (first === undefined) throw new Error('the stream said nothing');
  return { snapshot: first.text, deltas, answers };
}
