import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CallFilter, CallRecord, Calls, CdrFilter } from '../../../sessions/calls/calls.ts';
import { ask, basic, noCalls, pagesOf, SN, testServer } from '../../testing/peers.ts';

/** Answered, ended, with nothing on the IP side. */
const call: CallRecord = {
  ...{ id: 3, port: 2, imsi: '46001', direction: 'outgoing', source: '15001', destination: '12341234' },
  ...{ stage: 'ended', started: 0, answered: 11_000, ended: 22_000, duration: 11 },
  ...{
    hangup: 'called',
    cause: 16,
    bcch: '62',
    address: '',
    codec: '',
    reason: '',
    reasonCode: '',
    interrupted: false,
  },
};
const missed: CallRecord = {
  ...{ ...call, id: 4, direction: 'incoming', source: '', destination: '15001', bcch: '' },
  ...{ answered: null, duration: 0, hangup: 'calling' },
};

function serverOf(calls: Partial<Calls>) {
  return testServer({ calls: { ...noCalls, ...calls } });
}

/** Asks with the right password; answers status and body. */
async function send(
  server: ReturnType<typeof testServer>,
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  payload?: object,
) {
  const headers = { authorization: basic, 'content-type': 'application/json' };
  const response = await server.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json() };
}

describe('get_cdr', () => {
  test('exactly the twelve documented keys, in their order', async () => {
    const server = serverOf({ records: () => pagesOf([call], [missed]) });
    assert.equal(
      JSON.stringify(await ask(server, '/api/get_cdr', { port: [2, 3] })),
      `{"error_code":200,"sn":"${SN}","cdr":[` +
        '{"port":2,"start_date":"1970-01-01 01:00:00","answer_date":"1970-01-01 01:00:11","duration":11,' +
        '"source_number":"15001","destination_number":"12341234","direction":"ip->gsm","ip":"","codec":"",' +
        '"hangup":"called","gsm_code":16,"bcch":"62"},' +
        '{"port":2,"start_date":"1970-01-01 01:00:00","answer_date":"","duration":0,"source_number":"",' +
        '"destination_number":"15001","direction":"gsm->ip","ip":"","codec":"","hangup":"calling",' +
        '"gsm_code":16,"bcch":""}]}',
    );
  });

  test('a call that an IP side was joined to shows its address and codec', async () => {
    const joined = { ...call, address: '172.16.100.136', codec: 'G.711U' };
    const server = serverOf({ records: () => pagesOf([joined]) });
    const { cdr } = await ask(server, '/api/get_cdr', {});
    assert.partialDeepStrictEqual(cdr, [{ ip: '172.16.100.136', codec: 'G.711U' }]);
  });

  const hour = 3600_000;
  const filters: readonly [body: string | undefined, filter: CdrFilter][] = [
    [undefined, {}],
    ['', {}],
    ['[]', {}],
    ['{}', {}],
    ['{"port":[2,3]}', { ports: [2, 3] }],
    ['{"port":"2"}', { ports: [2] }],
    [
      '{"time_after":"1970-01-02 01:00:00","time_before":"1970-01-01 02:00:00"}',
      { after: 24 * hour, before: hour + 999 },
    ],
  ];
  for (const [payload, filter] of filters)
    test(`${payload ?? 'GET'} asks for ${JSON.stringify(filter)}`, async () => {
      const asked: CdrFilter[] = [];
      const server = serverOf({
        records: wanted => {
          asked.push(wanted);
          return pagesOf();
        },
      });
      const response = await server.app.inject({
        method: payload === undefined ? 'GET' : 'POST',
        url: '/api/get_cdr',
        headers: { authorization: basic },
        ...(payload === undefined ? {} : { payload }),
      });
      assert.deepEqual(response.json().cdr, []);
      assert.deepEqual(asked, [filter]);
    });

  test('a time that cannot be read is refused by name', async () => {
    const reply = await ask(serverOf({}), '/api/get_cdr', { time_after: '2015-02-30 00:00:00' });
    assert.equal(reply.error_code, 400);
    assert.match(String(reply.error), /^time_after: /);
  });
});

describe('/v1/calls', () => {
  test('shows a call with every key', async () => {
    const server = serverOf({ find: id => (id === 3 ? call : undefined) });
    assert.deepEqual(await send(server, 'GET', '/v1/calls/3'), {
      status: 200,
      body: {
        ...{ id: 3, port: 2, imsi: '46001', direction: 'outgoing', source_number: '15001' },
        ...{ destination_number: '12341234', state: 'ended', started_at: '1970-01-01T00:00:00.000Z' },
        ...{ answered_at: '1970-01-01T00:00:11.000Z', ended_at: '1970-01-01T00:00:22.000Z', duration: 11 },
        ...{ hangup: 'called', gsm_code: 16, bcch: '62', reason: '', reason_code: '', interrupted: false },
      },
    });
    assert.equal((await send(server, 'GET', '/v1/calls/4')).status, 404);
  });

  test('lists in pages: next names the last call of a full page', async () => {
    const asked: CallFilter[] = [];
    const server = serverOf({
      list: filter => {
        asked.push(filter);
        return [missed, call];
      },
    });
    assert.equal((await send(server, 'GET', '/v1/calls?limit=2&port=2&ongoing=false&before=9')).body.next, 3);
    assert.equal((await send(server, 'GET', '/v1/calls')).body.next, null);
    assert.deepEqual(asked, [{ ports: [2], ongoing: false, before: 9, limit: 2 }, { limit: 100 }]);
  });

  test('dials, answers, holds, retrieves, sends tones and hangs up', async () => {
    const asked: unknown[] = [];
    const done = async (...what: unknown[]) => {
      asked.push(what);
      return { ok: true, call } as const;
    };
    const server = serverOf({
      dial: request => done('dial', request),
      answer: id => done('answer', id),
      sendTones: (id, tones) => done('tones', id, tones),
      hold: id => done('hold', id),
      retrieve: id => done('retrieve', id),
      hangUp: id => done('hang up', id),
    });
    const statuses = [
      await send(server, 'POST', '/v1/calls', { number: '+4917', port: 2 }),
      await send(server, 'POST', '/v1/calls', { number: '4917' }),
      await send(server, 'POST', '/v1/calls/3/answer'),
      await send(server, 'POST', '/v1/calls/3/hold'),
      await send(server, 'POST', '/v1/calls/3/retrieve'),
      await send(server, 'POST', '/v1/calls/3/tones', { tones: '1,#' }),
      await send(server, 'DELETE', '/v1/calls/3'),
    ].map(({ status }) => status);
    assert.deepEqual(statuses, [201, 201, 200, 200, 200, 200, 200]);
    assert.deepEqual(asked, [
      ['dial', { number: '+4917', port: 2 }],
      ['dial', { number: '4917' }],
      ['answer', 3],
      ['hold', 3],
      ['retrieve', 3],
      ['tones', 3, '1,#'],
      ['hang up', 3],
    ]);
  });

  const refusals: readonly ['POST' | 'DELETE', string, object | undefined, number, RegExp][] = [
    ['POST', '/v1/calls', {}, 400, /^number: /],
    ['POST', '/v1/calls', { number: '4917;ATZ' }, 400, /^number: /],
    ['POST', '/v1/calls', { number: '4917', port: 32 }, 400, /^port: /],
    ['POST', '/v1/calls', { number: '4917' }, 503, /^port: no port is free/],
    ['POST', '/v1/calls/3/tones', { tones: 'x' }, 400, /^tones: /],
    ['POST', '/v1/calls/3/tones', { tones: '' }, 400, /^tones: /],
    ['POST', '/v1/calls/3/answer', undefined, 404, /^call_id: /],
    ['POST', '/v1/calls/3/hold', undefined, 404, /^call_id: /],
    ['POST', '/v1/calls/3/retrieve', undefined, 404, /^call_id: /],
    ['DELETE', '/v1/calls/3', undefined, 404, /^call_id: /],
  ];
  for (const [method, url, payload, status, error] of refusals)
    test(`${method} ${url} ${JSON.stringify(payload ?? '')} is refused with ${status}`, async () => {
      const answer = await send(serverOf({}), method, url, payload);
      assert.equal(answer.status, status);
      assert.match(answer.body.error, error);
    });
});
