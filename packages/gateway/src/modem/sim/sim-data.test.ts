import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { inTime, pass, type Script, scriptedModem } from '../../at/testing.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { generic } from '../../dialects/generic.ts';
import { huawei } from '../../dialects/huawei/huawei.ts';
import { simcom } from '../../dialects/simcom/simcom.ts';
import { identify } from '../bring-up/identify.ts';
import { readIccid, readImsi, readNumbers } from './sim-data.ts';

function bench(answers: Readonly<Record<string, Script>>) {
  const { link, clock, sent } = scriptedModem(answers);
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  return { channel, clock, sent };
}

const ICCID = '89882011234567890123';
const efIccid = ['+CRSM: 144,0,"98880211325476981032"', 'OK'];

describe('ICCID', () => {
  const rows: [name: string, dialect: Dialect, answers: Readonly<Record<string, Script>>, iccid: string][] = [
    ['by the usual command', generic, { 'AT+CCID': [`+CCID: ${ICCID}`, 'OK'] }, ICCID],
    ['bare', generic, { 'AT+CCID': [ICCID, 'OK'] }, ICCID],
    [
      'quoted, filled with F',
      generic,
      { 'AT+CCID': ['+CCID: "8988201123456789012F"', 'OK'] },
      '8988201123456789012',
    ],
    [
      'by EF-ICCID with its nibbles swapped',
      generic,
      { 'AT+CRSM=176,12258,0,0,10': efIccid },
      '89882011234567890123',
    ],
    ['of a vendor', huawei, { 'AT^ICCID?': ['^ICCID: 98880211325476981032', 'OK'] }, '89882011234567890123'],
    ['by the second way of a vendor', simcom, { 'AT+CICCID': [`+ICCID: ${ICCID}`, 'OK'] }, ICCID],
    ['nowhere', generic, { 'AT+CRSM=176,12258,0,0,10': ['+CRSM: 106,130', 'OK'] }, ''],
  ];
  for (const [name, dialect, answers, iccid] of rows)
    test(name, async () => {
      const { channel, clock } = bench(answers);
      assert.equal(await inTime(clock, readIccid(channel, dialect)), iccid);
    });

  test('is never asked by a command on which the modem hangs', async () => {
    const { channel, sent } = bench({});
    await readIccid(channel, huawei);
    assert.equal(sent.includes('AT+CCID'), false);
  });
});

describe('IMSI', () => {
  test('is asked for again while the SIM is starting', async () => {
    const told = ['001010123456789', 'OK'];
    const script = [['+CME ERROR: 14'], ['+CME ERROR: 13'], told, told];
    const { channel, clock } = bench({ 'AT+CIMI': () => script.shift() ?? ['ERROR'] });
    const imsi = readImsi(channel, clock);
    await pass(clock, 2000);
    assert.equal(await imsi, '001010123456789');
  });

  const spoilt: readonly [what: string, answers: readonly (readonly string[])[]][] = [
    ['lost digits', [['00101012345'], ['001010123456789', 'OK'], ['001010123456789', 'OK']]],
    ['was changed', [['001010123456788'], ['001010123456789', 'OK'], ['001010123456789', 'OK']]],
    ['was noise', [['\u00c8\u00e5'], ['001010123456789', 'OK'], ['001010123456789', 'OK']]],
  ];
  for (const [what, answers] of spoilt)
    test(`is the one that is told twice: an answer ${what}`, async () => {
      const script = answers.map(lines => (lines.includes('OK') ? lines : [...lines, 'OK']));
      const { channel, clock } = bench({ 'AT+CIMI': () => script.shift() ?? ['ERROR'] });
      assert.equal(await inTime(clock, readImsi(channel, clock)), '001010123456789');
    });

  test('is given up after about 30 s', async () => {
    const { channel, clock, sent } = bench({ 'AT+CIMI': ['+CME ERROR: 14'] });
    let done = false;
    const imsi = readImsi(channel, clock).finally(() => {
      done = true;
    });
    await pass(clock, 29_999, 500);
    assert.deepEqual([sent.length, done], [30, false]);
    await pass(clock, 1);
    assert.equal(await imsi, undefined);
  });

  for (const code of [11, 13, 14])
    test(`is asked for again a second behind +CME ERROR: ${code}`, async () => {
      const { channel, clock, sent } = bench({ 'AT+CIMI': [`+CME ERROR: ${code}`] });
      void readImsi(channel, clock);
      await pass(clock, 999);
      assert.equal(sent.length, 1);
      await pass(clock, 1);
      assert.equal(sent.length, 2);
    });

  test('is given up behind three answers without one', async () => {
    const { channel, clock, sent } = bench({ 'AT+CIMI': ['noise', 'OK'] });
    assert.equal(await readImsi(channel, clock), undefined);
    assert.equal(sent.length, 3);
  });

  test('is given up at once where the modem gives no cause', async () => {
    const { channel, clock, sent } = bench({ 'AT+CIMI': ['ERROR'] });
    assert.equal(await readImsi(channel, clock), undefined);
    assert.equal(sent.length, 1);
  });

  test('is given up at once where the SIM refuses', async () => {
    const { channel, clock, sent } = bench({ 'AT+CIMI': ['+CME ERROR: 10'] });
    assert.equal(await readImsi(channel, clock), undefined);
    assert.equal(sent.length, 1);
  });
});

describe('own number and service centre', () => {
  const rows: [
    name: string,
    answers: Readonly<Record<string, Script>>,
    numbers: { number: string; numberRefused: boolean; smsc: string | undefined },
  ][] = [
    [
      'in plain characters',
      { 'AT+CNUM': ['+CNUM: ,"88201000001",145', 'OK'], 'AT+CSCA?': ['+CSCA: "+88200000000",145', 'OK'] },
      { number: '+88201000001', numberRefused: false, smsc: '+88200000000' },
    ],
    [
      'in hexadecimal UCS-2',
      { 'AT+CSCA?': ['+CSCA: "002B00380038003200300030",145', 'OK'] },
      { number: '', numberRefused: true, smsc: '+88200' },
    ],
    [
      'out of the phone book',
      { 'AT+CPBS="ON"': ['OK'], 'AT+CPBR=1': ['+CPBR: 1,"88201000001",145,"Own"', 'OK'] },
      { number: '+88201000001', numberRefused: false, smsc: undefined },
    ],
    [
      'missing in an empty phone book',
      { 'AT+CPBS="ON"': ['OK'], 'AT+CPBR=1': ['OK'] },
      { number: '', numberRefused: true, smsc: undefined },
    ],
    [
      'unknown to the SIM',
      { 'AT+CNUM': ['OK'], 'AT+CSCA?': ['+CMS ERROR: 330'] },
      { number: '', numberRefused: false, smsc: '' },
    ],
  ];
  for (const [name, answers, numbers] of rows)
    test(name, async () => {
      const { channel, clock } = bench(answers);
      assert.deepEqual(await inTime(clock, readNumbers(channel)), numbers);
    });
});

describe('identity', () => {
  test('is read bare or named, and the IMEI without its software version', async () => {
    const { channel } = bench({
      'AT+CGMI': ['+CGMI: "Maker"', 'OK'],
      'AT+CGMM': ['Model X', 'OK'],
      'AT+CGMR': ['Revision:', '1.0', 'OK'],
      'AT+GSN': ['+GSN: 49015420323751801', 'OK'],
    });
    assert.deepEqual(await identify(channel), {
      maker: 'Maker',
      model: 'Model X',
      firmware: 'Revision: 1.0',
      imei: '490154203237518',
    });
  });

  test('is "" where the modem does not tell', async () => {
    assert.deepEqual(await identify(bench({}).channel), { maker: '', model: '', firmware: '', imei: '' });
  });
});
