/** /v1 as a client sees it: statuses, refusals, and what reaches the gateway. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Found } from '../../../messages/queries/found-message.ts';
import type { SentSearch } from '../../../messages/queries/search.ts';
import { basic, testServer } from '../../testing/server.ts';
import type { Management } from '../context.ts';

async function call(
  management: Partial<Management>,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT',
  url: string,
  payload?: object | string,
) {
  const server = testServer({ management });
  const response = await server.app.inject({
    method,
    url,
    headers: { authorization: basic },
    ...(payload === undefined ? {} : { payload }),
  });
  assert.equal(response.headers['content-type'], 'application/json');
  return { status: response.statusCode, body: response.json() };
}

describe('bad input under /v1: the HTTP status, and a sentence that names the field', () => {
  const rows: [
    'POST' | 'PATCH' | 'GET' | 'DELETE' | 'PUT',
    string,
    object | string | undefined,
    number,
    RegExp,
  ][] = [
    ['POST', '/v1/push-targets', {}, 400, /^name: is missing/],
    [
      'POST',
      '/v1/push-targets',
      { name: 'a', url: 'http://x/', kindz: [] },
      400,
      /^kindz: is not known here/,
    ],
    [
      'POST',
      '/v1/push-targets',
      { name: 'a', url: 'http://x/', kinds: ['mms'] },
      400,
      /^kinds\[0\]: must be one of sms/,
    ],
    ['POST', '/v1/push-targets', '{"name":', 400, /^body: is not JSON at line 1/],
    ['POST', '/v1/push-targets', 'name=a', 400, /^body: is not JSON/],
    ['POST', '/v1/push-targets', [1], 400, /^body: must be a JSON object, found a list/],
    ['GET', '/v1/push-targets/zero', undefined, 400, /^id: must be the id of a target/],
    ['GET', '/v1/push-targets/0', undefined, 400, /^id: must be/],
    ['GET', '/v1/push-targets/9', undefined, 404, /^id: /],
    ['DELETE', '/v1/push-targets/9', undefined, 404, /^id/],
    ['POST', '/v1/push-targets/9/resend', { event_ids: ['x'] }, 400, /^event_ids\[0\]/],
    ['GET', '/v1/messages?limit=501', undefined, 400, /^limit: must be a whole number from 1 to 500/],
    ['GET', '/v1/messages?status=LOST', undefined, 400, /^status/],
    ['GET', '/v1/messages?time_after=2026-02-30%2000:00:00', undefined, 400, /^time_after: is no date/],
    ['GET', '/v1/messages/7', undefined, 404, /^id: there is no message 7/],
    ['PATCH', '/v1/settings', { http: { port: 1 } }, 400, /^http: is not known here/],
    ['PATCH', '/v1/settings', { sms: { attempts: 0 } }, 400, /^sms.attempts: must be a whole number from 1/],
    ['POST', '/v1/users', { name: 'a:b', password: 'long enough' }, 400, /^name: must be a user name/],
    ['POST', '/v1/users', { name: 'a', password: 'short' }, 400, /^password: must be .* at least 8/],
    ['GET', '/v1/users/nobody', undefined, 404, /^name: there is no user "nobody"/],
    ['PATCH', '/v1/users/nobody', { password: 'long enough' }, 404, /^name: there is no user "nobody"/],
    ['PATCH', '/v1/users/nobody', {}, 400, /^password: is missing, and so is role/],
    ['PATCH', '/v1/users/sender', { role: 'viewer' }, 409, /^name: the user "sender" stands in the settings/],
    ['DELETE', '/v1/users/nobody', undefined, 404, /^name: there is no user "nobody"/],
    ['DELETE', '/v1/tokens/9', undefined, 404, /^id: there is no token 9/],
    ['PUT', '/v1/users', {}, 405, /^method: here it is GET, POST or HEAD\.$/],
    ['GET', '/v1/nothing', undefined, 404, /^path/],
    ['GET', '/v1/events?kinds=mms', undefined, 400, /^kinds/],
  ];
  for (const [method, url, payload, status, error] of rows) {
    test(`${method} ${url} ${JSON.stringify(payload) ?? ''}`, async () => {
      const answer = await call({}, method, url, payload);
      assert.equal(answer.status, status);
      assert.deepEqual(Object.keys(answer.body), ['error']);
      assert.match(answer.body.error, error);
    });
  }

  test('a password never stands in a refusal', async () => {
    const { body } = await call({}, 'POST', '/v1/users', { name: 'a', password: 'secret!' });
    assert.doesNotMatch(body.error, /secret!/);
  });
});

/** That of a gateway without messages. */
const noSearch = testServer().management.search;

/** By the steady clock, which stands with the wall clock here. */
const happened = Date.UTC(2026, 0, 1);

describe('GET /v1/messages', () => {
  const found: Found = {
    ...{ id: 3, taskId: 2, number: '+49170', text: 'Hello', encoding: 'auto', userId: '7', port: undefined },
    ...{
      imsi: '',
      status: 'SENDING',
      waiting: true,
      reason: '',
      reasonCode: '',
      time: 0,
      acceptedAt: happened,
      count: 2,
      succCount: 0,
      attempts: 1,
    },
    segments: [
      {
        ...{ sequence: 1, state: 'inDoubt', refId: undefined, imsi: '262', handedAt: happened + 1 },
        reports: [{ refId: 9, statusCode: 48, receivedAt: happened + 2 }],
      },
    ],
  };

  test('the filters reach the search, the rows come back with their keys', async () => {
    const asked: SentSearch[] = [];
    const sent = (search: SentSearch) => {
      asked.push(search);
      return { items: [found], next: 3 };
    };
    const query =
      'number=49&text=el&port=0,1&status=FAILED,SENDING&task_id=2&user_id=7&limit=1&before=9&time_after=1970-01-01T00:00:01Z&time_before=1970-01-01%2001:00:02';
    const { status, body } = await call({ search: { ...noSearch, sent } }, 'GET', `/v1/messages?${query}`);
    assert.equal(status, 200);
    assert.deepEqual(asked, [
      {
        ...{
          number: '49',
          text: 'el',
          ports: [0, 1],
          statuses: ['FAILED', 'SENDING'],
          taskId: 2,
          userId: '7',
        },
        // The local time is of Europe/Berlin and holds its whole second.
        ...{ limit: 1, beforeId: 9, after: 1000, before: 2999 },
      },
    ]);
    assert.equal(
      JSON.stringify(body),
      '{"messages":[{"id":3,"task_id":2,"number":"+49170","text":"Hello","encoding":"auto","user_id":"7","port":null,"imsi":"","status":"SENDING","waiting":true,"reason":"","reason_code":"","time":"1970-01-01T00:00:00.000Z","accepted_at":"2026-01-01T00:00:00.000Z","count":2,"succ_count":0,"attempts":1,"segments":[{"sequence":1,"state":"in_doubt","ref_id":null,"imsi":"262","handed_over_at":"2026-01-01T00:00:00.001Z","reports":[{"ref_id":9,"status_code":48,"reason_code":"pending","received_at":"2026-01-01T00:00:00.002Z"}]}]}],"next":3}',
    );
  });
});

describe('GET /v1/inbox', () => {
  test('an undecodable message shows its octets and the reason', async () => {
    const received = () => ({
      items: [
        {
          ...{
            incomingSmsId: 4,
            port: 1,
            imsi: '262',
            number: '',
            smsc: '+491',
            timestamp: 0,
            receivedAt: 1000,
          },
          ...{
            text: '',
            read: false,
            archived: false,
            pdu: Uint8Array.of(0, 0xab),
            trouble: 'TP-OA: too short',
            defects: [],
          },
        },
      ],
      next: null,
    });
    const { body } = await call({ search: { ...noSearch, received } }, 'GET', '/v1/inbox');
    assert.equal(
      JSON.stringify(body),
      '{"messages":[{"incoming_sms_id":4,"port":1,"imsi":"262","number":"","smsc":"+491","timestamp":"1970-01-01T00:00:00.000Z","received_at":"1970-01-01T00:00:01.000Z","text":"","read":false,"archived":false,"pdu":"00ab","trouble":"TP-OA: too short","defects":[]}],"next":null}',
    );
  });
});

test('a page of another site cannot change anything', async () => {
  const server = testServer();
  const response = await server.app.inject({
    method: 'POST',
    url: '/v1/users',
    headers: { authorization: basic, origin: 'http://elsewhere' },
    payload: { name: 'eve', password: 'long enough' },
  });
  assert.equal(response.statusCode, 403);
});

test('without user and password nothing is told', async () => {
  const server = testServer();
  for (const url of [
    '/v1/users',
    '/v1/events',
    '/v1/push-targets',
    '/v1/messages',
    '/v1/inbox',
    '/v1/settings',
  ]) {
    assert.equal((await server.app.inject({ url })).statusCode, 401, url);
  }
});
