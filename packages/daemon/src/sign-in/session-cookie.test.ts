import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Face } from './face.ts';
import { noSessionCookie, readSessionCookie, sessionCookie } from './session-cookie.ts';
import { foreignSessionUse } from './session-request.ts';

const secret = 'a'.repeat(43);

function face(secure: boolean, basePath: string): Face {
  return { secure, basePath, host: 'gw.example', publicOrigin: undefined } as Face;
}

describe('the cookie of a session', () => {
  const rows: readonly (readonly [secure: boolean, basePath: string, cookie: string])[] = [
    [false, '', `simgate=${secret}; Path=/; Max-Age=60; HttpOnly; SameSite=Strict`],
    [true, '', `__Host-simgate=${secret}; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure`],
    [true, '/sms', `__Secure-simgate=${secret}; Path=/sms; Max-Age=60; HttpOnly; SameSite=Strict; Secure`],
    [false, '/sms', `simgate=${secret}; Path=/sms; Max-Age=60; HttpOnly; SameSite=Strict`],
  ];
  for (const [secure, basePath, cookie] of rows) {
    const at = face(secure, basePath);
    test(`over ${secure ? 'HTTPS' : 'HTTP'} at "${basePath}" is set, read and taken away`, () => {
      assert.equal(sessionCookie(at, secret, 60.9), cookie);
      assert.equal(readSessionCookie(at, `other=1; ${cookie.split(';', 1)[0]}; more=2`), secret);
      assert.equal(noSessionCookie(at), cookie.replace(secret, '').replace('Max-Age=60', 'Max-Age=0'));
    });
  }

  const none: readonly (readonly [what: string, header: string | undefined])[] = [
    ['no header', undefined],
    ['another cookie', `simgate2=${secret}`],
    ['a secret that is too short', `simgate=${'a'.repeat(42)}`],
    ['a secret that is too long', `simgate=${'a'.repeat(44)}`],
    ['the first of two, which is none', `simgate=x; simgate=${secret}`],
    ['a header over 16,384 characters', `simgate=${secret}; ${'x'.repeat(16_385)}`],
  ];
  for (const [what, header] of none)
    test(`is not in ${what}`, () => assert.equal(readSessionCookie(face(false, ''), header), undefined));

  test('is searched in a header of 16,384 characters', () => {
    const cookie = `simgate=${secret}; `;
    const header = cookie + 'x'.repeat(16_384 - cookie.length);
    assert.equal(readSessionCookie(face(false, ''), header), secret);
  });
});

describe('a request with a cookie', () => {
  const rows: readonly (readonly [method: string, headers: Record<string, string>, strange?: string])[] = [
    ['POST', { 'sec-fetch-site': 'same-origin' }],
    ['POST', { 'sec-fetch-site': 'same-site' }, 'Sec-Fetch-Site'],
    ['GET', { 'sec-fetch-site': 'none' }, 'Sec-Fetch-Site'],
    ['POST', { origin: 'http://gw.example', host: 'gw.example' }],
    ['POST', { origin: 'http://evil.example', host: 'gw.example' }, 'Origin'],
    ['GET', {}],
    ['HEAD', {}],
    ['POST', {}, 'Origin'],
  ];
  for (const [method, headers, strange] of rows)
    test(`${method} with ${JSON.stringify(headers)} is ${strange === undefined ? 'our own' : 'refused'}`, () =>
      assert.equal(
        foreignSessionUse(headers, method, {})?.reason,
        strange === undefined ? undefined : `${strange} is not this host.`,
      ));
});
