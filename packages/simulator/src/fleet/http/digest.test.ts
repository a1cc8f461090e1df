import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { challenge, checkLogin, digestFields } from './digest.ts';

const login = { user: 'admin', password: 'secret12' };
const URI = '/api/send_sms';

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

const ha1 = md5('admin:Web Server:secret12');
const ha2 = md5(`POST:${URI}`);
const withQop = md5(`${ha1}:abc:00000001:xyz:auth:${ha2}`);
const withoutQop = md5(`${ha1}:abc:${ha2}`);

describe('what clients send in Authorization', () => {
  const digest = `username="admin", realm="Web Server", nonce="abc", uri="${URI}"`;
  const rows: readonly [title: string, header: string | undefined, digest: string, basic: string][] = [
    ['nothing', undefined, 'none', 'none'],
    [
      'python-requests: qop and algorithm quoted, nc bare',
      `Digest ${digest}, response="${withQop}", algorithm="MD5", opaque="o", qop="auth", nc=00000001, cnonce="xyz"`,
      'right',
      'none',
    ],
    [
      'curl: algorithm and qop bare',
      `Digest ${digest}, cnonce="xyz", nc=00000001, qop=auth, response="${withQop}", algorithm=MD5`,
      'right',
      'none',
    ],
    [
      'everything quoted, nc too',
      `Digest ${digest}, qop="auth", nc="00000001", cnonce="xyz", response="${withQop}"`,
      'right',
      'none',
    ],
    ['the form of RFC 2069, without qop', `Digest ${digest}, response="${withoutQop}"`, 'right', 'none'],
    ['another user', `Digest ${digest.replace('admin', 'root')}, response="${withoutQop}"`, 'wrong', 'none'],
    ['a wrong response', `Digest ${digest}, response="${ha1}"`, 'wrong', 'none'],
    ['no fields', 'Digest', 'wrong', 'none'],
    ['Basic', `Basic ${Buffer.from('admin:secret12').toString('base64')}`, 'none', 'right'],
    ['Basic with a wrong password', `Basic ${Buffer.from('admin:x').toString('base64')}`, 'none', 'wrong'],
    ['another scheme', 'Bearer abc', 'none', 'none'],
  ];
  for (const [title, header, byDigest, byBasic] of rows) {
    test(title, () => {
      const check = (auth: 'digest' | 'basic') =>
        checkLogin(header, 'POST', login, { auth, nonceUnchecked: true }, []);
      assert.deepEqual([check('digest'), check('basic')], [byDigest, byBasic]);
    });
  }

  test('the method counts, and a nonce only where it is looked at', () => {
    const header = `Digest ${digest}, response="${withoutQop}"`;
    const strict = { auth: 'both', nonceUnchecked: false } as const;
    assert.equal(checkLogin(header, 'GET', login, strict, ['abc']), 'wrong');
    assert.equal(checkLogin(header, 'POST', login, strict, ['abc']), 'right');
    assert.equal(checkLogin(header, 'POST', login, strict, ['other']), 'stale');
  });
});

test('the challenge has the quotes and blanks of the real one', () => {
  const nonces: string[] = [];
  const text = challenge(nonces, false);
  assert.equal(
    text.replace(/[0-9a-f]{32}(?=", opaque)/, 'NONCE'),
    'Digest realm="Web Server", domain="",qop="auth", nonce="NONCE", opaque="5ccc069c403ebaf9f0171e9517f40e41",algorithm="MD5", stale="FALSE"',
  );
  assert.match(nonces[0] ?? '', /^[0-9a-f]{32}$/);
  assert.match(challenge(nonces, true), /stale="TRUE"$/);
});

test('values may hold commas and equals signs where they are quoted', () => {
  assert.deepEqual(digestFields('uri="/a?b=1,2", nc=00000001,qop="auth"'), {
    uri: '/a?b=1,2',
    nc: '00000001',
    qop: 'auth',
  });
});

test('of more than 256 nonces the oldest 128 are forgotten', () => {
  const nonces: string[] = [];
  const given: (string | undefined)[] = [];
  const isKnown = (count: number) => nonces.includes(given[count - 1] ?? '');
  for (let count = 1; count <= 257; count += 1) {
    challenge(nonces, false);
    given.push(nonces.at(-1));
    if (count === 256) assert.deepEqual([nonces.length, isKnown(1)], [256, true]);
  }
  assert.deepEqual([nonces.length, isKnown(128), isKnown(129), isKnown(257)], [129, false, true, true]);
});
