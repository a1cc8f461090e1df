import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { inTime, pass, type Script, scriptedModem } from '../../at/testing.ts';
import { generic } from '../../dialects/generic.ts';
import { SimWatch } from './sim-watch.ts';

const IMSI = '001010123456789';
const OTHER = '001010987654321';

function watching(registered: boolean, imsi: Script = ['OK']) {
  const others: string[] = [];
  const modem = scriptedModem({ 'AT+CIMI': imsi, 'AT+CCID': ['+CCID: 8988201', 'OK'] });
  const { link, clock, sent } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const watch = new SimWatch({
    ...{
      channel,
      clock,
      dialect: generic,
      sim: { iccid: '8988201', imsi: IMSI },
      identifiedAt: clock.monotonic(),
    },
    ...{
      registered: () => registered,
      other: () => others.push('other'),
      unknown: () => {},
      unreadable: () => others.push('unreadable'),
      changed: () => {},
    },
  });
  return {
    watch,
    modem,
    clock,
    sent,
    others,
    asked: () => sent.filter(command => command === 'AT+CIMI').length,
  };
}

describe('a SIM that is in doubt', () => {
  test('is looked at again and again', async () => {
    const { watch, clock, asked } = watching(true);
    watch.doubt();
    await pass(clock, 60_000, 500);
    assert.ok(asked() > 3, `${asked()} times`);
  });

  test('is looked at soon behind a new sign, in place of the look that was to come', async () => {
    const looks: number[] = [];
    const { watch, clock } = watching(true, () => {
      const at = clock.monotonic() - begun;
      if (looks.at(-1) !== at) looks.push(at);
      return ['+CME ERROR: 10'];
    });
    const begun = clock.monotonic();
    watch.doubt();
    await pass(clock, 1500, 500);
    watch.doubt();
    await pass(clock, 3000, 500);
    assert.deepEqual(looks, [1000, 2500, 4500]);
  });

  test('has no timer once the doubt is over, or its session', async () => {
    const settled = watching(true, [IMSI, 'OK']);
    settled.watch.doubt();
    assert.equal(settled.clock.waiting, 1);
    assert.equal(await settled.watch.confirm(), 'same');
    assert.deepEqual([settled.watch.isInDoubt, settled.clock.waiting], [false, 0]);
    const closed = watching(true);
    closed.watch.doubt();
    closed.watch.close();
    assert.equal(closed.clock.waiting, 0);
  });

  test('is looked at though signs come all the time', async () => {
    const { watch, clock, asked } = watching(true, [IMSI, 'OK']);
    for (let sign = 0; sign < 30; sign += 1) {
      watch.doubt();
      await pass(clock, 100);
    }
    assert.ok(asked() >= 2, `${asked()} times`);
  });

  test('is not looked at any more once its session is closed, not even by a look that was on its way', async () => {
    const { watch, clock, asked } = watching(true);
    watch.doubt();
    await pass(clock, 1000, 1000);
    const begun = asked();
    assert.equal(begun, 1);
    watch.close();
    await pass(clock, 120_000, 500);
    // The look that was on its way asks three times in all.
    assert.ok(asked() <= 3, `${asked()} times`);
  });
});

describe('a SIM without any sign of another one', () => {
  test('is read again before something is stored, once for what comes together', async () => {
    const { watch, modem, clock, others, asked } = watching(true, [IMSI, 'OK']);
    assert.equal(await watch.confirmToStore(), 'same');
    assert.equal(asked(), 0, 'it was read a moment ago');
    await pass(clock, 3000);
    const verdicts = [watch.confirmToStore(), watch.confirmToStore()];
    assert.deepEqual(await Promise.all(verdicts), ['same', 'same']);
    assert.equal(await watch.confirmToStore(), 'same');
    assert.equal(asked(), 1);
    modem.answers.set('AT+CIMI', [OTHER, 'OK']);
    await pass(clock, 3000);
    assert.equal(await inTime(clock, watch.confirmToStore()), 'other');
    assert.deepEqual(others, ['other']);
  });

  test('is read again before something is sent where the modem was silent', async () => {
    const { watch, modem, clock, asked } = watching(true, [IMSI, 'OK']);
    for (let second = 0; second < 20; second += 1) {
      await pass(clock, 1000);
      modem.says('+CSQ: 20,99');
      assert.equal(await watch.confirmToSend(), 'same');
    }
    assert.equal(asked(), 0);
    await pass(clock, 6000);
    assert.equal(await watch.confirmToSend(), 'same');
    assert.equal(asked(), 1, 'silent until now');
    await pass(clock, 6000);
    modem.says('+CSQ: 20,99');
    modem.answers.set('AT+CIMI', [OTHER, 'OK']);
    await pass(clock, 1000);
    assert.equal(await inTime(clock, watch.confirmToSend()), 'other', 'silent before the last line');
  });

  test('comes into doubt where it cannot be read', async () => {
    const { watch, clock } = watching(true, ['+CME ERROR: 13']);
    await pass(clock, 3000);
    assert.equal(await inTime(clock, watch.confirmToStore()), 'unknown');
    assert.equal(watch.isInDoubt, true);
  });

  test('is believed for two seconds behind its reading', async () => {
    const { watch, clock, asked } = watching(true, [IMSI, 'OK']);
    await pass(clock, 2000);
    assert.deepEqual([await watch.confirmToStore(), asked()], ['same', 0]);
    await pass(clock, 1);
    assert.deepEqual([await watch.confirmToStore(), asked()], ['same', 1]);
  });

  test('is asked for three times by each look, a second apart', async () => {
    const { watch, clock, asked } = watching(true, ['+CME ERROR: 14']);
    watch.doubt();
    await pass(clock, 999);
    assert.equal(asked(), 0);
    const verdict = watch.confirm();
    await pass(clock, 3000);
    assert.deepEqual([await verdict, asked()], ['unknown', 3]);
  });

  test('is looked at behind growing pauses, and then every half minute', async () => {
    const looks: number[] = [];
    const { watch, clock } = watching(true, () => {
      const at = clock.monotonic() - begun;
      if (looks.at(-1) !== at) looks.push(at);
      return ['+CME ERROR: 10'];
    });
    const begun = clock.monotonic();
    watch.doubt();
    await pass(clock, 90_000, 1000);
    assert.deepEqual(looks, [1000, 3000, 7000, 15_000, 30_000, 60_000, 90_000]);
  });

  for (const [milliseconds, told] of [
    [30_000, ['unreadable']],
    [30_001, []],
  ] as const)
    test(`is ${told.length > 0 ? '' : 'not '}unreadable ${90_000 - milliseconds} ms behind the first reading that failed`, async () => {
      const { watch, clock, others } = watching(false, ['+CME ERROR: 10']);
      watch.doubt();
      await pass(clock, 30_000, 1000);
      await pass(clock, milliseconds - 30_000);
      assert.equal(await watch.confirm(), 'unknown');
      await pass(clock, 90_000 - milliseconds, 30_000);
      assert.deepEqual(others, told);
    });

  test('is told where it stays unreadable, once', async () => {
    const { watch, clock, others } = watching(true, ['ERROR']);
    watch.doubt();
    await pass(clock, 45_000, 500);
    assert.deepEqual(others, []);
    await pass(clock, 200_000, 500);
    assert.deepEqual(others, ['unreadable']);
  });
});
