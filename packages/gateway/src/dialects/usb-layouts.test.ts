/** Which tty of each maker's modules is asked first, by the layouts that their makers and ModemManager's rules name. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FoundDevice, FoundTty } from '../devices/found-device.ts';
import { isKnown, ttyCandidates } from '../devices/tty-choice.ts';
import { dialects } from './dialects.ts';

const forms = dialects.map(({ usb }) => usb);

function tty(number: number, codes = ''): FoundTty {
  const name = `ttyUSB${number}`;
  return { name, path: '', interface: number, codes, role: 'unknown', links: [] };
}

function device(vendor: string, product: string, ttys: readonly FoundTty[]): FoundDevice {
  return {
    ...{ kind: 'modem', place: '1', serial: '', vendor, product, makerName: '', productName: '', ttys },
    ...{ interfaces: [], folder: '', managerUid: '', managerIgnores: false },
  };
}

const nine = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(number => tty(number));

/** idVendor, idProduct, interfaces that answer AT, best first; the others follow in order. */
const layouts: readonly (readonly [vendor: string, products: readonly string[], ...best: number[]])[] = [
  // Quectel
  ['2c7c', ['0121', '0125', '0191', '0195', '0296', '0306', '0512', '0800'], 2, 3],
  ['2c7c', ['6005'], 3, 4],
  ['2c7c', ['0901'], 2],
  // MeiG
  ['2dee', ['4d57', '4d58'], 3, 4],
  ['2dee', ['4d41'], 0],
  // SIMCom
  ['1e0e', ['9001', '9205'], 2, 3],
  ['1e0e', ['9206'], 2, 5],
  ['1e0e', ['9011'], 4],
  // Telit
  ['1bc7', ['1003', '1006'], 0, 2],
  ['1bc7', ['1004', '1005'], 0, 3],
  ['1bc7', ['1010'], 3, 2],
  ['1bc7', ['1011'], 1],
  ['1bc7', ['0021'], 0, 6],
  ['1bc7', ['1031', '1033', '10a4', '10c4'], 1, 2],
  ['1bc7', ['10a7', '10c6', '10b0', '10d0'], 2, 3],
  ['1bc7', ['10b1', '10d1'], 3, 4],
  ['1bc7', ['10a9', '10c8'], 1],
  ['1bc7', ['10a0', '10aa', '10c0', '10c9'], 2],
  ['1bc7', ['10a2', '10c2'], 3],
  ['1bc7', ['1040', '1050', '1060', '1070', '1201'], 4, 5],
  ['1bc7', ['1041', '1051', '1061', '1071', '1204'], 5, 6],
  // u-blox
  ['1546', ['1102', '1107', '110a'], 0, 2, 4],
  ['1546', ['1010'], 6],
  // Sierra Wireless
  ['1199', ['9071', '9091'], 3],
  // Fibocom
  ['2cb7', ['0104', '0106'], 1, 2],
  ['2cb7', ['01a0', '01a2'], 2, 3],
  ['2cb7', ['01a4'], 3],
  ['2cb7', ['0007'], 2, 6],
  ['1782', ['4d11'], 2, 7, 8],
  // ZTE
  ['19d2', ['0001', '1515'], 2, 0],
  ['19d2', ['0002', '0012', '0055'], 4, 2],
  ['19d2', ['0003', '000a'], 1, 0],
  ['19d2', ['0015', '0030', '0054'], 3, 1],
  ['19d2', ['0016', '0117'], 1, 2],
  ['19d2', ['0021', '0031', '0063', '0122', '1254', '2002', '2003'], 1, 3],
  ['19d2', ['0033', '0128'], 1, 4],
  ['19d2', ['0125'], 1, 5],
  ['19d2', ['0043'], 2, 3],
  ['19d2', ['0048', '0049'], 2, 4],
  ['19d2', ['0064'], 0, 2],
];

describe('the tty of a module whose layout is known', () => {
  for (const [vendor, products, ...best] of layouts)
    for (const product of products)
      test(`${vendor}:${product}: ${best.join(', then ')}`, () => {
        const found = device(vendor, product, nine);
        const order = ttyCandidates(found, forms).map(one => one.interface);
        assert.deepEqual(order, [...best, ...[0, 1, 2, 3, 4, 5, 6, 7, 8].filter(one => !best.includes(one))]);
        const known = found.ttys.filter(one => isKnown(one, found, forms)).map(one => one.interface);
        assert.deepEqual(known, best.toSorted());
      });

  test('is found among those of its own maker: a product of another is unknown', () => {
    const found = device('1e0e', '0125', nine);
    assert.deepEqual(
      ttyCandidates(found, forms).map(one => one.interface),
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
    );
    assert.equal(isKnown(tty(0), found, forms), false);
  });

  test('a stick of Huawei marks its interfaces: for commands first, the one that dials last', () => {
    const marked = [tty(0, 'ff0101'), tty(1, 'ff0103'), tty(2, 'ff0102')];
    const found = device('12d1', '1506', marked);
    assert.deepEqual(
      ttyCandidates(found, forms).map(one => one.interface),
      [2, 0, 1],
    );
    const later = device('12d1', '1506', [tty(0, 'ff0201'), tty(1, 'ff0212'), tty(2, 'ff0202')]);
    assert.deepEqual(
      ttyCandidates(later, forms).map(one => one.interface),
      [2, 1, 0],
    );
  });

  test('a maker of whom only the number is known has its ttys asked in order', () => {
    const found = device('1e2d', '0061', [tty(4), tty(2), tty(3)]);
    assert.deepEqual(
      ttyCandidates(found, forms).map(one => one.interface),
      [2, 3, 4],
    );
  });
});

describe('what is no modem on a tty as it is', () => {
  const rows = [
    ['12d1', '14dc', 'network'],
    ['12d1', '1f01', 'storage'],
    ['12d1', '1446', 'storage'],
    ['19d2', '1405', 'network'],
    ['12d1', '1506', undefined],
  ] as const;
  for (const [vendor, product, mode] of rows)
    test(`${vendor}:${product}: ${mode ?? 'a modem'}`, () => {
      const form = forms.find(({ vendors }) => vendors.includes(vendor));
      assert.equal(form?.modes[product], mode);
    });
});
