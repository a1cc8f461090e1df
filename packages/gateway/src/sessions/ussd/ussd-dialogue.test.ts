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
  type UssdTimer,
} from './ussd-dialogue.ts';

const idle: UssdState = { phase: 'idle' };
const asking: UssdState = { phase: 'asking' };
const ending: UssdState = { phase: 'asking', ending: endings.terminated };
const waiting: UssdState = { phase: 'waiting' };
const cancelling: UssdState = { phase: 'cancelling' };

function says(status: UssdStatus, text = ''): UssdEvent {
  return { type: 'notice', notice: { status, text } };
}
function wait(timer: UssdTimer): UssdAction {
  return { type: 'wait', timer };
}
function ended(end: UssdEnding, announced: boolean): UssdAction {
  return { type: 'ended', ending: end, announced };
}
function lastWord(text: string): UssdAction {
  return { type: 'said', text, end: 'done' };
}
/** A text came, as a question or not, and more of it may follow. */
function hearing(text: string, status: UssdStatus = 'done'): UssdState {
  const isQuestion = status === 'question';
  return {
    phase: 'receiving',
    partial: { pieces: [{ text, release: status === 'terminated' }], isQuestion },
  };
}
function over(answer: string): UssdState {
  return { phase: 'idle', answer };
}

describe('the life of a USSD session', () => {
  const rows: [what: string, from: UssdState, event: UssdEvent, to: UssdState, actions: UssdAction[]][] = [
    ['a request waits for the network', idle, { type: 'sent' }, asking, [wait('answer')]],
    ['an answer waits for the network again', waiting, { type: 'sent' }, asking, [wait('answer')]],
    ['a text is held a moment', asking, says('done', 'Hi'), hearing('Hi'), [wait('hold')]],
    ['and ends it', hearing('Hi'), { type: 'due' }, over('Hi'), [wait('late'), lastWord('Hi')]],
    [
      'so it does with m 2, when no answer follows the release',
      hearing('Hi', 'terminated'),
      { type: 'due' },
      over('Hi'),
      [wait('late'), lastWord('Hi')],
    ],
    [
      'a release is given longer',
      asking,
      says('terminated', 'Bye'),
      hearing('Bye', 'terminated'),
      [wait('grace')],
    ],
    [
      'a question is held too',
      asking,
      says('question', '1 or 2?'),
      hearing('1 or 2?', 'question'),
      [wait('hold')],
    ],
    [
      'a question waits for us',
      hearing('1 or 2?', 'question'),
      { type: 'due' },
      waiting,
      [{ type: 'said', text: '1 or 2?' }, wait('idle')],
    ],
    ['an empty end is given a moment', asking, says('terminated'), ending, [wait('grace')]],
    ['the real answer behind it counts', ending, says('done', 'Hi'), hearing('Hi'), [wait('hold')]],
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
    ['the network goes on by itself', waiting, says('done', 'Bye'), hearing('Bye'), [wait('hold')]],
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
      hearing('Hi'),
      [{ type: 'begun' }, wait('hold')],
    ],
    [
      'the network asks first',
      idle,
      says('question', 'Pay?'),
      hearing('Pay?', 'question'),
      [{ type: 'begun' }, wait('hold')],
    ],
    [
      'what comes soon behind an answer belongs to the same request',
      over('Wait.'),
      says('done', '5 EUR'),
      { ...hearing('5 EUR'), before: 'Wait.' } as UssdState,
      [wait('hold')],
    ],
    [
      'and stands behind it in the reply',
      { ...hearing('5 EUR'), before: 'Wait.' } as UssdState,
      { type: 'due' },
      over('Wait.\n5 EUR'),
      [wait('late'), { type: 'said', text: '5 EUR', end: 'done', reply: 'Wait.\n5 EUR' }],
    ],
    [
      'but a question soon behind an answer begins anew',
      over('5 EUR'),
      says('question', 'Pay?'),
      hearing('Pay?', 'question'),
      [{ type: 'begun' }, wait('hold')],
    ],
    ['an answer is over after a time', over('5 EUR'), { type: 'due' }, idle, []],
    ['and with its SIM', over('5 EUR'), { type: 'gone' }, idle, [wait('none')]],
    [
      'the modem is gone behind an answer',
      hearing('Hi'),
      { type: 'gone' },
      idle,
      [wait('late'), lastWord('Hi'), wait('none')],
    ],
    [
      'the modem is gone behind a question',
      hearing('Pay?', 'question'),
      { type: 'gone' },
      idle,
      [{ type: 'said', text: 'Pay?' }, wait('idle'), wait('none'), ended(endings.portGone, false)],
    ],
    [
      'cancelled while a text is held: it is not lost',
      hearing('Hi'),
      { type: 'cancel' },
      cancelling,
      [wait('late'), lastWord('Hi'), wait('none'), { type: 'release' }],
    ],
    ['a refusal behind the answer', hearing('Hi'), { type: 'failed', text: 'no' }, hearing('Hi'), []],
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

  test('a text that stands in place of its first piece is taken alone', () => {
    const { state } = transition(hearing('Your bal?'), {
      type: 'notice',
      notice: { status: 'done', text: 'Your balance', replaces: true },
    });
    assert.deepEqual(state, hearing('Your balance'));
  });

  type Line = [status: UssdStatus, text?: string];
  const answers: [what: string, lines: Line[], said: string, phase: UssdState['phase']][] = [
    [
      'two pieces',
      [
        ['done', 'Balance 5 EUR.'],
        ['done', 'Valid to May.'],
      ],
      'Balance 5 EUR.\nValid to May.',
      'idle',
    ],
    [
      'a full piece, cut in a word',
      [
        ['done', `${'x'.repeat(181)}ba`],
        ['done', 'lance'],
      ],
      `${'x'.repeat(181)}balance`,
      'idle',
    ],
    [
      'a full piece of UCS-2',
      [
        ['done', 'я'.repeat(70)],
        ['done', 'я'],
      ],
      'я'.repeat(71),
      'idle',
    ],
    [
      'a blank at the cut',
      [
        ['done', 'Balance '],
        ['done', '5'],
      ],
      'Balance 5',
      'idle',
    ],
    [
      'a release in front',
      [
        ['terminated', 'Initiating Release'],
        ['done', '5 EUR'],
      ],
      '5 EUR',
      'idle',
    ],
    [
      'a release behind',
      [
        ['done', '5 EUR'],
        ['terminated', 'Session closed'],
      ],
      '5 EUR',
      'idle',
    ],
    [
      'pieces that all end the session',
      [
        ['terminated', '1st'],
        ['terminated', '2nd'],
      ],
      '1st\n2nd',
      'idle',
    ],
    ['an empty end behind', [['done', '5 EUR'], ['terminated']], '5 EUR', 'idle'],
    ['an empty end before', [['terminated'], ['done', '5 EUR']], '5 EUR', 'idle'],
    [
      'a question in two pieces',
      [
        ['question', '1 Balance'],
        ['question', '2 Data'],
      ],
      '1 Balance\n2 Data',
      'waiting',
    ],
    [
      'a question that the network ends at once',
      [['question', '1 Balance'], ['terminated']],
      '1 Balance',
      'idle',
    ],
    [
      'a question behind a text',
      [
        ['done', 'Welcome'],
        ['question', 'Code?'],
      ],
      'Welcome\nCode?',
      'waiting',
    ],
    [
      'a text that comes again with the end',
      [
        ['question', '5 EUR'],
        ['done', '5 EUR'],
      ],
      '5 EUR',
      'idle',
    ],
  ];
  for (const [what, lines, said, phase] of answers)
    test(`one answer: ${what}`, () => {
      let { state } = transition(idle, { type: 'sent' });
      for (const line of lines) state = transition(state, says(...line)).state;
      const last = transition(state, { type: 'due' });
      const texts = last.actions.flatMap(action => (action.type === 'said' ? [action.text] : []));
      assert.deepEqual([texts, last.state.phase], [[said], phase]);
    });

  test('an answer without end is given on in parts', () => {
    let state: UssdState = asking;
    const texts: string[] = [];
    for (let count = 1; count <= 20; count += 1) {
      const next = transition(state, says('done', `${count}`));
      state = next.state;
      texts.push(...next.actions.flatMap(action => (action.type === 'said' ? [action.text] : [])));
    }
    assert.deepEqual(texts, ['1\n2\n3\n4\n5\n6\n7\n8', '9\n10\n11\n12\n13\n14\n15\n16']);
  });
});
