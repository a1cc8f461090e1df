import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { clientVariables } from '@simgate/api/contract';
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

test('no setting has the variable of a command that speaks to a gateway', () => {
  const ofClient = new Set(clientVariables.map(({ name }) => name));
  const variables = listSettings(configSchema as SettingSchema).map(({ variable }) => variable);
  assert.deepEqual(
    variables.filter(variable => ofClient.has(variable)),
    [],
  );
});
