import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { type AuthenticatorOptions, createAuthenticator } from './authenticate.ts';
import { digestResponse, parseDigest } from './digest.ts';
import { createFailedLogins } from './failed-logins.ts';
import { ha1Of, usersOf } from './users.ts';

const TARGET = '/api/send_sms';

function make(differences: Partial<AuthenticatorOptions> = {}) {
  let now = 0;
  const authenticator = createAuthenticator({
    users: usersOf([
      { name: 'admin', password: 'secret:with colon' },
      { name: 'ünal', ha1: ha1Of('ünal', 'şifre') },
    ]),
    basic: true,
    nonceLifetime: 300,
    acceptAnyNonce: false,
    monotonic: () => now,
    randomBytes,
    ...differences,
  });
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { ...authenticator, pass };
}

function nonceOf(challenge = ''): string {
  return /nonce="([0-9a-f]{32})"/.exec(challenge)?.[1] ?? '';
}

function digestWith(nonce: string, password = 'secret:with colon', user = 'admin'): string {
  const parts = `username="${user}", nonce="${nonce}", uri="${TARGET}", qop=auth, nc=00000001, cnonce="ab"`;
  const credentials = parseDigest(`${parts}, response="x"`);
  assert.ok(credentials);
  return `Digest ${parts}, response="${digestResponse(credentials, ha1Of(user, password), 'POST')}"`;
}

function basicWith(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

describe('Basic', () => {
  const rows: [string, string | undefined, string][] = [
    ['right', basicWith('admin:secret:with colon'), 'right'],
    ['right beyond ASCII', basicWith('ünal:şifre'), 'right'],
    ['any case of the scheme', basicWith('admin:secret:with colon').replace('Basic', 'bAsIc'), 'right'],
    ['wrong password', basicWith('admin:secret'), 'wrong'],
    ['unknown user', basicWith('nobody:secret'), 'wrong'],
    ['encoded twice', basicWith(Buffer.from('admin:secret:with colon').toString('base64')), 'wrong'],
    ['no colon', basicWith('admin'), 'wrong'],
    ['no header', undefined, 'none'],
    ['an empty header', ' ', 'none'],
    ['a scheme never offered', 'Bearer abc', 'none'],
  ];
  for (const [name, header, kind] of rows) {
    test(name, () => assert.equal(make().judge(header, 'POST', TARGET).kind, kind));
  }

  test('a right one opens no door for another of the same length', () => {
    const { judge } = make();
    const right = basicWith('admin:secret:with colon');
    for (let time = 0; time < 2; time++) {
      assert.deepEqual(judge(right, 'POST', TARGET), { kind: 'right', user: 'admin' });
      assert.equal(judge(basicWith('admin:secret:with c0lon'), 'POST', TARGET).kind, 'wrong');
    }
  });

  test('switched off: not offered, and asked again without blame', () => {
    const { judge, challenges } = make({ basic: false });
    assert.equal(judge(basicWith('admin:secret:with colon'), 'POST', TARGET).kind, 'none');
    assert.equal(challenges(false).length, 1);
  });
});

describe('Digest', () => {
  test('is offered first', () => {
    const [first, second] = make().challenges(false);
    assert.match(first ?? '', /^Digest realm="Web Server"/);
    assert.equal(second, 'Basic realm="Web Server"');
  });

  test('each challenge has a nonce of its own', () => {
    const { challenges } = make();
    assert.notEqual(nonceOf(challenges(false)[0]), nonceOf(challenges(false)[0]));
  });

  test('right for a fresh nonce, again and again', () => {
    const { judge, challenges } = make();
    const header = digestWith(nonceOf(challenges(false)[0]));
    assert.deepEqual(judge(header, 'POST', TARGET), { kind: 'right', user: 'admin' });
    assert.equal(judge(header, 'POST', TARGET).kind, 'right');
  });

  test('stale when the nonce is too old', () => {
    const { judge, challenges, pass } = make();
    const header = digestWith(nonceOf(challenges(false)[0]));
    pass(300_000);
    assert.equal(judge(header, 'POST', TARGET).kind, 'right');
    pass(1000);
    assert.equal(judge(header, 'POST', TARGET).kind, 'stale');
  });

  test('stale after a restart: the nonce is of another process', () => {
    const header = digestWith(nonceOf(make().challenges(false)[0]));
    assert.equal(make().judge(header, 'POST', TARGET).kind, 'stale');
  });

  test('stale for a nonce nobody made', () => {
    assert.equal(make().judge(digestWith('made up'), 'POST', TARGET).kind, 'stale');
    assert.equal(make().judge(digestWith('f'.repeat(32)), 'POST', TARGET).kind, 'stale');
  });

  test('wrong, not stale, when the response is wrong too', () => {
    assert.equal(make().judge(digestWith('made up', 'guess'), 'POST', TARGET).kind, 'wrong');
    assert.equal(make().judge(digestWith('made up', 'guess', 'nobody'), 'POST', TARGET).kind, 'wrong');
    assert.equal(make().judge('Digest nonsense', 'POST', TARGET).kind, 'wrong');
  });

  test('any nonce will do where that is set', () => {
    assert.equal(make({ acceptAnyNonce: true }).judge(digestWith('pasted'), 'POST', TARGET).kind, 'right');
  });
});

describe('failed logins wait longer each time', () => {
  const make = () => {
    let now = 0;
    const failed = createFailedLogins(() => now);
    return { record: failed.record, pass: (milliseconds: number) => (now += milliseconds) };
  };

  test('doubling up to ten seconds', () => {
    const { record } = make();
    const delays = Array.from({ length: 8 }, () => record('10.0.0.1', 'admin'));
    assert.deepEqual(delays, [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  test('by user whatever the address, and by address whatever the user', () => {
    const { record } = make();
    record('10.0.0.1', 'admin');
    assert.equal(record('10.0.0.2', 'admin'), 500);
    assert.equal(record('10.0.0.1', 'root'), 500);
    assert.equal(record('10.0.0.9', 'other'), 250);
  });

  test('one network of IPv6 is one address', () => {
    const { record } = make();
    record('2001:db8:1:2::1', 'a');
    assert.equal(record('2001:db8:1:2::ffff', 'b'), 500);
    assert.equal(record('2001:db8:1:3::1', 'c'), 250);
  });

  test('forgotten after a quarter of an hour of quiet', () => {
    const { record, pass } = make();
    record('10.0.0.1', 'admin');
    pass(15 * 60_000);
    assert.equal(record('10.0.0.1', 'admin'), 250);
  });

  test('memory is bounded: the longest quiet is forgotten', () => {
    const { record } = make();
    record('10.0.0.1', 'first');
    for (let index = 0; index < 10_000; index++) record(`address ${index}`, `user ${index}`);
    assert.equal(record('10.0.0.1', 'first'), 250);
  });
});
