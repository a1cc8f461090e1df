import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foreignHost, foreignPage, isBrowserByItself } from './browsers.ts';
import { isLoopback } from './loopback.ts';

describe('addresses that only this machine reaches', () => {
  const rows: [string, boolean][] = [
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
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
    ['sms.example.com', true],
    ['SMS.example.com:443', true],
    ['sms.example.com:8443', false],
    ['evil.com', false],
    ['evil.com:8080', false],
    ['localhost.evil.com', false],
    ['127.0.0.1.evil.com', false],
  ];
  for (const [host, local] of rows)
    test(`${host}`, () => {
      const refusal = foreignHost(host, { publicOrigin: 'https://sms.example.com' });
      assert.equal(refusal === undefined, local);
    });

  test('the remedy names the setting', () =>
    assert.match(
      foreignHost('sms.example.com', {})?.remedy ?? '',
      /http\.publicOrigin .*https:\/\/sms\.example\.com/,
    ));
});

describe('requests from pages of other sites', () => {
  const host = 'gateway:8080';
  const rows: [string, Record<string, string>, boolean][] = [
    ['no browser', { host }, false],
    ['own page', { host, origin: 'http://gateway:8080', 'sec-fetch-site': 'same-origin' }, false],
    ['own page behind TLS', { host: 'gateway', origin: 'https://gateway' }, false],
    ['own page behind a proxy', { host, origin: 'https://sms.example.com' }, false],
    ['default port spelt out', { host: 'gateway:80', origin: 'http://gateway' }, false],
    ['typed address', { host, 'sec-fetch-site': 'none' }, false],
    ['own Referer', { host, referer: 'http://gateway:8080/page' }, false],
    [
      'Referer that Sec-Fetch-Site knows better',
      { host, referer: 'http://evil.com', 'sec-fetch-site': 'none' },
      false,
    ],
    ['other site', { host, origin: 'http://evil.com' }, true],
    ['other port', { host, origin: 'http://gateway:9999' }, true],
    ['sandboxed page', { host, origin: 'null' }, true],
    ['image or form of another site', { host, 'sec-fetch-site': 'cross-site' }, true],
    ['page of a neighbour', { host, 'sec-fetch-site': 'same-site' }, true],
    ['foreign Referer', { host, referer: 'http://evil.com/page' }, true],
    ['Referer that is none', { host, referer: 'nonsense' }, true],
  ];
  for (const [name, headers, foreign] of rows) {
    test(name, () =>
      assert.equal(foreignPage(headers, { publicOrigin: 'https://sms.example.com' }) !== undefined, foreign),
    );
  }
});

describe('a browser that asks by itself', () => {
  const rows: [string, Record<string, string>, boolean][] = [
    ['curl', {}, false],
    ['fetch of a program', { 'accept-language': '*' }, false],
    ['an image over plain HTTP', { 'accept-language': 'de-DE,de;q=0.9' }, true],
    ['a page of its own', { 'accept-language': 'de', 'sec-fetch-site': 'same-origin' }, false],
    ['a typed address', { 'accept-language': 'de', 'sec-fetch-site': 'none' }, false],
  ];
  for (const [name, headers, itself] of rows)
    test(name, () => assert.equal(isBrowserByItself(headers), itself));
});
