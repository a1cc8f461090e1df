import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changeSim } from '../module/power.ts';
import { type Bench, createBench, deliverTpdu, reportTpdu, SERVICE_CENTRE } from '../module/test-bench.ts';
import { personaNamed, personaNames } from './index.ts';

function benchOf(name: string): Bench {
  const persona = personaNamed(name);
  assert.ok(persona, name);
  return createBench({ persona });
}

test('there are 23 accents, each under its own name', () => {
  assert.deepEqual(personaNames, [
    'generic',
    'huawei',
    'quectel',
    'simcom',
    'zte',
    'phase2',
    'wavecom',
    'sim7600',
    'ericsson',
    'cinterion',
    'm66',
    ...['sara-r4', 'sara-u2', 'em7455', 'sim7000', 'a7670', 'ec200u', 'air780', 'ml307', 'neoway', 'fibocom'],
    ...['meig', 'le910'],
  ]);
  assert.equal(new Set(personaNames).size, 23);
  assert.equal(personaNamed('nokia'), undefined);
});

for (const name of personaNames) {
  test(`${name} identifies itself, knows its SIM and can send`, async () => {
    const bench = benchOf(name);
    bench.clock.advance(10_000);
    await bench.said();
    for (const line of [
      'ATI',
      'AT+CGMI',
      'AT+CGMM',
      'AT+CGMR',
      'AT+CGSN',
      'AT+CIMI',
      'AT+CNMI=?',
      'AT+CPMS?',
    ]) {
      assert.match(await bench.command(line), /OK\r\n$/, line);
    }
    await bench.command('AT+CMGS=17');
    assert.match(await bench.type('0001000A918802000010000005E8329BFD06\u001a'), /\+CMGS: 0\r\n\r\nOK\r\n$/);
  });
}

describe('huawei', () => {
  test('chatters until AT^CURC=0', async () => {
    const bench = benchOf('huawei');
    await bench.said();
    bench.clock.advance(6000);
    assert.equal(
      await bench.said(),
      '\r\n^SRVST:2\r\n\r\n^RSSI:20\r\n\r\n^RSSI:20\r\n'.replace('^SRVST', '^SIMST:1\r\n\r\n^SRVST'),
    );
    await bench.command('AT^CURC=0');
    bench.clock.advance(60_000);
    assert.equal(await bench.said(), '');
    await bench.command('AT^CURC=1');
    bench.clock.advance(3000);
    assert.equal(await bench.said(), '\r\n^RSSI:20\r\n');
  });

  test('lists +CNMI mode 2 but takes only 1', async () => {
    const bench = benchOf('huawei');
    assert.match(await bench.command('AT+CNMI=?'), /\+CNMI: \(0,1,2\)/);
    assert.match(await bench.command('AT+CNMI=2,1,0,2,0'), /\+CMS ERROR: 303/);
    assert.match(await bench.command('AT+CNMI=1,1,0,2,0'), /OK/);
  });

  test('has its own word for what it does not know, and vendor commands', async () => {
    const bench = benchOf('huawei');
    assert.match(await bench.command('AT+NOSUCH'), /\r\nCOMMAND NOT SUPPORT\r\n$/);
    assert.match(await bench.command('AT^CPIN?'), /\^CPIN: READY,,10,3,10,3/);
    assert.match(await bench.command('AT^ICCID?'), /\^ICCID: 98880201000000000081/);
  });

  test('drops its link when it restarts', async () => {
    const bench = benchOf('huawei');
    await bench.command('AT+CFUN=1,1');
    await bench.said();
    assert.equal(bench.module.link.open, false);
  });
});

describe('quectel', () => {
  test('+CDSI tells an index that means nothing; the report lies in SR', async () => {
    const bench = benchOf('quectel');
    await bench.command('AT+CNMI=2,1,0,2,0');
    await bench.said();
    await bench.air.terminal?.receive(reportTpdu(), SERVICE_CENTRE);
    assert.equal(await bench.said(), '\r\n+CDSI: "SM",0\r\n');
    assert.match(await bench.command('AT+CPMS="SR"'), /\+CPMS: 1,20,/);
    assert.match(await bench.command('AT+CMGL=4'), /\+CMGL: 0,0,,22\r\n/);
  });

  test('tells a full storage', async () => {
    const bench = benchOf('quectel');
    bench.module.deviceMessages.slots.fill({ status: 1, serviceCentre: '', tpdu: deliverTpdu() }, 1);
    await bench.said();
    await bench.air.terminal?.receive(deliverTpdu(), SERVICE_CENTRE);
    assert.equal(await bench.said(), '\r\n+QIND: "smsfull","ME"\r\n');
  });
});

describe('simcom', () => {
  test('talks while it starts', async () => {
    const bench = benchOf('simcom');
    await bench.command('AT+CFUN=1,1');
    await bench.said();
    bench.clock.advance(3000);
    assert.equal(await bench.said(), '\r\nRDY\r\n');
    bench.clock.advance(10_000);
    const notices = ['+CFUN: 1', '+CPIN: READY', 'Call Ready', 'SMS Ready'];
    assert.equal(await bench.said(), notices.map(text => `\r\n${text}\r\n`).join(''));
  });

  test('says when its card goes, and answers +CCID bare', async () => {
    const bench = benchOf('simcom');
    bench.clock.advance(10_000);
    await bench.said();
    assert.equal(await bench.command('AT+CCID'), '\r\n89882010000000000018\r\n\r\nOK\r\n');
    changeSim(bench.module, undefined);
    assert.equal(await bench.said(), '\r\n+CPIN: NOT READY\r\n\r\n+CPIN: NOT INSERTED\r\n');
  });
});

describe('zte', () => {
  test('a comma too many in +CDS', async () => {
    const bench = benchOf('zte');
    await bench.command('AT+CNMI=1,1,0,1,0');
    await bench.air.terminal?.receive(reportTpdu(), SERVICE_CENTRE);
    assert.match(await bench.said(), /^\r\n\+CDS: ,22\r\n/);
  });

  test('passes commands to the card', async () => {
    const bench = benchOf('zte');
    assert.equal(await bench.command('AT+CSIM=10,"80F2000C00"'), '\r\n+CSIM: 4,"9000"\r\n\r\nOK\r\n');
  });

  test('ERROR runs into the notice behind it', async () => {
    const bench = benchOf('zte');
    assert.match(await bench.command('AT+NOSUCH'), /^\r\nERROR\+ZDONR: "Test Network",.*\r\n$/);
    assert.equal(await bench.command('AT+NOSUCH'), '\r\nERROR\r\n');
    bench.clock.advance(59_999);
    await bench.said();
    assert.equal(await bench.command('AT+NOSUCH'), '\r\nERROR\r\n');
    bench.clock.advance(1);
    assert.match(await bench.command('AT+NOSUCH'), /ERROR\+ZDONR/);
  });
});

describe('phase2', () => {
  test('refuses what came later', async () => {
    const bench = benchOf('phase2');
    for (const line of ['AT+CSMS=1', 'AT+CMMS=1', 'AT+CNMI=2,1,0,1,0', 'AT+CNMA', 'AT+CGREG?', 'AT+CSIM=?']) {
      assert.equal(await bench.command(line), '\r\nERROR\r\n', line);
    }
    assert.equal(await bench.command('AT+CGMM'), '\r\n+CGMM: "Phase 2 Module"\r\n\r\nOK\r\n');
  });
});

describe('area, cell and technology of a registration', () => {
  for (const [name, fields] of [
    ['generic', '2,1,"12AB","0000001C",0'],
    ['phase2', '2,1,"12AB","0000001C"'],
  ] as const)
    test(`${name}: ${fields}`, async () => {
      const bench = benchOf(name);
      bench.clock.advance(10_000);
      await bench.command('AT+CREG=2');
      assert.match(await bench.command('AT+CREG?'), new RegExp(`\\+CREG: ${fields}\\r`));
    });
});
