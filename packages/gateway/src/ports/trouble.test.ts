/** Why a port cannot send, or what it lacks: the code and the sentence of each case. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import type { ObstacleKind, PortState } from './lifecycle.ts';
import { PortPicture } from './port-picture.ts';
import type { PortFacts } from './snapshot.ts';
import { home, pictureOf, servingSession } from './testing.ts';

describe('trouble of a port', () => {
  const obstacles: [obstacle: ObstacleKind, reg: string, reason: string][] = [
    ['noImsi', 'NO_SIM', 'no_sim'],
    ['busy', 'UNKNOWN', 'sim_starting'],
    ['slot', 'UNKNOWN', 'slot_failed'],
    ['off', 'POWER_OFF', 'switched_off'],
    ['radioOff', 'UNKNOWN', 'modem_starting'],
    ['starting', 'UNKNOWN', 'modem_starting'],
    ['noSms', 'UNKNOWN', 'no_sms'],
  ];
  for (const [obstacle, reg, reason] of obstacles)
    test(`of one that waits behind ${obstacle}`, () => {
      const seen = pictureOf({ state: { phase: 'waiting', failures: 0, obstacle }, obstacle: 'why' });
      assert.deepEqual([seen.reg, seen.reason, seen.trouble, seen.canSend], [reg, reason, 'why', false]);
    });

  const silent = { phase: 'silent', failures: 0 } as const;
  const raising: PortState = { phase: 'raising', failures: 0, again: false };
  const searching = { ...servingSession, registrations: { CREG: { ...home, status: 2 } } };
  const often = ['restarts_often', 'the modem restarts again and again'] as const;
  const sentences: [what: string, facts: Partial<PortFacts>, reason: string, trouble: string][] = [
    [
      'closed without a reason',
      { state: { phase: 'closed', failures: 1 } },
      'device_gone',
      'the device is not open',
    ],
    ['being opened', { state: { phase: 'opening', failures: 0 } }, 'opening', 'the device is being opened'],
    [
      'being opened anew',
      { state: { phase: 'opening', failures: 1 }, obstacle: 'unplugged' },
      ...(['device_gone', 'unplugged'] as const),
    ],
    ['reset by people', { state: { ...silent, step: 'asked' } }, 'resetting', 'the modem is being reset'],
    ['recovered by a reset', { state: { ...silent, step: 'asked' }, recovery: 'lost' }, 'resetting', 'lost'],
    [
      'silent, whatever was recovered before',
      { state: { ...silent, step: 'escape' }, recovery: 'lost' },
      ...(['silent', 'the modem does not answer'] as const),
    ],
    ['recovered', { state: raising, recovery: 'lost' }, 'setting_up', 'lost'],
    [
      'recovered, though it restarts often',
      { state: raising, recovery: 'lost', restarts: true },
      'setting_up',
      'lost',
    ],
    ['restarting often while it is set up', { state: raising, restarts: true }, ...often],
    ['restarting often and closed', { state: { phase: 'closed', failures: 1 }, restarts: true }, ...often],
    ['restarting often and opened', { state: { phase: 'opening', failures: 1 }, restarts: true }, ...often],
    ['restarting often and searching', { session: searching, restarts: true }, ...often],
    ['restarting often and registered', { restarts: true }, ...often],
    ['searching', { session: searching }, 'searching', 'searching for a network'],
    [
      'searching, before it rests',
      { session: searching, resting: 'rests' },
      ...(['searching', 'searching for a network'] as const),
    ],
    [
      'refused while it waits',
      {
        state: { phase: 'waiting', failures: 0, obstacle: 'noSim' },
        session: { ...servingSession, conditions: ['refusesAll'] },
      },
      ...(['refuses_all', 'the modem answers every command with an error'] as const),
    ],
    [
      'refused for want of a SIM',
      { session: { ...servingSession, conditions: ['simRefuses'] } },
      ...(['no_sim', 'the modem shows a SIM, and refuses each message for want of one'] as const),
    ],
    [
      'refused for its PDUs',
      { session: { ...servingSession, conditions: ['refusesPdus'] } },
      ...(['refuses_all', 'the modem takes every message for invalid (+CMS ERROR 304)'] as const),
    ],
    [
      'denied on all sides',
      { session: { ...servingSession, registrations: { CREG: { ...home, status: 3 } } } },
      ...(['network_denied', 'the network refuses this SIM'] as const),
    ],
  ];
  for (const [what, facts, reason, trouble] of sentences)
    test(`of one that is ${what}`, () => {
      const seen = pictureOf(facts);
      assert.deepEqual([seen.reason, seen.trouble], [reason, trouble]);
      assert.equal(seen.canSend, what === 'restarting often and registered');
    });
});

describe('picture that is kept of a port', () => {
  test('has the time since which the state is as it is, and is reported once for each difference', () => {
    const clock = fakeClock(5000);
    let facts: PortFacts = {
      ...{ number: 3, state: { phase: 'serving', failures: 0 }, obstacle: '', resting: '' },
      ...{ session: servingSession, typeStrict: false },
    };
    let looks = 0;
    const seen: (number | undefined)[] = [];
    const picture = new PortPicture({
      ...{ clock, facts: () => facts },
      looked: () => {
        looks += 1;
      },
      changed: ({ since }) => seen.push(since),
    });
    assert.equal(picture.snapshot().since, undefined);
    picture.refresh();
    clock.advance(1000.4);
    picture.refresh();
    facts = { ...facts, session: { ...servingSession, signal: 3 } };
    picture.refresh();
    facts = { ...facts, resting: 'rests' };
    picture.refresh();
    assert.deepEqual([looks, seen, picture.snapshot().since], [4, [5000, 5000, 6000], 6000]);
  });
});
