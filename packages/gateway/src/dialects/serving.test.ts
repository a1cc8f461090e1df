/** Commands and notices of each maker's modules while they serve: messages, USSD, calls, the toolkit. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress, type Submit } from '@simgate/gsm';
import { pass, type Script, settle } from '../at/testing.ts';
import { askedOf, makerOnModem, makers } from './testing.ts';

const REPORT = '0006070B918802010000F262101021030000621010210300000000';
const message: Submit = {
  ...{ type: 'submit', rejectDuplicates: false, statusReportRequest: false, replyPath: false },
  ...{ messageReference: 0, destination: parseAddress('+88201000002'), protocolIdentifier: 0 },
  ...{ dataCodingScheme: 4, userData: { header: [], payload: Uint8Array.of(1) } },
};
const names = Object.keys(makers);

describe('messages', () => {
  for (const name of names) {
    test(`${name}: a PDU may take 180 s to be answered, and is in doubt then`, async () => {
      const { modem, session } = await makerOnModem(name, {}, { payload: [] });
      const sending = session.submit(message, { moreFollow: false });
      await pass(modem.clock, 179_000, 1000);
      assert.equal(session.awaitsSubmit, true);
      await pass(modem.clock, 2000, 1000);
      assert.equal((await sending).kind, 'inDoubt');
    });

    test(`${name}: a routed report is acknowledged by +CNMA, and by +CNMA=1 where that is refused`, async () => {
      const { modem, stored, sent } = await makerOnModem(name, { 'AT+CNMA=1': ['OK'] });
      modem.says('+CDS: 26', REPORT);
      await settle();
      assert.deepEqual([stored.length, sent('AT+CNMA'), sent('AT+CNMA=1')], [1, 1, 0]);
      modem.answers.set('AT+CNMA', ['+CMS ERROR: 304']);
      modem.says('+CDS: 26', REPORT);
      await settle();
      assert.deepEqual([stored.length, sent('AT+CNMA'), sent('AT+CNMA=1')], [2, 2, 1]);
    });

    const listed = name === 'quectel';
    test(`${name}: a report announced under index 0 is ${listed ? 'looked for in the whole storage' : 'read there'}`, async () => {
      const { modem, stored, sent } = await makerOnModem(name, {
        'AT+CMGR=0': ['+CMGR: 0,,26', REPORT, 'OK'],
        'AT+CMGL=4': ['+CMGL: 9,0,,26', REPORT, 'OK'],
        'AT+CMGD=0': ['OK'],
        'AT+CMGD=9': ['OK'],
      });
      modem.says('+CDSI: "SM",0');
      await pass(modem.clock, 1000);
      assert.deepEqual([sent('AT+CMGR=0'), stored.length], [listed ? 0 : 1, 1]);
      assert.deepEqual([sent('AT+CMGD=9'), sent('AT+CMGD=0')], listed ? [1, 0] : [0, 1]);
    });
  }
});

describe('USSD', () => {
  const characters = 'AT+CUSD=1,"*100#",15';
  const packed = 'AT+CUSD=1,"AA180C3602",15';
  for (const name of names) {
    const forms = name === 'huawei' ? [packed, characters] : [characters];
    test(`${name}: *100# goes out as ${forms.join(', else as ')}`, async () => {
      const bench = await makerOnModem(name);
      const outcome = await bench.session.sendUssd('*100#');
      assert.equal(outcome.kind, 'refused');
      assert.deepEqual(askedOf(bench, [characters, packed]), forms);
    });

    const reads = ['huawei', 'mikrotik'].includes(name) ? '20' : '3218';
    test(`${name}: "3218" is read as ${reads}, whose septets it may be (23.038 6.1.2.3)`, async () => {
      const { modem, ussd } = await makerOnModem(name);
      modem.says('+CUSD: 0,"3218",15');
      await settle();
      assert.deepEqual(ussd, [{ status: 'done', text: reads }]);
    });
  }
});

describe('calls', () => {
  const standard = ['AT+CLIP=1', 'AT+CRC=1', 'AT+CCWA=1', 'AT+COLP=0'];
  const setup: Readonly<Record<string, readonly string[]>> = {
    quectel: ['AT^DSCI=1'],
    simcom: ['AT+CLCC=1', 'AT+CENG=1,1'],
    telit: ['AT#ECAM=1'],
    cinterion: ['AT^SLCC=1'],
  };
  const settings = [...standard, ...Object.values(setup).flat()];
  for (const name of names) {
    test(`${name}: notices are asked for by ${['+CLIP and its kin', ...(setup[name] ?? [])].join(', ')}`, async () => {
      const bench = await makerOnModem(name);
      await bench.session.startCalls();
      assert.deepEqual(askedOf(bench, settings), [...standard, ...(setup[name] ?? [])]);
    });

    const tone = name === 'huawei' ? 'AT^DTMF=1,7' : 'AT+VTS=7';
    test(`${name}: a tone is sent by ${tone}`, async () => {
      const { modem, session, sent } = await makerOnModem(name, {
        'ATD0170;': ['OK'],
        'AT+CLCC': ['+CLCC: 1,0,0,0,0,"0170",129', 'OK'],
        [tone]: ['OK'],
      });
      await session.calls.dial('0170', 1);
      await pass(modem.clock, 1500);
      const [call] = session.calls.calls;
      assert.equal(call?.phase, 'active');
      assert.deepEqual(await session.calls.sendTones(call?.key ?? -1, '7'), { kind: 'taken' });
      assert.equal(sent(tone), 1);
    });
  }

  const cells: readonly (readonly [name: string, command: string, answer: string, carrier: string])[] = [
    ['huawei', 'AT^MONSC', '^MONSC: GSM,262,01,0062,12,1,00C3,A1B2,-71,0', '62'],
    ['huawei', 'AT^MONSC', '^MONSC: WCDMA,262,01,10588,411,0,00C3,A1B2C3,-80,-7', '10588'],
    [
      'quectel',
      'AT+QENG="servingcell"',
      '+QENG: "servingcell","NOCONN","GSM",262,01,C3,A1B2,12,62,0,-71',
      '62',
    ],
    [
      'quectel',
      'AT+QENG="servingcell"',
      '+QENG: "servingcell","NOCONN","WCDMA",262,01,C3,A1B2C3,10588,411,1',
      '10588',
    ],
    [
      'quectel',
      'AT+QENG="servingcell"',
      '+QENG: "servingcell","NOCONN","LTE","FDD",262,01,A1B2C3,105,1300,3',
      '1300',
    ],
    ['simcom', 'AT+CENG?', '+CENG: 0,"0062,38,00,262,01,12,a1b2,05,00,00c3,255"', '62'],
  ];
  for (const [name, command, answer, carrier] of cells)
    test(`${name}: the cell of a call is ${carrier} in ${answer}`, async () => {
      const { modem, session, calls } = await makerOnModem(name, {
        'ATD0170;': ['OK'],
        'AT+CLCC': ['+CLCC: 1,0,3,0,0,"0170",129', 'OK'],
        [command]: [answer, 'OK'],
      });
      await session.calls.dial('0170', 1);
      await pass(modem.clock, 1500);
      const found = calls.flatMap(notice => (notice.kind === 'cell' ? [notice.bcch] : []));
      assert.deepEqual(found, [carrier]);
    });

  const progress: readonly (readonly [name: string, lines: readonly string[], phases: readonly string[]])[] =
    [
      ['huawei', ['^CONF:1', '^CONN:1,0', '^CEND:1,7,29,16'], ['alerting', 'active', 'ended 16']],
      ['quectel', ['^DSCI: 1,0,7,0,0170,129', '^DSCI: 1,0,3,0,0170,129'], ['alerting', 'active']],
      [
        'cinterion',
        ['^SLCC: 1,0,3,0,0,1,"0170",129', '^SLCC: 1,0,0,0,0,1,"0170",129'],
        ['alerting', 'active'],
      ],
      ['wavecom', ['+WIND: 2'], ['alerting']],
      ['simcom', ['VOICE CALL: BEGIN'], ['active']],
    ];
  for (const [name, lines, phases] of progress)
    test(`${name}: ${lines.join(', ')} is a call that is ${phases.join(', then ')}`, async () => {
      const { modem, session, calls } = await makerOnModem(name, {
        'ATD0170;': ['OK'],
        'AT+CLCC': ['+CLCC: 1,0,2,0,0,"0170",129', 'OK'],
        'AT+CEER': ['OK'],
      });
      await session.calls.dial('0170', 1);
      await settle();
      const before = calls.length;
      if (lines.some(line => line.startsWith('^CEND'))) modem.answers.set('AT+CLCC', ['OK']);
      modem.says(...lines);
      await settle();
      const heard = calls.slice(before).flatMap(notice => {
        if (notice.kind === 'ended') return [`ended ${notice.cause}`];
        return notice.kind === 'changed' ? [notice.call.phase] : [];
      });
      assert.deepEqual([...new Set(heard)], phases);
    });
});

describe('the toolkit', () => {
  /** Questions whether a form is there, in the order in which they are asked. */
  const probes: Readonly<Record<string, readonly string[]>> = {
    huawei: ['AT+CUSATD=?', 'AT^STSF=?'],
    quectel: ['AT+CUSATD=?', 'AT+QSTKRSP=?', 'AT+QSTK=?'],
    simcom: ['AT+STK=?', 'AT+STKPCIS=?'],
    telit: ['AT#STIA=?'],
    cinterion: ['AT^SSTA=?'],
    wavecom: ['AT+STSF=?'],
    intel: ['AT+XSATK=?'],
    ericsson: [],
  };
  const all = [...new Set([...Object.values(probes).flat(), 'AT+CUSATD=?'])];
  for (const name of names) {
    const expected = probes[name] ?? ['AT+CUSATD=?'];
    test(`${name}: ${expected.join(', ') || 'no question'}, and none of them granted is no toolkit`, async () => {
      const bench = await makerOnModem(name);
      await bench.session.startToolkit();
      assert.deepEqual(askedOf(bench, all), expected);
      assert.equal((await bench.session.toolkit.choose(1)).kind, 'refused');
    });
  }

  /** A form that is there, what switches it on, the notice that the session is over. */
  const switched: readonly (readonly [name: string, probe: string, setup: string, end: string])[] = [
    ['huawei', 'AT^STSF=?', 'AT^STSF=1', '^STIN: 99'],
    ['quectel', 'AT+QSTKRSP=?', 'AT+QSTK=1', '+QSTKURC: 254'],
    ['quectel', 'AT+QSTK=?', 'AT+QSTK=1', '+STKPCI: 2'],
    ['simcom', 'AT+STK=?', 'AT+STK=1', '+STIN: 81'],
    ['simcom', 'AT+STKPCIS=?', 'AT+STKPCIS=1', '+STKPCI: 2'],
    ['telit', 'AT#STIA=?', 'AT#STIA=2,10', '#STN: 254'],
    ['cinterion', 'AT^SSTA=?', 'AT^SSTA=1,1', '^SSTN: 254'],
    ['wavecom', 'AT+STSF=?', 'AT+STSF=1', '+STIN: 99'],
    ['intel', 'AT+XSATK=?', 'AT+XSATK=1,1', '+SATF: "00"'],
    ['ericsson', 'AT*STKC=?', `AT*STKC=1,"`, '*STKEND'],
    ['generic', 'AT+CUSATD=?', 'AT+CUSATA=1', '+CUSATEND'],
  ];
  for (const [name, probe, setup, end] of switched)
    test(`${name}: ${setup} where ${probe} is granted, and ${end} ends a session`, async () => {
      const granted: Record<string, Script> = { [probe]: ['OK'] };
      const { modem, session, toolkit } = await makerOnModem(name, granted);
      const write = modem.answers.get.bind(modem.answers);
      modem.answers.get = text => (isSetting(text) ? ['OK'] : write(text));
      await session.startToolkit();
      assert.ok(modem.sent.some(text => text.startsWith(setup)));
      modem.says(end);
      await settle();
      assert.deepEqual(toolkit.at(-1), { kind: 'ended' });
    });
});

/** Commands that set the toolkit, whatever their profile. */
function isSetting(text: string): boolean {
  return /^AT(\+CUSAT[WDA]=\d|\*STKC=1|\+XSATK=1|\+STSF=1|\^SSTA=1|#STIA=2|\+STK(PCIS)?=1|\+QSTK=1|\^STSF=1)/.test(
    text,
  );
}
