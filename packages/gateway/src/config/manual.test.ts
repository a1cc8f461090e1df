import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { renderSettings } from './manual.ts';

test('docs/settings.md is the manual page of the settings as they are (npm run docs writes it)', () => {
  const page = readFileSync(new URL('../../../../docs/settings.md', import.meta.url), 'utf8');
  assert.equal(page, renderSettings());
});
