/** The commands of the bring-up for each maker's modules, and the places of the data in their answers. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Script } from '../at/testing.ts';
import { dialects } from './dialects.ts';
import { generic } from './generic.ts';
import { askedOf, makerOnModem, makers } from './testing.ts';

const ICCID = '89882011234567890123';
/** As EF-ICCID holds it: each octet's digits swapped (102 221 13.2). */
const SWAPPED = '98880211325476981032';
const CRSM = 'AT+CRSM=176,12258,0,0,10';

function refused(command: string): [command: string, answer: Script] {
  return [command, ['+CME ERROR: 4']];
}

test('the makers of these tests lead to every dialect there is', () => {
  assert.deepEqual(Object.keys(makers).toSorted(), [generic, ...dialects].map(({ name }) => name).toSorted());
});

describe('settings of a maker', () => {
  const setup: Readonly<Record<string, readonly string[]>> = {
    huawei: ['AT^CURC=0'],
    quectel: ['AT+QURCCFG="urcport","usbat"', 'AT+QINDCFG="smsfull",1', 'AT+QSIMSTAT=1'],
    telit: ['AT#QSS=1'],
    cinterion: ['AT^SCKS=1'],
    wavecom: ['AT+WIND=15'],
  };
  for (const name of Object.keys(makers))
    test(`${name}: ${setup[name]?.join(' ') ?? 'none'}, behind its identity, and refused they are no obstacle`, async () => {
      const refusals = Object.fromEntries(Object.values(setup).flatMap(list => list.map(refused)));
      const { modem, session } = await makerOnModem(name, refusals);
      const from = modem.sent.indexOf('AT+CGSN') + 1;
      const sent = modem.sent.slice(from, modem.sent.indexOf('AT+CFUN?'));
      // A refused setting is sent once more: a bad line may have spoilt it.
      assert.deepEqual([...new Set(sent)], setup[name] ?? []);
      assert.equal(session.dialect.name, name);
      assert.notEqual(session.status.ready, undefined);
    });
});

describe('new messages are announced', () => {
  const whileBusy = new Set(['huawei', 'simcom', 'zte', 'sierra']);
  for (const name of Object.keys(makers)) {
    const mode = whileBusy.has(name) ? 1 : 2;
    test(`${name}: by <mode> ${mode} of +CNMI where the module lists both`, async () => {
      const { modem } = await makerOnModem(name);
      const sent = modem.sent.filter(text => text.startsWith('AT+CNMI='));
      assert.deepEqual(sent, ['AT+CNMI=?', `AT+CNMI=${mode},1,0,1,0`]);
    });
  }
});

describe('the ICCID', () => {
  /** Command and answer, best first; EF-ICCID by +CRSM is always last. */
  const ways: Readonly<Record<string, readonly (readonly [command: string, answer: string])[]>> = {
    generic: [['AT+CCID', `+CCID: ${ICCID}`]],
    huawei: [['AT^ICCID?', `^ICCID: ${SWAPPED}`]],
    quectel: [
      ['AT+QCCID', `+QCCID: ${ICCID}`],
      ['AT+CCID', `+CCID: ${ICCID}`],
    ],
    simcom: [
      ['AT+CCID', `+CCID: "${ICCID}"`],
      ['AT+CICCID', `+ICCID: ${ICCID}`],
    ],
    zte: [
      ['AT+ZGETICCID', `+ZGETICCID: ${ICCID}`],
      ['AT+CCID', `+CCID: ${ICCID}`],
    ],
    telit: [
      ['AT#CCID', `#CCID: ${ICCID}`],
      ['AT+CCID', `+CCID: ${ICCID}`],
    ],
    ublox: [['AT+CCID', `+CCID: ${ICCID}`]],
    sierra: [
      ['AT!ICCID?', `!ICCID: ${ICCID}`],
      ['AT+CCID', `+CCID: ${ICCID}`],
    ],
    neoway: [['AT+CCID', `+CCID: ${ICCID}`]],
    fibocom: [
      ['AT+ICCID', `+ICCID: ${ICCID}`],
      ['AT+CCID', `+CCID: ${ICCID}`],
    ],
    chinamobile: [['AT+CCID', `+CCID: ${ICCID}`]],
    mikrotik: [['AT+CCID', `+CCID: ${ICCID}`]],
    airm2m: [
      ['AT+ICCID', `+ICCID: ${ICCID}`],
      ['AT+CCID', `+CCID: ${ICCID}`],
    ],
    cinterion: [
      ['AT^SCID', `^SCID: "${ICCID}"`],
      ['AT+CCID', `+CCID: ${ICCID}`],
    ],
    wavecom: [
      ['AT+CCID', `+CCID: "${ICCID}"`],
      ['AT!ICCID?', `!ICCID: ${ICCID}`],
    ],
    ericsson: [['AT+CCID', `+CCID: ${ICCID}`]],
    intel: [['AT+CCID', `+CCID: ${ICCID}`]],
  };
  const all = [...new Set([...Object.values(ways).flatMap(rows => rows.map(([command]) => command)), CRSM])];
  const refusals = Object.fromEntries(all.map(refused));

  for (const [name, rows] of Object.entries(ways)) {
    for (const [command, answer] of rows)
      test(`${name}: ${answer} to ${command}`, async () => {
        const { session } = await makerOnModem(name, { ...refusals, [command]: [answer, 'OK'] });
        assert.equal(session.status.ready?.sim.iccid, ICCID);
      });

    test(`${name}: where every way is refused, each was tried in this order, and then the card itself`, async () => {
      const bench = await makerOnModem(name, { ...refusals, [CRSM]: [`+CRSM: 144,0,"${SWAPPED}"`, 'OK'] });
      assert.deepEqual(askedOf(bench, all), [...rows.map(([command]) => command), CRSM]);
      assert.equal(bench.session.status.ready?.sim.iccid, ICCID);
    });
  }
});

describe('the tries of a PIN', () => {
  /** The tries of the PIN stand at `{left}`; all else in the answer is of other codes. */
  const answers: readonly (readonly [name: string, command: string, answer: string])[] = [
    ['generic', 'AT+CPINR="SIM PIN"', '+CPINR: SIM PIN,{left},9'],
    ['huawei', 'AT^CPIN?', '^CPIN: SIM PIN,9,9,{left},9,9'],
    ['quectel', 'AT+QPINC="SC"', '+QPINC: "SC",{left},9'],
    ['quectel', 'AT+CPINR="SIM PIN"', '+CPINR: SIM PIN,{left},9'],
    ['simcom', 'AT+SPIC', '+SPIC: {left},9,9,9'],
    ['simcom', 'AT+CPINR="SIM PIN"', '+CPINR: SIM PIN,{left},9'],
    ['telit', 'AT#PCT', '#PCT: {left}'],
    ['sierra', 'AT+CPINC?', '+CPINC: {left},9,9,9'],
    ['cinterion', 'AT^SPIC', '^SPIC: {left}'],
    ['wavecom', 'AT+CPINC?', '+CPINC: {left},9,9,9'],
    ['zte', 'AT+CPINR="SIM PIN"', '+CPINR: SIM PIN,{left},9'],
  ];
  const locked = { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'], 'AT+CPIN="1234"': ['OK'] };
  const ICCIDS = { 'AT^ICCID?': [`^ICCID: ${SWAPPED}`, 'OK'] };
  for (const [name, command, answer] of answers)
    for (const [left, pins] of [
      [1, 0],
      [2, 1],
    ] as const)
      test(`${name}: ${answer.replace('{left}', `${left}`)} ${pins === 0 ? 'keeps the last try' : 'lets it be tried'}`, async () => {
        const told = [answer.replace('{left}', `${left}`), 'OK'];
        const { sent } = await makerOnModem(
          name,
          { ...locked, ...ICCIDS, [command]: told },
          { config: { pin: '1234' } },
        );
        assert.deepEqual([sent(command), sent('AT+CPIN="1234"')], [1, pins]);
      });

  test('that no way tells leave the PIN to the ledger', async () => {
    const { sent } = await makerOnModem('quectel', locked, { config: { pin: '1234' } });
    assert.deepEqual([sent('AT+QPINC="SC"'), sent('AT+CPINR="SIM PIN"'), sent('AT+CPIN="1234"')], [1, 1, 1]);
  });
});

describe('the slot of a module with several', () => {
  const slots = { config: { slots: 4 } };
  /** Question and answer of a module that stands at its third slot. */
  const asked: readonly (readonly [name: string, command: string, answer: string])[] = [
    ['generic', 'AT+CSUS?', '+CSUS: 2'],
    ['quectel', 'AT+QUIMSLOT?', '+QUIMSLOT: 3'],
    ['fibocom', 'AT+GTDUALSIM?', '+GTDUALSIM: 2,"SUB1","L"'],
    ['zte', 'AT+CSUS?', '+CSUS: 2'],
  ];
  for (const [name, command, answer] of asked)
    test(`${name}: ${answer} is its third`, async () => {
      const { session } = await makerOnModem(name, { [command]: [answer, 'OK'] }, slots);
      assert.equal(session.status.ready?.slot, 2);
    });

  const chosen: Readonly<Record<string, readonly string[]>> = {
    generic: ['AT+CSUS=1'],
    huawei: ['AT+CSUS=1', 'AT^SIMSWITCH=1'],
    quectel: ['AT+QUIMSLOT=2', 'AT+QDSIM=1'],
    simcom: ['AT+CSUS=1', 'AT+SMSIMCFG=1,2'],
    telit: ['AT#SIMSELECT=2', 'AT+CSUS=1'],
    fibocom: ['AT+GTDUALSIM=1', 'AT+CSUS=1'],
    cinterion: ['AT^SCFG="SIM/CS","SIM2"', 'AT+CSUS=1'],
  };
  const all = [...new Set(Object.values(chosen).flat())];
  const desires = { state: () => ({ slot: 1 }), ownNumber: () => undefined };
  for (const name of Object.keys(makers)) {
    const commands = chosen[name] ?? ['AT+CSUS=1'];
    test(`${name}: the second is chosen by ${commands.join(', else by ')}`, async () => {
      const bench = await makerOnModem(name, {}, { ...slots, desires });
      assert.deepEqual(askedOf(bench, all), commands);
      // Never through another SIM than the one that is wanted.
      assert.equal(bench.session.status.ready, undefined);
    });
  }
});
