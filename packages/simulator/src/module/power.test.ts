/** Cards that go and come, and the power of a module (27.007 8.2, TS 102 221 9.5). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeSim, powerOff, powerOn } from './power.ts';
import { type Bench, createBench } from './test-bench.ts';

async function verified(): Promise<Bench> {
  const bench = createBench({ sim: { pinEnabled: true } });
  await bench.command('AT+CPIN="0000"');
  return bench;
}

describe('a card with a PIN', () => {
  test('stays open while only the radio is off', async () => {
    const bench = await verified();
    await bench.command('AT+CFUN=4');
    assert.equal(await bench.command('AT+CPIN?'), '\r\n+CPIN: READY\r\n\r\nOK\r\n');
  });

  test('is closed once it is out', async () => {
    const bench = await verified();
    changeSim(bench.module, undefined);
    assert.equal(bench.sim.code.verified, false);
  });

  test('is closed when it comes, wherever it was open before', async () => {
    const bench = createBench({ sim: { pinEnabled: true } });
    changeSim(bench.module, undefined);
    bench.sim.code.verified = true;
    changeSim(bench.module, bench.sim);
    assert.equal(await bench.command('AT+CPIN?'), '\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n');
  });

  test('is closed by a restart', async () => {
    const bench = await verified();
    powerOff(bench.module);
    assert.equal(bench.sim.code.verified, false);
  });
});

describe('a module without power', () => {
  test('is seen by no network, and hears of no card', async () => {
    const bench = createBench({ persona: { simRemoved: ['gone'], simInserted: ['there'] } });
    powerOff(bench.module);
    changeSim(bench.module, undefined);
    changeSim(bench.module, bench.sim);
    assert.equal(await bench.said(), '');
    assert.equal(bench.air.terminal, undefined);
    assert.equal(bench.air.attachedAs.length, 1);
    powerOn(bench.module, 0);
    assert.equal(bench.air.attachedAs.length, 2);
  });

  test('is switched off and on once', () => {
    const { module, air } = createBench();
    const { session } = module;
    powerOn(module, 0);
    assert.equal(module.session, session);
    powerOff(module);
    powerOff(module);
    powerOn(module, 0);
    assert.equal(module.session, session + 2);
    assert.equal(air.attachedAs.length, 2);
  });

  test('answers behind its boot time, with its radio on', async () => {
    const bench = createBench();
    await bench.command('AT+CFUN=4');
    powerOff(bench.module);
    powerOn(bench.module, 2000);
    bench.clock.advance(1999);
    assert.equal(await bench.command('AT'), '');
    bench.clock.advance(1);
    await bench.command('ATE0');
    assert.equal(await bench.command('AT+CFUN?'), '\r\n+CFUN: 1\r\n\r\nOK\r\n');
  });

  test('that loses its power while it starts does not start', () => {
    const { module, clock } = createBench();
    powerOff(module);
    powerOn(module, 2000);
    powerOff(module);
    clock.advance(5000);
    assert.equal(module.power, 'off');
  });
});
