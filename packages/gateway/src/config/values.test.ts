/** Each setting: its default, the values at its bounds, and what is refused, from the file and from the environment alike. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ConfigError } from '@simgate/daemon';
import { Value } from 'typebox/value';
import { loadConfig } from './load.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-values-'));
after(() => rmSync(folder, { recursive: true }));

type Row = readonly [path: string, standard: unknown, taken: readonly unknown[], refused: readonly unknown[]];

const limitNames = [
  ...['smsPerMinute', 'smsPerHour', 'smsPerDay', 'smsPerMonth', 'smsTotal'],
  ...['callsPerHour', 'callsPerDay', 'callSecondsPerHour', 'callSecondsPerDay'],
];

const yesOrNo = [true, false] as const;

const rows: readonly Row[] = [
  ['dataFolder', './data', ['/var/lib/simgate'], [1, true]],
  [
    'serialNumber',
    undefined,
    ['da00-0030-1901-2817'],
    ['da00', 'DA00-0030-1901-2817', 'da00-0030-1901-2817-0000'],
  ],
  ['timeZone', undefined, ['Europe/Berlin', 'UTC'], ['Mars/Olympus', 5]],
  ['stopWithin', 20, [1, 1.5], [0.5, 0, -1, 'soon']],
  ['logLevel', 'info', ['trace', 'debug', 'warn', 'error'], ['fatal', 'INFO', 1]],
  ['virtualPorts', 8, [0, 32], [-1, 33, 1.5]],

  ['http.enabled', true, [true], ['yes', 1]],
  ['http.host', '127.0.0.1', ['::1', '0.0.0.0'], [1]],
  ['http.port', 8080, [0, 65535], [-1, 65536, 80.5]],
  ['http.basic', true, yesOrNo, ['no', 0]],
  ['http.allowShortPasswords', false, yesOrNo, ['yes']],
  ['http.nonceLifetime', 300, [1], [0.9, 0]],
  ['http.acceptAnyNonce', false, yesOrNo, ['yes']],
  ['http.resultWithColon', false, yesOrNo, ['yes']],
  ['http.browserGet', false, yesOrNo, ['yes']],
  ['http.sessionIdle', 43_200, [60], [59]],
  ['http.sessionLength', 2_592_000, [60], [59]],
  [
    'http.frameAncestors',
    [],
    [[], Array(16).fill('https://home.example.com:8123')],
    [Array(17).fill('http://a')],
  ],

  ['discovery.enabled', false, yesOrNo, ['auto']],
  ['discovery.adapters', false, yesOrNo, ['all']],
  ['discovery.inhibitModemManager', true, yesOrNo, ['no']],
  ['discovery.forgetAfter', 90, [0, 0.5], [-1]],
  ['discovery.root', '/', ['/host'], [1]],

  ['alarms.portDown', 10, [0, 0.5], [-1, 'soon']],
  [
    'alarms.portDownExcept',
    ['blocked', 'switched_off', 'stopped'],
    [[], Array(64).fill('no_sim')],
    [['No Sim'], Array(65).fill('no_sim')],
  ],
  ['alarms.queueOld', 30, [0, 1440], [-1]],
  ['alarms.pushFailing', 60, [0, 1440], [-1]],
  ['alarms.diskFree', 5, [0, 100], [-1, 101]],
  ['alarms.limitLeft', 0, [10, 100], [-1, 101]],
  ['alarms.balanceFailures', 3, [0, 1000], [-1, 1.5]],
  ['alarms.repeatEvery', 24, [0, 8760], [-1, 8761]],

  ['balance.rules', [], [], [Array(65).fill({ code: '*100#' })]],

  ['mail.host', '', ['smtp.example.com'], [1]],
  ['mail.port', 0, [0, 65_535], [-1, 65_536]],
  ['mail.security', 'starttls', ['starttls', 'tls', 'none'], ['ssl']],
  ['mail.checkCertificate', true, yesOrNo, ['no']],
  ['mail.caFile', undefined, ['/etc/ca.pem'], ['']],
  ['mail.user', '', ['u'.repeat(256)], [1, 'u'.repeat(257)]],
  ['mail.password', '', ['secret words'], [1]],
  ['mail.passwordFile', undefined, ['/run/secrets/mail'], ['']],
  ['mail.from', '', ['a'.repeat(320)], [1, 'a'.repeat(321)]],
  [
    'mail.to',
    [],
    [['a@b', 'a'.repeat(320)], Array(20).fill('a@b')],
    [['a@'], ['a'.repeat(321)], Array(21).fill('a@b')],
  ],
  ['mail.gather', 60, [0, 3600], [-1, 3601]],
  ['mail.retryDelayMaximum', 3600, [60, 86_400], [59, 86_401]],
  ['mail.queueLimit', 1000, [1, 100_000], [0, 1.5, 100_001]],

  ['sms.validity', 4320, [5, 635_040], [4.9, 635_041]],
  ['sms.referenceWidth', 8, [8, 16], [7, 12, '8']],
  ['sms.nationalTables', [], [[1, 13], []], [[0], [14], 'turkish']],
  ['sms.refuseUnencodable', false, yesOrNo, ['yes']],
  ['sms.deliveredStatuses', [0], [[0, 31], []], [[32], [-1], ['0x']]],
  ['sms.queueLimit', 0, [0, 100_000], [-1, 1.5]],
  ['sms.waitingAge', 86_400, [1], [0.5]],
  ['sms.attempts', 6, [1, 100], [0, 101, 1.5]],
  ['sms.retryDelay', 15, [0, 0.5], [-0.1]],
  ['sms.retryDelayMaximum', 900, [1], [0.9]],
  ['sms.inDoubtAge', 86_400, [1], [0.9]],
  ['sms.inDoubtAgeWithoutReport', 300, [1], [0.9]],
  ['sms.incompleteAge', 86_400, [1], [0.9]],
  ['sms.submitDeadline', 180, [180, 300], [179, 0]],
  ['sms.emergencyNumbers', false, yesOrNo, ['112']],
  ['sms.recipientOrder', true, yesOrNo, ['no']],

  ['ussd.answerDeadline', 60, [5], [4.9]],
  ['ussd.idleTime', 90, [5], [4.9]],
  ['calls.incoming', 'ring', ['refuse', 'answerAndHangUp'], ['answer', true]],
  ['calls.answeredFor', 5, [1], [0.9]],
  ['calls.emergencyNumbers', false, yesOrNo, ['112']],
  ['toolkit.answerTime', 180, [5], [4.9]],

  ...limitNames.map((name): Row => [`limits.${name}`, 0, [0, 1_000_000], [-1, 0.5, 'none']]),
  ['pacing.gap', 0, [0, 86_400], [-1, 86_401]],
  ['pacing.jitter', 0.2, [0, 10], [-0.1, 10.1]],

  ['modems.sweepInterval', 180, [10], [9.9]],
  ['modems.signalInterval', 60, [5], [4.9]],
  ['modems.reopenDelayMaximum', 60, [1], [0.9]],
  ['modems.recoverAfter', 180, [10], [9.9]],
  ['modems.recoveriesPerHour', 4, [0, 60], [-1, 61, 0.5]],
  ['modems.registrationHold', 3, [0], [-0.1]],
  ['modems.typeStrict', false, yesOrNo, ['yes']],

  ['push.timeout', 15, [1], [0.9]],
  ['push.retryDelay', 1, [0.1], [0.09]],
  ['push.retryDelayMaximum', 600, [1], [0.9]],
  ['push.giveUpAfter', 259_200, [1], [0.9]],
  ['push.concurrency', 16, [1, 64], [0, 65, 1.5]],
  [
    'push.allowedAddresses',
    [],
    [['169.254.7.0/24'], Array(64).fill('169.254.7.1')],
    [Array(65).fill('169.254.7.1')],
  ],

  ...['sent', 'received', 'events'].map((name): Row => [`retention.${name}`, 90, [0, 0.5], [-1]]),
  ['retention.maximumRows', 0, [0, 1_000_000], [-1, 0.5]],
];

function nested(path: string, value: unknown): unknown {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

function valueAt(settings: object, path: string): unknown {
  return Value.Pointer.Get(settings, `/${path.replaceAll('.', '/')}`);
}

/** JSON is YAML too. */
function fromFile(path: string, value: unknown): object {
  const file = join(folder, 'simgate.yaml');
  writeFileSync(file, JSON.stringify(nested(path, value)));
  return loadConfig(file, {});
}

/** `http.nonceLifetime` as SIMGATE_HTTP_NONCE_LIFETIME. */
function variableOf(path: string): string {
  return `SIMGATE_${path.replaceAll('.', '_').replace(/[A-Z]/g, letter => `_${letter}`)}`.toUpperCase();
}

function fromEnvironment(path: string, value: unknown): object {
  return loadConfig(undefined, { [variableOf(path)]: String(value) });
}

describe('each setting', () => {
  const untouched = loadConfig(undefined, {});

  for (const [path, standard, taken, refused] of rows)
    test(path, () => {
      if (standard !== undefined) assert.deepEqual(valueAt(untouched, path), standard);
      for (const value of taken) {
        assert.deepEqual(valueAt(fromFile(path, value), path), value, `file: ${value}`);
        assert.deepEqual(valueAt(fromEnvironment(path, value), path), value, `environment: ${value}`);
      }
      for (const value of refused) {
        assert.throws(() => fromFile(path, value), refusalOf(path), `file: ${JSON.stringify(value)}`);
      }
    });

  /** The name of the setting and that there is something allowed instead. */
  function refusalOf(path: string) {
    return (error: unknown): boolean =>
      error instanceof ConfigError &&
      error.message.includes(`simgate.yaml:1: ${path}`) &&
      error.message.includes('allowed is');
  }
});

describe('a setting in the environment that is wrong', () => {
  const numbers = rows.filter(([, standard]) => typeof standard === 'number');
  for (const [path] of numbers)
    test(`${variableOf(path)}=many names the variable and the setting`, () => {
      assert.throws(
        () => fromEnvironment(path, 'many'),
        new RegExp(`${variableOf(path)} \\(${path}\\): found "many"`),
      );
    });
});
