import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pass, type Script, settle } from '../../at/testing.ts';
import { type CallForm, standardCalls } from '../../dialects/call-form.ts';
import { huawei } from '../../dialects/huawei/huawei.ts';
import { driverOnModem } from '../testing.ts';
import type { CallNotice } from './calls.ts';

const ok: Script = ['OK'];

/** A driver on a modem that answers from a table; `noticed` collects its notices. */
function bench(answers: Readonly<Record<string, Script>> = {}, form: CallForm = standardCalls) {
  const noticed: string[] = [];
  const tell = (notice: CallNotice) => {
    if (notice.kind === 'changed') noticed.push(`${notice.call.phase} ${notice.call.number}`.trim());
    if (notice.kind === 'ended') noticed.push(`ended ${notice.cause}${notice.lost ? ' lost' : ''}`);
    if (notice.kind === 'cell') noticed.push(`cell ${notice.bcch}`);
  };
  const { modem, driver, sent } = driverOnModem(
    { 'AT+CLCC': ok, 'AT+CHUP': ok, ATA: ok, 'ATD0170;': ok, ...answers },
    tell,
    form,
  );
  const list = (...rows: string[]) => modem.answers.set('AT+CLCC', [...rows, 'OK']);
  return { modem, driver, noticed, list, sent };
}

function keyOf({ driver }: ReturnType<typeof bench>) {
  return driver.calls[0]?.key ?? 0;
}

describe('an outgoing call', () => {
  test('is polled each second while it lasts, and not a moment longer', async () => {
    const { modem, driver, noticed, list, sent } = bench({ 'AT+CEER': ['+CEER: 16', 'OK'] });
    assert.deepEqual(await driver.dial('0170', 7), { kind: 'taken' });
    list('+CLCC: 1,0,3,0,0,"0170",129');
    await pass(modem.clock, 1000);
    list('+CLCC: 1,0,0,0,0,"0170",129');
    await pass(modem.clock, 1000);
    list();
    await pass(modem.clock, 1000);
    assert.deepEqual(noticed, ['dialing 0170', 'alerting 0170', 'active 0170', 'ended 16']);
    const polls = sent('AT+CLCC');
    await pass(modem.clock, 10_000);
    assert.equal(sent('AT+CLCC'), polls);
  });

  for (const result of ['CONNECT', 'CONNECT 9600'])
    test(`${result} answers the dialling`, async () => {
      const { driver } = bench({ 'ATD0170;': [result] });
      assert.deepEqual(await driver.dial('0170', 7), { kind: 'taken' });
    });

  test('goes on where the line lost its row of one answer, or spoilt it', async () => {
    const { modem, driver, noticed } = bench();
    await driver.dial('0170', 7);
    const row = '+CLCC: 1,0,0,0,0,"0170",129';
    modem.answers.set('AT+CLCC', [row, 'OK']);
    await pass(modem.clock, 1000);
    for (const damaged of [[], ['+CLCC: 1,0,~0,0,"0170",129']]) {
      const replies = [damaged, [row]].values();
      modem.answers.set('AT+CLCC', () => [...(replies.next().value ?? [row]), 'OK']);
      await pass(modem.clock, 1000);
    }
    assert.deepEqual(noticed, ['dialing 0170', 'active 0170']);
  });

  const ends: readonly [line: string, cause: number][] = [
    ['BUSY', 17],
    ['NO ANSWER', 19],
    ['NO CARRIER', 31],
  ];
  for (const [line, cause] of ends) {
    test(`ends with ${line} as a notice: cause ${cause}`, async () => {
      const { modem, driver, noticed } = bench();
      await driver.dial('0170', 7);
      modem.says(line);
      await settle();
      assert.deepEqual(noticed, ['dialing 0170', `ended ${cause}`]);
    });
    test(`ends with ${line} as the result of ATD: cause ${cause}`, async () => {
      const { driver, noticed } = bench({ 'ATD0170;': [line] });
      assert.deepEqual(await driver.dial('0170', 7), { kind: 'taken' });
      await settle();
      assert.deepEqual(noticed, ['dialing 0170', `ended ${cause}`]);
    });
  }

  for (const line of ['NO DIALTONE', 'NO DIAL TONE'])
    test(`ends with ${line} as the result of ATD: cause 38`, async () => {
      const { driver, noticed } = bench({ 'ATD0170;': [line] });
      assert.deepEqual(await driver.dial('0170', 7), { kind: 'taken' });
      await settle();
      assert.deepEqual(noticed, ['dialing 0170', 'ended 38']);
    });

  const reports: readonly [report: readonly string[], cause: number][] = [
    [['+CEER: No circuit/channel available', 'OK'], 34],
    [['+CEER: 38', 'OK'], 38],
    [['+CEER: No report available', 'OK'], 31],
    [['+CME ERROR: 4'], 31],
  ];
  for (const [report, cause] of reports)
    test(`that NO CARRIER ends unanswered has cause ${cause} by ${report[0]}`, async () => {
      const { modem, driver, noticed } = bench({ 'AT+CEER': report });
      await driver.dial('0170', 7);
      modem.says('NO CARRIER');
      await settle();
      assert.equal(noticed.at(-1), `ended ${cause}`);
    });

  test('was answered: NO CARRIER is then normal clearing', async () => {
    const { modem, driver, noticed, list } = bench();
    await driver.dial('0170', 7);
    list('+CLCC: 1,0,0,0,0,"0170",129');
    await pass(modem.clock, 1000);
    list();
    modem.says('NO CARRIER');
    await settle();
    assert.equal(noticed.at(-1), 'ended 16');
  });

  test('has the cause that +CEER tells', async () => {
    const { modem, driver, noticed } = bench({ 'AT+CEER': ['+CEER: Call rejected', 'OK'] });
    await driver.dial('0170', 7);
    modem.says('NO CARRIER');
    await settle();
    assert.equal(noticed.at(-1), 'ended 21');
  });

  test('that the modem refuses never was', async () => {
    const { driver, noticed } = bench({ 'ATD0170;': ['+CME ERROR: 30'] });
    assert.partialDeepStrictEqual(await driver.dial('0170', 7), { kind: 'refused' });
    assert.deepEqual([driver.calls, noticed], [[], ['dialing 0170']]);
  });

  test('is not dialled with what would end or change the command', async () => {
    const { modem, driver } = bench();
    for (const number of ['0170;H', '0170\rATZ', '', ','])
      assert.partialDeepStrictEqual(await driver.dial(number, 7), { kind: 'refused' });
    assert.deepEqual(modem.sent, []);
  });

  test('is not dialled while another is being set up', async () => {
    const { driver } = bench();
    await driver.dial('0170', 7);
    assert.partialDeepStrictEqual(await driver.dial('0170', 8), { kind: 'refused' });
  });

  test('follows the maker’s notices, with their cause and the cell', async () => {
    const { modem, driver, noticed } = bench(
      { 'AT^MONSC': ['^MONSC: GSM,262,01,0062,36,1C2B,12AB,-70,0,0', 'OK'] },
      huawei.calls,
    );
    await driver.dial('0170', 7);
    modem.says('^ORIG:1,0', '^CONF:1', '^CONN:1,0', '^CEND:1,5,29,16');
    await settle();
    assert.deepEqual(noticed, ['dialing 0170', 'cell 62', 'alerting 0170', 'active 0170', 'ended 16']);
  });

  test('is hung up when nobody knows whether the modem dialled it', async () => {
    const { modem, driver } = bench({ 'ATD0170;': [], AT: ok });
    const dialled = driver.dial('0170', 7);
    await pass(modem.clock, 50_000, 1000);
    assert.partialDeepStrictEqual(await dialled, { kind: 'lost' });
    assert.ok(modem.sent.includes('AT+CHUP'));
  });
});

describe('an incoming call', () => {
  test('is answered with ATA', async () => {
    const it = bench();
    it.modem.says('RING', '+CLIP: "0171",129');
    await settle();
    it.list('+CLCC: 1,1,0,0,0,"0171",129');
    assert.deepEqual(await it.driver.answer(keyOf(it)), { kind: 'taken' });
    await settle();
    assert.deepEqual(it.noticed, ['incoming', 'incoming 0171', 'active 0171']);
  });

  test('is over when the caller gives up', async () => {
    const { modem, noticed, list } = bench();
    list('+CLCC: 1,1,4,0,0,"0171",129');
    modem.says('RING');
    await pass(modem.clock, 1000);
    list();
    await pass(modem.clock, 1000);
    assert.deepEqual(noticed, ['incoming', 'incoming 0171', 'ended 31']);
  });

  test('is over when RING stays away, on a modem without +CLCC', async () => {
    const { modem, noticed } = bench({ 'AT+CLCC': ['ERROR'] });
    modem.says('RING', '+CLIP: "0171",129');
    await pass(modem.clock, 11_000);
    assert.equal(noticed.length, 2);
    await pass(modem.clock, 3000);
    assert.equal(noticed.at(-1), 'ended 31');
  });

  test('that waits is taken with the other put on hold, and refused alone', async () => {
    const it = bench({ 'AT+CHLD=2': ok, 'AT+CHLD=0': ok });
    it.list('+CLCC: 1,0,0,0,0,"0170",129', '+CLCC: 2,1,5,0,0,"0171",129');
    it.modem.says('+CCWA: "0171",129,1');
    await pass(it.modem.clock, 1000);
    const waiting = it.driver.calls.find(({ phase }) => phase === 'waiting')?.key ?? 0;
    await it.driver.answer(waiting);
    await it.driver.hangUp(waiting);
    assert.deepEqual(
      it.modem.sent.filter(text => text.startsWith('AT+CHLD')),
      ['AT+CHLD=2', 'AT+CHLD=0'],
    );
  });
});

describe('hanging up', () => {
  test('tries ATH where +CHUP is refused, and asks for no cause', async () => {
    const it = bench({ 'AT+CHUP': ['ERROR'], ATH: ok });
    await it.driver.dial('0170', 7);
    it.list('+CLCC: 1,0,0,0,0,"0170",129');
    await pass(it.modem.clock, 1000);
    it.list();
    await it.driver.hangUp(keyOf(it));
    await settle();
    assert.equal(it.noticed.at(-1), 'ended 16');
    assert.deepEqual([it.sent('ATH'), it.sent('AT+CEER')], [1, 0]);
  });

  const row = '+CLCC: 1,0,0,0,0,"0170",129';
  const endings = ({ modem }: ReturnType<typeof bench>) =>
    modem.sent.filter(text => /^AT(\+CHUP|H|\+CHLD=\d+)$/.test(text));
  const active = async (answers: Readonly<Record<string, Script>>) => {
    const it = bench({ ATH: ok, 'AT+CHLD=1': ok, ...answers });
    await it.driver.dial('0170', 7);
    it.list(row);
    await pass(it.modem.clock, 1000);
    return it;
  };

  test('goes on by other commands while the modem lists the call', async () => {
    const it = await active({});
    assert.deepEqual(await it.driver.hangUp(keyOf(it)), { kind: 'taken' });
    await pass(it.modem.clock, 7000);
    assert.deepEqual(endings(it), ['AT+CHUP', 'ATH', 'AT+CHLD=1']);
    it.list();
    await pass(it.modem.clock, 60_000, 500);
    assert.deepEqual(endings(it), ['AT+CHUP', 'ATH', 'AT+CHLD=1']);
    assert.equal(it.noticed.at(-1), 'ended 16');
  });

  test('tries a call that stays up again and again, more and more seldom', async () => {
    const it = await active({});
    await it.driver.hangUp(keyOf(it));
    await it.driver.hangUp(keyOf(it));
    await pass(it.modem.clock, 300_000, 500);
    const tries = endings(it).length;
    assert.ok(tries > 15 && tries < 25, `${tries} commands in five minutes`);
    it.driver.close();
    await pass(it.modem.clock, 60_000, 500);
    assert.equal(endings(it).length, tries);
  });

  test('waits for the lists where a notice has reported the end', async () => {
    const it = await active({});
    await it.driver.hangUp(keyOf(it));
    await pass(it.modem.clock, 1500);
    it.list();
    it.modem.says('NO CARRIER');
    await pass(it.modem.clock, 10_000);
    assert.deepEqual(endings(it), ['AT+CHUP']);
  });

  test('leaves another call alone that came meanwhile', async () => {
    const it = await active({ 'AT+CHLD=11': ok });
    await it.driver.hangUp(keyOf(it));
    it.list(row, '+CLCC: 2,1,5,0,0,"0171",129');
    it.modem.says('+CCWA: "0171",129,1');
    await pass(it.modem.clock, 5000);
    assert.deepEqual(new Set(endings(it).slice(1)), new Set(['AT+CHLD=11']));
  });

  test('of one call of several names it', async () => {
    const it = bench({ 'AT+CHLD=11': ok });
    it.list('+CLCC: 1,0,1,0,0,"0170",129', '+CLCC: 2,1,0,0,0,"0171",129');
    it.modem.says('RING');
    await pass(it.modem.clock, 1000);
    await it.driver.hangUp(it.driver.calls.find(({ id }) => id === 1)?.key ?? 0);
    assert.equal(it.sent('AT+CHLD=11'), 1);
  });
});

describe('tones', () => {
  const active = async (form?: CallForm) => {
    const it = bench({ 'AT+VTS=1': ok, 'AT+VTS=#': ok, 'AT^DTMF=1,1': ok }, form);
    await it.driver.dial('0170', 7);
    it.list('+CLCC: 1,0,0,0,0,"0170",129');
    await pass(it.modem.clock, 1000);
    return it;
  };
  const tonesOf = ({ modem }: ReturnType<typeof bench>) => modem.sent.filter(text => /VTS|DTMF/.test(text));

  test('are sent one by one, with pauses of two seconds', async () => {
    const it = await active();
    const sending = it.driver.sendTones(keyOf(it), '1,#');
    await settle();
    assert.deepEqual(tonesOf(it), ['AT+VTS=1']);
    await pass(it.modem.clock, 2000);
    assert.deepEqual(await sending, { kind: 'taken' });
    assert.deepEqual(tonesOf(it), ['AT+VTS=1', 'AT+VTS=#']);
  });
  test('go in the maker’s form', async () => {
    const it = await active(huawei.calls);
    await it.driver.sendTones(keyOf(it), '1');
    assert.deepEqual(tonesOf(it), ['AT^DTMF=1,1']);
  });
  test('need an active call', async () => {
    const it = bench();
    await it.driver.dial('0170', 7);
    assert.partialDeepStrictEqual(await it.driver.sendTones(keyOf(it), '1'), { kind: 'refused' });
  });
});

describe('the driver', () => {
  test('hangs up at its start what an earlier run left, and lets ring what rings', async () => {
    const { driver, list, sent, noticed } = bench();
    list('+CLCC: 1,0,0,0,0,"0170",129', '+CLCC: 2,1,4,0,0,"0171",129');
    await driver.start();
    // It was reported at its begin, and is not reported again.
    assert.deepEqual(noticed, ['incoming 0171']);
    assert.equal(sent('AT+CHUP'), 1);
  });
  for (const [name, first] of [
    ['refused', ['ERROR']],
    ['emptied', ['OK']],
  ] as const)
    test(`knows what an earlier run left also where a bad line ${name} the first list`, async () => {
      const lists = [[...first]].values();
      const { driver, noticed, sent } = bench({
        'AT+CLCC': () => lists.next().value ?? ['+CLCC: 1,0,0,0,0,"0170",129', 'OK'],
      });
      await driver.start();
      assert.deepEqual(noticed, []);
      assert.equal(sent('AT+CHUP'), 1);
    });
  test('tries again to hang it up where the modem does not take it at once', async () => {
    const refusals = [['ERROR'], ['ERROR']].values();
    const refuseOnce = () => refusals.next().value ?? ['OK'];
    const { driver, list, sent } = bench({ 'AT+CHUP': refuseOnce, ATH: refuseOnce });
    list('+CLCC: 1,0,0,0,0,"0170",129');
    await driver.start();
    assert.deepEqual([sent('AT+CHUP'), sent('ATH')], [2, 1]);
  });
  test('leaves alone what somebody answers while it starts', async () => {
    const { modem, driver, list, sent } = bench({ 'AT+CLIP=1': ['OK', 'RING'] });
    modem.answers.set('AT+COLP=0', () => {
      void driver.answer(driver.calls[0]?.key ?? 0);
      list('+CLCC: 1,1,0,0,0,"0171",129');
      return ['OK'];
    });
    await driver.start();
    assert.equal(sent('ATA'), 1);
    assert.deepEqual(
      driver.calls.map(({ phase }) => phase),
      ['active'],
    );
    assert.equal(sent('AT+CHUP'), 0);
  });
  test('reads the emergency numbers of the SIM', async () => {
    const { driver } = bench({ 'AT+CRSM=176,28599,0,0,15': ['+CRSM: 144,0,"11F2FF88F8FF"', 'OK'] });
    await driver.start();
    assert.deepEqual(driver.emergencyNumbers, ['112', '888']);
  });
  test('ends every call when the device goes', async () => {
    const { modem, driver, noticed } = bench();
    await driver.dial('0170', 7);
    modem.drop('unplugged');
    await settle();
    assert.deepEqual(noticed, ['dialing 0170', 'ended 127 lost']);
  });
});
