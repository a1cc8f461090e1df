import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CharacterSet } from '../module/settings.ts';
import { createBench } from '../module/test-bench.ts';
import { fromTerminal, toTerminal } from './terminal-text.ts';

describe('text in the character set of +CSCS (27.007 5.5)', () => {
  const rows: readonly [set: CharacterSet, text: string, octets: string][] = [
    ['GSM', 'abc', 'abc'],
    ['GSM', '@', '\u0000'],
    ['GSM', 'ä€', '{\u001be'],
    ['IRA', 'a@b', 'a@b'],
    ['UCS2', 'aж😀', '00610436D83DDE00'],
    ['UCS2', '', ''],
  ];
  for (const [set, text, octets] of rows) {
    test(`${set}: ${text}`, () => {
      const { module } = createBench();
      module.settings.characterSet = set;
      assert.equal(toTerminal(module, text), octets);
      assert.equal(fromTerminal(module, octets), text);
    });
  }

  test('what a set lacks is shown as a question mark', () => {
    const { module } = createBench();
    assert.equal(toTerminal(module, 'жa'), '?a');
    module.settings.characterSet = 'IRA';
    assert.equal(toTerminal(module, '€a'), '?a');
  });

  const wrong: readonly [set: CharacterSet, octets: string][] = [
    ['GSM', '\u00e4'],
    ['IRA', '\u00e4'],
    ['UCS2', '006'],
    ['UCS2', '00zz'],
    ['UCS2', '00'],
  ];
  for (const [set, octets] of wrong) {
    test(`${JSON.stringify(octets)} is no ${set}`, () => {
      const { module } = createBench();
      module.settings.characterSet = set;
      assert.equal(fromTerminal(module, octets), undefined);
    });
  }
});
