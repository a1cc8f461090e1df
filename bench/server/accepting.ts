/** Accepting at 16 connections: the server, a bare server on the same store, and Kannel, by one load generator. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startProgram } from '../../test/foreign/support/child-program.ts';
import { KANNEL_ACCEPTS } from '../../test/foreign/support/kannel.ts';
import { type Answered, answeredBy, type Load } from '../http-load.ts';
import { cpuSeconds } from '../process-use.ts';
import { type KannelStore, openKannel } from './kannel.ts';
import { type Engine, placeOf, startServer } from './servers.ts';

export const CONNECTIONS = 16;
const seconds = Number(process.env.BENCH_SERVER_SECONDS ?? 5);

type Common = Pick<Load, 'url' | 'path' | 'authorization' | 'expected'>;

/** One recipient a request, as people post them. */
function loadOf(common: Common): Omit<Load, 'seconds'> {
  const body = JSON.stringify({ to: ['+4915112345678'], text: 'Hello to you' });
  return { ...common, body, connections: CONNECTIONS };
}

export interface Accepted extends Answered {
  /** CPU seconds of the process for one of them. */
  readonly cpu: number;
}

async function measured(load: Omit<Load, 'seconds'>, pid: number): Promise<Accepted> {
  await answeredBy({ ...load, seconds: 1 });
  const before = cpuSeconds([pid]);
  const answered = await answeredBy({ ...load, seconds });
  return { ...answered, cpu: (cpuSeconds([pid]) - before) / (answered.rate * seconds) };
}

/** With no gateway to hand the messages to: accepting alone. */
export async function accepting(engine: Engine): Promise<Accepted> {
  await using stack = new AsyncDisposableStack();
  const { url, key, pid } = await startServer(stack, engine);
  const authorization = `Bearer ${key}`;
  return await measured(loadOf({ url, path: '/v1/messages', authorization, expected: '"batch"' }), pid);
}

/** The same requests at a server that stores one row and does nothing else. */
export async function bare(engine: Engine): Promise<Accepted> {
  await using stack = new AsyncDisposableStack();
  const { folder, database = join(folder, 'bare.db') } = await placeOf(stack, engine);
  const server = startProgram(process.execPath, [join(import.meta.dirname, '../bare-server.ts'), database]);
  stack.defer(async () => {
    await server.end();
  });
  const [, port] = await server.waitFor(/listens on (\d+)\n/);
  const url = `http://127.0.0.1:${port}`;
  const load = loadOf({ url, path: '/', authorization: 'none', expected: '"error_code":202' });
  return await measured(load, server.pid);
}

/** Messages a second at the far end, from the first request until no more come. */
export interface Peer extends Answered {
  readonly carried: number;
}

/** How long nothing may come before all has come, in milliseconds. */
const QUIET = 500;

/** Kannel: one message a request; in memory or with its spool of files. It synchronises neither to the disk. */
export async function kannel(store: KannelStore): Promise<Peer> {
  await using stack = new AsyncDisposableStack();
  const box = await openKannel(stack, store);
  const load = {
    ...{ url: box.url, path: box.path, authorization: '', body: '', method: 'GET' as const },
    ...{ connections: CONNECTIONS, expected: KANNEL_ACCEPTS },
  };
  await answeredBy({ ...load, seconds: 1 });
  await delay(1000);
  const before = box.taken();
  const begun = performance.now();
  const answered = await answeredBy({ ...load, seconds });
  let [last, at] = [box.taken(), performance.now()];
  while (performance.now() - at < QUIET) {
    await delay(20);
    if (box.taken() === last) continue;
    [last, at] = [box.taken(), performance.now()];
  }
  return { ...answered, carried: (last - before) / ((at - begun) / 1000) };
}
