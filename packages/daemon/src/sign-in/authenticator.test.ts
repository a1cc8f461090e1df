import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { Authenticator, type AuthenticatorOptions } from './authenticator.ts';
import { digestResponse, parseDigest } from './digest.ts';
import { md5, usersOf } from './users.ts';

const TARGET = '/api/send_sms';

function ha1Of(user: string, password: string, charset: 'utf8' | 'latin1' = 'utf8'): string {
  return md5(Buffer.from(`${user}:Web Server:${password}`, charset));
}

class Bench {
  #now = 0;
  readonly authenticator: Authenticator;

  constructor(differences: Partial<AuthenticatorOptions> = {}) {
    this.authenticator = new Authenticator({
      users: usersOf([
        { name: 'admin', password: 'secret:with colon', role: 'admin' },
        { name: 'ünal', password: 'şifre', role: 'sender' },
        { name: 'josé', password: 'contraseña', role: 'viewer' },
        { name: 'hashed', ha1: ha1Of('hashed', 'пароль'), role: 'operator' },
      ]),
      tokens: { find: token => (token === 'good' ? { user: 'admin', role: 'viewer' } : undefined) },
      basic: true,
      nonceLifetime: 300,
      acceptAnyNonce: false,
      pathPrefix: '',
      monotonic: () => this.#now,
      randomBytes,
      ...differences,
    });
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  judge(header: string | undefined) {
    const credentials = this.authenticator.read(header);
    return credentials === undefined
      ? { kind: 'none' as const }
      : this.authenticator.check(credentials, 'POST', TARGET);
  }

  kind(header: string | undefined): string {
    return this.judge(header).kind;
  }

  nonce(): string {
    return /nonce="([0-9a-f]{32})"/.exec(this.authenticator.challenges(undefined)[0] ?? '')?.[1] ?? '';
  }
}

interface Spelling {
  readonly user?: string;
  readonly password?: string;
  readonly charset?: 'utf8' | 'latin1';
  readonly nc?: string;
  readonly qop?: boolean;
}

/** As a client sends it: octets of the name as Latin-1 characters, as Node hands them up. */
function digestWith(nonce: string, spelling: Spelling = {}): string {
  const {
    user = 'admin',
    password = 'secret:with colon',
    charset = 'utf8',
    nc = '00000001',
    qop = true,
  } = spelling;
  const name = Buffer.from(user, charset).toString('latin1');
  const count = qop ? `, qop=auth, nc=${nc}, cnonce="ab"` : '';
  const parts = `username="${name}", nonce="${nonce}", uri="${TARGET}"${count}`;
  const credentials = parseDigest(`${parts}, response="x"`);
  assert.ok(credentials);
  const response = digestResponse(credentials, ha1Of(user, password, charset), 'POST');
  return `Digest ${parts}, response="${response}"`;
}

function basicWith(text: string, charset: 'utf8' | 'latin1' = 'utf8'): string {
  return `Basic ${Buffer.from(text, charset).toString('base64')}`;
}

describe('Basic', () => {
  const rows: [string, string | undefined, string][] = [
    ['right', basicWith('admin:secret:with colon'), 'right'],
    ['right beyond ASCII', basicWith('ünal:şifre'), 'right'],
    ['right in Latin-1', basicWith('josé:contraseña', 'latin1'), 'right'],
    ['right in decomposed characters', basicWith('josé:contraseña'.normalize('NFD')), 'right'],
    ['right for a user with an HA1', basicWith('hashed:пароль'), 'right'],
    ['any case of the scheme', basicWith('admin:secret:with colon').replace('Basic', 'bAsIc'), 'right'],
    ['wrong password', basicWith('admin:secret'), 'wrong'],
    ['unknown user', basicWith('nobody:secret'), 'wrong'],
    ['encoded twice', basicWith(Buffer.from('admin:secret:with colon').toString('base64')), 'wrong'],
    ['no colon', basicWith('admin'), 'wrong'],
    ['no header', undefined, 'none'],
    ['an empty header', ' ', 'none'],
    ['a scheme never offered', 'Negotiate abc', 'none'],
  ];
  for (const [name, header, kind] of rows) test(name, () => assert.equal(new Bench().kind(header), kind));

  test('a right one opens no door for another of the same length', () => {
    const bench = new Bench();
    const right = basicWith('admin:secret:with colon');
    for (let time = 0; time < 2; time++) {
      assert.deepEqual(bench.judge(right), { kind: 'right', caller: { user: 'admin', role: 'admin' } });
      assert.equal(bench.kind(basicWith('admin:secret:with c0lon')), 'wrong');
    }
  });

  test('the last eight right ones are known again, and older ones are checked anew', () => {
    const bench = new Bench();
    const headers = Array.from({ length: 9 }, (_, spaces) =>
      basicWith('admin:secret:with colon').replace(' ', ' '.repeat(spaces + 1)),
    );
    const read = () => headers.map(header => bench.authenticator.read(header));
    for (const header of headers) assert.equal(bench.kind(header), 'right');
    const [first, second] = [read(), read()];
    assert.deepEqual(
      headers.map((_, index) => first[index] === second[index]),
      [false, ...Array(8).fill(true)],
    );
    assert.equal(bench.kind(headers[0]), 'right');
  });

  test('switched off: not offered, and asked again without blame', () => {
    const bench = new Bench({ basic: false });
    assert.equal(bench.kind(basicWith('admin:secret:with colon')), 'none');
    assert.equal(bench.authenticator.challenges(undefined).length, 1);
  });
});

describe('a token', () => {
  test('speaks for its user with its own role', () =>
    assert.deepEqual(new Bench().judge('Bearer good'), {
      kind: 'right',
      caller: { user: 'admin', role: 'viewer' },
    }));
  test('that is none is wrong', () => assert.equal(new Bench().kind('Bearer bad'), 'wrong'));
});

describe('Digest', () => {
  test('is offered first', () => {
    const [first, second] = new Bench().authenticator.challenges(undefined);
    assert.match(first ?? '', /^Digest realm="Web Server"/);
    assert.equal(second, 'Basic realm="Web Server"');
  });

  test('each challenge has a nonce of its own', () => {
    const bench = new Bench();
    assert.notEqual(bench.nonce(), bench.nonce());
  });

  const spellings: [string, Spelling][] = [
    ['UTF-8', { user: 'ünal', password: 'şifre' }],
    ['Latin-1', { user: 'josé', password: 'contraseña', charset: 'latin1' }],
    ['decomposed', { user: 'josé'.normalize('NFD'), password: 'contraseña'.normalize('NFD') }],
    ['of an HA1', { user: 'hashed', password: 'пароль' }],
  ];
  for (const [name, spelling] of spellings)
    test(`beyond ASCII: ${name}`, () => {
      const bench = new Bench();
      assert.equal(bench.kind(digestWith(bench.nonce(), spelling)), 'right');
    });

  test('stale when the nonce is too old', () => {
    const bench = new Bench();
    const nonce = bench.nonce();
    bench.pass(300_000);
    assert.equal(bench.kind(digestWith(nonce)), 'right');
    bench.pass(1000);
    assert.equal(bench.kind(digestWith(nonce, { nc: '00000002' })), 'stale');
  });

  test('stale after a restart: the nonce is of another process', () =>
    assert.equal(new Bench().kind(digestWith(new Bench().nonce())), 'stale'));

  test('stale for a nonce nobody made', () => {
    assert.equal(new Bench().kind(digestWith('made up')), 'stale');
    assert.equal(new Bench().kind(digestWith('f'.repeat(32))), 'stale');
  });

  test('wrong, not stale, when the response is wrong too', () => {
    assert.equal(new Bench().kind(digestWith('made up', { password: 'guess' })), 'wrong');
    assert.equal(new Bench().kind(digestWith('made up', { password: 'guess', user: 'nobody' })), 'wrong');
    assert.equal(new Bench().kind('Digest nonsense'), 'wrong');
  });

  describe('is beyond guessing', () => {
    const isBeyond = (bench: Bench, header: string): boolean => {
      const credentials = bench.authenticator.read(header);
      assert.ok(credentials);
      return bench.authenticator.isBeyondGuessing(credentials);
    };

    test('with a nonce that its user proved, and with no other', () => {
      const bench = new Bench();
      const nonce = bench.nonce();
      assert.equal(isBeyond(bench, digestWith(nonce)), false);
      assert.equal(bench.kind(digestWith(nonce)), 'right');
      assert.equal(isBeyond(bench, digestWith(nonce, { nc: '00000002' })), true);
      assert.equal(isBeyond(bench, digestWith(bench.nonce())), false);
      assert.equal(isBeyond(bench, digestWith(nonce, { user: 'hashed', password: 'guess' })), false);
      assert.equal(bench.kind(digestWith(bench.nonce(), { password: 'guess' })), 'wrong');
    });

    test('and goes on with the next nonce when that one is over', () => {
      const bench = new Bench();
      const nonce = bench.nonce();
      assert.equal(bench.kind(digestWith(nonce)), 'right');
      bench.pass(301_000);
      const late = digestWith(nonce, { nc: '00000002' });
      assert.equal(isBeyond(bench, late), true);
      assert.equal(bench.kind(late), 'stale');
      const [challenge = ''] = bench.authenticator.challenges('admin');
      assert.match(challenge, /stale="?TRUE/);
      const next = /nonce="([0-9a-f]{32})"/.exec(challenge)?.[1] ?? '';
      assert.equal(isBeyond(bench, digestWith(next)), true);
      assert.equal(bench.kind(digestWith(next)), 'right');
      assert.equal(bench.kind(digestWith(next)), 'stale');
    });

    test('also for a client that counts nothing', () => {
      const bench = new Bench();
      const [challenge = ''] = bench.authenticator.challenges('admin');
      const next = /nonce="([0-9a-f]{32})"/.exec(challenge)?.[1] ?? '';
      assert.equal(bench.kind(digestWith(next, { qop: false })), 'right');
    });

    test('a right token is, Basic is not', () => {
      const bench = new Bench();
      assert.equal(isBeyond(bench, 'Bearer good'), true);
      assert.equal(isBeyond(bench, 'Bearer bad'), false);
      const right = basicWith('admin:secret:with colon');
      assert.equal(bench.kind(right), 'right');
      assert.equal(isBeyond(bench, right), false);
    });
  });

  test('any nonce will do, again and again, where that is set', () => {
    const bench = new Bench({ acceptAnyNonce: true });
    for (let time = 0; time < 3; time++) assert.equal(bench.kind(digestWith('pasted')), 'right');
  });
});

describe('a captured header does not serve twice', () => {
  const kinds = (counts: readonly string[], more: Spelling = {}): string[] => {
    const bench = new Bench();
    const nonce = bench.nonce();
    return counts.map(nc => bench.kind(digestWith(nonce, { ...more, nc })));
  };

  const rows: [string, string[], string[]][] = [
    ['the same count again', ['00000001', '00000001'], ['right', 'stale']],
    ['counting up', ['00000001', '00000002', '00000003'], ['right', 'right', 'right']],
    ['beginning anywhere (axios-digest-auth)', ['0000002a', '0000002b'], ['right', 'right']],
    [
      'overtaking each other',
      ['00000003', '00000001', '00000002', '00000001'],
      ['right', 'right', 'right', 'stale'],
    ],
    ['far behind', ['00000100', '00000001'], ['right', 'stale']],
    ['a count that is no number', ['x', 'x'], ['right', 'stale']],
  ];
  for (const [name, counts, expected] of rows) test(name, () => assert.deepEqual(kinds(counts), expected));

  test('without qop a nonce serves once', () =>
    assert.deepEqual(kinds(['', ''], { qop: false }), ['right', 'stale']));

  test('a wrong response uses nothing up', () => {
    const bench = new Bench();
    const nonce = bench.nonce();
    assert.equal(bench.kind(digestWith(nonce, { password: 'guess' })), 'wrong');
    assert.equal(bench.kind(digestWith(nonce)), 'right');
  });

  test('what was used is remembered within bounds, and never forgotten while the nonce is good', () => {
    const bench = new Bench();
    const first = bench.nonce();
    assert.equal(bench.kind(digestWith(first)), 'right');
    bench.pass(1000);
    for (let time = 0; time < 20_100; time++) {
      if (bench.kind(digestWith(bench.nonce())) !== 'right') bench.pass(1000);
    }
    assert.equal(bench.kind(digestWith(first)), 'stale');
  });
});
