import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Bench, createBench, deliverTpdu, reportTpdu, SERVICE_CENTRE } from '../module/test-bench.ts';
import type { RelayAnswer } from '../radio.ts';
import { type DeliveryRoute, deliveryRoute } from './delivery-route.ts';
import { readDeliveryTraits } from './delivery-traits.ts';

const DELIVER = '0405918802F900006210203040500005E8329BFD06';
const REPORT = '060705918802F9621020304050006210203040600000';
const CENTRE = '07918802000000F0';

function arrive(bench: Bench, tpdu = deliverTpdu()): Promise<RelayAnswer> {
  const answer = bench.air.terminal?.receive(tpdu, SERVICE_CENTRE);
  assert.ok(answer);
  return answer;
}

describe('where a message goes (27.005 3.4.1)', () => {
  const rows: readonly [tpdu: Uint8Array, mt: number, ds: number, lapsed: boolean, route: DeliveryRoute][] = [
    [deliverTpdu(), 0, 0, false, 'store'],
    [deliverTpdu(), 1, 0, false, 'store'],
    [deliverTpdu(), 2, 0, false, 'terminal'],
    [deliverTpdu(), 3, 0, false, 'store'],
    [deliverTpdu({ coding: 0x10 }), 1, 0, false, 'store'],
    [deliverTpdu({ coding: 0xf0 }), 2, 0, false, 'terminal'],
    [deliverTpdu({ coding: 0xf1 }), 3, 0, false, 'store'],
    [deliverTpdu({ coding: 0xf2 }), 2, 0, false, 'storeOnSim'],
    [deliverTpdu({ coding: 0x12 }), 0, 0, false, 'storeOnSim'],
    [deliverTpdu({ coding: 0xf3 }), 3, 0, false, 'terminal'],
    [deliverTpdu({ coding: 0xd8 }), 2, 0, false, 'store'],
    [deliverTpdu({ coding: 0xe8 }), 2, 0, false, 'store'],
    [deliverTpdu({ protocol: 0x40 }), 2, 0, false, 'acknowledge'],
    [reportTpdu(), 2, 0, false, 'acknowledge'],
    [reportTpdu(), 0, 1, false, 'terminal'],
    [reportTpdu(), 0, 2, false, 'store'],
    [reportTpdu(), 0, 0, true, 'refuse'],
  ];
  for (const [tpdu, mt, ds, routingLapsed, route] of rows) {
    const name = Buffer.from(tpdu.subarray(0, 8)).toString('hex');
    test(`${name} with mt=${mt} ds=${ds}${routingLapsed ? ', lapsed' : ''}: ${route}`, () => {
      const traits = readDeliveryTraits(tpdu);
      assert.ok(traits);
      assert.equal(deliveryRoute(traits, { mt, ds, routingLapsed }), route);
    });
  }

  for (const hex of ['', '04', '0405918802F9', '0405918802F900', '06', '01000A91', '03']) {
    test(`"${hex}" is nothing a module can take: RP-ERROR 97`, async () => {
      const answer = await arrive(createBench(), Uint8Array.from(Buffer.from(hex, 'hex')));
      assert.deepEqual(answer, { ok: false, cause: 97, report: Uint8Array.of(0, 0xff, 0) });
    });
  }
});

describe('stored messages', () => {
  test('are indicated, read once as unread, listed, deleted', async () => {
    const bench = createBench();
    await bench.command('AT+CNMI=2,1,0,0,0');
    assert.deepEqual(await arrive(bench), { ok: true });
    assert.equal(await bench.said(), '\r\n+CMTI: "SM",1\r\n');
    assert.equal(await bench.command('AT+CMGL=0'), `\r\n+CMGL: 1,0,,21\r\n${CENTRE}${DELIVER}\r\n\r\nOK\r\n`);
    assert.equal(await bench.command('AT+CMGL'), '\r\nOK\r\n');
    assert.equal(await bench.command('AT+CMGR=1'), `\r\n+CMGR: 1,,21\r\n${CENTRE}${DELIVER}\r\n\r\nOK\r\n`);
    assert.equal(await bench.command('AT+CMGD=?'), '\r\n+CMGD: (1),(0-4)\r\n\r\nOK\r\n');
    assert.equal(await bench.command('AT+CMGD=1'), '\r\nOK\r\n');
    assert.equal(await bench.command('AT+CMGR=1'), '\r\n+CMS ERROR: 321\r\n');
  });

  test('mode 0 holds indications back until another mode is set; bfr=1 forgets them', async () => {
    const bench = createBench();
    await bench.command('AT+CNMI=0,1,0,0,0');
    await arrive(bench);
    assert.equal(await bench.said(), '');
    assert.equal(await bench.command('AT+CNMI=2'), '\r\nOK\r\n\r\n+CMTI: "SM",1\r\n');
    await bench.command('AT+CNMI=0');
    await arrive(bench);
    assert.equal(await bench.command('AT+CNMI=2,1,0,0,1'), '\r\nOK\r\n');
  });

  test('a status report with ds=2 is stored and told with +CDSI', async () => {
    const bench = createBench();
    await bench.command('AT+CNMI=2,1,0,2,0');
    assert.deepEqual(await arrive(bench, reportTpdu()), { ok: true });
    assert.equal(await bench.said(), '\r\n+CDSI: "SM",1\r\n');
    assert.equal(await bench.command('AT+CMGR=1'), `\r\n+CMGR: 0,,22\r\n${CENTRE}${REPORT}\r\n\r\nOK\r\n`);
  });

  test('a status report with ds=0 is acknowledged and forgotten', async () => {
    const bench = createBench();
    await bench.command('AT+CNMI=2,1,0,0,0');
    assert.deepEqual(await arrive(bench, reportTpdu()), { ok: true, forgotten: true });
    assert.equal(await bench.said(), '');
  });

  test('full: RP-ERROR 22, then RP-SMMA when there is space again (24.011 7.3.2)', async () => {
    const bench = createBench({ sim: { messageSlots: 1 }, persona: { memoryFull: '^FULL: {memory}' } });
    await arrive(bench);
    assert.equal(await bench.said(), '\r\n^FULL: SM\r\n');
    assert.deepEqual(await arrive(bench), { ok: false, cause: 22, report: Uint8Array.of(0, 0xd0, 0) });
    assert.equal(bench.air.memoryAvailable, 0);
    await bench.command('AT+CMGD=1');
    assert.equal(bench.air.memoryAvailable, 1);
    await bench.command('AT+CMGD=1');
    assert.equal(bench.air.memoryAvailable, 1);
  });

  test('mem3 decides the place, class 2 goes to the SIM all the same', async () => {
    const bench = createBench();
    await bench.command('AT+CNMI=2,1,0,0,0;+CPMS="ME","ME","ME"');
    await arrive(bench);
    await arrive(bench, deliverTpdu({ coding: 0xf2 }));
    assert.equal(await bench.said(), '\r\n+CMTI: "ME",1\r\n\r\n+CMTI: "SM",1\r\n');
  });

  test('a message of a replace type takes the place of the one before it', async () => {
    const bench = createBench();
    await bench.command('AT+CNMI=2,1,0,0,0');
    await arrive(bench, deliverTpdu({ protocol: 0x41 }));
    await arrive(bench, deliverTpdu({ protocol: 0x42 }));
    await arrive(bench, deliverTpdu({ protocol: 0x41, coding: 0xf1 }));
    assert.equal(await bench.said(), [1, 2, 1].map(index => `\r\n+CMTI: "SM",${index}\r\n`).join(''));
    assert.match(await bench.command('AT+CMGR=1'), /8802F941F1/);
  });

  const flags: readonly [flag: number, left: number[]][] = [
    [0, [2, 3, 4]],
    [1, [1, 3, 4]],
    [2, [1, 3]],
    [3, [1]],
    [4, []],
  ];
  for (const [flag, left] of flags) {
    test(`+CMGD=1,${flag} leaves ${left.length}`, async () => {
      const bench = createBench();
      const tpdu = deliverTpdu();
      for (const [position, status] of ([0, 1, 2, 3] as const).entries()) {
        bench.sim.messages.slots[position] = { status, serviceCentre: '', tpdu };
      }
      assert.equal(await bench.command(`AT+CMGD=1,${flag}`), '\r\nOK\r\n');
      const present = bench.sim.messages.slots.flatMap((message, position) =>
        message ? [position + 1] : [],
      );
      assert.deepEqual(present, left);
    });
  }
});

describe('messages given to the terminal', () => {
  test('before phase 2+ the module acknowledges by itself', async () => {
    const bench = createBench();
    await bench.command('AT+CNMI=2,2,0,1,0');
    assert.deepEqual(await arrive(bench), { ok: true });
    assert.equal(await bench.said(), `\r\n+CMT: ,21\r\n${CENTRE}${DELIVER}\r\n`);
    assert.equal(await bench.command('AT+CNMA'), '\r\n+CMS ERROR: 340\r\n');
  });

  test('with +CSMS=1 the network waits for +CNMA, and the next message too (27.005 3.4.4)', async () => {
    const bench = createBench();
    await bench.command('AT+CSMS=1;+CNMI=2,2,0,1,0');
    const first = arrive(bench);
    const second = arrive(bench, reportTpdu());
    assert.equal(await bench.said(), `\r\n+CMT: ,21\r\n${CENTRE}${DELIVER}\r\n`);
    assert.equal(await bench.command('AT+CNMA'), `\r\nOK\r\n\r\n+CDS: 22\r\n${CENTRE}${REPORT}\r\n`);
    assert.deepEqual(await first, { ok: true });
    assert.equal(await bench.command('AT+CNMA=1'), '\r\nOK\r\n');
    assert.deepEqual(await second, { ok: true });
    assert.equal(await bench.command('AT+CNMA'), '\r\n+CMS ERROR: 340\r\n');
  });

  test('+CNMA=2 refuses, with a report of the terminal if one is given', async () => {
    const bench = createBench();
    await bench.command('AT+CSMS=1;+CNMI=2,2,0,1,0');
    const first = arrive(bench);
    await bench.command('AT+CNMA=2');
    assert.deepEqual(await first, { ok: false, cause: 111, report: Uint8Array.of(0, 0xff, 0) });
    const second = arrive(bench);
    assert.equal((await bench.command('AT+CNMA=2,3')).endsWith('\r\n> '), true);
    assert.equal(await bench.type('00D300\u001a'), '\r\nOK\r\n');
    assert.deepEqual(await second, { ok: false, cause: 111, report: Uint8Array.of(0, 0xd3, 0) });
  });

  test('no +CNMA in time: RP-ERROR, mt and ds become 0, later messages are stored', async () => {
    const bench = createBench();
    await bench.command('AT+CSMS=1;+CNMI=2,2,0,1,0');
    const answer = arrive(bench);
    bench.clock.advance(15_000);
    assert.equal((await answer).ok, false);
    await bench.said();
    assert.equal(await bench.command('AT+CNMI?'), '\r\n+CNMI: 2,0,0,0,0\r\n\r\nOK\r\n');
    assert.deepEqual(await arrive(bench), { ok: true });
    assert.equal(bench.sim.messages.slots[0]?.status, 0);
    assert.equal((await arrive(bench, reportTpdu())).ok, false);
  });

  test('a terminal that goes away without +CNMA is not waited for', async () => {
    const bench = createBench();
    await bench.command('AT+CSMS=1;+CNMI=2,2,0,1,0');
    const answer = arrive(bench);
    bench.hangUp();
    assert.equal((await answer).ok, false);
    assert.deepEqual(await arrive(bench), { ok: true });
    assert.equal(bench.sim.messages.slots[0]?.status, 0);
  });

  test('a hung module answers neither side', async () => {
    const bench = createBench();
    bench.module.hung = true;
    let answered = false;
    void arrive(bench).then(() => {
      answered = true;
    });
    assert.equal(await bench.command('AT'), '');
    assert.equal(answered, false);
  });
});
