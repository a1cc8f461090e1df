/** The verbs of a session with a modem that serves and with one that does not, and what it shows of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress, type Submit } from '@simgate/gsm';
import { pass, type Script, settle } from '../at/testing.ts';
import { capabilitiesOf } from './session-surface.ts';
import { sessionOnModem } from './testing.ts';

const message: Submit = {
  ...{ type: 'submit', rejectDuplicates: false, statusReportRequest: false, replyPath: false },
  ...{ messageReference: 0, destination: parseAddress('+88201000002'), protocolIdentifier: 0 },
  ...{ dataCodingScheme: 4, userData: { header: [], payload: Uint8Array.of(1) } },
};
const alone = { moreFollow: false };
const noSim: Readonly<Record<string, Script>> = { 'AT+CPIN?': ['+CME ERROR: 10'] };

describe('a session without a SIM', () => {
  test('refuses what needs one at once, and sends nothing for it', async () => {
    const { session, modem } = await sessionOnModem(noSim);
    const before = modem.sent.length;
    assert.deepEqual(await session.submit(message, alone), {
      kind: 'refused',
      refusal: { source: 'link', text: 'the modem is not ready', permanent: false },
    });
    assert.deepEqual(await session.sendUssd('*100#'), { kind: 'refused', text: 'the modem is not ready' });
    await session.cancelUssd();
    await session.sweep();
    await session.startToolkit();
    await session.startCalls();
    await session.check();
    assert.deepEqual([session.calls.calls, session.busy, session.awaitsSubmit], [[], false, false]);
    assert.equal((await session.toolkit.choose(1)).kind, 'refused');
    assert.equal((await session.calls.dial('0170', 1)).kind, 'refused');
    assert.equal(modem.sent.length, before);
  });

  test('shows its maker, model and firmware all the same', async () => {
    const { session } = await sessionOnModem(noSim);
    assert.deepEqual(capabilitiesOf(session.status), { maker: 'Maker', model: 'Model', firmware: '1.0' });
  });

  test('is not given a number by people before there is one', async () => {
    const { session } = await sessionOnModem(noSim);
    session.renumber('+8820');
    assert.equal(session.status.ready, undefined);
  });

  test('shows nothing of a modem that never answered', async () => {
    const { session, modem } = await sessionOnModem({});
    modem.drop('unplugged');
    await settle();
    const { ready: _gone, ...rest } = session.status;
    assert.equal(capabilitiesOf({ ...rest, conditions: [] }).maker, 'Maker');
    assert.deepEqual(capabilitiesOf({ registrations: {}, signal: 0, attached: false, conditions: [] }), {});
  });
});

describe('the capabilities of a modem', () => {
  const rows: readonly (readonly [what: string, answers: Readonly<Record<string, Script>>, shown: object])[] =
    [
      [
        'that grants everything',
        {},
        {
          ...{ maker: 'Maker', model: 'Model', firmware: '1.0', dialect: 'generic' },
          ...{ registration: 'CREG=2 CGREG=2 CEREG=2', 'signal from': '+CSQ, +CESQ', '+CSMS': '1' },
          ...{ '+CNMI': '2,1,0,1,0', storage: 'SM ME', '+CMMS': 'yes' },
        },
      ],
      ['without +CMMS', { 'AT+CMMS=?': ['ERROR'] }, { '+CMMS': 'no' }],
      ['without +CESQ', { 'AT+CESQ': ['ERROR'] }, { 'signal from': '+CSQ' }],
      [
        'of phase 2 alone',
        { 'AT+CSMS=1': ['ERROR'], 'AT+CSMS?': ['+CSMS: 0,1,1,1', 'OK'] },
        { '+CSMS': '0' },
      ],
      [
        'that knows one registration, without its place',
        {
          'AT+CREG=2': ['+CME ERROR: 4'],
          'AT+CREG=1': ['OK'],
          'AT+CGREG=2': ['ERROR'],
          'AT+CEREG=2': ['ERROR'],
        },
        { registration: /^CREG=1/ },
      ],
    ];
  for (const [what, answers, shown] of rows)
    test(what, async () => {
      const { session } = await sessionOnModem(answers);
      const found = capabilitiesOf(session.status);
      for (const [name, value] of Object.entries(shown))
        if (value instanceof RegExp) assert.match(found[name] ?? '', value);
        else assert.equal(found[name], value);
    });
});

describe('the number and the service centre that a SIM is shown with', () => {
  const desires = { state: () => ({}), ownNumber: () => '+8823' };
  const rows: readonly (readonly [
    what: string,
    options: Parameters<typeof sessionOnModem>[1],
    answers: Readonly<Record<string, Script>>,
    number: string,
  ])[] = [
    ['its own', {}, {}, '+88201000001'],
    ['its own before that of the settings', { config: { number: '+8822' } }, {}, '+88201000001'],
    [
      'that of the settings where it has none',
      { config: { number: '+8822' } },
      { 'AT+CNUM': ['OK'] },
      '+8822',
    ],
    ['that of people before all', { desires, config: { number: '+8822' } }, {}, '+8823'],
    ['none', {}, { 'AT+CNUM': ['OK'] }, ''],
  ];
  for (const [what, options, answers, number] of rows)
    test(`the number is ${what}`, async () => {
      const { session } = await sessionOnModem(answers, options);
      assert.equal(session.status.ready?.sim.number, number);
    });

  test('the number is what people give it while it serves', async () => {
    const { session } = await sessionOnModem({});
    session.renumber('+8829');
    assert.equal(session.status.ready?.sim.number, '+8829');
    assert.equal(session.status.ready?.sim.imsi, '001010123456789');
  });

  for (const [what, smsc, answer, shown] of [
    ['its own', undefined, ['+CSCA: "+88200000000",145', 'OK'], '+88200000000'],
    ['that of the settings', '+88209999999', ['+CSCA: "+88200000000",145', 'OK'], '+88209999999'],
    ['none', undefined, ['+CMS ERROR: 330'], ''],
  ] as const)
    test(`the service centre is ${what}`, async () => {
      const { session } = await sessionOnModem(
        { 'AT+CSCA?': answer },
        { config: smsc === undefined ? {} : { smsc } },
      );
      assert.equal(session.status.ready?.sim.smsc, shown);
    });
});

describe('the radio', () => {
  test('is restarted by two commands behind all that waits', async () => {
    const { session, modem, sent } = await sessionOnModem({ 'AT+CFUN=4': ['OK'], 'AT+CFUN=1': ['OK'] });
    await session.restartRadio();
    assert.deepEqual([sent('AT+CFUN=4'), sent('AT+CFUN=1')], [1, 1]);
    assert.ok(modem.sent.indexOf('AT+CFUN=4') < modem.sent.indexOf('AT+CFUN=1'));
  });

  for (const answer of [['ERROR'], ['+CFUN: 1', 'OK'], ['noise', 'OK']])
    test(`is left alone where +CFUN? is answered by ${answer.join(' ')}`, async () => {
      const { sent, warnings } = await sessionOnModem({ 'AT+CFUN?': answer });
      assert.deepEqual([sent('AT+CFUN=1'), warnings], [0, []]);
    });
});

describe('the toolkit of a modem', () => {
  test('is reached by commands to the card itself where the settings choose that', async () => {
    const { session, modem } = await sessionOnModem(
      { 'AT+CUSATD=?': ['OK'] },
      { config: { toolkitOver: 'csim' } },
    );
    void session.startToolkit();
    await pass(modem.clock, 2000);
    assert.equal(modem.sent.includes('AT+CUSATD=?'), false);
    assert.ok(
      modem.sent.some(text => text.startsWith('AT+CSIM=')),
      modem.sent.slice(-5).join(),
    );
  });
});

describe('the best technology of a modem', () => {
  test('is asked for once, and only where no registration shows one', async () => {
    const searching = ['AT+CREG?', 'AT+CGREG?'].map(
      text => [text, [`+${text.slice(3, -1)}: 2,2`, 'OK']] as const,
    );
    const { session, sent } = await sessionOnModem({
      ...Object.fromEntries(searching),
      'AT+WS46=?': ['+WS46: (12,22,25,28)', 'OK'],
    });
    await session.raise();
    assert.deepEqual([session.status.bestTechnology, sent('AT+WS46=?')], [7, 1]);
    const registered = await sessionOnModem({ 'AT+WS46=?': ['+WS46: (12,22,25,28)', 'OK'] });
    assert.equal(registered.sent('AT+WS46=?'), 0);
  });

  for (const [offer, technology] of [
    ['(12,22,25,28)', 7],
    ['(12,22,25)', 2],
    ['(12)', 0],
    ['(30,31)', 7],
    ['(29)', 2],
    ['(128)', undefined],
  ] as const)
    test(`is <AcT> ${technology} of +WS46: ${offer}`, async () => {
      const { session } = await sessionOnModem({ ...noSim, 'AT+WS46=?': [`+WS46: ${offer}`, 'OK'] });
      assert.equal(session.status.bestTechnology, technology);
    });
});

describe('an echo against the setting', () => {
  test('shows a restart that nobody saw: the modem is set up anew', async () => {
    const { modem, session, climbs } = await sessionOnModem({ 'AT+CSQ': ['AT+CSQ', '+CSQ: 20,99', 'OK'] });
    // The ladder itself met it: this modem always echoes.
    assert.equal(climbs(), 1);
    await session.check();
    assert.equal(climbs(), 1);
    modem.says('RDY');
    await settle();
    assert.equal(climbs(), 2);
  });

  test('that comes while it serves has it set up anew, once', async () => {
    const { modem, session, climbs } = await sessionOnModem({});
    modem.answers.set('AT+CSQ', ['AT+CSQ', '+CSQ: 20,99', 'OK']);
    await session.check();
    await settle();
    assert.equal(climbs(), 2);
    await session.check();
    await settle();
    assert.equal(climbs(), 2);
  });
});

test('a modem that echoes though it was told not to sends messages all the same', async () => {
  const { session } = await sessionOnModem({
    'AT+CSQ': ['AT+CSQ', '+CSQ: 20,99', 'OK'],
    'AT+CMGS=14': ['AT+CMGS=14', '>'],
  });
  assert.deepEqual(await session.submit(message, alone), { kind: 'accepted', reference: 7 });
});

describe('a modem that starts anew', () => {
  test('answers nothing older: what was handed over is in doubt at once', async () => {
    const { modem, session } = await sessionOnModem({}, { payload: [] });
    const sending = session.submit(message, alone);
    await settle();
    modem.says('RDY');
    assert.partialDeepStrictEqual(await sending, {
      kind: 'inDoubt',
      reason: 'the device went away: the modem restarted',
    });
  });

  test('has another SIM, perhaps, where a sign of it came behind the reading of its IMSI', async () => {
    const { modem, session } = await sessionOnModem({});
    modem.answers.set('AT+CMMS=?', () => {
      modem.answers.set('AT+CIMI', ['001010987654321', 'OK']);
      modem.says('+CREG: 0', '+CREG: 1');
      return ['+CMMS: (0-2)', 'OK'];
    });
    modem.says('RDY');
    await settle();
    const outcome = await session.submit(message, alone);
    assert.partialDeepStrictEqual(outcome, { kind: 'refused', refusal: { source: 'link' } });
  });

  test('and refuses PDU mode is still starting, however long ago it refused it before', async () => {
    const { modem, session } = await sessionOnModem({ 'AT+CMGF=0': ['ERROR'] });
    modem.answers.set('AT+CMGF=0', ['OK']);
    assert.equal(await session.raise(), undefined);
    await pass(modem.clock, 60_000, 1000);
    modem.answers.set('AT+CMGF=0', ['ERROR']);
    assert.equal((await session.raise())?.kind, 'starting');
  });
});

test('the slot of its SIM is known where the place has several', async () => {
  const answers = { 'AT+CSUS?': ['+CSUS: 1', 'OK'] };
  const { session } = await sessionOnModem(answers, { config: { slots: 2 } });
  assert.equal(session.status.ready?.slot, 1);
  const { session: single } = await sessionOnModem(answers);
  assert.equal(single.status.ready?.slot, undefined);
});

test('the capabilities of a modem are described once: the picture of a port is made many times', async () => {
  const { session } = await sessionOnModem({});
  assert.equal(capabilitiesOf(session.status), capabilitiesOf(session.status));
});
