import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress, type Submit } from '@simgate/gsm';
import { pass, type Script, settle } from '../at/testing.ts';
import { sessionOnModem } from './testing.ts';

const REPORT = '0006070B918802010000F262101021030000621010210300000000';
const DELIVER =
  '07914306073011F0040B911326880736F40000111081017362401654747A0E4ACF41F4329E0E6A97E7F3F0B90C8A01';
const message: Submit = {
  ...{ type: 'submit', rejectDuplicates: false, statusReportRequest: false, replyPath: false },
  ...{ messageReference: 0, destination: parseAddress('+88201000002'), protocolIdentifier: 0 },
  ...{ dataCodingScheme: 4, userData: { header: [], payload: Uint8Array.of(1) } },
};
const CMGS = 'AT+CMGS=14';
const alone = { moreFollow: false };
const accepted = { kind: 'accepted', reference: 7 };
const IMSI = '001010123456789';
const OTHER_IMSI = '001010987654321';
const otherImsi = [OTHER_IMSI, 'OK'];

describe('a session', () => {
  test('climbs, sends, and stores what is routed under its SIM', async () => {
    const { modem, session, stored, climbs } = await sessionOnModem({});
    assert.deepEqual(await session.submit(message, alone), accepted);
    modem.says('+CDS: 26', REPORT);
    await settle();
    assert.deepEqual([stored, climbs()], [[`statusReport ${IMSI}`], 1]);
  });

  test('takes what the modem sent before it was listened to', async () => {
    const { session, stored } = await sessionOnModem(
      {},
      { before: ['+CREG: 2', '+CDS: 26', REPORT, 'SMS Ready'] },
    );
    assert.deepEqual(stored, [`statusReport ${IMSI}`]);
    assert.equal(session.status.registrations.CREG?.status, 1);
  });

  test('keeps the last status that means something (kind of B28)', async () => {
    const { modem, session } = await sessionOnModem(
      {
        ...{ 'AT+CREG=2': ['+CME ERROR:50'], 'AT+CREG=1': ['OK'], 'AT+CREG?': ['+CREG: 1,13', 'OK'] },
        ...{ 'AT+CGREG=2': ['ERROR'], 'AT+CEREG=2': ['ERROR'] },
      },
      { before: ['+CREG: 3'] },
    );
    const status = () => session.status.registrations.CREG?.status;
    assert.equal(status(), 3);
    for (let round = 0; round < 3; round += 1) {
      await session.check();
      assert.equal(status(), 3);
    }
    modem.says('+CREG: 1');
    await session.check();
    assert.equal(status(), 1);
    modem.says('+CREG: 255');
    assert.equal(status(), 1);
  });

  test('keeps a denial over a restart of the module, and no registration', async () => {
    const meaningless = {
      ...{ 'AT+CREG?': ['+CREG: 2,13', 'OK'], 'AT+CGREG?': ['ERROR'], 'AT+CEREG?': ['ERROR'] },
    };
    const { modem, session } = await sessionOnModem(meaningless, { before: ['+CREG: 3'] });
    modem.says('RDY');
    await pass(modem.clock, 5000, 500);
    assert.equal(session.status.registrations.CREG?.status, 3);
    modem.says('+CREG: 1', 'RDY');
    await pass(modem.clock, 5000, 500);
    assert.deepEqual(session.status.registrations, {});
  });

  test('knows nothing of its registration where no status means anything', async () => {
    const { session } = await sessionOnModem({
      ...{ 'AT+CREG?': ['+CREG: 2,13', 'OK'], 'AT+CGREG?': ['+CGREG: 2,99', 'OK'], 'AT+CEREG?': ['ERROR'] },
    });
    assert.deepEqual(session.status.registrations, {});
  });

  test('reads a notice without quotes by the mode that was set', async () => {
    const { modem, session } = await sessionOnModem({});
    modem.says('+CREG: 5,10,20');
    assert.partialDeepStrictEqual(session.status.registrations.CREG, { status: 5, locationArea: 16 });
  });

  test('takes the signal from a notice of its maker, and from no other number', async () => {
    const { modem, session } = await sessionOnModem({
      'AT+CGMI': ['huawei', 'OK'],
      'AT+CSQ': ['+CSQ: 9,99', 'OK'],
    });
    assert.equal(session.status.signal, 9);
    modem.says('^RSSI:17');
    assert.equal(session.status.signal, 17);
    modem.says('^RSSI:99');
    assert.equal(session.status.signal, 17);
  });

  test('climbs again behind a restart of the module', async () => {
    const { modem, session, climbs } = await sessionOnModem({});
    modem.says('RDY');
    assert.equal((await session.submit(message, alone)).kind, 'refused');
    await settle();
    assert.deepEqual([climbs(), await session.submit(message, alone)], [2, accepted]);
  });

  test('knows a modem that refuses every command', async () => {
    const { modem, session } = await sessionOnModem({});
    for (const command of modem.answers.keys()) modem.answers.set(command, ['+CME ERROR: 515']);
    await session.check();
    assert.deepEqual(session.status.conditions, []);
    await pass(modem.clock, 20_000, 1000);
    await session.check();
    assert.deepEqual(session.status.conditions, ['refusesAll']);
    modem.answers.set('AT+CSQ', ['+CSQ: 20,99', 'OK']);
    await session.check();
    assert.deepEqual(session.status.conditions, []);
  });

  test('acknowledges what is due before the next message goes out', async () => {
    const { modem, session } = await sessionOnModem({});
    modem.says('+CDS: 26', REPORT);
    await session.submit(message, alone);
    assert.ok(modem.sent.indexOf('AT+CNMA') < modem.sent.indexOf(CMGS), modem.sent.slice(-4).join());
  });

  test('awaits a submit as long as its maker allows, until it is answered', async () => {
    const { modem, session } = await sessionOnModem({}, { payload: [] });
    const sending = session.submit(message, alone);
    await pass(modem.clock, 135_000, 5000);
    assert.equal(session.awaitsSubmit, true);
    modem.says('+CMGS: 9', 'OK');
    assert.deepEqual([await sending, session.awaitsSubmit], [{ kind: 'accepted', reference: 9 }, false]);
  });

  test('switches a radio on that is off as soon as the modem lets it', async () => {
    const { modem, session, warnings } = await sessionOnModem({
      ...{ 'AT+CFUN?': ['+CFUN: 4', 'OK'], 'AT+CFUN=1': ['+CME ERROR: 14'] },
    });
    assert.deepEqual([session.status.ready, warnings], [undefined, []]);
    modem.answers.set('AT+CFUN=1', ['OK']);
    await pass(modem.clock, 4000, 500);
    assert.equal(session.status.ready?.sim.imsi, IMSI);
    assert.deepEqual(warnings, ['radioSwitchedOn']);
  });

  test('switches on a radio that is off, and leaves a line about it', async () => {
    const { sent, warnings } = await sessionOnModem({
      'AT+CFUN?': ['+CFUN: 4', 'OK'],
      'AT+CFUN=1': ['OK'],
    });
    assert.deepEqual([sent('AT+CFUN=1'), warnings], [1, ['radioSwitchedOn']]);
  });
});

/** Signs that another SIM may be in the modem: each makes it read ICCID and IMSI again before anything is sent or stored. */
describe('identity follows the SIM', () => {
  const lost = ['+CREG: 0', '+CGREG: 0'];
  const signs: readonly [what: string, before: readonly string[], after: readonly string[]][] = [
    ['loses its registration and has it again', lost, ['+CREG: 5,"00A1","0003D2E1",2']],
    ['loses it on one side, with no word of the others', ['+CREG: 0'], ['+CREG: 5,"00A1","0003D2E1",2']],
    ['is not ready and ready', ['+CPIN: NOT READY', ...lost], ['+CPIN: READY', '+CREG: 1']],
    ['is ready once more', [], ['+CPIN: READY']],
    ['asks for its PIN', [], ['+CPIN: SIM PIN']],
    ['is in an unknown state', ['+CPIN: PH-NET PIN'], []],
  ];
  for (const [what, before, after] of signs) {
    test(`where the SIM ${what} and is another one: nothing goes out or is stored under the former`, async () => {
      const { modem, session, stored, warnings } = await sessionOnModem({});
      modem.says(...before);
      modem.answers.set('AT+CIMI', otherImsi);
      modem.says(...after, '+CDS: 26', REPORT);
      const outcome = await session.submit(message, alone);
      assert.partialDeepStrictEqual(outcome, {
        kind: 'refused',
        refusal: { source: 'link', permanent: false },
      });
      await settle();
      assert.deepEqual([stored, warnings], [[`statusReport ${OTHER_IMSI}`], ['otherSim']]);
      assert.equal(session.status.ready?.sim.imsi, OTHER_IMSI);
      assert.deepEqual(await session.submit(message, alone), accepted);
    });

    test(`where the SIM ${what} and is the same: it is read, and all goes on`, async () => {
      const { modem, session, stored, climbs, sent } = await sessionOnModem({});
      const reads = sent('AT+CIMI');
      modem.says(...before, ...after, '+CDS: 26', REPORT);
      assert.deepEqual(await session.submit(message, alone), accepted);
      assert.deepEqual([stored, climbs()], [[`statusReport ${IMSI}`], 1]);
      assert.ok(sent('AT+CIMI') > reads);
    });
  }

  test('by the card too: an eUICC may keep the IMSI of a test profile', async () => {
    const { modem, session } = await sessionOnModem({});
    modem.answers.set('AT+CCID', ['+CCID: 8988999000000000888', 'OK']);
    modem.says('+CPIN: READY');
    await pass(modem.clock, 2000, 500);
    assert.equal(session.status.ready?.sim.iccid, '8988999000000000888');
  });

  test('without any sign at the next look at the modem', async () => {
    const { modem, session } = await sessionOnModem({});
    modem.answers.set('AT+CIMI', otherImsi);
    await session.check();
    await settle();
    assert.equal(session.status.ready?.sim.imsi, OTHER_IMSI);
  });

  test('by itself once it is registered again, and while it is not the doubt lasts', async () => {
    const { modem, session, stored, sent } = await sessionOnModem({});
    modem.says(...lost);
    const reads = sent('AT+CIMI');
    await pass(modem.clock, 20_000, 1000);
    assert.deepEqual([session.status.conditions, sent('AT+CIMI')], [['simInDoubt'], reads]);
    // A message that comes all the same is stored under the SIM that is read for it.
    modem.says('+CDS: 26', REPORT);
    await settle();
    assert.deepEqual([session.status.conditions, stored], [['simInDoubt'], [`statusReport ${IMSI}`]]);
    modem.says('+CREG: 1');
    await pass(modem.clock, 2000, 500);
    assert.deepEqual(session.status.conditions, []);
  });

  test('and what cannot wait is stored without a SIM where none can be read, and acknowledged', async () => {
    const { modem, stored, sent } = await sessionOnModem({});
    modem.says('+CPIN: NOT READY');
    modem.answers.set('AT+CIMI', ['+CME ERROR: 10']);
    modem.says('+CDS: 26', REPORT);
    await pass(modem.clock, 10_500, 500);
    assert.deepEqual([stored, sent('AT+CNMA')], [[], 0]);
    await pass(modem.clock, 1000, 500);
    assert.deepEqual([stored, sent('AT+CNMA')], [['statusReport nobody'], 1]);
  });

  test('also where the sign came while the modem was set up, behind the reading of its IMSI', async () => {
    const { modem, session, stored, sent } = await sessionOnModem({});
    modem.answers.set('AT+CMMS=?', () => {
      modem.answers.set('AT+CIMI', otherImsi);
      modem.says('+CREG: 0', '+CREG: 1');
      return ['+CMMS: (0-2)', 'OK'];
    });
    modem.says('RDY');
    await pass(modem.clock, 8000, 500);
    modem.says('+CDS: 26', REPORT);
    await settle();
    assert.equal(session.status.ready?.sim.imsi, OTHER_IMSI);
    assert.deepEqual([stored, sent(CMGS)], [[`statusReport ${OTHER_IMSI}`], 0]);
  });

  test('and nothing is deleted or sent that waited behind a message while a sign came', async () => {
    const { modem, session, sent, stored } = await sessionOnModem(
      { 'AT+CMGR=3': ['+CMGR: 0,,39', DELIVER, 'OK'], 'AT+CMGD=3': ['OK'], 'AT+CPMS="SM"': ['OK'] },
      { payload: [] },
    );
    modem.answers.set('AT+CIMI', () => {
      // The message is stored by now, and its deletion waits behind another message.
      void session.submit(message, alone);
      modem.answers.set('AT+CIMI', [IMSI, 'OK']);
      return [IMSI, 'OK'];
    });
    await pass(modem.clock, 10_000, 500);
    modem.says('+CMTI: "SM",3');
    await pass(modem.clock, 5000, 500);
    assert.equal(stored.length, 1);
    const later = session.submit(message, alone);
    modem.answers.set('AT+CIMI', otherImsi);
    modem.says('+CREG: 0', '+CREG: 1');
    await pass(modem.clock, 1000, 500);
    modem.says('+CMGS: 7', 'OK');
    await pass(modem.clock, 10_000, 500);
    assert.equal((await later).kind, 'refused');
    assert.deepEqual([sent('AT+CMGD=3'), sent(CMGS)], [0, 1]);
  });

  test('and what the modem stores stays there until the SIM is certain', async () => {
    const { modem, stored, sent } = await sessionOnModem({
      'AT+CMGR=3': ['+CMGR: 0,,39', DELIVER, 'OK'],
      'AT+CMGD=3': ['OK'],
      'AT+CMGL=4': ['+CMGL: 3,0,,39', DELIVER, 'OK'],
    });
    modem.says('+CPIN: NOT READY');
    modem.answers.set('AT+CIMI', ['+CME ERROR: 14']);
    modem.says('+CMTI: "SM",3');
    await pass(modem.clock, 5000, 500);
    assert.deepEqual([stored, sent('AT+CMGD=3')], [[], 0]);
    modem.answers.set('AT+CIMI', [IMSI, 'OK']).set('AT+CPMS="SM"', ['+CPMS: 1,30', 'OK']);
    modem.says('+CPIN: READY');
    await pass(modem.clock, 5000, 500);
    assert.deepEqual([stored, sent('AT+CMGD=3')], [[`deliver ${IMSI}`], 1]);
  });
});

describe('a modem that is still starting', () => {
  const notYet = ['ERROR', '+CME ERROR: 14', '+CMS ERROR: 314', '+CMS ERROR: 517', '+CME ERROR: 515'];
  for (const refusal of notYet)
    test(`refuses PDU mode with ${refusal}: it serves at its notice`, async () => {
      const { modem, session } = await sessionOnModem({ 'AT+CMGF=0': [refusal] });
      await pass(modem.clock, 8000, 500);
      assert.equal(session.status.ready, undefined);
      modem.answers.set('AT+CMGF=0', ['OK']);
      modem.says('Call Ready', 'SMS Ready');
      await settle();
      assert.deepEqual(await session.submit(message, alone), accepted);
    });

  const late: Readonly<Record<string, Script>> = Object.fromEntries(
    ['AT+CPMS=?', 'AT+CPMS="SM","SM","SM"', 'AT+CNMI=?', 'AT+CNMI=2,1,0,1,0', 'AT+CSCA?'].map(command => [
      command,
      ['+CMS ERROR: 517'],
    ]),
  );
  for (const [what, seconds, notice] of [
    ['after a while', 4, undefined],
    ['at its notice', 0.1, 'SMS Ready'],
  ] as const)
    test(`has its storage, indications and service centre set ${what}, and what came meanwhile is read`, async () => {
      const { modem, session, stored } = await sessionOnModem(late);
      assert.deepEqual(session.status.conditions, ['starting', 'noStorage', 'noIndications']);
      assert.deepEqual(await session.submit(message, alone), accepted);
      for (const command of Object.keys(late)) modem.answers.delete(command);
      const { willingModem } = await import('../at/testing.ts');
      for (const command of Object.keys(late)) modem.answers.set(command, willingModem[command] ?? ['OK']);
      modem.answers.set('AT+CPMS="SM"', ['+CPMS: 1,30', 'OK']).set('AT+CMGD=3', ['OK']);
      modem.answers.set('AT+CMGL=4', ['+CMGL: 3,0,,39', DELIVER, 'OK']);
      if (notice !== undefined) modem.says(notice);
      await pass(modem.clock, seconds * 1000, 100);
      assert.deepEqual(session.status.conditions, []);
      assert.equal(session.status.ready?.sim.smsc, '+88200000000');
      assert.deepEqual(stored, [`deliver ${IMSI}`]);
    });

  for (const refusal of notYet)
    test(`ends no message by ${refusal} before its PDU, and later may`, async () => {
      const { modem, session } = await sessionOnModem({ [CMGS]: [refusal] });
      assert.partialDeepStrictEqual(await session.submit(message, alone), {
        kind: 'refused',
        refusal: { permanent: false, notYet: true },
      });
      await pass(modem.clock, 61_000, 1000);
      const later = await session.submit(message, alone);
      assert.ok(later.kind === 'refused' && later.refusal.notYet === undefined);
    });

  test('and never takes PDU mode has no SMS: one line about it, however long it lasts', async () => {
    const { modem, session, warnings } = await sessionOnModem({ 'AT+CMGF=0': ['ERROR'] });
    assert.partialDeepStrictEqual(await session.raise(), { kind: 'starting' });
    await pass(modem.clock, 400_000, 5000);
    assert.partialDeepStrictEqual(await session.raise(), { kind: 'noSms' });
    assert.deepEqual(warnings, ['noSms']);
  });
});

describe('a flood', () => {
  test('of one notice is bounded, and what it may have told is asked for', async () => {
    const { modem, session, warnings, sent } = await sessionOnModem({});
    const asked = sent('AT+CREG?');
    const listed = sent('AT+CPMS="SM"');
    for (let count = 0; count < 2000; count += 1) modem.says(`+CREG: ${count % 2}`);
    await pass(modem.clock, 2000, 500);
    assert.deepEqual(warnings, ['flood']);
    assert.ok(sent('AT+CREG?') > asked);
    assert.ok(sent('AT+CPMS="SM"') > listed);
    assert.equal(session.status.registrations.CREG?.status, 1);
  });

  test('of announced messages reads each once, and lists beyond the bound', async () => {
    const { modem, sent } = await sessionOnModem({ 'AT+CMGR=1': ['+CMS ERROR: 321'], 'AT+CMGL=4': ['OK'] });
    const commands = modem.sent.length;
    for (let count = 0; count < 5000; count += 1) modem.says(`+CMTI: "SM",${count}`);
    await pass(modem.clock, 30_000, 1000);
    assert.equal(sent('AT+CMGR=4000'), 0);
    assert.ok(modem.sent.length - commands < 64 * 9, `${modem.sent.length - commands} commands`);
  });

  test('of routed messages for a SIM that cannot be read keeps a bounded number', async () => {
    const { modem, stored } = await sessionOnModem({ 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'] });
    modem.answers.set('AT+CIMI', ['ERROR']);
    for (let count = 0; count < 200; count += 1) modem.says('+CDS: 26', REPORT);
    await pass(modem.clock, 12_000, 1000);
    assert.equal(stored.length, 64);
  });

  test('of routed messages is left to the network beyond 64 at once, with one line', async () => {
    const { modem, stored, warnings } = await sessionOnModem({ 'AT+CNMA': ['OK'] });
    for (let count = 0; count < 100; count += 1) modem.says('+CDS: 26', REPORT);
    await settle();
    assert.deepEqual([stored.length, warnings], [64, ['notAcknowledged']]);
    modem.says('+CDS: 26', REPORT);
    await settle();
    assert.equal(stored.length, 65);
  });

  test('of warnings leaves a few lines', async () => {
    const { modem, warnings } = await sessionOnModem({
      'AT+CMGL=4': ['OK'],
      'AT+CPMS="SM"': ['+CPMS: 0,30', 'OK'],
    });
    for (let count = 0; count < 100; count += 1) modem.says('+CIEV: "smsfull",1');
    await settle();
    assert.deepEqual(warnings, ['memoryFull']);
  });
});

describe('a message that was announced but stored nowhere', () => {
  test('makes the modem hand messages over at once, with a line about it', async () => {
    const { modem, session, warnings } = await sessionOnModem({
      'AT+CMGL=4': ['OK'],
      'AT+CNMI=2,2,0,1,0': ['OK'],
    });
    modem.answers.set('AT+CNMI?', ['+CNMI: 2,2,0,1,0', 'OK']);
    modem.says('+CMTI: ,-1');
    await settle();
    assert.deepEqual(warnings, ['notStored']);
    assert.equal(session.status.ready?.sms.indications.setting, '2,2,0,1,0');
  });

  test('a thousand times asks for another way of delivery once a minute', async () => {
    const { modem } = await sessionOnModem({ 'AT+CMGL=4': ['OK'] });
    modem.answers.set('AT+CNMI=2,2,0,1,0', ['ERROR']);
    const asked = (): number => modem.sent.filter(command => command === 'AT+CNMI=2,2,0,1,0').length;
    const before = asked();
    for (let count = 0; count < 1000; count += 1) modem.says('+CMTI: ,-1');
    await pass(modem.clock, 60_000, 1000);
    // A refusal is asked for once more.
    assert.equal(asked() - before, 2);
    modem.says('+CMTI: ,-1');
    await pass(modem.clock, 1000, 1000);
    assert.equal(asked() - before, 4);
  });
});
