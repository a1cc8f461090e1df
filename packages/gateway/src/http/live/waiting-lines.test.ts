import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { WaitingLines } from './waiting-lines.ts';

describe('lines for a slow reader', () => {
  const blocks = (text: string) => text.split('\n\n').slice(0, -1);

  test('are five hundred at most, with how many were left out', () => {
    const waiting = new WaitingLines();
    for (let line = 1; line <= 500; line += 1) waiting.take({ line });
    assert.equal(blocks(waiting.texts()).length, 500);
    for (let line = 1; line <= 503; line += 1) waiting.take({ line });
    const texts = blocks(waiting.texts());
    assert.equal(texts.length, 501);
    assert.equal(texts[499], 'event: line\ndata: {"line":500}');
    assert.equal(texts[500], 'event: left_out\ndata: {"lines":3}');
    waiting.take({ line: 1 });
    assert.deepEqual(blocks(waiting.texts()), ['event: line\ndata: {"line":1}']);
    assert.equal(waiting.texts(), ':\n\n');
  });

  test('are waited for until one comes, or for fifteen seconds', async () => {
    const clock = fakeClock();
    const { signal } = new AbortController();
    const waiting = new WaitingLines();
    let heard = 0;
    const listen = () => waiting.news(clock, signal).then(() => (heard += 1));
    const first = listen();
    waiting.take({ line: 1 });
    await first;
    assert.deepEqual([heard, clock.waiting], [1, 0]);
    await listen();
    assert.equal(heard, 2, 'a line that waits is news at once');
    waiting.texts();
    const silent = listen();
    clock.advance(14_999);
    assert.equal(clock.waiting, 1);
    clock.advance(1);
    await silent;
    assert.deepEqual([heard, clock.waiting], [3, 0]);
  });

  test('are waited for no longer when the reader goes', async () => {
    const clock = fakeClock();
    const reader = new AbortController();
    const waiting = new WaitingLines();
    const left = waiting.news(clock, reader.signal);
    reader.abort();
    await left;
    await waiting.news(clock, reader.signal);
    assert.equal(clock.waiting, 0);
  });
});
