/** Nonces of Digest (RFC 7616): each count of a nonce passes once, within a window of 64. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Nonces } from './nonce.ts';

function open(lifetime = 300, start = 1_000_000) {
  let now = start;
  let made = 0;
  const nonces = new Nonces({
    lifetime,
    monotonic: () => now,
    randomBytes: size => {
      made += 1;
      return Buffer.alloc(size, made);
    },
  });
  return {
    nonces,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

describe('the counts of a nonce', () => {
  const rows: [name: string, counts: readonly [nc: string, taken: boolean][]][] = [
    [
      'pass once',
      [
        ['00000001', true],
        ['00000002', true],
        ['00000001', false],
      ],
    ],
    [
      'are hexadecimal',
      [
        ['0000000f', true],
        ['00000010', true],
        ['0000000F', false],
      ],
    ],
    [
      'may overtake each other by less than 64',
      [
        ['00000050', true],
        ['00000011', true],
        ['00000010', false],
      ],
    ],
    [
      'may leave some out',
      [
        ['00000001', true],
        ['ffffffff', true],
        ['fffffffe', true],
      ],
    ],
    [
      'are needed from the second use on',
      [
        ['00000001', true],
        ['', false],
        ['xyz', false],
      ],
    ],
    [
      'are none where the first use had none: the nonce served once',
      [
        ['', true],
        ['00000001', false],
      ],
    ],
    [
      'have at most eight digits',
      [
        ['00000001', true],
        ['000000002', false],
      ],
    ],
  ];
  for (const [name, counts] of rows)
    test(name, () => {
      const { nonces } = open();
      const nonce = nonces.make();
      assert.deepEqual(
        counts.map(([nc]) => [nc, nonces.take(nonce, nc, 'ann')]),
        counts,
      );
    });
});

describe('a client that asks thousands of times with one nonce', () => {
  test('passes with each count once, and with none that is 64 behind', () => {
    const { nonces } = open();
    const nonce = nonces.make();
    const take = (count: number) => nonces.take(nonce, count.toString(16).padStart(8, '0'), 'ann');
    for (let count = 1; count <= 1000; count += 2) assert.equal(take(count), true);
    // The highest is 999: of those left out the ones within the window may still come, each once.
    assert.deepEqual([934, 936, 998].map(take), [false, true, true]);
    assert.deepEqual([935, 937, 936, 998, 999, 1].map(take), [false, false, false, false, false, false]);
  });
});

describe('a nonce', () => {
  test('is good for its lifetime, to the second', () => {
    const { nonces, pass } = open(300);
    const first = nonces.make();
    const second = nonces.make();
    pass(300);
    assert.equal(nonces.take(first, '00000001', 'ann'), true);
    pass(1);
    assert.equal(nonces.take(second, '00000001', 'ann'), false);
  });

  test('is good from the first second of the process on', () => {
    const { nonces } = open(300, 0);
    assert.equal(nonces.take(nonces.make(), '00000001', 'ann'), true);
  });

  test('of another process, or changed in one digit, is none', () => {
    const { nonces } = open();
    const nonce = nonces.make();
    const other = nonce.replace(/.$/, digit => (digit === '0' ? '1' : '0'));
    assert.equal(nonces.take(other, '00000001', 'ann'), false);
    assert.equal(nonces.take(nonce.slice(1), '00000001', 'ann'), false);
  });

  test('is proven by the user whose response was right, and by nobody else', () => {
    const { nonces } = open();
    const nonce = nonces.make();
    assert.equal(nonces.isProven(nonce, 'ann'), false);
    nonces.take(nonce, '00000001', 'ann');
    assert.deepEqual([nonces.isProven(nonce, 'ann'), nonces.isProven(nonce, 'bob')], [true, false]);
    assert.equal(nonces.isProven(nonces.make('bob'), 'bob'), true);
  });

  test('that was used is remembered beyond its lifetime: no other use forgets it before', () => {
    const { nonces, pass } = open(300);
    const first = nonces.make();
    assert.equal(nonces.take(first, '00000001', 'ann'), true);
    for (const seconds of [1, 299]) {
      pass(seconds);
      assert.equal(nonces.take(nonces.make(), '00000001', 'bob'), true);
      assert.equal(nonces.take(first, '00000001', 'ann'), false);
    }
    pass(300);
    nonces.take(nonces.make(), '00000001', 'bob');
    assert.equal(nonces.isProven(first, 'ann'), true);
    pass(1);
    nonces.take(nonces.make(), '00000001', 'bob');
    assert.equal(nonces.isProven(first, 'ann'), false, 'twice its lifetime is over');
  });
});
