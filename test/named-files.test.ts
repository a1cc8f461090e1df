/** The pages for contributors name files and folders that are there. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '..');

const pages = [
  ...['CONTRIBUTING.md', 'transcripts/README.md', 'docs/architecture.md'],
  ...['docs/adding-a-dialect.md', 'docs/adding-an-endpoint.md'],
];

/** Words that stand for a name, are made when something runs, or are no paths at all. */
const others = new Set(['.ts', 'dist', 'api/wire', 'text/event-stream']);

const known: readonly string[] = globSync(
  [
    '*.{md,json,yaml}',
    '.ci/*',
    '{packages,docs,test,scripts,vectors,transcripts,packaging,bench}/**',
    '{packages,docs,test,scripts,vectors,transcripts,packaging,bench}',
  ],
  { cwd: root, exclude: path => /(?:^|\/)(?:node_modules|dist)$/.test(path) },
);

function isPath(word: string): boolean {
  if (!/^[\w.][\w./-]*$/.test(word) || others.has(word)) return false;
  // SUBJECT, PACKAGE and N stand for a name.
  return !/[A-Z]{4}|-N\./.test(word) && (word.includes('/') || /\.(?:ts|tsx|md|yaml|json|mjs)$/.test(word));
}

function isThere(path: string): boolean {
  return known.some(one => one === path || one.endsWith(`/${path}`));
}

/** Paths between backquotes. */
function pathsIn(text: string): string[] {
  const words = [...text.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word.replace(/\/$/, ''));
  return [...new Set(words.filter(isPath))];
}

describe('files that a page names', () => {
  for (const page of pages)
    test(page, () => {
      const paths = pathsIn(readFileSync(join(root, page), 'utf8'));
      assert.ok(paths.length > 1, `${paths}`);
      assert.deepEqual(
        paths.filter(path => !isThere(path)),
        [],
      );
    });

  test('one that is not there is found', () => {
    assert.deepEqual(
      pathsIn('see `messages/outbox` and `npm test`, `settings.ts`').filter(path => !isThere(path)),
      ['messages/outbox'],
    );
  });
});
