/** What a gateway makes once and keeps, and who can reach it; its users stand in http/authentication/user-directory.test.ts. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { loadConfig } from './config/load.ts';
import type { GatewayConfig } from './config/schema.ts';
import { listensOnLoopbackOnly, serialNumberOf } from './identity.ts';
import { temporaryStore } from './port-management/testing.ts';

const plain = loadConfig(undefined, {});

function withHttp(http: Partial<GatewayConfig['http']>): GatewayConfig {
  return { ...plain, http: { ...plain.http, ...http } };
}

function settingsOf(context: TestContext) {
  return temporaryStore(context).store.settings;
}

describe('the serial number', () => {
  test('is made at the first start and kept over the next', async context => {
    const { store, reopen } = temporaryStore(context);
    const made = await serialNumberOf(plain, store.settings);
    assert.match(made, /^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/);
    assert.equal(await serialNumberOf(plain, reopen().settings), made);
  });

  test('differs from gateway to gateway', async context => {
    const [one, other] = [settingsOf(context), settingsOf(context)];
    assert.notEqual(await serialNumberOf(plain, one), await serialNumberOf(plain, other));
  });

  test('of the settings stands above the kept one, and does not replace it', async context => {
    const settings = settingsOf(context);
    const made = await serialNumberOf(plain, settings);
    const serialNumber = 'da00-0030-1901-2817';
    assert.equal(await serialNumberOf({ ...plain, serialNumber }, settings), serialNumber);
    assert.equal(await serialNumberOf(plain, settings), made);
  });
});

const tls = { host: '0.0.0.0', port: 8443 };

describe('who can reach the gateway', () => {
  const rows: readonly (readonly [
    what: string,
    http: Partial<GatewayConfig['http']>,
    loopbackOnly: boolean,
  ])[] = [
    ['as it comes', {}, true],
    ['on ::1', { host: '::1' }, true],
    ['on localhost', { host: 'localhost' }, true],
    ['on every address', { host: '0.0.0.0' }, false],
    ['on one of its network', { host: '192.168.1.2' }, false],
    ['on every address by TLS', { tls }, false],
    ['on loopback by TLS', { tls: { ...tls, host: '127.0.0.1' } }, true],
    [
      'by TLS on loopback while plain HTTP is off',
      { enabled: false, host: '0.0.0.0', tls: { ...tls, host: '::1' } },
      true,
    ],
  ];
  for (const [what, http, loopbackOnly] of rows)
    test(`${what}: ${loopbackOnly ? 'this machine alone' : 'others too'}`, () => {
      assert.equal(listensOnLoopbackOnly(withHttp(http)), loopbackOnly);
    });
});
