/** Where a wrong setting stands: the line of the file, the variable, the key. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ConfigError } from '@simgate/daemon';
import type { SettingSchema } from '@simgate/daemon/settings';
import { listSettings } from '@simgate/daemon/settings';
import { loadConfig } from './load.ts';
import { needsRestart } from './running-settings.ts';
import { configSchema } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-positions-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 's.yaml');

/** The complaint about these lines, without the folder. */
function complaint(lines: readonly string[], environment: NodeJS.ProcessEnv = {}): string {
  writeFileSync(file, lines.join('\n'));
  try {
    loadConfig(file, environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.message.replaceAll(`${folder}/`, '');
  }
  return 'fine';
}

describe('a wrong setting stands', () => {
  const rows: readonly (readonly [what: string, lines: readonly string[], begins: string])[] = [
    ['on its own line', ['http:', '  host: a', '', '  # why', '  port: -1'], 's.yaml:5: http.port: found -1'],
    ['in a flow mapping', ['http: {host: a,', '  port: -1}'], 's.yaml:2: http.port: found -1'],
    [
      'in a list of groups',
      ['ports:', '  - port: 1', '    tcp: a:1', '  - {port: 77, tcp: b:1}'],
      's.yaml:4: ports[1].port: found 77',
    ],
    [
      'in a list of values',
      ['sms:', '  nationalTables:', '    - 1', '    - 99'],
      's.yaml:4: sms.nationalTables[1]: found 99',
    ],
    ['under a quoted key', ['"http":', "  'port': -1"], 's.yaml:2: http.port: found -1'],
    ['in JSON', ['{', '  "http": {', '    "port": -1', '  }', '}'], 's.yaml:3: http.port: found -1'],
    ['behind an anchor', ['x: &n -1', 'http: {port: *n}'], 's.yaml:1: x is no setting'],
    ['where a group should be', ['sms: 5'], 's.yaml:1: sms: found 5, allowed is a group of validity,'],
    [
      'where a list should be',
      ['sms:', '  deliveredStatuses: 0'],
      's.yaml:2: sms.deliveredStatuses: found 0, allowed is a list',
    ],
    [
      'as a missing key: on the line of its group',
      ['ports:', '  -', '    tcp: a:1'],
      's.yaml:3: ports[0].port is missing',
    ],
    [
      'deep in the limits of a port',
      ['ports:', '  - port: 1', '    tcp: a:1', '    limits:', '      smsPerDay: -4'],
      's.yaml:5: ports[0].limits.smsPerDay: found -4',
    ],
    [
      'given to two ports: at the second',
      ['ports:', '  - {port: 1, usb: "serial:a:1"}', '  - {port: 2, usb: "serial:a:1"}'],
      's.yaml:3: ports[1].usb: is given to two ports',
    ],
    [
      'as a user of another spelling',
      ['http:', '  users:', '    - {name: a, password: "12345678", ha1: "0"}'],
      's.yaml:3: http.users[0].ha1: found something else',
    ],
    [
      'as a user with two secrets',
      ['http:', '  users:', `    - {name: a, password: "12345678", ha1: "${'0'.repeat(32)}"}`],
      's.yaml:3: http.users[0]: exactly one of password and ha1 is needed',
    ],
    [
      'as a user twice: at the second',
      [
        'http:',
        '  users:',
        '    - {name: a, password: "12345678"}',
        '    - name: a',
        '      password: "12345678"',
      ],
      's.yaml:4: http.users[1].name: is given twice',
    ],
    [
      'as a key without certificate',
      ['http:', '  tls:', '    key: /k.pem'],
      's.yaml:3: http.tls: certificate and key are needed together',
    ],
    [
      'as retention below an hour',
      ['retention:', '  sent: 1', '  received: 0.04'],
      's.yaml:3: retention.received: found 0.04, allowed is 0 or an hour',
    ],
    [
      'as an empty document of another kind',
      ['- 1'],
      's.yaml:1: the settings: found [1], allowed is a group of dataFolder',
    ],
  ];
  for (const [what, lines, begins] of rows)
    test(what, () => {
      const found = complaint(lines);
      assert.equal(found.slice(0, begins.length), begins);
    });

  test('in its variable where that stands above the file', () => {
    const found = complaint(['http:', '  port: 1'], { SIMGATE_HTTP_PORT: '-1' });
    assert.equal(
      found,
      'environment variable SIMGATE_HTTP_PORT (http.port): found -1, allowed is a whole number from 0 to 65535',
    );
  });

  for (const [key, lines] of [
    ['pin', ['ports: [{port: 1, tcp: "a:1", pin: "shh"}]']],
    ['password', ['http: {users: [{name: a, password: 4711}]}']],
    ['ha1', ['http: {users: [{name: a, ha1: shh}]}']],
    ['secret', ['push: {targets: [{name: a, url: "http://x", secret: shh}]}']],
  ] as const)
    test(`without its value where it is a ${key}`, () => {
      const found = complaint(lines);
      assert.match(found, new RegExp(`\\.${key}: found something else, allowed is text`));
      assert.equal(/shh|4711/.test(found), false);
    });

  test('nowhere in a file of aliases that multiply without bound', () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const alias = level === 0 ? '"x"' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array(9).fill(alias).join(', ')}]`;
    });
    assert.match(complaint(levels), /^s\.yaml: its aliases cannot be followed \(/);
  });
});

describe('the least and the most of what two settings allow together', () => {
  const rows: readonly (readonly [what: string, lines: readonly string[], fine: boolean])[] = [
    ['retention of an hour', ['retention: {sent: 0.0417, received: 0.0417, events: 0.0417}'], true],
    ['retention of less', ['retention: {events: 0.0416}'], false],
    ['no retention', ['retention: {sent: 0, received: 0, events: 0}'], true],
    ['TLS alone', ['http: {enabled: false, tls: {port: 1}}'], true],
    ['a certificate with its key', ['http: {tls: {certificate: /c.pem, key: /k.pem}}'], true],
    ['a port with a device', ['ports: [{port: 1, device: /dev/x}]'], true],
    ['a port with nothing', ['ports: [{port: 1}]'], false],
    ['a port with nothing under discovery', ['discovery: {enabled: true}', 'ports: [{port: 1}]'], true],
    [
      'a port with two ways under discovery',
      ['discovery: {enabled: true}', 'ports: [{port: 1, tcp: "a:1", usb: "serial:a"}]'],
      false,
    ],
    [
      '32 ports',
      [`ports: [${Array.from({ length: 32 }, (_, port) => `{port: ${port}, tcp: "a:${port}"}`).join(', ')}]`],
      true,
    ],
    [
      '33 ports',
      [
        `ports: [${Array.from({ length: 33 }, (_, port) => `{port: ${port % 32}, tcp: "a:${port}"}`).join(', ')}]`,
      ],
      false,
    ],
    ['the list of one word', ['ports: [auto]'], true],
    ['the list of two words', ['ports: [auto, auto]'], false],
    [
      'two targets of two names',
      ['push: {targets: [{name: a, url: "http://x"}, {name: b, url: "http://x"}]}'],
      true,
    ],
  ];
  for (const [what, lines, fine] of rows)
    test(`${what}: ${fine ? 'taken' : 'refused'}`, () => assert.equal(complaint(lines) === 'fine', fine));
});

describe('a setting that is read again', () => {
  const inForce = /^(logLevel|retention\.|sms\.(?!referenceWidth|nationalTables|submitDeadline))/;
  const settings = listSettings(configSchema as SettingSchema).filter(({ path }) => !path.includes('['));

  function nested(path: string, value: unknown): unknown {
    return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  }

  for (const { path } of settings) {
    const isInForce = inForce.test(path);
    test(`${path}: ${isInForce ? 'in force at once' : 'needs a restart'}`, () => {
      const names = needsRestart(nested(path, 'before'), nested(path, 'after'));
      assert.deepEqual(names, isInForce ? [] : [path]);
    });
  }
});
