import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandTypeOf, generalResult, responseTo } from '@simgate/gsm';
import { inTime, type Script, settle } from '../../at/testing.ts';
import { mediatekToolkit } from '../../dialects/mediatek/toolkit.ts';
import { sim800Toolkit } from '../../dialects/simcom/sim800-toolkit.ts';
import { standardToolkit } from '../../dialects/toolkit-form.ts';
import { toolkitOnModem } from '../testing.ts';

const ok: Script = ['OK'];
function respond(name: Parameters<typeof commandTypeOf>[0], general: number = generalResult.performed) {
  return responseTo({ number: 1, commandType: commandTypeOf(name), qualifier: 0 }, general);
}

describe('a module that spells its commands out', () => {
  const on = { 'AT+STKPCIS=?': ['+STKPCIS: (0-1)', 'OK'], 'AT+STKPCIS=1': ok };
  const started = async (answers: Readonly<Record<string, Script>> = {}) => {
    const made = toolkitOnModem([sim800Toolkit], { ...on, 'AT+STKMENU?': ok, ...answers });
    // Without a line of its own, OK is doubted for a second.
    assert.equal(await inTime(made.modem.clock, made.driver.start()), true);
    return made;
  };

  test('has its menu already, which nobody is answered', async () => {
    const { driver, modem, names } = await started({ 'AT+STKMENU?': ['+STKMENU:1,1,426974', 'OK'] });
    assert.deepEqual(names(), ['setUpMenu']);
    assert.deepEqual(await driver.respond(respond('setUpMenu')), { kind: 'taken' });
    assert.equal(modem.sent.at(-1), 'AT+STKMENU?');
  });

  test('sets a menu up, which is answered', async () => {
    const { driver, modem, names } = await started({ 'AT+STKTRS=00': ok });
    modem.says('+STKPCI: 0,SET UP MENU,1,426974', '+STKPCI: 0,ITEM,1,01,41');
    await settle();
    assert.deepEqual(names(), ['setUpMenu']);
    assert.deepEqual(await driver.respond(respond('setUpMenu')), { kind: 'taken' });
    assert.equal(modem.sent.at(-1), 'AT+STKTRS=00');
  });

  test('leaves notices of other names to others', async () => {
    const { driver, names } = await started();
    assert.equal(driver.takeNotice('RING'), false);
    assert.deepEqual(names(), []);
  });

  test('asks for leave for what costs money, and ends', async () => {
    const { driver, modem, names } = await started({ 'AT+STKSMS=0': ok });
    assert.equal(driver.moduleActs, false);
    modem.says('+STKPCI: 1,SEND SHORT MESSAGE,0,0,0101');
    await settle();
    assert.equal(driver.moduleActs, true);
    await driver.respond(respond('sendShortMessage'));
    assert.equal(modem.sent.at(-1), 'AT+STKSMS=0');
    modem.says('+STKPCI: 2');
    await settle();
    assert.deepEqual(names(), ['sendShortMessage', 'ended']);
  });

  test('is refused what cannot be read', async () => {
    const { modem, warnings } = await started({ 'AT+STKTRS=30': ok });
    modem.says('+STKPCI: 0,OPEN CHANNEL,1');
    await settle();
    assert.equal(modem.sent.at(-1), 'AT+STKTRS=30');
    assert.match(warnings[0] ?? '', /OPEN CHANNEL/);
  });

  test('is told of choices and events', async () => {
    const { driver, modem } = await started({ 'AT+STKENVS=D3,02': ok, 'AT+STKENVS=D6,04': ok });
    assert.deepEqual(await driver.choose(2), { kind: 'taken' });
    const devices = { source: 0x82, destination: 0x81 };
    assert.deepEqual(await driver.envelope({ type: 'eventDownload', events: [4], devices }), {
      kind: 'taken',
    });
    assert.partialDeepStrictEqual(await driver.envelope({ type: 'eventDownload', events: [3], devices }), {
      kind: 'refused',
    });
    assert.equal(modem.sent.at(-1), 'AT+STKENVS=D6,04');
  });
});

describe('octets of a module on MediaTek’s chips', () => {
  const display = 'D01A8103012180820281028D0F04546F6F6C6B697420546573742031';
  const send = 'D00D81030113008202818305008B00';

  test('are answered with octets where we act, with leave where the module does', async () => {
    const answers = { 'AT+QSTK=?': ok, 'AT+QSTK=1': ok, 'AT+STKSMS=34': ok };
    const { driver, modem, names } = toolkitOnModem([mediatekToolkit], {
      ...answers,
      'AT+STKTR="810301210082028281830100"': ok,
      'AT+STKENV="D30782020181900101"': ok,
    });
    assert.equal(await driver.start(), true);
    modem.says(`+STKPCI: 0,"${display}"`);
    await settle();
    assert.equal(driver.moduleActs, false);
    assert.deepEqual(await driver.respond(respond('displayText')), { kind: 'taken' });
    modem.says(`+STKPCI: 1,"${send}"`);
    await settle();
    assert.equal(driver.moduleActs, true);
    await driver.respond(respond('sendShortMessage', generalResult.userDidNotAccept));
    assert.equal(modem.sent.at(-1), 'AT+STKSMS=34');
    modem.says('+STKPCI: 1', '+STKPCI: 2');
    await settle();
    assert.deepEqual(names(), ['displayText', 'sendShortMessage', 'ended']);
    assert.deepEqual(await driver.choose(1), { kind: 'taken' });
  });
});

describe('a maker with several forms', () => {
  test('the first one that the modem has', async () => {
    const { driver, modem, names } = toolkitOnModem([standardToolkit, mediatekToolkit], {
      'AT+QSTK=?': ok,
      'AT+QSTK=1': ok,
      'AT+STKENV="D30782020181900101"': ok,
    });
    assert.equal(await driver.start(), true);
    assert.deepEqual(modem.sent, ['AT+CUSATD=?', 'AT+QSTK=?', 'AT+QSTK=1']);
    modem.says('+STKPCI: 2');
    await settle();
    assert.deepEqual(names(), ['ended']);
    assert.deepEqual(await driver.choose(1), { kind: 'taken' });
  });

  test('none of them', async () => {
    const { driver, warnings } = toolkitOnModem([standardToolkit, mediatekToolkit], {});
    assert.equal(await driver.start(), false);
    assert.deepEqual(await driver.choose(1), { kind: 'refused', reason: 'the modem is not ready' });
    assert.deepEqual(warnings, []);
  });
});
