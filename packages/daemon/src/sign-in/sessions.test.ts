/** Sessions of browsers, over a real store. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { openDataFolder, STORE_TABLES } from '../store/index.ts';
import { fakeClock, silentLog } from '../testing.ts';
import { BrowserSessions } from './sessions.ts';
import { usersOf } from './users.ts';

const SESSIONS = `
CREATE TABLE sessions (
  digest TEXT PRIMARY KEY, user TEXT NOT NULL, stamp TEXT NOT NULL, opened INTEGER NOT NULL, used INTEGER NOT NULL
) STRICT, WITHOUT ROWID;`;

const IDLE = 600;
const LONGEST = 3600;

function usersWith(password: string) {
  return usersOf([
    { name: 'ann', password, role: 'admin' },
    { name: 'bob', password: 'secret-2', role: 'viewer' },
  ]);
}

function bench(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'simgate-sessions-'));
  const clock = fakeClock();
  const store = openDataFolder({
    ...{ folder, name: 'a.db', migrations: [STORE_TABLES + SESSIONS], clock, log: silentLog },
  });
  t.after(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let made = 0;
  /** The same rows, read anew as after a restart. */
  const open = (password = 'secret-1') =>
    new BrowserSessions({
      ...{ store, users: usersWith(password), idle: IDLE, longest: LONGEST },
      randomBytes: size => {
        made += 1;
        const bytes = Buffer.alloc(size);
        bytes.writeUInt32BE(made);
        return bytes;
      },
    });
  return { clock, open, pass: (seconds: number) => clock.advance(seconds * 1000) };
}

async function secretOf(sessions: BrowserSessions, user: string): Promise<string> {
  const opened = await sessions.open(user);
  assert.ok(opened);
  return opened.secret;
}

describe('a session of a browser', () => {
  test('speaks for its user, also after a restart', async t => {
    const { open } = bench(t);
    const secret = await secretOf(open(), 'bob');
    const caller = open().find(secret);
    assert.deepEqual([caller?.user, caller?.role], ['bob', 'viewer']);
    assert.equal(open().find('another'), undefined);
    assert.match(secret, /^[A-Za-z0-9_-]{43}$/, '32 octets of chance');
  });

  test('is none of a user that there is not', async t => {
    assert.equal(await bench(t).open().open('carl'), undefined);
  });

  test('ends when it rests for longer than idle', async t => {
    const { open, pass } = bench(t);
    const sessions = open();
    const secret = await secretOf(sessions, 'ann');
    pass(IDLE - 1);
    assert.ok(sessions.find(secret));
    pass(IDLE - 1);
    assert.ok(sessions.find(secret), 'a use begins it anew');
    pass(IDLE);
    assert.equal(sessions.find(secret), undefined);
  });

  test('ends after longest, however often it is used', async t => {
    const { open, pass } = bench(t);
    const sessions = open();
    const secret = await secretOf(sessions, 'ann');
    for (let used = 0; used < LONGEST; used += 300) {
      assert.ok(sessions.find(secret), `${used} s`);
      pass(300);
    }
    assert.equal(sessions.find(secret), undefined);
  });

  test('ends with another password of its user', async t => {
    const { open } = bench(t);
    const secret = await secretOf(open(), 'ann');
    assert.ok(open().find(secret));
    assert.equal(open('secret-3').find(secret), undefined);
  });

  test('is closed alone, or with all of its user; those of others stay', async t => {
    const { open } = bench(t);
    const sessions = open();
    const [first, second, other] = [
      await secretOf(sessions, 'ann'),
      await secretOf(sessions, 'ann'),
      await secretOf(sessions, 'bob'),
    ];
    const live = (one: BrowserSessions) => [first, second, other].map(secret => one.find(secret)?.user);
    await sessions.close(sessions.find(first)?.session ?? '');
    for (const one of [sessions, open()]) assert.deepEqual(live(one), [undefined, 'ann', 'bob']);
    await sessions.closeAll('ann');
    for (const one of [sessions, open()]) assert.deepEqual(live(one), [undefined, undefined, 'bob']);
  });

  test('ends in the time that is left of idle and longest', async t => {
    const { open, pass } = bench(t);
    const sessions = open();
    const opened = await sessions.open('ann');
    const digest = opened?.caller.session ?? '';
    assert.equal(sessions.endsIn(digest), IDLE * 1000);
    pass(100);
    assert.equal(sessions.endsIn(digest), (IDLE - 100) * 1000);
    assert.equal(sessions.endsIn('nothing'), undefined);
  });

  test('has its use written down once a minute', async t => {
    const { open, pass } = bench(t);
    const sessions = open();
    const secret = await secretOf(sessions, 'ann');
    const digest = sessions.find(secret)?.session ?? '';
    const lefts: (number | undefined)[] = [];
    for (const seconds of [59.999, 0.001]) {
      pass(seconds);
      sessions.find(secret);
      // A write that was begun before this one has ended when this one has.
      await sessions.close('nothing');
      lefts.push(open().endsIn(digest));
    }
    assert.deepEqual(lefts, [IDLE * 1000 - 59_999, IDLE * 1000]);
  });

  test('beyond a thousand ends the one that was unused for longest', async t => {
    const { open, pass } = bench(t);
    const sessions = open();
    const first = await secretOf(sessions, 'ann');
    pass(1);
    const second = await secretOf(sessions, 'ann');
    const others = await Promise.all(Array.from({ length: 998 }, () => secretOf(sessions, 'bob')));
    assert.equal(new Set(others).size, 998);
    assert.ok(sessions.find(first) && sessions.find(second));
    await secretOf(sessions, 'bob');
    assert.deepEqual([sessions.find(first), sessions.find(second) === undefined], [undefined, false]);
    assert.equal(open().find(first), undefined, 'nor after a restart');
  });

  test('that is over makes room before one that is not', async t => {
    const { open, pass } = bench(t);
    const sessions = open();
    const over = await secretOf(sessions, 'ann');
    pass(IDLE);
    const live = await secretOf(sessions, 'bob');
    assert.deepEqual([sessions.find(over), sessions.find(live)?.user], [undefined, 'bob']);
    assert.equal(open().find(over), undefined);
  });
});
