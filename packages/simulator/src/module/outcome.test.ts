import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultLineSettings } from './line-reader.ts';
import { cme, cms, error, formatLines, formatResult, type Outcome, ok } from './outcome.ts';

const verbose = defaultLineSettings();
const numeric = { ...verbose, verbose: false };
const quiet = { ...verbose, quiet: true };

describe('final result codes (V.250 5.7.1, 27.007 9.1, 27.005 3.2.5)', () => {
  const rows: readonly [outcome: Outcome, cmee: number, verboseText: string, numericText: string][] = [
    [ok, 0, '\r\nOK\r\n', '0\r'],
    [error, 1, '\r\nERROR\r\n', '4\r'],
    [cme(10), 0, '\r\nERROR\r\n', '4\r'],
    [cme(10), 1, '\r\n+CME ERROR: 10\r\n', '+CME ERROR: 10\r'],
    [cme(10), 2, '\r\n+CME ERROR: SIM not inserted\r\n', '+CME ERROR: SIM not inserted\r'],
    [cme(999), 2, '\r\n+CME ERROR: 999\r\n', '+CME ERROR: 999\r'],
    [cms(310), 0, '\r\n+CMS ERROR: 310\r\n', '+CMS ERROR: 310\r'],
    [cms(38), 2, '\r\n+CMS ERROR: Network out of order\r\n', '+CMS ERROR: Network out of order\r'],
    [cms(197), 2, '\r\n+CMS ERROR: SM Rejected-Duplicate SM\r\n', '+CMS ERROR: SM Rejected-Duplicate SM\r'],
    [
      { kind: 'vendor', text: 'COMMAND NOT SUPPORT' },
      1,
      '\r\nCOMMAND NOT SUPPORT\r\n',
      'COMMAND NOT SUPPORT\r',
    ],
    [{ kind: 'silent' }, 1, '', ''],
  ];
  for (const [outcome, cmee, verboseText, numericText] of rows) {
    test(`${JSON.stringify(outcome)} with +CMEE=${cmee}`, () => {
      const style = { cmee, cmsFollowsCmee: false };
      assert.equal(formatResult(outcome, verbose, style), verboseText);
      assert.equal(formatResult(outcome, numeric, style), numericText);
      assert.equal(formatResult(outcome, quiet, style), '');
    });
  }
});

test('information text is one block, with CR LF in front only in verbose mode', () => {
  assert.equal(formatLines(['a', 'b'], verbose), '\r\na\r\nb\r\n');
  assert.equal(formatLines(['a', 'b'], numeric), 'a\r\nb\r\n');
  assert.equal(formatLines([], verbose), '');
});
