import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBench, deliverTpdu, reportTpdu, SERVICE_CENTRE } from '../module/test-bench.ts';
import { toHex } from './hex.ts';

async function textBench(...lines: string[]) {
  const bench = createBench();
  await bench.command('AT+CMGF=1');
  for (const line of lines) await bench.command(line);
  return bench;
}

function sentHex(bench: ReturnType<typeof createBench>): string {
  return toHex(bench.air.sent.at(-1)?.tpdu ?? Uint8Array.of());
}

/** An SMS-DELIVER with these user data octets. */
function deliverOf(coding: number, userData: string, firstOctet = '04'): Uint8Array {
  const head = `${firstOctet}05918802F900`;
  return Uint8Array.from(
    Buffer.from(`${head}${coding.toString(16).padStart(2, '0')}62102030405000${userData}`, 'hex'),
  );
}

describe('sending text (27.005 3.5.1)', () => {
  const rows: readonly [title: string, setting: string, command: string, text: string, tpdu: string][] = [
    [
      'default alphabet, relative validity',
      'AT',
      'AT+CMGS="+88209"',
      'hello',
      '110005918802F90000A705E8329BFD06',
    ],
    [
      'a national number has its own type',
      'AT',
      'AT+CMGS="0123",129',
      'hello',
      '1100048110320000A705E8329BFD06',
    ],
    ['@ of the GSM character set is octet 0', 'AT', 'AT+CMGS="+88209"', '\u0000', '110005918802F90000A70100'],
    ['IRA turns @ into septet 0', 'AT+CSCS="IRA"', 'AT+CMGS="+88209"', '@', '110005918802F90000A70100'],
    [
      'UCS2 to the default alphabet',
      'AT+CSCS="UCS2"',
      'AT+CMGS="002B00380038003200300039"',
      '00680069',
      '110005918802F90000A702E834',
    ],
    [
      'UCS2 data is typed in hexadecimal',
      'AT+CSMP=17,167,0,8',
      'AT+CMGS="+88209"',
      '0416D83DDE00',
      '110005918802F90008A7060416D83DDE00',
    ],
    ['8-bit data too', 'AT+CSMP=17,167,0,4', 'AT+CMGS="+88209"', '00FF', '110005918802F90004A70200FF'],
    [
      'a part of a long message is typed in hexadecimal, and its length counts septets',
      'AT+CSMP=81,167,0,0',
      'AT+CMGS="+88209"',
      '05000301020168',
      '510005918802F90000A70805000301020168',
    ],
    [
      '160 characters',
      'AT',
      'AT+CMGS="+88209"',
      '\u0000'.repeat(160),
      `110005918802F90000A7A0${'00'.repeat(140)}`,
    ],
    [
      '140 octets',
      'AT+CSMP=17,167,0,4',
      'AT+CMGS="+88209"',
      '00'.repeat(140),
      `110005918802F90004A78C${'00'.repeat(140)}`,
    ],
    ['a type of address', 'AT', 'AT+CMGS="1",128', 'hi', '11000180F10000A702E834'],
    ['the last type of address', 'AT', 'AT+CMGS="1",255', 'hi', '110001FFF10000A702E834'],
    ['no validity', 'AT+CSMP=1,167,0,0', 'AT+CMGS="+88209"', 'hi', '010005918802F9000002E834'],
    [
      'absolute validity',
      'AT+CSMP=25,"62102030405000"',
      'AT+CMGS="+88209"',
      'hi',
      '190005918802F900006210203040500002E834',
    ],
  ];
  for (const [title, setting, command, text, tpdu] of rows) {
    test(title, async () => {
      const bench = await textBench(setting);
      assert.equal(await bench.command(command), '\r\n> ');
      assert.equal(await bench.type(`${text}\u001a`), '\r\n+CMGS: 0\r\n\r\nOK\r\n');
      assert.equal(sentHex(bench), tpdu);
    });
  }

  test('each line of the text gets a prompt', async () => {
    const bench = await textBench();
    await bench.command('AT+CMGS="+88209"');
    assert.equal(await bench.type('a\rb\u001a'), '\r\n> \r\n+CMGS: 0\r\n\r\nOK\r\n');
    assert.equal(sentHex(bench), '110005918802F90000A703618518');
  });

  const refused: readonly [title: string, setting: string, command: string, text: string][] = [
    ['a text of 161 characters', 'AT', 'AT+CMGS="+88209"', 'x'.repeat(161)],
    ['141 octets', 'AT+CSMP=17,167,0,4', 'AT+CMGS="+88209"', '00'.repeat(141)],
    ['parameters of an SMS-DELIVER', 'AT+CSMP=16,167,0,0', 'AT+CMGS="+88209"', 'hi'],
    ['a relative validity for an absolute one', 'AT+CSMP=25,167,0,0', 'AT+CMGS="+88209"', 'hi'],
    ['an absolute validity for a relative one', 'AT+CSMP=17,"62102030405000",0,0', 'AT+CMGS="+88209"', 'hi'],
    ['an octet the character set lacks', 'AT', 'AT+CMGS="+88209"', '\u00e4'],
    ['UCS2 data that is no hexadecimal', 'AT+CSMP=17,167,0,8', 'AT+CMGS="+88209"', 'hello'],
    ['an absolute validity that was never set', 'AT+CSMP=25', 'AT+CMGS="+88209"', 'hi'],
  ];
  for (const [title, setting, command, text] of refused) {
    test(`${title}: CMS 305`, async () => {
      const bench = await textBench(setting);
      await bench.command(command);
      assert.equal(await bench.type(`${text}\u001a`), '\r\n+CMS ERROR: 305\r\n');
      assert.equal(bench.air.sent.length, 0);
    });
  }

  for (const command of [
    'AT+CMGS=""',
    'AT+CMGS="bank"',
    'AT+CMGS="123456789012345678901"',
    'AT+CMGS="1",145,2',
    'AT+CMGS="1",127',
    'AT+CMGS="1",256',
  ]) {
    test(`${command} is refused before the prompt`, async () => {
      const bench = await textBench();
      assert.equal(await bench.command(command), '\r\n+CMS ERROR: 305\r\n');
    });
  }

  const commands: readonly [line: string, tpdu: string][] = [
    ['AT+CMGC=', '02000000000181F000'],
    ['AT+CMGC=2', '02000000000181F000'],
    ['AT+CMGC=98,1,2,3,"+88209"', '620002010305918802F900'],
    ['AT+CMGC=34,255,255,255,"88209"', '2200FFFFFF05818802F900'],
  ];
  for (const [line, tpdu] of commands)
    test(`${line} is ${tpdu}`, async () => {
      const bench = await textBench();
      assert.equal(await bench.command(line), '\r\n> ');
      assert.equal(await bench.type('\u001a'), '\r\n+CMGC: 0\r\n\r\nOK\r\n');
      assert.equal(sentHex(bench), tpdu);
    });

  test('+CMGC asks about a message with its number', async () => {
    const bench = await textBench();
    assert.equal(await bench.command('AT+CMGC=34,0,0,7,"+88209"'), '\r\n> ');
    assert.equal(await bench.type('\u001a'), '\r\n+CMGC: 0\r\n\r\nOK\r\n');
    assert.equal(sentHex(bench), '220000000705918802F900');
  });
});

describe('showing messages', () => {
  const STAMP = '"26/01/02,03:04:05+00"';
  const rows: readonly [title: string, setting: string, tpdu: Uint8Array, answer: string][] = [
    ['default alphabet', 'AT', deliverTpdu(), `"REC UNREAD","+88209",,${STAMP}\r\nhello`],
    [
      'with the header fields of +CSDH=1',
      'AT+CSDH=1',
      deliverTpdu(),
      `"REC UNREAD","+88209",,${STAMP},145,4,0,0,"+88200000000",145,5\r\nhello`,
    ],
    ['UCS2 in hexadecimal', 'AT', deliverOf(8, '020416'), `"REC UNREAD","+88209",,${STAMP}\r\n0416`],
    [
      'a part of a long message in hexadecimal',
      'AT',
      deliverOf(0, '080500030102016835'.replace('6835', '68'), '44'),
      `"REC UNREAD","+88209",,${STAMP}\r\n05000301020168`,
    ],
    [
      'a status report',
      'AT',
      reportTpdu(),
      `"REC UNREAD",6,7,"+88209",145,${STAMP},"26/01/02,03:04:06+00",0`,
    ],
    [
      'times in zones of quarters of an hour',
      'AT',
      Uint8Array.from(Buffer.from('0405918802F90000621020304050800141', 'hex')),
      '"REC UNREAD","+88209",,"26/01/02,03:04:05+08"\r\nA',
    ],
    [
      'times west of Greenwich',
      'AT',
      Uint8Array.from(Buffer.from('0405918802F900006210203040504A0141', 'hex')),
      '"REC UNREAD","+88209",,"26/01/02,03:04:05-24"\r\nA',
    ],
    [
      'what cannot be read, as it is',
      'AT',
      deliverOf(0, 'A0E8'),
      '"REC UNREAD","",\r\n0405918802F9000062102030405000A0E8',
    ],
  ];
  for (const [title, setting, tpdu, answer] of rows) {
    test(title, async () => {
      const bench = await textBench(setting);
      bench.sim.messages.slots[0] = { status: 0, serviceCentre: SERVICE_CENTRE, tpdu };
      assert.equal(await bench.command('AT+CMGR=1'), `\r\n+CMGR: ${answer}\r\n\r\nOK\r\n`);
    });
  }

  test('lists by the words of text mode', async () => {
    const bench = await textBench();
    bench.sim.messages.slots[2] = { status: 1, serviceCentre: SERVICE_CENTRE, tpdu: deliverTpdu() };
    assert.equal(await bench.command('AT+CMGL'), '\r\nOK\r\n');
    assert.equal(
      await bench.command('AT+CMGL="REC READ"'),
      `\r\n+CMGL: 3,"REC READ","+88209",,${STAMP}\r\nhello\r\n\r\nOK\r\n`,
    );
    assert.equal(await bench.command('AT+CMGL=4'), '\r\n+CMS ERROR: 305\r\n');
  });

  /** An SMS-COMMAND for message 7: its first octet and its type are its fields. */
  const COMMAND_TPDU = '220000000705918802F900';
  const stored: readonly [title: string, status: 0 | 2, tpdu: string, shown: string, listed: string][] = [
    ['a stored command', 2, COMMAND_TPDU, '"STO UNSENT",34,0', '"STO UNSENT",34,0'],
    [
      'a status report in a list',
      0,
      toHex(reportTpdu()),
      `"REC UNREAD",6,7,"+88209",145,${STAMP},"26/01/02,03:04:06+00",0`,
      `"REC UNREAD",6,7,"+88209",145,${STAMP},"26/01/02,03:04:06+00",0`,
    ],
    ['a stored command that cannot be read', 2, '0200', '"STO UNSENT",2,', '"STO UNSENT",2,'],
    [
      'a status report that cannot be read',
      0,
      '060705918802F9',
      '"REC UNREAD",6,7,,,"","",',
      '"REC UNREAD",6,7,,,"","",',
    ],
    [
      'a received message that cannot be read',
      0,
      '0405918802F9000062102030405000A0E8',
      '"REC UNREAD","",\r\n0405918802F9000062102030405000A0E8',
      '"REC UNREAD","",,""\r\n0405918802F9000062102030405000A0E8',
    ],
    [
      'a stored message that cannot be read',
      2,
      '110005918802F90000A7A0E8',
      '"STO UNSENT","",\r\n110005918802F90000A7A0E8',
      '"STO UNSENT","",,\r\n110005918802F90000A7A0E8',
    ],
  ];
  for (const [title, status, tpdu, shown, listed] of stored)
    test(`${title}, alone and in a list`, async () => {
      const bench = await textBench();
      const octets = Uint8Array.from(Buffer.from(tpdu, 'hex'));
      bench.sim.messages.slots[0] = { status, serviceCentre: SERVICE_CENTRE, tpdu: octets };
      assert.equal(await bench.command('AT+CMGR=1'), `\r\n+CMGR: ${shown}\r\n\r\nOK\r\n`);
      bench.sim.messages.slots[0] = { status, serviceCentre: SERVICE_CENTRE, tpdu: octets };
      assert.equal(await bench.command('AT+CMGL="ALL"'), `\r\n+CMGL: 1,${listed}\r\n\r\nOK\r\n`);
    });

  test('a stored text, and sending it', async () => {
    const bench = await textBench('AT+CSDH=1');
    await bench.command('AT+CMGW="+88209"');
    assert.equal(await bench.type('hello\u001a'), '\r\n+CMGW: 1\r\n\r\nOK\r\n');
    const fields = '"STO UNSENT","+88209",,145,17,0,0,167,"",129,5';
    assert.equal(await bench.command('AT+CMGR=1'), `\r\n+CMGR: ${fields}\r\nhello\r\n\r\nOK\r\n`);
    assert.equal(
      await bench.command('AT+CMGL="ALL"'),
      '\r\n+CMGL: 1,"STO UNSENT","+88209",,,145,5\r\nhello\r\n\r\nOK\r\n',
    );
    assert.equal(await bench.command('AT+CMSS=1'), '\r\n+CMSS: 0\r\n\r\nOK\r\n');
    assert.equal(sentHex(bench), '110005918802F90000A705E8329BFD06');
  });

  test('+CMT and +CDS as fields', async () => {
    const bench = await textBench('AT+CNMI=2,2,0,1,0');
    await bench.air.terminal?.receive(deliverTpdu(), SERVICE_CENTRE);
    assert.equal(await bench.said(), `\r\n+CMT: "+88209",,${STAMP}\r\nhello\r\n`);
    await bench.air.terminal?.receive(reportTpdu(), SERVICE_CENTRE);
    assert.equal(await bench.said(), `\r\n+CDS: 6,7,"+88209",145,${STAMP},"26/01/02,03:04:06+00",0\r\n`);
  });
});
