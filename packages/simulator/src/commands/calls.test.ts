import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Bench, type BenchOptions, createBench } from '../module/test-bench.ts';
import { huawei } from '../personas/huawei/huawei.ts';
import { quectel } from '../personas/quectel/quectel.ts';
import { simcom } from '../personas/simcom/simcom.ts';
import type { CallFromNetwork } from '../radio.ts';

/** The network reports a change; returns the module's lines. */
function network(bench: Bench, message: CallFromNetwork): Promise<string> {
  bench.air.terminal?.call(message);
  return bench.said();
}
function lines(text: string): string[] {
  return text.split('\r\n').filter(line => line !== '');
}
async function command(bench: Bench, text: string) {
  return lines(await bench.command(text));
}

async function started(options?: BenchOptions): Promise<Bench> {
  const bench = createBench(options);
  await bench.command('AT+CLIP=1;+CCWA=1');
  return bench;
}

describe('dialling (27.007 6.2)', () => {
  test('is answered at once, and goes through dialling, alerting and active', async () => {
    const bench = await started();
    assert.deepEqual(await command(bench, 'ATD+491701;'), ['OK']);
    assert.deepEqual(bench.air.calls, ['dial +491701']);
    for (const [kind, state] of [
      [undefined, 2],
      ['alerting', 3],
      ['connected', 0],
    ] as const) {
      if (kind !== undefined) await network(bench, { kind, call: 1 });
      assert.deepEqual(await command(bench, 'AT+CLCC'), [`+CLCC: 1,0,${state},0,0,"+491701",145`, 'OK']);
    }
  });

  const rows: readonly [line: string, answer: string][] = [
    ['ATD0170', 'NO CARRIER'],
    ['ATD;', 'ERROR'],
    ['ATD01-70 W,5;', 'OK'],
    ['ATD0170I;', 'OK'],
  ];
  for (const [line, answer] of rows)
    test(`${line} is answered ${answer}`, async () =>
      assert.deepEqual(await command(await started(), line), [answer]));

  test('needs service', async () => {
    const bench = await started();
    bench.air.nextCall = undefined;
    assert.deepEqual(await command(bench, 'ATD0170;'), ['NO CARRIER']);
  });

  const ends: readonly [cause: number, notice: string, report: string][] = [
    [17, 'BUSY', '+CEER: User busy'],
    [18, 'NO ANSWER', '+CEER: No user responding'],
    [19, 'NO ANSWER', '+CEER: User alerting, no answer'],
    [21, 'NO CARRIER', '+CEER: Call rejected'],
    [34, 'NO CARRIER', '+CEER: 34'],
  ];
  for (const [cause, notice, report] of ends)
    test(`ends with ${notice} for cause ${cause}, which +CEER tells`, async () => {
      const bench = await started();
      await bench.command('ATD0170;');
      assert.deepEqual(lines(await network(bench, { kind: 'released', call: 1, cause })), [notice]);
      assert.deepEqual(await command(bench, 'AT+CEER;+CLCC'), [report, 'OK']);
    });
});

describe('a call that comes in', () => {
  test('rings every five seconds until the caller gives up', async () => {
    const bench = await started();
    const ringing = ['RING', '+CLIP: "+491702",145,,,,0'];
    const offer = { kind: 'incoming', call: 9, number: '+491702' } as const;
    assert.deepEqual(lines(await network(bench, offer)), ringing);
    bench.clock.advance(4999);
    assert.deepEqual(lines(await bench.said()), []);
    bench.clock.advance(1);
    assert.deepEqual(lines(await bench.said()), ringing);
    assert.deepEqual(lines(await network(bench, { kind: 'released', call: 9, cause: 16 })), ['NO CARRIER']);
    bench.clock.advance(60_000);
    assert.deepEqual(lines(await bench.said()), []);
  });

  test('tells its kind with +CRC=1 and no number where it is withheld', async () => {
    const bench = await started();
    await bench.command('AT+CRC=1');
    assert.deepEqual(lines(await network(bench, { kind: 'incoming', call: 9, number: '' })), [
      '+CRING: VOICE',
      '+CLIP: "",128,,,,0',
    ]);
    assert.deepEqual(await command(bench, 'AT+CLCC'), ['+CLCC: 1,1,4,0,0', 'OK']);
  });

  test('is answered with ATA, and hung up with ATH or +CHUP', async () => {
    for (const hangUp of ['ATH', 'AT+CHUP']) {
      const bench = await started();
      await network(bench, { kind: 'incoming', call: 9, number: '0171' });
      assert.deepEqual(await command(bench, 'ATA'), ['OK']);
      await network(bench, { kind: 'connected', call: 9 });
      assert.deepEqual(await command(bench, hangUp), ['OK']);
      assert.deepEqual(bench.air.calls, ['answer 9', 'release 9 16']);
      assert.deepEqual(await command(bench, 'AT+CLCC'), ['OK']);
    }
  });

  test('cannot be answered where there is none', async () =>
    assert.deepEqual(await command(await started(), 'ATA'), ['NO CARRIER']));
});

describe('two calls (27.007 7.12, 7.13)', () => {
  const two = async (): Promise<Bench> => {
    const bench = await started();
    await bench.command('ATD0170;');
    await network(bench, { kind: 'connected', call: 1 });
    assert.deepEqual(lines(await network(bench, { kind: 'incoming', call: 9, number: '0171' })), [
      '+CCWA: "0171",129,1,,0',
    ]);
    return bench;
  };
  const statesOf = async (bench: Bench) =>
    (await command(bench, 'AT+CLCC')).filter(line => line !== 'OK').map(line => line.split(',')[2]);

  test('the second waits; a third is busy', async () => {
    const bench = await two();
    assert.deepEqual(await statesOf(bench), ['0', '5']);
    await network(bench, { kind: 'incoming', call: 10, number: '0172' });
    assert.deepEqual(bench.air.calls, ['dial 0170', 'release 10 17']);
  });

  const rows: readonly [command: string, asked: string[], states: string[]][] = [
    ['AT+CHLD=0', ['release 9 17'], ['0']],
    ['AT+CHLD=1', ['release 1 16', 'answer 9'], ['4']],
    ['AT+CHLD=2', ['answer 9'], ['1', '5']],
    ['AT+CHLD=11', ['release 1 16'], ['4']],
    ['AT+CHUP', ['release 1 16'], ['4']],
  ];
  for (const [text, asked, states] of rows)
    test(`${text}: ${asked.join(', ')}`, async () => {
      const bench = await two();
      assert.ok((await command(bench, text)).includes('OK'));
      assert.deepEqual(bench.air.calls.slice(1), asked);
      assert.deepEqual(await statesOf(bench), states);
    });

  test('change places', async () => {
    const bench = await two();
    await bench.command('AT+CHLD=2');
    await network(bench, { kind: 'connected', call: 9 });
    assert.deepEqual(await statesOf(bench), ['1', '0']);
    await bench.command('AT+CHLD=2');
    assert.deepEqual(await statesOf(bench), ['0', '1']);
  });

  /** One on hold, one active. */
  const oneHeld = async (): Promise<Bench> => {
    const bench = await two();
    await bench.command('AT+CHLD=2');
    await network(bench, { kind: 'connected', call: 9 });
    return bench;
  };
  const held: readonly [command: string, asked: string[], states: string[]][] = [
    ['AT+CHLD=0', ['release 1 16'], ['0']],
    ['AT+CHLD=1', ['release 9 16'], ['0']],
    ['AT+CHLD=11', ['release 1 16'], ['0']],
    ['AT+CHLD=12', ['release 9 16'], ['1']],
    ['AT+CHLD=21', [], ['0', '1']],
    ['AT+CHLD=22', [], ['1', '0']],
  ];
  for (const [text, asked, states] of held)
    test(`${text} with one on hold leaves the states ${states}`, async () => {
      const bench = await oneHeld();
      const before = bench.air.calls.length;
      assert.ok((await command(bench, text)).includes('OK'));
      assert.deepEqual(bench.air.calls.slice(before), asked);
      assert.deepEqual(await statesOf(bench), states);
    });

  test('AT+CHLD=2 holds the only one, and brings it back', async () => {
    const bench = await started();
    await bench.command('ATD0170;');
    await network(bench, { kind: 'connected', call: 1 });
    for (const state of ['1', '0']) {
      await bench.command('AT+CHLD=2');
      assert.deepEqual(await statesOf(bench), [state]);
    }
  });

  for (const text of ['AT+CHLD=13', 'AT+CHLD=23'])
    test(`${text} names no call`, async () => {
      const bench = await oneHeld();
      assert.deepEqual(await command(bench, `AT+CMEE=1;${text.slice(2)}`), ['+CME ERROR: 21']);
    });

  test('are one where call waiting is off', async () => {
    const bench = await started();
    await bench.command('AT+CCWA=1,0,1');
    assert.deepEqual(await command(bench, 'AT+CCWA=1,2'), ['+CCWA: 0,1', 'OK']);
    await bench.command('ATD0170;');
    await network(bench, { kind: 'connected', call: 1 });
    await network(bench, { kind: 'incoming', call: 9, number: '0171' });
    assert.deepEqual(bench.air.calls.at(-1), 'release 9 17');
  });
});

describe('tones (27.007 C.2.11)', () => {
  test('need an active call', async () => {
    const bench = await started();
    assert.deepEqual(await command(bench, 'AT+CMEE=1;+VTS=1'), ['+CME ERROR: 3']);
    await bench.command('ATD0170;');
    await network(bench, { kind: 'connected', call: 1 });
    assert.deepEqual(await command(bench, 'AT+VTS=1;+VTS="#D"'), ['OK']);
    assert.deepEqual(bench.air.calls.slice(1), ['tone 1 1', 'tone 1 #', 'tone 1 D']);
  });

  const tones: readonly [command: string, answer: string, sent: number][] = [
    ['AT+VTS="1234567890*#ABCD1234567890*#ABCD"', 'OK', 32],
    ['AT+VTS="1234567890*#ABCD1234567890*#ABCD1"', '+CME ERROR: 50', 0],
    ['AT+VTS="E"', '+CME ERROR: 50', 0],
    ['AT+VTS=""', '+CME ERROR: 50', 0],
    ['AT^DTMF=1,5', 'OK', 1],
    ['AT^DTMF=5', '+CME ERROR: 50', 0],
  ];
  for (const [text, answer, sent] of tones)
    test(`${text} is answered ${answer}`, async () => {
      const bench = await started({ persona: { ...huawei, periodic: [] } });
      await bench.command('AT+CMEE=1');
      await bench.command('ATD0170;');
      await network(bench, { kind: 'connected', call: 1 });
      const before = bench.air.calls.length;
      assert.deepEqual(await command(bench, text), [answer]);
      assert.equal(bench.air.calls.length - before, sent);
    });
});

describe('makers’ own notices', () => {
  const course = async (bench: Bench): Promise<string[]> => {
    const said = lines(await bench.command('ATD0170;'));
    for (const kind of ['alerting', 'connected'] as const)
      said.push(...lines(await network(bench, { kind, call: 1 })));
    bench.clock.advance(5000);
    await bench.said();
    said.push(...lines(await network(bench, { kind: 'released', call: 1, cause: 16 })));
    return said.filter(line => line !== 'OK');
  };

  test('^ORIG, ^CONF, ^CONN, ^CEND come by themselves', async () => {
    const bench = await started({ persona: { ...huawei, periodic: [] } });
    assert.deepEqual(await course(bench), [
      '^ORIG:1,0',
      '^CONF:1',
      '^CONN:1,0',
      '^CEND:1,5,104,16',
      'NO CARRIER',
    ]);
  });
  test('^DSCI once it is switched on', async () => {
    const bench = await started({ persona: quectel });
    await bench.command('AT^DSCI=1');
    assert.deepEqual(await course(bench), [
      ...[2, 7, 3, 6].map(state => `^DSCI: 1,0,${state},0,0170,129`),
      'NO CARRIER',
    ]);
  });
  test('+CLCC by itself, once it is switched on', async () => {
    const bench = await started({ persona: simcom });
    await bench.command('AT+CLCC=1');
    assert.deepEqual(await course(bench), [
      ...[2, 3, 0, 6].map(state => `+CLCC: 1,0,${state},0,0,"0170",129,""`),
      'NO CARRIER',
    ]);
  });
  test('are none in the standards', async () => {
    const bench = await started();
    assert.deepEqual(await command(bench, 'AT^DSCI=1'), ['ERROR']);
    assert.deepEqual(await course(bench), ['NO CARRIER']);
  });
});

test('a module that loses the network loses its calls', async () => {
  const bench = await started();
  await network(bench, { kind: 'incoming', call: 9, number: '0171' });
  await bench.command('AT+CFUN=4');
  bench.clock.advance(10_000);
  assert.deepEqual(lines(await bench.said()), []);
  assert.deepEqual(await command(bench, 'AT+CLCC'), ['OK']);
});
