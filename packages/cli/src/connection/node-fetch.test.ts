import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createClient } from '@simgate/api';
import { createFetch } from './node-fetch.ts';

let server: Server;
let baseUrl = '';
before(async () => {
  server = createServer((request, response) => {
    if (request.url === '/v1/live') response.write('event: snapshot\ndata: {"news":{"events":7}}\n\n');
    else if (request.url === '/v1/ports') request.socket.destroy();
    // Nobody answers.
    else if (request.url === '/v1/tasks') return;
    else if (request.headers.authorization === undefined)
      response
        .writeHead(401, {
          'www-authenticate': ['Digest realm="a", nonce="1", qop="auth"', 'Basic realm="a"'],
        })
        .end();
    else {
      const text = JSON.stringify({
        error_code: 200,
        sn: 'é',
        in_queue: request.headers.authorization.startsWith('Digest') ? 1 : 0,
      });
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.closeAllConnections());
after(() => server.close());

async function client(url = baseUrl, timeout = 30_000) {
  const fetch = await createFetch({ ca: undefined, insecure: false });
  return createClient({ baseUrl: url, user: 'a', password: 'b', fetch, timeout, retries: 0 });
}

describe('requests over node:http', () => {
  test('answer a challenge of several lines, and read UTF-8', async () => {
    const { sn, in_queue } = await (await client()).orThrow.querySmsInQueue();
    assert.deepEqual([sn, in_queue], ['é', 1]);
  });

  test('read a stream, and let go of it', async () => {
    for await (const { data } of await (await client()).orThrow.streamLive()) {
      assert.deepEqual(data, { news: { events: 7 } });
      break;
    }
  });

  test('tell a connection that never came about from one that broke', async () => {
    const refused = await (await client('http://127.0.0.1:1')).querySmsInQueue();
    assert.ok(!refused.ok && refused.error.kind === 'unreachable' && !refused.error.mayBeDone);
    const broken = await (await client()).listPorts();
    assert.ok(!broken.ok && broken.error.kind === 'unreachable' && broken.error.mayBeDone);
  });

  test('end by the signal and by the time limit', async () => {
    const ended = await (await client()).querySmsInQueue({}, { signal: AbortSignal.abort() });
    assert.ok(!ended.ok && ended.error.kind === 'aborted' && !ended.error.retryable);
    const late = await (await client(baseUrl, 20)).listTasks();
    assert.ok(!late.ok && late.error.kind === 'aborted' && late.error.retryable);
  });

  test('name a file of certificates that cannot be read', async () => {
    await assert.rejects(createFetch({ ca: 'absent.pem', insecure: false }), /absent\.pem: /);
  });
});
