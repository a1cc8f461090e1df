/** How often and how long until a modem is believed to be at fault, and what is remembered of its places. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import type { Obstacle } from '../bring-up/unlock.ts';
import type { Refusal, SubmitOutcome } from '../modem.ts';
import { NoSms } from './no-sms.ts';
import { PduRefusals } from './pdu-refusals.ts';
import { SimRefusals } from './sim-refusals.ts';
import type { StorageContents } from './storage.ts';
import { StorageFill } from './storage-fill.ts';
import { TakenPlaces } from './taken-places.ts';

function refused(source: Refusal['source'], code?: number): SubmitOutcome {
  return {
    kind: 'refused',
    refusal: { source, text: '', permanent: true, ...(code !== undefined && { code }) },
  };
}
const accepted: SubmitOutcome = { kind: 'accepted', reference: 1 };
const inDoubt: SubmitOutcome = { kind: 'inDoubt', reason: '', late: Promise.resolve(undefined) };
const noSim = refused('cms', 310);
const invalid = refused('cms', 304);

describe('a modem that refuses each message for its SIM', () => {
  const lasting = (outcomes: readonly SubmitOutcome[], milliseconds = 0) => {
    const clock = fakeClock();
    const refusals = new SimRefusals(clock);
    for (const outcome of outcomes) refusals.note(outcome);
    clock.advance(milliseconds);
    return refusals.isLasting;
  };
  for (const [source, code] of [
    ...([310, 313, 315] as const).map(code => ['cms', code] as const),
    ...([10, 13, 15] as const).map(code => ['cme', code] as const),
  ])
    test(`is known by three of +${source.toUpperCase()} ERROR ${code}, not by two`, () => {
      const outcome = refused(source, code);
      assert.deepEqual([lasting([outcome, outcome]), lasting([outcome, outcome, outcome])], [false, true]);
    });

  const others: readonly (readonly [what: string, outcome: SubmitOutcome])[] = [
    ['another code', refused('cms', 331)],
    ['the code of the other number space', refused('cme', 310)],
    ['no code', refused('modem')],
    ['a code of no modem', refused('link', 310)],
  ];
  for (const [what, outcome] of others)
    test(`is neither known by ${what}, nor is it taken back by that`, () => {
      assert.equal(lasting([outcome, outcome, outcome]), false);
      assert.equal(lasting([noSim, noSim, outcome, noSim]), true);
    });

  for (const outcome of [accepted, inDoubt])
    test(`is none where a message between is ${outcome.kind}`, () =>
      assert.equal(lasting([noSim, noSim, outcome, noSim]), false));

  test('is tried again a quarter of an hour later', () => {
    const three = [noSim, noSim, noSim];
    assert.deepEqual([lasting(three, 899_999), lasting(three, 900_000)], [true, false]);
  });
});

describe('a modem that takes each PDU for invalid', () => {
  const judge = (outcomes: readonly SubmitOutcome[], milliseconds = 0) => {
    const clock = fakeClock();
    const refusals = new PduRefusals(clock);
    const judged = outcomes.map(outcome => refusals.judge(outcome));
    clock.advance(milliseconds);
    return { last: judged.at(-1), isLasting: refusals.isLasting };
  };

  test('and took none before has the word: the message is at fault', () => {
    assert.deepEqual(judge([invalid, invalid, invalid]), { last: invalid, isLasting: false });
  });

  test('and took others before is at fault itself: no refusal is for good', () => {
    const passing = { kind: 'refused', refusal: { source: 'cms', code: 304, text: '', permanent: false } };
    assert.deepEqual(judge([accepted, invalid, invalid]), { last: passing, isLasting: false });
    assert.deepEqual(judge([accepted, invalid, invalid, invalid]), { last: passing, isLasting: true });
  });

  test('is well again behind a message that it takes', () => {
    assert.equal(judge([accepted, invalid, invalid, accepted, invalid]).isLasting, false);
  });

  for (const [what, outcome] of [
    ['for another cause', refused('cms', 305)],
    ['by a code of the other number space', refused('cme', 304)],
  ] as const)
    test(`is none where it refuses ${what}`, () =>
      assert.deepEqual(judge([accepted, outcome, outcome, outcome]), { last: outcome, isLasting: false }));

  test('is tried again a quarter of an hour later', () => {
    const outcomes = [accepted, invalid, invalid, invalid];
    const lasts = (milliseconds: number) => judge(outcomes, milliseconds).isLasting;
    assert.deepEqual([lasts(899_999), lasts(900_000)], [true, false]);
  });
});

describe('a modem that refuses PDU mode', () => {
  const starting: Obstacle = { kind: 'starting', text: 'it is still starting' };

  test('is still starting for a minute, and then has no SMS, with one line about it', () => {
    const clock = fakeClock();
    const lines: string[] = [];
    const noSms = new NoSms(clock, text => lines.push(text));
    assert.equal(noSms.judge(starting), starting);
    clock.advance(59_999);
    assert.equal(noSms.judge(starting), starting);
    clock.advance(1);
    assert.equal(noSms.judge(starting).kind, 'noSms');
    assert.equal(noSms.judge(starting).kind, 'noSms');
    assert.equal(lines.length, 1);
    noSms.end();
    assert.equal(noSms.judge(starting), starting);
    clock.advance(60_000);
    assert.equal(noSms.judge(starting).kind, 'noSms');
    assert.equal(lines.length, 2);
  });

  test('is not judged by any other obstacle', () => {
    const clock = fakeClock();
    const noSms = new NoSms(clock, () => assert.fail());
    const noCard: Obstacle = { kind: 'noSim', text: 'no SIM' };
    noSms.judge(noCard);
    clock.advance(60_000);
    assert.equal(noSms.judge(noCard), noCard);
    assert.equal(noSms.judge(starting), starting);
  });
});

describe('places that messages were taken from', () => {
  test('are known by the time', () => {
    const clock = fakeClock();
    const places = new TakenPlaces(clock);
    const at = clock.monotonic();
    places.note('SM,1');
    assert.deepEqual(
      [places.isSince('SM,1', at), places.isSince('SM,1', at + 1), places.isSince('SM,2', at)],
      [true, false, false],
    );
  });

  test('are 256 at most: those that were taken longest ago go first', () => {
    const clock = fakeClock();
    const places = new TakenPlaces(clock);
    for (let index = 0; index < 256; index += 1) places.note(`SM,${index}`);
    places.note('SM,0');
    assert.equal(places.isSince('SM,1', 0), true);
    places.note('SM,256');
    const kept = ['SM,0', 'SM,1', 'SM,2', 'SM,256'].map(place => places.isSince(place, 0));
    assert.deepEqual(kept, [true, false, true, true]);
  });
});

describe('how full a storage is', () => {
  /** The warnings and changes behind these contents, and the state at the end. */
  function fillOf(...contents: readonly Partial<StorageContents>[]) {
    const warnings: string[] = [];
    let changes = 0;
    const fill = new StorageFill({
      warning: code => warnings.push(code),
      changed: () => {
        changes += 1;
      },
    });
    for (const one of contents)
      fill.note({ ...{ memory: 'SM', used: 0, total: 10, own: 0, unlisted: 0 }, ...one });
    return { warnings, changes, full: fill.isFull, own: fill.isFullOfOwn };
  }
  const rows: readonly (readonly [
    what: string,
    contents: readonly Partial<StorageContents>[],
    outcome: ReturnType<typeof fillOf>,
  ])[] = [
    ['little', [{ used: 7 }], { warnings: [], changes: 1, full: false, own: false }],
    [
      'much, once',
      [{ used: 8 }, { used: 9 }],
      { warnings: ['memoryFilling'], changes: 1, full: false, own: false },
    ],
    [
      'much again',
      [{ used: 8 }, { used: 7 }, { used: 8 }],
      { warnings: ['memoryFilling', 'memoryFilling'], changes: 1, full: false, own: false },
    ],
    [
      'all of it, of which one is not its own',
      [{ used: 9 }, { used: 10, own: 9 }],
      { warnings: ['memoryFilling'], changes: 2, full: true, own: false },
    ],
    [
      'all of it with its own',
      [{ used: 10, own: 10 }],
      { warnings: ['memoryFilling', 'memoryFullOfOwn'], changes: 1, full: true, own: true },
    ],
    [
      'no longer all of it',
      [{ used: 10 }, { used: 1 }],
      { warnings: ['memoryFilling'], changes: 2, full: false, own: false },
    ],
    [
      'all of one place',
      [{ used: 1, total: 1 }],
      { warnings: ['memoryFilling'], changes: 1, full: true, own: false },
    ],
    [
      'nobody knows of how many',
      [{ used: 3, total: 0 }],
      { warnings: [], changes: 1, full: false, own: false },
    ],
    [
      'more than can be found, told once of each number',
      [{ used: 2, unlisted: 1 }, { used: 2, unlisted: 1 }, { used: 3, unlisted: 2 }, { used: 3 }],
      { warnings: ['unlisted', 'unlisted'], changes: 1, full: false, own: false },
    ],
    [
      'all of another one',
      [{ used: 10, memory: 'ME' }, { used: 1 }],
      { warnings: ['memoryFilling'], changes: 2, full: true, own: false },
    ],
  ];
  for (const [what, contents, outcome] of rows)
    test(what, () => assert.deepEqual(fillOf(...contents), outcome));
});
