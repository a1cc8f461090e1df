import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { requestsPerSecond } from './http-load.ts';

/** A server that answers each request with a text, after what it was asked. */
async function serve(t: TestContext, answer: string) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
    response.setHeader('content-length', answer.length).end(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const load = {
    ...{ url: `http://127.0.0.1:${address.port}`, path: '/path', authorization: 'Basic abc', body: '{}' },
    ...{ connections: 2, seconds: 0, expected: 'yes' },
  };
  return { asked, load };
}

test('each connection asks until the time is over', async t => {
  const { asked, load } = await serve(t, 'yes, yes');
  assert.ok((await requestsPerSecond(load)) > 0);
  // No seconds: one request each.
  assert.deepEqual(asked, ['POST /path Basic abc {}', 'POST /path Basic abc {}']);
});

test('an unexpected answer is an error, not a figure', async t => {
  const { load } = await serve(t, 'no');
  await assert.rejects(requestsPerSecond(load), /unexpected answer/);
});
