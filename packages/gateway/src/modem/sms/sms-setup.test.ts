import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { inTime, type Script, scriptedModem, willingModem } from '../../at/testing.ts';
import { generic } from '../../dialects/generic.ts';
import { huawei } from '../../dialects/huawei/huawei.ts';
import { indicationSettings, setUpSms } from './sms-setup.ts';

const all = [
  [0, 1, 2],
  [0, 1, 2, 3],
  [0, 2],
  [0, 1, 2],
  [0, 1],
];

describe('+CNMI settings to try, out of what +CNMI=? offers', () => {
  const rows: { name: string; offer: number[][]; mode: 1 | 2; acknowledges: boolean; first: string[] }[] = [
    {
      name: 'everything',
      offer: all,
      mode: 2,
      acknowledges: true,
      first: ['2,1,0,1,0', '1,1,0,1,0', '2,2,0,1,0'],
    },
    {
      name: 'everything, mode 1 preferred',
      offer: all,
      mode: 1,
      acknowledges: true,
      first: ['1,1,0,1,0', '2,1,0,1,0'],
    },
    {
      name: 'everything, without acknowledgement: nothing is routed',
      offer: all,
      mode: 2,
      acknowledges: false,
      first: ['2,1,0,2,0', '1,1,0,2,0', '2,1,0,0,0', '1,1,0,0,0'],
    },
    {
      name: 'no routed reports',
      offer: [[0, 1, 2], [0, 1], [0], [0, 2], [0, 1]],
      mode: 2,
      acknowledges: true,
      first: ['2,1,0,2,0'],
    },
    {
      name: 'no reports at all',
      offer: [[0, 1], [0, 1], [0], [0], [1]],
      mode: 2,
      acknowledges: true,
      first: ['1,1,0,0,1'],
    },
    {
      name: 'routed delivery only',
      offer: [[2], [0, 2], [0], [0, 1], [0]],
      mode: 2,
      acknowledges: true,
      first: ['2,2,0,1,0'],
    },
    { name: 'nothing is told', offer: [], mode: 2, acknowledges: true, first: ['2,1,0,1,0', '1,1,0,1,0'] },
  ];
  for (const { name, offer, mode, acknowledges, first } of rows)
    test(name, () => {
      const settings = indicationSettings(offer, mode, acknowledges).map(setting => setting.join(','));
      assert.deepEqual(settings.slice(0, first.length), first);
    });
});

/** Sets up a modem that answers as the willing one but for `other`. */
async function setUp(other: Readonly<Record<string, Script>>, dialect = generic) {
  const modem = scriptedModem({ ...willingModem, ...other });
  const { link, clock } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  return { setup: await inTime(clock, setUpSms(channel, dialect)), sent: modem.sent };
}

describe('SMS set-up', () => {
  test('takes what a willing modem grants', async () => {
    const { setup } = await setUp({});
    assert.deepEqual(setup, {
      acknowledges: true,
      indications: { deliver: 1, report: 1, setting: '2,1,0,1,0' },
      memory: 'SM',
      memories: ['SM', 'ME'],
      linkHold: true,
    });
  });

  test('routes nothing where +CSMS=1 is refused', async () => {
    const { setup } = await setUp({
      'AT+CSMS=1': ['+CMS ERROR: 303'],
      'AT+CNMI=2,1,0,2,0': ['OK'],
      'AT+CNMI?': ['+CNMI: 2,1,0,2,0', 'OK'],
    });
    assert.ok(typeof setup === 'object');
    assert.deepEqual([setup.acknowledges, setup.indications.report], [false, 2]);
  });

  test('does not trust +CSMS=1 that reads back 0', async () => {
    const { setup } = await setUp({ 'AT+CSMS?': ['+CSMS: 0,1,1,1', 'OK'] });
    assert.ok(typeof setup === 'object' && !setup.acknowledges);
  });

  test('falls to the next setting where one is refused or not kept', async () => {
    const kept = ['+CNMI: 2,1,0,0,0', '+CNMI: 2,1,0,0,0', '+CNMI: 1,1,0,1,0'];
    const { setup, sent } = await setUp({
      'AT+CNMI=1,1,0,1,0': ['OK'],
      'AT+CNMI?': () => [kept.shift() ?? '', 'OK'],
    });
    assert.ok(typeof setup === 'object');
    assert.equal(setup.indications.setting, '1,1,0,1,0');
    assert.deepEqual(
      sent.filter(text => text.startsWith('AT+CNMI=') && !text.endsWith('?')),
      ['AT+CNMI=2,1,0,1,0', 'AT+CNMI=1,1,0,1,0'],
    );
  });

  test('takes no spoilt command or reply for the word of the modem', async () => {
    const once = (spoilt: readonly string[], good: readonly string[]) => {
      const script = [spoilt, good];
      return () => script.shift() ?? good;
    };
    const { setup } = await setUp({
      'AT+CSMS=1': once(['ERROR'], ['+CSMS: 1,1,1', 'OK']),
      'AT+CSMS?': once(['+CSM', 'OK'], ['+CSMS: 1,1,1,1', 'OK']),
      'AT+CPMS=?': once(['+CPMS: ~', 'OK'], ['+CPMS: ("SM","ME"),("SM","ME"),("SM","ME")', 'OK']),
      'AT+CNMI=?': once(['+C~NMI: (0-2)', 'OK'], ['+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)', 'OK']),
      'AT+CNMI=2,1,0,1,0': once(['ERROR'], ['OK']),
      'AT+CNMI?': once(['+CNMI: 2,1,0,10,0', 'OK'], ['+CNMI: 2,1,0,1,0', 'OK']),
    });
    assert.partialDeepStrictEqual(setup, {
      acknowledges: true,
      indications: { setting: '2,1,0,1,0' },
      memories: ['SM', 'ME'],
    });
  });

  test('tries everything where what is offered cannot be read', async () => {
    const { setup } = await setUp({ 'AT+CNMI=?': ['+C~NMI: (0-2)', 'OK'] });
    assert.partialDeepStrictEqual(setup, { indications: { setting: '2,1,0,1,0' } });
  });

  test('begins with mode 1 where the dialect says so', async () => {
    const { sent } = await setUp(
      { 'AT+CNMI=1,1,0,1,0': ['OK'], 'AT+CNMI?': ['+CNMI: 1,1,0,1,0', 'OK'] },
      huawei,
    );
    assert.ok(sent.includes('AT+CNMI=1,1,0,1,0') && !sent.includes('AT+CNMI=2,1,0,1,0'));
  });

  test('goes on without indications where every setting is refused: the sweep finds messages', async () => {
    const { setup } = await setUp({ 'AT+CNMI=2,1,0,1,0': ['ERROR'] });
    assert.ok(typeof setup === 'object');
    assert.deepEqual(setup.indications, { deliver: 0, report: 0, setting: '' });
  });

  test('uses ME where there is no SM, with fewer parameters where three are refused', async () => {
    const { setup } = await setUp({
      'AT+CPMS=?': ['+CPMS: ("ME"),("ME"),("ME")', 'OK'],
      'AT+CPMS="ME","ME"': ['+CPMS: 0,9,0,9', 'OK'],
    });
    assert.ok(typeof setup === 'object');
    assert.deepEqual([setup.memory, setup.memories], ['ME', ['ME']]);
  });

  test('asks again later while the SIM is starting', async () => {
    assert.equal((await setUp({ 'AT+CPMS=?': ['+CMS ERROR: 314'] })).setup, 'busy');
  });

  test('does without a modem that has no PDU mode', async () => {
    assert.equal((await setUp({ 'AT+CMGF=0': ['ERROR'] })).setup, 'refused');
  });
});
