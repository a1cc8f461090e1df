import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { packUssd, toHex } from '@simgate/gsm';
import { Channel } from '../../at/channel.ts';
import { pass, type Script, type ScriptedModem, scriptedModem, settle } from '../../at/testing.ts';
import type { UssdForm } from '../../dialects/dialect.ts';
import { UssdDriver, type UssdNotice } from './ussd.ts';

interface Bench {
  readonly modem: ScriptedModem;
  readonly driver: UssdDriver;
  readonly notices: (UssdNotice | undefined)[];
}

const quiet: Readonly<Record<string, Script>> = {
  'AT+CUSD=1': ['OK'],
  'AT+CUSD=2': ['OK'],
  'AT+CSCS?': ['+CSCS: "GSM"', 'OK'],
};

async function bench(
  answers: Readonly<Record<string, Script>>,
  forms: readonly UssdForm[] = ['characters'],
  known?: UssdForm,
): Promise<Bench> {
  const modem = scriptedModem({ ...quiet, ...answers });
  const notices: (UssdNotice | undefined)[] = [];
  const channel = new Channel({
    link: modem.link,
    clock: modem.clock,
    onNotice: ({ line }) => notices.push(driver.read(line)),
    onClosed: () => {},
    onSilent: () => {},
  });
  const driver = new UssdDriver({
    ...{ channel, clock: modem.clock, forms, answers: known, deadline: 60_000 },
  });
  await settle();
  return { modem, driver, notices };
}

const REQUEST = 'AT+CUSD=1,"*100#",15';
const PACKED_REQUEST = 'AT+CUSD=1,"AA180C3602",15';

describe('USSD over one modem', () => {
  test('asks for notices at once and for the character set once', async () => {
    const { modem, driver } = await bench({ [REQUEST]: ['OK'] });
    assert.deepEqual(modem.sent, ['AT+CUSD=1']);
    assert.deepEqual(await driver.send('*100#'), { kind: 'taken' });
    assert.deepEqual(await driver.send('*100#'), { kind: 'taken' });
    assert.deepEqual(modem.sent, ['AT+CUSD=1', 'AT+CSCS?', REQUEST, REQUEST]);
  });

  for (const [what, lines] of [
    ['behind OK', ['OK', '+CUSD: 0,"5.00 EUR",15']],
    ['in front of OK', ['+CUSD: 0,"5.00 EUR",15', 'OK']],
  ] as const)
    test(`the answer is a notice ${what}`, async () => {
      const { driver, notices } = await bench({ [REQUEST]: lines });
      assert.deepEqual(await driver.send('*100#'), { kind: 'taken' });
      await settle();
      assert.deepEqual(notices, [{ status: 'done', text: '5.00 EUR' }]);
    });

  test('writes characters as the modem has its character set', async () => {
    const { modem, driver } = await bench({
      'AT+CSCS?': ['+CSCS: "UCS2"', 'OK'],
      'AT+CUSD=1,"0031",15': ['OK'],
    });
    assert.deepEqual(await driver.send('1'), { kind: 'taken' });
    assert.equal(modem.sent.at(-1), 'AT+CUSD=1,"0031",15');
  });

  test('tries the next form where the modem blames the text, and stays with the one that it took', async () => {
    const { modem, driver } = await bench(
      { [REQUEST]: ['OK'], 'AT+CUSD=1,"AA180C3602",15': ['+CME ERROR: 304'] },
      ['packed', 'characters'],
    );
    assert.deepEqual(await driver.send('*100#'), { kind: 'taken' });
    assert.deepEqual(await driver.send('*100#'), { kind: 'taken' });
    assert.deepEqual(modem.sent.slice(2), ['AT+CUSD=1,"AA180C3602",15', REQUEST, REQUEST]);
  });

  test('tries septets where a modem that nobody knew names the text as the cause, and stays with them', async () => {
    const { modem, driver } = await bench({
      [REQUEST]: ['+CME ERROR: 304'],
      'AT+CUSD=1,"AA180C3602",15': ['OK'],
    });
    assert.deepEqual(await driver.send('*100#'), { kind: 'taken' });
    assert.deepEqual(await driver.send('*100#'), { kind: 'taken' });
    const packed = 'AT+CUSD=1,"AA180C3602",15';
    assert.deepEqual(modem.sent.slice(2), [REQUEST, packed, packed]);
  });

  for (const code of [24, 25, 50, 304])
    test(`takes cause ${code} for one of the text, at once only: later it may be the network's`, async () => {
      for (const [milliseconds, commands] of [
        [2999, [REQUEST, PACKED_REQUEST]],
        [3000, [REQUEST]],
      ] as const) {
        const { modem, driver } = await bench({ [REQUEST]: [], [PACKED_REQUEST]: ['OK'] });
        const sending = driver.send('*100#');
        await pass(modem.clock, milliseconds);
        modem.says(`+CME ERROR: ${code}`);
        await sending;
        assert.deepEqual(modem.sent.slice(2), commands);
      }
    });

  test('leaves the coding out at last, which some do not take, and gives the first refusal where that is refused too', async () => {
    const all = { [REQUEST]: ['+CME ERROR: 50'], [PACKED_REQUEST]: ['+CME ERROR: 304'] };
    const taking = await bench({ ...all, 'AT+CUSD=1,"*100#"': ['OK'] });
    assert.deepEqual(await taking.driver.send('*100#'), { kind: 'taken' });
    assert.deepEqual(taking.modem.sent.slice(2), [REQUEST, PACKED_REQUEST, 'AT+CUSD=1,"*100#"']);
    const refusing = await bench({ ...all, 'AT+CUSD=1,"*100#"': ['ERROR'] });
    assert.deepEqual(await refusing.driver.send('*100#'), {
      kind: 'refused',
      text: 'the modem refused it: +CME ERROR: 50',
    });
  });

  test('leaves out the coding of no UCS-2, which would be read as characters', async () => {
    const { modem, driver } = await bench({ 'AT+CUSD=1,"04340430",72': ['ERROR'] });
    assert.equal((await driver.send('да')).kind, 'refused');
    assert.deepEqual(modem.sent.slice(2), ['AT+CUSD=1,"04340430",72']);
  });

  test('is not sent again where the answer of the network came before the refusal', async () => {
    const { modem, driver } = await bench({ [REQUEST]: ['+CUSD: 4', 'ERROR'] });
    assert.equal((await driver.send('*100#')).kind, 'refused');
    assert.deepEqual(modem.sent.slice(2), [REQUEST]);
  });

  test('does not send again what the network refused', async () => {
    const { modem, driver } = await bench({ 'AT+CUSD=1,"AA180C3602",15': ['+CME ERROR: 30'] }, [
      'packed',
      'characters',
    ]);
    const sending = await driver.send('*100#');
    assert.equal(sending.kind, 'refused');
    assert.equal(modem.sent.length, 3);
  });

  test('refuses a text that no USSD string can carry', async () => {
    const { modem, driver } = await bench({});
    const sending = await driver.send('x'.repeat(183));
    assert.ok(sending.kind === 'refused' && /182/.test(sending.text));
    assert.deepEqual(modem.sent, ['AT+CUSD=1', 'AT+CSCS?']);
  });

  test('is lost when the modem falls silent over it', async () => {
    const { modem, driver } = await bench({ [REQUEST]: [] });
    const sending = driver.send('*100#');
    await pass(modem.clock, 70_000, 1000);
    assert.equal((await sending).kind, 'lost');
  });

  test('is lost when the link breaks', async () => {
    const { modem, driver } = await bench({ [REQUEST]: [] });
    const sending = driver.send('*100#');
    await settle();
    modem.drop('unplugged');
    assert.deepEqual(await sending, { kind: 'lost', text: 'unplugged' });
  });

  test('ends a session; an error means that none was open', async () => {
    const { modem, driver } = await bench({ 'AT+CUSD=2': ['+CME ERROR: 3'] });
    await driver.cancel();
    assert.equal(modem.sent.at(-1), 'AT+CUSD=2');
  });

  for (const [line, notice] of [
    ['+CUSD: 0,"Hi",15', { status: 'done', text: 'Hi' }],
    ['+CUSD: 1,"1 Balance\r\n2 Data",15', { status: 'question', text: '1 Balance\r\n2 Data' }],
    ['+CUSD: 2', { status: 'terminated', text: '' }],
    ['+CUSD: 3', { status: 'elsewhere', text: '' }],
    ['+CUSD: 4', { status: 'notSupported', text: '' }],
    ['+CUSD: 5', { status: 'networkTimeout', text: '' }],
    ['+CUSD: 6', undefined],
    ['+CUSD: (0-2)', undefined],
  ] as const)
    test(`reads ${JSON.stringify(line)}`, async () => {
      const { driver } = await bench({});
      assert.deepEqual(driver.read(line), notice);
    });

  test('takes a line that comes twice for one, until something is sent or time has passed', async () => {
    const { modem, driver, notices } = await bench({ [REQUEST]: ['OK'] });
    const line = '+CUSD: 1,"1 Balance",15';
    modem.says(line, line);
    await settle();
    assert.equal(notices.filter(notice => notice !== undefined).length, 1);
    await driver.send('*100#');
    modem.says(line);
    await pass(modem.clock, 1999);
    modem.says(line);
    await settle();
    assert.equal(notices.filter(notice => notice !== undefined).length, 2);
    await pass(modem.clock, 2000);
    modem.says(line);
    await settle();
    assert.equal(notices.filter(notice => notice !== undefined).length, 3);
  });

  // "Your balance" in packed septets.
  const PACKED = 'D9775D0E12B9D9617758';

  test('digits after characters are the answer itself, however they look', async () => {
    const { driver } = await bench({});
    driver.read('+CUSD: 0,"Voucher: see next",15');
    assert.equal(driver.read('+CUSD: 0,"00340035",15')?.text, '00340035');
    assert.equal(driver.read(`+CUSD: 0,"${PACKED}",15`)?.text, PACKED);
  });

  test('digits after packed septets are packed septets', async () => {
    const { driver } = await bench({});
    assert.notEqual(driver.read('+CUSD: 0,"EBB79B1E0685E9ECF4BADE9E03", 0')?.text.includes('EBB7'), true);
    assert.equal(driver.read('+CUSD: 0,"31D98C56B3DD70",15')?.text, '12345678');
  });

  // "Your balance is 5.00 EUR until May." in packed septets.
  const LONG = toHex(packUssd('Your balance is 5.00 EUR until May.'));

  test('a modem that is known for characters writes hexadecimal digits as characters', async () => {
    const { driver } = await bench({}, ['characters'], 'characters');
    assert.equal(driver.read('+CUSD: 0,"00340035",15')?.text, '00340035');
    assert.equal(driver.read(`+CUSD: 0,"${PACKED}",15`)?.text, PACKED);
  });

  test('unless it is seen to write packed septets, from then on', async () => {
    const { driver } = await bench({}, ['characters'], 'characters');
    assert.equal(driver.read(`+CUSD: 0,"${LONG}",15`)?.text, 'Your balance is 5.00 EUR until May.');
    assert.equal(driver.read('+CUSD: 0,"31D98C56B3DD70",15')?.text, '12345678');
  });

  test('and was not seen to write characters', async () => {
    const { driver } = await bench({}, ['characters'], 'characters');
    driver.read('+CUSD: 0,"Voucher: see next",15');
    assert.equal(driver.read(`+CUSD: 0,"${LONG}",15`)?.text, LONG);
  });

  describe('of a maker known for packed septets', () => {
    test('is still read so after a plain text', async () => {
      const { driver } = await bench({}, ['packed'], 'packed');
      assert.equal(driver.read('+CUSD: 2,"Released by the network",15')?.text, 'Released by the network');
      const packed = toHex(packUssd('Your balance'));
      assert.equal(driver.read(`+CUSD: 0,"${packed}",15`)?.text, 'Your balance');
      assert.equal(driver.read('+CUSD: 0,"31D98C56B3DD70",15')?.text, '12345678');
    });

    test('is read as characters after several in a row, until long septets come', async () => {
      const { driver } = await bench({}, ['packed'], 'packed');
      for (const text of ['Welcome!', 'Your voucher:', 'See the list.']) driver.read(`+CUSD: 0,"${text}",15`);
      assert.equal(driver.read('+CUSD: 0,"00340035",15')?.text, '00340035');
      assert.equal(driver.read(`+CUSD: 0,"${LONG}",15`)?.text, 'Your balance is 5.00 EUR until May.');
    });

    test('is still read so behind two in a row, however often', async () => {
      const { driver } = await bench({}, ['packed'], 'packed');
      for (let round = 0; round < 3; round += 1) {
        for (const text of ['Welcome!', 'Your voucher:']) driver.read(`+CUSD: 0,"${text}",15`);
        assert.equal(driver.read('+CUSD: 0,"31D98C56B3DD70",15')?.text, '12345678');
        assert.equal(driver.read('+CUSD: 0,"C8329BFD06",15')?.text, 'Hello');
      }
    });

    for (const [milliseconds, joined] of [
      [1000, true],
      [1001, false],
    ] as const)
      test(`is ${joined ? '' : 'not '}joined ${milliseconds} ms later`, async () => {
        const { modem, driver } = await bench({}, ['packed'], 'packed');
        driver.read(`+CUSD: 0,"${LONG.slice(0, 20)}",15`);
        await pass(modem.clock, milliseconds);
        assert.equal(driver.read(`+CUSD: 0,"${LONG.slice(20)}",15`)?.replaces, joined || undefined);
      });

    const TEXT = 'Your balance is 5.00 EUR until May.';
    for (const digits of [20, 33, 34])
      test(`is joined before it is unpacked where it was cut behind ${digits} digits`, async () => {
        const { driver } = await bench({}, ['packed'], 'packed');
        driver.read(`+CUSD: 0,"${LONG.slice(0, digits)}",15`);
        const rest = driver.read(`+CUSD: 0,"${LONG.slice(digits)}",15`);
        assert.deepEqual(rest, { status: 'done', text: TEXT, replaces: true });
      });

    test('is not joined to an answer that is whole, nor to one of long ago', async () => {
      const { modem, driver } = await bench({}, ['packed'], 'packed');
      driver.read(`+CUSD: 0,"${toHex(packUssd('Your balance'))}",15`);
      assert.deepEqual(driver.read(`+CUSD: 0,"${LONG}",15`), { status: 'done', text: TEXT });
      driver.read(`+CUSD: 0,"${LONG.slice(0, 20)}",15`);
      await pass(modem.clock, 3000);
      assert.equal(driver.read(`+CUSD: 0,"${LONG}",15`)?.text, TEXT);
    });
  });
});
