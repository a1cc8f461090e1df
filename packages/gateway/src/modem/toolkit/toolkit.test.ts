import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandTypeOf, decodeCardAnswer, device, fromHex, generalResult, responseTo } from '@simgate/gsm';
import type { Registration } from '../../at/registration.ts';
import { type Script, settle } from '../../at/testing.ts';
import { cinterionToolkit } from '../../dialects/cinterion/toolkit.ts';
import { ericssonToolkit } from '../../dialects/ericsson/ericsson.ts';
import { intelToolkit } from '../../dialects/intel/intel.ts';
import { simcomToolkit } from '../../dialects/simcom/toolkit.ts';
import { telitToolkit } from '../../dialects/telit/toolkit.ts';
import { type RawToolkit, standardToolkit, type ToolkitForm } from '../../dialects/toolkit-form.ts';
import { wavecomToolkit } from '../../dialects/wavecom/toolkit.ts';
import { toolkitOnModem } from '../testing.ts';
import type { ToolkitNotice } from './toolkit.ts';
import { outcomeOfStatus, profileOctets } from './toolkit-commands.ts';

const home: Registration = { domain: 'CREG', status: 1, locationArea: 0xc3, cell: 0xa1b2 };

function bench(form: ToolkitForm, answers: Readonly<Record<string, Script>>, registrations = [home]) {
  return toolkitOnModem([form], answers, registrations);
}

function details(name: Parameters<typeof commandTypeOf>[0], qualifier = 0) {
  return {
    ...{ number: 1, commandType: commandTypeOf(name), qualifier },
  };
}

const profile = Buffer.from(profileOctets).toString('hex').toUpperCase();

describe('the toolkit by 27.007 clause 12', () => {
  const granted = {
    'AT+CUSATD=?': ['+CUSATD: (0,1),(0,1)', 'OK'],
    [`AT+CUSATW=0,"${profile}"`]: ['OK'],
    'AT+CUSATD=1,1': ['OK'],
    'AT+CUSATA=1': ['OK'],
  };

  test('is switched on with our profile', async () => {
    const { modem, driver } = bench(standardToolkit, granted);
    await driver.start();
    assert.deepEqual(modem.sent, Object.keys(granted));
  });

  test('is left alone where the modem lacks it', async () => {
    const { modem, driver } = bench(standardToolkit, {});
    await driver.start();
    assert.deepEqual(modem.sent, ['AT+CUSATD=?']);
  });

  // 102 384 27.22.4.1.1, DISPLAY TEXT "Toolkit Test 1".
  const display = 'D01A8103012180820281028D0F04546F6F6C6B697420546573742031';

  test('hears commands and the end', async () => {
    const { modem, notices } = bench(standardToolkit, {});
    modem.says(`+CUSATP: "${display}"`, '+CUSATEND');
    await settle();
    const [first, last] = notices;
    assert.ok(first?.kind === 'command' && first.command.type === 'displayText');
    assert.equal(first.command.text.text, 'Toolkit Test 1');
    assert.deepEqual(last, { kind: 'ended' });
  });

  test('answers in octets', async () => {
    const { modem, driver } = bench(standardToolkit, {
      'AT+CUSATT="810301218082028281830100"': ['+CUSATT: "9000"', 'OK'],
    });
    const response = responseTo(details('displayText', 0x80), generalResult.performed);
    assert.deepEqual(await driver.respond(response), { kind: 'taken' });
    assert.equal(modem.sent.length, 1);
  });

  test('says why an answer was not taken', async () => {
    const { driver } = bench(standardToolkit, { 'AT+CUSATT="810301218082028281830100"': ['+CME ERROR: 3'] });
    const response = responseTo(details('displayText', 0x80), generalResult.performed);
    assert.deepEqual(await driver.respond(response), {
      kind: 'refused',
      reason: 'the modem said +CME ERROR: 3',
    });
  });

  const statuses: readonly [words: string, outcome: object][] = [
    ['9000', { kind: 'taken' }],
    ['911A', { kind: 'taken' }],
    ['9300', { kind: 'refused', reason: 'the card is busy' }],
    ['6A80', { kind: 'refused', reason: 'the card refused it (6A80)' }],
  ];
  for (const [words, outcome] of statuses) {
    test(`chooses an item by an envelope; the card says ${words}`, async () => {
      const { driver } = bench(standardToolkit, {
        'AT+CUSATE="D30782020181900102"': [`+CUSATE: "","${words}"`, 'OK'],
      });
      assert.deepEqual(await driver.choose(2), outcome);
    });
  }

  test('what cannot be read is refused at once, with the details the card gave (102 223 6.10)', async () => {
    // DISPLAY TEXT without its text: 0x36, required values are missing.
    const { modem, notices, warnings } = bench(standardToolkit, {
      'AT+CUSATT="810301218082028281830136"': ['OK'],
    });
    modem.says('+CUSATP: "D009810301218082028102"');
    await settle();
    assert.deepEqual(notices, []);
    assert.deepEqual(modem.sent, ['AT+CUSATT="810301218082028281830136"']);
    assert.match(warnings[0] ?? '', /text string/);
  });

  test('octets that are none are not answered', async () => {
    const { modem, warnings } = bench(standardToolkit, {});
    modem.says('+CUSATP: "D0xx"');
    await settle();
    assert.deepEqual(modem.sent, []);
    assert.match(warnings[0] ?? '', /hex/);
  });

  test('tells the place by the network in digits, and sets the long form again', async () => {
    const answers = {
      'AT+COPS=3,2': ['OK'],
      'AT+COPS?': ['+COPS: 0,2,"00101",7', 'OK'],
      'AT+COPS=3,0': ['OK'],
    };
    const { modem, driver } = bench(standardToolkit, answers);
    assert.deepEqual(await driver.place(), { network: '00101', registration: home });
    assert.equal(modem.sent.at(-1), 'AT+COPS=3,0');
  });

  for (let status = 0; status <= 11; status += 1) {
    const isUp = [1, 5, 6, 7, 9, 10].includes(status);
    test(`status ${status} of the registration is ${isUp ? 'a' : 'no'} place (27.007 7.2)`, async () => {
      const { driver } = bench(
        standardToolkit,
        { 'AT+COPS=3,2': ['OK'], 'AT+COPS?': ['+COPS: 0,2,"00101",7', 'OK'], 'AT+COPS=3,0': ['OK'] },
        [{ ...home, status }],
      );
      assert.equal((await driver.place())?.network, isUp ? '00101' : undefined);
    });
  }

  test('no place without registration', async () => {
    const { modem, driver } = bench(standardToolkit, {}, [{ domain: 'CREG', status: 2 }]);
    assert.equal(await driver.place(), undefined);
    assert.deepEqual(modem.sent, []);
  });
});

// 102 384 27.22.4.1.1.
const TOOLKIT_TEST = 'D01A8103012180820281028D0F04546F6F6C6B697420546573742031';

interface RawRow {
  readonly maker: string;
  readonly form: RawToolkit;
  /** The commands that switch it on, all granted. */
  readonly setup: readonly string[];
  readonly says: readonly string[];
  readonly respond: string;
  readonly envelope: string;
  /** Answers to an envelope, and what they come to. */
  readonly statuses: readonly [answer: string, kind: string][];
}

const rawRows: readonly RawRow[] = [
  {
    maker: 'ericsson',
    form: ericssonToolkit,
    setup: [`AT*STKC=1,"${profile}"`],
    says: [`*STKI: "${TOOLKIT_TEST}"`, '*STKN: "D009810301260182028182"', '*STKEND'],
    respond: 'AT*STKR=',
    envelope: 'AT*STKE=',
    statuses: [
      ['*STKE: ""', 'taken'],
      ['*STKE: "9000"', 'taken'],
    ],
  },
  {
    maker: 'intel',
    form: intelToolkit,
    setup: ['AT+XSATK=?', 'AT+XSATK=1,1'],
    says: [`+SATI: "${TOOLKIT_TEST}"`, '+SATN: "D009810301260182028182"', '+SATF: 144,0'],
    respond: 'AT+SATR=',
    envelope: 'AT+SATE=',
    statuses: [
      ['+SATE: 144,0,211,0', 'taken'],
      ['+SATE: 145,26,211,0,""', 'taken'],
      ['+SATE: 147,0,211,0', 'refused'],
      ['+SATE: 106,128,211,0', 'refused'],
    ],
  },
];

describe('octets under names of a maker', () => {
  for (const { maker, form, setup, says, respond, envelope, statuses } of rawRows) {
    test(`${maker}: is switched on`, async () => {
      const { modem, driver } = bench(form, Object.fromEntries(setup.map(command => [command, ['OK']])));
      await driver.start();
      assert.deepEqual(modem.sent, setup);
    });

    test(`${maker}: hears commands and the end; what the module did itself is not answered`, async () => {
      const { modem, notices } = bench(form, {});
      modem.says(...says);
      await settle();
      assert.deepEqual(
        notices.map(notice => (notice.kind === 'command' ? notice.command.type : notice.kind)),
        ['displayText', 'ended'],
      );
      assert.deepEqual(modem.sent, []);
    });

    test(`${maker}: answers in octets`, async () => {
      const { driver } = bench(form, { [`${respond}"810301218082028281830100"`]: ['OK'] });
      const response = responseTo(details('displayText', 0x80), generalResult.performed);
      assert.deepEqual(await driver.respond(response), { kind: 'taken' });
    });

    for (const [answer, kind] of statuses) {
      test(`${maker}: chooses an item; ${answer} is ${kind}`, async () => {
        const { driver } = bench(form, { [`${envelope}"D30782020181900102"`]: [answer, 'OK'] });
        assert.equal((await driver.choose(2)).kind, kind);
      });
    }
  }
});

function menuOf(notice: ToolkitNotice | undefined) {
  assert.ok(notice?.kind === 'command');
  const { command } = notice;
  assert.ok(command.type === 'setUpMenu' || command.type === 'selectItem');
  return [command.type, command.alpha?.text, command.items.map(({ identifier, text }) => [identifier, text])];
}

describe('the toolkit as Wavecom modules read it', () => {
  // As recorded by FrontlineSMS (M-PESA).
  const menu = ['+STGI: "Safaricom"', '+STGI: 1,2,"Safaricom+",0,0', '+STGI: 128,2,"M-PESA",0,21', 'OK'];

  test('is switched on and its menu asked for', async () => {
    const { driver, notices } = bench(wavecomToolkit, {
      'AT+STSF=?': ['+STSF: (0-2)', 'OK'],
      'AT+STSF=1': ['OK'],
      'AT+STGI=0': menu,
    });
    await driver.start();
    assert.deepEqual(menuOf(notices[0]), [
      'setUpMenu',
      'Safaricom',
      [
        [1, 'Safaricom+'],
        [128, 'M-PESA'],
      ],
    ]);
  });

  for (const title of ['0,"M-PESA"', '"M-PESA"'])
    test(`a list under the title ${title}`, async () => {
      const { modem, notices } = bench(wavecomToolkit, {
        'AT+STGI=6': [`+STGI: ${title}`, '+STGI: 1,7,"Send money",0', 'OK'],
      });
      modem.says('+STIN: 6');
      await settle();
      assert.deepEqual(menuOf(notices[0]), ['selectItem', 'M-PESA', [[1, 'Send money']]]);
    });

  test('a menu that is not there yet is no trouble', async () => {
    const { driver, notices, warnings } = bench(wavecomToolkit, { 'AT+STSF=?': ['OK'], 'AT+STSF=1': ['OK'] });
    await driver.start();
    assert.deepEqual([notices, warnings], [[], []]);
  });

  test('a notice is read and its question answered behind the prompt', async () => {
    const { modem, driver, notices } = bench(wavecomToolkit, {
      'AT+STGI=3': ['+STGI: 0,1,0,20,0,"Enter phone no."', 'OK'],
      'AT+STGR=3,1,1': ['>'],
    });
    modem.says('+STIN: 3');
    await settle();
    const [notice] = notices;
    assert.ok(notice?.kind === 'command' && notice.command.type === 'getInput');
    assert.equal(notice.command.text.text, 'Enter phone no.');
    assert.deepEqual(notice.command.responseLength, { minimum: 0, maximum: 20 });
    const response = responseTo(notice.command.details, generalResult.performed, {
      text: { text: '+12345678', dataCodingScheme: 4 },
    });
    assert.deepEqual(await driver.respond(response), { kind: 'taken' });
    assert.deepEqual(modem.sent, ['AT+STGI=3', 'AT+STGR=3,1,1', '+12345678']);
  });

  test('99 is the end', async () => {
    const { modem, notices } = bench(wavecomToolkit, {});
    modem.says('+STIN: 99');
    await settle();
    assert.deepEqual(notices, [{ kind: 'ended' }]);
  });

  test('the menu is answered by the module itself', async () => {
    const { modem, driver } = bench(wavecomToolkit, {});
    assert.deepEqual(await driver.respond(responseTo(details('setUpMenu'), generalResult.performed)), {
      kind: 'taken',
    });
    assert.deepEqual(modem.sent, []);
  });

  test('an item of the menu', async () => {
    const { driver } = bench(wavecomToolkit, { 'AT+STGR=0,1,128': ['OK'] });
    assert.deepEqual(await driver.choose(128), { kind: 'taken' });
  });

  test('events are the module\u2019s own business', async () => {
    const { driver } = bench(wavecomToolkit, {});
    const devices = { source: device.terminal, destination: device.card };
    const outcome = await driver.envelope({ type: 'eventDownload', events: [4], devices });
    assert.equal(outcome.kind, 'refused');
  });

  test('a command that cannot be read is told to people', async () => {
    const { modem, warnings } = bench(wavecomToolkit, { 'AT+STGI=6': ['+CME ERROR: 3'] });
    modem.says('+STIN: 6');
    await settle();
    assert.deepEqual(warnings, ['the toolkit command 6 cannot be read']);
  });
});

describe('the toolkit as SIMCom modules read it', () => {
  test('texts are UCS-2 in digits', async () => {
    const { modem, notices } = bench(simcomToolkit, {
      'AT+STGI=24': ['+STGI: 24,0,0,0,12,"0057006800610074",1', '+STGI: 5,8,"00440430"', 'OK'],
    });
    modem.says('+STIN: 24');
    await settle();
    assert.deepEqual(menuOf(notices[0]), ['selectItem', 'What', [[5, 'Dа']]]);
  });
});

describe('the toolkit under the types of the commands', () => {
  const menu = ['^SSTGI: 37,0,1,"00420061006E006B",0,0,0,0', '^SSTGI: 37,3,"005000610079",0,0', 'OK'];
  const on = {
    'AT^SSTA=?': ['^SSTA: (0-4),(0,1)', 'OK'],
    'AT^SSTA=1,1': ['OK'],
    'AT^SSTA?': ['^SSTA: 2,1,1,"7FFFFFFF7F0100DF1F"', 'OK'],
    'AT^SSTGI=37': menu,
  };
  const ofMenu = responseTo(details('setUpMenu'), generalResult.performed);

  test('the alphabet is asked for; the menu that was read unasked is not answered', async () => {
    const { modem, driver, notices } = bench(cinterionToolkit, on);
    await driver.start();
    assert.deepEqual(menuOf(notices[0]), ['setUpMenu', 'Bank', [[3, 'Pay']]]);
    await driver.respond(ofMenu);
    assert.deepEqual(modem.sent, Object.keys(on));
  });

  test('the menu that the card sets up is answered', async () => {
    const { modem, driver } = bench(cinterionToolkit, { ...on, 'AT^SSTR=37,0': ['OK'] });
    modem.says('^SSTN: 37');
    await settle();
    assert.deepEqual(await driver.respond(ofMenu), { kind: 'taken' });
    assert.equal(modem.sent.at(-1), 'AT^SSTR=37,0');
  });

  test('an alphabet that comes with the next start is not believed', async () => {
    const answers = {
      ...on,
      'AT^SSTA?': ['^SSTA: 2,0,1,"7F"', 'OK'],
      'AT^SSTGI=37': ['^SSTGI: 37,0,1,"Bank",0,0,0,0', '^SSTGI: 37,3,"Pay",0,0', 'OK'],
      'AT^SSTR=35,0,,"12"': ['OK'],
    };
    const { driver, notices } = bench(cinterionToolkit, answers);
    await driver.start();
    assert.deepEqual(menuOf(notices[0]), ['setUpMenu', 'Bank', [[3, 'Pay']]]);
    const response = responseTo(details('getInput'), generalResult.performed, { text: { text: '12' } });
    assert.deepEqual(await driver.respond(response), { kind: 'taken' });
  });

  test('how a call went belongs to the answer', async () => {
    const { driver } = bench(cinterionToolkit, { 'AT^SSTR=16,0': ['^SSTR: 16,0,""', 'OK'] });
    const response = responseTo(details('setUpCall'), generalResult.performed);
    assert.deepEqual(await driver.respond(response), { kind: 'taken' });
  });

  test('an event is told where the module leaves it to us', async () => {
    const { driver } = bench(cinterionToolkit, { 'AT^SSTR=232': ['OK'] });
    const devices = { source: device.terminal, destination: device.card };
    assert.deepEqual(await driver.envelope({ type: 'eventDownload', events: [4], devices }), {
      kind: 'taken',
    });
  });

  const ends = [
    [cinterionToolkit, '^SSTN: 254'],
    [cinterionToolkit, '^SSTN: 133'],
    [telitToolkit, '#STN: 135'],
  ] as const;
  for (const [form, line] of ends) {
    test(`${line} is an end`, async () => {
      const { modem, notices } = bench(form, {});
      modem.says(line);
      await settle();
      assert.deepEqual(notices, [{ kind: 'ended' }]);
    });
  }

  test('an announced command is read by its type, whatever else the notice says', async () => {
    const { modem, notices } = bench(telitToolkit, { 'AT#STGI=33': ['#STGI: 33,128,"Hi"', 'OK'] });
    modem.says('#STN: 33,128,"Hi"', '#STN: 19,"Sending"', '#STN: 150,1');
    await settle();
    assert.deepEqual(
      notices.map(notice => notice.kind === 'command' && notice.command.type),
      ['displayText'],
    );
  });

  test('237 takes the menu away', async () => {
    const { modem, notices } = bench(telitToolkit, {});
    modem.says('#STN:237');
    await settle();
    assert.deepEqual(menuOf(notices[0]), ['setUpMenu', '', []]);
    assert.deepEqual(modem.sent, []);
  });
});

describe('a toolkit without its test form', () => {
  const refusesTest = Object.fromEntries(
    standardToolkit.setup.map(text => [text.replace('{profile}', profile), ['OK']]),
  );
  test('is tried all the same where people asked for it', async () => {
    const { driver, modem } = toolkitOnModem([standardToolkit], refusesTest, [], true);
    assert.equal(await driver.start(), true);
    assert.equal(modem.sent[0], 'AT+CUSATD=?');
  });

  test('is taken for missing where nobody did', async () => {
    const { driver, modem } = toolkitOnModem([standardToolkit], refusesTest);
    assert.equal(await driver.start(), false);
    assert.deepEqual(modem.sent, ['AT+CUSATD=?']);
  });

  test('is missing where its commands are refused too', async () => {
    const { driver } = toolkitOnModem([standardToolkit], {}, [], true);
    assert.equal(await driver.start(), false);
  });
});

describe('the status words of an answer (102 221 10.2, 51.011 9.4)', () => {
  for (const [words, kind] of [
    ['9000', 'taken'],
    ['910B', 'taken'],
    ['9F10', 'taken'],
    ['6110', 'taken'],
    ['6300', 'taken'],
    ['9300', 'refused'],
    ['6A80', 'refused'],
  ] as const)
    test(`${words} is ${kind}`, () =>
      assert.equal(outcomeOfStatus(decodeCardAnswer(fromHex(words))).kind, kind));
});
