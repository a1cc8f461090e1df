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
