import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ListedCall } from '../../at/call.ts';
import { advance, type CallEvent, callStateOf } from './call-progress.ts';
import { type CallPhase, noCallsYet } from './call-table.ts';

function listed(...calls: ListedCall[]): CallEvent {
  return { type: 'listed', calls };
}
function listedAgain(...calls: ListedCall[]): CallEvent {
  return { type: 'listed', calls, again: true };
}
function outgoing(state: ListedCall['state'], id = 1, number = '0170'): ListedCall {
  return {
    ...{ id, direction: 'outgoing', state, number },
  };
}
function incoming(state: ListedCall['state'], id = 1, number = '0171'): ListedCall {
  return {
    ...{ id, direction: 'incoming', state, number },
  };
}
const dialling: CallEvent = { type: 'dialling', number: '0170', reference: 7 };
const dialled: CallEvent = { type: 'dialled', reference: 7 };
const ring: CallEvent = { type: 'ring' };

function ending(cause?: number) {
  return { at: 0, since: 0, ...(cause !== undefined && { cause }) };
}

/** After the events: calls as `phase number`, ended ones as `number:cause`. */
function after(events: readonly CallEvent[]) {
  let table = noCallsYet;
  const over: string[] = [];
  for (const event of events) {
    const step = advance(table, event);
    table = step.table;
    for (const { call, cause } of step.ended) over.push(`${call.number}:${cause ?? '?'}`);
  }
  return { calls: table.calls.map(({ phase, number }) => `${phase} ${number}`.trim()), over, table };
}

const callCases: readonly [what: string, events: CallEvent[], calls: string[], over: string[]][] = [
  ['is there from the moment it is dialled', [dialling], ['dialing 0170'], []],
  ['never was, where the modem does not take it', [dialling, { type: 'undialled', reference: 7 }], [], []],
  ['is not over because the first list is too early', [dialling, listed()], ['dialing 0170'], []],
  ['is over when three lists lack it', [dialling, dialled, listed(), listed(), listed()], [], ['0170:?']],
  [
    'is not over while ATD waits for its turn, whatever else is',
    [dialling, listed(), listed(), { type: 'ended' }, { type: 'ending', ending: ending() }, listed()],
    ['dialing 0170'],
    [],
  ],
  [
    'that the modem took and that ended at once is over when two lists lack it',
    [dialling, dialled, { type: 'ending', ending: ending(17) }, listed(), listedAgain()],
    [],
    ['0170:17'],
  ],
  [
    'is not over because a line says so that the list does not confirm',
    [listed(incoming('active')), { type: 'ending', id: 1, ending: ending(16) }, listed(incoming('active'))],
    ['active 0171'],
    [],
  ],
  [
    'has the cause that was told of it, not that of another end',
    [
      listed(outgoing('active'), incoming('held', 2)),
      { type: 'ending', id: 1, ending: ending(17) },
      listed(incoming('held', 2)),
      listedAgain(incoming('held', 2)),
    ],
    ['held 0171'],
    ['0170:17'],
  ],
  [
    'is over by what was said where no list could be had',
    [listed(incoming('active')), { type: 'ending', id: 1, ending: ending(16) }, { type: 'over', key: 1 }],
    [],
    ['0171:16'],
  ],
  [
    'is the same though the line put a digit into its id',
    [listed(incoming('active')), listed(incoming('active', 11)), listed(incoming('active'))],
    ['active 0171'],
    [],
  ],
  [
    'follows the list',
    [dialling, listed(outgoing('alerting')), listed(outgoing('active'))],
    ['active 0170'],
    [],
  ],
  [
    'is not over because one list lacks what another had',
    [dialling, listed(outgoing('active')), listed(), listed(outgoing('active'))],
    ['active 0170'],
    [],
  ],
  [
    'is not over because two lists lack it where nothing else says so',
    [dialling, dialled, listed(outgoing('active')), listed(), listedAgain()],
    ['active 0170'],
    [],
  ],
  [
    'is over when the lists asked again lack it too',
    [dialling, dialled, listed(outgoing('active')), listed(), listedAgain(), listedAgain()],
    [],
    ['0170:?'],
  ],
  [
    'is not older when the list was asked again for another',
    [listed(incoming('active')), dialling, listed(), listedAgain(), listedAgain()],
    ['dialing 0170'],
    ['0171:?'],
  ],
  [
    'follows notices with an id',
    [
      dialling,
      { type: 'progress', phase: 'dialing', id: 1 },
      { type: 'progress', phase: 'alerting', id: 1 },
      { type: 'ended', id: 1, cause: 17 },
    ],
    [],
    ['0170:17'],
  ],
  ['is meant by BUSY', [dialling, dialled, { type: 'ended', cause: 17, outgoing: true }], [], ['0170:17']],
  [
    'that comes in is not meant by BUSY',
    [ring, { type: 'ended', cause: 17, outgoing: true }],
    ['incoming'],
    [],
  ],
  [
    'without an id may be meant by one that is not known',
    [ring, { type: 'ended', id: 3, cause: 16 }],
    [],
    [':16'],
  ],
  [
    'with another id is not meant by one that is not known',
    [listed(incoming('active', 1)), { type: 'ended', id: 3, cause: 16 }],
    ['active 0171'],
    [],
  ],
  [
    'alone is meant by NO CARRIER, though it has an id',
    [listed(incoming('active', 1)), { type: 'ended' }],
    [],
    ['0171:?'],
  ],
  [
    'that was answered is not meant by BUSY',
    [listed(outgoing('active')), { type: 'ended', cause: 17, outgoing: true }],
    ['active 0170'],
    [],
  ],
  ['rings once, however often RING comes', [ring, ring, ring], ['incoming'], []],
  ['learns who calls', [ring, { type: 'caller', number: '0171' }, ring], ['incoming 0171'], []],
  [
    'keeps the number where a later notice has none',
    [ring, { type: 'caller', number: '0171' }, { type: 'caller', number: '' }],
    ['incoming 0171'],
    [],
  ],
  [
    'that waited rings as itself when the other is over',
    [
      listed(incoming('active', 1, '0170'), incoming('waiting', 2, '0171')),
      ring,
      { type: 'caller', number: '0171' },
      listed(incoming('incoming', 2, '0171')),
      listedAgain(incoming('incoming', 2, '0171')),
      listedAgain(incoming('incoming', 2, '0171')),
    ],
    ['incoming 0171'],
    ['0170:?'],
  ],
  [
    'just answered is meant by a late RING and its number',
    [ring, listed(incoming('active', 1, '')), ring, { type: 'caller', number: '0171' }],
    ['active'],
    [],
  ],
  [
    'is another one where an answered one has another number',
    [listed(incoming('active', 1, '0170')), { type: 'caller', number: '0171' }],
    ['active 0170', 'incoming 0171'],
    [],
  ],
  ['learns who calls from the list', [ring, listed(incoming('incoming'))], ['incoming 0171'], []],
  ['that RING missed is found in the list', [listed(incoming('incoming'))], ['incoming 0171'], []],
  [
    'waits beside another',
    [
      dialling,
      listed(outgoing('active')),
      { type: 'waiting', number: '0171' },
      { type: 'waiting', number: '0171' },
    ],
    ['active 0170', 'waiting 0171'],
    [],
  ],
  [
    'of several is not guessed by NO CARRIER',
    [dialling, listed(outgoing('active')), { type: 'waiting', number: '0171' }, { type: 'ended' }],
    ['active 0170', 'waiting 0171'],
    [],
  ],
  [
    'of two is told by its id',
    [listed(outgoing('held'), incoming('active', 2)), { type: 'ended', id: 2 }],
    ['held 0170'],
    ['0171:?'],
  ],
  [
    'begun by something else of the modem is taken up',
    [{ type: 'progress', phase: 'dialing', id: 1 }],
    ['dialing'],
    [],
  ],
  [
    'goes on hold and back with +CHLD=2',
    [listed(outgoing('active', 1, '0170'), outgoing('held', 2, '0171')), { type: 'swapped' }],
    ['held 0170', 'active 0171'],
    [],
  ],
  [
    'that waits keeps what is on hold there',
    [listed(incoming('held', 1, '0170'), incoming('waiting', 2, '0171')), { type: 'swapped' }],
    ['held 0170', 'waiting 0171'],
    [],
  ],
  [
    'goes with the modem',
    [dialling, { type: 'waiting', number: '1' }, { type: 'lost' }],
    [],
    ['0170:?', '1:?'],
  ],
];

describe('a call', () => {
  for (const [what, events, calls, over] of callCases)
    test(what, () => {
      const result = after(events);
      assert.deepEqual([result.calls, result.over], [calls, over]);
    });

  test('stays answered while it is held', () => {
    const { table } = after([dialling, listed(outgoing('active')), listed(outgoing('held'))]);
    assert.equal(table.calls[0]?.answered, true);
  });

  test('keeps its key and reference through all of it, and no key is used twice', () => {
    const first = after([dialling, listed(outgoing('active'))]).table;
    assert.deepEqual([first.calls[0]?.key, first.calls[0]?.reference], [1, 7]);
    const { table } = advance(advance(first, { type: 'lost' }).table, ring);
    assert.equal(table.calls[0]?.key, 2);
  });

  test('keeps the number as it was dialled', () => {
    assert.deepEqual(after([dialling, listed(outgoing('active', 1, '+49170'))]).calls, ['active 0170']);
    assert.deepEqual(after([dialling, listed(outgoing('active', 1, ''))]).calls, ['active 0170']);
  });
});

describe('callstate of a port (contract 4.9)', () => {
  const rows: readonly [phases: CallPhase[], state: string][] = [
    [[], 'Idle'],
    [['dialing'], 'Processing'],
    [['alerting'], 'Alerting'],
    [['incoming'], 'Ringing'],
    [['active'], 'Active'],
    [['held'], 'Call holding'],
    [['active', 'waiting'], 'Call Waiting'],
    [['held', 'active'], 'Active'],
    [['held', 'waiting'], 'Call Waiting'],
    [['held', 'held'], 'Call holding'],
    [['held', 'dialing'], 'Processing'],
  ];
  for (const [phases, state] of rows)
    test(`${phases.join(' and ') || 'no call'}: ${state}`, () =>
      assert.equal(callStateOf(phases.map(phase => ({ phase }))), state));
});
