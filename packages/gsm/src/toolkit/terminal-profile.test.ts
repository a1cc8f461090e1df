import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toHex } from '../hex.ts';
import {
  facilitiesOf,
  gatewayFacilities,
  type TerminalFacility,
  terminalFacilities,
  terminalProfile,
} from './terminal-profile.ts';

/** Places of 102 223 5.2, octet and bit counted from 1. */
const places: readonly (readonly [facility: TerminalFacility, profile: string])[] = [
  ['profileDownload', '01'],
  ['menuSelection', '08'],
  ['timerExpiration', '20'],
  ['ucs2Display', '0040'],
  ['displayText', '000001'],
  ['getInput', '000004'],
  ['refresh', '000080'],
  ['selectItem', '00000001'],
  ['sendShortMessage', '00000002'],
  ['setUpCall', '00000010'],
  ['setUpMenu', '00000020'],
  ['setUpEventList', '0000000001'],
  ['eventCallConnected', '0000000004'],
  ['eventLanguageSelection', '000000000001'],
  ['performCardApdu', '00000000000004'],
  ['timerStartStop', '0000000000000001'],
  ['setUpIdleModeText', '0000000000000010'],
  ['sendDtmf', '000000000000000002'],
  ['launchBrowser', '000000000000000040'],
  ['openChannel', '000000000000000000000001'],
];

describe('a terminal profile', () => {
  for (const [facility, profile] of places) {
    test(`of ${facility} alone is ${profile}`, () => {
      assert.equal(toHex(terminalProfile([facility])), profile);
      assert.deepEqual(facilitiesOf(terminalProfile([facility])), [facility]);
    });
  }

  test('of nothing is empty', () => assert.equal(terminalProfile([]).length, 0));

  test('of everything reads back as everything', () => {
    const all = Object.keys(terminalFacilities) as TerminalFacility[];
    assert.deepEqual(facilitiesOf(terminalProfile(all)), all);
  });

  test('gives each facility a place of its own', () => {
    const taken = Object.values(terminalFacilities).map(place => place.join('.'));
    assert.equal(new Set(taken).size, taken.length);
  });
});

describe('the profile of a gateway', () => {
  const offered = new Set(facilitiesOf(terminalProfile()));

  test('holds what it offers, and no more', () => {
    assert.deepEqual([...offered].sort(), [...gatewayFacilities].sort());
  });

  test('promises every view a person can be shown', () => {
    for (const facility of ['setUpMenu', 'selectItem', 'displayText', 'getInkey', 'getInput'] as const) {
      assert.ok(offered.has(facility), facility);
    }
  });

  test('promises no card readers and no data channels', () => {
    for (const facility of ['performCardApdu', 'powerOnCard', 'openChannel', 'sendData'] as const) {
      assert.ok(!offered.has(facility), facility);
    }
  });
});
