import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { completedExample, listSettings, type SettingSchema } from '@simgate/daemon/settings';
import { renderSettings } from './manual.ts';
import { configSchema } from './schema.ts';

test('docs/settings.md is the manual page of the settings as they are (npm run docs writes it)', () => {
  const page = readFileSync(new URL('../../../../docs/settings.md', import.meta.url), 'utf8');
  assert.equal(page, renderSettings());
});

test('simgate.example.yaml has a line for each setting (npm run docs writes it)', () => {
  const committed = readFileSync(new URL('../../../../simgate.example.yaml', import.meta.url), 'utf8');
  assert.equal(completedExample(committed, listSettings(configSchema as SettingSchema)), committed);
});
