import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foreignPage, isLocalHost, isLoopback } from './browsers.ts';

describe('addresses that only this machine reaches', () => {
  const rows: [string, boolean][] = [
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.2', false],
    ['127.evil.com', false],
  ];
  for (const [host, loopback] of rows) test(host, () => assert.equal(isLoopback(host), loopback));
});

describe('Host on loopback', () => {
  const rows: [string | undefined, boolean][] = [
    [undefined, true],
    ['', true],
    ['localhost', true],
    ['localhost:8080', true],
    ['gateway.localhost:8080', true],
    ['127.0.0.1:8080', true],
    ['[::1]:8080', true],
    ['[::1]', true],
    ['evil.com', false],
    ['evil.com:8080', false],
    ['localhost.evil.com', false],
    ['127.0.0.1.evil.com', false],
  ];
  for (const [host, local] of rows) test(`${host}`, () => assert.equal(isLocalHost(host), local));
});

describe('requests from pages of other sites', () => {
  const host = 'gateway:8080';
  const rows: [string, Record<string, string>, boolean][] = [
    ['no browser', { host }, false],
    ['own page', { host, origin: 'http://gateway:8080', 'sec-fetch-site': 'same-origin' }, false],
    ['own page behind TLS', { host: 'gateway', origin: 'https://gateway' }, false],
    ['default port spelt out', { host: 'gateway:80', origin: 'http://gateway' }, false],
    ['typed address', { host, 'sec-fetch-site': 'none' }, false],
    ['other site', { host, origin: 'http://evil.com' }, true],
    ['other port', { host, origin: 'http://gateway:9999' }, true],
    ['sandboxed page', { host, origin: 'null' }, true],
    ['image or form of another site', { host, 'sec-fetch-site': 'cross-site' }, true],
  ];
  for (const [name, headers, foreign] of rows) {
    test(name, () => assert.equal(foreignPage(headers) !== undefined, foreign));
  }
});
