import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentIds } from './seen-ids.ts';

test('so many ids are kept, the oldest goes', () => {
  const ids = new RecentIds(2);
  for (const id of ['a', 'b', 'c']) ids.add(id);
  assert.deepEqual(
    ['a', 'b', 'c'].map(id => ids.has(id)),
    [false, true, true],
  );
});

test('ten thousand are kept where nothing else is asked for', () => {
  const ids = new RecentIds();
  for (let id = 0; id <= 10_000; id += 1) ids.add(`${id}`);
  assert.deepEqual([ids.has('0'), ids.has('1')], [false, true]);
});

test('an id that is added again takes no room', () => {
  const ids = new RecentIds(2);
  for (const id of ['a', 'b', 'b']) ids.add(id);
  assert.ok(ids.has('a'));
});
