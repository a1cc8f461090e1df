import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bubblesOf, keepWritten, written } from './written.ts';

const received = [
  { from: '+88201', text: 'one' },
  { from: '+88202', text: 'two' },
];

function writtenBehind(behind: number, text: string) {
  return { from: '+49', to: '+88201', text, behind };
}

describe('what a virtual phone shows', () => {
  for (const [what, sent, texts] of [
    ['what it received only', [], ['one', 'two']],
    ['an answer behind the message that it answers', [writtenBehind(1, 'answer')], ['one', 'answer', 'two']],
    ['what it wrote before anything came', [writtenBehind(0, 'first')], ['first', 'one', 'two']],
    ['what it wrote last, at the end', [writtenBehind(2, 'last')], ['one', 'two', 'last']],
    [
      'what stands behind messages that it no longer keeps',
      [writtenBehind(9, 'late')],
      ['one', 'two', 'late'],
    ],
  ] as const)
    test(what, () =>
      assert.deepEqual(
        bubblesOf(received, sent).map(({ text }) => text),
        texts,
      ),
    );
});

test('a message on the screen shows its side and the number of the other one', () =>
  assert.deepEqual(
    bubblesOf(received, [writtenBehind(1, 'answer')]).map(({ own, number }) => [own, number]),
    [
      [false, '+88201'],
      [true, '+88201'],
      [false, '+88202'],
    ],
  ));

test('the last two hundred texts of this page are kept', () => {
  for (let index = 0; index < 201; index += 1) keepWritten(writtenBehind(0, `${index}`));
  const texts = written.get().map(({ text }) => text);
  assert.deepEqual([texts.length, texts[0], texts.at(-1)], [200, '1', '200']);
  written.set([]);
});
