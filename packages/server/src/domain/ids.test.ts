import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createIdMaker, PARTITIONS, partOf, partOfText } from './ids.ts';

const chance = Uint8Array.of(1, 2, 3, 4, 5);

describe('public ids', () => {
  test('sort by time, carry their partition, and have one form', () => {
    let now = Date.UTC(2026, 0, 31, 8);
    const ids = createIdMaker(() => now, chance);
    const made = [0, 7, 255].map(part => {
      now += 1;
      return ids.next(part);
    });
    assert.deepEqual(made, made.toSorted());
    assert.deepEqual(made.map(partOf), [0, 7, 255]);
    // The form that the contract has for ids.
    for (const id of made) assert.match(id, /^[0-9abcdefghjkmnpqrstvwxyz]{20}[0-9a-f]{2}$/);
  });

  test('have the same parts in every release: time, count, process, partition', () => {
    const ids = createIdMaker(() => Date.UTC(2026, 0, 31, 8), chance);
    assert.deepEqual([ids.next(7), ids.next(255)], ['1kg9h1s000000410610507', '1kg9h1s0000104106105ff']);
  });

  test('rise within a millisecond and over a clock that goes back', () => {
    let now = Date.UTC(2026, 0, 31, 8);
    const ids = createIdMaker(() => now, chance);
    const made: string[] = [];
    for (let each = 0; each < 70_000; each++) {
      if (each === 35_000) now -= 60_000;
      made.push(ids.next(3));
    }
    assert.equal(new Set(made).size, made.length);
    assert.ok(made.every((id, at) => at === 0 || id > (made[at - 1] ?? '')));
  });

  test('go on in the next millisecond where a moment has as many as its count takes', () => {
    const ids = createIdMaker(() => Date.UTC(2026, 0, 31, 8), chance);
    const times = new Set(Array.from({ length: 70_000 }, () => ids.next(3).slice(0, 9)));
    assert.deepEqual([...times], ['1kg9h1s00', '1kg9h1s01', '1kg9h1s02']);
  });

  test('two processes make no id twice', () => {
    const now = () => 1;
    assert.notEqual(
      createIdMaker(now, chance).next(0),
      createIdMaker(now, Uint8Array.of(9, 9, 9, 9, 9)).next(0),
    );
  });

  test('a text has one partition', () => {
    // Every later release looks there for rows of earlier ones.
    assert.deepEqual(['', '+4915112345678', '+4915112345679', 'ü'].map(partOfText), [197, 242, 133, 187]);
    const parts = new Set(Array.from({ length: 5000 }, (_each, at) => partOfText(`+49151${at}`)));
    assert.equal(parts.size, PARTITIONS);
  });
});
