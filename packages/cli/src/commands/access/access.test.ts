/** Users, profiles and the sign-in: the requests to a gateway, and the lines that are printed. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Answers, type CommandRow, type Keys, Peer, testCommands } from '../../testing.ts';

const rows: readonly CommandRow[] = [
  {
    words: 'users list',
    answers: {
      'GET /v1/users': {
        users: [
          { name: 'ann', role: 'admin', configured: true },
          { name: 'bob', role: 'viewer', configured: false },
        ],
      },
    },
    asked: ['GET /v1/users'],
    terminal: ['NAME  ROLE    SETTINGS', 'ann   admin   in the settings file', 'bob   viewer'],
    pipe: ['ann\tadmin\ttrue', 'bob\tviewer\tfalse'],
  },
  {
    words: 'users remove bob',
    answers: { 'DELETE /v1/users/bob': {} },
    asked: ['DELETE /v1/users/bob'],
    notes: ['User bob is removed.'],
  },
  {
    words: 'users add bob',
    code: 2,
    notes: ['simgate: nobody can be asked here: --new-password-file FILE, - is standard input'],
  },
  {
    words: 'users role bob sender',
    answers: { 'PATCH /v1/users/bob': { name: 'bob', role: 'sender', configured: false } },
    asked: ['PATCH /v1/users/bob {"role":"sender"}'],
    terminal: ['name      bob', 'role      sender'],
    pipe: ['name\tbob', 'role\tsender', 'settings\tfalse'],
  },
  {
    words: 'auth status',
    terminal: [
      'gateway        http://gateway',
      'from           the environment',
      'profiles file  /nowhere/simgate/profiles.json',
      'secret         token, from the environment',
      'device         simgate',
    ],
    pipe: [
      'gateway\thttp://gateway',
      'from\tthe environment',
      'profile\t',
      'profiles file\t/nowhere/simgate/profiles.json',
      'user\t',
      'secret\ttoken',
      'device\tsimgate',
    ],
  },
  { words: 'profiles', notes: ['There is no profile. simgate login URL makes one.'] },
  { words: 'profiles --use x', code: 2, notes: ['simgate: there is no profile "x"'] },
];

describe('commands about access', () => testCommands(rows));

describe('the new password of a user', () => {
  const peer = new Peer();
  const folder = mkdtempSync(join(tmpdir(), 'simgate-users-'));
  const file = join(folder, 'password');
  before(() => peer.listen());
  after(async () => {
    rmSync(folder, { recursive: true });
    await peer.close();
  });
  const bob = { name: 'bob', role: 'operator', configured: false };
  const answers: Answers = {
    'POST /v1/users': bob,
    'PATCH /v1/users/bob': bob,
    'PATCH /v1/users/ann': { ...bob, name: 'ann' },
    'GET /v1/session': { user: 'ann', role: 'admin' },
  };
  function run(words: string, person?: readonly Keys[]) {
    return peer.run(words.split(' '), answers, { columns: 80, person });
  }

  test('is the first line of a file', async () => {
    writeFileSync(file, 'geheim\r\nrest\n');
    const { asked, code } = await run(`users add bob --role sender --new-password-file ${file}`);
    assert.deepEqual(
      [code, asked],
      [0, ['POST /v1/users {"name":"bob","password":"geheim","role":"sender"}']],
    );
  });

  test('is wanted of the file', async () => {
    writeFileSync(file, '\ngeheim\n');
    const { err, code } = await run(`users add bob --new-password-file ${file}`);
    assert.match(err, /password: holds no password in its first line\n$/);
    assert.equal(code, 1);
  });

  test('is asked for twice; a user is an operator where nothing else is wanted', async () => {
    const { asked, code } = await run('users add bob', [
      [/New password of bob/, 'geheim\r'],
      [/Once more/, 'geheim\r'],
    ]);
    assert.deepEqual(
      [code, asked],
      [0, ['POST /v1/users {"name":"bob","password":"geheim","role":"operator"}']],
    );
  });

  test('has to be typed the same twice', async () => {
    const { asked, code, err } = await run('users add bob', [
      [/New password of bob/, 'geheim\r'],
      [/Once more/, 'gehiem\r'],
    ]);
    assert.match(err, /the two passwords differ: nothing was changed/);
    assert.deepEqual([code, asked], [1, []]);
  });

  test('of another user needs no present one', async () => {
    const { asked } = await run('users password bob', [
      [/New password of bob/, 'geheim\r'],
      [/Once more/, 'geheim\r'],
    ]);
    assert.deepEqual(asked, ['GET /v1/session', 'PATCH /v1/users/bob {"password":"geheim"}']);
  });

  test("of one's own needs the present one", async () => {
    const { asked } = await run('users password ann', [
      [/Present password of ann/, 'alt\r'],
      [/New password of ann/, 'neu\r'],
      [/Once more/, 'neu\r'],
    ]);
    assert.deepEqual(asked, [
      'GET /v1/session',
      'PATCH /v1/users/ann {"password":"neu","old_password":"alt"}',
    ]);
  });

  test('of one who is removed is asked about first', async () => {
    const questions: readonly [answer: string, code: number, asked: readonly string[]][] = [
      ['y\r', 0, ['DELETE /v1/users/bob']],
      ['n\r', 130, []],
    ];
    for (const [answer, code, asked] of questions) {
      const ran = await peer.run(
        ['users', 'remove', 'bob'],
        { 'DELETE /v1/users/bob': {} },
        { columns: 80, person: [[/Remove bob with all tokens/, answer]] },
      );
      assert.deepEqual([ran.code, ran.asked], [code, asked]);
    }
  });
});
