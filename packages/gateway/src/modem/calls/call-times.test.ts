/** The waits of calls, to the millisecond, and how often a modem is asked. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pass, type Script, settle } from '../../at/testing.ts';
import { driverOnModem } from '../testing.ts';
import type { CallNotice } from './calls.ts';

const ok: Script = ['OK'];
const ACTIVE = '+CLCC: 1,0,0,0,0,"0170",129';

function bench(answers: Readonly<Record<string, Script>> = {}) {
  const notices: CallNotice[] = [];
  const { modem, driver, sent } = driverOnModem(
    { 'AT+CLCC': ok, 'AT+CHUP': ok, ATA: ok, 'ATD0170;': ok, 'AT+CEER': ['+CEER: 41', 'OK'], ...answers },
    notice => notices.push(notice),
  );
  const ends = () => notices.flatMap(notice => (notice.kind === 'ended' ? [notice.cause] : []));
  const begun = () => new Set(notices.map(({ call }) => call.key)).size;
  return { modem, driver, sent, notices, ends, begun, key: () => driver.calls[0]?.key ?? 0 };
}

const listless = { 'AT+CLCC': ['ERROR'] };

describe('settings of calls that the modem refuses while it starts', () => {
  test('are set again after 20 s and after 60 s more, and no other one', async () => {
    const { modem, driver, sent } = bench({
      'AT+CLIP=1': ['ERROR'],
      'AT+CRC=1': ok,
      'AT+CCWA=1': ok,
      'AT+COLP=0': ok,
    });
    await driver.start();
    for (const [milliseconds, times] of [
      [19_999, 1],
      [1, 2],
      [59_999, 2],
      [1, 3],
      [600_000, 3],
    ] as const) {
      await pass(modem.clock, milliseconds, 1000);
      assert.deepEqual([sent('AT+CLIP=1'), sent('AT+CRC=1')], [times, 1]);
    }
  });

  test('are left alone once the modem is gone', async () => {
    const { modem, driver, sent } = bench();
    await driver.start();
    driver.close();
    await pass(modem.clock, 100_000, 1000);
    assert.equal(sent('AT+CLIP=1'), 1);
    assert.equal(modem.clock.waiting, 0);
  });
});

describe('what an earlier run left', () => {
  for (const [what, list, times] of [
    ['two lists show', ok, 2],
    ['is asked for three times at most', ['ERROR'], 3],
  ] as const)
    test(what, async () => {
      const { driver, sent } = bench({ 'AT+CLCC': list });
      await driver.start();
      assert.equal(sent('AT+CLCC'), times);
    });

  test('is hung up three times at most', async () => {
    const { driver, sent } = bench({ 'AT+CLCC': [ACTIVE, 'OK'], 'AT+CHUP': ['ERROR'] });
    await driver.start();
    assert.deepEqual([sent('AT+CHUP'), sent('ATH')], [3, 3]);
  });
});

test('a call that something else begins behind the start is reported, and is not taken for one that was left', async () => {
  const { modem, driver, sent, notices } = bench();
  await driver.start();
  modem.answers.set('AT+CLCC', [ACTIVE, 'OK']);
  modem.says('MISSED_CALL: 10:12AM 1');
  await settle();
  assert.deepEqual(
    notices.map(({ kind, call }) => [kind, call.phase, call.number]),
    [['changed', 'active', '0170']],
  );
  assert.equal(sent('AT+CHUP'), 0);
});

describe('a call', () => {
  test('is waited for 45 s where the modem answers ATD at its end only', async () => {
    const { modem, driver } = bench({ 'ATD0170;': [] });
    let dialled = false;
    const dialling = driver.dial('0170', 7).finally(() => {
      dialled = true;
    });
    await pass(modem.clock, 44_999, 1000);
    assert.equal(dialled, false);
    await pass(modem.clock, 1);
    assert.deepEqual(await dialling, { kind: 'lost', text: 'the modem gave no answer to it' });
  });

  test('is looked for each second', async () => {
    const { modem, driver, sent } = bench({ 'AT+CLCC': [ACTIVE, 'OK'] });
    await driver.dial('0170', 7);
    for (const [milliseconds, times] of [
      [999, 0],
      [1, 1],
      [999, 1],
      [1, 2],
    ] as const) {
      await pass(modem.clock, milliseconds);
      assert.equal(sent('AT+CLCC'), times);
    }
  });

  test('that the modem took and never lists is over at the third list', async () => {
    const { modem, driver, ends } = bench();
    await driver.dial('0170', 7);
    await pass(modem.clock, 2999, 1000);
    assert.deepEqual(ends(), []);
    await pass(modem.clock, 1);
    assert.deepEqual(ends(), [41]);
  });

  test('that was just dialled is no older because the list was asked again for another one', async () => {
    const { modem, driver, ends } = bench({ 'AT+CLCC': ['+CLCC: 1,1,0,0,0,"0171",129', 'OK'] });
    modem.says('RING');
    await pass(modem.clock, 1000);
    await driver.dial('0170', 7);
    modem.answers.set('AT+CLCC', ok);
    await pass(modem.clock, 1000);
    assert.equal(ends().length, 1);
    assert.deepEqual(
      driver.calls.map(({ number }) => number),
      ['0170'],
    );
  });

  test('that a list lacks is asked for twice more at once, each behind a question', async () => {
    const { modem, driver, sent } = bench({ 'AT+CLCC': [ACTIVE, 'OK'], 'AT+CMEE?': ['+CMEE: 1', 'OK'] });
    await driver.dial('0170', 7);
    await pass(modem.clock, 1000);
    const lists = [['OK']].values();
    modem.answers.set('AT+CLCC', () => lists.next().value ?? ['ERROR']);
    const asked = sent('AT+CLCC');
    await pass(modem.clock, 1000);
    // A list that is refused is asked for once more.
    assert.deepEqual([sent('AT+CMEE?'), sent('AT+CLCC') - asked], [2, 1 + 2 * 2]);
  });

  test('has two seconds of silence at a comma of its tones', async () => {
    const { modem, driver, sent, key } = bench({ 'AT+CLCC': [ACTIVE, 'OK'], 'AT+VTS=1': ok, 'AT+VTS=2': ok });
    await driver.dial('0170', 7);
    await pass(modem.clock, 1000);
    const sending = driver.sendTones(key(), '1,2');
    await pass(modem.clock, 1999);
    assert.deepEqual([sent('AT+VTS=1'), sent('AT+VTS=2')], [1, 0]);
    await pass(modem.clock, 1);
    assert.deepEqual([await sending, sent('AT+VTS=2')], [{ kind: 'taken' }, 1]);
  });

  test('stops at the first tone that the modem refuses', async () => {
    const { modem, driver, sent, key } = bench({ 'AT+CLCC': [ACTIVE, 'OK'], 'AT+VTS=1': ok });
    await driver.dial('0170', 7);
    await pass(modem.clock, 1000);
    assert.deepEqual(await driver.sendTones(key(), '21'), {
      kind: 'refused',
      text: 'the modem refused it: ERROR',
    });
    assert.equal(sent('AT+VTS=1'), 0);
  });

  test('that ended within two seconds is not begun anew by a line that may have come twice', async () => {
    for (const [milliseconds, calls] of [
      [2000, 1],
      [2001, 2],
    ] as const) {
      const { modem, begun, ends } = bench();
      modem.says('RING', 'NO CARRIER');
      await settle();
      assert.deepEqual(ends(), [41]);
      await pass(modem.clock, milliseconds);
      modem.says('RING');
      await settle();
      assert.equal(begun(), calls);
    }
  });

  test('has no cause by +CEER where that comes later than three seconds', async () => {
    for (const [milliseconds, cause] of [
      [2999, 41],
      [3000, 31],
    ] as const) {
      const { modem, ends } = bench({ 'AT+CEER': [] });
      modem.says('RING', 'NO CARRIER');
      await pass(modem.clock, milliseconds);
      modem.says('+CEER: 41', 'OK');
      await settle();
      assert.deepEqual(ends(), [cause]);
    }
  });
});

describe('a modem without +CLCC', () => {
  test('has a caller given up who rings no longer, behind more than 12 s', async () => {
    for (const [ringAt, lastPoll] of [
      [1000, 14_000],
      [999, 13_000],
    ] as const) {
      const { modem, ends } = bench(listless);
      modem.says('RING');
      await pass(modem.clock, ringAt, 500);
      modem.says('RING');
      await pass(modem.clock, 1000 - ringAt);
      await pass(modem.clock, lastPoll - 1001, 1000);
      assert.deepEqual(ends(), []);
      await pass(modem.clock, 1);
      await settle();
      assert.deepEqual(ends(), [41]);
    }
  });

  test('ends a call by its notice at once, also the first', async () => {
    const { modem, ends, begun } = bench(listless);
    modem.says('RING', 'NO CARRIER');
    await settle();
    assert.deepEqual(ends(), [41]);
    await pass(modem.clock, 5000);
    modem.says('RING');
    await settle();
    modem.says('NO CARRIER');
    await settle();
    assert.deepEqual([ends(), begun()], [[41, 41], 2]);
  });

  test('has a call over that it hung up', async () => {
    const { modem, driver, ends, key } = bench(listless);
    modem.says('RING');
    await pass(modem.clock, 1000);
    assert.deepEqual(await driver.hangUp(key()), { kind: 'taken' });
    await settle();
    assert.deepEqual([ends(), driver.calls], [[16], []]);
  });
});

describe('answering a call', () => {
  test('that the caller has given up ends it', async () => {
    const { modem, driver, ends, key } = bench({ ATA: ['NO CARRIER'] });
    modem.says('RING');
    assert.equal((await driver.answer(key())).kind, 'refused');
    await settle();
    assert.deepEqual([ends(), driver.calls], [[41], []]);
  });

  test('that the modem refuses lets it ring on', async () => {
    const { modem, driver, ends, key } = bench({
      ...{ ATA: ['ERROR'], 'AT+CLCC': ['+CLCC: 1,1,4,0,0,"0171",129', 'OK'] },
    });
    modem.says('RING');
    assert.equal((await driver.answer(key())).kind, 'refused');
    await settle();
    assert.deepEqual(
      [ends(), driver.calls.map(({ phase, ending }) => [phase, ending])],
      [[], [['incoming', undefined]]],
    );
  });

  test('is refused where it does not ring, or is none', async () => {
    const { driver, sent, key } = bench();
    await driver.dial('0170', 7);
    const refused = { kind: 'refused', text: 'the call does not ring' };
    assert.deepEqual([await driver.answer(key()), await driver.answer(99)], [refused, refused]);
    assert.deepEqual(await driver.hangUp(99), { kind: 'refused', text: 'there is no such call' });
    assert.deepEqual([sent('ATA'), sent('AT+CHUP')], [0, 0]);
  });
});
