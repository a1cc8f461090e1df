import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { benchWith, sendMessage } from './test-faults.ts';

describe('what a module shows of its registration', () => {
  for (const status of [0, 2, 3, 4, 8, 11]) {
    test(`registration: ${status} in every domain, and off the network`, async () => {
      const bench = benchWith([{ fault: 'registration', status }]);
      await bench.said();
      for (const name of ['+CREG', '+CGREG', '+CEREG']) {
        assert.match(await bench.command(`AT${name}?`), new RegExp(`: 0,${status}\r\n`));
      }
      assert.match(await bench.command('AT+COPS?'), /\+COPS: 0\r\n/);
      assert.match(await bench.command('AT+CMGS=17'), /> /);
      assert.match(await bench.type('0001000A918802000010000005E8329BFD06\u001a'), /\+CMS ERROR: 331/);
    });
  }

  test('registration: denied, then granted', async () => {
    const bench = benchWith([]);
    await bench.command('AT+CREG=1');
    bench.faults.add({ fault: 'registration', status: 3, lasts: 60_000 });
    assert.equal(await bench.said(), '\r\n+CREG: 3\r\n');
    assert.equal(bench.air.terminal, undefined);
    await bench.command('AT+CFUN=0');
    await bench.command('AT+CFUN=1');
    assert.equal(bench.air.terminal, undefined);
    await bench.said();
    bench.clock.advance(60_000);
    assert.equal(await bench.said(), '\r\n+CREG: 1\r\n');
    assert.match(await sendMessage(bench), /\+CMGS: 0/);
  });

  test('registration: an odd status that the notice does not share', async () => {
    const bench = benchWith([]);
    await bench.command('AT+CREG=1');
    bench.faults.add({ fault: 'registration', circuit: 13, packet: 0, eps: 0, notice: '+CREG: 3' });
    assert.equal(await bench.said(), '\r\n+CREG: 3\r\n');
    assert.match(await bench.command('AT+CREG?'), /\+CREG: 1,13\r\n/);
  });

  test('registration: one domain alone; the others are as they are', async () => {
    const bench = benchWith([{ fault: 'registration', eps: 5 }]);
    assert.match(await bench.command('AT+CEREG?'), /\+CEREG: 0,5/);
    assert.match(await bench.command('AT+CREG?'), /\+CREG: 0,1/);
    assert.match(await sendMessage(bench), /\+CMGS: 0/);
  });

  test('registrationFlaps: away and back', async () => {
    const bench = benchWith([]);
    await bench.command('AT+CREG=1');
    bench.faults.add({ fault: 'registrationFlaps', every: 1000, status: 2 });
    bench.clock.advance(3000);
    assert.equal(
      await bench.said(),
      ['\r\n+CREG: 2\r\n', '\r\n+CREG: 1\r\n', '\r\n+CREG: 2\r\n', '\r\n+CREG: 1\r\n'].join(''),
    );
  });

  test('registrationFlaps: back when the fault ends', async () => {
    const bench = benchWith([]);
    await bench.command('AT+CREG=1');
    const id = bench.faults.add({ fault: 'registrationFlaps', every: 1000, status: 2 });
    assert.equal(await bench.said(), '\r\n+CREG: 2\r\n');
    bench.faults.remove(id);
    assert.equal(await bench.said(), '\r\n+CREG: 1\r\n');
    bench.clock.advance(5000);
    assert.equal(await bench.said(), '');
  });

  const forms: readonly [form: string, answer: RegExp, notice: RegExp][] = [
    ['withoutMode', /\+CREG: 1,"12AB","0000001C",0\r\n/, /\+CREG: 1,"12AB","0000001C",0\r\n/],
    ['withMode', /\+CREG: 2,1,"12AB","0000001C",0\r\n/, /\+CREG: 2,1,"12AB","0000001C",0\r\n/],
    ['unquoted', /\+CREG: 2,1,12AB,0000001C,0\r\n/, /\+CREG: 1,12AB,0000001C,0\r\n/],
    ['prefixed', /\+CREG: 2,1,"0x12AB","0x0000001C",0\r\n/, /\+CREG: 1,"0x12AB","0x0000001C",0\r\n/],
    ['noBlank', /\+CREG:2,1,"12AB","0000001C",0\r\n/, /\+CREG:1,"12AB","0000001C",0\r\n/],
  ];
  for (const [form, answer, notice] of forms) {
    test(`registrationForm: ${form}`, async () => {
      const bench = benchWith([{ fault: 'registrationForm', form }]);
      await bench.command('AT+CREG=2');
      assert.match(await bench.command('AT+CREG?'), answer);
      await bench.command('AT+CFUN=4');
      assert.match(await bench.command('AT+CFUN=1'), notice);
    });
  }
});

describe('circuitDenied: no circuit-switched side, but the packet side', () => {
  test('messages are refused until the packet side is chosen for them', async () => {
    const bench = benchWith([{ fault: 'circuitDenied' }]);
    assert.match(await bench.command('AT+CREG?'), /\+CREG: 0,3/);
    assert.match(await bench.command('AT+CGREG?'), /\+CGREG: 0,5/);
    assert.match(await sendMessage(bench), /\+CMS ERROR: 500\r\n$/);
    assert.deepEqual(bench.air.sent, []);
    for (const domain of [0, 2, 3]) {
      assert.match(await bench.command(`AT+CGSMS=${domain}`), /OK/);
      assert.match(await sendMessage(bench), /\+CMGS: \d/);
    }
    assert.match(await bench.command('AT+CGSMS=1'), /OK/);
    assert.match(await sendMessage(bench), /\+CMS ERROR: 500\r\n$/);
  });

  test('the refusal may take its time', async () => {
    const bench = benchWith([{ fault: 'circuitDenied', code: 38, milliseconds: 3000 }]);
    assert.equal(await sendMessage(bench), '\r\n> ');
    bench.clock.advance(3000);
    assert.equal(await bench.said(), '\r\n+CMS ERROR: 38\r\n');
  });
});
