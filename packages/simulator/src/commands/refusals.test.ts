/** Commands at the borders of their values, in every condition of card and network: 27.007 9.2.1 and 27.005 3.2.5 have the numbers. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attach, changeSim } from '../module/power.ts';
import { createBench } from '../module/test-bench.ts';
import { huawei } from '../personas/huawei/huawei.ts';
import { answers, type Row, SUBMIT } from './command-testing.ts';

const BAD = '+CME ERROR: 50';

describe('PIN and PUK (27.007 7.4, 7.5, 8.3)', () => {
  const withPin = () => createBench({ sim: { pinEnabled: true } });
  const wrong = Array.from({ length: 2 }, (): Row => ['AT+CPIN="1111"', '+CME ERROR: 16']);
  answers('a PUK and its new PIN', withPin, [
    ...wrong,
    ['AT+CPIN="1111"', '+CME ERROR: 12'],
    ['AT+CLCK="SC",1,"0000"', '+CME ERROR: 12'],
    ['AT+CPWD="SC","0000","1111"', '+CME ERROR: 12'],
    ['AT+CPIN="12345678","123"', '+CME ERROR: 16'],
    ['AT+CPIN="12345678","123456789"', '+CME ERROR: 16'],
    ['AT+CPIN="12345678","1234",1', BAD],
    ['AT+CPINR', '+CPINR: SIM PIN,0,3 | +CPINR: SIM PUK,10,10 | OK'],
    ['AT+CPIN="00000000","5555"', '+CME ERROR: 16'],
    ['AT+CPIN="00000000","5555"', '+CME ERROR: 16'],
    ['AT+CPINR', '+CPINR: SIM PIN,0,3 | +CPINR: SIM PUK,8,10 | OK'],
    ['AT+CPIN="12345678","5555"', 'OK'],
  ]);
  answers('a card whose PUK is used up', withPin, [
    ...wrong,
    ['AT+CPIN="1111"', '+CME ERROR: 12'],
    ...Array.from({ length: 9 }, (): Row => ['AT+CPIN="00000000","5555"', '+CME ERROR: 16']),
    ['AT+CPIN="00000000","5555"', '+CME ERROR: 13'],
    ['AT+CPIN="12345678","5555"', '+CME ERROR: 13'],
  ]);
  answers('a card without a PIN to give', createBench, [
    ['AT+CLCK="SC",1', BAD],
    ['AT+CLCK="SC",3,"0000"', BAD],
    ['AT+CLCK="PN",1,"0000"', '+CME ERROR: 4'],
    ['AT+CPWD="PN","0000","1111"', '+CME ERROR: 4'],
    ['AT+CPWD="SC","0000","123"', BAD],
    ['AT+CPWD="SC","0000","123456789"', BAD],
    ['AT+CLCK="SC",1,"0000"', 'OK'],
    ['AT+CPWD="SC","0000","12345678"', 'OK'],
    ['AT+CPWD="SC","1","1111"', '+CME ERROR: 16'],
    ['AT+CLCK="SC",0,"12345678"', 'OK'],
  ]);
});

describe('files of the card (27.007 8.18)', () => {
  answers('parts of a file', createBench, [
    ['AT+CRSM=176,12258,0,1,2', '+CRSM: 144,0,"8802" | OK'],
    ['AT+CRSM=176,12258,0,9', '+CRSM: 144,0,"81" | OK'],
    ['AT+CRSM=176,12258,0,9,1', '+CRSM: 144,0,"81" | OK'],
    ['AT+CRSM=176,12258,0,9,2', '+CRSM: 103,0 | OK'],
    ['AT+CRSM=176,12258,1,0,1', '+CRSM: 103,0 | OK'],
    ['AT+CRSM=176,12258,256', BAD],
    ['AT+CRSM=176,12258,0,256', BAD],
    ['AT+CRSM=176,12258,0,0,256', BAD],
    ['AT+CRSM=176,65536', BAD],
    ['AT+CRSM=176', '+CRSM: 106,130 | OK'],
    ['AT+CRSM=192,28486', '+CRSM: 144,0,"000000116F46040000000001020000" | OK'],
    ['AT+CRSM=242', '+CRSM: 144,0 | OK'],
  ]);
});

describe('phonebooks (27.007 8.11 to 8.14)', () => {
  answers('numbers, names and places', createBench, [
    ['AT+CPBS=', BAD],
    ['AT+CPBS="ON"', 'OK'],
    ['AT+CPBR=1,4', '+CPBR: 1,"+88201000001",145,"" | OK'],
    ['AT+CPBR=1,5', '+CME ERROR: 21'],
    ['AT+CPBR=0', '+CME ERROR: 21'],
    ['AT+CPBR=1,2,3', '+CME ERROR: 21'],
    ['AT+CPBW=0', '+CME ERROR: 21'],
    ['AT+CPBW=5', '+CME ERROR: 21'],
    ['AT+CPBW=2,,129', '+CME ERROR: 27'],
    ['AT+CPBW=2,"1",127', BAD],
    ['AT+CPBW=2,"1",256', BAD],
    [`AT+CPBW=2,"${'1'.repeat(21)}"`, '+CME ERROR: 26'],
    [`AT+CPBW=2,"1",129,"${'x'.repeat(19)}"`, '+CME ERROR: 24'],
    [`AT+CPBW=2,"${'1'.repeat(20)}",128,"${'x'.repeat(18)}"`, 'OK'],
    ['AT+CPBW=,"2",255,"b"', 'OK'],
    ['AT+CPBW=4,"3",145,"c"', 'OK'],
    ['AT+CPBR=3', '+CPBR: 3,"2",129,"b" | OK'],
    ['AT+CPBR=3,4', '+CPBR: 3,"2",129,"b" | +CPBR: 4,"+3",145,"c" | OK'],
    ['AT+CPBS?', '+CPBS: "ON",4,4 | OK'],
    ['AT+CPBW=,"4"', '+CME ERROR: 20'],
  ]);
});

describe('the network (27.007 7.2, 7.3, 7.11, 7.15, 8.69)', () => {
  const roaming = () => {
    const bench = createBench();
    bench.air.terminal?.registrationChanged(5);
    return bench;
  };
  answers('a module that roams has all services', roaming, [
    ['AT+CREG?', '+CREG: 0,5 | OK'],
    ['AT+COPS?', '+COPS: 0,0,"Test Network",0 | OK'],
    ['AT+CGATT?', '+CGATT: 1 | OK'],
    ['AT+CCFC=0,2', '+CCFC: 0,7 | OK'],
    ['AT+CUSD=1,"*100#",15', 'OK'],
    ['AT+CMGS=17', SUBMIT, '+CMGS: 0 | OK'],
  ]);
  const denied = () => {
    const bench = createBench();
    bench.air.terminal?.registrationChanged(3);
    return bench;
  };
  answers('a module that the network denies has none', denied, [
    ['AT+COPS?', '+COPS: 0 | OK'],
    ['AT+CGATT?', '+CGATT: 0 | OK'],
    ['AT+CCFC=0,2', '+CME ERROR: 30'],
    ['AT+CUSD=1,"*100#",15', '+CME ERROR: 30'],
    ['AT+CMGS=17', SUBMIT, '+CMS ERROR: 331'],
  ]);
  answers('a module with its radio off', createBench, [
    ['AT+CFUN=4', 'OK'],
    ['AT+COPS=?', '+CME ERROR: 30'],
    ['AT+COPS=0', '+CME ERROR: 30'],
    ['AT+COPS=3,2', 'OK'],
    ['AT+CCWA=1,2', '+CME ERROR: 30'],
    ['AT+CESQ', '+CESQ: 99,99,255,255,255,255 | OK'],
  ]);
  answers('the choice of an operator', createBench, [
    ['AT+COPS=1', BAD],
    ['AT+COPS=4,2,"99999"', 'OK'],
    ['AT+COPS?', '+COPS: 0,2,"00101",0 | OK'],
    ['AT+COPS=4,2,"00101"', 'OK'],
    ['AT+COPS?', '+COPS: 1,2,"00101",0 | OK'],
    ['AT+COPS=1,1,"Test Net"', 'OK'],
    ['AT+COPS?', '+COPS: 1,1,"Test Net",0 | OK'],
    ['AT+COPS=0,3', BAD],
    ['AT+COPS=5', BAD],
    ['AT+COPS=0,0,"x",0,1', BAD],
    ['AT+CSCS="UCS2"', 'OK'],
    ['AT+COPS=1,2,"00101"', 'OK'],
    ['AT+COPS=1,0,"0054006500730074"', '+CME ERROR: 30'],
  ]);
  const keptOff = () => {
    const bench = createBench();
    bench.module.effects = [{ registration: () => 3 }];
    bench.module.settings.operatorMode = 0;
    changeSim(bench.module, bench.sim);
    return bench;
  };
  answers('an operator that cannot be reached', keptOff, [
    ['AT+COPS=2', 'OK'],
    ['AT+COPS=1,2,"00101"', '+CME ERROR: 30'],
  ]);

  test('+CGREG speaks of GSM and UTRAN, +CEREG of E-UTRAN', async () => {
    const bench = createBench();
    const { attachment } = bench.module;
    assert.ok(attachment);
    for (const [accessTechnology, packet, eps] of [
      [2, 1, 0],
      [6, 1, 0],
      [7, 0, 1],
    ] as const) {
      bench.module.attachment = { ...attachment, accessTechnology };
      assert.match(await bench.command('AT+CGREG?'), new RegExp(`: 0,${packet}\\r`));
      assert.match(await bench.command('AT+CEREG?'), new RegExp(`: 0,${eps}\\r`));
    }
  });

  test('+CESQ tells dB above -110 dBm, +CSQ half as fine from -113 dBm', async () => {
    const bench = createBench();
    for (const [rssi, level] of [
      [0, 0],
      [1, 0],
      [2, 2],
      [31, 60],
      [99, 99],
    ] as const) {
      bench.air.terminal?.signalChanged(rssi);
      assert.match(await bench.command('AT+CESQ'), new RegExp(`\\+CESQ: ${level},99,`));
    }
  });
});

describe('calls (27.007 7.12, 7.13)', () => {
  answers('without a call', createBench, [
    ['AT+CHLD=1', '+CME ERROR: 3'],
    ['AT+CHLD=2', '+CME ERROR: 3'],
    ['AT+CHLD=0', 'OK'],
    ['AT+CHLD=', BAD],
    ['AT+CHLD=3', BAD],
    ['AT+CHLD=18', BAD],
    ['AT+CHLD=17', '+CME ERROR: 21'],
    ['AT+CCWA=1,3', BAD],
    ['AT+CCWA=2', BAD],
    ['AT+CCWA=1,1,1', 'OK'],
    ['AT+CCWA=1,1,1,1', BAD],
    ['AT+CCFC=4,2', '+CME ERROR: 3'],
    ['AT+CCFC=5,2', '+CME ERROR: 3'],
    ['AT+CCFC=6,2', BAD],
    ['AT+CCFC=0,5', BAD],
    ['AT+CCFC=0,2,"",128,0', BAD],
    ['AT+CCFC=0,2,"",128,255', '+CCFC: 0,7 | OK'],
    ['AT+CCFC=0,2,"",128,256', BAD],
    ['AT+CCFC=0,2,"",128,2', '+CCFC: 0,2 | OK'],
    [`AT+CCFC=0,3,"${'1'.repeat(21)}"`, BAD],
    [`AT+CCFC=0,3,"${'1'.repeat(20)}"`, 'OK'],
  ]);

  test('a module has seven calls, and gives a new one the lowest free number', async () => {
    const bench = createBench();
    for (let call = 1; call <= 7; call += 1) {
      bench.air.nextCall = call;
      assert.equal(await bench.command('ATD0170;'), '\r\nOK\r\n');
      bench.air.terminal?.call({ kind: 'connected', call });
    }
    assert.equal(await bench.command('ATD0170;'), '\r\nNO CARRIER\r\n');
    bench.air.terminal?.call({ kind: 'incoming', call: 9, number: '0171' });
    assert.equal(bench.air.calls.at(-1), 'release 9 17');
    await bench.command('AT+CHLD=13');
    bench.air.terminal?.call({ kind: 'incoming', call: 9, number: '0171' });
    assert.match(await bench.command('AT+CLCC'), /\+CLCC: 3,1,5,0,0,"0171",129\r/);
  });

  test('a call that waits rings only when it is the last one', async () => {
    const bench = createBench();
    await bench.command('ATD0170;');
    bench.air.terminal?.call({ kind: 'connected', call: 1 });
    bench.air.terminal?.call({ kind: 'incoming', call: 9, number: '0171' });
    bench.air.nextCall = 2;
    await bench.command('ATD0172;');
    assert.equal(await bench.command('AT+CHLD=11'), '\r\nOK\r\n');
    assert.equal(await bench.command('AT+CHLD=13'), '\r\nOK\r\n\r\nRING\r\n');
  });

  const reports: readonly [cause: number, words: string][] = [
    [16, 'Normal call clearing'],
    [17, 'User busy'],
    [18, 'No user responding'],
    [19, 'User alerting, no answer'],
    [21, 'Call rejected'],
    [27, 'Destination out of order'],
    [31, 'Normal, unspecified'],
    [38, 'Network out of order'],
    [41, 'Temporary failure'],
    [42, '42'],
  ];
  for (const [cause, words] of reports)
    test(`+CEER tells cause ${cause} in the words of 24.008 annex H`, async () => {
      const bench = createBench();
      await bench.command('ATD0170;');
      bench.air.terminal?.call({ kind: 'released', call: 1, cause });
      assert.match(await bench.command('AT+CEER'), new RegExp(`\\+CEER: ${words}\\r`));
    });
});

describe('slots of cards (27.007 8.66)', () => {
  answers('a module has one card, in its first slot', createBench, [
    ['AT+CFUN=0', 'OK'],
    ['AT+CSUS=4', BAD],
    ['AT+CSUS=1', 'OK'],
    ['AT+CFUN=1', 'OK'],
    ['AT+CIMI', '+CME ERROR: 10'],
    ['AT+CSUS=0', 'OK'],
    ['AT+CIMI', '001010000000001 | OK'],
  ]);
});

test('ATZ of a module that saved no profile brings back that of its maker', async () => {
  const bench = createBench();
  bench.module.savedProfile = undefined;
  await bench.command('ATV0');
  assert.equal(await bench.command('ATZ'), '\r\nOK\r\n');
  assert.equal(await bench.command('AT'), 'AT\r\r\nOK\r\n');
});

test('USSD that the network does not take is refused at once, and the next one is waited for', async () => {
  const bench = createBench({
    persona: { ussd: { ...huawei.ussd, form: 'characters', resultBehindAnswer: true } },
  });
  await bench.command('AT+CMEE=1;+CUSD=1');
  const { attachment } = bench.module;
  assert.ok(attachment);
  bench.module.attachment = { ...attachment, ussd: () => false };
  assert.equal(await bench.command('AT+CUSD=1,"*100#",15'), '\r\n+CME ERROR: 3\r\n');
  bench.clock.advance(30_000);
  attach(bench.module);
  await bench.command('AT+CUSD=1,"*100#",15');
  bench.clock.advance(59_999);
  bench.air.terminal?.ussd({ kind: 'release' });
  assert.equal(await bench.said(), '\r\n+CUSD: 2\r\n\r\nOK\r\n');
});

test('USSD in a character set that it is not of', async () => {
  const bench = createBench();
  await bench.command('AT+CMEE=1;+CSCS="UCS2"');
  assert.equal(await bench.command('AT+CUSD=1,"xyz",15'), '\r\n+CME ERROR: 25\r\n');
});
