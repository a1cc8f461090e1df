/** The command against original hardware, as the virtual fleet plays it: nothing beyond the vendor's document, and a command that needs /v1 explains it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launcher } from '../end-to-end/support/gateway.ts';
import { type ChildProgram, startProgram } from '../foreign/support/child-program.ts';
import { type Commands, commandsIn } from './support/command.ts';

let folder = '';
let fleet: ChildProgram;
let commands: Commands;
let control = '';
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'simgate-original-'));
  fleet = startProgram(process.execPath, [
    ...[launcher, 'fleet', '--gateways', '1', '--ports', '4', '--base-port', '0', '--control-port', '0'],
    ...['--air-time', 'instant'],
  ]);
  const [, url = ''] = await fleet.waitFor(/1 gateways? of 4 ports: (http:\S+)/);
  [, control = ''] = await fleet.waitFor(/control: (http:\S+)/);
  commands = commandsIn(folder, { SIMGATE_URL: url, SIMGATE_USER: 'admin', SIMGATE_PASSWORD: 'admin' });
});
after(async () => {
  commands.endTerminals();
  await fleet.end();
  rmSync(folder, { recursive: true });
});

describe('original hardware', { timeout: 600_000 }, () => {
  test('is found by the first request', async () => {
    const { code, stdout, stderr } = await commands.run(['status', '--json']);
    assert.equal(code, 0, stderr);
    const { device, ports } = JSON.parse(stdout);
    assert.deepEqual([device, ports], ['original', { REGISTER_OK: 4 }]);
  });

  test('shows its ports, and is told what they should do', async () => {
    const { stdout } = await commands.run(['ports', '--json']);
    assert.deepEqual(
      JSON.parse(stdout).info.map(({ port, reg }: { port: number; reg: string }) => [port, reg]),
      [...[0, 1, 2, 3].map(port => [port, 'REGISTER_OK'])],
    );
    assert.match((await commands.run(['port', '3', 'reset'])).stderr, /reset is taken/);
  });

  test('sends, and --wait asks by user id', async () => {
    const sent = await commands.run(['send', '10086', '10087', '--text', 'Grüße', '--wait', '--json']);
    assert.equal(sent.code, 0, sent.stderr);
    const { result } = JSON.parse(sent.stdout);
    assert.deepEqual(
      result.map(({ number, status }: { number: string; status: string }) => [
        number,
        /SENT_OK|DELIVERED/.test(status),
      ]),
      [
        ['10086', true],
        ['10087', true],
      ],
    );
    const listed = await commands.run(['messages', '--number', '10087', '--json']);
    assert.equal(JSON.parse(listed.stdout).result.length, 1);
  });

  test('takes a file, resumes it, and tells what became of each row', async () => {
    writeFileSync(
      join(folder, 'people.csv'),
      `to,name\n${Array.from({ length: 40 }, (_, row) => `1${row + 1000},P${row}\n`).join('')}`,
    );
    const sent = await commands.run([
      ...[
        'send',
        '--csv',
        'people.csv',
        '--text',
        'Hi #name#',
        '--yes',
        '--wait',
        '--output',
        'results.csv',
        '--json',
      ],
    ]);
    assert.equal(sent.code, 0, sent.stderr);
    assert.equal(JSON.parse(sent.stdout).accepted, 40);
    const rows = readFileSync(join(folder, 'results.csv'), 'utf8').trim().split('\n');
    assert.match(rows[40] ?? '', /^11039,P39,,(SENT_OK|DELIVERED),$/);
    // As after a kill behind the request: begun, and nothing known of the end.
    const ledger = join(folder, 'people.csv.simgate.jsonl');
    const lines = readFileSync(ledger, 'utf8').trim().split('\n');
    writeFileSync(ledger, `${lines.filter(line => !line.includes('"accepted"')).join('\n')}\n`);
    const resumed = await commands.run(['send', '--csv', 'people.csv', '--resume', '--json']);
    assert.equal(resumed.code, 0, resumed.stderr);
    const listed = await commands.run(['messages', '--all', '--json']);
    assert.equal(
      JSON.parse(listed.stdout).result.filter(({ number }: { number: string }) => number === '11039').length,
      1,
    );
  });

  test('--follow shows what it receives, and reply answers over the port that received it', async () => {
    const follower = commands.start(['inbox', '--follow', '--jsonl']);
    await follower.waitFor(/Messages are shown/);
    const body = JSON.stringify([{ from: '+491511', text: 'knock', gateway: 0, port: 2 }]);
    await fetch(`${control}/incoming`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const [line = ''] = await follower.waitFor(/^\{.*"knock".*$/m);
    await follower.end('SIGINT');
    const { incoming_sms_id: id, port } = JSON.parse(line);
    assert.equal(port, 2);
    const reply = await commands.run(['reply', String(id), '--text', 'who is there', '--json']);
    assert.equal(JSON.parse(reply.stdout).tasks[0].number, '+491511', reply.stderr);
  });

  test('asks the network by USSD', async () => {
    const { code, stdout, stderr } = await commands.run(['ussd', '1', '*100#', '--no-input']);
    assert.equal(code, 0, stderr);
    assert.notEqual(stdout.trim(), '');
  });

  const lists: readonly (readonly [args: readonly string[], key: string])[] = [
    [['inbox', '--json'], 'sms'],
    [['cdr', '--json'], 'cdr'],
  ];
  for (const [args, key] of lists)
    test(`simgate ${args[0]} has the keys of the vendor's API`, async () => {
      const { code, stdout, stderr } = await commands.run(args);
      assert.equal(code, 0, stderr);
      assert.ok(Array.isArray(JSON.parse(stdout)[key]));
    });

  const needV1: readonly (readonly string[])[] = [
    ['events'],
    ['listen', '--forward-to', 'localhost:1'],
    ['message', '1'],
    ['retry', '1'],
    ['tasks'],
    ['task', '1'],
    ['mark', '1', 'read'],
    ['calls'],
    ['dial', '10086'],
    ['hangup', '1'],
    ['push', 'list'],
    ['users', 'list'],
    ['record', '1'],
    ['send', '1', '--text', 'x', '--priority', 'urgent'],
    ['inbox', '--unread'],
  ];
  test('what needs /v1 says so and ends with 6', async () => {
    for (const args of needV1) {
      const { code, stderr } = await commands.run([...args, '--device', 'original']);
      assert.equal(code, 6, args.join(' '));
      assert.match(stderr, /needs? a simgate gateway/, args.join(' '));
    }
  });
});
