import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Bench, createBench } from '../module/test-bench.ts';

/** Each row: a command line and the lines of its answer, the final result code last. */
type Row = readonly [line: string, ...answer: string[]];

async function lines(bench: Bench, line: string): Promise<string[]> {
  return (await bench.command(line)).split('\r\n').filter(text => text !== '');
}

function table(title: string, rows: readonly Row[]) {
  test(title, async () => {
    const bench = createBench();
    await bench.command('AT+CMEE=1');
    for (const [line, ...expected] of rows) assert.deepEqual(await lines(bench, line), expected, line);
  });
}

describe('identity (27.007 clause 5, V.250 6.1)', () => {
  table('the module says who it is', [
    ['ATI', 'simgate', 'Virtual Modem', 'Revision: 1.0', 'OK'],
    ['AT+CGMI', 'simgate', 'OK'],
    ['AT+GMM', 'Virtual Modem', 'OK'],
    ['AT+CGMR', '1.0', 'OK'],
    ['AT+CGMR=?', 'OK'],
    ['AT+CGSN', '359999000000011', 'OK'],
    ['AT+CGSN=1', '+CGSN: "359999000000011"', 'OK'],
    ['AT+CGSN=7', '+CME ERROR: 50'],
    ['AT+GCAP', '+GCAP: +CGSM', 'OK'],
    ['AT+NOSUCH', 'ERROR'],
    ['AT+CGMI?', 'ERROR'],
  ]);
  table('character sets', [
    ['AT+CSCS=?', '+CSCS: ("GSM","IRA","UCS2")', 'OK'],
    ['AT+CSCS="ucs2"', 'OK'],
    ['AT+CSCS?', '+CSCS: "UCS2"', 'OK'],
    ['AT+CNUM', '+CNUM: ,"+88201000001",145', 'OK'],
    ['AT+COPS?', '+COPS: 0,0,"00540065007300740020004E006500740077006F0072006B",0', 'OK'],
    ['AT+CSCS="HEX"', '+CME ERROR: 50'],
  ]);
  test('+CLAC names every command, and none that is refused', async () => {
    const bench = createBench({ persona: { refused: ['+CMMS'] } });
    const names = await lines(bench, 'AT+CLAC');
    assert.ok(names.includes('+CMGS') && names.includes('+CLAC') && names.includes('&F'));
    assert.ok(!names.includes('+CMMS'));
  });
});

describe('SIM', () => {
  table('a card without PIN', [
    ['AT+CPIN?', '+CPIN: READY', 'OK'],
    ['AT+CPIN="0000"', '+CME ERROR: 3'],
    ['AT+CIMI', '001010000000001', 'OK'],
    ['AT+CCID', '+CCID: 89882010000000000018', 'OK'],
    ['AT+CNUM', '+CNUM: ,"+88201000001",145', 'OK'],
    ['AT+CLCK="SC",2', '+CLCK: 0', 'OK'],
    ['AT+CPWD="SC","0000","1111"', '+CME ERROR: 3'],
    ['AT+CLCK="PN",2', '+CME ERROR: 4'],
    ['AT+CPINR', '+CPINR: SIM PIN,3,3', '+CPINR: SIM PUK,10,10', 'OK'],
  ]);
  table('the PIN is set, changed and taken off', [
    ['AT+CLCK="SC",1,"9999"', '+CME ERROR: 16'],
    ['AT+CLCK="SC",1,"0000"', 'OK'],
    ['AT+CLCK="SC",2', '+CLCK: 1', 'OK'],
    ['AT+CPWD="SC","0000","12"', '+CME ERROR: 50'],
    ['AT+CPWD="SC","0000","1234"', 'OK'],
    ['AT+CLCK="SC",0,"1234"', 'OK'],
  ]);
  table('files of the card (27.007 8.18)', [
    ['AT+CRSM=176,12258,0,0,10', '+CRSM: 144,0,"98880201000000000081"', 'OK'],
    ['AT+CRSM=176,28423,0,0,9', '+CRSM: 144,0,"080910100000000010"', 'OK'],
    ['AT+CRSM=176,28589,0,0,0', '+CRSM: 144,0,"00000002"', 'OK'],
    ['AT+CRSM=176,28486', '+CRSM: 144,0,"0173696D67617465FFFFFFFFFFFFFFFFFF"', 'OK'],
    ['AT+CRSM=192,12258', '+CRSM: 144,0,"0000000A2FE2040000000001020000"', 'OK'],
    ['AT+CRSM=176,12258,0,0,99', '+CRSM: 103,0', 'OK'],
    ['AT+CRSM=176,1', '+CRSM: 106,130', 'OK'],
    ['AT+CRSM=5,1', '+CME ERROR: 50'],
  ]);
  table('phonebooks', [
    ['AT+CPBS=?', '+CPBS: ("SM","ON")', 'OK'],
    ['AT+CPBS="ON"', 'OK'],
    ['AT+CPBS?', '+CPBS: "ON",1,4', 'OK'],
    ['AT+CPBR=1', '+CPBR: 1,"+88201000001",145,""', 'OK'],
    ['AT+CPBW=1,"88201999999",145,"mine"', 'OK'],
    ['AT+CNUM', '+CNUM: "mine","+88201999999",145', 'OK'],
    ['AT+CPBW=1', 'OK'],
    ['AT+CNUM', 'OK'],
    ['AT+CPBR=5', '+CME ERROR: 21'],
    ['AT+CPBW=1,"abc",129,"x"', '+CME ERROR: 27'],
    ['AT+CPBW=1,"1",129,"a name far too long for it"', '+CME ERROR: 24'],
    ['AT+CPBS="FD"', '+CME ERROR: 4'],
  ]);

  test('without a card each family says so in its own numbers', async () => {
    const bench = createBench({ withoutSim: true });
    await bench.command('AT+CMEE=1');
    assert.deepEqual(await lines(bench, 'AT+CPIN?'), ['+CME ERROR: 10']);
    assert.deepEqual(await lines(bench, 'AT+CMGS=20'), ['+CMS ERROR: 310']);
    assert.deepEqual(bench.air.attachedAs, [undefined]);
  });
});

describe('PIN and PUK', () => {
  const locked = () => createBench({ sim: { pinEnabled: true, pin: '4321', puk: '11112222' } });
  const steps: readonly Row[] = [
    ['AT+CPIN?', '+CPIN: SIM PIN', 'OK'],
    ['AT+CIMI', '+CME ERROR: 11'],
    ['AT+CMGR=1', '+CMS ERROR: 311'],
    ['AT+CPIN="1111"', '+CME ERROR: 16'],
    ['AT+CPIN="1111"', '+CME ERROR: 16'],
    ['AT+CPINR', '+CPINR: SIM PIN,1,3', '+CPINR: SIM PUK,10,10', 'OK'],
    ['AT+CPIN="1111"', '+CME ERROR: 12'],
    ['AT+CPIN?', '+CPIN: SIM PUK', 'OK'],
    ['AT+CMGR=1', '+CMS ERROR: 316'],
    ['AT+CPIN="4321"', '+CME ERROR: 12'],
    ['AT+CPIN="00000000","5555"', '+CME ERROR: 16'],
    ['AT+CPIN="11112222","5555"', 'OK'],
    ['AT+CPIN?', '+CPIN: READY', 'OK'],
  ];
  test('three wrong tries ask for the PUK, which sets a new PIN', async () => {
    const bench = locked();
    await bench.command('AT+CMEE=1');
    for (const [line, ...expected] of steps) assert.deepEqual(await lines(bench, line), expected, line);
    assert.deepEqual(bench.air.attachedAs, [undefined, '001010000000001']);
    assert.equal(bench.sim.code.pin, '5555');
  });

  test('ten wrong tries of the PUK end the card', async () => {
    const bench = locked();
    await bench.command('AT+CMEE=1');
    for (let attempt = 0; attempt < 3; attempt += 1) await bench.command('AT+CPIN="1111"');
    for (let attempt = 0; attempt < 10; attempt += 1) await bench.command('AT+CPIN="00000000","5555"');
    assert.deepEqual(await lines(bench, 'AT+CPIN?'), ['+CME ERROR: 13']);
    assert.deepEqual(await lines(bench, 'AT+CMGL=4'), ['+CMS ERROR: 313']);
  });

  test('the counters live on the card: power off and on changes nothing', async () => {
    const bench = locked();
    await bench.command('AT+CPIN="1111"');
    await bench.command('AT+CFUN=0');
    await bench.command('AT+CFUN=1');
    assert.equal(bench.sim.code.pinTriesLeft, 2);
    assert.deepEqual(await lines(bench, 'AT+CPIN="4321"'), ['OK']);
    assert.equal(bench.sim.code.pinTriesLeft, 3);
  });
});

describe('network (27.007 7.2, 7.3, 8.5)', () => {
  table('registration in its three levels', [
    ['AT+CREG=?', '+CREG: (0-2)', 'OK'],
    ['AT+CREG?', '+CREG: 0,1', 'OK'],
    ['AT+CREG=2', 'OK'],
    ['AT+CREG?', '+CREG: 2,1,"12AB","0000001C",0', 'OK'],
    ['AT+CREG=3', '+CME ERROR: 50'],
    ['AT+CGREG?', '+CGREG: 0,1', 'OK'],
    ['AT+CEREG?', '+CEREG: 0,0', 'OK'],
  ]);
  table('operator', [
    ['AT+COPS=?', '+COPS: (2,"Test Network","Test Net","00101",0),,(0-4),(0-2)', 'OK'],
    ['AT+COPS?', '+COPS: 0,0,"Test Network",0', 'OK'],
    ['AT+COPS=3,2', 'OK'],
    ['AT+COPS?', '+COPS: 0,2,"00101",0', 'OK'],
    ['AT+COPS=1,2,"26201"', '+CME ERROR: 30'],
    ['AT+COPS=1,2,"00101"', 'OK'],
    ['AT+COPS?', '+COPS: 1,2,"00101",0', 'OK'],
    ['AT+COPS=2', 'OK'],
    ['AT+COPS?', '+COPS: 2', 'OK'],
    ['AT+CREG?', '+CREG: 0,0', 'OK'],
    ['AT+COPS=0', 'OK'],
    ['AT+CREG?', '+CREG: 0,1', 'OK'],
    ['AT+COPS=9', '+CME ERROR: 50'],
  ]);
  table('signal and packet service', [
    ['AT+CSQ', '+CSQ: 20,0', 'OK'],
    ['AT+CSQ=?', '+CSQ: (0-31,99),(0-7,99)', 'OK'],
    ['AT+CESQ', '+CESQ: 38,99,255,255,255,255', 'OK'],
    ['AT+CGATT?', '+CGATT: 1', 'OK'],
    ['AT+CGATT=0', 'OK'],
    ['AT+CGATT?', '+CGATT: 0', 'OK'],
    ['AT+CGREG?', '+CGREG: 0,0', 'OK'],
  ]);

  test('a change is told in the form that was asked for, signal without a word', async () => {
    const bench = createBench();
    await bench.command('AT+CREG=1;+CGREG=2;+CTZR=1');
    bench.air.terminal?.registrationChanged(5);
    assert.equal(
      await bench.said(),
      '\r\n+CREG: 5\r\n\r\n+CGREG: 5,"12AB","0000001C",0\r\n\r\n+CTZV: +00\r\n',
    );
    bench.air.terminal?.registrationChanged(3);
    assert.equal(await bench.said(), '\r\n+CREG: 3\r\n\r\n+CGREG: 3\r\n');
    bench.air.terminal?.signalChanged(4);
    assert.deepEqual(await lines(bench, 'AT+CSQ'), ['+CSQ: 4,0', 'OK']);
  });
});

describe('power and time', () => {
  table('functionality', [
    ['AT+CFUN?', '+CFUN: 1', 'OK'],
    ['AT+CFUN=4', 'OK'],
    ['AT+CREG?', '+CREG: 0,0', 'OK'],
    ['AT+CSQ', '+CSQ: 99,99', 'OK'],
    ['AT+CPIN?', '+CPIN: READY', 'OK'],
    ['AT+CFUN=0', 'OK'],
    ['AT+CPIN?', '+CME ERROR: 10'],
    ['AT+CFUN=1', 'OK'],
    ['AT+CREG?', '+CREG: 0,1', 'OK'],
    ['AT+CFUN=7', '+CME ERROR: 50'],
  ]);
  table('clock with its zone in quarters of an hour', [
    ['AT+CCLK?', '+CCLK: "26/01/02,03:04:05+00"', 'OK'],
    ['AT+CCLK="26/07/01,12:00:00+08"', 'OK'],
    ['AT+CCLK?', '+CCLK: "26/07/01,12:00:00+08"', 'OK'],
    ['AT+CCLK="26/07/01,12:00:00-04"', 'OK'],
    ['AT+CCLK?', '+CCLK: "26/07/01,12:00:00-04"', 'OK'],
    ['AT+CCLK=', '+CME ERROR: 50'],
    ['AT+CCLK="26/13/01,12:00:00"', '+CME ERROR: 50'],
    ['AT+CTZU=1', 'OK'],
    ['AT+CTZU?', '+CTZU: 1', 'OK'],
    ['AT+COPS=2', 'OK'],
    ['AT+COPS=0', 'OK'],
    ['AT+CCLK?', '+CCLK: "26/01/02,03:04:05+00"', 'OK'],
  ]);

  test('+CFUN=1,1 answers, is silent for the boot time, and has forgotten its settings', async () => {
    const bench = createBench({
      persona: {
        boot: {
          milliseconds: 2000,
          notices: [{ milliseconds: 0, text: 'RDY' }],
          simReady: [{ milliseconds: 100, text: 'SMS Ready' }],
          simMissing: [],
          simLocked: [],
        },
      },
    });
    await bench.command('AT+CMGF=1');
    assert.equal(await bench.command('AT+CFUN=1,1'), '\r\nOK\r\n');
    await bench.said();
    assert.equal(await bench.command('AT'), '');
    bench.clock.advance(2000);
    assert.equal(await bench.said(), '\r\nRDY\r\n');
    bench.clock.advance(100);
    assert.equal(await bench.said(), '\r\nSMS Ready\r\n');
    assert.deepEqual(await lines(bench, 'AT+CMGF?'), ['+CMGF: 0', 'OK']);
  });
});

describe('message settings (27.005 3.2, 3.3)', () => {
  table('format, service, indications, link', [
    ['AT+CMGF=?', '+CMGF: (0,1)', 'OK'],
    ['AT+CMGF=2', '+CMS ERROR: 302'],
    ['AT+CSMS=?', '+CSMS: (0,1)', 'OK'],
    ['AT+CSMS=1', '+CSMS: 1,1,1', 'OK'],
    ['AT+CSMS?', '+CSMS: 1,1,1,1', 'OK'],
    ['AT+CSMS=128', '+CMS ERROR: 303'],
    ['AT+CNMI=?', '+CNMI: (0,1,2,3),(0,1,2,3),(0,2),(0,1,2),(0,1)', 'OK'],
    ['AT+CNMI=2,1,0,1,0', 'OK'],
    ['AT+CNMI=1', 'OK'],
    ['AT+CNMI?', '+CNMI: 1,1,0,1,0', 'OK'],
    ['AT+CNMI=2,9', '+CMS ERROR: 302'],
    ['AT+CMMS=2', 'OK'],
    ['AT+CMMS?', '+CMMS: 2', 'OK'],
    ['AT+CMMS=3', '+CMS ERROR: 302'],
  ]);
  table('storages and service centre', [
    ['AT+CPMS=?', '+CPMS: ("SM","ME"),("SM","ME"),("SM","ME")', 'OK'],
    ['AT+CPMS?', '+CPMS: "SM",0,30,"SM",0,30,"SM",0,30', 'OK'],
    ['AT+CPMS="ME"', '+CPMS: 0,50,0,30,0,30', 'OK'],
    ['AT+CPMS="ME","ME","ME"', '+CPMS: 0,50,0,50,0,50', 'OK'],
    ['AT+CPMS="XX"', '+CMS ERROR: 302'],
    ['AT+CSCA?', '+CSCA: "+88200000000",145', 'OK'],
    ['AT+CSCA="49171076000",145', 'OK'],
    ['AT+CSCA?', '+CSCA: "+49171076000",145', 'OK'],
    ['AT+CSCA="x"', '+CMS ERROR: 302'],
  ]);
  table('text parameters, kept and brought back', [
    ['AT+CSMP?', '+CSMP: 17,167,0,0', 'OK'],
    ['AT+CSAS', 'OK'],
    ['AT+CSMP=49,255,0,8', 'OK'],
    ['AT+CSMP?', '+CSMP: 49,255,0,8', 'OK'],
    ['AT+CSMP=25,"62102030405000"', 'OK'],
    ['AT+CSMP?', '+CSMP: 25,"62102030405000",0,8', 'OK'],
    ['AT+CSMP=256', '+CMS ERROR: 305'],
    ['AT+CRES=0', 'OK'],
    ['AT+CSMP?', '+CSMP: 17,167,0,0', 'OK'],
    ['AT+CRES=1', '+CMS ERROR: 302'],
    ['AT+CSDH=1', 'OK'],
    ['AT+CSDH?', '+CSDH: 1', 'OK'],
    ['AT+CSCB=0,"0,1,300-311","0-3"', 'OK'],
    ['AT+CSCB?', '+CSCB: 0,"0,1,300-311","0-3"', 'OK'],
    ['AT+CSCB=0,"a"', '+CMS ERROR: 302'],
  ]);
});
