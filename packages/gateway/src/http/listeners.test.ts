/** Over real sockets: both listeners, the certificate, long answers, clients, the end. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { Agent, get, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createClient } from '@simgate/api';
import { ConfigError } from '../errors.ts';
import type { ResultRow } from '../messages/messages.ts';
import type { ListeningAddress } from './listeners.ts';
import { basic, httpConfig, pagesOf, sn, type TestServer, testServer, user } from './testing/peers.ts';

const tls = { host: '127.0.0.1', port: 0 };
const authorization = basic;

const row: ResultRow = {
  port: 1,
  userId: 1,
  number: '10086',
  time: 0,
  status: 'SENT_OK',
  count: 1,
  succCount: 1,
  refId: 7,
  imsi: '46001',
};

const portOf = (addresses: readonly ListeningAddress[], protocol: string): number =>
  addresses.find(address => address.protocol === protocol)?.port ?? 0;

const textOf = async (response: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
};

const responseTo = async (request: ReturnType<typeof get>): Promise<IncomingMessage> => {
  const [response] = await once(request, 'response');
  return response;
};

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simgate-http-'));
});
after(() => rm(folder, { recursive: true }));

const withServer = async (
  differences: Parameters<typeof testServer>[0],
  use: (server: TestServer, addresses: readonly ListeningAddress[]) => Promise<void>,
): Promise<void> => {
  const server = testServer({ dataFolder: folder, ...differences });
  const addresses = await server.listen();
  try {
    await use(server, addresses);
  } finally {
    await server.close();
  }
};

describe('HTTP and HTTPS', () => {
  test('share their endpoints', () =>
    withServer({ config: { ...httpConfig, tls } }, async (_server, addresses) => {
      assert.deepEqual(
        addresses.map(({ protocol, address }) => [protocol, address]),
        [
          ['http', '127.0.0.1'],
          ['https', '127.0.0.1'],
        ],
      );
      const path = '/healthz';
      const host = '127.0.0.1';
      const plain = get({ host, port: portOf(addresses, 'http'), path });
      assert.equal(await textOf(await responseTo(plain)), '{"status":"ok"}');
      const secret = httpsRequest({
        host,
        port: portOf(addresses, 'https'),
        path,
        rejectUnauthorized: false,
      });
      secret.end();
      assert.equal(await textOf(await responseTo(secret)), '{"status":"ok"}');
    }));

  test('plain HTTP can be turned off', () =>
    withServer({ config: { ...httpConfig, enabled: false, tls } }, async (_server, addresses) => {
      assert.deepEqual(
        addresses.map(({ protocol }) => protocol),
        ['https'],
      );
    }));

  test('an address that is taken is the system’s error', () =>
    withServer({}, async (_server, addresses) => {
      const port = portOf(addresses, 'http');
      const second = testServer({ config: { ...httpConfig, port } });
      await assert.rejects(second.listen(), { code: 'EADDRINUSE' });
      await second.close();
    }));
});

describe('the self-signed certificate', () => {
  const file = () => join(folder, 'self-signed.pem');
  const certificateOf = async () => {
    const text = await readFile(file(), 'utf8');
    return new X509Certificate(text.slice(text.indexOf('-----BEGIN CERTIFICATE')));
  };

  test('is made once, for this machine, readable by its owner alone', async () => {
    await rm(file(), { force: true });
    await withServer({ config: { ...httpConfig, tls } }, async () => {});
    assert.equal((await stat(file())).mode & 0o777, 0o600);
    const first = await certificateOf();
    assert.match(first.subjectAltName ?? '', /DNS:localhost.*IP Address:127\.0\.0\.1/);
    await withServer({ config: { ...httpConfig, tls } }, async () => {});
    assert.equal((await certificateOf()).fingerprint, first.fingerprint);
  });

  test('is made anew where the file is damaged', async () => {
    await writeFile(file(), 'nonsense');
    await withServer({ config: { ...httpConfig, tls } }, async () => {});
    assert.match((await certificateOf()).subject, /CN=/);
  });

  test('a configured one that cannot be read names the setting', async () => {
    const missing = { ...tls, certificate: join(folder, 'none.pem'), key: join(folder, 'none.key') };
    const server = testServer({ config: { ...httpConfig, tls: missing } });
    await assert.rejects(server.listen(), (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /^http\.tls\.certificate: .*none\.pem/);
      return true;
    });
    await server.close();
  });
});

describe('long answers', () => {
  const path = '/api/query_sms_result';

  test('come in pieces and are whole', () =>
    withServer({}, async (server, addresses) => {
      const page = Array.from({ length: 500 }, () => row);
      server.messages.resultPages = () => pagesOf(...Array.from({ length: 20 }, () => page));
      const request = get({
        host: '127.0.0.1',
        port: portOf(addresses, 'http'),
        path,
        headers: { authorization },
      });
      const response = await responseTo(request);
      assert.equal(response.headers['transfer-encoding'], 'chunked');
      assert.equal(JSON.parse(await textOf(response)).result.length, 10_000);
    }));

  test('are read no further than the client reads, and let go when it leaves', () =>
    withServer({}, async (server, addresses) => {
      let pages = 0;
      let ended = (): void => {};
      const letGo = new Promise<void>(resolve => {
        ended = resolve;
      });
      server.messages.resultPages = async function* () {
        try {
          for (;;) {
            pages += 1;
            yield Array.from({ length: 500 }, () => row);
          }
        } finally {
          ended();
        }
      };
      const request = get({
        host: '127.0.0.1',
        port: portOf(addresses, 'http'),
        path,
        headers: { authorization },
      });
      const response = await responseTo(request);
      await once(response, 'readable');
      response.destroy();
      await letGo;
      assert.ok(pages < 1000, `${pages} pages`);
    }));

  test('one that breaks off in the middle is cut, not ended', () =>
    withServer({}, async (server, addresses) => {
      server.messages.resultPages = async function* () {
        for (let page = 0; page < 4; page++) yield Array.from({ length: 500 }, () => row);
        throw new TypeError('disk gone');
      };
      const request = get({
        host: '127.0.0.1',
        port: portOf(addresses, 'http'),
        path,
        headers: { authorization },
      });
      await assert.rejects(textOf(await responseTo(request)), { code: 'ECONNRESET' });
    }));
});

describe('how clients connect', () => {
  /** Sends raw bytes; answers what came until the server closed. */
  const speak = async (port: number, text: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.end(text);
    let answer = '';
    for await (const chunk of socket.setEncoding('utf8')) answer += chunk;
    return answer;
  };
  const body = '{"text":"hi","param":[{"number":"1"}]}';
  const head = `POST /api/send_sms HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${basic}\r\n`;

  test('Connection: close is honoured', () =>
    withServer({}, async (_server, addresses) => {
      const answer = await speak(
        portOf(addresses, 'http'),
        `${head}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      assert.match(answer, /connection: close/i);
      assert.match(answer, /"error_code":202/);
    }));

  test('chunked bodies', () =>
    withServer({}, async (_server, addresses) => {
      const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
      const answer = await speak(
        portOf(addresses, 'http'),
        `${head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
      );
      assert.match(answer, /"error_code":202/);
    }));

  test('Expect: 100-continue', () =>
    withServer({}, async (_server, addresses) => {
      const request = httpRequest({
        ...{ host: '127.0.0.1', port: portOf(addresses, 'http'), method: 'POST', path: '/api/send_sms' },
        headers: { authorization, expect: '100-continue', 'content-length': body.length },
      });
      request.flushHeaders();
      await once(request, 'continue');
      request.end(body);
      assert.match(await textOf(await responseTo(request)), /"error_code":202/);
    }));

  test('an empty first POST on a kept connection, then the real one', () =>
    withServer({}, async (_server, addresses) => {
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
});

describe('our own client', () => {
  const clientOf = (addresses: readonly ListeningAddress[], password = user.password) =>
    createClient({ baseUrl: `http://127.0.0.1:${portOf(addresses, 'http')}/`, user: user.name, password });

  for (const [name, isBasic] of [
    ['Digest first', true],
    ['Digest alone', false],
  ] as const) {
    test(`logs in: ${name}`, () =>
      withServer({ config: { ...httpConfig, basic: isBasic } }, async (server, addresses) => {
        const client = clientOf(addresses);
        const sent = await client.sendSms({ text: 'hi', param: [{ number: '1' }] }, { idempotencyKey: 'k' });
        assert.deepEqual(sent, { ok: true, reply: { error_code: 202, sn, sms_in_queue: 3, task_id: 7 } });
        assert.equal(server.messages.sent[0]?.idempotency?.key, 'k');
        const info = await client.getPortInfo({ info_type: ['imei', 'signal'], port: [0, 1] });
        assert.ok(info.ok && info.reply.info.length === 2 && info.reply.info[0]?.signal === 21);
      }));
  }

  test('goes on after its nonce grew old', () =>
    withServer({}, async (server, addresses) => {
      const client = clientOf(addresses);
      assert.ok((await client.querySmsInQueue()).ok);
      server.clock.advance(301_000);
      assert.ok((await client.querySmsInQueue()).ok);
    }));

  test('says what was refused, and that nobody answers', async () => {
    let client: ReturnType<typeof createClient> | undefined;
    await withServer({}, async (_server, addresses) => {
      client = clientOf(addresses);
      assert.deepEqual(await client.stopSms({ task_id: 99 }), {
        ok: false,
        error: { kind: 'refused', code: 404, message: '' },
      });
    });
    const gone = await client?.querySmsInQueue();
    assert.ok(gone !== undefined && !gone.ok && gone.error.kind === 'unreachable');
  });

  test('a wrong password is unauthorized', () =>
    withServer({}, async (server, addresses) => {
      const answer = clientOf(addresses, 'guess').querySmsInQueue();
      const client = clientOf(addresses);
      // Our own right requests show that the wrong one is waiting by then.
      while (server.clock.waiting === 0) await client.querySmsInQueue();
      server.clock.advance(250);
      assert.deepEqual(await answer, { ok: false, error: { kind: 'unauthorized' } });
    }));
});

test('a stop lets what is being answered finish', async () => {
  const server = testServer();
  let release = (): void => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  let begun = (): void => {};
  const arrived = new Promise<void>(resolve => {
    begun = resolve;
  });
  server.messages.send = async () => {
    begun();
    await held;
    return { ok: true, taskId: 1, inQueue: 0 };
  };
  const [address] = await server.listen();
  const agent = new Agent({ keepAlive: true });
  const request = httpRequest({
    ...{ host: '127.0.0.1', port: address?.port ?? 0, method: 'POST', path: '/api/send_sms', agent },
    headers: { authorization },
  });
  request.end('{"text":"hi","param":[{"number":"1"}]}');
  await arrived;
  const closed = server.close();
  release();
  const response = await responseTo(request);
  assert.match(await textOf(response), /"error_code":202/);
  assert.equal(response.headers.connection, 'close');
  await closed;
});

test('a stop cuts what does not finish in time', async () => {
  const server = testServer();
  let begun = (): void => {};
  const arrived = new Promise<void>(resolve => {
    begun = resolve;
  });
  server.messages.send = () => {
    begun();
    return new Promise(() => {});
  };
  const [address] = await server.listen();
  const request = httpRequest({
    ...{ host: '127.0.0.1', port: address?.port ?? 0, method: 'POST', path: '/api/send_sms' },
    headers: { authorization },
  });
  request.end('{"text":"hi","param":[{"number":"1"}]}');
  const cut = assert.rejects(responseTo(request), { code: 'ECONNRESET' });
  await arrived;
  const closed = server.close(1000);
  server.clock.advance(1000);
  await cut;
  await closed;
});
