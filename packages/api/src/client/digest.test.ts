/** Digest and Basic as RFC 7616 and RFC 7617 print them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { readAuthHeader } from './auth-header.ts';
import { basicHeader, type Challenge, type DigestAnswer, digestHeader, parseChallenges } from './digest.ts';

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** The example of RFC 7616 3.9.1; its user is Mufasa. */
const printed: Challenge = {
  scheme: 'digest',
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
  stale: false,
};
const answer: DigestAnswer = {
  challenge: printed,
  user: 'Mufasa',
  password: 'Circle of Life',
  method: 'GET',
  uri: '/dir/index.html',
  count: 1,
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
};

function parametersOf(differences: Partial<DigestAnswer>): Record<string, string> {
  const [part, ...others] = readAuthHeader(digestHeader({ ...answer, ...differences }, md5));
  assert.equal(part?.scheme, 'digest');
  assert.deepEqual(others, []);
  return Object.fromEntries(part.parameters);
}

describe('Digest', () => {
  test('the response of RFC 7616 3.9.1', () => {
    assert.deepEqual(parametersOf({}), {
      username: 'Mufasa',
      realm: printed.realm,
      uri: '/dir/index.html',
      algorithm: 'MD5',
      nonce: printed.nonce,
      nc: '00000001',
      cnonce: answer.cnonce,
      qop: 'auth',
      response: '8ca523f5e9506fed4657c9700eebdbec',
      opaque: printed.opaque,
    });
  });

  const counts: [number, string][] = [
    [9, '00000009'],
    [10, '0000000a'],
    [255, '000000ff'],
    [65_536, '00010000'],
  ];
  for (const [count, nc] of counts)
    test(`the count ${count} is ${nc} in hexadecimal`, () => assert.equal(parametersOf({ count }).nc, nc));

  const parts: [string, Partial<DigestAnswer>][] = [
    ['user', { user: 'Nala' }],
    ['password', { password: 'circle of life' }],
    ['method', { method: 'POST' }],
    ['path', { uri: '/dir/index.html?a=1' }],
    ['count', { count: 2 }],
    ['cnonce', { cnonce: 'x' }],
    ['nonce', { challenge: { ...printed, nonce: 'x' } }],
    ['realm', { challenge: { ...printed, realm: 'x' } }],
  ];
  for (const [what, differences] of parts)
    test(`another ${what} is another response`, () => {
      assert.notEqual(parametersOf(differences).response, parametersOf({}).response);
    });

  for (const user of ['a"b', String.raw`DOMAIN\user`, 'ünal'])
    test(`the name ${user} reads back`, () => assert.equal(parametersOf({ user }).username, user));
});

describe('challenges', () => {
  const none = { realm: '', nonce: '', opaque: '', stale: false };
  const rows: [what: string, header: string, challenges: Challenge[]][] = [
    ['nothing', '', []],
    ['schemes that the client does not have', 'Negotiate, Bearer realm="x"', []],
    ['Basic', 'Basic realm="x"', [{ ...none, scheme: 'basic', realm: 'x' }]],
    ['Digest without anything', 'Digest', [{ ...none, scheme: 'digest' }]],
    ['stale in any letters', 'Digest stale=True', [{ ...none, scheme: 'digest', stale: true }]],
    ['stale that is no yes', 'Digest stale="1"', [{ ...none, scheme: 'digest' }]],
    [
      'Basic before Digest, joined',
      'Basic realm="x", Digest realm="y", nonce="n", opaque="o", qop="auth"',
      [
        { ...none, scheme: 'basic', realm: 'x' },
        { scheme: 'digest', realm: 'y', nonce: 'n', opaque: 'o', stale: false },
      ],
    ],
  ];
  for (const [what, header, challenges] of rows)
    test(what, () => assert.deepEqual(parseChallenges(header), challenges));
});

describe('Basic', () => {
  const rows: [user: string, password: string, header: string][] = [
    ['Aladdin', 'open sesame', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
    // RFC 7617 2.1: UTF-8.
    ['test', '123£', 'Basic dGVzdDoxMjPCow=='],
    ['', '', 'Basic Og=='],
    ['a', 'b:c', 'Basic YTpiOmM='],
  ];
  for (const [user, password, header] of rows)
    test(`${user}:${password}`, () => assert.equal(basicHeader(user, password), header));
});
