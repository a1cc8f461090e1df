import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex, toHex } from '../sms/hex.ts';
import { oddFields } from './odd-fields.ts';
import { benchWith } from './test-faults.ts';

/** From +88209 with text `hello`; a report of TP-MR 7 to the same; a message from a number of 11 digits. */
const DELIVER = '0405918802F900006210203040500005E8329BFD06';
const REPORT = '060705918802F9621020304050006210203040600000';
const LONG = '040B918802010000F10000621020304050000AE8329BFD4697D9EC37';

describe('one odd field', () => {
  const rows: readonly [field: keyof typeof oddFields, tpdu: string, changed: string][] = [
    ['timeStamp', DELIVER, '0405918802F9000062B1203040500005E8329BFD06'],
    ['timeStamp', REPORT, '060705918802F962B120304050006210203040600000'],
    ['zone', DELIVER, '0405918802F90000621020304050C205E8329BFD06'],
    ['userDataShort', DELIVER, '0405918802F900006210203040500005E8329B'],
    ['userDataShort', REPORT, REPORT],
    ['userDataLong', DELIVER, `${DELIVER}4142`],
    ['fill', DELIVER, `${DELIVER}FFFFFFFFFFFFFFFF`],
    ['addressFill', DELIVER, '04059188020900006210203040500005E8329BFD06'],
    ['emptyAddress', DELIVER, '04009100006210203040500005E8329BFD06'],
    [
      'headerLength',
      LONG,
      '440B918802010000F10000621020304050000A05C01BF4020197D9EC37'.replace('97D9EC37', 'D9EC37'),
    ],
    ['headerLength', REPORT, REPORT],
    ['reportShort', REPORT, '060705918802F962102030405000'],
    ['reportShort', DELIVER, DELIVER],
  ];
  for (const [field, tpdu, changed] of rows) {
    test(`${field} of ${tpdu.slice(0, 2) === '06' ? 'a report' : 'a message'}`, () => {
      assert.equal(toHex(oddFields[field](fromHex(tpdu) ?? new Uint8Array())), changed);
    });
  }

  for (const field of Object.keys(oddFields)) {
    test(`${field} of octets that are no message`, () => {
      for (const octets of ['', '04', '0405', '06', '040B9188']) {
        const change = Object.entries(oddFields).find(([name]) => name === field)?.[1];
        assert.ok(change?.(fromHex(octets) ?? new Uint8Array()) instanceof Uint8Array);
      }
    });
  }
});

describe('messages from the network', () => {
  async function stored(fault: object): Promise<string> {
    const bench = benchWith([{ fault: 'oddPdu', ...fault }]);
    await bench.command('AT+CNMI=2,2');
    const { terminal } = bench.air;
    await terminal?.receive(fromHex(DELIVER) ?? new Uint8Array(), '+88200000000');
    return bench.said();
  }

  test('oddPdu: with an odd field, as often as it may', async () => {
    assert.match(await stored({ field: 'zone' }), /040500C2|50C205E8/);
    assert.match(await stored({ field: 'zone', times: 1 }), /50C205E8/);
  });

  test('oddPdu: without the octets of the service centre', async () => {
    assert.equal(
      await stored({ field: 'noServiceCentre' }),
      `\r\n+CMT: ,${DELIVER.length / 2}\r\n${DELIVER}\r\n`,
    );
  });

  test('oddPdu: read without them too', async () => {
    const bench = benchWith([{ fault: 'oddPdu', field: 'noServiceCentre' }]);
    await bench.air.terminal?.receive(fromHex(DELIVER) ?? new Uint8Array(), '+88200000000');
    assert.equal(await bench.command('AT+CMGR=1'), `\r\n+CMGR: 0,,21\r\n${DELIVER}\r\n\r\nOK\r\n`);
  });

  test('pduLength: of notices, and of reading where it is asked for', async () => {
    const bench = benchWith([{ fault: 'pduLength', by: -2 }]);
    await bench.command('AT+CNMI=2,2');
    const receive = () => bench.air.terminal?.receive(fromHex(DELIVER) ?? new Uint8Array(), '+88200000000');
    await receive();
    assert.match(await bench.said(), /\+CMT: ,19\r\n/);
    await bench.command('AT+CNMI=2,1');
    await receive();
    assert.match(await bench.command('AT+CMGR=1'), /\+CMGR: 0,,21\r\n/);
    bench.faults.replace([{ fault: 'pduLength', by: 3, lines: ['+CMGR', '+CMGL'] }]);
    assert.match(await bench.command('AT+CMGR=1'), /\+CMGR: 1,,24\r\n/);
    assert.match(await bench.command('AT+CMGL=4'), /\+CMGL: 1,1,,24\r\n/);
  });
});
