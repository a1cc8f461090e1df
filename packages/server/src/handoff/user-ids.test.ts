/** The user_ids that the server gives messages at a gateway: 31 bits are what the contract allows (chapter 2, user_id). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserIds } from './user-ids.ts';

const HIGHEST = 2_147_483_647;

function idsFrom(stored: number | undefined, random = 0.5): UserIds {
  const ids = new UserIds(() => random);
  ids.learn('g', stored);
  return ids;
}

describe('user_ids of a gateway', () => {
  test('rise, and are reserved in the store a thousand at a time', () => {
    const ids = idsFrom(7);
    assert.deepEqual(ids.take('g', 3), { first: 7, reserve: 1010 });
    assert.deepEqual(ids.take('g', 1000), { first: 10, reserve: undefined });
    assert.deepEqual(ids.take('g', 1), { first: 1010, reserve: 2011 });
  });

  test('are reserved again where the claim was not stored', () => {
    const ids = idsFrom(7);
    ids.take('g', 3);
    ids.notReserved('g');
    assert.deepEqual(ids.take('g', 1), { first: 10, reserve: 1011 });
  });

  const ends: [stored: number, count: number, first: number][] = [
    [HIGHEST - 2, 2, HIGHEST - 2],
    [HIGHEST - 2, 3, 1],
    [HIGHEST, 1, 1],
  ];
  for (const [stored, count, first] of ends)
    test(`${count} from ${stored}: the first is ${first}`, () =>
      assert.equal(idsFrom(stored).take('g', count).first, first));

  test('begin at random in the lower half for a gateway that has none yet', () => {
    assert.equal(idsFrom(undefined, 0).take('g', 1).first, 1);
    assert.equal(idsFrom(undefined, 0.5).take('g', 1).first, 536_870_913);
    assert.equal(idsFrom(undefined, 1 - Number.EPSILON / 2).take('g', 1).first, 1_073_741_824);
  });

  test('begin at random for a gateway of which nothing was learnt', () => {
    const ids = new UserIds(() => 0.5);
    assert.deepEqual(ids.take('g', 1), { first: 536_870_913, reserve: 536_871_914 });
    assert.equal(ids.knows('g'), true);
  });

  test('are known of a gateway that was learnt', () => {
    const ids = idsFrom(7);
    assert.deepEqual([ids.knows('g'), ids.knows('other')], [true, false]);
  });
});
