/** `simgate send --csv`: the check, the sending, the results, and a run that is killed. `npm run csv-run` is the long form. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { instantAir } from '../end-to-end/support/gateway.ts';
import { type Bench, startBench } from './support/command.ts';
import { runCsv } from './support/csv-run.ts';

let bench: Bench;
before(async () => {
  bench = await startBench();
  await instantAir(bench.gateway);
});
after(() => bench.end());

function file(name: string, text: string | Buffer): string {
  writeFileSync(join(bench.folder, name), text);
  return name;
}

describe('a file of recipients', { timeout: 600_000 }, () => {
  test('killed in the middle and resumed gets to each row once', async () => {
    // Instants of this run: behind the first line, in the middle, near the end.
    const chances = [0, 0.9, 0.4];
    let at = 0;
    const random = (): number => chances[at++ % chances.length] ?? 0;
    const { kills, ...faults } = await runCsv(bench, { rows: 520, kills: 3, random });
    assert.deepEqual(faults, { missing: [], doubled: [], mixed: [] });
    assert.equal(kills, 3);
  });

  test('that was sent is not sent again by a slip', async () => {
    const { code, stderr } = await bench.run(['send', '--csv', 'people.csv', '--text', 'Hello #name#']);
    assert.equal(code, 1);
    assert.match(stderr, /people\.csv was sent at .*\n--again sends it once more/);
    const resumed = await bench.run(['send', '--csv', 'people.csv', '--resume', '--json']);
    assert.equal(JSON.parse(resumed.stdout).accepted, 520);
    const other = await bench.run(['send', '--csv', 'people.csv', '--resume', '--text', 'Another']);
    assert.equal(other.code, 2);
    assert.match(other.stderr, /begun with another text/);
  });

  test('is checked before anything is sent', async () => {
    const name = file('check.csv', 'phone,name\n88201990001,Ann\n"4,91E+11",Bob\n,Cid\n88201990002,Žofie\n');
    const { code, stdout, stderr } = await bench.run([
      'send',
      '--csv',
      name,
      '--text',
      'Hello #name#',
      '--dry-run',
      '--json',
    ]);
    assert.equal(code, 3);
    const check = JSON.parse(stdout);
    assert.deepEqual([check.rows, check.recipients, check.unicode], [4, 2, 1]);
    assert.deepEqual(
      check.unreadable.map(({ line }: { line: number }) => line),
      [3, 4],
    );
    assert.match(stderr, /line 3 has "4,91E\+11": a spreadsheet has cut the number/);
    assert.match(stderr, /line 4 has no number/);
    const refused = await bench.run(['send', '--csv', name, '--text', 'Hello #name#']);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /2 rows cannot be sent, so nothing was/);
    assert.ok(!existsSync(join(bench.folder, `${name}.simgate.jsonl`)));
  });

  test('--yes sends the others, and --output tells what became of each row', async () => {
    const { code, stdout } = await bench.run([
      ...['send', '--csv', 'check.csv', '--text', 'Hello #name#', '--yes'],
      ...['--wait', 'delivered', '--output', 'results.csv', '--json'],
    ]);
    assert.equal(code, 3);
    assert.deepEqual(JSON.parse(stdout).states, { DELIVERED: 2, REFUSED: 2 });
    const rows = readFileSync(join(bench.folder, 'results.csv'), 'utf8').trim().split('\n');
    assert.equal(rows[0], 'phone,name,message_id,state,reason');
    assert.match(rows[1] ?? '', /^88201990001,Ann,\d+,DELIVERED,$/);
    assert.match(rows[2] ?? '', /^"4,91E\+11",Bob,,REFUSED,"has/);
    assert.match(rows[4] ?? '', /^88201990002,Žofie,\d+,DELIVERED,$/);
  });

  test('asks at a terminal', async () => {
    file('ask.csv', 'number\n88201990009\n');
    const screen = bench.terminal(['send', '--csv', 'ask.csv', '--text', 'Asked']);
    await screen.waitFor(/Send to 1 recipients\?/);
    screen.type('n');
    assert.equal(await screen.ended, 130);
    assert.ok(!existsSync(join(bench.folder, 'ask.csv.simgate.jsonl')));
    const again = bench.terminal(['send', '--csv', 'ask.csv', '--text', 'Asked']);
    await again.waitFor(/Send to 1 recipients\?/);
    again.type('y');
    assert.equal(await again.ended, 0);
    assert.match(readFileSync(join(bench.folder, 'ask.csv.simgate.jsonl'), 'utf8'), /"kind":"accepted"/);
  });
});
