/** Long answers over a real socket. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { describe, test } from 'node:test';
import type { ResultRow } from '../messages/messages.ts';
import { basic, pagesOf } from './testing/peers.ts';
import { portOf, responseTo, textOf, withServer } from './testing/sockets.ts';

const authorization = basic;

const row: ResultRow = {
  port: 1,
  userId: 1,
  number: '10086',
  time: 0,
  status: 'SENT_OK',
  count: 1,
  succCount: 1,
  refId: 7,
  imsi: '46001',
};

describe('long answers', () => {
  const path = '/api/query_sms_result';

  test('come in pieces and are whole', () =>
    withServer({}, async (server, addresses) => {
      const page = Array.from({ length: 500 }, () => row);
      server.messages.resultPages = () => pagesOf(...Array.from({ length: 20 }, () => page));
      const request = get({
        host: '127.0.0.1',
        port: portOf(addresses, 'http'),
        path,
        headers: { authorization },
      });
      const response = await responseTo(request);
      assert.equal(response.headers['transfer-encoding'], 'chunked');
      assert.equal(JSON.parse(await textOf(response)).result.length, 10_000);
    }));

  test('are read no further than the client reads, and let go when it leaves', () =>
    withServer({}, async (server, addresses) => {
      let pages = 0;
      let ended = (): void => {};
      const letGo = new Promise<void>(resolve => {
        ended = resolve;
      });
      server.messages.resultPages = async function* () {
        try {
          for (;;) {
            pages += 1;
            yield Array.from({ length: 500 }, () => row);
          }
        } finally {
          ended();
        }
      };
      const request = get({
        host: '127.0.0.1',
        port: portOf(addresses, 'http'),
        path,
        headers: { authorization },
      });
      const response = await responseTo(request);
      await once(response, 'readable');
      response.destroy();
      await letGo;
      assert.ok(pages < 1000, `${pages} pages`);
    }));

  test('one that breaks off in the middle is cut, not ended', () =>
    withServer({}, async (server, addresses) => {
      server.messages.resultPages = async function* () {
        for (let page = 0; page < 4; page++) yield Array.from({ length: 500 }, () => row);
        throw new TypeError('disk gone');
      };
      const request = get({
        host: '127.0.0.1',
        port: portOf(addresses, 'http'),
        path,
        headers: { authorization },
      });
      await assert.rejects(textOf(await responseTo(request)), { code: 'ECONNRESET' });
    }));
});
