/** What tests of pushing hold: a real HTTP server that records, and a gateway's journal on a real store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { eventKinds } from '@simgate/api';
import { generate } from 'selfsigned';
import { loadConfig } from '../config/load.ts';
import type { PushConfig } from '../config/schema.ts';
import type { GatewayEvent } from '../events.ts';
import { createJournal, type WritableJournal } from '../store/journal.ts';
import { openStore, type Store } from '../store/store.ts';
import { type FakeClock, fakeClock, silentLog } from '../store/testing.ts';
import { createPush, type Push } from './push.ts';

/** Lets the event loop turn until `wanted`; the test's own time limit ends it. */
export async function until(wanted: () => boolean): Promise<void> {
  while (!wanted()) await turn();
}

export interface Recorded {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly requests: Recorded[];
  /** What it answers; absent headers are none. `undefined` as status: it never answers. */
  answer: (request: Recorded) => {
    readonly status: number | undefined;
    readonly headers?: Record<string, string>;
  };
  /** Resolves when so many requests have come. */
  received(count: number): Promise<void>;
  /** The webhook-id of each request. */
  ids(): string[];
  close(): Promise<void>;
}

async function listen(server: Server, scheme: string): Promise<string> {
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that records what it is sent. `secure`: HTTPS with a certificate that nobody has signed. */
export async function openReceiver(test: TestContext, { secure = false } = {}): Promise<Receiver> {
  const requests: Recorded[] = [];
  const handle: RequestListener = async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    const recorded = { url: request.url ?? '', headers: request.headers, body };
    requests.push(recorded);
    const { status, headers = {} } = receiver.answer(recorded);
    if (status !== undefined) response.writeHead(status, headers).end();
  };
  const own = secure ? await generate([{ name: 'commonName', value: 'receiver' }]) : undefined;
  const server: Server =
    own === undefined
      ? createServer(handle)
      : createSecureServer({ cert: own.cert, key: own.private }, handle);
  const receiver: Receiver = {
    url: await listen(server, secure ? 'https' : 'http'),
    requests,
    answer: () => ({ status: 204 }),
    received: count => until(() => requests.length >= count),
    ids: () => requests.map(({ headers }) => String(headers['webhook-id'])),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  test.after(() => receiver.close());
  return receiver;
}

export interface PushBench {
  readonly push: Push;
  readonly store: Store;
  readonly journal: WritableJournal;
  readonly clock: FakeClock;
  readonly folder: string;
  /** Commits an event as the gateway does; resolves when the disk has it. */
  happen(event: GatewayEvent): Promise<void>;
  /** Commits `count` register events. */
  registers(count: number): Promise<void>;
  /** Ends this run as SIGKILL would: nothing is written any more. */
  kill(): void;
}

export interface PushBenchOptions {
  readonly config?: Partial<PushConfig>;
  readonly folder?: string;
  readonly clock?: FakeClock;
}

/** Port 0 going up and down. */
export function registerEvent(sequence: number): GatewayEvent {
  return {
    kind: 'register',
    port: 0,
    iccid: '89',
    imsi: '262010000000001',
    number: '',
    status: sequence % 2 === 1 ? 'up' : 'down',
    sequence,
    slot: 255,
  };
}

function temporaryFolder(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-push-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The pushing side of a gateway on a real store, with chance always in the middle. */
export async function openPushBench(test: TestContext, options: PushBenchOptions = {}): Promise<PushBench> {
  const clock = options.clock ?? fakeClock();
  const folder = options.folder ?? temporaryFolder(test);
  const store = openStore({ folder, clock, log: silentLog });
  const journal = createJournal(store, clock);
  const config = { ...loadConfig(undefined, {}).push, ...options.config };
  const push = createPush(
    {
      ...{ store, journal, clock, config, log: silentLog, random: () => 1, retention: { events: 90 } },
      shape: { sn: 'da00-0030-1901-2817', formatTime: at => new Date(at).toISOString() },
    },
    eventKinds,
  );
  await push.start();
  let killed = false;
  test.after(async () => {
    if (!killed) await push.stop(0);
    store.close();
  });
  let sequence = 0;
  const happen = (event: GatewayEvent): Promise<void> =>
    store.write(database => journal.append(database, event));
  return {
    push,
    store,
    journal,
    clock,
    folder,
    happen,
    async registers(count) {
      for (let left = count; left > 0; left -= 1) await happen(registerEvent(++sequence));
    },
    kill() {
      killed = true;
      store.close();
      void push.stop(0);
    },
  };
}
