/** The care of a session for its messages when the modem refuses, loses or spoils something. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress, type Submit } from '@simgate/gsm';
import { pass, settle } from '../../at/testing.ts';
import { sessionOnModem } from '../testing.ts';

const IMSI = '001010123456789';
const REPORT = '0006070B918802010000F262101021030000621010210300000000';
const message: Submit = {
  ...{ type: 'submit', rejectDuplicates: false, statusReportRequest: false, replyPath: false },
  ...{ messageReference: 0, destination: parseAddress('+88201000002'), protocolIdentifier: 0 },
  ...{ dataCodingScheme: 4, userData: { header: [], payload: Uint8Array.of(1) } },
};
const refusesIndications = { 'AT+CNMI=?': ['+CMS ERROR: 517'] };

describe('what the modem refused of its set-up', () => {
  test('is tried again behind growing pauses, and then every ten minutes', async () => {
    const { modem } = await sessionOnModem(refusesIndications);
    const begun = modem.clock.monotonic();
    const tries: number[] = [];
    modem.answers.set('AT+CNMI=?', () => {
      const second = (modem.clock.monotonic() - begun) / 1000;
      if (tries.at(-1) !== second) tries.push(second);
      return ['+CMS ERROR: 517'];
    });
    await pass(modem.clock, 1_740_000, 1000);
    assert.deepEqual(tries, [1, 3, 7, 15, 30, 60, 120, 240, 540, 1140, 1740]);
  });

  test('counts as still starting for five minutes; then there is a line about it', async () => {
    const { modem, session, warnings } = await sessionOnModem(refusesIndications);
    await pass(modem.clock, 299_999, 1000);
    assert.ok(session.status.conditions.includes('starting'));
    await pass(modem.clock, 1);
    assert.ok(!session.status.conditions.includes('starting'));
    assert.ok(session.status.conditions.includes('noIndications'));
    assert.deepEqual(warnings, []);
    await pass(modem.clock, 240_000, 1000);
    assert.deepEqual(warnings, ['incomplete']);
    await pass(modem.clock, 1_200_000, 1000);
    assert.deepEqual(warnings, ['incomplete']);
  });

  test('is tried from the first pause on behind a restart, by the new set-up alone', async () => {
    const { modem } = await sessionOnModem(refusesIndications);
    const begun = modem.clock.monotonic();
    const tries = new Set<number>();
    modem.answers.set('AT+CNMI=?', () => {
      tries.add(modem.clock.monotonic() - begun);
      return ['+CMS ERROR: 517'];
    });
    await pass(modem.clock, 500);
    modem.says('RDY');
    await pass(modem.clock, 4000);
    assert.deepEqual([...tries], [500, 1500, 3500]);
  });

  test('is tried at once where the modem is ready, and then from the first pause on', async () => {
    const { modem } = await sessionOnModem(refusesIndications);
    const begun = modem.clock.monotonic();
    const tries = new Set<number>();
    modem.answers.set('AT+CNMI=?', () => {
      tries.add(modem.clock.monotonic() - begun);
      return ['+CMS ERROR: 517'];
    });
    await pass(modem.clock, 3500, 500);
    modem.says('SMS Ready');
    await pass(modem.clock, 3500, 500);
    assert.deepEqual([...tries], [1000, 3000, 3500, 4500, 6500]);
  });

  test('is named where it is the storage', async () => {
    const refusal = ['+CMS ERROR: 517'];
    const { modem, session, warnings } = await sessionOnModem({
      ...{ 'AT+CPMS=?': refusal, 'AT+CPMS="SM","SM","SM"': refusal },
    });
    assert.deepEqual(session.status.conditions, ['starting', 'noStorage']);
    await pass(modem.clock, 540_000, 1000);
    assert.ok(session.status.conditions.includes('noStorage'));
    assert.deepEqual(warnings, ['incomplete']);
  });
});

test('a modem that offers no status reports is named at once', async () => {
  const { session, warnings } = await sessionOnModem({
    'AT+CNMI=?': ['+CNMI: (0-2),(0-3),(0,2),(0),(0,1)', 'OK'],
    'AT+CNMI=2,1,0,0,0': ['OK'],
    'AT+CNMI?': ['+CNMI: 2,1,0,0,0', 'OK'],
  });
  assert.deepEqual([session.status.conditions, warnings], [['noReports'], ['noReports']]);
  assert.deepEqual(session.status.ready?.sms.indications, { deliver: 1, report: 0, setting: '2,1,0,0,0' });
});

test('a modem that offers none of them later either is named then', async () => {
  const { modem, warnings } = await sessionOnModem(refusesIndications);
  modem.answers.set('AT+CNMI=?', ['+CNMI: (0-2),(0-3),(0,2),(0),(0,1)', 'OK']);
  modem.answers.set('AT+CNMI=2,1,0,0,0', ['OK']).set('AT+CNMI?', ['+CNMI: 2,1,0,0,0', 'OK']);
  await pass(modem.clock, 1000);
  assert.deepEqual(warnings, ['noReports']);
});

test('a modem that routes messages and stores none of them is asked to store them', async () => {
  const { modem, session } = await sessionOnModem({
    'AT+CNMI=?': ['+CNMI: (2),(0,2),(0),(1),(0)', 'OK'],
    'AT+CNMI=2,2,0,1,0': ['OK'],
    'AT+CNMI?': ['+CNMI: 2,2,0,1,0', 'OK'],
  });
  assert.equal(session.status.ready?.sms.indications.deliver, 2);
  modem.says('+CMTI: ,-1');
  await settle();
  assert.equal(session.status.ready?.sms.indications.setting, '2,2,0,1,0');
});

for (const [milliseconds, notYet] of [
  [59_999, true],
  [60_000, undefined],
] as const)
  test(`a refusal ${milliseconds} ms behind the set-up may ${notYet ? '' : 'not '}be that of a start`, async () => {
    const { modem, session } = await sessionOnModem({ 'AT+CMGS=14': ['+CMS ERROR: 517'] });
    await pass(modem.clock, milliseconds, 1000);
    const outcome = await session.submit(message, { moreFollow: false });
    assert.equal(outcome.kind === 'refused' && outcome.refusal.notYet, notYet);
  });

describe('a routed message that is not acknowledged', () => {
  test('has the settings looked at 25 s later, when the network has given up', async () => {
    const { modem, sent, warnings } = await sessionOnModem({});
    const asked = sent('AT+CNMI?');
    modem.says('+CDS: 26', REPORT.slice(1));
    await pass(modem.clock, 24_999, 500);
    assert.deepEqual([sent('AT+CNMI?') - asked, warnings], [0, ['notAcknowledged']]);
    await pass(modem.clock, 1);
    assert.equal(sent('AT+CNMI?') - asked, 1);
  });

  test('is one of several that need one look', async () => {
    const { modem, sent } = await sessionOnModem({});
    const asked = sent('AT+CNMI?');
    modem.says('+CDS: 26', REPORT.slice(1));
    await pass(modem.clock, 10_000, 500);
    modem.says('+CDS: 26', REPORT.slice(1));
    await pass(modem.clock, 40_000, 500);
    assert.equal(sent('AT+CNMI?') - asked, 1);
  });

  test('is kept while its SIM cannot be read, and stored under it once that is certain', async () => {
    const { modem, stored, sent } = await sessionOnModem({});
    modem.says('+CPIN: NOT READY');
    modem.answers.set('AT+CIMI', ['+CME ERROR: 14']);
    modem.says('+CDS: 26', REPORT);
    await pass(modem.clock, 5000, 500);
    assert.deepEqual(stored, []);
    modem.answers.set('AT+CIMI', [IMSI, 'OK']);
    modem.says('+CPIN: READY');
    await pass(modem.clock, 5000, 500);
    assert.deepEqual([stored, sent('AT+CNMA')], [[`statusReport ${IMSI}`], 1]);
    await pass(modem.clock, 10_000, 500);
    assert.equal(stored.length, 1);
  });
});

describe('an announced message that cannot be read', () => {
  test('has the settings looked at: the modem may have restarted unseen; once in ten seconds', async () => {
    const { modem, sent } = await sessionOnModem({ 'AT+CMGL=4': ['OK'] });
    const asked = sent('AT+CNMI?');
    modem.says('+CMTI: "SM",3');
    await settle();
    assert.equal(sent('AT+CNMI?') - asked, 1);
    await pass(modem.clock, 9999, 500);
    modem.says('+CMTI: "SM",4');
    await settle();
    assert.equal(sent('AT+CNMI?') - asked, 1);
    await pass(modem.clock, 1);
    modem.says('+CMTI: "SM",5');
    await settle();
    assert.equal(sent('AT+CNMI?') - asked, 2);
  });

  test('is named with its place behind the last try', async () => {
    const { modem, warnings } = await sessionOnModem({ 'AT+CMGL=4': ['OK'] });
    modem.says('+CMTI: "SM",3');
    await pass(modem.clock, 14_000, 500);
    assert.deepEqual(warnings, ['unreadable']);
  });
});

test('a service centre of the settings stands, whatever is read later', async () => {
  const { modem, session } = await sessionOnModem(
    { 'AT+CSCA?': ['+CMS ERROR: 517'] },
    { config: { smsc: '+8821' } },
  );
  modem.answers.set('AT+CSCA?', ['+CSCA: "+88200000000",145', 'OK']);
  await pass(modem.clock, 4000, 500);
  assert.equal(session.status.ready?.sim.smsc, '+8821');
});

test('reports are looked for in their own storage too where the place that is announced means nothing', async () => {
  const lists = '("SM","ME","SR"),("SM","ME"),("SM","ME")';
  const { modem, sent } = await sessionOnModem({
    ...{ 'AT+CGMI': ['Quectel', 'OK'], 'AT+CPMS=?': [`+CPMS: ${lists}`, 'OK'] },
    ...{ 'AT+CPMS="SR"': ['+CPMS: 0,5', 'OK'], 'AT+CMGL=4': ['OK'] },
  });
  const asked = sent('AT+CPMS="SR"');
  modem.says('+CDSI: "SM",0');
  await settle();
  assert.equal(sent('AT+CPMS="SR"') - asked, 1);
});

test('a notice of a full storage has it emptied', async () => {
  const { modem, warnings, sent } = await sessionOnModem({});
  const asked = sent('AT+CPMS="SM"');
  modem.says('+SMS FULL');
  await settle();
  assert.ok(sent('AT+CPMS="SM"') > asked);
  assert.deepEqual(warnings, ['memoryFull']);
});

describe('numbers of the SIM', () => {
  test('are none where the modem refuses them', async () => {
    const { session } = await sessionOnModem({ 'AT+CNUM': ['ERROR'], 'AT+CSCA?': ['ERROR'] });
    assert.partialDeepStrictEqual(session.status.ready?.sim, { number: '', smsc: '' });
  });

  test('are read as plain characters: IRA where there is no GSM', async () => {
    const { modem } = await sessionOnModem({ 'AT+CSCS="GSM"': ['ERROR'], 'AT+CSCS="IRA"': ['OK'] });
    assert.deepEqual(
      modem.sent.filter(text => text.startsWith('AT+CSCS=')),
      ['AT+CSCS="GSM"', 'AT+CSCS="GSM"', 'AT+CSCS="IRA"'],
    );
  });

  test('are read in GSM alone where there is that', async () => {
    const { sent } = await sessionOnModem({});
    assert.equal(sent('AT+CSCS="IRA"'), 0);
  });
});

test('a session whose device is gone keeps no timer: it would keep a stopping gateway alive', async () => {
  const { modem, session } = await sessionOnModem({
    ...refusesIndications,
    'AT+CGMI': ['ERROR'],
    'AT+CGMM': ['ERROR'],
  });
  await session.startCalls();
  modem.says('+CDS: 26', REPORT.slice(1), '+CREG: 3', '+CMTI: "SM",3', 'RING');
  await pass(modem.clock, 500);
  assert.ok(modem.clock.waiting > 4, `${modem.clock.waiting} timers`);
  modem.drop('unplugged');
  await pass(modem.clock, 3000, 1000);
  assert.equal(modem.clock.waiting, 0);
});
