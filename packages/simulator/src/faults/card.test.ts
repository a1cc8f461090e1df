import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { benchWith, type FaultBench } from './test-faults.ts';

const FIRST = '001010000000001';
const SECOND = '001010000001001';

async function identity(bench: FaultBench): Promise<string> {
  const [imsi, iccid] = [await bench.command('AT+CIMI'), await bench.command('AT+CCID')];
  return `${/\d{15}/.exec(imsi)?.[0]} ${/\d{20}/.exec(iccid)?.[0]}`;
}

describe('a card that is not there', () => {
  test('noSim: none while it lasts', async () => {
    const bench = benchWith([{ fault: 'noSim', lasts: 1000 }]);
    await bench.command('AT+CMEE=1');
    assert.match(await bench.command('AT+CPIN?'), /\+CME ERROR: 10/);
    bench.clock.advance(1000);
    assert.match(await bench.command('AT+CPIN?'), /READY/);
    assert.equal(bench.air.attachedAs.at(-1), FIRST);
  });

  test('noSim: ends without effect where another card was put in', async () => {
    const bench = benchWith([
      { fault: 'noSim', lasts: 1000 },
      { fault: 'simChange', form: 'notice' },
    ]);
    bench.clock.advance(1000);
    assert.match(await bench.command('AT+CIMI'), new RegExp(SECOND));
  });

  for (const code of [10, 13, 14]) {
    test(`simLate: +CME ERROR: ${code} for 30 s, then the lines of a start`, async () => {
      const boot = {
        ...{ milliseconds: 1000, notices: [], simMissing: [], simLocked: [] },
        simReady: [{ milliseconds: 0, text: '+CPIN: READY' }],
      };
      const bench = benchWith([{ fault: 'simLate', code }], { persona: { boot } });
      await bench.command('AT+CMEE=1;+CREG=1');
      await bench.said();
      assert.equal(bench.air.attachedAs.at(-1), undefined);
      for (const line of ['AT+CPIN?', 'AT+CIMI', 'AT+CCID', 'AT+CPMS?']) {
        assert.equal(await bench.command(line), `\r\n+CME ERROR: ${code}\r\n`, line);
      }
      bench.clock.advance(30_000);
      assert.equal(await bench.said(), '\r\n+CPIN: READY\r\n\r\n+CREG: 1\r\n');
      assert.match(await bench.command('AT+CIMI'), new RegExp(FIRST));
    });
  }

  test('simLate: late again after a restart', async () => {
    const bench = benchWith([{ fault: 'simLate', milliseconds: 5000 }]);
    bench.clock.advance(5000);
    await bench.command('AT+CFUN=1,1');
    await bench.said();
    bench.clock.advance(2000);
    assert.match(await bench.command('AT+CPIN?'), /ERROR/);
    bench.clock.advance(5000);
    assert.match(await bench.command('AT+CPIN?'), /READY/);
  });

  test('simLost: a notice, CME 10 and no network until a restart', async () => {
    const bench = benchWith([{ fault: 'simLost', after: 100 }]);
    await bench.command('AT+CMEE=1;+CREG=1');
    bench.clock.advance(100);
    assert.equal(await bench.said(), '\r\n+CPIN: NOT READY\r\n\r\n+CREG: 0\r\n');
    for (const line of ['AT+CPIN?', 'AT+CIMI', 'AT+CMGS=17', 'AT+CFUN=0;+CPIN?', 'AT+CFUN=1;+CPIN?']) {
      assert.match(await bench.command(line), /\+CME ERROR: 10/, line);
    }
    assert.match(await bench.command('AT+CREG?'), /\+CREG: 1,0/);
    await bench.command('AT+CFUN=1,1');
    await bench.said();
    bench.clock.advance(2000);
    assert.match(await bench.command('AT+CPIN?'), /READY/);
    assert.match(await bench.command('AT+CREG?'), /\+CREG: 0,1/);
  });
});

describe('codes of the card', () => {
  test('pinAsked: with this PIN and so many tries', async () => {
    const bench = benchWith([{ fault: 'pinAsked', pin: '4321', tries: 2 }]);
    assert.match(await bench.command('AT+CPIN?'), /SIM PIN\r\n/);
    assert.match(await bench.command('AT+CPINR'), /SIM PIN,2,3/);
    assert.match(await bench.command('AT+CPIN=1234'), /ERROR/);
    assert.match(await bench.command('AT+CPIN=4321'), /OK/);
    assert.match(await bench.command('AT+CPIN?'), /READY/);
  });

  test('pukAsked: and ready again when the fault goes', async () => {
    const bench = benchWith([{ fault: 'pukAsked' }]);
    assert.match(await bench.command('AT+CPIN?'), /SIM PUK\r\n/);
    bench.faults.clear();
    assert.match(await bench.command('AT+CPIN?'), /READY/);
  });

  for (const [counts, left] of [
    [true, 2],
    [false, 3],
  ] as const) {
    test(`pinRefused: the right PIN once, ${counts ? 'with' : 'without'} the loss of a try`, async () => {
      const bench = benchWith([{ fault: 'pinAsked' }, { fault: 'pinRefused', counts, times: 1 }]);
      await bench.command('AT+CMEE=1');
      assert.match(await bench.command('AT+CPIN="1234"'), /\+CME ERROR: 16/);
      assert.match(await bench.command('AT+CPINR'), new RegExp(`SIM PIN,${left},3`));
      assert.match(await bench.command('AT+CPIN="1234"'), /OK/);
    });
  }
});

describe('another card', () => {
  const rows: readonly [
    form: string,
    milliseconds: number,
    begins: string,
    ends: string,
    identity: string,
  ][] = [
    ['notice', 0, '', '', `${SECOND} 89882010000000010017`],
    [
      'notReady',
      4000,
      '+CPIN: NOT READY +CREG: 2',
      '+CPIN: READY +CREG: 1',
      `${SECOND} 89882010000000010017`,
    ],
    ['unregistered', 8000, '+CREG: 2', '+CREG: 1', `${SECOND} 89882010000000010017`],
    ['profile', 4000, '+CPIN: NOT READY +CREG: 2', 'SMS DONE +CREG: 1', `${SECOND} 89882010000000010017`],
    ['imsi', 8000, '+CREG: 2', '+CREG: 1', `${SECOND} 89882010000000000018`],
    ['silence', 10_000, '', '', `${SECOND} 89882010000000010017`],
  ];
  const boot = {
    ...{ milliseconds: 1000, notices: [], simMissing: [], simLocked: [] },
    simReady: [{ milliseconds: 0, text: 'SMS DONE' }],
  };
  for (const [form, milliseconds, begins, ends, wanted] of rows) {
    test(`simChange: ${form}`, async () => {
      const bench = benchWith([], { persona: { boot } });
      await bench.command('AT+CREG=1');
      assert.equal(await identity(bench), `${FIRST} 89882010000000000018`);
      bench.faults.add({ fault: 'simChange', form });
      const spoken = (said: string) => said.split('\r\n').filter(Boolean).join(' ');
      assert.equal(spoken(await bench.said()).replace('+CREG: 0 +CREG: 1', ''), begins);
      bench.clock.advance(milliseconds);
      assert.equal(spoken(await bench.said()).replace('+CREG: 0 +CREG: 1', ''), ends);
      assert.equal(await identity(bench), wanted);
      assert.equal(bench.air.attachedAs.at(-1), SECOND);
      assert.deepEqual(bench.faults.list(), []);
    });
  }

  test('simChange: restart', async () => {
    const bench = benchWith([{ fault: 'simChange', form: 'restart', milliseconds: 500 }]);
    assert.equal(await bench.command('AT'), '');
    bench.clock.advance(500);
    assert.match(await bench.command('AT+CIMI'), new RegExp(SECOND));
  });

  test('simChange: back to the first card', async () => {
    const bench = benchWith([
      { fault: 'simChange', form: 'notice' },
      { fault: 'simChange', form: 'notice', card: 0, after: 1000 },
    ]);
    bench.clock.advance(1000);
    assert.match(await bench.command('AT+CIMI'), new RegExp(FIRST));
  });
});

test('cardStatus: another word of success behind +CRSM', async () => {
  const bench = benchWith([{ fault: 'cardStatus', word: '9F10' }]);
  assert.match(await bench.command('AT+CRSM=176,12258,0,0,10'), /\+CRSM: 159,16,"98880201/);
  bench.faults.replace([{ fault: 'cardStatus', word: '910C' }]);
  assert.match(await bench.command('AT+CRSM=176,12258,0,0,10'), /\+CRSM: 145,12,"98880201/);
});

test('cardStatus: and behind +CSIM', async () => {
  const bench = benchWith([{ fault: 'cardStatus', word: '910C' }], { persona: { toolkit: 'apdu' } });
  assert.match(await bench.command('AT+CSIM=10,"80F2000C00"'), /\+CSIM: 4,"910C"/);
});
