/** A target of webhooks in tests: a real HTTP server that records. */
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { generate } from 'selfsigned';

/** Lets the event loop turn until `wanted`; the test's own time limit ends it. */
export async function until(wanted: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await wanted())) await turn();
}

export interface Recorded {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly requests: Recorded[];
  /** The target's answer; absent headers are none. `undefined` as status: it never answers. */
  answer: (request: Recorded) => {
    readonly status: number | undefined;
    readonly headers?: Record<string, string>;
    readonly text?: string;
    /** It answers when this has resolved. */
    readonly after?: Promise<unknown>;
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
    const { status, headers = {}, text = '', after } = receiver.answer(recorded);
    await after;
    if (status !== undefined) response.writeHead(status, headers).end(text);
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
