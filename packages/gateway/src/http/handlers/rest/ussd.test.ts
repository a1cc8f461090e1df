import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, basic, httpConfig, SN, type TestServer } from '../../testing/server.ts';
import { ussdBench } from '../../testing/ussd.ts';

describe('send_ussd (chapter 7)', () => {
  test('answers with the status of each port', async () => {
    const { server, given } = await ussdBench();
    const reply = await ask(server, '/api/send_ussd', { port: [1, 4, 3], command: 'send', text: '*125#' });
    assert.equal(
      JSON.stringify(reply),
      `{"error_code":202,"sn":"${SN}","request_id":1,"result":[{"port":1,"status":503},{"port":4,"status":503},{"port":3,"status":200}]}`,
    );
    await server.store.quiet();
    assert.deepEqual(given(), [[3, '*125#']]);
  });

  const sixty = 'x'.repeat(60);
  const sent: [what: string, body: object, text: string][] = [
    ['send is the default', { port: [2], text: '1' }, '1'],
    ['one port as a number', { port: 2, text: '1' }, '1'],
    ['60 bytes', { port: [2], text: sixty }, sixty],
    ['30 Cyrillic letters are 60 bytes', { port: [2], text: 'я'.repeat(30) }, 'я'.repeat(30)],
  ];
  for (const [what, body, text] of sent)
    test(what, async () => {
      const { server, given } = await ussdBench();
      assert.equal((await ask(server, '/api/send_ussd', body)).error_code, 202);
      await server.store.quiet();
      assert.deepEqual(given(), [[2, text]]);
    });

  for (const body of [
    { port: [0], command: 'cancel' },
    { port: [0], command: 'CANCEL', text: '' },
  ])
    test(`cancel needs no text: ${JSON.stringify(body)}`, async () => {
      const { server, given, notice } = await ussdBench();
      await ask(server, '/api/send_ussd', { port: [0], text: '*100#' });
      await server.store.quiet();
      await notice(0, 1, 'Which?');
      assert.equal((await ask(server, '/api/send_ussd', body)).request_id, 2);
      await server.store.quiet();
      assert.deepEqual(given(), [
        [0, '*100#'],
        [0, '(cancel)'],
      ]);
    });

  const refusals: [body: object, error: RegExp][] = [
    [{ port: [1], command: 'send' }, /^text: is missing or empty/],
    [{ port: [1], command: 'send', text: '' }, /^text: is missing or empty/],
    [{ port: [1], text: `${sixty}x` }, /^text: must be a text of at most 60 bytes/],
    [{ port: [1], text: 'я'.repeat(31) }, /^text: must be a text of at most 60 bytes/],
    [{ text: '1' }, /^port: is missing/],
    [{ port: [], text: '1' }, /^port: is missing/],
    [{ port: [32], text: '1' }, /^port\[0\]: must be a port number from 0 to 31/],
    [{ port: [1], text: '1', command: 'maybe' }, /^command: must be send or cancel/],
  ];
  for (const [body, error] of refusals)
    test(`400: ${JSON.stringify(body).slice(0, 60)}`, async () => {
      const { server, given } = await ussdBench();
      const reply = await ask(server, '/api/send_ussd', body);
      assert.equal(reply.error_code, 400);
      assert.match(String(reply.error), error);
      await server.store.quiet();
      assert.deepEqual(given(), []);
    });

  test('the results again under result: where that is set', async () => {
    const { server } = await ussdBench({ config: { ...httpConfig, resultWithColon: true } });
    const reply = await ask(server, '/api/send_ussd', { port: [3], text: '*125#' });
    assert.deepEqual(reply['result:'], [{ port: 3, status: 200 }]);
    assert.deepEqual(reply['result:'], reply.result);
  });

  test('500 where it cannot be stored', async () => {
    const { server, given } = await ussdBench();
    server.store.close();
    const { error, ...reply } = await ask(server, '/api/send_ussd', { port: [2], text: '1' });
    assert.deepEqual(reply, { error_code: 500, sn: SN });
    assert.match(String(error), /^gateway: .*store/);
    assert.deepEqual(given(), []);
  });
});

describe('query_ussd_reply (chapter 8)', () => {
  for (const query of ['port=1,2,3', 'port=1&port=2&port=3', 'port=[1,2,3]', 'port=1,2,3,2'])
    test(query, async () => {
      const { server, notice } = await ussdBench();
      await ask(server, '/api/send_ussd', { port: [2], text: '*100#' });
      await server.store.quiet();
      await notice(2, 0, 'Test.');
      assert.equal(
        JSON.stringify(await ask(server, `/api/query_ussd_reply?${query}`)),
        `{"error_code":200,"sn":"${SN}","reply":[{"port":1,"text":""},{"port":2,"text":"Test."},{"port":3,"text":""}]}`,
      );
    });

  test('400 without a port', async () => {
    const { server } = await ussdBench();
    assert.equal((await ask(server, '/api/query_ussd_reply')).error_code, 400);
  });
});

describe('/v1/ussd', () => {
  const call = async (server: TestServer, url: string, payload?: object) => {
    const method = payload === undefined ? 'GET' : 'POST';
    const headers = { authorization: basic, ...(payload && { 'content-type': 'application/json' }) };
    const response = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.json() };
  };

  test('lists dialogues with their turns', async () => {
    const { server, notice } = await ussdBench();
    await call(server, '/v1/ussd', { port: [2], text: '*100#' });
    await server.store.quiet();
    server.clock.advance(500);
    await notice(2, 0, '5.00');
    const { status, body } = await call(server, '/v1/ussd?limit=1');
    assert.equal(status, 200);
    assert.equal(
      JSON.stringify(body),
      '{"dialogues":[{"id":1,"port":2,"imsi":"460011000000002","origin":"gateway","state":"done","reason":"","reason_code":"","started_at":"2026-01-01T00:00:00.000Z","ended_at":"2026-01-01T00:00:01.500Z","turns":[{"speaker":"client","request_id":1,"text":"*100#","at":"2026-01-01T00:00:00.000Z"},{"speaker":"network","request_id":1,"text":"5.00","at":"2026-01-01T00:00:01.500Z"}]}],"next":1}',
    );
  });

  test('filters by port, state and request; the last page has no next', async () => {
    const { server, notice } = await ussdBench();
    for (const port of [0, 2, 3]) await call(server, '/v1/ussd', { port: [port], text: '*100#' });
    await server.store.quiet();
    await notice(2, 1, 'Which?');
    const rows: [query: string, ids: number[]][] = [
      ['', [3, 2, 1]],
      ['port=0,2', [2, 1]],
      ['state=asking', [3, 1]],
      ['state=waiting', [2]],
      ['state=asking,waiting', [3, 2, 1]],
      ['request_id=3', [3]],
      ['before=3', [2, 1]],
      ['port=1', []],
    ];
    for (const [query, ids] of rows) {
      const { body } = await call(server, `/v1/ussd?${query}`);
      assert.deepEqual([body.dialogues.map(({ id }: { id: number }) => id), body.next], [ids, null], query);
    }
  });

  test('sends 182 characters, and 80 of UCS-2', async () => {
    for (const text of ['x'.repeat(182), 'я'.repeat(80)]) {
      const { server, given } = await ussdBench();
      const { status, body } = await call(server, '/v1/ussd', { port: [3], text });
      assert.equal(status, 202);
      assert.deepEqual(body, { request_id: 1, result: [{ port: 3, status: 200 }] });
      await server.store.quiet();
      assert.deepEqual(given(), [[3, text]]);
    }
  });

  test('500 where it cannot be stored, with why', async () => {
    const { server } = await ussdBench();
    server.store.close();
    const { status, body } = await call(server, '/v1/ussd', { port: [2], text: '1' });
    assert.equal(status, 500);
    assert.match(body.error, /^gateway: the request could not be stored: .+\.$/);
  });

  test('makes ussd the activity of its port as long as the dialogue lasts', async () => {
    const { server, notice } = await ussdBench();
    const activity = async () => (await call(server, '/v1/ports/2')).body.activity;
    assert.equal(await activity(), 'idle');
    await call(server, '/v1/ussd', { port: [2], text: '*100#' });
    await server.store.quiet();
    assert.equal(await activity(), 'ussd');
    await notice(2, 1, 'Which?');
    assert.equal(await activity(), 'ussd');
    await call(server, '/v1/ussd/cancel', { port: [2] });
    await server.store.quiet();
    assert.equal(await activity(), 'idle');
  });

  for (const text of ['x'.repeat(183), 'я'.repeat(81), ''])
    test(`400: ${text.length} characters`, async () => {
      const { server, given } = await ussdBench();
      const { status, body } = await call(server, '/v1/ussd', { port: [3], text });
      assert.equal(status, 400);
      assert.match(body.error, /^text: /);
      await server.store.quiet();
      assert.deepEqual(given(), []);
    });

  test('cancels', async () => {
    const { server, given } = await ussdBench();
    await call(server, '/v1/ussd', { port: [3], text: '*100#' });
    await server.store.quiet();
    assert.equal((await call(server, '/v1/ussd/cancel', { port: [3] })).status, 202);
    await server.store.quiet();
    assert.deepEqual(given(), [
      [3, '*100#'],
      [3, '(cancel)'],
    ]);
  });
});
