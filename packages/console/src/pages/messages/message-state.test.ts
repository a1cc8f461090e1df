/** The state of a message in one word. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reportWord, stateWord } from './message-state.ts';

describe('the word for a message', () => {
  for (const [status, waiting, word] of [
    ['SENDING', true, 'messages.status.WAITING'],
    ['SENDING', false, 'messages.status.SENDING'],
    ['FAILED', true, 'messages.status.FAILED'],
    ['DELIVERED', false, 'messages.status.DELIVERED'],
  ] as const)
    test(`that is ${status}${waiting ? ' and waits' : ''}: ${word}`, () =>
      assert.equal(stateWord({ status, waiting }), word));

  for (const [code, word] of [
    [0, 'story.report.delivered'],
    [1, 'story.report.completed'],
    [32, 'story.report.temporary'],
    [70, 'story.report.permanent'],
  ] as const)
    test(`whose report has the code ${code}: ${word}`, () => assert.equal(reportWord(code), word));
});
