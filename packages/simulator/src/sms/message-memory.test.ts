import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  createMessageMemory,
  fillMemory,
  freeSlot,
  type MessageMemory,
  markRead,
  store,
  usedSlots,
} from './message-memory.ts';

const testMessage = { status: 0, serviceCentre: '', tpdu: Uint8Array.of(4) } as const;

function positions(memory: MessageMemory): number[] {
  return memory.slots.flatMap((message, position) => (message ? [position] : []));
}

describe('a storage of three places', () => {
  test('takes the first free place, and says when there is none', () => {
    const memory = createMessageMemory(3);
    assert.deepEqual(
      [store(memory, testMessage), store(memory, testMessage), store(memory, testMessage)],
      [0, 1, 2],
    );
    assert.equal(store(memory, testMessage), undefined);
    memory.slots[1] = undefined;
    assert.equal(freeSlot(memory), 1);
    assert.equal(store(memory, testMessage), 1);
    assert.equal(freeSlot(memory), undefined);
  });

  test('reading changes unread alone', () => {
    const memory = createMessageMemory(3);
    store(memory, testMessage);
    store(memory, { ...testMessage, status: 2 });
    for (const position of [0, 1, 2]) markRead(memory, position);
    assert.deepEqual(
      memory.slots.map(message => message?.status),
      [1, 2, undefined],
    );
  });

  const fills: readonly [before: number, free: number, after: number[]][] = [
    [0, 0, [0, 1, 2]],
    [0, 2, [0]],
    [3, 1, [0, 1]],
    [2, 1, [0, 1]],
    [3, 3, []],
    [1, 9, []],
  ];
  for (const [before, free, after] of fills) {
    test(`${before} used, filled up to ${free} free`, () => {
      const memory = createMessageMemory(3);
      for (let count = 0; count < before; count += 1) store(memory, testMessage);
      fillMemory(memory, free, testMessage.tpdu);
      assert.deepEqual(positions(memory), after);
      assert.equal(usedSlots(memory), after.length);
    });
  }
});
