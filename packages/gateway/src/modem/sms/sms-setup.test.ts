import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { inTime, type Script, scriptedModem, willingModem } from '../../at/testing.ts';
import { generic } from '../../dialects/generic.ts';
import { huawei } from '../../dialects/huawei/huawei.ts';
import { indicationSettings } from './indications.ts';
import { SmsSetUp } from './sms-setup.ts';

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
  const setUp = new SmsSetUp(channel, dialect, '+88200000000');
  const run = () => inTime(clock, setUp.run());
  await run();
  return { setUp, setup: setUp.setup, missing: [...setUp.missing], run, modem, sent: modem.sent };
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
    assert.deepEqual([setup.acknowledges, setup.indications.report], [false, 2]);
  });

  test('does not trust +CSMS=1 that reads back 0', async () => {
    const { setup } = await setUp({ 'AT+CSMS?': ['+CSMS: 0,1,1,1', 'OK'] });
    assert.ok(!setup.acknowledges);
  });

  test('falls to the next setting where one is refused or not kept', async () => {
    const kept = ['+CNMI: 2,1,0,0,0', '+CNMI: 2,1,0,0,0', '+CNMI: 1,1,0,1,0'];
    const { setup, sent } = await setUp({
      'AT+CNMI=1,1,0,1,0': ['OK'],
      'AT+CNMI?': () => [kept.shift() ?? '', 'OK'],
    });
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
    assert.deepEqual(setup.indications, { deliver: 0, report: 0, setting: '' });
  });

  test('uses ME where there is no SM, with fewer parameters where three are refused', async () => {
    const { setup } = await setUp({
      'AT+CPMS=?': ['+CPMS: ("ME"),("ME"),("ME")', 'OK'],
      'AT+CPMS="ME","ME"': ['+CPMS: 0,9,0,9', 'OK'],
    });
    assert.deepEqual([setup.memory, setup.memories], ['ME', ['ME']]);
  });

  test('writes into the memory that there is for it, where that is another one', async () => {
    const { setup, sent } = await setUp({
      'AT+CPMS=?': ['+CPMS: ("SM","ME"),("ME"),("SM","ME")', 'OK'],
      'AT+CPMS="SM","ME","SM"': ['+CPMS: 0,30,0,9,0,30', 'OK'],
    });
    assert.ok(sent.includes('AT+CPMS="SM","ME","SM"'));
    assert.equal(setup.memory, 'SM');
  });

  test('goes no further where PDU mode is refused', async () => {
    const { missing, sent } = await setUp({ 'AT+CMGF=0': ['ERROR'] });
    assert.equal(missing.length, 5);
    assert.deepEqual(sent, ['AT+CMGF=0', 'AT+CMGF=0']);
  });

  test('lists the memory in use where none can be chosen', async () => {
    const { setup, missing } = await setUp({
      'AT+CPMS=?': ['+CMS ERROR: 302'],
      'AT+CPMS="SM","SM","SM"': ['+CMS ERROR: 302'],
    });
    assert.deepEqual([setup.memory, setup.memories, missing], ['', [''], ['storage']]);
  });
});

describe('what was refused is tried again', () => {
  const refusals = ['ERROR', '+CME ERROR: 14', '+CMS ERROR: 314', '+CMS ERROR: 517', '+CMS ERROR: 302'];
  const steps: readonly [step: string, commands: readonly string[]][] = [
    ['format', ['AT+CMGF=0']],
    ['service', ['AT+CSMS=1']],
    ['storage', ['AT+CPMS=?', 'AT+CPMS="SM","SM","SM"', 'AT+CPMS="SM"', 'AT+CPMS="ME"']],
    ['indications', ['AT+CNMI=?', 'AT+CNMI=2,1,0,1,0', 'AT+CNMI=2,1,0,2,0']],
    ['linkHold', ['AT+CMMS=?']],
  ];
  for (const [step, commands] of steps)
    for (const refusal of refusals)
      test(`${step} behind ${refusal}`, async () => {
        const other = Object.fromEntries(commands.map(command => [command, [refusal]]));
        const { setUp: made, missing, run, modem } = await setUp(other);
        assert.ok(missing.some(one => one === step));
        for (const command of commands) modem.answers.set(command, willingModem[command] ?? ['OK']);
        await run();
        assert.deepEqual([...made.missing], []);
        assert.deepEqual(made.setup, (await setUp({})).setup);
      });

  test('and an optional step not, where the modem has no such command', async () => {
    const { missing } = await setUp({ 'AT+CSMS=1': ['+CMS ERROR: 303'], 'AT+CMMS=?': ['+CME ERROR: 4'] });
    assert.deepEqual(missing, ['indications']);
  });

  test('and an optional step three times, where no cause is given', async () => {
    const { setUp: made, run, sent } = await setUp({ 'AT+CMMS=?': ['ERROR'] });
    await run();
    assert.deepEqual([...made.missing], ['linkHold']);
    await run();
    await run();
    assert.deepEqual([...made.missing], []);
    assert.equal(sent.filter(text => text === 'AT+CMMS=?').length, 6);
  });
});

describe('an optional step of a modem that is still starting', () => {
  for (const refusal of ['ERROR', '+CMS ERROR: 517', '+CMS ERROR: 500', '+CME ERROR: 100'])
    test(`is not given up, however often it is refused with ${refusal}`, async () => {
      const commands = ['AT+CSMS=1', 'AT+CMMS=?', 'AT+CNMI=?', 'AT+CNMI=2,1,0,1,0'];
      const {
        setUp: made,
        run,
        modem,
      } = await setUp(Object.fromEntries(commands.map(command => [command, [refusal]])));
      for (let again = 0; again < 4; again += 1) await run();
      for (const command of commands) modem.answers.set(command, willingModem[command] ?? ['OK']);
      await run();
      assert.deepEqual([...made.missing], []);
      assert.deepEqual(made.setup, (await setUp({})).setup);
    });
});

describe('the other way of delivery', () => {
  test('is asked for where the modem stores nothing', async () => {
    const { setUp: made, modem } = await setUp({});
    modem.answers.set('AT+CNMI=2,2,0,1,0', ['OK']).set('AT+CNMI?', ['+CNMI: 2,2,0,1,0', 'OK']);
    assert.equal(await made.deliverOtherwise(), true);
    assert.equal(made.setup.indications.setting, '2,2,0,1,0');
  });

  test('is left alone where there is none', async () => {
    const { setUp: made, modem, sent } = await setUp({});
    assert.equal(await inTime(modem.clock, made.deliverOtherwise()), false);
    assert.equal(sent.at(-1), 'AT+CNMI=2,1,0,1,0');
  });
});
