import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

/** The simulator's errors never leave it: they become answers of its control API. */
const sources = globSync('packages/{gsm,api,daemon,gateway}/src/**/*.ts', { cwd: root });

test('docs/errors.md lists every error that is thrown on purpose, and no other', () => {
  const declared = sources.flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/export class (\w+) extends \w*Error/g)].map(
      match => match[1],
    ),
  );
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  const listed = [...page.matchAll(/^\| (\w+Error) \|/gm)].map(match => match[1]);
  assert.deepEqual(listed, [...declared].sort());
});
