/** Commands that go on until their time is over or Ctrl+C: `simgate record`, `simgate ports --watch`, and the waiting of `simgate port`. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Peer, Reply } from '../../testing.ts';

const peer = new Peer();
const folder = mkdtempSync(join(tmpdir(), 'simgate-record-'));
before(() => peer.listen());
after(() => {
  peer.close();
  rmSync(folder, { recursive: true, force: true });
});

const LINES = '> AT\n< OK\n';
const acts = {
  'POST /v1/ports/3/actions': { id: 1, action: 'record', state: 'done', text: '', at: '' },
  'GET /v1/recordings/port-3.at': new Reply(200, 'text/plain', LINES),
};
const ON = 'POST /v1/ports/3/actions {"action":"record","param":"on"}';
const OFF = 'POST /v1/ports/3/actions {"action":"record","param":"off"}';

describe('simgate record', () => {
  test('records for five minutes, and names the folder', async () => {
    const { asked, waited, out, err, code } = await peer.run(['record', '3'], acts, { columns: 80 });
    assert.deepEqual([asked, waited, code], [[ON, OFF], [300_000], 0]);
    assert.equal(out, 'port    3\nfolder  transcripts/ in the data folder of the gateway\n');
    assert.equal(err, 'Port 3 is recorded for 5 min; Ctrl+C ends it before. Numbers and texts are masked.\n');
    assert.equal((await peer.run(['record', '3'], acts)).out, 'port\t3\nfolder\ttranscripts\n');
  });

  test('ends before by Ctrl+C: what was recorded is fetched all the same', async () => {
    const words = 'record 3 --for 90s -o -'.split(' ');
    const { asked, waited, out, code } = await peer.run(words, acts, { endAt: /is recorded for 2 min/ });
    assert.deepEqual([asked, waited, code], [[ON, OFF, 'GET /v1/recordings/port-3.at'], [], 0]);
    assert.equal(out, LINES);
  });

  test('writes a file that only its owner can read', async () => {
    const file = join(folder, 'port-3.at');
    const { err, out } = await peer.run(['record', '3', '--for', '1s', '-o', file], acts);
    assert.deepEqual([readFileSync(file, 'utf8'), statSync(file).mode & 0o777, out], [LINES, 0o600, '']);
    assert.ok(err.endsWith(`Written to ${file}.\n`), err);
  });

  test('refuses a file that cannot be written before anything is recorded', async () => {
    const { asked, code } = await peer.run(['record', '3', '-o', '/dev/none/x'], acts);
    assert.deepEqual([asked, code], [[], 1]);
  });
});

describe('simgate ports --watch', () => {
  test('is for a terminal', async () => {
    const { err, code, asked } = await peer.run(['ports', '--watch']);
    assert.match(err, /^simgate: --watch is for a terminal; programs read simgate events --follow --jsonl/);
    assert.deepEqual([code, asked], [2, []]);
  });

  const none = { 'GET /v1/ports': { ports: [] }, 'GET /v1/ports/3': { port: 3 } };

  test('shows the ports anew every two seconds, on a screen of its own', async () => {
    let looks = 0;
    const answers = {
      'GET /v1/ports': (): object => {
        looks += 1;
        return { ports: [], ...(looks === 3 && { ports: undefined }) };
      },
    };
    const { out, waited, asked } = await peer.run(['ports', '--watch'], answers, { columns: 80 });
    assert.deepEqual([asked.length, waited], [3, [2000, 2000]]);
    assert.ok(out.startsWith('\u001b[?1049h\u001b[H\u001b[J'), JSON.stringify(out));
    assert.equal(out.split('\u001b[H\u001b[J').length, 4);
    assert.ok(out.endsWith('\u001b[?1049l'), JSON.stringify(out));
  });

  test('ends by Ctrl+C', async () => {
    const options = { columns: 80, endAt: /\[H/ };
    const { asked, waited, code } = await peer.run(['ports', '--watch'], none, options);
    assert.deepEqual([asked.length, waited, code], [1, [], 130]);
  });
});

describe('simgate port waits for what it asked', () => {
  const action = { id: 7, action: 'reset', state: 'pending', text: '', at: '' };
  function port(last: object | null) {
    return { port: 3, last_action: last };
  }

  test('until the action is done', async () => {
    const answers = {
      'POST /v1/ports/3/actions': action,
      'GET /v1/ports/3': [port(null), port(action), port({ ...action, state: 'done' })],
    };
    const { out, code, waited } = await peer.run(['port', '3', 'reset'], answers);
    assert.deepEqual([out, code, waited.length], ['port\t3\naction\treset\nstate\tdone\ntext\t\n', 0, 2]);
  });

  test('for 90 seconds', async () => {
    const answers = { 'POST /v1/ports/3/actions': action, 'GET /v1/ports/3': port(action) };
    const { code, waited, err } = await peer.run(['port', '3', 'reset'], answers);
    const [between = 0] = waited;
    const seconds = waited.reduce((sum, one) => sum + one, 0) / 1000;
    assert.deepEqual([code, err], [7, 'simgate: port 3 is not done after 90 s\nIt goes on all the same.\n']);
    assert.ok(seconds > 90 && seconds <= 90 + between / 1000, String(seconds));
  });

  test('until another action has taken its place', async () => {
    const newer = { ...action, id: 8, action: 'power' };
    const answers = { 'POST /v1/ports/3/actions': action, 'GET /v1/ports/3': port(newer) };
    const { out, code } = await peer.run(['port', '3', 'reset'], answers);
    assert.deepEqual([out, code], ['port\t3\naction\tpower\nstate\tpending\ntext\t\n', 1]);
  });
});
