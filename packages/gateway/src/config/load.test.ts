import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ConfigError } from '@simgate/daemon';
import type { SettingSchema } from '@simgate/daemon/settings';
import { listSettings } from '@simgate/daemon/settings';
import { loadGatewayConfig as loadConfig } from '../load-gateway-config.ts';
import { configSchema } from './schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-config-'));
after(() => rmSync(folder, { recursive: true }));

function written(text: string): string {
  const file = join(folder, 'simgate.yaml');
  writeFileSync(file, text);
  return file;
}

describe('settings that are fine', () => {
  test('nothing given: loopback, eight virtual ports, no user', () => {
    const config = loadConfig(undefined, {});
    assert.equal(config.http.host, '127.0.0.1');
    assert.equal(config.http.port, 8080);
    assert.deepEqual(config.http.users, []);
    assert.equal(config.virtualPorts, 8);
    assert.equal(config.sms.submitDeadline, 180);
  });

  test('an empty file is the defaults', () => {
    assert.deepEqual(loadConfig(written(''), {}), loadConfig(undefined, {}));
  });

  test('the example file in the repository can be used as it is, and with every comment that shows a setting', () => {
    const example = readFileSync(new URL('../../../../simgate.example.yaml', import.meta.url), 'utf8');
    assert.equal(loadConfig(written(example), {}).ports.length, 2);
    const uncommented = example.replace(/^( *)# (?=( {2})*(- )?[a-zA-Z0-9]+:( |$))/gm, '$1');
    const config = loadConfig(written(uncommented), {});
    assert.equal(config.timeZone, 'Europe/Berlin');
    assert.equal(config.http.users.length, 2);
    assert.equal(config.http.tls?.port, 8443);
    assert.equal(config.ports[0]?.pin, '1234');
    assert.equal(config.retention.events, 90);
  });

  test('retention below an hour is refused, an hour and none are not', () => {
    assert.throws(() => loadConfig(written('retention: {events: 0.01}'), {}), /retention.events: found 0.01/);
    assert.equal(loadConfig(written('retention: {events: 0, sent: 0.042}'), {}).retention.events, 0);
  });

  test('the example file names every setting there is', () => {
    const example = readFileSync(new URL('../../../../simgate.example.yaml', import.meta.url), 'utf8');
    const hidden = new Set(['virtualPorts']);
    for (const { path } of listSettings(configSchema as SettingSchema)) {
      const key = path.split('.').at(-1) ?? '';
      assert.ok(hidden.has(key) || example.includes(`${key}:`), `${path} is missing in simgate.example.yaml`);
    }
  });

  for (const [what, yaml, environment] of [
    ['in the file', 'ports: auto', {}],
    ['in the environment', '', { SIMGATE_PORTS: 'auto' }],
    [
      'in the environment, above a list in the file',
      'ports: [{port: 1, tcp: "a:1"}]',
      { SIMGATE_PORTS: 'auto' },
    ],
    ['as the group', 'discovery: {enabled: true}', {}],
    ['beside an empty group', 'ports: auto\ndiscovery:', {}],
  ] as const)
    test(`ports: auto ${what}`, () => {
      const { ports, discovery } = loadConfig(written(yaml), environment);
      assert.deepEqual([ports, discovery.enabled], [[], true]);
    });

  test('a port without a device is for the modem that is found for its number', () => {
    const { ports } = loadConfig(written('discovery: {enabled: true}\nports: [{port: 3, pin: "1234"}]'), {});
    assert.deepEqual(ports, [{ port: 3, pin: '1234', record: false }]);
  });

  test('an environment variable stands above the file, a list is parted by commas', () => {
    const config = loadConfig(written('http: {port: 1000}\nports: [{port: 3, tcp: "h:1"}]'), {
      SIMGATE_HTTP_PORT: '2000',
      SIMGATE_PORTS_0_PIN: '0000',
      SIMGATE_SMS_DELIVERED_STATUSES: '0, 1',
      SIMGATE_SMS_REFERENCE_WIDTH: '16',
      SIMGATE_HTTP_BASIC: 'false',
      SIMGATE_HTTP_USERS_0_NAME: 'admin',
      SIMGATE_HTTP_USERS_0_PASSWORD: 'a long secret',
    });
    assert.equal(config.http.port, 2000);
    assert.deepEqual(config.ports, [{ port: 3, tcp: 'h:1', pin: '0000', record: false }]);
    assert.deepEqual(config.sms.deliveredStatuses, [0, 1]);
    assert.equal(config.sms.referenceWidth, 16);
    assert.equal(config.http.basic, false);
    assert.deepEqual(config.http.users, [{ name: 'admin', password: 'a long secret', role: 'admin' }]);
  });
});

describe('settings that stop the start', () => {
  const rows: [what: string, yaml: string, environment: NodeJS.ProcessEnv, complaint: RegExp][] = [
    [
      'an alias without its anchor',
      'http:\n  host: 127.0.0.1\n  port: *web',
      {},
      /simgate\.yaml:3: the alias \*web has no anchor &web before it/,
    ],
    ['broken YAML', 'http:\n  port: [1', {}, /simgate\.yaml:\d+: .+/],
    [
      'a push target that is no http',
      'push:\n  targets:\n    - name: a\n      url: ftp://there/',
      {},
      /simgate\.yaml:4: push\.targets\[0\]\.url: found "ftp:\/\/there\/", allowed is text of the form/,
    ],
    [
      'a push target with a user in its URL',
      'push:\n  targets:\n    - name: a\n      url: http://me:pw@there/',
      {},
      /simgate\.yaml:4: push\.targets\[0\]\.url: must not hold a user/,
    ],
    [
      'two push targets of one name',
      'push:\n  targets: [{name: a, url: "http://x"}, {name: a, url: "http://y"}]',
      {},
      /push\.targets\[1\]\.name: is given twice/,
    ],
    [
      'a signing secret that is too short, not shown',
      'push:\n  targets: [{name: a, url: "http://x", secret: whsec_c2hvcnQ=}]',
      {},
      /push\.targets\[0\]\.secret: found something else/,
    ],
    [
      'a pattern without the amount',
      'balance:\n  rules:\n    - code: "*100#"\n      pattern: my balance',
      {},
      /simgate\.yaml:4: balance\.rules\[0\]\.pattern: needs \{amount\} exactly once/,
    ],
    [
      'a USSD code that fits no USSD string',
      `balance: {rules: [{code: "${'я'.repeat(81)}"}]}`,
      {},
      /balance\.rules\[0\]\.code: /,
    ],
    [
      'an operator that is no beginning of an IMSI',
      'balance: {rules: [{imsi: 26-201, code: "*1#"}]}',
      {},
      /balance\.rules\[0\]\.imsi: found "26-201", allowed is text of the form/,
    ],
    [
      'a mail without a sender',
      'mail: {host: relay, to: [a@b.c]}',
      {},
      /mail\.from: is needed where mail\.host is set/,
    ],
    [
      'a mail to nobody',
      'mail: {host: relay, from: a@b.c}',
      {},
      /mail\.to: is needed where mail\.host is set/,
    ],
    [
      'a recipient that is two',
      'mail: {host: relay, from: a@b.c, to: ["a@b.c", "a@b.c, d@e.f"]}',
      {},
      /mail\.to\[1\]: is no mail address such as name@example\.com/,
    ],
    [
      'a sender with a line end',
      'mail: {host: relay, from: "a@b.c\\nBcc: d@e.f", to: [a@b.c]}',
      {},
      /mail\.from: is no mail address/,
    ],
    [
      'a password in the clear',
      'mail: {host: relay, from: a@b.c, to: [a@b.c], security: none, user: me, password: secret}',
      {},
      /mail\.security: is none, and user and password would travel in the clear/,
    ],
    [
      'two passwords',
      'mail: {host: relay, from: a@b.c, to: [a@b.c], user: me, password: secret, passwordFile: /p}',
      {},
      /mail\.passwordFile: stands beside password/,
    ],
    [
      'wrong type',
      'http:\n  port: eight',
      {},
      /simgate\.yaml:2: http\.port: found "eight", allowed is a whole number from 0 to 65535/,
    ],
    [
      'out of range',
      'ports:\n  - port: 1\n    tcp: a:1\n  - port: 32\n    tcp: b:1',
      {},
      /simgate\.yaml:4: ports\[1\]\.port: found 32, allowed is a whole number from 0 to 31/,
    ],
    [
      'unknown key',
      'sms:\n  validty: 5',
      {},
      /simgate\.yaml:2: sms\.validty is no setting; known here: validity,/,
    ],
    ['unknown top key', 'smss: 1', {}, /simgate\.yaml:1: smss is no setting/],
    ['ports by another word', 'ports: all', {}, /simgate\.yaml:1: ports: found "all", allowed is a list/],
    ['missing key', 'ports:\n  - tcp: a:1', {}, /simgate\.yaml:2: ports\[0\]\.port is missing/],
    ['neither device nor tcp', 'ports:\n  - port: 1', {}, /ports\[0\]: exactly one of device, tcp and usb/],
    [
      'both device and tcp',
      'ports: [{port: 1, tcp: "a:1", device: /dev/x}]',
      {},
      /ports\[0\]: exactly one of device, tcp and usb/,
    ],
    [
      'both device and usb',
      'ports: [{port: 1, usb: "serial:aaaa:1", device: /dev/x}]',
      {},
      /ports\[0\]: exactly one of device, tcp and usb/,
    ],
    [
      'a port twice',
      'ports:\n  - {port: 1, tcp: "a:1"}\n  - {port: 1, tcp: "a:2"}',
      {},
      /simgate\.yaml:3: ports\[1\]\.port: is given to two ports/,
    ],
    [
      'a device twice',
      'ports: [{port: 1, device: /dev/x}, {port: 2, device: /dev/x}]',
      {},
      /ports\[1\]\.device: is given to two ports/,
    ],
    [
      'user without a secret',
      'http: {users: [{name: a}]}',
      {},
      /http\.users\[0\]: exactly one of password and ha1/,
    ],
    [
      'user twice',
      'http: {users: [{name: a, password: 12345678}, {name: a, password: 12345678}]}',
      {},
      /http\.users/,
    ],
    ['nothing would listen', 'http: {enabled: false}', {}, /http\.enabled: is false and no tls is set/],
    [
      'certificate without key',
      'http: {tls: {certificate: /c.pem}}',
      {},
      /http\.tls: certificate and key are needed together/,
    ],
    [
      'unknown zone',
      'timeZone: Mars/Olympus',
      {},
      /timeZone: found "Mars\/Olympus", allowed is an IANA name/,
    ],
    [
      'enumeration',
      'logLevel: loud',
      {},
      /logLevel: found "loud", allowed is one of trace, debug, info, warn, error/,
    ],
    [
      'variable of no setting',
      '',
      { SIMGATE_HTTP_PROT: '1' },
      /environment variable SIMGATE_HTTP_PROT: no setting has this name/,
    ],
    [
      'variable with a wrong value',
      '',
      { SIMGATE_HTTP_PORT: 'x' },
      /environment variable SIMGATE_HTTP_PORT \(http\.port\): found "x", allowed is a whole/,
    ],
  ];
  for (const [what, yaml, environment, complaint] of rows) {
    test(what, () => {
      assert.throws(
        () => loadConfig(written(yaml), environment),
        error => {
          assert.ok(error instanceof ConfigError);
          assert.match(error.message, complaint);
          return true;
        },
      );
    });
  }

  test('a secret is never shown, not even a wrong one', () => {
    assert.throws(
      () => loadConfig(written('ports: [{port: 1, tcp: "a:1", pin: "12"}]'), {}),
      error => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, /ports\[0\]\.pin: found something else, allowed is text of the form/);
        return true;
      },
    );
  });

  test('a file that is not there', () => {
    assert.throws(() => loadConfig(join(folder, 'absent.yaml'), {}), /absent\.yaml: cannot be read/);
  });
});
