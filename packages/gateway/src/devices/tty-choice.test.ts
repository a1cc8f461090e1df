import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { UsbForm } from '../dialects/usb-form.ts';
import type { FoundDevice, FoundTty } from './found-device.ts';
import { isKnown, ttyCandidates } from './tty-choice.ts';

const form: UsbForm = {
  vendors: ['aaaa'],
  layouts: [{ products: ['0125'], interfaces: [2, 3] }],
  atCodes: ['ff0102', 'ff0101'],
  modes: {},
};

function tty(number: number, more: Partial<FoundTty> = {}): FoundTty {
  return {
    name: `ttyUSB${number}`,
    path: '',
    interface: number,
    codes: '',
    role: 'unknown',
    links: [],
    ...more,
  };
}

function device(vendor: string, product: string, ...ttys: FoundTty[]): FoundDevice {
  return {
    ...{ kind: 'modem', place: '1', serial: '', vendor, product, makerName: '', productName: '', ttys },
    ...{ interfaces: [], folder: '', managerUid: '', managerIgnores: false },
  };
}

describe('the tty to speak AT on', () => {
  const table: readonly [string, FoundDevice, readonly number[], boolean][] = [
    [
      'udev knows',
      device('cccc', '1', tty(0, { role: 'data' }), tty(1, { role: 'other' }), tty(2, { role: 'primary' })),
      [2, 0],
      true,
    ],
    [
      'the maker knows the product',
      device('aaaa', '0125', tty(0), tty(1), tty(2), tty(3)),
      [2, 3, 0, 1],
      true,
    ],
    [
      'the maker marks interfaces',
      device('aaaa', '9', tty(0, { codes: 'ff0101' }), tty(1), tty(2, { codes: 'ff0102' })),
      [2, 0, 1],
      true,
    ],
    ['udev before the maker', device('aaaa', '0125', tty(2), tty(4, { role: 'primary' })), [4, 2], true],
    ['nobody knows: all in order', device('cccc', '1', tty(10), tty(0), tty(3)), [0, 3, 10], false],
    [
      'udev knows a second one',
      device('cccc', '1', tty(0), tty(1, { role: 'secondary' }), tty(2, { role: 'data' })),
      [1, 0, 2],
      true,
    ],
    [
      'all that is known of one maker, in its order',
      device(
        ...(['aaaa', '0125'] as const),
        ...[tty(0, { role: 'secondary' }), tty(1, { codes: 'ff0101' }), tty(3), tty(4, { role: 'primary' })],
      ),
      [4, 3, 1, 0],
      true,
    ],
    [
      'one for data alone',
      device('cccc', '1', tty(0, { role: 'data' }), tty(1, { role: 'data' })),
      [0, 1],
      false,
    ],
    ['one left of two', device('cccc', '1', tty(0, { role: 'other' }), tty(1)), [1], false],
    ['a single one', device('cccc', '1', tty(0)), [0], true],
    [
      'nothing but what is for something else',
      device('cccc', '1', tty(0, { role: 'other' }), tty(1, { role: 'other' })),
      [0, 1],
      false,
    ],
  ];
  for (const [what, found, order, known] of table) {
    test(what, () => {
      const candidates = ttyCandidates(found, [form]);
      assert.deepEqual(
        candidates.map(one => one.interface),
        order,
      );
      assert.equal(candidates[0] !== undefined && isKnown(candidates[0], found, [form]), known);
    });
  }
});
