/** The first lines of a gateway and of a server at a terminal. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadConfig, type RunningGateway } from '@simgate/gateway';
import type { ServerConfig } from '@simgate/server';
import { serverStarting, serverWelcome } from './server-welcome.ts';
import { welcome } from './welcome.ts';

type Listening = RunningGateway['addresses'][number];
const plain: Listening = { protocol: 'http', address: '127.0.0.1', port: 8080 };

/** The line with that name. */
function lineOf(text: string, name: string): string {
  return new RegExp(`^ {2}${name} +(.*)$`, 'm').exec(text)?.[1] ?? '';
}

describe('the greeting of a gateway', () => {
  const config = { ...loadConfig(undefined, {}), dataFolder: '/data' };
  const port = { port: 3, tcp: '127.0.0.1:7000', record: false };

  function greet(more: {
    addresses?: readonly Listening[];
    firstUser?: { name: string; password: string };
    signInToken?: string;
    config?: Partial<typeof config>;
    simulator?: { control: string };
  }): string {
    const { addresses = [plain], firstUser, signInToken, simulator } = more;
    const gateway = { addresses: [...addresses], serialNumber: '7b1e', firstUser, signInToken };
    return welcome({
      version: '0.1.0',
      config: { ...config, ...more.config },
      gateway: gateway as Parameters<typeof welcome>[0]['gateway'],
      simulator,
    });
  }

  test('begins with an empty line, and names version and serial number', () => {
    assert.match(greet({}), /^\n {2}simgate 0\.1\.0 gateway, serial number 7b1e\n\n/);
    assert.equal(lineOf(greet({}), 'data'), '/data');
  });

  const places: readonly [address: Listening, listens: string, local: string][] = [
    [plain, 'http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    [{ ...plain, address: '0.0.0.0' }, 'http://0.0.0.0:8080', 'http://127.0.0.1:8080'],
    [{ ...plain, address: '::' }, 'http://[::]:8080', 'http://[::1]:8080'],
    [
      { protocol: 'https', address: 'fe80::1', port: 8443 },
      'https://[fe80::1]:8443',
      'https://[fe80::1]:8443',
    ],
  ];
  for (const [address, listens, local] of places)
    test(`at ${listens} can be opened at ${local}`, () => {
      const text = greet({ addresses: [address], signInToken: 'once' });
      assert.equal(lineOf(text, 'listens on'), listens);
      assert.equal(lineOf(text, 'console'), `${local}/#token=once (signs in once, within 10 minutes)`);
      assert.ok(text.includes(`${local}/api/send_sms\n`));
      assert.equal(text.includes('curl -k '), address.protocol === 'https');
    });

  test('names all addresses, and leads to the first one', () => {
    const text = greet({ addresses: [plain, { ...plain, address: '192.0.2.1' }] });
    assert.equal(lineOf(text, 'listens on'), 'http://127.0.0.1:8080, http://192.0.2.1:8080');
    assert.equal(lineOf(text, 'console'), 'http://127.0.0.1:8080/');
  });

  test('without any address has nothing to open', () => {
    const text = greet({ addresses: [] });
    assert.deepEqual([lineOf(text, 'console'), text.includes('curl')], ['', false]);
  });

  const http = {
    ...config.http,
    users: [
      { name: 'ann', password: 'p' },
      { name: 'bob', password: 'q' },
    ],
  };
  test('shows the first password once, those of the settings never', () => {
    const first = greet({ firstUser: { name: 'admin', password: 'geheim' } });
    assert.equal(lineOf(first, 'user'), 'admin, password geheim (shown this once: keep it)');
    assert.ok(first.includes('curl -u admin:geheim '));
    const known = greet({ config: { http: http as typeof config.http } });
    assert.equal(lineOf(known, 'user'), 'ann, bob of the settings, and who was added since');
    assert.ok(known.includes('curl -u USER:PASSWORD '));
    assert.match(lineOf(greet({}), 'user'), /^as before; .* simgate gateway reset-password$/);
  });

  const found = { ...config.discovery, enabled: true };
  const ports: readonly [more: Parameters<typeof greet>[0], line: RegExp][] = [
    [{}, /^none: nothing can be sent until the settings name modems$/],
    [{ config: { ports: [port, { ...port, port: 5 }] } }, /^2 of the settings: 3, 5$/],
    [{ config: { discovery: found } }, /^modems that are found; GET \/v1\/ports shows them, simgate doctor/],
    [
      { config: { ports: [port] }, simulator: { control: 'http://c' } },
      /^1 virtual modems on a virtual network; its control API: http:\/\/c$/,
    ],
  ];
  for (const [more, line] of ports)
    test(`has the ports ${line.source}`, () => assert.match(lineOf(greet(more), 'ports'), line));
});

describe('the greeting of a server', () => {
  const config = { dataFolder: '/data', database: undefined } as unknown as ServerConfig;
  const server = { addresses: [plain], firstKey: undefined, gateways: 0 };

  function greet(
    more: object = {},
    embedded?: { address: string; settingsFile: string },
    settings = config,
  ): string {
    return serverWelcome({
      version: '0.1.0',
      config: settings,
      server: { ...server, ...more } as never,
      embedded,
    });
  }

  test('shows the first key once', () => {
    const text = greet({ firstKey: 'sgk_1' });
    assert.equal(lineOf(text, 'key'), 'sgk_1 (role admin, shown this once: keep it)');
    assert.ok(text.includes('Authorization: Bearer sgk_1"'));
    assert.equal(lineOf(greet(), 'key'), 'as before; POST /v1/keys makes more');
    assert.ok(greet().includes('Authorization: Bearer KEY"'));
  });

  test('names its gateways', () => {
    assert.equal(lineOf(greet(), 'gateways'), 'none yet: add them with POST /v1/gateways');
    assert.equal(lineOf(greet({ gateways: 2 }), 'gateways'), '2; GET /v1/gateways shows them');
    assert.equal(
      lineOf(greet({}, { address: 'http://g', settingsFile: '/f' }), 'gateways'),
      'one with 8 virtual modems at http://g; its settings: /f',
    );
  });

  test('has a line to try that fits its address', () => {
    assert.ok(greet().includes('curl -s -H') && greet().includes('http://127.0.0.1:8080/v1/messages'));
    const secure = greet({ addresses: [{ protocol: 'https', address: '::1', port: 1 }] });
    assert.ok(secure.includes('curl -s -k ') && secure.includes('curl -sN -m 20 -k '));
    assert.equal(lineOf(secure, 'listens on'), 'https://[::1]:1');
    assert.ok(!greet({ addresses: [] }).includes('curl'));
  });

  test('names where the data are, and never the address of a database', () => {
    const shared = { dataFolder: '/data', database: 'postgres://u:p@h/d' } as unknown as ServerConfig;
    assert.equal(lineOf(greet(), 'data'), '/data');
    assert.equal(lineOf(greet({}, undefined, shared), 'data'), 'PostgreSQL, and /data');
    const start = (withGateway: boolean): string => serverStarting({ version: '0.1.0', config, withGateway });
    assert.equal(start(false), 'simgate 0.1.0 SMS server starts on /data\n');
    assert.equal(
      start(true),
      'simgate 0.1.0 SMS server starts on /data; with a gateway of virtual modems where there is none yet\n',
    );
  });
});
