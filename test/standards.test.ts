import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

test('every standard cited in the code stands in docs/standards.md', () => {
  const manual = readFileSync(join(root, 'docs/standards.md'), 'utf8');
  const listed = new Set([...manual.matchAll(/^\| ([^|]+?) \|/gm)].map(row => row[1]));
  const citation =
    /\b(?:(2[2-9]|3[1-8])\.\d{3}\b(?=[ ,;:)]|$)|10[12]\.\d{3}\b|V\.250\b|E\.164\b|RFC \d{3,4}\b)/gm;
  const unknown = new Set<string>();
  for (const file of globSync('packages/*/src/**/*.ts', { cwd: root })) {
    const comments = readFileSync(join(root, file), 'utf8').match(/\/\*\*?[\s\S]*?\*\/|\/\/.*/g) ?? [];
    for (const [cited] of comments.join('\n').matchAll(citation)) {
      if (!listed.has(cited)) unknown.add(`${cited} in ${file}`);
    }
  }
  assert.deepEqual([...unknown], []);
});
