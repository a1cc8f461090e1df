/** The log over HTTP: the last lines, and those that follow. */
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { LogTail } from '@simgate/daemon/program';
import { pino } from 'pino';
import { basic, basicOf, testServer } from '../../../testing/server.ts';
import { portOf, responseTo, withServer } from '../../../testing/sockets.ts';

function bench() {
  const logTail = new LogTail();
  const log = pino({ level: 'debug', timestamp: () => ',"time":0' }, logTail);
  return { logTail, log };
}

describe('GET /v1/log', () => {
  const list = async (query: string, role = 'operator') => {
    const { logTail, log } = bench();
    log.info('one');
    log.warn({ port: 3, seconds: 7 }, 'two');
    const server = testServer({ management: { logTail } });
    const response = await server.app.inject({
      ...{ url: `/v1/log${query}`, headers: { authorization: basicOf(role) } },
    });
    return { status: response.statusCode, body: response.json() };
  };

  test('shows the last lines, newest first, page by page', async () => {
    const { body } = await list('?limit=1');
    assert.deepEqual(body, {
      lines: [
        {
          ...{ id: 2, at: '1970-01-01T00:00:00.000Z', level: 'warn', port: 3, text: 'two' },
          fields: { seconds: 7 },
        },
      ],
      next: 2,
    });
    assert.equal((await list('?before=2')).body.lines[0].text, 'one');
  });

  test('by port and level', async () => {
    assert.equal((await list('?level=warn')).body.lines.length, 1);
    assert.equal((await list('?port=4')).body.lines.length, 0);
    assert.equal((await list('?level=loud')).status, 400);
  });

  test('a line without a time is of 1970', async () => {
    const logTail = new LogTail();
    pino({ timestamp: false }, logTail).info('timeless');
    const { app } = testServer({ management: { logTail } });
    const { lines } = (await app.inject({ url: '/v1/log', headers: { authorization: basic } })).json();
    assert.deepEqual([lines[0].text, lines[0].at], ['timeless', '1970-01-01T00:00:00.000Z']);
  });

  test('is not for viewers', async () => assert.equal((await list('', 'viewer')).status, 403));
});

test('GET /v1/log/stream shows what is written from now on, as far as it is asked for', {
  timeout: 20_000,
}, () => {
  const { logTail, log } = bench();
  log.error('before');
  return withServer({ management: { logTail } }, async (_server, addresses) => {
    const response = await responseTo(
      get({
        ...{ host: '127.0.0.1', port: portOf(addresses, 'http'), path: '/v1/log/stream?level=warn' },
        headers: { authorization: basic },
      }),
    );
    let text = '';
    response.setEncoding('utf8').on('data', piece => {
      text += piece;
    });
    while (!text.includes('the log')) await turn();
    // The reader is there once it has asked for the second piece.
    while (!text.includes('heard')) {
      log.info('too little');
      log.error('heard');
      await turn();
    }
    assert.match(
      text,
      /event: line\ndata: \{"id":\d+,"at":"[^"]+","level":"error","port":null,"text":"heard","fields":\{\}\}\n\n/,
    );
    assert.doesNotMatch(text, /before|too little/);
    response.destroy();
  });
});

test('GET /v1/log/stream shows every line, or those of a port', { timeout: 20_000 }, () => {
  const { logTail, log } = bench();
  return withServer({ management: { logTail } }, async (_server, addresses) => {
    const read = async (query: string) => {
      const response = await responseTo(
        get({
          ...{ host: '127.0.0.1', port: portOf(addresses, 'http'), path: `/v1/log/stream${query}` },
          headers: { authorization: basic },
        }),
      );
      let text = '';
      response.setEncoding('utf8').on('data', piece => {
        text += piece;
      });
      return { response, text: () => text };
    };
    const [all, ofPort] = [await read(''), await read('?port=3')];
    while (!all.text().includes('of port 3') || !ofPort.text().includes('of port 3')) {
      log.debug('of none');
      log.info({ port: 4 }, 'of port 4');
      log.info({ port: 3 }, 'of port 3');
      await turn();
    }
    assert.match(all.text(), /"level":"debug","port":null,"text":"of none".*"text":"of port 4"/s);
    assert.doesNotMatch(ofPort.text(), /of none|of port 4/);
    for (const { response } of [all, ofPort]) response.destroy();
  });
});
