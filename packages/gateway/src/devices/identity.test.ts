import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FoundDevice } from './found-device.ts';
import { assignPorts, forgetOld, type PortAssignment, pinNames, sharedSerials } from './identity.ts';

function device(place: string, serial = '', more: Partial<FoundDevice> = {}): FoundDevice {
  return {
    ...{ kind: 'modem', place, serial, vendor: 'aaaa', product: '0125', makerName: '', productName: '' },
    ...{
      interfaces: [],
      ttys: [],
      folder: `/sys/${place.replace(/:\d+$/, '')}`,
      managerUid: '',
      managerIgnores: false,
    },
    ...more,
  };
}

/** Runs scan after scan, as a gateway does, and gives the numbers of the last one by place. */
function numbers(
  scans: readonly (readonly FoundDevice[])[],
  taken: readonly number[] = [],
): Record<string, number> {
  let known: readonly PortAssignment[] = [];
  let shared: readonly string[] = [];
  let last: Record<string, number> = {};
  for (const devices of scans) {
    shared = sharedSerials(devices, shared);
    const result = assignPorts({ devices, known, shared, taken: new Set(taken), now: 0 });
    known = result.known;
    last = Object.fromEntries(result.assigned.map(({ device: { place }, port }) => [place, port]));
  }
  return last;
}

describe('a device keeps its number', () => {
  const table: readonly [string, readonly (readonly FoundDevice[])[], Record<string, number>][] = [
    [
      'from scan to scan',
      [
        [device('1'), device('2')],
        [device('1'), device('2')],
      ],
      { 1: 0, 2: 1 },
    ],
    ['while another is pulled', [[device('1'), device('2')], [device('2')]], { 2: 1 }],
    [
      'when it comes back',
      [[device('1'), device('2')], [device('2')], [device('1'), device('2')]],
      { 1: 0, 2: 1 },
    ],
    [
      'in another socket, by its serial number',
      [
        [device('1', 'A'), device('2', 'B')],
        [device('7', 'B'), device('9', 'A')],
      ],
      { 7: 1, 9: 0 },
    ],
    [
      'before a stranger in its socket',
      [[device('1', 'A')], [device('1', 'B'), device('2', 'A')]],
      { 1: 1, 2: 0 },
    ],
    ['a stranger with a serial number gets a new one', [[device('1', 'A')], [device('1', 'B')]], { 1: 1 }],
    [
      'without a serial number by its socket: another one there takes it over',
      [[device('1')], [device('1')]],
      { 1: 0 },
    ],
    [
      'with a placeholder for a serial number by its socket',
      [[device('1', '0123456789ABCDEF')], [device('2', '0123456789ABCDEF')]],
      { 2: 1 },
    ],
    [
      'clones with one serial number by their sockets',
      [
        [device('1', 'A')],
        [device('1', 'A'), device('2', 'A')],
        [device('2', 'A')],
        [device('1', 'A'), device('2', 'A')],
      ],
      { 1: 0, 2: 1 },
    ],
    ['of another maker is another device', [[device('1')], [device('1', '', { vendor: 'bbbb' })]], { 1: 1 }],
    [
      'each line of an adapter',
      [
        [device('1:0', 'A'), device('1:1', 'A')],
        [device('3:1', 'A'), device('3:0', 'A')],
      ],
      { '3:0': 0, '3:1': 1 },
    ],
  ];
  for (const [what, scans, expected] of table) test(what, () => assert.deepEqual(numbers(scans), expected));

  test('numbers of the settings are left to them', () => {
    assert.deepEqual(numbers([[device('1'), device('2')]], [0, 2]), { 1: 1, 2: 3 });
  });

  test('a serial number is shared where two devices have it, not where two lines of one adapter do', () => {
    const clones = [
      device('1', 'A'),
      device('2', 'A'),
      device('3:0', 'B'),
      device('3:1', 'B'),
      device('4'),
      device('5'),
    ];
    assert.deepEqual(sharedSerials(clones, ['aaaa:C']), ['aaaa:C', 'aaaa:A']);
    const known = Array.from({ length: 256 }, (_, index) => `aaaa:${index}`);
    assert.deepEqual(sharedSerials([], known), known);
    assert.deepEqual(sharedSerials(clones, known), [...known.slice(1), 'aaaa:A']);
  });

  test('a number that the settings give away meanwhile is lost', () => {
    const known = [{ port: 0, vendor: 'aaaa', serial: 'A', place: '1', seenAt: 0 }];
    const devices = [device('1', 'A')];
    const { assigned } = assignPorts({ devices, known, shared: [], taken: new Set([0]), now: 5 });
    assert.deepEqual(assigned, [{ device: devices[0], port: 1 }]);
  });

  test('the thirty-third finds no number', () => {
    const devices = Array.from({ length: 33 }, (_, place) => device(String(place)));
    const { assigned, left } = assignPorts({ devices, known: [], shared: [], taken: new Set(), now: 0 });
    assert.deepEqual([assigned.length, left.map(({ place }) => place)], [32, ['32']]);
  });

  test('one that was away for long is forgotten, and its number is free', () => {
    const { known } = assignPorts({
      devices: [device('1')],
      known: [],
      shared: [],
      taken: new Set(),
      now: 1000,
    });
    assert.equal(forgetOld(known, 2999, 2000).length, 1);
    assert.equal(forgetOld(known, 3000, 2000).length, 0);
    assert.equal(forgetOld(known, 1e15, 0).length, 1);
  });
});

describe('names to pin a device by', () => {
  const table: readonly [string, FoundDevice, readonly string[], string[]][] = [
    ['a serial number of its own', device('a/1', 'S'), [], ['serial:aaaa:S', 'place:a/1']],
    ['none', device('a/1'), [], ['place:a/1']],
    ['a shared one', device('a/1', 'S'), ['aaaa:S'], ['place:a/1']],
    ['a line of an adapter', device('a/1:3', 'S'), [], ['serial:aaaa:S:3', 'place:a/1:3']],
    ['a line of the board', device('ttyAMA0', '', { kind: 'uart', vendor: '' }), [], ['place:ttyAMA0']],
  ];
  for (const [what, found, shared, expected] of table)
    test(what, () => assert.deepEqual(pinNames(found, shared), expected));
});
