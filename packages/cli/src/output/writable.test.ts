import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { checkWritable } from './writable.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-writable-'));
after(() => rmSync(folder, { recursive: true }));

describe('before long work', () => {
  test('a file that can be written is not made yet', () => {
    checkWritable(join(folder, 'results.csv'));
    assert.deepEqual(readdirSync(folder), []);
  });

  test('one that is there is left as it is, and standard output is no file', () => {
    writeFileSync(join(folder, 'results.csv'), 'old');
    checkWritable(join(folder, 'results.csv'));
    checkWritable('-');
  });

  test('one in a folder that is not there is refused by its name', () => {
    const file = join(folder, 'none', 'results.csv');
    assert.throws(() => checkWritable(file), {
      name: 'CommandError',
      exitCode: 1,
      message: /results\.csv cannot be written: ENOENT/,
    });
  });
});
