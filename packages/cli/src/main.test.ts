import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../bin/simgate.js', import.meta.url));
/** A device that is always full. */
const FULL = '/dev/full';

describe('where the disk behind standard output is full', { skip: !existsSync(FULL) }, () => {
  for (const args of [['docs', 'push'], ['--help'], ['completion', 'bash']])
    test(`simgate ${args.join(' ')} fails with a sentence`, () => {
      const full = openSync(FULL, 'w');
      const { status, stderr } = spawnSync(process.execPath, [launcher, ...args], {
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      closeSync(full);
      assert.equal(status, 1);
      assert.match(stderr, /^simgate: the output cannot be written: ENOSPC.*\n$/);
    });
});

test('a command of a group is named whole in the hint to its help', () => {
  const { status, stderr } = spawnSync(process.execPath, [launcher, 'push', 'add'], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /\(simgate push add --help shows the options\)/);
});
