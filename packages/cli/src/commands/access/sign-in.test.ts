/** `simgate login`, `logout`, `profiles` and `auth status`: what is asked, what is kept, and where each value came from. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Answers, Peer, type Ran, type RunOptions, refusal } from '../../testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'simgate-sign-in-'));
const file = join(folder, 'simgate', 'profiles.json');
const peer = new Peer();
before(() => peer.listen());
after(() => {
  peer.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => rmSync(join(folder, 'simgate'), { recursive: true, force: true }));

const session = {
  ...{ user: 'ann', role: 'operator', expires_at: null, version: '0.1.0', serial_number: '7b1e' },
  ...{ time_zone: 'UTC', time: '2026-05-31T18:00:00.000Z', base_path: '', offers: {} },
};
const ours: Answers = {
  'GET /v1/session': session,
  'POST /v1/tokens': { id: 5, token: 'sgt_new', name: '', role: 'operator', expires_at: '' },
};
const box: Answers = {
  'GET /v1/session': refusal(404, { error: 'no' }),
  'GET /api/query_sms_in_queue': { error_code: 200, sn: 'db', in_queue: 0 },
};

/** Nothing of the usual environment of these tests but the folder of the profiles. */
const bare = {
  ...{ SIMGATE_URL: '', SIMGATE_TOKEN: '', SIMGATE_DEVICE: '', SIMGATE_PROFILE: '' },
  XDG_CONFIG_HOME: folder,
};

function run(words: string, answers: Answers = {}, options: RunOptions = {}): Promise<Ran> {
  return peer.run(words.split(' '), answers, {
    ...options,
    environment: { ...bare, ...options.environment },
  });
}

function kept(): unknown {
  return JSON.parse(readFileSync(file, 'utf8').replaceAll(peer.url, 'http://gateway'));
}
function keep(profiles: object): void {
  mkdirSync(join(folder, 'simgate'), { recursive: true });
  writeFileSync(file, JSON.stringify(profiles), { mode: 0o600 });
}
function secretFile(text: string): string {
  const name = join(folder, 'secret');
  writeFileSync(name, text);
  return name;
}

describe('simgate login', () => {
  test('keeps a token of this machine that ends in a year, not the password', async () => {
    const { err, asked, code, out } = await run(
      `login ${peer.url} --user ann --password-file ${secretFile('geheim\n')}`,
      ours,
    );
    assert.deepEqual(kept(), {
      default: 'default',
      profiles: {
        default: { url: 'http://gateway', device: 'simgate', user: 'ann', token: 'sgt_new', tokenId: 5 },
      },
    });
    const { expires_at, name, ...token } = JSON.parse(
      (asked.at(-1) ?? '').replace('POST /v1/tokens ', ''),
    ) as Record<string, string>;
    assert.deepEqual(token, { role: 'operator' });
    assert.match(name ?? '', /^simgate command on ./);
    const days = (Date.parse(expires_at ?? '') - Date.now()) / 86_400_000;
    assert.ok(days > 364.9 && days <= 365, String(days));
    assert.deepEqual(
      [err, out, code],
      ['Signed in to http://gateway (ann, operator; simgate 0.1.0). Profile: default.\n', '', 0],
    );
  });

  test('takes the time of --expires and the name of --profile; the first profile stays the usual one', async () => {
    keep({ default: 'home', profiles: { home: { url: 'http://h' } } });
    const { asked } = await run(
      `login ${peer.url} --profile office --expires 2h --user ann --password-file ${secretFile('p')}`,
      ours,
    );
    const [, expires = ''] = /"expires_at":"([^"]+)"/.exec(asked.at(-1) ?? '') ?? [];
    assert.ok(Math.abs(Date.parse(expires) - Date.now() - 7_200_000) < 60_000);
    const { default: usual, profiles } = kept() as { default: string; profiles: object };
    assert.deepEqual([usual, Object.keys(profiles)], ['home', ['home', 'office']]);
  });

  test('keeps the password with --keep-password', async () => {
    const { err, asked } = await run(
      `login ${peer.url} --keep-password --user ann --password-file ${secretFile('geheim')}`,
      ours,
    );
    assert.deepEqual(kept(), {
      default: 'default',
      profiles: { default: { url: 'http://gateway', device: 'simgate', user: 'ann', password: 'geheim' } },
    });
    assert.ok(!asked.some(line => line.includes('tokens')));
    assert.match(err, /\nThe password is in the file of the profiles, which only you can read\.\n$/);
  });

  test('keeps the password of original hardware, which has no tokens', async () => {
    const { err } = await run(
      `login ${peer.url} --password-file ${secretFile('admin')} --insecure --ca ${secretFile('admin')}`,
      box,
    );
    assert.deepEqual(kept(), {
      default: 'default',
      profiles: {
        default: {
          ...{ url: 'http://gateway', device: 'original', user: 'admin', password: 'admin' },
          ...{ ca: join(folder, 'secret'), insecure: true },
        },
      },
    });
    assert.match(err, /^Signed in to http:\/\/gateway \(original hardware\)\. Profile: default\.\n/);
  });

  test('keeps the token of the environment as it is', async () => {
    await run('login', ours, { environment: { SIMGATE_URL: peer.url, SIMGATE_TOKEN: 'sgt_given' } });
    assert.deepEqual(kept(), {
      default: 'default',
      profiles: { default: { url: 'http://gateway', device: 'simgate', token: 'sgt_given' } },
    });
  });

  test('signs in anew to the address of the profile of that name', async () => {
    keep({ default: 'office', profiles: { office: { url: peer.url, token: 'old' } } });
    const { err } = await run(`login --profile office --user ann --password-file ${secretFile('p')}`, ours);
    assert.match(err, /^Signed in to http:\/\/gateway /);
  });

  test('asks a person for user and password', async () => {
    const { asked, code } = await run(`login ${peer.url} --keep-password`, ours, {
      columns: 80,
      person: [
        [/User at /, '\u007f\u007f\u007f\u007f\u007fann\r'],
        [/Password of ann/, 'geheim\r'],
      ],
    });
    assert.deepEqual([code, asked.length > 0], [0, true]);
    assert.deepEqual((kept() as { profiles: object }).profiles, {
      default: { url: 'http://gateway', device: 'simgate', user: 'ann', password: 'geheim' },
    });
  });

  const refused: readonly [words: string, message: RegExp, code: number][] = [
    [
      'login http://h',
      /^simgate: who are you\? Nobody can be asked here\nGive --user with --password-stdin/,
      4,
    ],
    ['login http://h --profile a/b', /^simgate: --profile: letters, digits and \._- make a name\n/, 2],
    [
      'login ftp://h',
      /^simgate: ftp:\/\/h: is no address of a gateway\nIt looks like http:\/\/192\.168\.1\.2:8080\.\n/,
      2,
    ],
    [
      'login http://ann:p@h',
      /^simgate: the address must not hold a user or password\nSign in with: simgate login URL\n/,
      2,
    ],
    ['login http://h --password-file /dev/null/x', /^simgate: \/dev\/null\/x: ENOTDIR/, 1],
    [
      'login http://h --password-file /dev/null/x --password-stdin',
      /--password-file and --password-stdin exclude each other/,
      2,
    ],
  ];
  for (const [words, message, expected] of refused)
    test(`refuses ${words}`, async () => {
      const { err, code, asked } = await run(words);
      assert.match(err, message);
      assert.deepEqual([code, asked], [expected, []]);
    });

  test('refuses a file without a password in its first line', async () => {
    const { err, code } = await run(`login http://h --password-file ${secretFile('\ngeheim\n')}`);
    assert.match(err, /secret: holds no password in its first line\n$/);
    assert.equal(code, 1);
  });

  test('keeps nothing where the gateway does not accept it', async () => {
    keep({ profiles: {} });
    const { code } = await run(`login ${peer.url} --user ann --password-file ${secretFile('p')}`, {
      'GET /v1/session': refusal(401, { error: 'no' }),
    });
    assert.deepEqual([code, kept()], [4, { profiles: {} }]);
  });
});

describe('simgate logout', () => {
  const two = () => ({
    default: 'office',
    profiles: {
      office: { url: peer.url, device: 'simgate', token: 'T', tokenId: 5 },
      home: { url: 'http://h', password: 'p' },
    },
  });

  test('forgets the usual profile, ends its token, and makes another the usual one', async () => {
    keep(two());
    const { err, asked, code } = await run('logout', { 'DELETE /v1/tokens/5': {} });
    assert.deepEqual([err, asked, code], ['Profile office is forgotten.\n', ['DELETE /v1/tokens/5'], 0]);
    assert.deepEqual(kept(), { default: 'home', profiles: { home: { url: 'http://h', password: 'p' } } });
  });

  test('forgets a named one; the usual one stays', async () => {
    keep(two());
    const { err, asked } = await run('logout --profile home');
    assert.deepEqual([err, asked], ['Profile home is forgotten.\n', []]);
    assert.equal((kept() as { default: string }).default, 'office');
  });

  test('forgets the last one, and then has nothing to do', async () => {
    keep({ default: 'a', profiles: { a: { url: 'http://h' } } });
    await run('logout');
    assert.deepEqual(kept(), { profiles: {} });
    assert.deepEqual((await run('logout')).err, 'There is no profile: nothing to do.\n');
  });

  const answers: readonly [what: string, answer: object, note: RegExp][] = [
    ['has ended before', refusal(401, { error: 'no' }), /^Profile office is forgotten\.\n$/],
    [
      'cannot be ended',
      refusal(500, { error: 'broken' }),
      /\nIts token could not be ended at http:\/\/gateway: .+\n$/,
    ],
  ];
  for (const [what, answer, note] of answers)
    test(`forgets a profile whose token ${what}`, async () => {
      keep(two());
      const { err, code } = await run('logout', { 'DELETE /v1/tokens/5': answer });
      assert.match(err, note);
      assert.equal(code, 0);
    });
});

describe('simgate profiles', () => {
  const both = {
    default: 'office',
    profiles: {
      office: { url: 'http://o', device: 'simgate', user: 'ann', token: 'T' },
      home: { url: 'http://h' },
    },
  };

  test('lists them, and makes another the usual one with --use', async () => {
    keep(both);
    assert.equal(
      (await run('profiles')).out,
      'office\ttrue\thttp://o\tsimgate\tann\nhome\tfalse\thttp://h\t\t\n',
    );
    const { out } = await run('profiles --use home', {}, { columns: 80 });
    assert.equal(
      out,
      'PROFILE  DEFAULT  GATEWAY   DEVICE   USER\noffice            http://o  simgate  ann\nhome     *        http://h\n',
    );
    assert.equal((kept() as { default: string }).default, 'home');
  });

  test('warns where others can read the file', async () => {
    keep(both);
    chmodSync(file, 0o640);
    const { err } = await run('ports');
    assert.match(err, /^Others on this machine can read .*profiles\.json: chmod 600 /);
  });

  const broken: readonly [text: string, message: RegExp][] = [
    ['{', /profiles\.json: .*\nMend it, or remove it and sign in again: simgate login\n$/],
    ['{}', /profiles\.json: "profiles" is missing\n/],
    ['[]', /profiles\.json: "profiles" is missing\n/],
    ['{"profiles":{"a":{}}}', /profiles\.json: profile a has no "url"\n/],
    ['{"profiles":{"a":null}}', /profiles\.json: profile a has no "url"\n/],
  ];
  for (const [text, message] of broken)
    test(`a file of ${text} is refused`, async () => {
      keep({});
      writeFileSync(file, text);
      const { err, code } = await run('profiles');
      assert.match(err, message);
      assert.equal(code, 1);
    });
});

describe('simgate auth status shows where each value came from', () => {
  const office = { url: 'http://o', device: 'simgate', user: 'ann', token: 'T' };
  const rows: readonly [
    what: string,
    words: string,
    environment: Record<string, string>,
    lines: readonly string[],
  ][] = [
    [
      'nothing',
      '',
      {},
      [
        'http://127.0.0.1:8080',
        'nothing: it is the default',
        '',
        '',
        'none, from nowhere',
        'found by the first request',
      ],
    ],
    [
      'a profile',
      '',
      { with: 'office' },
      ['http://o', 'the profile', 'office', 'ann', 'token, from the profile', 'simgate'],
    ],
    [
      'a profile by its name',
      '--profile old',
      { with: 'office', SIMGATE_URL: 'http://e' },
      ['http://old', 'the profile', 'old', 'bob', 'password, from the profile', 'found by the first request'],
    ],
    [
      'a profile by the environment',
      '',
      { with: 'office', SIMGATE_PROFILE: 'old' },
      ['http://old', 'the profile', 'old', 'bob', 'password, from the profile', 'found by the first request'],
    ],
    [
      'the environment',
      '',
      { with: 'office', SIMGATE_URL: 'e:8080/base/', SIMGATE_TOKEN: 'x', SIMGATE_DEVICE: 'original' },
      ['http://e:8080/base', 'the environment', '', '', 'token, from the environment', 'original'],
    ],
    [
      'a password of the environment',
      '',
      { SIMGATE_URL: 'http://e', SIMGATE_PASSWORD: 'x' },
      [
        'http://e',
        'the environment',
        '',
        'admin',
        'password, from the environment',
        'found by the first request',
      ],
    ],
    [
      'an address that is not that of the profile: its secret stays away',
      '--url http://other',
      { with: 'office' },
      ['http://other', 'an option', '', '', 'none, from nowhere', 'found by the first request'],
    ],
    [
      'another user than that of the profile',
      '--user bob',
      { with: 'office', SIMGATE_TOKEN: 'x' },
      ['http://o', 'the profile', 'office', 'bob', 'none, from nowhere', 'simgate'],
    ],
    [
      'a password of an option',
      '--device simgate --password-file FILE',
      { with: 'office', SIMGATE_TOKEN: 'x' },
      ['http://o', 'the profile', 'office', 'ann', 'password, from an option', 'simgate'],
    ],
  ];
  for (const [what, words, { with: profile, ...environment }, lines] of rows)
    test(`by ${what}`, async () => {
      if (profile !== undefined)
        keep({
          default: profile,
          profiles: { office, old: { url: 'http://old', user: 'bob', password: 'p' } },
        });
      const options = words.replace('FILE', secretFile('p'));
      const { out, asked } = await run(`auth status ${options}`.trim(), {}, { columns: 120, environment });
      const shown = new Map(
        out
          .trim()
          .split('\n')
          .map(line => [line.slice(0, 13).trim(), line.slice(15)] as const),
      );
      const names = ['gateway', 'from', 'profile', 'user', 'secret', 'device'];
      assert.deepEqual(
        names.map(name => shown.get(name) ?? ''),
        lines,
      );
      assert.deepEqual(asked, []);
    });

  test('a word that is no kind of gateway is refused', async () => {
    const { err, code } = await run('auth status', {}, { environment: { SIMGATE_DEVICE: 'box' } });
    assert.deepEqual(
      [err, code],
      ['simgate: SIMGATE_DEVICE: found "box", allowed is simgate or original\n', 2],
    );
  });

  test('a profile that is not there is refused, with those that are', async () => {
    keep({ profiles: { office } });
    const { err, code } = await run('ports --profile x');
    assert.deepEqual(
      [err, code],
      ['simgate: there is no profile "x"; there is: office\nsimgate login URL --profile x makes it.\n', 2],
    );
  });
});

describe('who is not signed in', () => {
  test('is shown the way', async () => {
    const { err, code, asked } = await run('ports');
    assert.deepEqual([code, asked], [4, []]);
    assert.match(
      err,
      /^simgate: not signed in to http:\/\/127\.0\.0\.1:8080\nSign in with: simgate login http/,
    );
  });

  test('is asked for the password where a person can be asked and the user is known', async () => {
    const environment = { SIMGATE_URL: peer.url, SIMGATE_USER: 'ann', SIMGATE_DEVICE: 'simgate' };
    const person = [[/Password of ann at /, 'geheim\r']] as const;
    const { asked, code } = await run(
      'users list',
      { 'GET /v1/users': { users: [] } },
      { columns: 80, person, environment },
    );
    assert.deepEqual([asked, code], [['GET /v1/users'], 0]);
  });
});
