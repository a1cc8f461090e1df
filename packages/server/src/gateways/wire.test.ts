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
});
