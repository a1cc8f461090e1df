/** The size of folders and files (docs/architecture.md, "House numbers"). */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const MOST_FILES = 20;
const MOST_LINES = 300;

const sources = globSync('packages/*/src/**/*.{ts,tsx}', {
  cwd: root,
  exclude: file => /\.test\.tsx?$/.test(file),
}).sort();

/** Files that may be longer, each with its reason. */
const tables: Record<string, string> = {
  'packages/console/src/words/reasons/ar.ts': 'the reasons of the page by key',
  'packages/console/src/words/reasons/de.ts': 'the reasons of the page by key',
  'packages/console/src/words/reasons/es.ts': 'the reasons of the page by key',
  'packages/console/src/words/reasons/fr.ts': 'the reasons of the page by key',
  'packages/console/src/words/reasons/pt-br.ts': 'the reasons of the page by key',
  'packages/console/src/words/reasons/ru.ts': 'the reasons of the page by key',
  'packages/console/src/words/ar.ts': 'the texts of the page by key',
  'packages/console/src/words/fr.ts': 'the texts of the page by key',
  'packages/console/src/words/pt-br.ts': 'the texts of the page by key',
  'packages/console/src/words/de.ts': 'the texts of the page by key',
  'packages/console/src/words/en.ts': 'the texts of the page by key',
  'packages/console/src/words/es.ts': 'the texts of the page by key',
  'packages/console/src/words/ru.ts': 'the texts of the page by key',
  'packages/api/src/client/endpoints.ts': 'made from the contract',
  'packages/api/src/server/client/endpoints.ts': 'made from the contract',
  'packages/gateway/src/config/schema.ts': 'the table of all settings with their descriptions',
  'packages/gateway/src/messages/testing.ts': 'the parts that all tests of messages share',
};

describe('the size of the house', () => {
  test(`no folder has more than ${MOST_FILES} files of code, tests apart`, () => {
    const folders = Map.groupBy(sources, file => dirname(file));
    const full = [...folders].filter(([, files]) => files.length > MOST_FILES);
    assert.deepEqual(Object.fromEntries(full), {});
  });

  test(`no file has more than ${MOST_LINES} lines, tables apart, and every exception is still needed`, () => {
    const lengthOf = (file: string) => readFileSync(join(root, file), 'utf8').split('\n').length - 1;
    const long = sources.filter(file => lengthOf(file) > MOST_LINES);
    assert.deepEqual(long, Object.keys(tables).sort());
  });
});
