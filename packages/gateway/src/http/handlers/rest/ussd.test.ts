import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { UssdFilter, UssdSessions } from '../../../sessions/ussd/ussd-sessions.ts';
import { ask, basic, httpConfig, SN, silentUssd, type TestServer, testServer } from '../../testing/peers.ts';

interface ScriptedUssd extends UssdSessions {
  readonly sent: [ports: readonly number[], text: string][];
  readonly cancelled: (readonly number[])[];
  readonly filters: UssdFilter[];
}

function scriptedUssd(differences: Partial<UssdSessions> = {}): ScriptedUssd {
  const ussd: ScriptedUssd = {
    ...silentUssd,
    sent: [],
    cancelled: [],
    filters: [],
    send: async (ports, text) => {
      ussd.sent.push([ports, text]);
      return { ok: true, requestId: 1, items: ports.map(port => ({ port, status: port === 3 ? 200 : 503 })) };
    },
    cancel: async ports => {
      ussd.cancelled.push(ports);
      return { ok: true, requestId: 2, items: ports.map(port => ({ port, status: 200 })) };
    },
    reply: port => (port === 2 ? 'Test …' : ''),
    dialogues: filter => {
      ussd.filters.push(filter);
      return [
        {
          ...{ id: 9, port: 1, imsi: '26201', origin: 'gateway', state: 'done', reason: '', reasonCode: '' },
          started: 0,
          ended: 1500,
          turns: [
            { speaker: 'client', requestId: 4, text: '*100#', at: 0 },
            { speaker: 'network', requestId: 4, text: '5.00', at: 1500 },
          ],
        },
      ];
    },
    ...differences,
  };
  return ussd;
}

function withUssd(differences: Partial<UssdSessions> = {}): { ussd: ScriptedUssd; server: TestServer } {
  const ussd = scriptedUssd(differences);
  return { ussd, server: testServer({ ussd }) };
}

describe('send_ussd (chapter 7)', () => {
  test('answers with the status of each port', async () => {
    const { ussd, server } = withUssd();
    const reply = await ask(server, '/api/send_ussd', { port: [1, 2, 3], command: 'send', text: '*125#' });
    assert.equal(
      JSON.stringify(reply),
      `{"error_code":202,"sn":"${SN}","request_id":1,"result":[{"port":1,"status":503},{"port":2,"status":503},{"port":3,"status":200}]}`,
    );
    assert.deepEqual(ussd.sent, [[[1, 2, 3], '*125#']]);
  });

  const sixty = 'x'.repeat(60);
  const sent: [what: string, body: object, ports: number[], text: string][] = [
    ['send is the default', { port: [1], text: '1' }, [1], '1'],
    ['one port as a number', { port: 1, text: '1' }, [1], '1'],
    ['60 bytes', { port: [1], text: sixty }, [1], sixty],
    ['30 Cyrillic letters are 60 bytes', { port: [1], text: 'я'.repeat(30) }, [1], 'я'.repeat(30)],
  ];
  for (const [what, body, ports, text] of sent)
    test(what, async () => {
      const { ussd, server } = withUssd();
      assert.equal((await ask(server, '/api/send_ussd', body)).error_code, 202);
      assert.deepEqual(ussd.sent, [[ports, text]]);
    });

  for (const body of [
    { port: [0], command: 'cancel' },
    { port: [0], command: 'CANCEL', text: '' },
  ])
    test(`cancel needs no text: ${JSON.stringify(body)}`, async () => {
      const { ussd, server } = withUssd();
      assert.equal((await ask(server, '/api/send_ussd', body)).request_id, 2);
      assert.deepEqual([ussd.cancelled, ussd.sent], [[[0]], []]);
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
      const { ussd, server } = withUssd();
      const reply = await ask(server, '/api/send_ussd', body);
      assert.equal(reply.error_code, 400);
      assert.match(String(reply.error), error);
      assert.deepEqual(ussd.sent, []);
    });

  test('the results again under result: where that is set', async () => {
    const server = testServer({ ussd: scriptedUssd(), config: { ...httpConfig, resultWithColon: true } });
    const reply = await ask(server, '/api/send_ussd', { port: [3], text: '*125#' });
    assert.deepEqual(reply['result:'], [{ port: 3, status: 200 }]);
    assert.deepEqual(reply['result:'], reply.result);
  });

  test('500 where it cannot be stored', async () => {
    const { server } = withUssd({ send: async () => ({ ok: false, error: 'the disk is full' }) });
    const reply = await ask(server, '/api/send_ussd', { port: [1], text: '1' });
    assert.deepEqual(reply, { error_code: 500, sn: SN, error: 'gateway: the disk is full.' });
  });
});

describe('query_ussd_reply (chapter 8)', () => {
  for (const query of ['port=1,2,3', 'port=1&port=2&port=3', 'port=[1,2,3]', 'port=1,2,3,2'])
    test(query, async () => {
      const { server } = withUssd();
      assert.equal(
        JSON.stringify(await ask(server, `/api/query_ussd_reply?${query}`)),
        `{"error_code":200,"sn":"${SN}","reply":[{"port":1,"text":""},{"port":2,"text":"Test …"},{"port":3,"text":""}]}`,
      );
    });

  test('400 without a port', async () => {
    const { server } = withUssd();
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
    const { server } = withUssd();
    const { status, body } = await call(server, '/v1/ussd?limit=1');
    assert.equal(status, 200);
    assert.equal(
      JSON.stringify(body),
      '{"dialogues":[{"id":9,"port":1,"imsi":"26201","origin":"gateway","state":"done","reason":"","reason_code":"","started_at":"1970-01-01T00:00:00.000Z","ended_at":"1970-01-01T00:00:01.500Z","turns":[{"speaker":"client","request_id":4,"text":"*100#","at":"1970-01-01T00:00:00.000Z"},{"speaker":"network","request_id":4,"text":"5.00","at":"1970-01-01T00:00:01.500Z"}]}],"next":9}',
    );
  });

  test('passes filters on; the last page has no next', async () => {
    const { ussd, server } = withUssd();
    const query = 'port=1,2&state=asking,waiting&request_id=4&before=10&limit=50';
    const { body } = await call(server, `/v1/ussd?${query}`);
    assert.equal(body.next, null);
    assert.deepEqual(ussd.filters, [
      { ports: [1, 2], states: ['asking', 'waiting'], requestId: 4, before: 10, limit: 50 },
    ]);
  });

  test('sends 182 characters, and 80 of UCS-2', async () => {
    const { ussd, server } = withUssd();
    for (const text of ['x'.repeat(182), 'я'.repeat(80)]) {
      const { status, body } = await call(server, '/v1/ussd', { port: [3], text });
      assert.equal(status, 202);
      assert.deepEqual(body, { request_id: 1, result: [{ port: 3, status: 200 }] });
    }
    assert.equal(ussd.sent.length, 2);
  });

  for (const text of ['x'.repeat(183), 'я'.repeat(81), ''])
    test(`400: ${text.length} characters`, async () => {
      const { ussd, server } = withUssd();
      const { status, body } = await call(server, '/v1/ussd', { port: [3], text });
      assert.equal(status, 400);
      assert.match(body.error, /^text: /);
      assert.deepEqual(ussd.sent, []);
    });

  test('cancels', async () => {
    const { ussd, server } = withUssd();
    assert.equal((await call(server, '/v1/ussd/cancel', { port: [3] })).status, 202);
    assert.deepEqual(ussd.cancelled, [[3]]);
  });
});
