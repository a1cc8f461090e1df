import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fleetImei, fleetImsi, fleetSim, placeOfNumber, type SimPlace, serialNumber } from './identities.ts';

describe('the cards and modules of the fleet', () => {
  const rows: readonly [at: SimPlace, imsi: string, iccid: string, number: string, imei: string][] = [
    [
      { gateway: 0, port: 0, slot: 0 },
      '001010000000000',
      '8988203000000000003',
      '+8820300000000',
      '359999020000006',
    ],
    [
      { gateway: 1, port: 0, slot: 2 },
      '001010000100200',
      '8988203000010020009',
      '+8820300001002',
      '359999020000329',
    ],
    [
      { gateway: 7, port: 31, slot: 3 },
      '001010000731300',
      '8988203000073130000',
      '+8820300007313',
      '359999020002556',
    ],
    [
      { gateway: 12_345, port: 9, slot: 1 },
      '001011234509100',
      '8988203123450910008',
      '+8820312345091',
      '359999023950496',
    ],
  ];
  for (const [at, imsi, iccid, number, imei] of rows)
    test(`gateway ${at.gateway}, port ${at.port}, slot ${at.slot}`, () => {
      assert.deepEqual([fleetImsi(at), fleetSim(at)], [imsi, { imsi, iccid, number }]);
      assert.equal(fleetImei(at.gateway, at.port), imei);
      for (const form of [number, number.slice(1), `00${number.slice(1)}`])
        assert.deepEqual(placeOfNumber(form), at, form);
    });

  test('are others for each port of each gateway', () => {
    const imeis = [0, 1, 2].flatMap(gateway =>
      Array.from({ length: 32 }, (_, port) => fleetImei(gateway, port)),
    );
    assert.equal(new Set(imeis).size, 96);
    assert.notEqual(serialNumber(0), serialNumber(1));
    assert.match(serialNumber(5), /^da00(-[0-9a-f]{4}){3}$/);
  });

  for (const number of ['+8820300000004', '+882030000000', '+88203000000000', '8820100000000', ''])
    test(`${number || 'no number'} is none of theirs`, () => assert.equal(placeOfNumber(number), undefined));
});
