import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  destinationOf,
  optionsProblem,
  originProblem,
  secretProblem,
  type TargetOptions,
  urlProblem,
} from './target.ts';

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

describe('credentials stay with the host they were entered for', () => {
  const before: TargetOptions = {
    ...{ url: 'http://there:80/hook', authentication: 'basic', user: 'me', password: 'p', secret: 's' },
    checkCertificate: true,
  };
  const rows: [name: string, given: Partial<TargetOptions>, missing: string | undefined][] = [
    ['another path', { url: 'http://there/other?x=1' }, undefined],
    ['another spelling of the host', { url: 'HTTP://THERE/hook' }, undefined],
    ['another host', { url: 'http://elsewhere/hook' }, 'password and secret'],
    ['another port', { url: 'http://there:81/hook' }, 'password and secret'],
    ['another scheme', { url: 'https://there/hook' }, 'password and secret'],
    ['another host with the password only', { url: 'http://elsewhere/', password: 'p' }, 'secret'],
    ['another host with both', { url: 'http://elsewhere/', password: 'p', secret: '' }, undefined],
    ['no URL', { user: 'you' }, undefined],
  ];
  for (const [name, given, missing] of rows) {
    test(name, () => {
      const problem = originProblem(before, given);
      if (missing === undefined) assert.equal(problem, undefined);
      else assert.match(problem ?? '', new RegExp(`^url: .* give ${missing} again`));
    });
  }

  test('nothing is asked for where nothing is stored', () => {
    const none = { ...before, user: '', password: '', secret: '' };
    assert.equal(originProblem(none, { url: 'http://elsewhere/' }), undefined);
  });
});

describe('the options of a target', () => {
  const good: TargetOptions = {
    ...{ url: 'https://there/hook', authentication: 'basic', user: '', password: '', secret: '' },
    checkCertificate: true,
  };
  const rows: [what: string, differences: Partial<TargetOptions>, problem: string | undefined][] = [
    ['no user at all', {}, undefined],
    ['a user with a password', { user: 'me', password: 'p' }, undefined],
    ['a user without one', { user: 'me' }, undefined],
    ['a password without a user', { password: 'p' }, 'user: is missing beside a password.'],
    ['a wrong URL', { url: 'ftp://there/' }, 'url: must begin with http:// or https://.'],
    ['a wrong secret', { secret: 'abc' }, 'secret: must begin with whsec_.'],
    [
      'a secret of one byte',
      { secret: 'whsec_AA==' },
      'secret: must hold 24 to 64 bytes in base64; found 1.',
    ],
  ];
  for (const [what, differences, problem] of rows)
    test(`${what}: ${problem ?? 'good'}`, () =>
      assert.equal(optionsProblem({ ...good, ...differences }), problem));
});
