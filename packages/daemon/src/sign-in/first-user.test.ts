/** Who can reach a program; its users stand in user-directory.test.ts. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HttpConfig } from '../settings/http-settings.ts';
import { httpConfigWith } from '../testing.ts';
import { listensOnLoopbackOnly } from './first-user.ts';

const tls = { host: '0.0.0.0', port: 8443 };

describe('who can reach a program', () => {
  const rows: readonly (readonly [what: string, http: Partial<HttpConfig>, loopbackOnly: boolean])[] = [
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
      assert.equal(listensOnLoopbackOnly(httpConfigWith(http)), loopbackOnly);
    });
});
