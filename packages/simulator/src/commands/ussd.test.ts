import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readUssdString, writeUssdString } from '../codec/ussd-string.ts';
import { type Bench, createBench } from '../module/test-bench.ts';
import { huawei } from '../personas/huawei/huawei.ts';
import type { UssdFromNetwork } from '../radio.ts';

const OK = '\r\nOK\r\n';

async function bench(ussd: Partial<Bench['module']['persona']['ussd']> = {}): Promise<Bench> {
  const made = createBench({
    persona: { ussd: { form: 'characters', resultBehindAnswer: false, emptyEnd: false, ...ussd } },
  });
  await made.command('AT+CMEE=1;+CUSD=1');
  return made;
}

function said({ air }: Bench): string[] {
  return air.ussd.map(readUssdString);
}

async function hears({ air, said: heard }: Bench, message: UssdFromNetwork): Promise<string> {
  air.terminal?.ussd(message);
  return heard();
}

function result(text: string, writing = {}): UssdFromNetwork {
  return {
    kind: 'result',
    string: writeUssdString(text, writing),
  };
}

describe('+CUSD (27.007 7.15)', () => {
  test('its forms', async () => {
    const made = createBench();
    assert.equal(await made.command('AT+CUSD?'), `\r\n+CUSD: 0\r\n${OK}`);
    assert.equal(await made.command('AT+CUSD=1'), OK);
    assert.equal(await made.command('AT+CUSD?'), `\r\n+CUSD: 1\r\n${OK}`);
    assert.equal(await made.command('AT+CUSD=?'), `\r\n+CUSD: (0-2)\r\n${OK}`);
  });

  const requests: readonly [line: string, answer: string, text: string | undefined][] = [
    ['AT+CUSD=1,"*100#",15', OK, '*100#'],
    ['AT+CUSD=1,"*100#"', OK, '*100#'],
    ['AT+CUSD=1,"0434",72', OK, 'д'],
    ['AT+CUSD=1,"x",72', '\r\n+CME ERROR: 25\r\n', undefined],
    ['AT+CUSD=1,"",15', '\r\n+CME ERROR: 25\r\n', undefined],
    [`AT+CUSD=1,"${'x'.repeat(183)}",15`, '\r\n+CME ERROR: 24\r\n', undefined],
    ['AT+CUSD=3', '\r\n+CME ERROR: 50\r\n', undefined],
    ['AT+CUSD=1,"1",15,1', '\r\n+CME ERROR: 50\r\n', undefined],
  ];
  for (const [line, answer, text] of requests)
    test(line.slice(0, 40), async () => {
      const made = await bench();
      assert.equal(await made.command(line), answer);
      assert.deepEqual(said(made), text === undefined ? [] : [text]);
    });

  test('characters are those of +CSCS', async () => {
    const made = await bench();
    await made.command('AT+CSCS="UCS2"');
    assert.equal(await made.command('AT+CUSD=1,"002A00310023",15'), OK);
    assert.deepEqual(said(made), ['*1#']);
    assert.equal(await hears(made, result('Hi')), '\r\n+CUSD: 0,"00480069",15\r\n');
  });

  test('no network service', async () => {
    const made = await bench();
    made.air.terminal?.registrationChanged(2);
    await made.said();
    assert.equal(await made.command('AT+CUSD=1,"*100#",15'), '\r\n+CME ERROR: 30\r\n');
  });

  test('ends the session; without one it is an error', async () => {
    const made = await bench();
    await made.command('AT+CUSD=1,"*120#",15');
    assert.equal(await made.command('AT+CUSD=2'), OK);
    assert.equal(await made.command('AT+CUSD=2'), '\r\n+CME ERROR: 3\r\n');
  });

  const notices: readonly [message: UssdFromNetwork, line: string][] = [
    [result('5 $'), '+CUSD: 0,"5 \x02",15'],
    [result('да'), '+CUSD: 0,"04340430",72'],
    [result('a "b"\nc'), '+CUSD: 0,"a "b"\nc",15'],
    [{ kind: 'request', string: writeUssdString('1 or 2?') }, '+CUSD: 1,"1 or 2?",15'],
    [{ kind: 'notify', string: writeUssdString('Hi', { language: 'en' }) }, '+CUSD: 0,"en\rHi",16'],
    [{ kind: 'release' }, '+CUSD: 2'],
    [{ kind: 'notSupported' }, '+CUSD: 4'],
    [{ kind: 'timeout' }, '+CUSD: 5'],
  ];
  for (const [message, line] of notices)
    test(JSON.stringify(line), async () =>
      assert.equal(await hears(await bench(), message), `\r\n${line}\r\n`),
    );

  test('nothing is said where it was not asked for', async () => {
    const made = await bench();
    await made.command('AT+CUSD=0');
    assert.equal(await hears(made, { kind: 'release' }), '');
  });
});

describe('accents of personas', () => {
  test('packed septets both ways; anything else is 304', async () => {
    const made = await bench(huawei.ussd);
    assert.equal(await made.command('AT+CUSD=1,"*100#",15'), '\r\n+CME ERROR: 304\r\n');
    assert.equal(await made.command('AT+CUSD=1,"AA180C3602",15'), OK);
    assert.deepEqual(said(made), ['*100#']);
    assert.equal(await hears(made, result('*100#')), '\r\n+CUSD: 0,"AA180C3602",15\r\n');
    assert.equal(await hears(made, result('да')), '\r\n+CUSD: 0,"04340430",72\r\n');
  });

  test('the result code behind the answer', async () => {
    const made = await bench({ resultBehindAnswer: true });
    assert.equal(await made.command('AT+CUSD=1,"*100#",15'), '');
    assert.equal(await hears(made, result('Hi')), `\r\n+CUSD: 0,"Hi",15\r\n${OK}`);
  });

  test('31 where no answer comes', async () => {
    const made = await bench({ resultBehindAnswer: true });
    await made.command('AT+CUSD=1,"*120#",15');
    made.clock.advance(60_000);
    assert.equal(await made.said(), '\r\n+CME ERROR: 31\r\n');
  });

  test('an empty end behind the last text', async () => {
    const made = await bench({ emptyEnd: true });
    assert.equal(await hears(made, result('Hi')), '\r\n+CUSD: 0,"Hi",15\r\n\r\n+CUSD: 2\r\n');
  });
});
