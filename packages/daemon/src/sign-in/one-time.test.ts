import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { fakeClock } from '../testing.ts';
import { OneTimeSecrets } from './one-time.ts';

function bench() {
  const clock = fakeClock();
  const secrets = new OneTimeSecrets<string>({ monotonic: clock.monotonic, randomBytes, lifetime: 60_000 });
  return { clock, secrets };
}

describe('a secret that is good once', () => {
  test('is 32 octets of chance, in letters that a link may hold', () => {
    const { secrets } = bench();
    assert.match(secrets.make('ann'), /^[A-Za-z0-9_-]{43}$/);
    assert.equal(secrets.lifetime, 60_000);
  });

  test('stands for its value the first time only', () => {
    const { secrets } = bench();
    const secret = secrets.make('ann');
    assert.deepEqual([secrets.take(secret), secrets.take(secret)], ['ann', undefined]);
  });

  test('ends with its time', () => {
    const { secrets, clock } = bench();
    const [first, second] = [secrets.make('ann'), secrets.make('bob')];
    clock.advance(59_999);
    assert.equal(secrets.take(first), 'ann');
    clock.advance(1);
    assert.equal(secrets.take(second), undefined);
  });

  test('is known for as long as no 1,000 newer ones were made', () => {
    const { secrets } = bench();
    const made = Array.from({ length: 1001 }, (_, at) => secrets.make(`${at}`));
    assert.deepEqual(
      [made[0], made[1], made[1000]].map(secret => secrets.take(secret ?? '')),
      [undefined, '1', '1000'],
    );
  });

  test('of somebody else is none', () => {
    const { secrets } = bench();
    assert.equal(secrets.take('A'.repeat(43)), undefined);
  });
});
