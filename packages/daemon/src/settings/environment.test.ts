/** Names and values of environment variables, over a schema that has each kind of setting. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { clientVariables } from '@simgate/api/contract';
import { ConfigError } from '../errors.ts';
import type { SettingSchema } from './describe.ts';
import { listSettings, overlayEnvironment } from './environment.ts';

const variables = { prefix: 'SIMGATE', notOurs: ['SIMGATE_OTHER'] } as const;
const whole = { type: 'integer' };
const text = { type: 'string' };
const schema: SettingSchema = {
  type: 'object',
  properties: {
    logLevel: { enum: ['info', 'warn'] },
    width: { enum: [8, 16] },
    sms: {
      type: 'object',
      properties: {
        retryDelay: { type: 'number' },
        retryDelayMaximum: { type: 'number' },
        retry: { type: 'object', properties: { delay: text } },
        isOn: { type: 'boolean' },
        tables: { type: 'array', items: whole },
        words: { type: 'array', items: text },
      },
    },
    ports: {
      type: 'array',
      items: { type: 'object', properties: { port: whole, pin: text, tags: { type: 'array', items: text } } },
    },
  },
};

function settingsOf(environment: NodeJS.ProcessEnv, file: unknown = {}): unknown {
  return overlayEnvironment(schema, file, environment, variables).settings;
}

describe('a variable', () => {
  const rows: readonly (readonly [name: string, value: string, settings: object])[] = [
    ['SIMGATE_LOG_LEVEL', 'warn', { logLevel: 'warn' }],
    ['SIMGATE_LOG_LEVEL', 'loud', { logLevel: 'loud' }],
    ['SIMGATE_WIDTH', '16', { width: 16 }],
    ['SIMGATE_WIDTH', '12', { width: '12' }],
    ['SIMGATE_SMS_RETRY_DELAY', '1.5', { sms: { retryDelay: 1.5 } }],
    ['SIMGATE_SMS_RETRY_DELAY_MAXIMUM', '9', { sms: { retryDelayMaximum: 9 } }],
    ['SIMGATE_SMS_RETRY_DELAY', '', { sms: { retryDelay: '' } }],
    ['SIMGATE_SMS_RETRY_DELAY', ' ', { sms: { retryDelay: ' ' } }],
    ['SIMGATE_SMS_RETRY_DELAY', ' 7 ', { sms: { retryDelay: 7 } }],
    ['SIMGATE_SMS_RETRY_DELAY', '7s', { sms: { retryDelay: '7s' } }],
    ['SIMGATE_SMS_IS_ON', 'true', { sms: { isOn: true } }],
    ['SIMGATE_SMS_IS_ON', 'false', { sms: { isOn: false } }],
    ['SIMGATE_SMS_IS_ON', 'yes', { sms: { isOn: 'yes' } }],
    ['SIMGATE_SMS_TABLES', '1, 13', { sms: { tables: [1, 13] } }],
    ['SIMGATE_SMS_TABLES', '', { sms: { tables: [] } }],
    ['SIMGATE_SMS_TABLES', '1,x', { sms: { tables: [1, 'x'] } }],
    ['SIMGATE_SMS_WORDS', 'a, b ,c', { sms: { words: ['a', 'b', 'c'] } }],
    ['SIMGATE_PORTS_0_PIN', '0000', { ports: [{ pin: '0000' }] }],
    ['SIMGATE_PORTS_1_PORT', '3', { ports: [undefined, { port: 3 }] }],
    ['SIMGATE_PORTS_0_TAGS', 'a,b', { ports: [{ tags: ['a', 'b'] }] }],
    ['SIMGATE_PORTS', 'auto', { ports: ['auto'] }],
  ];
  for (const [name, value, settings] of rows)
    test(`${name}=${JSON.stringify(value)} is ${JSON.stringify(settings)}`, () =>
      assert.equal(JSON.stringify(settingsOf({ [name]: value })), JSON.stringify(settings)));

  const unknown = [
    'SIMGATE_SMS',
    'SIMGATE_SMS_RETRY',
    'SIMGATE_SMS_RETRYDELAY',
    'SIMGATE_SMS_RETRY_DELAY_',
    'SIMGATE_PORTS_PIN',
    'SIMGATE_PORTS_100_PIN',
    'SIMGATE_PORTS_0',
    'SIMGATE_',
    'SIMGATE_log_level',
  ];
  for (const name of unknown)
    test(`${name} spells no setting`, () =>
      assert.throws(
        () => settingsOf({ [name]: '1' }),
        new ConfigError(`environment variable ${name}: no setting has this name`),
      ));

  test('of another program is left alone', () => {
    assert.deepEqual(settingsOf({ PATH: '/bin', SIMGATES_HTTP: '1', simgate_log_level: 'x' }), {});
    assert.deepEqual(settingsOf({ SIMGATE_OTHER_HTTP_PORT: '1' }), {});
  });

  test('stands above the file, and leaves all else of it', () => {
    const file = { logLevel: 'info', sms: { isOn: true, retryDelay: 1 }, ports: [{ port: 1 }, { port: 2 }] };
    const environment = { SIMGATE_SMS_RETRY_DELAY: '2', SIMGATE_PORTS_1_PIN: '1234' };
    assert.deepEqual(settingsOf(environment, file), {
      ...{ logLevel: 'info', sms: { isOn: true, retryDelay: 2 } },
      ports: [{ port: 1 }, { port: 2, pin: '1234' }],
    });
    assert.deepEqual(file.ports[1], { port: 2 });
  });

  test('replaces what is no group or list in the file', () => {
    assert.deepEqual(
      settingsOf({ SIMGATE_SMS_IS_ON: 'true', SIMGATE_PORTS_0_PORT: '1' }, { sms: 5, ports: 'x' }),
      {
        ...{ sms: { isOn: true }, ports: [{ port: 1 }] },
      },
    );
  });

  test('is named as the origin of its setting', () => {
    const { origins } = overlayEnvironment(
      ...([schema, {}, { SIMGATE_PORTS_0_PIN: '1', SIMGATE_LOG_LEVEL: 'x' }, variables] as const),
    );
    assert.deepEqual(
      [...origins],
      [
        ['/ports/0/pin', 'environment variable SIMGATE_PORTS_0_PIN'],
        ['/logLevel', 'environment variable SIMGATE_LOG_LEVEL'],
      ],
    );
  });
});

describe('a variable that names a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-environment-'));
  after(() => rmSync(folder, { recursive: true }));
  const fileWith = (content: string): string => {
    const file = join(folder, `file-${content.length}`);
    writeFileSync(file, content);
    return file;
  };

  const rows: readonly (readonly [content: string, pin: string])[] = [
    ['1234', '1234'],
    ['1234\n', '1234'],
    ['1234\r\n', '1234'],
    ['1234\n\n', '1234\n'],
    ['1'.repeat(65_536), '1'.repeat(65_536)],
    ['', ''],
  ];
  for (const [content, pin] of rows)
    test(`with ${JSON.stringify(content).slice(0, 20)} sets ${JSON.stringify(pin).slice(0, 20)}`, () =>
      assert.deepEqual(settingsOf({ SIMGATE_PORTS_0_PIN_FILE: fileWith(content) }), { ports: [{ pin }] }));

  test('holds a number too, and a list', () => {
    const environment = {
      SIMGATE_SMS_RETRY_DELAY_FILE: fileWith('7\n'),
      SIMGATE_SMS_TABLES_FILE: fileWith('1, 2\n'),
    };
    assert.deepEqual(settingsOf(environment), { sms: { retryDelay: 7, tables: [1, 2] } });
  });

  test('is refused beside the plain one, with both names', () => {
    const environment = { SIMGATE_PORTS_0_PIN: '1', SIMGATE_PORTS_0_PIN_FILE: fileWith('2') };
    const both = /SIMGATE_PORTS_0_PIN and SIMGATE_PORTS_0_PIN_FILE set the same setting/;
    assert.throws(() => settingsOf(environment), both);
  });

  const unreadable: readonly (readonly [what: string, file: () => string, reason: RegExp])[] = [
    ['is not there', () => join(folder, 'nothing'), /ENOENT/],
    ['is a folder', () => folder, /EISDIR/],
    ['is over 64 KiB', () => fileWith('1'.repeat(65_537)), /more than 65536 bytes/],
  ];
  for (const [what, file, reason] of unreadable)
    test(`that ${what} is refused with variable and file`, () => {
      const environment = { SIMGATE_PORTS_0_PIN_FILE: file() };
      assert.throws(
        () => settingsOf(environment),
        /^ConfigError: environment variable SIMGATE_PORTS_0_PIN_FILE: the file .*simgate-environment-/,
      );
      assert.throws(() => settingsOf(environment), reason);
    });

  test('of no setting is refused', () =>
    assert.throws(() => settingsOf({ SIMGATE_PORTS_FILE_FILE: 'x' }), /SIMGATE_PORTS_FILE_FILE: no setting/));
});

describe('the variables of the client', () => {
  for (const { name } of clientVariables)
    test(`${name} stops no gateway`, () => {
      assert.deepEqual(settingsOf({ [name]: 'x' }), {});
    });
});

describe('the list of settings', () => {
  test('has each with its path and its variable, groups opened, and lists of groups by any index', () => {
    assert.deepEqual(
      listSettings(schema).map(({ path, variable }) => `${path} ${variable}`),
      [
        'logLevel SIMGATE_LOG_LEVEL',
        'width SIMGATE_WIDTH',
        'sms.retryDelay SIMGATE_SMS_RETRY_DELAY',
        'sms.retryDelayMaximum SIMGATE_SMS_RETRY_DELAY_MAXIMUM',
        'sms.retry.delay SIMGATE_SMS_RETRY_DELAY',
        'sms.isOn SIMGATE_SMS_IS_ON',
        'sms.tables SIMGATE_SMS_TABLES',
        'sms.words SIMGATE_SMS_WORDS',
        'ports[0].port SIMGATE_PORTS_0_PORT',
        'ports[0].pin SIMGATE_PORTS_0_PIN',
        'ports[0].tags SIMGATE_PORTS_0_TAGS',
      ],
    );
  });
});
