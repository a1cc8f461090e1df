import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Json, Settings } from '@simgate/daemon/store';
import { loadConfig } from './load.ts';
import { createRunningSettings, needsRestart } from './running-settings.ts';

/** A store of settings in memory. */
function memorySettings(): Settings {
  const kept = new Map<string, Json>();
  return {
    get: name => kept.get(name),
    async set(name, value) {
      kept.set(name, value);
    },
  };
}

const file = loadConfig(undefined, { SIMGATE_SMS_QUEUE_LIMIT: '50', SIMGATE_LOG_LEVEL: 'warn' });

function start(settings: Settings = memorySettings(), config = file) {
  const levels: string[] = [];
  const running = createRunningSettings(config, settings, level => levels.push(level));
  return { running, levels, settings };
}

describe('settings that change while the gateway runs', () => {
  test('begin as the file has them', () => {
    const { running, levels } = start();
    assert.deepEqual(running.sms, file.sms);
    assert.deepEqual(running.retention, file.retention);
    assert.deepEqual(levels, ['warn']);
    assert.deepEqual(running.view().changed, []);
  });

  test('are in force at once in the object that was handed out', async () => {
    const { running, levels } = start();
    const { sms, retention } = running;
    const view = await running.change({ sms: { queueLimit: 7 }, retention: { sent: 3 }, logLevel: 'debug' });
    assert.equal(sms.queueLimit, 7);
    assert.equal(retention.sent, 3);
    assert.equal(sms.attempts, file.sms.attempts);
    assert.deepEqual(levels, ['warn', 'debug']);
    assert.ok(!('error' in view));
    assert.deepEqual(view.changed, ['logLevel', 'sms.queueLimit', 'retention.sent']);
  });

  test('stand above the file after a restart, whatever the file says by then', async () => {
    const { running, settings } = start();
    await running.change({ sms: { queueLimit: 7 }, logLevel: 'error' });
    const { running: next, levels } = start(settings, loadConfig(undefined, { SIMGATE_SMS_ATTEMPTS: '9' }));
    assert.equal(next.sms.queueLimit, 7);
    assert.equal(next.sms.attempts, 9);
    assert.deepEqual(levels, ['error']);
  });

  test('go back to the file when they are reset', async () => {
    const { running, levels } = start();
    await running.change({ sms: { queueLimit: 7, attempts: 2 }, logLevel: 'debug' });
    await running.change({ reset: ['sms.queueLimit', 'logLevel'] });
    assert.equal(running.sms.queueLimit, 50);
    assert.equal(running.sms.attempts, 2);
    assert.equal(levels.at(-1), 'warn');
    assert.deepEqual(running.view().changed, ['sms.attempts']);
  });

  test('a reset of what cannot be changed is refused, and nothing with it is done', async () => {
    const { running } = start();
    const refused = await running.change({ sms: { attempts: 2 }, reset: ['http.port'] });
    assert.deepEqual(refused, { error: 'reset: no changeable setting is named "http.port".' });
    assert.equal(running.sms.attempts, file.sms.attempts);
  });
});

describe('a settings file that is read again', () => {
  test('is in force at once, below what was changed while running', async () => {
    const { running, levels } = start();
    await running.change({ sms: { queueLimit: 7 } });
    running.reload(
      loadConfig(undefined, {
        SIMGATE_SMS_QUEUE_LIMIT: '60',
        SIMGATE_SMS_ATTEMPTS: '2',
        SIMGATE_RETENTION_SENT: '4',
        SIMGATE_LOG_LEVEL: 'error',
      }),
    );
    assert.deepEqual([running.sms.queueLimit, running.sms.attempts, running.retention.sent], [7, 2, 4]);
    assert.equal(levels.at(-1), 'error');
    await running.change({ reset: ['sms.queueLimit'] });
    assert.equal(running.sms.queueLimit, 60);
  });

  test('leaves a setting that is read at start only as it was', () => {
    const { running } = start();
    running.reload(loadConfig(undefined, { SIMGATE_SMS_REFERENCE_WIDTH: '16' }));
    assert.equal(running.sms.referenceWidth, file.sms.referenceWidth);
  });

  const rows: [string, NodeJS.ProcessEnv, string[]][] = [
    ['nothing', {}, []],
    ['what may change while running', { SIMGATE_SMS_ATTEMPTS: '2', SIMGATE_LOG_LEVEL: 'error' }, []],
    ['an address', { SIMGATE_HTTP_PORT: '9999' }, ['http.port']],
    ['a list, as one', { SIMGATE_PORTS_0_PORT: '1', SIMGATE_PORTS_0_TCP: 'a:1' }, ['ports']],
    ['a setting that was absent', { SIMGATE_TIME_ZONE: 'UTC' }, ['timeZone']],
  ];
  for (const [what, environment, expected] of rows)
    test(`names what needs a restart: ${what}`, () => {
      assert.deepEqual(needsRestart(loadConfig(undefined, {}), loadConfig(undefined, environment)), expected);
    });
});
