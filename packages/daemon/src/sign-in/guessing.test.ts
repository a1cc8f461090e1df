/** The pauses of contract section 13, "failed logins". */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Guessing, networkOf } from './guessing.ts';

function make() {
  let now = 0;
  const guessing = new Guessing(() => now);
  const fail = (user: string, address: string): number => {
    guessing.failed(user, address);
    return guessing.delayFor(user, address);
  };
  return { guessing, fail, pass: (milliseconds: number) => (now += milliseconds) };
}

describe('pauses', () => {
  test('double up to a minute', () => {
    const { fail } = make();
    const pauses = Array.from({ length: 8 }, () => fail('admin', '10.0.0.1'));
    assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  test('are of the first 64 characters of a name: no name is so long that it fills the memory', () => {
    const { guessing } = make();
    guessing.failed(`${'x'.repeat(64)}a`, '10.0.0.1');
    assert.equal(guessing.delayFor(`${'x'.repeat(64)}b`, '10.0.0.2'), 1000);
    assert.equal(guessing.delayFor(`${'x'.repeat(63)}b`, '10.0.0.2'), 0);
  });

  test('hold for the user wherever he comes from, and at the address for whoever failed there', () => {
    const { guessing } = make();
    guessing.failed('admin', '10.0.0.1');
    assert.equal(guessing.delayFor('admin', '10.0.0.2'), 1000);
    guessing.failed('root', '10.0.0.1');
    assert.equal(guessing.delayFor('root', '10.0.0.1'), 2000);
    assert.equal(guessing.delayFor('root', '10.0.0.2'), 1000);
  });

  test('do not keep out a user who never failed at the address, as behind the same router or on loopback', () => {
    const { guessing } = make();
    for (let time = 0; time < 100; time++) guessing.failed('nobody', '10.0.0.1');
    assert.equal(guessing.delayFor('admin', '10.0.0.1'), 0);
  });

  test('hold for the whole address once eight names failed there', () => {
    const { guessing } = make();
    for (let name = 0; name < 7; name++) guessing.failed(`user ${name}`, '10.0.0.1');
    assert.equal(guessing.delayFor('admin', '10.0.0.1'), 0);
    guessing.failed('user 7', '10.0.0.1');
    assert.equal(guessing.delayFor('admin', '10.0.0.1'), 60_000);
    assert.equal(guessing.delayFor('admin', '10.0.0.2'), 0);
  });

  test('end by themselves, and begin anew after a quarter of an hour of quiet', () => {
    const { guessing, fail, pass } = make();
    fail('admin', '10.0.0.1');
    fail('admin', '10.0.0.1');
    pass(2000);
    assert.equal(guessing.delayFor('admin', '10.0.0.1'), 0);
    pass(15 * 60_000);
    assert.equal(fail('admin', '10.0.0.1'), 1000);
  });

  test('go on after a millisecond less of quiet', () => {
    const { fail, pass } = make();
    fail('admin', '10.0.0.1');
    pass(15 * 60_000 - 1);
    assert.equal(fail('admin', '10.0.0.1'), 2000);
    pass(15 * 60_000);
    assert.equal(fail('admin', '10.0.0.1'), 1000);
  });

  test('are 144 seconds from the 25th failure on; an hour gives 25 more, and no rest more than 25', () => {
    const { fail, pass } = make();
    const pauses = (count: number) =>
      Array.from({ length: count }, () => fail('admin', '10.0.0.1')).slice(-3);
    assert.deepEqual(pauses(26), [60_000, 144_000, 144_000]);
    for (const hours of [1, 100]) {
      pass(hours * 3_600_000);
      assert.deepEqual(pauses(26), [60_000, 144_000, 144_000], `${hours} h`);
    }
    pass(288_000);
    assert.deepEqual(pauses(2), [60_000, 144_000], 'two more after 288 seconds');
  });

  test('an address the user logged in from has one check a second', () => {
    const { guessing, fail, pass } = make();
    guessing.succeeded('admin', '10.0.0.1');
    for (let time = 0; time < 7; time++) guessing.failed('admin', '10.6.6.6');
    assert.equal(guessing.delayFor('admin', '10.6.6.6'), 60_000);
    assert.equal(guessing.delayFor('admin', '10.0.0.1'), 0);
    assert.equal(fail('admin', '10.0.0.1'), 1000);
    pass(1000);
    assert.equal(guessing.delayFor('admin', '10.0.0.1'), 0);
  });

  test('at most 100 checked failures of one user in an hour, wherever they come from', () => {
    const { guessing, pass } = make();
    let checked = 0;
    for (let second = 0; second < 3600; second++) {
      for (let address = 0; address < 10; address++) {
        if (guessing.delayFor('admin', `10.0.${second % 256}.${address}`) > 0) continue;
        guessing.failed('admin', `10.0.${second % 256}.${address}`);
        checked += 1;
      }
      pass(1000);
    }
    assert.ok(checked <= 100, `${checked} were checked`);
  });

  test('strangers do not use up what an address has that the user logged in from', () => {
    const { guessing, pass } = make();
    guessing.succeeded('admin', '10.0.0.1');
    for (let second = 0; second < 3600; second++) {
      if (guessing.delayFor('admin', '10.6.6.6') === 0) guessing.failed('admin', '10.6.6.6');
      assert.equal(guessing.delayFor('admin', '10.0.0.1'), 0);
      pass(1000);
    }
  });

  test('a guesser at that very address gets 50 in the first hour, and no pause lasts longer than minutes', () => {
    const { guessing, pass } = make();
    guessing.succeeded('admin', '10.0.0.1');
    let [checked, longest] = [0, 0];
    for (let second = 0; second < 3600; second++) {
      const pause = guessing.delayFor('admin', '10.0.0.1');
      longest = Math.max(longest, pause);
      if (pause === 0) {
        guessing.failed('admin', '10.0.0.1');
        checked += 1;
      }
      pass(1000);
    }
    assert.ok(checked <= 50, `${checked} were checked`);
    assert.ok(longest <= 144_000, `${longest} ms`);
  });

  test('memory is bounded: the longest quiet is forgotten', () => {
    const { guessing } = make();
    guessing.failed('first', '10.0.0.1');
    assert.equal(guessing.delayFor('first', '10.0.0.1'), 1000);
    for (let index = 1; index < 10_000; index++) guessing.failed(`user ${index}`, `address ${index}`);
    assert.equal(guessing.delayFor('first', '10.0.0.1'), 1000);
    guessing.failed('one more', 'one more address');
    assert.equal(guessing.delayFor('first', '10.0.0.1'), 0);
  });
});

describe('whom an address stands for', () => {
  const rows: [string, string][] = [
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:0db8:0001:0002:ffff::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['::3:4:5:6:7:8', '0:0:3:4'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ];
  for (const [address, network] of rows) test(address, () => assert.equal(networkOf(address), network));
});
