/** Each time that a fault works counts against its `times`, and nothing of it goes on once it is over. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deliverTpdu, SERVICE_CENTRE } from '../module/test-bench.ts';
import { benchWith, type FaultBench, sendMessage } from './test-faults.ts';

function deliver(bench: FaultBench) {
  return bench.air.terminal?.receive(deliverTpdu(), SERVICE_CENTRE);
}

describe('once, and then no more', () => {
  const rows: readonly [
    fault: object,
    act: (bench: FaultBench) => Promise<unknown>,
    first: unknown,
    then: unknown,
  ][] = [
    [
      { fault: 'hangUpIgnored' },
      async bench => {
        await bench.command('ATD+491701;');
        await bench.command('ATH');
        return (await bench.command('AT+CLCC')).includes('+CLCC:');
      },
      ...([true, false] as const),
    ],
    [
      { fault: 'dialAnswer' },
      async bench => {
        const answer = await bench.command('ATD+491701;');
        await bench.command('ATH');
        return answer;
      },
      ...(['\r\nCONNECT\r\n', '\r\nOK\r\n'] as const),
    ],
    [
      { fault: 'ussdAnswer', error: 258 },
      bench => bench.command('AT+CUSD=1,"*100#",15'),
      ...(['\r\nERROR\r\n', '\r\nOK\r\n'] as const),
    ],
    [
      { fault: 'oddPdu', field: 'zone' },
      async bench => {
        await bench.command('AT+CNMI=2,2');
        await deliver(bench);
        return (await bench.said()).includes('C2');
      },
      ...([true, false] as const),
    ],
    [
      { fault: 'impossibleIndex' },
      async bench => {
        await bench.command('AT+CNMI=2,1');
        return (await deliver(bench))?.ok;
      },
      ...([false, true] as const),
    ],
    [
      { fault: 'submitAnswer', form: 'okAtPrompt' },
      sendMessage,
      ...(['\r\n> \r\nOK\r\n', '\r\n> \r\n+CMGS: 1\r\n\r\nOK\r\n'] as const),
    ],
    [
      { fault: 'answers', commands: ['+CSQ'], answer: 'NO CARRIER' },
      bench => bench.command('AT+CSQ'),
      ...(['\r\nNO CARRIER\r\n', '\r\n+CSQ: 20,0\r\n\r\nOK\r\n'] as const),
    ],
  ];
  for (const [fault, act, first, then] of rows)
    test(JSON.stringify(fault), async () => {
      const bench = benchWith([{ fault: 'says', text: 'x' }]);
      bench.faults.replace([{ ...fault, times: 1 } as never]);
      await bench.said();
      assert.deepEqual(await act(bench), first);
      assert.deepEqual(bench.faults.list(), []);
      assert.deepEqual(await act(bench), then);
    });

  test('notReady: its first wait alone', async () => {
    const bench = benchWith([{ fault: 'notReady', times: 1 }]);
    bench.clock.advance(8000);
    assert.deepEqual(bench.faults.list(), []);
    await bench.command('AT+CFUN=1,1');
    await bench.said();
    bench.clock.advance(2000);
    assert.match(await bench.command('AT+CPMS?'), /OK/);
  });
});

describe('a fault that is over', () => {
  test('no longer speaks', async () => {
    const bench = benchWith([{ fault: 'says', text: '+X', count: 9, every: 100 }]);
    bench.clock.advance(100);
    assert.equal(await bench.said(), '\r\n+X\r\n\r\n+X\r\n');
    bench.faults.clear();
    bench.clock.advance(1000);
    assert.equal(await bench.said(), '');
  });

  test('does not begin any more', async () => {
    const bench = benchWith([
      { fault: 'noSim', after: 100 },
      { fault: 'deaf', from: 'boot' },
    ]);
    bench.faults.clear();
    bench.clock.advance(100);
    assert.match(await bench.command('AT+CPIN?'), /READY/);
    await bench.command('AT+CFUN=1,1');
    await bench.said();
    bench.clock.advance(2000);
    assert.match(await bench.command('AT'), /OK/);
  });
});

describe('from the next message that is sent', () => {
  for (const [line, begins] of [
    ['AT+CMGS=17', true],
    ['AT+CMSS=1', true],
    ['AT+CMGC=2', true],
    ['AT+CMGS=?', false],
    ['AT+CMGS?', false],
    ['AT+CMGW=17', false],
  ] as const)
    test(`${line} is ${begins ? '' : 'not '}one`, async () => {
      const bench = benchWith([{ fault: 'deaf', from: 'submit' }]);
      await bench.command(line);
      assert.equal(bench.faults.list()[0]?.state, begins ? 'working' : 'waiting');
    });
});

describe('codes of the card', () => {
  test('pinRefused with the last try: the card asks for its PUK', async () => {
    const bench = benchWith([{ fault: 'pinAsked', tries: 1 }, { fault: 'pinRefused' }]);
    await bench.command('AT+CMEE=1');
    assert.match(await bench.command('AT+CPIN="1234"'), /\+CME ERROR: 12\r\n/);
    assert.match(await bench.command('AT+CPIN?'), /SIM PUK\r\n/);
    assert.match(await bench.command('AT+CPIN="1234"'), /ERROR/);
  });

  test('pinRefused: a wrong PIN is wrong as ever, and a PIN that nobody asks for', async () => {
    const bench = benchWith([{ fault: 'pinAsked' }, { fault: 'pinRefused', times: 1 }]);
    await bench.command('AT+CPIN="9999"');
    assert.match(await bench.command('AT+CPINR'), /SIM PIN,2,3/);
    assert.equal(bench.faults.list().length, 2);
    bench.faults.replace([{ fault: 'pinRefused', times: 1 }]);
    await bench.command('AT+CPIN="0000"');
    assert.equal(bench.faults.list().length, 1);
  });

  test('pinAsked: what it was before is so again, when the fault goes', async () => {
    const bench = benchWith([{ fault: 'pinAsked', tries: 1 }]);
    assert.match(await bench.command('AT+CREG?'), /\+CREG: 0,0/);
    bench.faults.clear();
    assert.match(await bench.command('AT+CPIN?'), /READY/);
    assert.match(await bench.command('AT+CPINR'), /SIM PIN,3,3/);
    assert.match(await bench.command('AT+CREG?'), /\+CREG: 0,1/);
  });

  test('simChange of the applet where no card was left: the other card', async () => {
    const bench = benchWith([{ fault: 'noSim' }, { fault: 'simChange', form: 'imsi' }]);
    bench.clock.advance(7999);
    assert.match(await bench.command('AT+CPIN?'), /ERROR/);
    bench.clock.advance(1);
    assert.match(await bench.command('AT+CIMI'), /001010000001001/);
  });
});

test('submitAnswer: without a message there is no reference to write', async () => {
  const bench = benchWith([{ fault: 'submitAnswer', form: 'referenceOnly', sent: false }]);
  assert.equal(await sendMessage(bench), '\r\n> ');
});

test('lineStyle as it is by itself changes nothing', async () => {
  const [plain, styled] = [benchWith([]), benchWith([{ fault: 'lineStyle' }])];
  for (const line of ['AT+CPMS?', 'AT+CREG?', 'AT+CSCA?', 'ATI'])
    assert.equal(await styled.command(line), await plain.command(line));
});

test('dataMode goes on over the end of a connection where nothing else is asked for', async () => {
  const bench = benchWith([{ fault: 'dataMode' }]);
  bench.hangUp();
  bench.dial();
  await bench.said();
  assert.equal(await bench.command('AT'), '');
});

test('storedMessages in the module, without a card: they name no service centre', async () => {
  const bench = benchWith([
    { fault: 'noSim', lasts: 1000 },
    { fault: 'storedMessages', memory: 'ME', count: 1 },
  ]);
  bench.clock.advance(1000);
  await bench.command('AT+CPMS="ME"');
  assert.match(await bench.command('AT+CMGL=4'), /\+CMGL: 1,0,,\d+\r\n000405/);
});

test('fullNotice comes at most ten times a second', async () => {
  const bench = benchWith([{ fault: 'storedMessages' }, { fault: 'fullNotice', text: '+FULL', every: 1 }]);
  bench.clock.advance(1000);
  assert.equal((await bench.said()).match(/FULL/g)?.length, 11);
});
