/** Rests between tries of a gateway. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { rest, restAfter } from './context.ts';

describe('a gateway that failed rests', () => {
  const rows: [failures: number, random: number, milliseconds: number][] = [
    [1, 0, 1000],
    [1, 1, 1500],
    [2, 0, 2000],
    [3, 0.5, 5000],
    [6, 0, 32_000],
    [7, 0, 60_000],
    [7, 1, 90_000],
    [1_000_000, 0, 60_000],
  ];
  for (const [failures, random, milliseconds] of rows)
    test(`${milliseconds} ms after ${failures} failures by the chance ${random}`, () =>
      assert.equal(
        restAfter(failures, () => random),
        milliseconds,
      ));
});

describe('a rest', () => {
  const ended = async (resting: Promise<void>): Promise<boolean> => {
    let isOver = false;
    void resting.then(() => {
      isOver = true;
    });
    await new Promise(resolve => setImmediate(resolve));
    return isOver;
  };

  test('ends at its time', async () => {
    const clock = fakeClock();
    const resting = rest(clock, 100, new AbortController().signal);
    clock.advance(99);
    assert.equal(await ended(resting), false);
    clock.advance(1);
    assert.equal(await ended(resting), true);
  });

  test('that ended listens to its signal no more', async () => {
    const clock = fakeClock();
    const { signal } = new AbortController();
    const resting = rest(clock, 100, signal);
    assert.equal(getEventListeners(signal, 'abort').length, 1);
    clock.advance(100);
    await resting;
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  test('ends with its signal, and leaves no timer', async () => {
    const clock = fakeClock();
    const controller = new AbortController();
    const resting = rest(clock, 100, controller.signal);
    assert.equal(clock.waiting, 1);
    controller.abort();
    assert.equal(await ended(resting), true);
    assert.equal(clock.waiting, 0);
  });

  test('does not begin where the signal has ended', async () => {
    const clock = fakeClock();
    assert.equal(await ended(rest(clock, 100, AbortSignal.abort())), true);
    assert.equal(clock.waiting, 0);
  });
});
