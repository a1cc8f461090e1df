/** The families beside the first eleven: how each names itself, starts, and shows its card. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeSim } from '../module/power.ts';
import { type Bench, createBench, deliverTpdu, SERVICE_CENTRE } from '../module/test-bench.ts';
import { personaNamed, personaNames } from './index.ts';

function benchOf(name: string): Bench {
  const persona = personaNamed(name);
  assert.ok(persona, name);
  return createBench({ persona });
}

/** Lines of an answer or of notices, without the empty ones. */
function lines(said: string): string[] {
  return said.split('\r\n').filter(line => line !== '');
}

/** Notices of the module from its restart until it is at rest. */
async function startOf(bench: Bench): Promise<string[]> {
  await bench.command('AT+CFUN=1,1');
  await bench.said();
  bench.dial();
  bench.clock.advance(20_000);
  return lines(await bench.said());
}

describe('identification', () => {
  const rows: readonly [persona: string, command: string, answer: readonly string[]][] = [
    ['sara-r4', 'AT+CGMI', ['u-blox', 'OK']],
    ['sara-r4', 'AT+CGMM', ['SARA-R412M-02B', 'OK']],
    ['cinterion', 'AT\\Q3', ['OK']],
    ['sara-u2', 'ATI', ['SARA-U201-03B-00', 'OK']],
    ['em7455', 'AT+CGMI', ['Sierra Wireless, Incorporated', 'OK']],
    ['em7455', 'AT+CGMM', ['EM7455B', 'OK']],
    ['sim7000', 'AT+GSV', ['SIMCOM_Ltd', 'SIMCOM_SIM7000E', 'Revision:1351B06SIM7000E', 'OK']],
    ['a7670', 'AT+CGMM', ['A7670E-FASE', 'OK']],
    ['ec200u', 'ATI', ['Quectel', 'EC200U-CN', 'Revision: EC200UCNAAR03A03M08', 'OK']],
    ['air780', 'AT+CGMI', ['+CGMI: "AirM2M"', 'OK']],
    ['air780', 'AT+CGMR', ['+CGMR: "AirM2M_780EPV_V1011_LTE_AT"', 'OK']],
    ['air780', 'AT+CGSN', ['359999000000011', 'OK']],
    ['ml307', 'AT+CGMI', ['CMIOT', 'OK']],
    ['neoway', 'ATI', ['NEOWAY', 'N511', 'V006', 'OK']],
    ['fibocom', 'AT+CGMI', ['Fibocom Wireless Inc.', 'OK']],
    ['meig', 'AT+CGMI', ['MEIG INCORPORATED', 'OK']],
    ['meig', 'AT+CGMM', ['+CGMM: SLM770A', 'OK']],
    ['le910', 'AT+CGMI', ['Telit', 'OK']],
    ['le910', 'AT#CGMM', ['#CGMM: LE910C1-EUX', 'OK']],
  ];
  for (const [persona, command, answer] of rows) {
    test(`${persona} ${command}`, async () => {
      assert.deepEqual(lines(await benchOf(persona).command(command)).slice(-answer.length), answer);
    });
  }
});

describe('the lines of a start', () => {
  const rows: readonly [persona: string, start: readonly string[]][] = [
    ['sara-r4', []],
    ['sara-u2', ['+UMWI: 0,1', '+UMWI: 0,2', '+UMWI: 0,3', '+UMWI: 0,4']],
    ['em7455', []],
    ['sim7000', ['RDY', '+CFUN: 1', '+CPIN: READY', 'SMS Ready']],
    ['a7670', ['*ATREADY: 1', '+CPIN: READY', 'SMS DONE', '+CGEV: EPS PDN ACT 1', 'PB DONE']],
    ['ec200u', ['RDY', '+CFUN: 1', '+CPIN: READY', '+QUSIM: 1', '+QIND: SMS DONE', '+QIND: PB DONE']],
    [
      'air780',
      [
        ...['RDY', '^MODE: 17,17', '+E_UTRAN Service', '+CGEV: ME PDN ACT 1'],
        '+NITZ: 2024/08/23,06:52:50+32,0',
      ],
    ],
    ['ml307', ['+MATREADY', '+CPIN: READY']],
    ['neoway', ['MODEM:STARTUP', '+PBREADY']],
    ['fibocom', ['+SIM: Inserted', '+SIM READY']],
    ['meig', ['^SIMST: 1,0', '^SRVST: 2']],
    ['le910', ['#QSS: 1', '#QSS: 2', '#QSS: 3']],
  ];
  for (const [persona, start] of rows) {
    test(persona, async () => {
      assert.deepEqual(await startOf(benchOf(persona)), start);
    });
  }
});

describe('the card', () => {
  const rows: readonly [
    persona: string,
    command: string,
    answer: string,
    removed: readonly string[],
    inserted: readonly string[],
  ][] = [
    ['sara-r4', 'AT+CCID', '+CCID: 89882010000000000018', [], []],
    ['em7455', 'AT!ICCID?', '!ICCID: 89882010000000000018', [], []],
    ['sim7000', 'AT+CCID', '89882010000000000018', ['+CPIN: NOT READY'], ['+CPIN: READY', 'SMS Ready']],
    [
      'a7670',
      ...(['AT+CICCID', '+ICCID: 89882010000000000018', ['+CPIN: SIM REMOVED']] as const),
      ['+CPIN: READY', 'SMS DONE', 'PB DONE'],
    ],
    ['air780', 'AT+ICCID', '+ICCID: 89882010000000000018', ['+CPIN: SIM REMOVED'], ['+CPIN: READY']],
    ['ml307', 'AT+MCCID', '+MCCID: 89882010000000000018', ['+CPIN: SIM REMOVED'], ['+CPIN: READY']],
    [
      'fibocom',
      ...(['AT+ICCID', '+ICCID: 89882010000000000018', ['+SIM: Removed', '+SIM DROP']] as const),
      ['+SIM: Inserted', '+SIM READY'],
    ],
    ['le910', 'AT#CCID', '#CCID: 89882010000000000018', ['#QSS: 0'], ['#QSS: 1', '#QSS: 2', '#QSS: 3']],
  ];
  for (const [persona, command, answer, removed, inserted] of rows) {
    test(`of ${persona} is read by ${command}, goes and comes back`, async () => {
      const bench = benchOf(persona);
      bench.clock.advance(20_000);
      await bench.said();
      assert.deepEqual(lines(await bench.command(command)), [answer, 'OK']);
      changeSim(bench.module, undefined);
      assert.deepEqual(lines(await bench.said()), removed);
      changeSim(bench.module, bench.sim);
      assert.deepEqual(lines(await bench.said()), inserted);
    });
  }

  const tries: readonly [persona: string, command: string, answer: string][] = [
    ['sara-r4', 'AT+UPINCNT', '+UPINCNT: 3,3,10,10'],
    ['em7455', 'AT+CPINC?', '+CPINC: 3,3,10,10'],
    ['sim7000', 'AT+SPIC', '+SPIC: 3,10,3,10'],
    ['le910', 'AT#PCT', '#PCT: 3'],
  ];
  for (const [persona, command, answer] of tries) {
    test(`${persona} counts tries of the PIN by ${command}`, async () => {
      const bench = benchOf(persona);
      bench.clock.advance(20_000);
      await bench.said();
      assert.deepEqual(lines(await bench.command(command)), [answer, 'OK']);
    });
  }
});

describe('what restarts a module beside +CFUN=1,1', () => {
  for (const [persona, command] of [
    ['sara-r4', 'AT+CFUN=15'],
    ['sara-u2', 'AT+CFUN=16'],
    ['neoway', 'AT+CFUN=15'],
    ['fibocom', 'AT+CFUN=15'],
    ['em7455', 'AT!RESET'],
    ['air780', 'AT+RESET'],
    ['ml307', 'AT+MREBOOT=0'],
    ['le910', 'AT#REBOOT'],
  ] as const) {
    test(`${persona} ${command}`, async () => {
      const bench = benchOf(persona);
      const { session } = bench.module;
      assert.match(await bench.command(command), /OK/);
      await bench.said();
      assert.equal(bench.module.power, 'starting');
      assert.ok(bench.module.session > session);
    });
  }

  test('sara-r4 knows 15 and not 16', async () => {
    const bench = benchOf('sara-r4');
    assert.match(await bench.command('AT+CFUN=?'), /\+CFUN: \(0,1,4,15\),\(0,1\)/);
    assert.match(await bench.command('AT+CFUN=16'), /ERROR/);
  });
});

describe('notices of calls and storages', () => {
  const calls: readonly [persona: string, command: string, notices: readonly string[]][] = [
    [
      'sara-r4',
      'AT+UCALLSTAT=1',
      ['+UCALLSTAT: 1,2', '+UCALLSTAT: 1,3', '+UCALLSTAT: 1,0', '+UCALLSTAT: 1,6'],
    ],
    ['le910', 'AT#ECAM=1', [1, 2, 3, 0].map(state => `#ECAM: 0,${state},1,,,"+491701",145`)],
  ];
  for (const [persona, command, notices] of calls) {
    test(`${persona} tells of a call once ${command} asked for it`, async () => {
      const bench = benchOf(persona);
      bench.clock.advance(20_000);
      await bench.said();
      await bench.command(command);
      let said = await bench.command('ATD+491701;');
      bench.air.terminal?.call({ kind: 'alerting', call: 1 });
      bench.air.terminal?.call({ kind: 'connected', call: 1 });
      said += await bench.command('ATH');
      assert.deepEqual(
        lines(said).filter(line => line !== 'OK'),
        notices,
      );
    });
  }

  test('a7670 says +SMS FULL when the last place is taken', async () => {
    const bench = benchOf('a7670');
    bench.sim.messages.slots.fill({ status: 3, serviceCentre: '', tpdu: deliverTpdu() }, 1);
    bench.clock.advance(20_000);
    await bench.said();
    await bench.air.terminal?.receive(deliverTpdu(), SERVICE_CENTRE);
    assert.equal(await bench.said(), '\r\n+SMS FULL\r\n');
  });

  test('air780 has ten places of its own, ml307 takes +CNMI as far as 3', async () => {
    const air = benchOf('air780');
    assert.match(await air.command('AT+CPMS="ME"'), /\+CPMS: 0,10/);
    const ml307 = benchOf('ml307');
    assert.match(
      await ml307.command('AT+CNMI=?'),
      /\+CNMI: \(0,1,2,3\),\(0,1,2,3\),\(0,1,2,3\),\(0,1,2\),\(0,1\)/,
    );
    assert.match(await ml307.command('ATD+491701;'), /ERROR/);
  });

  test('ec200u chooses its slot by +QDSIM', async () => {
    const bench = benchOf('ec200u');
    assert.match(await bench.command('AT+QDSIM?'), /\+QDSIM: 0/);
    assert.match(await bench.command('AT+QUIMSLOT?'), /ERROR/);
  });
});

describe('every persona', () => {
  for (const name of personaNames) {
    test(`${name} starts, with and without a card, and only then speaks`, async () => {
      const persona = personaNamed(name);
      assert.ok(persona);
      for (const withoutSim of [false, true]) {
        const bench = createBench({ persona, withoutSim });
        await bench.command('AT+CFUN=1,1');
        await bench.said();
        bench.dial();
        bench.clock.advance(persona.boot.milliseconds - 1);
        assert.equal(await bench.said(), '');
        bench.clock.advance(20_001);
        assert.match(await bench.command('AT'), /OK\r\n$/);
      }
    });
  }
});
