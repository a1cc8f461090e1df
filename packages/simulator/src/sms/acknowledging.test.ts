/** +CNMA in every condition, and the fields of a TPDU that decide its way, at their borders (27.005 3.4.4, 4.7; 23.040 9.2.3.9). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { restart } from '../module/power.ts';
import { type Bench, createBench, deliverTpdu, reportTpdu, SERVICE_CENTRE } from '../module/test-bench.ts';
import type { RelayAnswer } from '../radio.ts';
import { readDeliveryTraits } from './delivery-traits.ts';

function arrive(bench: Bench, tpdu = deliverTpdu()): Promise<RelayAnswer> {
  return bench.air.terminal?.receive(tpdu, SERVICE_CENTRE) ?? assert.fail('not attached');
}

/** A module of phase 2+ that gives messages to the terminal. */
async function routing(): Promise<Bench> {
  const bench = createBench();
  await bench.command('AT+CSMS=1;+CNMI=2,2,0,1,0');
  return bench;
}

const protocolError = { ok: false, cause: 111, report: Uint8Array.of(0, 0xff, 0) };

describe('+CNMA', () => {
  const nothingWaits: readonly [line: string, code: number][] = [
    ['AT+CNMA', 340],
    ['AT+CNMA=0', 340],
    ['AT+CNMA=1', 340],
    ['AT+CNMA=2', 340],
    ['AT+CNMA=1,3', 340],
    ['AT+CNMA=3', 302],
    ['AT+CNMA=', 302],
    ['AT+CNMA=1,0', 302],
    ['AT+CNMA=1,165', 302],
    ['AT+CNMA=1,3,1', 302],
  ];
  for (const [line, code] of nothingWaits)
    test(`${line} without a message: ${code}`, async () =>
      assert.equal(await (await routing()).command(line), `\r\n+CMS ERROR: ${code}\r\n`));

  test('before phase 2+ is not expected', async () => {
    const bench = createBench();
    assert.equal(await bench.command('AT+CNMA=1'), '\r\n+CMS ERROR: 340\r\n');
  });

  test('takes a message with a report of the terminal', async () => {
    const bench = await routing();
    const answer = arrive(bench);
    await bench.command('AT+CNMA=1,3');
    assert.equal(await bench.type('00 00 00\u001a'), '\r\nOK\r\n');
    assert.deepEqual(await answer, { ok: true, report: Uint8Array.of(0, 0, 0) });
  });

  test('with another report than it announced leaves the message where it is', async () => {
    const bench = await routing();
    const answer = arrive(bench);
    for (const report of ['0000', '00000000', 'xy']) {
      await bench.command('AT+CNMA=1,3');
      assert.equal(await bench.type(`${report}\u001a`), '\r\n+CMS ERROR: 304\r\n');
    }
    assert.equal(await bench.command('AT+CNMA=0'), '\r\nOK\r\n');
    assert.deepEqual(await answer, { ok: true });
  });

  test('comes too late behind 15 seconds', async () => {
    const bench = await routing();
    let answer: RelayAnswer | undefined;
    void arrive(bench).then(given => {
      answer = given;
    });
    bench.clock.advance(14_999);
    await bench.command('AT+CNMA=1,3');
    assert.equal(answer, undefined);
    bench.clock.advance(1);
    assert.equal(await bench.type('000000\u001a'), '\r\n+CMS ERROR: 340\r\n');
    assert.deepEqual(answer, protocolError);
  });

  test('that does not come is missed by every message that waits', async () => {
    const bench = await routing();
    const answers = Promise.all([arrive(bench), arrive(bench), arrive(bench)]);
    bench.clock.advance(15_000);
    assert.deepEqual(await answers, [protocolError, protocolError, protocolError]);
  });

  test('in time stops the clock', async () => {
    const bench = await routing();
    await arriveAndTake(bench);
    bench.clock.advance(60_000);
    assert.equal(await bench.command('AT+CNMI?'), '\r\n+CNMI: 2,2,0,1,0\r\n\r\nOK\r\n');
  });

  test('cannot come while no terminal is there: the network hears so at once', async () => {
    const bench = await routing();
    bench.hangUp();
    assert.deepEqual(await arrive(bench), protocolError);
    bench.dial();
    assert.equal(await bench.command('AT+CNMI?'), '\r\n+CNMI: 2,0,0,0,0\r\n\r\nOK\r\n');
    assert.deepEqual(await arrive(bench), { ok: true });
    assert.deepEqual(await arrive(bench, reportTpdu()), protocolError);
    await bench.command('AT+CNMI=2,1,0,0,0');
    assert.deepEqual(await arrive(bench, reportTpdu()), { ok: true, forgotten: true });
  });
});

test('a stored report is indicated where messages are not', async () => {
  const bench = createBench();
  await bench.command('AT+CNMI=2,0,0,2,0');
  await arrive(bench);
  assert.equal(await bench.said(), '');
  await arrive(bench, reportTpdu());
  assert.equal(await bench.said(), '\r\n+CDSI: "SM",2\r\n');
});

test('notices that were held back end with a restart', async () => {
  const bench = createBench();
  await bench.command('AT+CNMI=0,1,0,0,0');
  await arrive(bench);
  restart(bench.module, 0);
  await bench.command('ATE0');
  assert.equal(await bench.command('AT+CNMI=2,1,0,0,0'), '\r\nOK\r\n');
});

test('free space is told once both mem3 and the SIM have it (24.011 7.3.2)', async () => {
  const bench = createBench({ sim: { messageSlots: 1 }, persona: { deviceMemorySize: 1 } });
  await arrive(bench);
  await bench.command('AT+CPMS="ME","ME","ME"');
  await arrive(bench);
  assert.equal((await arrive(bench)).ok, false);
  await bench.command('AT+CMGD=1');
  assert.equal(bench.air.memoryAvailable, 0);
  await bench.command('AT+CPMS="SM"');
  await bench.command('AT+CMGD=1');
  assert.equal(bench.air.memoryAvailable, 1);
});

async function arriveAndTake(bench: Bench): Promise<void> {
  const answer = arrive(bench);
  await bench.said();
  await bench.command('AT+CNMA');
  assert.deepEqual(await answer, { ok: true });
}

test('a full storage of the module has a cause of its own (23.040 9.2.3.22)', async () => {
  const bench = createBench({ persona: { deviceMemorySize: 1 } });
  await bench.command('AT+CPMS="ME","ME","ME"');
  assert.deepEqual(await arrive(bench), { ok: true });
  assert.deepEqual(await arrive(bench), { ok: false, cause: 22, report: Uint8Array.of(0, 0xd3, 0) });
});

test('+CNMI mode 0 holds 100 notices back', async () => {
  const bench = createBench();
  await bench.command('AT+CNMI=0,2');
  for (let count = 0; count < 101; count += 1) await arrive(bench);
  const said = await bench.command('AT+CNMI=2');
  assert.equal(said.split('+CMT: ').length - 1, 100);
});

describe('fields that decide the way', () => {
  test('a status report has 19 octets', () => {
    assert.equal(readDeliveryTraits(reportTpdu().subarray(0, 18)), undefined);
    assert.equal(readDeliveryTraits(reportTpdu().subarray(0, 19))?.kind, 'statusReport');
  });

  const replaced: readonly [protocol: number, replaces: boolean, typeZero: boolean][] = [
    [0x3f, false, false],
    [0x40, false, true],
    [0x41, true, false],
    [0x47, true, false],
    [0x48, false, false],
  ];
  for (const [protocol, replaces, typeZero] of replaced)
    test(`TP-PID ${protocol.toString(16)}`, () => {
      const traits = readDeliveryTraits(deliverTpdu({ protocol }));
      assert.deepEqual(
        [traits?.replaces, traits?.typeZero],
        [replaces ? `05918802F9${protocol.toString(16)}` : undefined, typeZero],
      );
    });

  const codings: readonly [coding: number, messageClass: number | undefined, waiting: boolean][] = [
    [0x00, undefined, false],
    [0x11, 1, false],
    [0x53, 3, false],
    [0x90, undefined, false],
    [0xc8, undefined, false],
    [0xd8, undefined, true],
    [0xe8, undefined, true],
    [0xf2, 2, false],
  ];
  for (const [coding, messageClass, waiting] of codings)
    test(`TP-DCS ${coding.toString(16)}`, () => {
      const traits = readDeliveryTraits(deliverTpdu({ coding }));
      assert.deepEqual([traits?.messageClass, traits?.waitingIndicationStored], [messageClass, waiting]);
    });
});
