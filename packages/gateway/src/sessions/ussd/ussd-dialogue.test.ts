import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { UssdStatus } from '../../modem/ussd/ussd.ts';
import {
  endings,
  transition,
  type UssdAction,
  type UssdEnding,
  type UssdEvent,
  type UssdState,
} from './ussd-dialogue.ts';

const idle: UssdState = { phase: 'idle' };
const asking: UssdState = { phase: 'asking' };
const ending: UssdState = { phase: 'asking', ending: endings.terminated };
const waiting: UssdState = { phase: 'waiting' };
const cancelling: UssdState = { phase: 'cancelling' };

function says(status: UssdStatus, text = ''): UssdEvent {
  return { type: 'notice', notice: { status, text } };
}
function wait(timer: 'answer' | 'idle' | 'grace' | 'none'): UssdAction {
  return { type: 'wait', timer };
}
function ended(end: UssdEnding, announced: boolean): UssdAction {
  return { type: 'ended', ending: end, announced };
}
function lastWord(text: string): UssdAction {
  return { type: 'said', text, end: 'done' };
}

describe('the life of a USSD session', () => {
  const rows: [what: string, from: UssdState, event: UssdEvent, to: UssdState, actions: UssdAction[]][] = [
    ['a request waits for the network', idle, { type: 'sent' }, asking, [wait('answer')]],
    ['an answer waits for the network again', waiting, { type: 'sent' }, asking, [wait('answer')]],
    ['the last text ends it', asking, says('done', 'Hi'), idle, [wait('none'), lastWord('Hi')]],
    ['so it does with m 2', asking, says('terminated', 'Hi'), idle, [wait('none'), lastWord('Hi')]],
    [
      'a question waits for us',
      asking,
      says('question', '1 or 2?'),
      waiting,
      [{ type: 'said', text: '1 or 2?' }, wait('idle')],
    ],
    ['an empty end is given a moment', asking, says('terminated'), ending, [wait('grace')]],
    ['the real answer behind it counts', ending, says('done', 'Hi'), idle, [wait('none'), lastWord('Hi')]],
    ['none comes', ending, { type: 'due' }, idle, [wait('none'), ended(endings.terminated, true)]],
    ['not supported', asking, says('notSupported'), idle, [wait('none'), ended(endings.notSupported, true)]],
    [
      'time-out of the network',
      asking,
      says('networkTimeout'),
      idle,
      [wait('none'), ended(endings.networkTimeout, true)],
    ],
    [
      'ended while it waits for us',
      waiting,
      says('terminated'),
      idle,
      [wait('none'), ended(endings.terminated, true)],
    ],
    ['the network goes on by itself', waiting, says('done', 'Bye'), idle, [wait('none'), lastWord('Bye')]],
    [
      'no answer in time',
      asking,
      { type: 'due' },
      cancelling,
      [wait('none'), ended(endings.noAnswer, true), { type: 'release' }],
    ],
    [
      'nobody answers the network',
      waiting,
      { type: 'due' },
      cancelling,
      [wait('none'), ended(endings.notContinued, false), { type: 'release' }],
    ],
    [
      'the modem refuses',
      asking,
      { type: 'failed', text: 'no' },
      cancelling,
      [wait('none'), ended({ end: 'failed', code: 'not_sent', text: 'no' }, true), { type: 'release' }],
    ],
    ['a failure of a request that is over', waiting, { type: 'failed', text: 'no' }, waiting, []],
    [
      'cancelled while the network is to answer',
      asking,
      { type: 'cancel' },
      cancelling,
      [wait('none'), ended(endings.cancelled, false), { type: 'release' }],
    ],
    [
      'cancelled while it waits',
      waiting,
      { type: 'cancel' },
      cancelling,
      [wait('none'), ended(endings.cancelled, false), { type: 'release' }],
    ],
    [
      'nothing to cancel: the modem is told all the same',
      idle,
      { type: 'cancel' },
      cancelling,
      [{ type: 'release' }],
    ],
    ['cancelled twice', cancelling, { type: 'cancel' }, cancelling, []],
    ['what comes meanwhile is of the old session', cancelling, says('terminated'), cancelling, []],
    ['released', cancelling, { type: 'cancelled' }, idle, []],
    [
      'the modem is gone with the request',
      asking,
      { type: 'gone' },
      idle,
      [wait('none'), ended(endings.portGone, true)],
    ],
    [
      'the modem is gone with the question',
      waiting,
      { type: 'gone' },
      idle,
      [wait('none'), ended(endings.portGone, false)],
    ],
    ['the modem is gone', idle, { type: 'gone' }, idle, []],
    [
      'the network sends something unasked',
      idle,
      says('done', 'Hi'),
      idle,
      [{ type: 'begun' }, wait('none'), lastWord('Hi')],
    ],
    [
      'the network asks first',
      idle,
      says('question', 'Pay?'),
      waiting,
      [{ type: 'begun' }, { type: 'said', text: 'Pay?' }, wait('idle')],
    ],
    ['an empty end behind the end', idle, says('terminated'), idle, []],
    ['an empty result behind the end', idle, says('done'), idle, []],
    ['a timer that ran out too late', idle, { type: 'due' }, idle, []],
  ];
  for (const [what, from, event, state, actions] of rows)
    test(what, () => assert.deepEqual(transition(from, event), { state, actions }));

  test('an empty result says so, when nothing comes behind it', () => {
    const { state } = transition(asking, says('done'));
    assert.deepEqual(transition(state, { type: 'due' }).actions.at(-1), ended(endings.done, true));
  });
});
