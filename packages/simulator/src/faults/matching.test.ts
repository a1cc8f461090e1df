import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Command, splitCommandLine } from '../module/command-line.ts';
import { afterwards, changeLines, commandMatcher, outcomeOf } from './matching.ts';

function commandOf(line: string): Command {
  const [command] = splitCommandLine(line) ?? [];
  assert.ok(command);
  return command;
}

describe('a list of commands', () => {
  const rows: readonly [entries: readonly string[], taken: readonly string[], left: readonly string[]][] = [
    [['*'], ['+CMGF=1', 'I', '+CSQ'], []],
    [['*=?'], ['+CMGF=?', '+CNMI=?'], ['+CMGF?', '+CMGF=1', '+CSQ']],
    [['+CMGF'], ['+CMGF=1', '+CMGF?', '+CMGF=?', '+CMGF'], ['+CMGL=4', '+CMGFX']],
    [['AT+CMGF', 'at+csq'], ['+CMGF=1', '+CSQ'], ['+CREG?']],
    [['+CMGF=1'], ['+CMGF=1'], ['+CMGF=0', '+CMGF?', '+CMGF=?']],
    [['+CMGF='], ['+CMGF=1', '+CMGF=0'], ['+CMGF?', '+CMGF=?']],
    [['+CMGF?'], ['+CMGF?'], ['+CMGF=1', '+CMGF=?', '+CMGF']],
    [['+CMGF=?'], ['+CMGF=?'], ['+CMGF=1', '+CMGF?']],
    [['?!'], [], ['+CMGF=1', 'I']],
    [[''], [], ['+CMGF=1', 'I']],
    [[], [], ['+CMGF=1', 'I']],
  ];
  for (const [entries, taken, left] of rows)
    test(JSON.stringify(entries), () => {
      const matches = commandMatcher(entries);
      const found = [...taken, ...left].filter(line => matches(commandOf(line)));
      assert.deepEqual(found, taken);
    });
});

describe('an answer as its text', () => {
  const rows: readonly [text: string, lines: readonly string[], outcome: object][] = [
    ['OK', [], { kind: 'ok' }],
    ['OK', ['+X: 1'], { kind: 'ok', lines: ['+X: 1'] }],
    ['', [], { kind: 'silent' }],
    ['', ['+X: 1'], { kind: 'silent' }],
    ['ERROR', [], { kind: 'vendor', text: 'ERROR' }],
    ['+CME ERROR: 14', [], { kind: 'vendor', text: '+CME ERROR: 14' }],
  ];
  for (const [text, lines, outcome] of rows)
    test(`${JSON.stringify(text)} ${JSON.stringify(lines)}`, () =>
      assert.deepEqual(outcomeOf(text, lines), outcome));
});

describe('an outcome is changed in the end', () => {
  const changed = { kind: 'vendor', text: 'X' } as const;

  test('at once, and behind a wait', async () => {
    assert.deepEqual(
      afterwards({ kind: 'ok' }, () => changed),
      changed,
    );
    assert.deepEqual(await afterwards(Promise.resolve({ kind: 'ok' } as const), () => changed), changed);
  });

  test('the lines of what was carried out, and of nothing else', () => {
    const upper = (lines: readonly string[]): readonly string[] => lines.map(line => line.toUpperCase());
    assert.deepEqual(changeLines({ kind: 'ok', lines: ['a'] }, upper), { kind: 'ok', lines: ['A'] });
    assert.deepEqual(changeLines({ kind: 'ok' }, upper), { kind: 'ok' });
    assert.deepEqual(changeLines({ kind: 'vendor', text: 'a' }, upper), { kind: 'vendor', text: 'a' });
  });
});
