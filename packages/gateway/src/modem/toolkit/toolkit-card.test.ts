import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandTypeOf, generalResult, type ResponseData, responseTo, toHex } from '@simgate/gsm';
import { pass, type Script, settle } from '../../at/testing.ts';
import { cardToolkit } from '../../dialects/toolkit-form.ts';
import { toolkitOnModem } from '../testing.ts';
import { profileOctets } from './toolkit-commands.ts';

function csim(hex: string): string {
  return `AT+CSIM=${hex.length},"${hex}"`;
}
function says(hex: string): Script {
  return [`+CSIM: ${hex.length},"${hex}"`, 'OK'];
}

const profile = toHex(profileOctets);
function profileTo(card: string): string {
  return csim(`${card}100000${(profile.length / 2).toString(16).toUpperCase().padStart(2, '0')}${profile}`);
}

// 102 384 27.22.4.1.1, DISPLAY TEXT "Toolkit Test 1".
const DISPLAY = 'D01A8103012180820281028D0F04546F6F6C6B697420546573742031';
const fetch = csim('801200001C');
const displayed = csim('801400000C810301218082028281830100');
const status = csim('80F2000C00');
const menuItem = csim('80C2000009D30782020181900102');

/** A card that answers from a table: each command's answers in turn, the last one from then on. */
function bench(answers: Readonly<Record<string, Script | readonly Script[]>>) {
  const scripts = Object.entries({ 'AT+CSIM=?': ['OK'], [profileTo('80')]: says('9000'), ...answers });
  const table = Object.fromEntries(scripts.map(([text, answer]) => [text, inTurn(answer)]));
  const { sent: count, ...made } = toolkitOnModem([cardToolkit], table);
  return { ...made, count };
}

function inTurn(answer: Script | readonly Script[]): Script {
  if (typeof answer === 'function' || typeof answer[0] === 'string') return answer as Script;
  const scripts = [...(answer as readonly (readonly string[])[])];
  return () => (scripts.length > 1 ? scripts.shift() : scripts[0]) ?? [];
}

function response(name: Parameters<typeof commandTypeOf>[0], qualifier = 0, more: ResponseData = {}) {
  return responseTo(
    { number: 1, commandType: commandTypeOf(name), qualifier },
    generalResult.performed,
    more,
  );
}
const shown = response('displayText', 0x80);

describe('the toolkit over the bare card', () => {
  test('begins with the profile; what a status announces is fetched', async () => {
    const { modem, driver, names } = bench({
      [profileTo('80')]: says('911C'),
      [fetch]: says(`${DISPLAY}9000`),
    });
    await driver.start();
    assert.deepEqual(modem.sent, ['AT+CSIM=?', profileTo('80'), fetch]);
    assert.deepEqual(names(), ['displayText']);
  });

  test('a SIM of the second generation has a class of its own', async () => {
    const { driver, modem } = bench({ [profileTo('80')]: says('6E00'), [profileTo('A0')]: says('9000') });
    await driver.start();
    await pass(modem.clock, 30_000);
    assert.deepEqual(modem.sent.slice(1), [profileTo('80'), profileTo('A0'), csim('A0F2000016')]);
  });

  test('an answer of the terminal; the session goes on, and ends', async () => {
    const { driver, names, count } = bench({
      [profileTo('80')]: says('911C'),
      [fetch]: says(`${DISPLAY}9000`),
      [displayed]: [says('911C'), says('9000')],
    });
    await driver.start();
    assert.deepEqual(await driver.respond(shown), { kind: 'taken' });
    await settle();
    assert.deepEqual(names(), ['displayText', 'displayText']);
    await driver.respond(shown);
    await settle();
    assert.deepEqual(names(), ['displayText', 'displayText', 'ended']);
    assert.equal(count(fetch), 2);
  });

  test('is polled every 30 s, but not while a command is open', async () => {
    const { driver, modem, names, count } = bench({
      [status]: [says('9000'), says('911C')],
      [fetch]: says(`${DISPLAY}9000`),
    });
    await driver.start();
    await pass(modem.clock, 29_999);
    assert.equal(count(status), 0);
    await pass(modem.clock, 1);
    assert.equal(count(status), 1);
    assert.deepEqual(names(), []);
    await pass(modem.clock, 30_000);
    assert.deepEqual(names(), ['displayText']);
    await pass(modem.clock, 90_000);
    assert.equal(count(status), 2);
  });

  test('POLL INTERVAL and POLLING OFF are heeded', async () => {
    const granted = response('pollInterval', 0, { duration: { unit: 'seconds', interval: 5 } });
    const { driver, modem, count } = bench({
      [csim('801400001081030103008202828183010084020105')]: says('9000'),
      [csim('801400000C810301040082028281830100')]: says('9000'),
      [status]: says('9000'),
    });
    await driver.start();
    assert.deepEqual(await driver.respond(granted), { kind: 'taken' });
    await pass(modem.clock, 5000);
    await pass(modem.clock, 5000);
    assert.equal(count(status), 2);
    assert.deepEqual(await driver.respond(response('pollingOff')), { kind: 'taken' });
    await pass(modem.clock, 60_000);
    assert.equal(count(status), 2);
  });

  test('no interval below a second is granted to the card', async () => {
    const { driver, modem, count } = bench({ [status]: says('9000') });
    await driver.start();
    await driver.respond(response('pollInterval', 0, { duration: { unit: 'tenthsOfSeconds', interval: 1 } }));
    await settle();
    const asked = count(status);
    await pass(modem.clock, 999);
    assert.equal(count(status), asked);
    await pass(modem.clock, 1);
    assert.equal(count(status), asked + 1);
  });

  test('POLLING OFF that was refused changes nothing (102 223 8.12: 10 and up)', async () => {
    const { driver, modem, count } = bench({ [status]: says('9000') });
    await driver.start();
    const details = { number: 1, commandType: commandTypeOf('pollingOff'), qualifier: 0 };
    await driver.respond(responseTo(details, 0x10));
    await settle();
    const asked = count(status);
    await pass(modem.clock, 30_000);
    assert.equal(count(status), asked + 1);
  });

  test('no notice of the modem has a part in it', () => {
    const { driver } = bench({});
    assert.equal(driver.takeNotice('RING'), false);
  });

  const choices: readonly [words: string, outcome: object][] = [
    ['9000', { kind: 'taken' }],
    ['9300', { kind: 'refused', reason: 'the card is busy' }],
    ['6F00', { kind: 'refused', reason: 'the card refused it (6F00)' }],
  ];
  for (const [words, outcome] of choices)
    test(`an item of the menu is chosen by an envelope: ${words}`, async () => {
      const { driver } = bench({ [menuItem]: says(words) });
      await driver.start();
      assert.deepEqual(await driver.choose(2), outcome);
    });

  test('the transport of T=0: another length, and an answer that waits', async () => {
    const { driver, modem, names } = bench({
      [profileTo('80')]: says('9110'),
      [csim('8012000010')]: says('6C1C'),
      [fetch]: says(`${DISPLAY}9000`),
      [menuItem]: says('6102'),
      [csim('00C0000002')]: says('ABCD9000'),
    });
    await driver.start();
    assert.deepEqual(names(), ['displayText']);
    assert.deepEqual(await driver.choose(2), { kind: 'taken' });
    assert.equal(modem.sent.at(-1), csim('00C0000002'));
  });

  test('an answer of the card that got lost: the card tells whether it heard', async () => {
    const { driver, names, count } = bench({
      [profileTo('80')]: says('911C'),
      [fetch]: says(`${DISPLAY}9000`),
      [displayed]: ['+CSIM: 4,"90', 'OK'],
      [status]: says('9000'),
    });
    await driver.start();
    assert.partialDeepStrictEqual(await driver.respond(shown), { kind: 'refused' });
    await settle();
    assert.deepEqual(names(), ['displayText', 'ended']);
    assert.equal(count(status), 1);
  });

  test('a command that got lost is fetched once more', async () => {
    const { driver, names } = bench({
      [profileTo('80')]: says('911C'),
      [fetch]: [['ERROR'], says(`${DISPLAY}9000`)],
    });
    await driver.start();
    assert.deepEqual(names(), ['displayText']);
  });

  test('a module that fetches by itself is told of', async () => {
    const { driver, names, warnings } = bench({ [profileTo('80')]: says('911C'), [fetch]: says('6985') });
    await driver.start();
    assert.deepEqual(names(), []);
    assert.deepEqual(warnings, ["the card had nothing to fetch (6985): is the module's own toolkit on?"]);
  });

  test('what cannot be read is refused with the details the card gave (102 223 6.10)', async () => {
    const refused = csim('801400000C810301218082028281830136');
    const { driver, names, count } = bench({
      [profileTo('80')]: says('910B'),
      [csim('801200000B')]: says('D0098103012180820281029000'),
      [refused]: says('9000'),
    });
    await driver.start();
    await settle();
    assert.equal(count(refused), 1);
    assert.deepEqual(names(), ['ended']);
  });

  const absent: readonly [
    what: string,
    answers: Readonly<Record<string, Script>>,
    warning: RegExp | undefined,
  ][] = [
    ['no +CSIM', { 'AT+CSIM=?': ['ERROR'], [profileTo('80')]: ['ERROR'] }, /no \+CSIM/],
    ['a modem that refuses the profile', { [profileTo('80')]: ['+CME ERROR: 3'] }, /CME ERROR: 3/],
    ['a card without toolkit', { [profileTo('80')]: says('6D00') }, undefined],
  ];
  for (const [what, answers, warning] of absent)
    test(`${what}: nothing can be put to it`, async () => {
      const { driver, modem, warnings } = bench(answers);
      await driver.start();
      assert.deepEqual(await driver.choose(1), { kind: 'refused', reason: 'the card has no toolkit' });
      await pass(modem.clock, 60_000);
      assert.equal(modem.sent.includes(status), false);
      assert.equal(warnings.length, warning === undefined ? 0 : 1);
      if (warning !== undefined) assert.match(warnings[0] ?? '', warning);
    });

  test('a missing test form is not a missing command', async () => {
    const { driver, warnings } = bench({ 'AT+CSIM=?': ['ERROR'] });
    assert.equal(await driver.start(), true);
    assert.deepEqual(warnings, []);
  });

  test('is polled no more when the modem starts anew', async () => {
    const { driver, modem, count } = bench({ [status]: says('9000') });
    await driver.start();
    driver.close();
    await pass(modem.clock, 60_000);
    assert.equal(count(status), 0);
  });
});
