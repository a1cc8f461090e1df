import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressText } from '../codec/address.ts';
import { readDeliver } from '../codec/read-tpdu.ts';
import { userDataText } from '../codec/user-data.ts';
import { deliverTpdu, SERVICE_CENTRE } from '../module/test-bench.ts';
import { fromHex } from '../sms/hex.ts';
import { benchWith, type FaultBench } from './test-faults.ts';

/** A message from the network; its answer. */
function deliver(bench: FaultBench) {
  return bench.air.terminal?.receive(deliverTpdu(), SERVICE_CENTRE);
}

describe('what lies in a storage', () => {
  for (const [kind, status] of [
    ['received', 0],
    ['read', 1],
    ['unsent', 2],
    ['sent', 3],
  ] as const) {
    test(`storedMessages: 3 that are ${kind}`, async () => {
      const bench = benchWith([{ fault: 'storedMessages', count: 3, kind }]);
      assert.match(await bench.command('AT+CPMS?'), /\+CPMS: "SM",3,30/);
      const list = await bench.command('AT+CMGL=4');
      assert.deepEqual(
        [...list.matchAll(/\+CMGL: (\d+),(\d),,(\d+)\r\n07918802000000F0(\w+)/g)].map(
          ([, index, shown, length, tpdu = '']) => [index, Number(shown), Number(length) * 2 - tpdu.length],
        ),
        ['1', '2', '3'].map(index => [index, status, 0]),
      );
    });
  }

  // 23.040 9.2.2.2: SUBMIT without validity, TP-MR 0, to +88209, TP-PID 0, default alphabet, 16 septets.
  test('storedMessages: unsent ones are SUBMITs of plain text', async () => {
    const bench = benchWith([{ fault: 'storedMessages', count: 1, kind: 'unsent' }]);
    assert.match(await bench.command('AT+CMGR=1'), /07918802000000F0010005918802F9000010/);
  });

  test('storedMessages: received ones are DELIVERs of plain text, a second apart', async () => {
    const bench = benchWith([{ fault: 'storedMessages', count: 2 }]);
    const delivers: unknown[] = [];
    for (const index of ['1', '2']) {
      const [, tpdu = ''] = /07918802000000F0(\w+)/.exec(await bench.command(`AT+CMGR=${index}`)) ?? [];
      const { userData, originator, timeStamp, ...fields } = readDeliver(fromHex(tpdu) ?? new Uint8Array());
      const { at, zoneQuarters } = timeStamp;
      delivers.push([userDataText(userData), addressText(originator), at, zoneQuarters, fields]);
    }
    const fields = {
      ...{
        kind: 'deliver',
        moreMessagesWaiting: false,
        loopPrevention: false,
        statusReportIndication: false,
      },
      ...{ replyPath: false, protocolIdentifier: 0 },
    };
    const now = bench.clock.now();
    assert.deepEqual(delivers, [
      ['stored message 1', '+88209', now + 1000, 0, fields],
      ['stored message 2', '+88209', now + 2000, 0, fields],
    ]);
  });

  test('storedMessages: 50 where there is room for 30', async () => {
    const bench = benchWith([{ fault: 'storedMessages', count: 50 }]);
    assert.match(await bench.command('AT+CPMS?'), /\+CPMS: "SM",50,50/);
    assert.equal((await bench.command('AT+CMGL=4')).match(/\+CMGL:/g)?.length, 50);
  });

  test('storedMessages: as many as there is room for', async () => {
    const bench = benchWith([
      { fault: 'storedMessages', count: 5 },
      { fault: 'storedMessages', kind: 'sent' },
      { fault: 'storedMessages', memory: 'ME' },
    ]);
    assert.match(await bench.command('AT+CPMS="SM","ME"'), /\+CPMS: 30,30,50,50,30,30/);
    assert.deepEqual(await deliver(bench), {
      ok: false,
      cause: 22,
      report: Uint8Array.of(0, 0xd0, 0),
    });
  });
});

describe('counts and lists that differ', () => {
  for (const [by, shown] of [
    [1, '3'],
    [-1, '1'],
    [-9, '0'],
  ] as const) {
    test(`countWrong: by ${by}`, async () => {
      const bench = benchWith([
        { fault: 'storedMessages', count: 2 },
        { fault: 'countWrong', by },
      ]);
      assert.match(await bench.command('AT+CPMS?'), new RegExp(`"SM",${shown},30,"SM",${shown},30`));
      assert.match(await bench.command('AT+CPMS="SM"'), new RegExp(`: ${shown},30,${shown},30`));
      assert.equal((await bench.command('AT+CMGL=4')).match(/\+CMGL:/g)?.length, 2);
    });
  }

  test('listIncomplete: the last ones are missing, and can be read', async () => {
    const bench = benchWith([
      { fault: 'storedMessages', count: 3 },
      { fault: 'listIncomplete', hidden: 2 },
    ]);
    assert.deepEqual((await bench.command('AT+CMGL=4')).match(/\+CMGL: \d/g), ['+CMGL: 1']);
    assert.match(await bench.command('AT+CMGR=3'), /\+CMGR: /);
    bench.faults.replace([{ fault: 'listIncomplete', hidden: 9 }]);
    assert.equal(await bench.command('AT+CMGL=4'), '\r\nOK\r\n');
  });

  test('readLate: not behind its notice, but 2 s later', async () => {
    const bench = benchWith([{ fault: 'readLate' }]);
    await bench.command('AT+CNMI=2,1');
    await deliver(bench);
    assert.equal(await bench.said(), '\r\n+CMTI: "SM",1\r\n');
    bench.clock.advance(1999);
    assert.match(await bench.command('AT+CMGR=1'), /\+CMS ERROR: 321/);
    bench.clock.advance(1);
    assert.match(await bench.command('AT+CMGR=1'), /\+CMGR: 0/);
  });
});

describe('notices of a storage', () => {
  test('impossibleIndex: and the message stays in the network', async () => {
    const bench = benchWith([{ fault: 'impossibleIndex' }]);
    await bench.command('AT+CNMI=2,1');
    assert.deepEqual(await deliver(bench), { ok: false, cause: 111 });
    assert.equal(await bench.said(), '\r\n+CMTI: ,-1\r\n');
    assert.match(await bench.command('AT+CPMS?'), /"SM",0,30/);
    await bench.command('AT+CNMI=2,2');
    assert.deepEqual(await deliver(bench), { ok: true });
  });

  test('impossibleIndex: with the message stored', async () => {
    const bench = benchWith([{ fault: 'impossibleIndex', notice: '+CMTI: "SM",65535', stored: true }]);
    await bench.command('AT+CNMI=2,1');
    assert.deepEqual(await deliver(bench), { ok: true });
    assert.equal(await bench.said(), '\r\n+CMTI: "SM",65535\r\n');
    assert.match(await bench.command('AT+CPMS?'), /"SM",1,30/);
  });

  for (const text of [
    '+SMS FULL',
    '^SMMEMFULL: "SM"',
    '+CIEV: smsfull,1',
    '+QIND: "smsfull","SM"',
    '*SMSFULL',
  ]) {
    test(`fullNotice: ${text}`, async () => {
      const bench = benchWith([{ fault: 'fullNotice', text }], { sim: { messageSlots: 1 } });
      await bench.command('AT+CNMI=2,1');
      await deliver(bench);
      assert.equal(await bench.said(), `\r\n+CMTI: "SM",1\r\n\r\n${text}\r\n`);
      await deliver(bench);
      assert.equal(await bench.said(), `\r\n${text}\r\n`);
    });
  }

  test('fullNotice: every so often while it is full', async () => {
    const bench = benchWith([
      { fault: 'storedMessages' },
      { fault: 'fullNotice', text: '^SMMEMFULL: "SM"', every: 2000 },
    ]);
    bench.clock.advance(4000);
    assert.equal((await bench.said()).match(/SMMEMFULL/g)?.length, 3);
    await bench.command('AT+CMGD=1');
    bench.clock.advance(4000);
    assert.equal(await bench.said(), '');
  });
});
