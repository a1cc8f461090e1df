import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { allSettings } from './all-settings.ts';
import { loadConfig, sourcesOfConfig } from './load.ts';
import type { SettingsView } from './running-settings.ts';

const FILE = `
http:
  port: 8081
  users:
    - { name: anna, password: a long secret }
ports:
  - { port: 0, tcp: 'modem:1', pin: '1234' }
push:
  targets:
    - { name: one, url: 'https://anna:secret@example.com/x' }
sms:
  queueLimit: 7
`;

function rows(context: TestContext, environment: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-settings-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'simgate.yaml');
  writeFileSync(file, FILE);
  const config = loadConfig(file, environment);
  const { logLevel, sms, retention } = config;
  const view: SettingsView = { logLevel, sms: { ...sms, attempts: 9 }, retention, changed: ['sms.attempts'] };
  const all = allSettings(config, { view: () => view }, sourcesOfConfig(file, environment));
  return new Map(all.map(row => [row.name, row]));
}

describe('all settings', () => {
  test('say where their values come from, and whether a change needs a restart', context => {
    const all = rows(context, { SIMGATE_HTTP_HOST: '127.0.0.2', SIMGATE_PORTS_0_NUMBER: '123' });
    const facts = (name: string) => {
      const { value, source, restart } = all.get(name) ?? {};
      return [value, source, restart];
    };
    assert.deepEqual(facts('http.port'), [8081, 'file', true]);
    assert.deepEqual(facts('http.host'), ['127.0.0.2', 'environment', true]);
    assert.deepEqual(facts('sms.queueLimit'), [7, 'file', false]);
    assert.deepEqual(facts('sms.attempts'), [9, 'here', false]);
    assert.deepEqual(facts('sms.validity')[1], 'default');
    assert.equal(all.get('ports')?.source, 'environment');
    assert.equal(all.get('serialNumber')?.value, null);
  });

  test('show no secret', context => {
    const all = rows(context);
    const text = JSON.stringify([...all.values()].map(({ value }) => value));
    assert.doesNotMatch(text, /long secret|1234|anna:secret/);
    assert.match(text, /\*\*\*/);
    assert.match(JSON.stringify(all.get('ports')?.value), /"pin":"\*\*\*"/);
  });

  test('are each described, and none is left out', context => {
    const all = rows(context);
    assert.ok(all.has('retention.events') && all.has('discovery.enabled') && all.has('mail.host'));
    for (const { name, description } of all.values()) assert.notEqual(description, '', name);
  });
});
