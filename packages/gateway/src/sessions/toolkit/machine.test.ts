import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProactiveCommand } from '@simgate/gsm';
import {
  CARD_WORKS,
  noToolkitSeen,
  step,
  TEXT_STAYS,
  type ToolkitEvent,
  type ToolkitState,
} from './machine.ts';
import { idle, inkey, input, list, menu, plain, text } from './testing.ts';
import { viewOfState } from './view.ts';

const times = { answer: 180_000 };
const operator = menu('Balance', 'Top up');

function after(...events: readonly ToolkitEvent[]): ToolkitState {
  return events.reduce((state, event) => step(state, event, times).state, noToolkitSeen);
}

function command(value: ProactiveCommand) {
  return { type: 'command', command: value } as const;
}
function entry(value: Extract<ToolkitEvent, { type: 'entry' }>['entry']) {
  return { type: 'entry', entry: value } as const;
}
const ended = { type: 'ended' } as const;
const lapsed = { type: 'lapsed' } as const;
const gone = { type: 'gone' } as const;
const failed = { type: 'failed' } as const;

const states = {
  absent: noToolkitSeen,
  desktop: after(command(operator)),
  list: after(command(operator), command(list())),
  question: after(command(operator), command(input(0x00))),
  text: after(command(operator), command(text())),
  passing: after(command(operator), command(text(0x00))),
  showing: after(command(operator), command(text(0x00, { immediateResponse: true }))),
  busy: after(command(operator), entry({ kind: 'item', item: 1 })),
};

/** An action as one word and its number: the result, the item, the time. */
function words(state: ToolkitState, event: ToolkitEvent): string[] {
  return step(state, event, times).actions.map(action => {
    if (action.type === 'respond') return `respond ${action.response.result.general.toString(16)}`;
    if (action.type === 'choose') return `choose ${action.item}`;
    return action.type === 'wait' ? `wait ${action.milliseconds}` : `perform ${action.command.type}`;
  });
}

const WORKS = `wait ${CARD_WORKS}`;
const READS = `wait ${TEXT_STAYS}`;
const asks = `wait ${times.answer}`;

/** State, event, phase that follows, actions. */
const rows: readonly [from: keyof typeof states, ToolkitEvent, to: string, actions: string[]][] = [
  ['absent', command(operator), 'desktop', ['respond 0']],
  ['absent', command(idle('Hello')), 'desktop', ['respond 0']],
  ['absent', command(menu()), 'absent', ['respond 0']],
  ['absent', command(plain('moreTime')), 'absent', ['perform moreTime']],
  ['absent', ended, 'absent', []],
  ['absent', lapsed, 'absent', []],
  ['absent', failed, 'absent', []],
  ['desktop', entry({ kind: 'item', item: 2 }), 'busy', ['choose 2', WORKS]],
  ['desktop', entry({ kind: 'home' }), 'desktop', []],
  ['desktop', entry({ kind: 'cancel' }), 'desktop', []],
  ['desktop', command(list()), 'asking', [asks]],
  ['desktop', command(text()), 'asking', [asks]],
  ['desktop', command(plain('moreTime')), 'desktop', ['perform moreTime']],
  ['desktop', command(menu()), 'absent', ['respond 0']],
  ['desktop', ended, 'desktop', []],
  ['desktop', gone, 'absent', []],
  ['busy', command(list()), 'asking', [asks]],
  ['busy', command(inkey(0)), 'asking', [asks]],
  ['busy', command(text(0x00)), 'asking', [READS]],
  ['busy', command(text(0x00, { immediateResponse: true })), 'showing', ['respond 0', READS]],
  ['busy', command(plain('moreTime')), 'busy', ['perform moreTime', WORKS]],
  ['busy', command(operator), 'busy', ['respond 0', WORKS]],
  ['busy', ended, 'desktop', []],
  ['busy', lapsed, 'desktop', []],
  ['busy', failed, 'desktop', []],
  ['busy', gone, 'absent', []],
  ['list', entry({ kind: 'item', item: 7 }), 'busy', ['respond 0', WORKS]],
  ['list', entry({ kind: 'cancel' }), 'busy', ['respond 11', WORKS]],
  ['list', entry({ kind: 'home' }), 'busy', ['respond 10', WORKS]],
  ['list', lapsed, 'busy', ['respond 12', WORKS]],
  ['list', ended, 'desktop', []],
  ['list', command(plain('moreTime')), 'busy', ['perform moreTime', WORKS]],
  ['question', entry({ kind: 'text', text: '12' }), 'busy', ['respond 0', WORKS]],
  ['question', lapsed, 'busy', ['respond 12', WORKS]],
  ['text', entry({ kind: 'ok' }), 'busy', ['respond 0', WORKS]],
  ['text', lapsed, 'busy', ['respond 12', WORKS]],
  ['passing', lapsed, 'busy', ['respond 0', WORKS]],
  ['passing', entry({ kind: 'ok' }), 'busy', ['respond 0', WORKS]],
  ['showing', lapsed, 'desktop', []],
  ['showing', ended, 'showing', []],
  ['showing', entry({ kind: 'ok' }), 'desktop', []],
  ['showing', command(list()), 'asking', [asks]],
];

describe('the toolkit of a port as a state machine', () => {
  for (const [from, event, to, actions] of rows) {
    const what =
      event.type === 'command' ? event.command.type : event.type === 'entry' ? event.entry.kind : event.type;
    test(`${from}, ${what}: ${to}${actions.length > 0 ? `, ${actions.join(', ')}` : ''}`, () => {
      assert.equal(step(states[from], event, times).state.phase.kind, to);
      assert.deepEqual(words(states[from], event), actions);
    });
  }

  test('a question with a time of its own waits that long (102 223 8.8)', () => {
    const asked = { ...inkey(0), duration: { unit: 'seconds', interval: 30 } } as const;
    assert.deepEqual(words(states.busy, command(asked)), ['wait 30000']);
  });

  const refusals: readonly [from: keyof typeof states, ToolkitEvent, RegExp][] = [
    ['absent', entry({ kind: 'item', item: 1 }), /no toolkit/],
    ['busy', entry({ kind: 'ok' }), /busy/],
    ['desktop', entry({ kind: 'item', item: 3 }), /must be one of 1, 2, found 3/],
    ['desktop', entry({ kind: 'text', text: 'x' }), /^param/],
    ['desktop', entry({ kind: 'ok' }), /^action/],
    ['list', entry({ kind: 'item', item: 2 }), /must be one of 1, 7/],
    ['showing', entry({ kind: 'text', text: 'x' }), /^param/],
  ];
  for (const [from, event, reason] of refusals) {
    test(`${from} refuses what it does not offer: ${reason.source}`, () => {
      const { state, actions, refusal } = step(states[from], event, times);
      assert.match(refusal ?? '', reason);
      assert.equal(state, states[from]);
      assert.deepEqual(actions, []);
    });
  }
});

describe('frames', () => {
  test('each view that comes up has a number of its own; waiting for the card has not', () => {
    const frames = [states.desktop, states.list, states.busy].map(state => viewOfState(state).frame);
    assert.deepEqual(frames, [1, 2, 1]);
    assert.equal(viewOfState(step(states.busy, ended, times).state).frame, 2);
  });

  test('no number comes again when the SIM went and came back', () => {
    const back = [gone, command(operator)].reduce(
      (state, event) => step(state, event, times).state,
      states.list,
    );
    assert.equal(viewOfState(back).frame, 3);
  });
});

describe('views', () => {
  const nothing = { title: '', text: '', items: [], inputType: 12 };

  test('no toolkit: type 12, no texts, frame 0', () => {
    assert.deepEqual(viewOfState(states.absent), { ...nothing, frame: 0 });
  });

  test('while the card works: type 12 too, the frame stays', () => {
    assert.deepEqual(viewOfState(states.busy), { ...nothing, frame: 1 });
  });

  test('the desktop: the menu, with the idle text', () => {
    const state = step(states.desktop, command(idle('Welcome')), times).state;
    const { title, text: words, items, inputType } = viewOfState(state);
    assert.deepEqual([title, words, inputType], ['Operator', 'Welcome', 1]);
    assert.deepEqual(items, [
      { identifier: 1, text: 'Balance' },
      { identifier: 2, text: 'Top up' },
    ]);
  });

  test('an idle text without a menu: a text', () => {
    const view = viewOfState(after(command(idle('Welcome'))));
    assert.deepEqual([view.inputType, view.text, view.items], [0, 'Welcome', []]);
  });

  const asked = [
    [text(), 0],
    [list(), 2],
    [inkey(0x04), 3],
    [inkey(0x00), 4],
    [inkey(0x01), 5],
    [input(0x00), 8],
    [input(0x04), 9],
    [input(0x01), 10],
    [input(0x05), 11],
  ] as const;
  for (const [value, inputType] of asked) {
    test(`${value.type} with qualifier ${value.details.qualifier}: type ${inputType}`, () => {
      assert.equal(viewOfState(after(command(value))).inputType, inputType);
    });
  }
});
