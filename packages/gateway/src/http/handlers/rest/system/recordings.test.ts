/** AT conversations over HTTP: live on a clock that the test holds, and as files of a temporary folder. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { ConversationLine } from '../../../../link/recorder.ts';
import { Recordings } from '../../../../port-management/recordings.ts';
import type { Port } from '../../../../ports/port.ts';
import { bankOf, basic, basicOf, snapshotOf, testServer } from '../../../testing/peers.ts';
import { portOf, responseTo, withServer } from '../../../testing/sockets.ts';

/** A bank whose port 1 is what the test makes it. */
function bench() {
  const heard = new Set<(line: ConversationLine) => void>();
  const bank = bankOf(snapshotOf(1));
  const [first] = bank.ports;
  const talking = (): Port => ({
    ...(first as Port),
    listen: listener => {
      heard.add(listener);
      return () => heard.delete(listener);
    },
  });
  let ports: Port[] = [talking()];
  return {
    heard,
    bank: {
      ...bank,
      get ports() {
        return ports;
      },
    },
    say: (text: string) => {
      for (const listener of heard) listener({ at: 0, direction: '<<', text });
    },
    replace: (gone = false) => {
      ports = gone ? [] : [talking()];
    },
  };
}

describe('GET /v1/ports/{port}/conversation', { timeout: 30_000 }, () => {
  test('shows each line, goes on with the port that takes its place, and ends without one', () => {
    const { heard, bank, say, replace } = bench();
    return withServer({ ports: bank }, async (server, addresses) => {
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
      const has = async (part: string) => {
        while (!text.includes(part)) await turn();
      };
      await has('the conversation');
      while (heard.size === 0) await turn();
      say('OK');
      await has('"OK"');
      assert.ok(
        text.endsWith(
          'event: line\ndata: {"at":"1970-01-01T00:00:00.000Z","direction":"<<","text":"OK"}\n\n',
        ),
      );
      replace();
      const [before] = heard;
      say('last');
      await has('"last"');
      while (heard.size !== 1 || heard.has(before ?? (() => {}))) await turn();
      say('of the new one');
      await has('of the new one');
      replace(true);
      const ended = new Promise(resolve => {
        response.once('end', resolve);
      });
      while (server.clock.waiting === 0) await turn();
      server.clock.advance(15_000);
      await ended;
      assert.equal(heard.size, 0);
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
  function make(context: TestContext) {
    const folder = mkdtempSync(join(tmpdir(), 'simgate-recordings-'));
    context.after(() => rmSync(folder, { recursive: true }));
    const write = (name: string, text: string) => {
      mkdirSync(join(folder, 'transcripts'), { recursive: true });
      writeFileSync(join(folder, 'transcripts', name), text);
    };
    const server = testServer({ management: { recordings: new Recordings(folder) } });
    const ask = async (method: 'GET' | 'DELETE', url: string, role = 'operator') =>
      server.app.inject({ method, url, headers: { authorization: basicOf(role) } });
    return { folder, write, ask };
  }

  test('are listed, given out and removed', async context => {
    const { write, ask } = make(context);
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

  test('are the only files that can be reached', async context => {
    const { folder, ask } = make(context);
    writeFileSync(join(folder, 'simgate.db'), 'secret');
    for (const name of [
      '..%2Fsimgate.db',
      'simgate.db',
      'port-1.at%00',
      'port-1.at%2F..%2F..%2Fsimgate.db',
    ]) {
      const { statusCode, body } = await ask('GET', `/v1/recordings/${name}`);
      assert.equal(statusCode, 400, name);
      assert.doesNotMatch(body, /secret/);
    }
  });
});
