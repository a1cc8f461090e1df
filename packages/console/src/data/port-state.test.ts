/** The words for a port, from the answer of the gateway. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { barsOf, dbmOf, isReady, type StateName, shownState, usedLimit } from './port-state.ts';
import { portOf } from './testing.ts';
import type { Port } from './types.ts';

describe('the state of a port in one word', () => {
  const table: [string, Partial<Port>, ReturnType<typeof shownState>][] = [
    ['registered and free', {}, { name: 'ready', needsYou: false }],
    ['registered and busy', { can_send: false }, { name: 'busy', needsYou: false }],
    ['a call is on it', { callstate: 'Active' }, { name: 'call', needsYou: false }],
    [
      'a person paused it',
      { blocked: true, can_send: false, reason: 'blocked' },
      { name: 'paused', needsYou: false, remedy: 'resume' },
    ],
    [
      'a limit is used up',
      { can_send: false, limits_left: { day: 0, month: 7 } },
      { name: 'limit', needsYou: false },
    ],
    [
      'switched off, whatever else it lacks',
      { power: 'off', can_send: false, reason: 'no_sim' },
      { name: 'off', needsYou: false, remedy: 'switchOn' },
    ],
    [
      'searching',
      { can_send: false, reason: 'searching', reg: 'SEARCHING_NETWORK' },
      { name: 'searching', needsYou: false },
    ],
    [
      'refused by the network',
      { can_send: false, reason: 'network_denied' },
      { name: 'refused', needsYou: true, remedy: 'look' },
    ],
    [
      'waits for its PIN',
      { can_send: false, reason: 'pin_required' },
      { name: 'pin', needsYou: true, remedy: 'enterPin' },
    ],
    [
      'waits for its PUK',
      { can_send: false, reason: 'puk_required' },
      { name: 'puk', needsYou: true, remedy: 'look' },
    ],
    [
      'has no SIM',
      { can_send: false, reason: 'no_sim', sim: null },
      { name: 'noSim', needsYou: true, remedy: 'reset' },
    ],
    [
      'is silent',
      { can_send: false, reason: 'silent' },
      { name: 'noAnswer', needsYou: true, remedy: 'look' },
    ],
    [
      'is ready while its module knows of no call',
      { callstate: 'Unknown' },
      { name: 'ready', needsYou: false },
    ],
    ['is ready where its module has no calls', { callstate: '' }, { name: 'ready', needsYou: false }],
    [
      'has a reason that a newer gateway knows',
      { can_send: false, reason: 'new_trouble' as never },
      { name: 'noAnswer', needsYou: true, remedy: 'look' },
    ],
    ['is not registered yet', { can_send: false, reg: 'UNREGISTER' }, { name: 'starting', needsYou: false }],
    ['is being set up', { can_send: false, reason: 'setting_up' }, { name: 'starting', needsYou: false }],
    ['rests after a refusal', { can_send: false, reason: 'resting' }, { name: 'resting', needsYou: false }],
    [
      'sends though one side of the network refuses it',
      { reason: 'registration_unknown' },
      { name: 'ready', needsYou: false },
    ],
  ];
  for (const [what, changes, shown] of table)
    test(what, () => assert.deepEqual(shownState(portOf(3, changes)), shown));
});

describe('the signal of +CSQ (27.007 8.5)', () => {
  const table: [signal: number, bars: number | undefined][] = [
    [0, undefined],
    [99, undefined],
    [-1, undefined],
    [32, undefined],
    [1, 1],
    [6, 1],
    [7, 2],
    [11, 2],
    [12, 3],
    [16, 3],
    [17, 4],
    [21, 4],
    [22, 5],
    [31, 5],
  ];
  for (const [signal, bars] of table)
    test(`${signal} is ${bars} bars`, () => assert.equal(barsOf(signal), bars));

  test('in dBm', () => {
    assert.equal(dbmOf(1), -111);
    assert.equal(dbmOf(31), -51);
  });
});

test('a port that is ready, busy or in a call works', () => {
  const names: readonly StateName[] = [
    'ready',
    'busy',
    'call',
    'paused',
    'limit',
    'resting',
    'starting',
    'off',
  ];
  assert.deepEqual(names.filter(isReady), ['ready', 'busy', 'call']);
});

test('the limit that is used up is named', () => {
  assert.equal(usedLimit({ limits_left: { day: 3, hour: 0 } }), 'hour');
  assert.equal(usedLimit({ limits_left: { day: 3 } }), undefined);
});
