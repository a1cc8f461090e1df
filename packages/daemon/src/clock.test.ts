import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pause, within } from './clock.ts';
import { fakeClock } from './testing.ts';

describe('work within a time', () => {
  test('that ends before it gives its result, and leaves no timer behind', async () => {
    const clock = fakeClock();
    const work = Promise.withResolvers<string>();
    const result = within(clock, 100, work.promise);
    assert.equal(clock.waiting, 1);
    work.resolve('done');
    assert.equal(await result, 'done');
    assert.equal(clock.waiting, 0);
  });

  test('that fails before it fails with the same error', async () => {
    const clock = fakeClock();
    await assert.rejects(within(clock, 100, Promise.reject(new RangeError('too much'))), /too much/);
    assert.equal(clock.waiting, 0);
  });

  test('that takes longer gives nothing', async () => {
    const clock = fakeClock();
    const result = within(clock, 100, new Promise<string>(() => {}));
    clock.advance(100);
    assert.equal(await result, undefined);
  });
});

describe('a pause', () => {
  test('lasts as long as the clock counts', async () => {
    const clock = fakeClock();
    let over = false;
    const waited = pause(clock, 100).then(() => {
      over = true;
    });
    clock.advance(99);
    await Promise.resolve();
    assert.equal(over, false);
    clock.advance(1);
    await waited;
  });
});
