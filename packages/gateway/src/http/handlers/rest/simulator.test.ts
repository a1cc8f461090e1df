/** Virtual phones through the gateway, against a peer that answers as the control API does. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { menu } from '../../../sessions/toolkit/testing.ts';
import { basicOf, type TestServer, testServer } from '../../testing/server.ts';
import { toolkitBench } from '../../testing/toolkit.ts';

async function controlApi(t: TestContext, answers: Readonly<Record<string, readonly [number, unknown]>>) {
  const seen: string[] = [];
  const peer = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', piece => {
      body += piece;
    });
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${body}`.trim());
      const [status, answer] = answers[`${request.method} ${request.url}`] ?? [404, {}];
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(peer, 'listening');
  t.after(() => peer.close());
  const { port } = peer.address() as AddressInfo;
  return { simulator: `http://127.0.0.1:${port}`, seen };
}

function asking(simulator: string | undefined, role = 'admin') {
  const server = testServer(simulator === undefined ? {} : { simulator });
  return async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { authorization: basicOf(role) };
    const response = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.json() };
  };
}

describe('/v1/simulator', () => {
  test('phones, and what one received', async t => {
    const { simulator } = await controlApi(t, {
      'GET /phones': [200, [{ number: '+491', segmentsReceived: 2 }]],
      'GET /phones/%2B491/inbox': [200, { number: '+491', messages: [{ from: '+882', text: 'hi', at: 1 }] }],
    });
    const ask = asking(simulator);
    assert.deepEqual((await ask('GET', '/v1/simulator/phones')).body, { phones: [{ number: '+491' }] });
    assert.deepEqual((await ask('GET', '/v1/simulator/phones/%2B491')).body, {
      number: '+491',
      messages: [{ from: '+882', text: 'hi' }],
    });
  });

  test('what the simulator leaves out is empty, and a phone shows its last hundred messages', async t => {
    const messages = [
      {},
      { from: '2', text: 'b' },
      ...Array.from({ length: 99 }, () => ({ from: '1', text: 'a' })),
    ];
    const { simulator } = await controlApi(t, {
      'GET /phones': [200, [{}, 7]],
      'GET /phones/1/inbox': [200, { messages }],
      'GET /phones/2/inbox': [200, { messages: [{}] }],
    });
    const ask = asking(simulator);
    assert.deepEqual((await ask('GET', '/v1/simulator/phones')).body.phones, [
      { number: '' },
      { number: '' },
    ]);
    const shown = (await ask('GET', '/v1/simulator/phones/1')).body.messages;
    assert.deepEqual([shown.length, shown[0]], [100, { from: '2', text: 'b' }]);
    assert.deepEqual((await ask('GET', '/v1/simulator/phones/2')).body.messages, [{ from: '', text: '' }]);
  });

  test('of an answer 4 MiB are read at most', async t => {
    // The answer is a list of one text, in quotes and brackets.
    const { simulator } = await controlApi(t, {
      'GET /phones': [200, ['x'.repeat(4_194_300)]],
      'GET /phones/1/inbox': [200, ['x'.repeat(4_194_301)]],
    });
    const ask = asking(simulator);
    assert.equal((await ask('GET', '/v1/simulator/phones')).status, 200);
    assert.equal((await ask('GET', '/v1/simulator/phones/1')).status, 503);
  });

  test('an answer without a body is one', async t => {
    const { simulator } = await controlApi(t, { 'POST /messages': [204, undefined] });
    const message = { from: '+491', to: '+882', text: 'hello' };
    assert.equal((await asking(simulator)('POST', '/v1/simulator/messages', message)).status, 202);
  });

  test('a phone writes', async t => {
    const { simulator, seen } = await controlApi(t, { 'POST /messages': [200, {}] });
    const message = { from: '+491', to: '+882', text: 'hello' };
    assert.equal((await asking(simulator)('POST', '/v1/simulator/messages', message)).status, 202);
    assert.deepEqual(seen, [`POST /messages ${JSON.stringify(message)}`]);
  });

  const failures: [string, readonly [number, unknown] | undefined, number][] = [
    ['a message that the simulator refuses', [404, {}], 400],
    ['a simulator that fails', [500, {}], 503],
  ];
  for (const [name, answer, status] of failures)
    test(`${name}: ${status}`, async t => {
      const { simulator } = await controlApi(t, answer ? { 'POST /messages': answer } : {});
      const message = { from: '1', to: '2', text: 'a' };
      assert.equal((await asking(simulator)('POST', '/v1/simulator/messages', message)).status, status);
    });

  test('one that is gone: 503; none at all: 404; not for an operator', async () => {
    assert.equal((await asking('http://127.0.0.1:1')('GET', '/v1/simulator/phones')).status, 503);
    assert.equal((await asking(undefined)('GET', '/v1/simulator/phones')).status, 404);
    assert.equal((await asking(undefined, 'operator')('GET', '/v1/simulator/phones')).status, 403);
  });

  test('GET /v1/session tells whether there is one', async () => {
    const { body } = await asking('http://127.0.0.1:1')('GET', '/v1/session');
    assert.equal(body.offers.simulator, true);
  });
});

describe('/v1/ports/{port}/toolkit', () => {
  const CHOICE = 'AT+CUSATE="D30782020181900101"';
  const ask = async (server: TestServer, method: 'GET' | 'POST', port: number, payload?: object) => {
    const headers = { authorization: basicOf('operator') };
    const url = `/v1/ports/${port}/toolkit`;
    const response = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.json() };
  };

  test('what the card shows, and the next view after an entry', async () => {
    const { server, given, inTime } = await toolkitBench(menu('Balance'), [CHOICE]);
    const { status, body } = await ask(server, 'GET', 0);
    const { frame_id: frame, ...shown } = body;
    assert.equal(status, 200);
    assert.deepEqual(shown, {
      ...{ title: 'Operator', text: '', items: [{ id: 1, text: 'Balance' }], input_type: 1 },
    });
    const next = await inTime(ask(server, 'POST', 0, { item: 1 }));
    assert.equal(next.status, 200);
    assert.ok(next.body.frame_id >= frame);
    assert.deepEqual(given(), [CHOICE]);
  });

  const refusals: [method: 'GET' | 'POST', port: number, payload: object | undefined, status: number][] = [
    ['POST', 0, {}, 400],
    ['POST', 0, { item: 1, action: 'ok' }, 400],
    ['POST', 0, { item: 9 }, 400],
    ['GET', 5, undefined, 404],
    ['POST', 5, { item: 1 }, 404],
  ];
  test('exactly one entry; a port that is there; what the card offers', async () => {
    const { server } = await toolkitBench(menu('Balance'));
    for (const [method, port, payload, status] of refusals)
      assert.equal((await ask(server, method, port, payload)).status, status, JSON.stringify(payload));
  });

  test('what the modem did not take: 503, with why', async () => {
    const { server } = await toolkitBench(menu('Balance'));
    const { status, body } = await ask(server, 'POST', 0, { item: 1 });
    assert.deepEqual([status, body], [503, { error: 'port: the modem said ERROR.' }]);
  });
});
