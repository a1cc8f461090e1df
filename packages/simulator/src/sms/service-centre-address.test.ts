import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, toHex } from './hex.ts';
import { encodeServiceCentre, splitServiceCentre } from './service-centre-address.ts';

describe('the service centre in front of a PDU (24.011 8.2.5.2)', () => {
  const rows: readonly [address: string, hex: string][] = [
    ['', '00'],
    ['+88200000000', '07918802000000F0'],
    ['+447785016005', '0791447758100650'],
    ['12345', '04812143F5'],
    ['+1', '0291F1'],
  ];
  for (const [address, hex] of rows) {
    test(`"${address}" is ${hex}`, () => {
      assert.equal(toHex(encodeServiceCentre(address)), hex);
      const split = splitServiceCentre(fromHex(`${hex}0102`) ?? Uint8Array.of());
      assert.equal(split?.serviceCentre, address);
      assert.equal(toHex(split?.tpdu ?? Uint8Array.of()), '0102');
    });
  }

  for (const hex of ['', '05', '0591', '059121', '0591214365', '01911234', '0391ABCD']) {
    test(`"${hex}" cannot be split`, () => {
      assert.equal(splitServiceCentre(fromHex(hex) ?? Uint8Array.of()), undefined);
    });
  }
});

test('hexadecimal digits come in pairs', () => {
  assert.deepEqual(fromHex('00fF'), Uint8Array.of(0, 255));
  assert.equal(fromHex('0'), undefined);
  assert.equal(fromHex('0G'), undefined);
  assert.equal(toHex(Uint8Array.of(0, 171)), '00AB');
});
