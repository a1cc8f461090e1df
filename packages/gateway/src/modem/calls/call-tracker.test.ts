/** Misleading lines: one end in two lines, lines that come twice, and a modem that cannot be asked. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pass, type Script, settle } from '../../at/testing.ts';
import { type CallForm, standardCalls } from '../../dialects/call-form.ts';
import { huawei } from '../../dialects/huawei/huawei.ts';
import { driverOnModem } from '../testing.ts';
import type { CallNotice } from './calls.ts';

const ok: Script = ['OK'];
const ACTIVE = '+CLCC: 1,1,0,0,0,"0171",129';
const HELD = '+CLCC: 1,1,1,0,0,"0171",129';
const DIALLED = '+CLCC: 2,0,0,0,0,"0170",129';

function bench(answers: Readonly<Record<string, Script>> = {}, form: CallForm = standardCalls) {
  const notices: CallNotice[] = [];
  const { modem, channel, driver } = driverOnModem(
    { 'AT+CLCC': ok, 'AT+CHUP': ok, ATA: ok, 'ATD0170;': ok, ...answers },
    notice => notices.push(notice),
    form,
  );
  const ends = () => notices.flatMap(notice => (notice.kind === 'ended' ? [notice] : []));
  return {
    ...{ modem, channel, driver, ends },
    list: (...rows: string[]) => modem.answers.set('AT+CLCC', [...rows, 'OK']),
    over: () => ends().map(({ call, cause }) => `${call.number} ${cause}`),
    begun: () => new Set(notices.map(({ call }) => call.key)).size,
  };
}

describe('what a modem says of its calls', () => {
  test('ends one call though two lines say so, and another call goes on', async () => {
    const { modem, driver, list, over } = bench({}, huawei.calls);
    list(ACTIVE);
    modem.says('RING');
    await pass(modem.clock, 1000);
    await driver.dial('0170', 7);
    list(HELD, DIALLED);
    await pass(modem.clock, 1000);
    list(HELD);
    modem.says('^CEND: 2,5,29,17', 'NO CARRIER');
    await pass(modem.clock, 10_000);
    assert.deepEqual(over(), ['0170 17']);
    assert.deepEqual(
      driver.calls.map(({ number }) => number),
      ['0171'],
    );
  });

  test('ends no call that its list still has', async () => {
    const { modem, list, over } = bench();
    list(ACTIVE);
    modem.says('RING');
    await pass(modem.clock, 1000);
    modem.says('NO CARRIER');
    await pass(modem.clock, 10_000);
    assert.deepEqual(over(), []);
  });

  test('ends no call that waits to be dialled', async () => {
    const { modem, channel, driver, over } = bench({ 'AT+CMGS=1': [] });
    const sms = channel.run({ text: 'AT+CMGS=1', deadline: 30_000 });
    const dialled = driver.dial('0170', 7);
    modem.says('RING', 'NO CARRIER');
    await pass(modem.clock, 6000);
    modem.says('OK');
    await Promise.all([sms, dialled]);
    await settle();
    assert.deepEqual(over(), [' 31']);
    assert.deepEqual(
      driver.calls.map(({ number }) => number),
      ['0170'],
    );
  });

  test('begins no call by a line that came twice', async () => {
    const { modem, list, over, begun } = bench();
    list('+CLCC: 1,1,4,0,0,"0171",129');
    modem.says('RING', '+CLIP: "0171",129');
    await pass(modem.clock, 1000);
    list();
    modem.says('NO CARRIER', 'RING', '+CLIP: "0171",129');
    await pass(modem.clock, 10_000);
    assert.deepEqual([over().length, begun()], [1, 1]);
  });

  test('begins another call where the list has it', async () => {
    const { modem, list, begun } = bench();
    list('+CLCC: 1,1,4,0,0,"0171",129');
    modem.says('RING');
    await pass(modem.clock, 1000);
    list();
    modem.says('NO CARRIER');
    await pass(modem.clock, 1000);
    list('+CLCC: 1,1,4,0,0,"0172",129');
    modem.says('RING');
    await settle();
    assert.equal(begun(), 2);
  });

  test('is true where it cannot be asked within five seconds; the end is then told with its own time', async () => {
    const { modem, channel, list, ends } = bench({ 'AT+CMGS=1': [] });
    list(ACTIVE);
    modem.says('RING');
    await pass(modem.clock, 1000);
    void channel.run({ text: 'AT+CMGS=1', deadline: 60_000 });
    const at = modem.clock.now();
    modem.says('NO CARRIER');
    await pass(modem.clock, 10_000);
    assert.partialDeepStrictEqual(ends(), [{ at, cause: 16, late: 8000 }]);
  });

  test('keeps two calls apart though its list was refused for a while', async () => {
    const { modem, driver, list, over, begun } = bench({ 'AT+CHLD=11': ok });
    list(ACTIVE);
    modem.says('RING');
    await pass(modem.clock, 1000);
    await driver.dial('0170', 7);
    modem.answers.set('AT+CLCC', ['ERROR']);
    await pass(modem.clock, 3000);
    list(HELD, DIALLED);
    await pass(modem.clock, 1000);
    const [first] = driver.calls;
    await driver.hangUp(first?.key ?? 0);
    list(DIALLED);
    modem.says('NO CARRIER');
    await pass(modem.clock, 5000);
    assert.deepEqual(over(), ['0171 16']);
    assert.equal(begun(), 2);
  });

  test('ends no call while a doubled OK has put answers one command late', async () => {
    const { modem, channel, list, over } = bench();
    list(ACTIVE);
    modem.says('RING');
    await pass(modem.clock, 1000);
    const late =
      (...lines: string[]) =>
      () => {
        modem.clock.after(20, () => modem.says(...lines));
        return [];
      };
    modem.answers.set('AT+CSQ', late('+CSQ: 20,99', 'OK'));
    modem.answers.set('AT+CMEE?', late('+CMEE: 1', 'OK'));
    modem.answers.set('AT+CLCC', () => {
      // Another command is behind every list.
      void channel.run({ text: 'AT+CSQ', names: ['+CSQ'], deadline: 5000 });
      return late(ACTIVE, 'OK')();
    });
    modem.sent.length = 0;
    while (modem.sent.at(-1) !== 'AT+CLCC') await pass(modem.clock, 10, 10);
    modem.says('OK');
    await pass(modem.clock, 3000, 10);
    assert.deepEqual(over(), []);
  });
});
