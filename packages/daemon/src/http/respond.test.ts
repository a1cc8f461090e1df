/** The HTTP status and the body of answers, in the vendor's style and in ours. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Endpoint } from '@simgate/api/endpoint';
import { pino } from 'pino';
import { Type } from 'typebox';
import { Guessing } from '../sign-in/guessing.ts';
import { usersOf } from '../sign-in/users.ts';
import { fakeClock, httpConfigWith } from '../testing.ts';
import { type Answer, done, refused } from './answers.ts';
import { HttpMetrics } from './http-metrics.ts';
import { HttpService } from './service.ts';

const request = Type.Object({});
const reply = Type.Object({ count: Type.Integer() });
type Reply = { count: number };

function endpointOf(style: 'rest' | 'vendor'): Endpoint<'ask', typeof request, typeof reply> {
  return {
    ...{ name: 'ask', style, head: 'full', path: '/v1/ask', aliases: [], methods: ['GET'] },
    ...{ parametersIn: 'query', request, reply, mediaType: 'application/json' },
    ...{ codes: { 201: 'made', 202: 'taken', 404: 'There is none.' }, sentence: 'Asks.', access: ['admin'] },
    ...{ changesState: false, audited: false, idempotent: false, bodyTypes: [] },
  };
}

/** The response to a request that is answered so. */
async function responseTo(style: 'rest' | 'vendor', answer: Answer<Reply>) {
  const clock = fakeClock();
  const contract = { ask: endpointOf(style) };
  const service = new HttpService({
    ...{ program: 'gateway', config: httpConfigWith({ port: 0 }), contract, bodyBytes: 1000, sn: 'da00' },
    handlers: { ask: () => answer },
    ...{ guessing: new Guessing(clock.monotonic), metrics: new HttpMetrics(), dataFolder: '.', clock },
    users: usersOf([{ name: 'admin', password: 'secret', role: 'admin' }]),
    tokens: { find: () => undefined },
    ...{ context: {}, note: async () => {}, log: pino({ level: 'silent' }) },
    mask: one => one,
  });
  const headers = { authorization: `Basic ${btoa('admin:secret')}` };
  const response = await service.app.inject({ method: 'GET', url: '/v1/ask', headers });
  await service.close();
  return response;
}

/** The status and the body of an answer that a handler gives. */
async function sent(
  style: 'rest' | 'vendor',
  answer: Answer<Reply>,
): Promise<[status: number, body: unknown]> {
  const response = await responseTo(style, answer);
  return [response.statusCode, response.json()];
}

describe('an answer', () => {
  test('of ours that refuses without words has words all the same', async () => {
    for (const [code, error] of [
      [404, 'There is no such thing here.'],
      [409, 'Refused.'],
    ] as const)
      assert.deepEqual(await sent('rest', refused(code)), [code, { error }]);
  });

  test('of ours has the code as its HTTP status, and the plain body', async () => {
    assert.deepEqual(await sent('rest', done(201, { count: 3 })), [201, { count: 3 }]);
  });

  test("in the vendor's style has HTTP 200, with the code and the serial number in front", async () => {
    assert.deepEqual(await sent('vendor', done(202, { count: 3 })), [
      ...[200, { error_code: 202, sn: 'da00', count: 3 }],
    ]);
  });

  test('that refuses does so in the same places', async () => {
    assert.deepEqual(await sent('rest', refused(404, 'id: there is none.')), [
      404,
      { error: 'id: there is none.' },
    ]);
    const [status, body] = await sent('vendor', refused(404));
    assert.deepEqual([status, (body as { error_code: number }).error_code], [200, 404]);
  });

  test('has the headers that its handler gives', async () => {
    const { headers } = await responseTo('rest', done(202, { count: 3 }, { location: '/v1/counts/3' }));
    assert.deepEqual([headers.location, headers['content-type']], ['/v1/counts/3', 'application/json']);
  });

  test('that is a short list is sent whole, with its length', async () => {
    async function* pages() {
      yield [{ id: 1 }];
      yield [];
      yield [{ id: 2 }, { id: 3 }];
    }
    const response = await responseTo('rest', {
      kind: 'listed',
      key: 'rows',
      pages: pages(),
      tail: { next: '3' },
    });
    const text = '{"rows":[{"id":1},{"id":2},{"id":3}],"next":"3"}';
    assert.equal(response.body, text);
    assert.equal(response.headers['content-length'], `${text.length}`);
  });

  test('that is a document has its own status and type', async () => {
    const text = 'simgate_ports 8\n';
    const page = await responseTo('rest', { kind: 'document', status: 503, text, mediaType: 'text/plain' });
    assert.deepEqual([page.statusCode, page.body, page.headers['content-type']], [503, text, 'text/plain']);
    const plain = await responseTo('rest', { kind: 'document', status: 200, text: '{}' });
    assert.deepEqual([plain.statusCode, plain.headers['content-type']], [200, 'application/json']);
  });

  test('that is a stream is passed on by proxies at once, and is the last of its connection', async () => {
    const ends: boolean[] = [];
    const response = await responseTo('rest', {
      ...{ kind: 'streamed', mediaType: 'text/event-stream' },
      async *pieces(ended) {
        ends.push(ended.aborted);
        yield 'id: 1\n\n';
        yield new TextEncoder().encode('id: 2\n\n');
      },
    });
    assert.equal(response.body, 'id: 1\n\nid: 2\n\n');
    const { connection, 'content-type': type, 'x-accel-buffering': buffering } = response.headers;
    assert.deepEqual([type, buffering, connection], ['text/event-stream', 'no', 'close']);
    assert.deepEqual(ends, [false]);
  });
});
