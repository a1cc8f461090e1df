/** AT conversations over HTTP: live on a clock that the test holds, and as files of the data folder. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { basic, basicOf, runningServer, testServer, writingServer } from '../../../testing/server.ts';
import { portOf, responseTo, withServer } from '../../../testing/sockets.ts';

describe('GET /v1/ports/{port}/conversation', { timeout: 30_000 }, () => {
  test('shows each line, goes on with the port that takes its place, and ends without one', async () => {
    const server = await runningServer({ modems: { 1: {} } });
    const { bank } = server.parts;
    await withServer(server, async (_server, addresses) => {
      const response = await responseTo(
        get({
          ...{ host: '127.0.0.1', port: portOf(addresses, 'http'), path: '/v1/ports/1/conversation' },
          headers: { authorization: basic },
        }),
      );
      let text = '';
      response.setEncoding('utf8').on('data', piece => {
        text += piece;
      });
      const says = async (line: string) => {
        for (let turns = 0; turns < 1000 && !text.includes(`"text":"${line}`); turns += 1) {
          server.modem(1).says(line);
          await turn();
        }
        assert.ok(text.includes(`"text":"${line}`), text.slice(-200));
      };
      await says('first');
      assert.match(
        text,
        /^: the conversation\n\nevent: line\ndata: \{"at":"2026-01-01T00:00:00.000Z","direction":"<<",/,
      );
      await bank.replace({ port: 1, tcp: 'modem:1', record: false }, () => {}, 0);
      // It looks at the bank again after each line, and when none has come for 15 seconds.
      server.clock.advance(15_000);
      await says('of the new one');
      await bank.remove(1, 0);
      const ended = once(response, 'end');
      server.clock.advance(15_000);
      await ended;
    });
  });

  test('is for operators, and for a port that is there', async () => {
    const ask = async (url: string, role: string) =>
      (await testServer().app.inject({ url, headers: { authorization: basicOf(role) } })).statusCode;
    assert.equal(await ask('/v1/ports/1/conversation', 'viewer'), 403);
    assert.equal(await ask('/v1/ports/9/conversation', 'operator'), 404);
  });
});

describe('POST /v1/ports/{port}/questions', () => {
  const answers = {
    'AT+CSQ': ['+CSQ: 21,99', 'OK'],
    'AT+CEER': ['+CME ERROR: 4'],
    'AT+CLAC': [...Array.from({ length: 201 }, (_, index) => `AT+C${index}`), 'OK'],
  };

  async function make() {
    const server = await runningServer({ modems: { 1: answers, 2: {} } });
    await server.up();
    const ask = async (command: string, { port = 1, role = 'admin' } = {}) => {
      const { statusCode, body } = await server.app.inject({
        method: 'POST',
        url: `/v1/ports/${port}/questions`,
        headers: { authorization: basicOf(role), 'content-type': 'application/json' },
        body: { command },
      });
      return [statusCode, JSON.parse(body)];
    };
    return { server, ask };
  }

  test('asks the modem, and answers with its lines and how it ended', async () => {
    const { server, ask } = await make();
    assert.deepEqual(await ask('at+csq'), [200, { command: 'AT+CSQ', lines: ['+CSQ: 21,99'], result: 'OK' }]);
    assert.deepEqual(await ask('AT+CEER'), [200, { command: 'AT+CEER', lines: [], result: '+CME ERROR: 4' }]);
    const [, { lines }] = await ask('AT+CLAC');
    assert.deepEqual([lines.length, lines[199]], [200, 'AT+C199']);
    const trail = server.management.audit.list(undefined, 10);
    assert.match(JSON.stringify(trail), /AT\+CEER/);
  });

  test('refuses what does not only read, and writes nothing then', async () => {
    const { server, ask } = await make();
    const before = server.modem(1).sent.length;
    const [code, { error }] = await ask('AT+CFUN=0');
    assert.deepEqual(
      [code, error],
      [400, 'command: is no question: only commands that read are passed on, as AT+CSQ or AT+COPS?.'],
    );
    assert.equal(server.modem(1).sent.length, before);
  });

  test('is not answered where the modem is not open', async () => {
    const { statusCode, body } = await testServer().app.inject({
      ...{ method: 'POST', url: '/v1/ports/1/questions', headers: { authorization: basicOf('admin') } },
      payload: { command: 'AT+CSQ' },
    });
    assert.equal(statusCode, 503);
    assert.match(JSON.parse(body).error, /^port: /);
  });

  test('is for administrators, and for a port that is there', async () => {
    const { ask } = await make();
    assert.equal((await ask('AT+CSQ', { role: 'operator' }))[0], 403);
    assert.equal((await ask('AT+CSQ', { port: 9 }))[0], 404);
  });
});

describe('recordings', () => {
  function make() {
    const server = writingServer();
    const { folder } = server.store;
    const write = (name: string, text: string) => {
      mkdirSync(join(folder, 'transcripts'), { recursive: true });
      writeFileSync(join(folder, 'transcripts', name), text);
    };
    const ask = async (method: 'GET' | 'DELETE', url: string, role = 'operator') =>
      server.app.inject({ method, url, headers: { authorization: basicOf(role) } });
    return { folder, write, ask };
  }

  test('are listed, given out and removed', async () => {
    const { write, ask } = make();
    assert.deepEqual((await ask('GET', '/v1/recordings')).json(), { recordings: [] });
    write('port-10.at', 'AT\n');
    write('port-2.at.1', '');
    write('port-2.at', 'ATE0\n');
    write('notes.txt', 'no recording');
    const { recordings } = (await ask('GET', '/v1/recordings')).json();
    assert.deepEqual(
      recordings.map(({ name, port, size }: { name: string; port: number; size: number }) => [
        name,
        port,
        size,
      ]),
      [
        ['port-2.at', 2, 5],
        ['port-2.at.1', 2, 0],
        ['port-10.at', 10, 3],
      ],
    );
    const file = await ask('GET', '/v1/recordings/port-2.at');
    assert.equal(file.body, 'ATE0\n');
    assert.equal(file.headers['content-disposition'], 'attachment; filename="port-2.at"');
    assert.equal((await ask('GET', '/v1/recordings/port-2.at.1')).body, '');
    assert.equal((await ask('DELETE', '/v1/recordings/port-2.at')).statusCode, 200);
    assert.equal((await ask('DELETE', '/v1/recordings/port-2.at')).statusCode, 404);
  });

  test('are the only files that can be reached', async () => {
    const { folder, ask } = make();
    writeFileSync(join(folder, 'other.db'), 'secret');
    for (const name of ['..%2Fother.db', 'other.db', 'port-1.at%00', 'port-1.at%2F..%2F..%2Fother.db']) {
      const { statusCode, body } = await ask('GET', `/v1/recordings/${name}`);
      assert.equal(statusCode, 400, name);
      assert.doesNotMatch(body, /secret/);
    }
  });
});
