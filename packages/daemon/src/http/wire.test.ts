/** Traits that only a real socket shows: bodies that wait to be asked for, bodies that are files, and how a program stops. */
import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  request as openRequest,
  type RequestOptions,
  type Server,
} from 'node:http';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Endpoint } from '@simgate/api/endpoint';
import { pino } from 'pino';
import { Type } from 'typebox';
import { Guessing } from '../sign-in/guessing.ts';
import { usersOf } from '../sign-in/users.ts';
import { fakeClock, httpConfigWith } from '../testing.ts';
import { type Answer, done, refused } from './answers.ts';
import type { Call } from './handler.ts';
import { HttpMetrics } from './http-metrics.ts';
import { HttpService } from './service.ts';

const input = Type.Object({ text: Type.Optional(Type.String()) });
const output = Type.Object({});

function endpoint(name: string, more: object = {}): Endpoint<string, typeof input, typeof output> {
  return {
    ...{ name, style: 'rest', head: 'none', path: `/v1/${name}`, aliases: [], methods: ['POST'] },
    ...{ parametersIn: 'body', request: input, reply: output, mediaType: 'application/json' },
    ...{ codes: { 200: 'Done.' }, sentence: 'Does.', access: ['admin'], changesState: true },
    ...{ audited: false, idempotent: false, bodyTypes: [] },
    ...more,
  };
}

const contract = {
  change: endpoint('change'),
  upload: endpoint('upload', { parametersIn: 'none', bodyTypes: ['application/octet-stream'] }),
};

type Handle = (request: object, call: Call) => Answer<object> | Promise<Answer<object>>;

const authorization = `Basic ${btoa('admin:secret')}`;

/** A program that listens, and requests to it. */
async function listening(t: TestContext, handle: Handle) {
  const clock = fakeClock();
  const handler = (request: object, _context: object, call: Call) => handle(request, call);
  const service = new HttpService({
    ...{ program: 'gateway', config: httpConfigWith({ port: 0 }), contract, bodyBytes: 1000 },
    handlers: { change: handler, upload: handler },
    ...{ guessing: new Guessing(clock.monotonic), metrics: new HttpMetrics(), dataFolder: '.', clock },
    users: usersOf([{ name: 'admin', password: 'secret', role: 'admin' }]),
    tokens: { find: () => undefined },
    ...{ context: {}, note: async () => {}, log: pino({ level: 'silent' }), mask: (one: Answer) => one },
  });
  const [address] = await service.listen();
  const agent = new Agent({ keepAlive: true });
  t.after(() => {
    agent.destroy();
    return service.close(0);
  });
  const open = (path: string, { headers, ...options }: RequestOptions = {}): ClientRequest =>
    openRequest({
      ...{ host: '127.0.0.1', port: address?.port, path, method: 'POST', agent, ...options },
      headers: { authorization, ...headers },
    });
  return { service, clock, open };
}

interface Came {
  readonly status: number | undefined;
  readonly text: string;
  readonly connection: string | undefined;
}

async function answerOf(request: ClientRequest): Promise<Came> {
  const [response]: IncomingMessage[] = await once(request, 'response');
  let text = '';
  for await (const piece of response?.setEncoding('utf8') ?? []) text += piece;
  return { status: response?.statusCode, text, connection: response?.headers.connection };
}

const limit = { timeout: 20_000 };

describe('a client that waits with its body', limit, () => {
  const expect = { expect: '100-continue', 'content-type': 'application/json' };

  test('is asked for it once it may go on', async t => {
    const { open } = await listening(t, request => done(200, request));
    const request = open('/v1/change', { headers: expect });
    request.flushHeaders();
    await once(request, 'continue');
    request.end('{"text":"a"}');
    assert.deepEqual(await answerOf(request), {
      status: 200,
      text: '{"text":"a"}',
      connection: 'keep-alive',
    });
  });

  test('is refused before it sends one, and its connection is closed', async t => {
    const { open } = await listening(t, () => assert.fail('nobody may pass'));
    const request = open('/v1/change', { headers: { ...expect, authorization: 'Basic bm8=' } });
    request.on('continue', () => assert.fail('it is not asked for'));
    request.flushHeaders();
    const { status, connection } = await answerOf(request);
    request.destroy();
    assert.deepEqual([status, connection], [401, 'close']);
  });
});

test('a client may take 20 s for its head and 60 s for all of a request, and keep its connection idle for 75 s', async t => {
  const { open } = await listening(t, () => done(200, {}));
  const servers: Server[] = [];
  const note = (message: unknown) => void servers.push((message as { server: Server }).server);
  subscribe('http.server.request.start', note);
  t.after(() => unsubscribe('http.server.request.start', note));
  const request = open('/v1/change');
  request.end();
  await answerOf(request);
  assert.deepEqual(
    servers.map(server => [server.headersTimeout, server.requestTimeout, server.keepAliveTimeout]),
    [[20_000, 60_000, 75_000]],
  );
});

describe('a body that is a file', limit, () => {
  const headers = { 'content-type': 'Application/Octet-Stream' };

  test('is read by its handler as it comes, whatever its size', async t => {
    const { open } = await listening(t, async (_request, { body, contentType }) => {
      let octets = 0;
      for await (const piece of body ?? []) octets += piece.length;
      return done<object>(200, { octets, contentType });
    });
    const request = open('/v1/upload', { headers });
    request.end(Buffer.alloc(100_000));
    const { text } = await answerOf(request);
    assert.deepEqual(JSON.parse(text), { octets: 100_000, contentType: 'application/octet-stream' });
  });

  test('that is refused before its end is the last of its connection', async t => {
    const { open } = await listening(t, () => refused(409, 'not now'));
    const request = open('/v1/upload', { headers });
    request.write(Buffer.alloc(10));
    const { status, connection } = await answerOf(request);
    request.destroy();
    assert.deepEqual([status, connection], [409, 'close']);
  });

  test('of no octets is none', async t => {
    const { open } = await listening(t, (_request, { body }) =>
      done<object>(200, { hasBody: body !== undefined }),
    );
    const request = open('/v1/change');
    request.end();
    assert.equal((await answerOf(request)).text, '{"hasBody":false}');
  });
});

describe('a program that stops', limit, () => {
  test('closes connections that wait for nothing, and takes none', async t => {
    const { open, service } = await listening(t, () => done(200, {}));
    const first = open('/v1/change');
    first.end();
    assert.equal((await answerOf(first)).connection, 'keep-alive');
    await service.close();
    const second = open('/v1/change', { agent: false });
    second.end();
    await assert.rejects(answerOf(second), { code: 'ECONNREFUSED' });
  });

  test('finishes the answers that are under way, as the last of their connections', async t => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const { open, service, clock } = await listening(t, async () => {
      begun.resolve();
      await end.promise;
      return done<object>(200, { late: true });
    });
    const request = open('/v1/change');
    request.end();
    await begun.promise;
    const stopped = service.close(1000);
    clock.advance(999);
    end.resolve();
    assert.deepEqual(await answerOf(request), { status: 200, text: '{"late":true}', connection: 'close' });
    await stopped;
    assert.equal(clock.waiting, 0);
  });

  test('cuts what takes longer than five seconds', async t => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const { open, service, clock } = await listening(t, async () => {
      begun.resolve();
      await end.promise;
      return done<object>(200, {});
    });
    const request = open('/v1/change');
    request.end();
    const cut = assert.rejects(answerOf(request), { code: 'ECONNRESET' });
    await begun.promise;
    void service.close().catch(() => {});
    while (clock.waiting === 0) await turn();
    clock.advance(4999);
    assert.equal(clock.waiting, 1);
    clock.advance(1);
    await cut;
    end.resolve();
  });

  test('ends streams at once', async t => {
    const { open, service } = await listening(t, () => ({
      ...{ kind: 'streamed', mediaType: 'text/plain' },
      async *pieces(ended) {
        yield 'begun\n';
        await once(ended, 'abort');
        yield 'ended\n';
      },
    }));
    const request = open('/v1/change');
    request.end();
    const [response]: IncomingMessage[] = await once(request, 'response');
    assert.ok(response);
    await once(response, 'readable');
    const stopped = service.close();
    let text = '';
    for await (const piece of response.setEncoding('utf8')) text += piece;
    assert.equal(text, 'begun\nended\n');
    await stopped;
  });
});
