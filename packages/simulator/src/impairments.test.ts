import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Impairment, impair } from './impairments.ts';
import { createManualClock } from './module/test-bench.ts';
import { seededRandom } from './seeded-random.ts';

/** Puts pieces through filters; `advance` moves the clock and returns what came out so far. */
function line(impairments: readonly Impairment[], random: () => number = () => 0.25) {
  const clock = createManualClock();
  const out: string[] = [];
  const push = impair(impairments, 'toTerminal', { clock, random }, octets => out.push(octets));
  const advance = (milliseconds: number) => {
    clock.advance(milliseconds);
    return out.splice(0);
  };
  return { push, advance };
}

describe('impairments of a line', () => {
  test('none is a clean line', () => {
    const { push, advance } = line([]);
    push('OK');
    assert.deepEqual(advance(0), ['OK']);
  });

  test('those of the other direction do nothing here', () => {
    const { push, advance } = line([{ type: 'lost', probability: 1, direction: 'toModule' }]);
    push('OK');
    assert.deepEqual(advance(0), ['OK']);
  });

  test('late keeps the order', () => {
    const { push, advance } = line([{ type: 'late', milliseconds: 10 }]);
    push('a');
    push('b');
    assert.deepEqual(advance(9), []);
    assert.deepEqual(advance(1), ['a']);
    assert.deepEqual(advance(10), ['b']);
  });

  const chance: readonly [impairment: Impairment, out: string[]][] = [
    [{ type: 'lost', probability: 0.2 }, ['\r\nA\r\n\r\nOK\r\n']],
    [{ type: 'lost', probability: 0.3 }, []],
    [{ type: 'doubled', probability: 0.3 }, ['\r\nA\r\n\r\nOK\r\n\r\nA\r\n\r\nOK\r\n']],
    [{ type: 'noise', probability: 1, longest: 4 }, ['\r\nA@@\r\n\r\nOK\r\n']],
    [
      { type: 'notice', probability: 1, text: '^RSSI:9', where: 'betweenLines' },
      ['\r\nA\r\n\r\n^RSSI:9\r\n\r\nOK\r\n'],
    ],
    [{ type: 'notice', probability: 1, text: '^RSSI:9', where: 'afterPrompt' }, ['\r\nA\r\n\r\nOK\r\n']],
  ];
  for (const [impairment, out] of chance) {
    test(JSON.stringify(impairment), () => {
      const { push, advance } = line([impairment]);
      push('\r\nA\r\n\r\nOK\r\n');
      assert.deepEqual(advance(0), out);
    });
  }

  test('a notice right behind the prompt', () => {
    const { push, advance } = line([{ type: 'notice', probability: 1, text: 'RING', where: 'afterPrompt' }]);
    push('\r\n> ');
    assert.deepEqual(advance(0), ['\r\n> \r\nRING\r\n']);
  });

  test('split loses nothing and cuts anywhere', () => {
    const { push, advance } = line([{ type: 'split', longest: 3, milliseconds: 1 }], seededRandom(7));
    push('0123456789');
    const pieces = [...advance(0), ...advance(100)];
    assert.equal(pieces.join(''), '0123456789');
    assert.ok(pieces.length >= 4 && pieces.every(piece => piece.length <= 3));
  });

  test('pieces of a split line come so long after each other, and the first at once', () => {
    // A chance of 0.25 of 8 octets: pieces of 3.
    const { push, advance } = line([{ type: 'split', longest: 8, milliseconds: 10 }]);
    push('01234567');
    assert.deepEqual(
      [advance(0), advance(9), advance(1), advance(9), advance(1)],
      [...[['012'], [], ['345']], ...[[], ['67']]],
    );
    push('abc');
    assert.deepEqual(advance(0), ['abc']);
  });

  const borders: readonly [where: 'betweenLines' | 'afterPrompt', octets: string, out: string][] = [
    ['betweenLines', '\r\nA\r\nB', '\r\nA\r\n\r\n!\r\nB'],
    ['betweenLines', '\r\nA\r\n', '\r\nA\r\n'],
    ['betweenLines', '\r\n\r\nB', '\r\n\r\n\r\n!\r\nB'],
    ['betweenLines', 'A', 'A'],
    ['afterPrompt', '> ', '> \r\n!\r\n'],
    ['afterPrompt', '>', '>'],
  ];
  for (const [where, octets, out] of borders)
    test(`a notice ${where} of ${JSON.stringify(octets)}`, () => {
      const { push, advance } = line([{ type: 'notice', probability: 1, text: '!', where }]);
      push(octets);
      assert.deepEqual(advance(0), [out]);
    });

  for (const type of ['lost', 'doubled', 'noise', 'notice'])
    test(`${type}: a probability of 0.25 is below a chance of 0.25`, () => {
      const octets = '\r\nA\r\nB';
      const own = { longest: 1, text: '!', where: 'betweenLines' } as const;
      const [never, always] = [0.25, 0.26].map(probability => {
        const { push, advance } = line([{ type, probability, ...own } as Impairment]);
        push(octets);
        return advance(0).join('');
      });
      assert.equal(never, octets);
      assert.notEqual(always, octets);
    });

  for (const [draws, out] of [
    [[0, 0, 0, 0], '\u0000ab'],
    [[0, 0.999, 0, 0.999], 'ab\u00ff'],
    [[0, 0.5, 0.999, 0.5, 0.25], 'a\u0080@b'],
  ] as const)
    test(`noise at chances of ${draws}`, () => {
      const left = [...draws];
      const { push, advance } = line(
        [{ type: 'noise', probability: 1, longest: 2 }],
        () => left.shift() ?? 0,
      );
      push('ab');
      assert.deepEqual(advance(0), [out]);
    });

  test('filters chain in order', () => {
    const { push, advance } = line([
      { type: 'doubled', probability: 1 },
      { type: 'late', milliseconds: 5 },
    ]);
    push('x');
    assert.deepEqual(advance(5), ['xx']);
  });
});

test('the same seed gives the same chance, another one another', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  assert.deepEqual(draw(3), draw(3));
  assert.notDeepEqual(draw(3), draw(4));
  assert.ok(draw(0).every(value => value >= 0 && value < 1));
});

test('the sequence is that of the generator (Marsaglia, xorshift of 32 bits: 13, 17, 5), which never stands at 0', () => {
  // The seed that makes the state 0 begins at 1.
  const draw = seededRandom(0x9e3779b9);
  assert.deepEqual(
    Array.from({ length: 4 }, () => draw() * 2 ** 32),
    [270_369, 67_634_689, 2_647_435_461, 307_599_695],
  );
});
