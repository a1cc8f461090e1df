import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { exitCodeMeanings, exitCodes } from './exit-codes.ts';

test('docs/command-line.md has every exit code with its meaning', () => {
  const page = readFileSync(new URL('../../../../docs/command-line.md', import.meta.url), 'utf8');
  const [, table = ''] = /## Exit codes\n\n.*\n.*\n((?:\|.*\n)+)/.exec(page) ?? [];
  const rows = Object.entries(exitCodes).map(
    ([name, code]) => `| ${code} | ${exitCodeMeanings[name as keyof typeof exitCodes]} |\n`,
  );
  assert.equal(table, rows.join(''));
});
