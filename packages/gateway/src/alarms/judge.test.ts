import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Alarm, Condition } from './alarm.ts';
import { type Findings, judge, keyOf, type Verdict } from './judge.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const noSim: Condition = {
  ...{
    kind: 'port_down',
    subject: 'port 3',
    port: 3,
    imsi: '',
    text: 'port 3 cannot send: no SIM',
    reason: 'no_sim',
  },
};

const open: Alarm = {
  ...{ ...noSim, port: 3, id: 1, raisedAt: 0, clearedAt: null, repeats: 0, lastSteady: 0 },
  ...{ acknowledgedAt: null, acknowledgedBy: '' },
};

function found(findings: Partial<Findings>): Findings {
  return { wrong: [], well: new Set(), complete: new Set(), ...findings };
}

const nothing = { wrongSince: new Map<string, number>(), unseenSince: new Map<string, number>() };

function at(
  time: number,
  alarms: readonly Alarm[],
  findings: Partial<Findings>,
  before: Pick<Verdict, 'wrongSince' | 'unseenSince'> = nothing,
) {
  return judge(alarms, found(findings), before, {
    ...{ holdFor: () => 10 * MINUTE, repeatEvery: 24 * HOUR, now: { monotonic: time, steady: time } },
  });
}

function names({ raise, repeat, clear, reword }: Verdict) {
  return [raise.length, repeat.length, clear.length, reword.length];
}

describe('an alarm', () => {
  test('is raised when the condition has held for its time, and not before', () => {
    const first = at(0, [], { wrong: [noSim] });
    assert.deepEqual(names(first), [0, 0, 0, 0]);
    assert.deepEqual(names(at(10 * MINUTE - 1, [], { wrong: [noSim] }, first)), [0, 0, 0, 0]);
    assert.deepEqual(at(10 * MINUTE, [], { wrong: [noSim] }, first).raise, [noSim]);
  });

  test('begins anew where the condition was away for a look', () => {
    const first = at(0, [], { wrong: [noSim] });
    const between = at(5 * MINUTE, [], { well: new Set([keyOf(noSim)]) }, first);
    const again = at(6 * MINUTE, [], { wrong: [noSim] }, between);
    assert.deepEqual(names(at(15 * MINUTE, [], { wrong: [noSim] }, again)), [0, 0, 0, 0]);
    assert.deepEqual(names(at(16 * MINUTE, [], { wrong: [noSim] }, again)), [1, 0, 0, 0]);
  });

  test('is not raised again while it lasts', () => {
    assert.deepEqual(names(at(HOUR, [open], { wrong: [noSim] })), [0, 0, 0, 0]);
  });

  test('is repeated after the time of the settings, with the words of now', () => {
    const { repeat } = at(24 * HOUR, [open], {
      wrong: [{ ...noSim, text: 'port 3 cannot send: silent', reason: 'silent' }],
    });
    assert.deepEqual(
      repeat.map(({ id, text, reason }) => [id, text, reason]),
      [[1, 'port 3 cannot send: silent', 'silent']],
    );
    assert.deepEqual(names(at(24 * HOUR - 1, [open], { wrong: [noSim] })), [0, 0, 0, 0]);
    assert.deepEqual(
      names(at(25 * HOUR, [{ ...open, lastSteady: 24 * HOUR }], { wrong: [noSim] })),
      [0, 0, 0, 0],
    );
  });

  test('is not repeated once somebody has seen it', () => {
    assert.deepEqual(
      names(at(48 * HOUR, [{ ...open, acknowledgedAt: 1 }], { wrong: [noSim] })),
      [0, 0, 0, 0],
    );
  });

  test('is not repeated where the settings want none', () => {
    const verdict = judge([open], found({ wrong: [noSim] }), nothing, {
      ...{ holdFor: () => 0, repeatEvery: 0, now: { monotonic: 90 * HOUR, steady: 90 * HOUR } },
    });
    assert.deepEqual(names(verdict), [0, 0, 0, 0]);
  });

  test('is cleared when its subject is well, acknowledged or not', () => {
    for (const acknowledgedAt of [null, 1])
      assert.deepEqual(
        names(at(1, [{ ...open, acknowledgedAt }], { well: new Set([keyOf(noSim)]) })),
        [0, 0, 1, 0],
      );
  });

  test('is cleared when all of its kind was looked at and it is not among what is wrong', () => {
    assert.deepEqual(names(at(1, [open], { complete: new Set(['port_down'] as const) })), [0, 0, 1, 0]);
    assert.deepEqual(names(at(1, [open], { complete: new Set(['disk_low'] as const) })), [0, 0, 0, 0]);
  });

  test('stays while its subject is not there to be looked at, for a day', () => {
    const first = at(0, [open], {});
    assert.deepEqual(names(first), [0, 0, 0, 0]);
    assert.deepEqual(names(at(24 * HOUR - 1, [open], {}, first)), [0, 0, 0, 0]);
    assert.deepEqual(names(at(24 * HOUR, [open], {}, first)), [0, 0, 1, 0]);
  });

  test('gets new words where they have changed', () => {
    const { reword } = at(1, [open], { wrong: [{ ...noSim, text: 'other' }] });
    assert.deepEqual(
      reword.map(({ condition }) => condition.text),
      ['other'],
    );
  });
});
