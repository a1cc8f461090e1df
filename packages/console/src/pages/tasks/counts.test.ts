import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Message } from '../../data/types.ts';
import { failuresOf, paceOf, withSample } from './counts.ts';

describe('the pace of a task', () => {
  test('is messages a minute between the first and the last sample, with the time that is left', () => {
    const samples = [
      { at: 0, done: 10 },
      { at: 30_000, done: 40 },
    ];
    assert.deepEqual(paceOf(samples, 120), { perMinute: 60, minutesLeft: 2 });
  });

  for (const [what, samples] of [
    ['no sample', []],
    ['one sample', [{ at: 0, done: 1 }]],
    [
      'samples of less than five seconds',
      [
        { at: 0, done: 1 },
        { at: 4000, done: 9 },
      ],
    ],
    [
      'nothing that moves',
      [
        { at: 0, done: 5 },
        { at: 60_000, done: 5 },
      ],
    ],
  ] as const)
    test(`is not known of ${what}`, () => assert.equal(paceOf(samples, 10), undefined));

  test('samples of more than two minutes ago are let go', () => {
    const samples = withSample(
      [
        { at: 0, done: 0 },
        { at: 60_000, done: 1 },
      ],
      { at: 150_000, done: 2 },
    );
    assert.deepEqual(
      samples.map(({ at }) => at),
      [60_000, 150_000],
    );
  });
});

test('failures are grouped by reason, the most frequent first', () => {
  const codes = ['congestion', 'no_credit', 'no_credit', ''];
  const messages = codes.map((reason_code, id) => ({ id, reason_code }) as unknown as Message);
  assert.deepEqual(
    failuresOf(messages).map(({ code, messages: some }) => [code, some.length]),
    [
      ['no_credit', 2],
      ['congestion', 1],
      ['', 1],
    ],
  );
});
