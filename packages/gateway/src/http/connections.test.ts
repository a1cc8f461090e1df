/** How connections are used, kept and ended. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { temporaryStore } from '../store/testing.ts';
import { basic, newYear, testServer, writingServer } from './testing/server.ts';
import { portOf, responseTo, textOf, withServer } from './testing/sockets.ts';

const authorization = basic;

describe('how clients connect', () => {
  /** Sends raw bytes; answers what came until the server closed. */
  const speak = async (port: number, text: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.write(text);
    let answer = '';
    for await (const chunk of socket.setEncoding('utf8')) answer += chunk;
    return answer;
  };
  const body = '{"text":"hi","param":[{"number":"1"}]}';
  const head = `POST /api/send_sms HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${basic}\r\n`;

  test('Connection: close is honoured', () =>
    withServer(writingServer(), async (_server, addresses) => {
      const answer = await speak(
        portOf(addresses, 'http'),
        `${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      assert.match(answer, /connection: close/i);
      assert.match(answer, /"error_code":202/);
    }));

  test('chunked bodies', () =>
    withServer(writingServer(), async (_server, addresses) => {
      const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
      const answer = await speak(
        portOf(addresses, 'http'),
        `${head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
      );
      assert.match(answer, /"error_code":202/);
    }));

  test('Expect: 100-continue', () =>
    withServer(writingServer(), async (_server, addresses) => {
      const request = httpRequest({
        ...{ host: '127.0.0.1', port: portOf(addresses, 'http'), method: 'POST', path: '/api/send_sms' },
        headers: { authorization, expect: '100-continue', 'content-length': body.length },
      });
      request.flushHeaders();
      await once(request, 'continue');
      request.end(body);
      assert.match(await textOf(await responseTo(request)), /"error_code":202/);
    }));

  test('Expect: 100-continue without credentials: 401 before the body is asked for, and the end', () =>
    withServer(writingServer(), async (_server, addresses) => {
      const head = 'POST /api/send_sms HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n';
      const answer = await speak(portOf(addresses, 'http'), `${head}Content-Length: 100\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 401 /);
      assert.match(answer, /connection: close/i);
    }));

  test('an empty first POST on a kept connection, then the real one', () =>
    withServer(writingServer(), async (_server, addresses) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const at = {
        host: '127.0.0.1',
        port: portOf(addresses, 'http'),
        method: 'POST',
        path: '/api/send_sms',
        agent,
      };
      const probe = httpRequest({ ...at, headers: { 'content-length': 0 } }).end();
      const refusal = await responseTo(probe);
      assert.equal(refusal.statusCode, 401);
      await textOf(refusal);
      const real = httpRequest({ ...at, headers: { authorization } }).end(body);
      assert.match(await textOf(await responseTo(real)), /"error_code":202/);
      assert.equal(real.reusedSocket, true);
      agent.destroy();
    }));

  test('a file that is refused at its first line, then another request', () =>
    withServer(writingServer(), async (_server, addresses) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const at = { host: '127.0.0.1', port: portOf(addresses, 'http'), agent, headers: { authorization } };
      const file = httpRequest({ ...at, method: 'POST', path: '/v1/messages/import?text=hi' });
      // More than sockets and streams take in before somebody reads.
      file.on('error', () => {}).end(`telephone\n${'88201990001\n'.repeat(100_000)}`);
      const refusal = await responseTo(file);
      assert.match(await textOf(refusal), /no column with the name number/);
      assert.equal(refusal.headers.connection, 'close');
      const next = await responseTo(httpRequest({ ...at, path: '/v1/tasks' }).end());
      assert.equal(next.statusCode, 200);
      await textOf(next);
      agent.destroy();
    }));
});

/** A server whose disk confirms nothing before `release`, and that is listening. */
async function slowServer() {
  const store = temporaryStore(newYear());
  const begun = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const write: typeof store.write = async work => {
    begun.resolve();
    await held.promise;
    return store.write(work);
  };
  const server = testServer({}, { ...store, write });
  const [address] = await server.listen();
  const request = httpRequest({
    ...{ host: '127.0.0.1', port: address?.port ?? 0, method: 'POST', path: '/api/send_sms' },
    ...{ headers: { authorization }, agent: new Agent({ keepAlive: true }) },
  });
  request.end('{"text":"hi","param":[{"number":"1"}]}');
  return { server, request, begun: begun.promise, release: held.resolve };
}

test('a stop lets what is being answered finish', async () => {
  const { server, request, begun, release } = await slowServer();
  await begun;
  const closed = server.close();
  release();
  const response = await responseTo(request);
  assert.match(await textOf(response), /"error_code":202/);
  assert.equal(response.headers.connection, 'close');
  await closed;
});

test('a stop cuts what does not finish in time', async () => {
  const { server, request, begun, release } = await slowServer();
  const cut = assert.rejects(responseTo(request), { code: 'ECONNRESET' });
  await begun;
  const closed = server.close(1000);
  server.clock.advance(1000);
  await cut;
  await closed;
  release();
});
