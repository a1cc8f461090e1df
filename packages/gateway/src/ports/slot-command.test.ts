import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandSlots, runProgram } from './slot-command.ts';

describe('a program that chooses the SIM', () => {
  test('is given port and slot wherever they are named', async () => {
    const runs: string[][] = [];
    const command = ['sim-switch', '--port={port}', '{slot}', '{port}:{slot}'];
    const slots = commandSlots(command, 7, async (program, args) => {
      runs.push([program, ...args]);
      return '';
    });
    assert.equal(await slots.select(2), '');
    assert.deepEqual(runs, [['sim-switch', '--port=7', '2', '7:2']]);
  });

  test('is believed until it fails', async () => {
    const answers = ['', 'no such slot', ''];
    const slots = commandSlots(['sim-switch', '{slot}'], 0, async () => answers.shift() ?? '');
    const stands: (number | undefined)[] = [await slots.current()];
    for (const slot of [1, 2, 3]) {
      assert.equal(await slots.select(slot), slot === 2 ? 'sim-switch failed: no such slot' : '');
      stands.push(await slots.current());
    }
    assert.deepEqual(stands, [undefined, 1, undefined, 3]);
  });
});

describe('how it ended', () => {
  const node = (script: string) => runProgram(process.execPath, ['-e', script]);

  test('well', async () => {
    assert.equal(await node('process.exit(0)'), '');
  });

  test('with what it said', async () => {
    assert.equal(await node('console.error("the relay is stuck"); process.exit(3)'), 'the relay is stuck');
  });

  test('without a word', async () => {
    assert.match(await node('process.exit(3)'), /^Command failed/);
  });

  test('never having begun', async () => {
    assert.match(await runProgram('/nonexistent/sim-switch', []), /ENOENT/);
  });
});
