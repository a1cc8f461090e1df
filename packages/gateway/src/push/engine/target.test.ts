import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { destinationOf, secretProblem, urlProblem } from './target.ts';

describe('where a URL points', () => {
  const rows: [string, { secure: boolean; host: string; port: number; authority: string; path: string }][] = [
    ['http://there', { secure: false, host: 'there', port: 80, authority: 'there', path: '/' }],
    ['https://there/', { secure: true, host: 'there', port: 443, authority: 'there', path: '/' }],
    ['HTTP://There:81?a=b', { secure: false, host: 'there', port: 81, authority: 'There:81', path: '/?a=b' }],
    [
      'http://h/a/../b//c?x=%7C|y#part',
      { secure: false, host: 'h', port: 80, authority: 'h', path: '/a/../b//c?x=%7C|y' },
    ],
    ['https://[::1]:8443/p', { secure: true, host: '::1', port: 8443, authority: '[::1]:8443', path: '/p' }],
  ];
  for (const [url, destination] of rows) {
    test(url, () => {
      assert.deepEqual(destinationOf(url), destination);
      assert.equal(urlProblem(url), undefined);
    });
  }
});

describe('URLs that are refused when they are set', () => {
  for (const url of [
    '',
    'there/push',
    'ftp://there/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
  ]) {
    test(JSON.stringify(url), () => assert.ok(urlProblem(url)));
  }
  for (const url of [
    'http://a b/',
    'http://there/ä',
    'http://there/\r\nX: y',
    'http://me@there/',
    'http://x:99999/',
  ]) {
    test(JSON.stringify(url), () => assert.ok(urlProblem(url)));
  }
});

describe('secrets', () => {
  const bytes = (count: number): string => `whsec_${Buffer.alloc(count, 7).toString('base64')}`;
  const rows: [string, string, boolean][] = [
    ['none', '', true],
    ['24 bytes', bytes(24), true],
    ['64 bytes', bytes(64), true],
    ['23 bytes', bytes(23), false],
    ['65 bytes', bytes(65), false],
    ['without its mark', bytes(24).slice(6), false],
  ];
  for (const [what, secret, good] of rows) {
    test(`${what}: ${good ? 'taken' : 'refused'}`, () =>
      assert.equal(secretProblem(secret) === undefined, good));
  }
});
