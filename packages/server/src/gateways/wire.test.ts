import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { after, describe, test } from 'node:test';
import { openWire, type WireOptions } from './wire.ts';

const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close();
});

async function listening(server: Server, scheme: string): Promise<string> {
  servers.push(server.listen(0, '127.0.0.1'));
  server.unref();
  await once(server, 'listening');
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function plain(listener: RequestListener): Promise<string> {
  return listening(createServer(listener), 'http');
}

function wireTo(address: string, changes: Partial<WireOptions> = {}) {
  return openWire({
    address,
    certificate: '',
    connections: 1,
    keepAlive: false,
    silence: 5000,
    connectWithin: 5000,
    mostOctets: 1000,
    ...changes,
  });
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}

describe('the line to a gateway', () => {
  test('carries method, headers and body, and gives status, headers and text', async () => {
    const address = await plain((request, response) => {
      let body = '';
      request.on('data', piece => {
        body += piece;
      });
      request.on('end', () => {
        response.writeHead(202, {
          'x-method': String(request.method),
          'x-type': String(request.headers['content-type']),
        });
        response.end(`${request.url} ${body}`);
      });
    });
    const response = await wireTo(address).fetch(new URL(`${address}/a?b=c`), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"ü":1}',
    });
    assert.equal(response.status, 202);
    assert.equal(response.headers.get('x-method'), 'POST');
    assert.equal(response.headers.get('x-type'), 'application/json');
    assert.equal(await response.text(), '/a?b=c {"ü":1}');
  });

  test('reads an answer that has no length and a reason of its own', async () => {
    const address = await listening(
      createTcpServer(socket => {
        socket.once('data', () =>
          socket.end('HTTP/1.1 200 Data follows\r\nContent-Type: application/json\r\n\r\n{}'),
        );
      }),
      'http',
    );
    assert.equal(await (await wireTo(address).fetch(address)).text(), '{}');
  });

  test('follows no redirect', async () => {
    const address = await plain((_request, response) => response.writeHead(302, { location: '/x' }).end());
    assert.equal((await wireTo(address).fetch(address)).status, 302);
  });

  test('ends an answer that is too long', async () => {
    const address = await plain((_request, response) => response.end('a'.repeat(2000)));
    const response = await wireTo(address).fetch(address);
    await assert.rejects(response.text(), /longer than 1000 octets/);
  });

  test('a refused connection says that nothing was sent', async () => {
    const server = createTcpServer();
    const address = await listening(server, 'http');
    server.close();
    await once(server, 'close');
    await assert.rejects(wireTo(address).fetch(address), error => codeOf(error) === 'ENOTCONN');
  });

  test('a connection that breaks after the request says nothing', async () => {
    const address = await listening(
      createTcpServer(socket => {
        socket.once('data', () => socket.destroy());
      }),
      'http',
    );
    await assert.rejects(wireTo(address).fetch(address), error => codeOf(error) !== 'ENOTCONN');
  });

  test('a peer that says nothing is left', async () => {
    const address = await listening(
      createTcpServer(() => {}),
      'http',
    );
    await assert.rejects(wireTo(address, { silence: 20 }).fetch(address), /silent for 0.02 s/);
  });

  test('a connection that stands may wait for its answer longer than for itself', async t => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const asked = Promise.withResolvers<() => void>();
    const address = await plain((_request, response) => asked.resolve(() => response.end('late')));
    const answer = wireTo(address, { connectWithin: 1000 }).fetch(address);
    const end = await asked.promise;
    t.mock.timers.tick(1000);
    end();
    assert.equal(await (await answer).text(), 'late');
  });

  test("the caller's signal ends it with the caller's reason", async () => {
    const address = await listening(
      createTcpServer(() => {}),
      'http',
    );
    const caller = new AbortController();
    const call = wireTo(address).fetch(address, { signal: caller.signal });
    caller.abort(new Error('enough'));
    await assert.rejects(call, /enough/);
  });

  test('gives headers that come twice, and answers without a body', async () => {
    const address = await plain((request, response) => {
      const status = Number(request.url?.slice(1));
      response.writeHead(status, { 'set-cookie': ['a=1', 'b=2'], 'x-one': '1' }).end();
    });
    for (const status of [200, 204, 304, 404, 599]) {
      const response = await wireTo(address).fetch(`${address}/${status}`);
      assert.deepEqual([response.status, await response.text()], [status, '']);
      assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
      assert.equal(response.headers.get('x-one'), '1');
    }
  });

  test('takes an answer of exactly the most octets, and a stream of events of any length', async () => {
    const address = await plain((request, response) => {
      const type = request.url === '/stream' ? 'text/event-stream; charset=utf-8' : 'text/plain';
      response
        .writeHead(200, { 'content-type': type })
        .end('a'.repeat(request.url === '/stream' ? 5000 : 1000));
    });
    assert.equal((await (await wireTo(address).fetch(`${address}/text`)).text()).length, 1000);
    assert.equal((await (await wireTo(address).fetch(`${address}/stream`)).text()).length, 5000);
  });

  test('says in octets how long a body is, and asks for anything', async () => {
    const seen: unknown[] = [];
    const address = await plain((request, response) => {
      const { accept, 'content-length': length } = request.headers;
      seen.push([request.method, accept, length]);
      response.end();
    });
    await wireTo(address).fetch(address, { method: 'POST', body: 'ü' });
    await wireTo(address).fetch(new Request(address));
    assert.deepEqual(seen, [
      ['POST', '*/*', '2'],
      ['GET', '*/*', undefined],
    ]);
  });

  const strange: [name: string, answer: string, error: RegExp][] = [
    [
      'changes the protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
      /answered 101/,
    ],
    [
      'has a status beyond all',
      'HTTP/1.1 600 Beyond\r\nContent-Length: 0\r\n\r\n',
      /an answer with the status 600/,
    ],
    ['is no HTTP', 'hello\r\n\r\n', /Parse Error/],
  ];
  for (const [name, answer, error] of strange)
    test(`refuses an answer that ${name}`, async () => {
      const address = await listening(
        createTcpServer(socket => {
          socket.once('data', () => socket.end(answer));
        }),
        'http',
      );
      await assert.rejects(wireTo(address).fetch(address), error);
    });

  test('asks nothing where the caller has ended before', async () => {
    let asked = 0;
    const address = await plain((_request, response) => {
      asked += 1;
      response.end();
    });
    const signal = AbortSignal.abort(new Error('over'));
    await assert.rejects(wireTo(address).fetch(address, { signal }), /over/);
    assert.equal(asked, 0);
  });

  test('gives a gateway as many connections as it may have, and uses one again where that is allowed', async () => {
    const sockets = new Set<unknown>();
    let most = 0;
    let open = 0;
    const address = await plain((request, response) => {
      sockets.add(request.socket);
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.end();
      });
    });
    /** Six requests at once, and one behind them. */
    const many = async (changes: Partial<WireOptions>): Promise<[connections: number, most: number]> => {
      sockets.clear();
      most = 0;
      const wire = wireTo(address, changes);
      const answers = await Promise.all(Array.from({ length: 6 }, () => wire.fetch(address)));
      await Promise.all(answers.map(answer => answer.text()));
      for (let turns = 0; turns < 20; turns += 1) await new Promise(resolve => setImmediate(resolve));
      await (await wire.fetch(address)).text();
      wire.close();
      return [sockets.size, most];
    };
    assert.deepEqual(await many({ connections: 1, keepAlive: true }), [1, 1]);
    assert.deepEqual((await many({ connections: 2, keepAlive: true }))[0], 2);
    assert.deepEqual(await many({ connections: 1 }), [2, 1]);
  });
});
