/** Entries of lists of groups: ports, rules for balances and push targets, their defaults and their bounds. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { usualEventKinds } from '@simgate/api/contract';
import { ConfigError } from '@simgate/daemon';
import { Value } from 'typebox/value';
import { loadGatewayConfig } from '../load-gateway-config.ts';
import { loadConfig } from './load.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-entries-'));
after(() => rmSync(folder, { recursive: true }));

const limitNames = [
  ...['smsPerMinute', 'smsPerHour', 'smsPerDay', 'smsPerMonth', 'smsTotal'],
  ...['callsPerHour', 'callsPerDay', 'callSecondsPerHour', 'callSecondsPerDay'],
];

/** JSON is YAML too. */
function fromFile(path: string, value: unknown): object {
  const file = join(folder, 'simgate.yaml');
  writeFileSync(
    file,
    JSON.stringify(path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)),
  );
  return loadConfig(file, {});
}

function valueAt(settings: object, path: string): unknown {
  return Value.Pointer.Get(settings, `/${path.replaceAll('.', '/')}`);
}

describe('a port', () => {
  const plain = { port: 3, tcp: 'modem:1' };
  const load = (settings: object) => fromFile('ports', [{ ...plain, ...settings }]);

  const taken: readonly (readonly [what: string, settings: object])[] = [
    ['the least', {}],
    ['the first and the last number', { port: 0 }],
    ['the last number', { port: 31 }],
    ['a PIN of 4 digits', { pin: '0000' }],
    ['a PIN of 8 digits', { pin: '12345678' }],
    ['one SIM to choose among', { slots: 1 }],
    ['four SIMs to choose among', { slots: 4 }],
    ['limits of its own, 0 for none', { limits: Object.fromEntries(limitNames.map(name => [name, 0])) }],
    ['no gap of its own', { gap: 0 }],
    ['a gap of a day', { gap: 86_400 }],
    ['the slowest line', { baudRate: 300 }],
    ['the fastest line', { baudRate: 4_000_000 }],
    ['the toolkit', { toolkitAllows: ['sms', 'ussd', 'ss', 'call'] }],
    ['a command that chooses the SIM', { slotCommand: ['/bin/choose', '{port}', '{slot}'] }],
    ['a command of one letter', { slotCommand: ['c'] }],
    ['switches', { deleteSentMessages: true, record: true }],
  ];
  for (const [what, settings] of taken)
    test(`takes ${what}`, () => {
      assert.deepEqual(valueAt(load(settings), 'ports.0'), { record: false, ...plain, ...settings });
    });

  const refused: readonly (readonly [what: string, settings: object, field: string])[] = [
    ['number 32', { port: 32 }, 'port'],
    ['number -1', { port: -1 }, 'port'],
    ['a PIN of 3 digits', { pin: '123' }, 'pin'],
    ['a PIN of 9 digits', { pin: '123456789' }, 'pin'],
    ['a PIN with a letter', { pin: '12a4' }, 'pin'],
    ['no SIM', { slots: 0 }, 'slots'],
    ['five SIMs', { slots: 5 }, 'slots'],
    ...limitNames.map(name => [`a ${name} below 0`, { limits: { [name]: -1 } }, `limits.${name}`] as const),
    ['an unknown limit', { limits: { smsPerWeek: 1 } }, 'limits.smsPerWeek'],
    ['a gap of over a day', { gap: 86_401 }, 'gap'],
    ['a gap below 0', { gap: -1 }, 'gap'],
    ['a line below 300 baud', { baudRate: 299 }, 'baudRate'],
    ['a line above 4 Mbaud', { baudRate: 4_000_001 }, 'baudRate'],
    ['one permission twice', { toolkitAllows: ['sms', 'sms'] }, 'toolkitAllows'],
    ['a command of nothing', { slotCommand: [] }, 'slotCommand'],
    ['an empty argument', { slotCommand: ['/bin/choose', ''] }, 'slotCommand[1]'],
    ['an empty device', { device: '' }, 'device'],
    ['a place of over 300 characters', { usb: `place:${'x'.repeat(295)}` }, 'usb'],
    ['an unknown key', { baudrate: 9600 }, 'baudrate'],
  ];
  for (const [what, settings, field] of refused)
    test(`refuses ${what}`, () => {
      assert.throws(
        () => load(settings),
        error => error instanceof ConfigError && error.message.includes(`ports[0].${field}`),
      );
    });
});

/** One entry of a list: what it is where only the least is given, what it takes at its bounds, what it refuses. */
function entries(
  list: string,
  least: object,
  whole: object,
  taken: readonly object[],
  refused: readonly object[],
) {
  const load = (settings: object) => fromFile(list, [{ ...least, ...settings }]);
  test('has defaults', () => assert.deepEqual(valueAt(load({}), `${list}.0`), whole));
  for (const settings of taken)
    test(`takes ${shortened(settings)}`, () => {
      assert.deepEqual(valueAt(load(settings), `${list}.0`), { ...whole, ...settings });
    });
  for (const settings of refused)
    test(`refuses ${shortened(settings)}`, () => {
      const field = `${list}[0].${Object.keys(settings)[0]}`;
      assert.throws(
        () => load(settings),
        error => error instanceof ConfigError && error.message.includes(field),
      );
    });
}

function shortened(settings: object): string {
  return JSON.stringify(settings).replace(/(.)\1{9,}/g, (run, one) => `${run.length} times ${one}`);
}

describe('a rule for balances', () => {
  entries(
    'balance.rules',
    { code: '*100#' },
    {
      ...{
        imsi: '',
        ports: [],
        code: '*100#',
        answers: [],
        pattern: '{amount}',
        decimal: 'auto',
        currency: '',
      },
      every: 24,
    },
    [
      ...[{ ports: [0, 31] }, { ports: Array(32).fill(1) }, { code: '1' }, { code: '1'.repeat(182) }],
      ...[{ answers: Array(5).fill('1') }, { answers: ['1'.repeat(182)] }, { pattern: 'x'.repeat(200) }],
      ...[
        { currency: 'x'.repeat(8) },
        { threshold: -1e12 },
        { threshold: 1e12 },
        { every: 0.25 },
        { every: 8760 },
      ],
    ],
    [
      ...[
        { ports: [-1] },
        { ports: [32] },
        { ports: Array(33).fill(1) },
        { code: '' },
        { code: '1'.repeat(183) },
      ],
      ...[{ answers: Array(6).fill('1') }, { answers: [''] }, { answers: ['1'.repeat(183)] }],
      ...[{ pattern: 'x'.repeat(7) }, { pattern: 'x'.repeat(201) }, { currency: 'x'.repeat(9) }],
      ...[{ threshold: -1e12 - 1 }, { threshold: 1e12 + 1 }, { every: 0.24 }, { every: 8761 }, { rate: 1 }],
    ],
  );
});

describe('a push target', () => {
  const least = { name: 'crm', url: 'https://crm.example.com/' };
  entries(
    'push.targets',
    least,
    {
      ...{
        ...least,
        kinds: [...usualEventKinds],
        authentication: 'basic',
        user: '',
        password: '',
        secret: '',
      },
      ...{ checkCertificate: true, extraKeys: true },
    },
    [{ name: 'a'.repeat(64) }, { checkCertificate: false }, { extraKeys: false }, { kinds: [] }],
    [
      { name: '' },
      { name: 'a'.repeat(65) },
      { url: 'ftp://crm' },
      { kinds: ['mail'] },
      { certificate: true },
    ],
  );
});

describe('the lists of ports and of push targets', () => {
  const ports = (count: number) =>
    Array.from({ length: count }, (_, port) => ({ port, tcp: `modem:${port}` }));
  const targets = (count: number) =>
    Array.from({ length: count }, (_, one) => ({ name: `t${one}`, url: 'http://t' }));

  test('end at 32 and 64', () => {
    assert.deepEqual(valueAt(fromFile('ports', ports(32)), 'ports.31.port'), 31);
    assert.deepEqual(valueAt(fromFile('push.targets', targets(64)), 'push.targets.63.name'), 't63');
    assert.throws(() => fromFile('ports', [...ports(32), { port: 5, tcp: 'modem:99' }]), /ports: found/);
    assert.throws(() => fromFile('push.targets', targets(65)), /push\.targets: found/);
  });
});

describe('ports: auto', () => {
  test('keeps the other settings of the group', () => {
    writeFileSync(join(folder, 'auto.yaml'), 'ports: auto\ndiscovery: {adapters: true, forgetAfter: 7}');
    const { discovery } = loadConfig(join(folder, 'auto.yaml'), {});
    assert.deepEqual([discovery.enabled, discovery.adapters, discovery.forgetAfter], [true, true, 7]);
  });

  test('hides no mistake beside it', () => {
    writeFileSync(join(folder, 'auto.yaml'), 'ports: auto\ndiscovery: 5');
    assert.throws(() => loadConfig(join(folder, 'auto.yaml'), {}), /auto\.yaml:2: discovery: found 5/);
  });
});

describe('an address that targets may have', () => {
  const load = (address: string) => {
    writeFileSync(
      join(folder, 'push.yaml'),
      JSON.stringify({ push: { allowedAddresses: ['::1', address] } }),
    );
    return loadGatewayConfig(join(folder, 'push.yaml'), {}).push.allowedAddresses;
  };

  test('is an address or a network', () => {
    assert.deepEqual(load('169.254.7.0/24'), ['::1', '169.254.7.0/24']);
    assert.throws(() => load('crm.example.com'), /push\.yaml:1: push\.allowedAddresses\[1\]: /);
  });
});
