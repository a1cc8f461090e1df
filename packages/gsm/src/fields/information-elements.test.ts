import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex } from '../hex.ts';
import {
  applicationPortsOf,
  concatenationOf,
  messageWaitingOf,
  nationalLanguageOf,
} from './information-elements.ts';
import type { UserData } from './user-data.ts';

/** User data whose header has the elements given as identifier and data. */
function headed(...elements: [number, string][]): UserData {
  return {
    header: elements.map(([identifier, hex]) => ({ identifier, data: fromHex(hex) })),
    payload: new Uint8Array(0),
  };
}

describe('concatenation (23.040 9.2.3.24.1, 9.2.3.24.8)', () => {
  const eight = { reference: 0x2a, width: 8, total: 3, sequence: 2 };
  const sixteen = { reference: 0x2a2b, width: 16, total: 3, sequence: 2 };
  for (const [what, userData, place] of [
    ['8-bit reference', headed([0x00, '2A0302']), eight],
    ['16-bit reference', headed([0x08, '2A2B0302']), sixteen],
    ['behind other elements', headed([0x24, '01'], [0x05, '0B8423F0'], [0x00, '2A0302']), eight],
    ['the last of two counts', headed([0x00, '2A0302'], [0x08, '2A2B0302']), sixteen],
    ['one of one', headed([0x00, '000101']), { reference: 0, width: 8, total: 1, sequence: 1 }],
    ['the last of 255', headed([0x00, 'FFFFFF']), { reference: 255, width: 8, total: 255, sequence: 255 }],
    ['no header', headed(), undefined],
    ['total 0', headed([0x00, '2A0001']), undefined],
    ['sequence 0', headed([0x00, '2A0300']), undefined],
    ['sequence over total', headed([0x00, '2A0304']), undefined],
    ['sequence over total, 16-bit', headed([0x08, '2A2B0304']), undefined],
    ['a bad one does not hide a good one', headed([0x00, '2A0302'], [0x08, '2A2B0000']), eight],
    ['too short', headed([0x00, '2A03']), undefined],
    ['too long', headed([0x00, '2A030201']), undefined],
  ] as const) {
    test(what, () => assert.deepEqual(concatenationOf(userData), place));
  }
});

describe('application ports (23.040 9.2.3.24.3, 9.2.3.24.4)', () => {
  for (const [what, userData, ports] of [
    ['8 bits wide', headed([0x04, 'F0F1']), { destination: 0xf0, originator: 0xf1 }],
    ['16 bits wide: WAP push', headed([0x05, '0B8423F0']), { destination: 2948, originator: 9200 }],
    ['none', headed([0x00, '2A0302']), undefined],
    ['too short', headed([0x05, '0B84']), undefined],
  ] as const) {
    test(what, () => assert.deepEqual(applicationPortsOf(userData), ports));
  }
});

describe('national languages (23.040 9.2.3.24.15, 9.2.3.24.16)', () => {
  for (const [what, userData, national] of [
    ['none', headed(), {}],
    ['single shift', headed([0x24, '01']), { single: 1 }],
    ['locking shift', headed([0x25, '0D']), { locking: 13 }],
    ['both', headed([0x25, '0D'], [0x24, '06']), { locking: 13, single: 6 }],
    ['the last of two counts', headed([0x24, '01'], [0x24, '03']), { single: 3 }],
    ['of a wrong length', headed([0x24, '0101']), {}],
  ] as const) {
    test(what, () => assert.deepEqual(nationalLanguageOf(userData), national));
  }
});

describe('message waiting (23.040 9.2.3.24.2)', () => {
  for (const [type, indication, store] of [
    ['00', 'voicemail', false],
    ['01', 'fax', false],
    ['02', 'email', false],
    ['83', 'other', true],
  ] as const) {
    test(`${type} is ${indication}`, () =>
      assert.deepEqual(messageWaitingOf(headed([0x01, `${type}04`])), [
        { store, active: true, indication, count: 4 },
      ]));
  }

  test('one indication each for several kinds, 0 switches off', () => {
    const waiting = messageWaitingOf(headed([0x01, '8002'], [0x01, '8100']));
    assert.deepEqual(
      waiting.map(({ indication, active, count }) => [indication, active, count]),
      [
        ['voicemail', true, 2],
        ['fax', false, 0],
      ],
    );
  });

  test('none in other headers', () =>
    assert.deepEqual(messageWaitingOf(headed([0x00, '2A0302'], [0x01, '80'])), []));
});
