import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBans } from './bans.ts';

const LIMIT = 3;
const TIME = 1000;

describe('bans', () => {
  test('begin with the failure that reaches the limit, and end by themselves', () => {
    const bans = createBans();
    assert.deepEqual(
      [1, 2, 3].map(now => bans.failed('a', now, LIMIT, TIME)),
      [false, false, true],
    );
    assert.deepEqual(
      [3, 1002, 1003].map(now => [bans.isBanned('a', now), bans.list(now)]),
      [
        [true, [{ address: 'a', until: 1003 }]],
        [true, [{ address: 'a', until: 1003 }]],
        [false, []],
      ],
    );
    assert.equal(bans.isBanned('b', 3), false);
  });

  test('begin anew: the failures before a ban or a success do not count', () => {
    const bans = createBans();
    for (let failure = 0; failure < LIMIT; failure += 1) bans.failed('a', 0, LIMIT, TIME);
    assert.equal(bans.failed('a', 0, LIMIT, TIME), false);
    bans.failed('a', 0, LIMIT, TIME);
    bans.succeeded('a');
    assert.equal(bans.failed('a', 0, LIMIT, TIME), false);
  });

  test('do not come where the limit is 0', () => {
    const bans = createBans();
    for (let failure = 0; failure < 10; failure += 1) assert.equal(bans.failed('a', 0, 0, TIME), false);
  });

  test('can be given and lifted by hand; lifting forgets failures too', () => {
    const bans = createBans();
    bans.ban('a', 5);
    assert.equal(bans.isBanned('a', 4), true);
    bans.failed('b', 0, LIMIT, TIME);
    bans.failed('b', 0, LIMIT, TIME);
    bans.lift();
    assert.deepEqual([bans.isBanned('a', 4), bans.failed('b', 0, LIMIT, TIME)], [false, false]);
  });

  test('keep at most 1,000 addresses whose logins failed, and forget them all with one more', () => {
    const bans = createBans();
    bans.failed('first', 0, 2, TIME);
    for (let other = 1; other < 999; other += 1) bans.failed(`${other}`, 0, 2, TIME);
    // The 1,000th leaves them; then each of them has failed once.
    bans.failed('999', 0, 2, TIME);
    assert.equal(bans.failed('first', 0, 2, TIME), true);
    const others = createBans();
    others.failed('first', 0, 2, TIME);
    for (let other = 1; other <= 1000; other += 1) others.failed(`${other}`, 0, 2, TIME);
    assert.equal(others.failed('first', 0, 2, TIME), false);
  });

  test('are at most 1,000', () => {
    const bans = createBans();
    for (let other = 0; other < 1000; other += 1) bans.failed(`${other}`, 0, 1, TIME);
    assert.equal(bans.list(0).length, 1000);
    bans.failed('one more', 0, 1, TIME);
    assert.deepEqual(bans.list(0), [{ address: 'one more', until: TIME }]);
  });
});
