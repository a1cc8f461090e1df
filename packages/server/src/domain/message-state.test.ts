import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Cause,
  codeOfState,
  type MessageState,
  mayMove,
  messageStates,
  sourcesOf,
  stateOfCode,
} from './message-state.ts';

const causes: readonly Cause[] = [
  'due',
  'expiry',
  'cancel',
  'claim',
  'notTaken',
  'refusal',
  'stopped',
  'result',
  'report',
  'doubt',
  'person',
];

/** Every move there is, a row for each pair of states; all others are refused. */
const moves: readonly [from: MessageState, to: MessageState, causes: readonly Cause[]][] = [
  ['scheduled', 'queued', ['due']],
  ['scheduled', 'expired', ['expiry']],
  ['scheduled', 'cancelled', ['cancel']],
  ['scheduled', 'failed', ['refusal']],
  ['queued', 'sending', ['claim']],
  ['queued', 'sent', ['result', 'report']],
  ['queued', 'delivered', ['result', 'report']],
  ['queued', 'expired', ['expiry']],
  ['queued', 'cancelled', ['cancel']],
  ['queued', 'failed', ['refusal']],
  ['sending', 'queued', ['notTaken']],
  ['sending', 'sent', ['result', 'report']],
  ['sending', 'delivered', ['result', 'report']],
  ['sending', 'undelivered', ['report']],
  ['sending', 'failed', ['refusal', 'result']],
  ['sending', 'unknown', ['doubt']],
  ['sending', 'cancelled', ['stopped']],
  ['sent', 'delivered', ['result', 'report']],
  ['sent', 'undelivered', ['report']],
  ['undelivered', 'delivered', ['result', 'report']],
  ['failed', 'delivered', ['result', 'report']],
  ['cancelled', 'delivered', ['result', 'report']],
  ['unknown', 'queued', ['person']],
  ['unknown', 'cancelled', ['person']],
  ['unknown', 'sent', ['result', 'report']],
  ['unknown', 'delivered', ['result', 'report']],
  ['unknown', 'undelivered', ['report']],
  ['unknown', 'failed', ['result', 'person']],
];

describe('states of a message', () => {
  for (const from of messageStates)
    for (const to of messageStates)
      test(`${from} -> ${to}`, () => {
        const allowed = moves.find(row => row[0] === from && row[1] === to)?.[2] ?? [];
        assert.deepEqual(
          causes.filter(cause => mayMove(from, to, cause)),
          allowed,
        );
      });

  test('nothing moves a message that may be on its way back to the queue but proof or a rule', () => {
    assert.deepEqual(sourcesOf('queued', 'notTaken'), ['sending']);
    assert.deepEqual(sourcesOf('queued', 'claim'), []);
  });

  test('only a message that waits may be taken back or expire', () => {
    assert.deepEqual(sourcesOf('cancelled', 'cancel'), ['scheduled', 'queued']);
    assert.deepEqual(sourcesOf('expired', 'expiry'), ['scheduled', 'queued']);
  });

  test('the numbers in the store are never changed', () => {
    const stored = 'scheduled queued sending sent delivered undelivered failed unknown expired cancelled';
    assert.equal(messageStates.join(' '), stored);
    for (const state of messageStates) assert.equal(stateOfCode(codeOfState(state)), state);
    assert.throws(() => stateOfCode(10), /no message state has the number 10/);
  });
});
