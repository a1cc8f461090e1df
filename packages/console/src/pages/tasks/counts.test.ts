import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Message } from '../../data/types.ts';
import { doneOf, failuresOf, isOver, paceOf, withSample } from './counts.ts';

describe('the pace of a task', () => {
  test('is messages a minute between the first and the last sample, with the time that is left', () => {
    const samples = [
      { at: 10_000, done: 10 },
      { at: 40_000, done: 40 },
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

  test('is known of samples of five seconds', () =>
    assert.deepEqual(
      paceOf(
        [
          { at: 1000, done: 0 },
          { at: 6000, done: 5 },
        ],
        60,
      ),
      { perMinute: 60, minutesLeft: 1 },
    ));

  test('samples of more than two minutes ago are let go', () => {
    const samples = withSample(
      [
        { at: 29_999, done: 0 },
        { at: 30_000, done: 1 },
      ],
      { at: 150_000, done: 2 },
    );
    assert.deepEqual(
      samples.map(({ at }) => at),
      [30_000, 150_000],
    );
  });
});

test('the network has answered what was sent, delivered and refused', () =>
  assert.equal(doneOf({ sent: 4, delivered: 20, failed: 100 }), 124));

describe('a task', () => {
  for (const [waiting, sending, isDone] of [
    [0, 0, true],
    [1, 0, false],
    [0, 1, false],
  ] as const)
    test(`with ${waiting} waiting and ${sending} on their way is ${isDone ? 'over' : 'under way'}`, () =>
      assert.equal(isOver({ waiting, sending }), isDone));
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
