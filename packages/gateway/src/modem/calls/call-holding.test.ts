import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inTime, pass, type Script, settle } from '../../at/testing.ts';
import { driverOnModem } from '../testing.ts';
import { endingCommands } from './call-holding.ts';
import type { CallPhase } from './call-table.ts';
import type { CallSending } from './calls.ts';

const ok: Script = ['OK'];
const offer: Script = ['+CHLD: (0,1,1x,2,2x,3)', 'OK'];
const states: readonly CallPhase[] = ['active', 'held', 'dialing', 'alerting', 'incoming', 'waiting'];

/** Call `id` in the list, from the number 017<id>. */
function row(id: number, phase: CallPhase) {
  return `+CLCC: ${id},1,${states.indexOf(phase)},0,0,"017${id}",129`;
}

/** A driver whose modem lists calls in these phases, with ids from 1. */
async function bench(phases: readonly CallPhase[], answers: Readonly<Record<string, Script>> = {}) {
  const causes: number[] = [];
  const { modem, driver } = driverOnModem(
    { 'AT+CHLD=?': offer, 'AT+CHLD=2': ok, ...answers },
    notice => notice.kind === 'ended' && causes.push(notice.cause),
  );
  const list = (next: readonly CallPhase[]) =>
    modem.answers.set('AT+CLCC', [...next.map((phase, index) => row(index + 1, phase)), 'OK']);
  const listless = modem.answers.has('AT+CLCC');
  if (!listless) list([]);
  await inTime(modem.clock, driver.start());
  modem.sent.length = 0;
  if (!listless) list(phases);
  modem.says('MISSED_CALL: 10:12AM 1');
  await settle();
  const phasesNow = () => driver.calls.map(({ phase }) => phase);
  const keyOf = (id: number) => driver.calls.find(call => call.id === id)?.key ?? 0;
  const sent = () => modem.sent.filter(text => /CHLD|CHUP|ATH/.test(text));
  return { modem, driver, list, phasesNow, keyOf, sent, causes };
}

const taken: CallSending = { kind: 'taken' };
function refused(text: string): CallSending {
  return { kind: 'refused', text };
}

describe('holding a call (27.007 7.13)', () => {
  const LACKING = refused('the modem cannot hold calls: it has no +CHLD=2');
  const SET_UP = refused('another call is being set up');
  const rows: readonly [
    verb: 'hold' | 'retrieve',
    phases: CallPhase[],
    result: CallSending,
    more?: Readonly<Record<string, Script>>,
  ][] = [
    ['hold', ['active'], taken],
    ['hold', ['active', 'held'], taken],
    ['hold', ['active', 'waiting'], taken],
    ['hold', ['held'], refused('the call is not active')],
    ['hold', ['incoming'], refused('the call is not active')],
    ['hold', ['active', 'alerting'], SET_UP],
    [
      'hold',
      ['active', 'held', 'waiting'],
      refused('a call is on hold and another one waits: end one of them first'),
    ],
    ['retrieve', ['held'], taken],
    ['retrieve', ['held', 'active'], taken],
    ['retrieve', ['active'], refused('the call is not on hold')],
    ['retrieve', ['held', 'dialing'], SET_UP],
    ['retrieve', ['held', 'waiting'], refused('another call waits: answer or refuse it first')],
    ['hold', ['active'], taken, { 'AT+CHLD=?': ['ERROR'] }],
    ['hold', ['active'], taken, { 'AT+CHLD=?': ['+CME ERROR: 4'] }],
    ['hold', ['active'], LACKING, { 'AT+CHLD=?': ['+CHLD: (0,1)', 'OK'] }],
    ['hold', ['active'], taken, { 'AT+CHLD=?': ['+CHLD: (0-4)', 'OK'] }],
    ['hold', ['active'], taken, { 'AT+CHLD=?': ['+CHLD: 0,1,2', 'OK'] }],
    ['hold', ['active'], taken, { 'AT+CHLD=?': ok }],
    ['hold', ['active'], taken, { 'AT+CHLD=?': ['+CME ERROR: 14'] }],
    ['hold', ['active'], refused('the modem refused it: +CME ERROR: 3'), { 'AT+CHLD=2': ['+CME ERROR: 3'] }],
  ];
  for (const [verb, phases, result, more = {}] of rows)
    test(`${verb} the first of ${phases.join(', ')} ${JSON.stringify(more)}: ${JSON.stringify(result)}`, async () => {
      const { modem, driver, keyOf, sent } = await bench(phases, more);
      assert.deepEqual(await inTime(modem.clock, driver[verb](keyOf(1))), result);
      const tried = result.kind === 'taken' || 'AT+CHLD=2' in more;
      assert.equal(sent().includes('AT+CHLD=2'), tried);
    });

  test('is asked for once', async () => {
    const { driver, list, keyOf, sent } = await bench(['active']);
    list(['held']);
    await driver.hold(keyOf(1));
    list(['active']);
    await driver.retrieve(keyOf(1));
    assert.deepEqual(sent(), ['AT+CHLD=?', 'AT+CHLD=2', 'AT+CHLD=2']);
  });

  test('and again do not undo each other', async () => {
    const { driver, list, keyOf, phasesNow } = await bench(['active', 'held']);
    list(['held', 'active']);
    const asked = await Promise.all([driver.hold(keyOf(1)), driver.hold(keyOf(1))]);
    assert.deepEqual(asked, [taken, refused('the calls are just changing places')]);
    assert.deepEqual(phasesNow(), ['held', 'active']);
  });

  test('is seen at once, and what the list then says counts', async () => {
    const { modem, driver, list, keyOf, phasesNow } = await bench(['active', 'held']);
    list(['held', 'active']);
    await driver.hold(keyOf(1));
    assert.deepEqual(phasesNow(), ['held', 'active']);
    list(['active', 'held']);
    await pass(modem.clock, 1000);
    assert.deepEqual(phasesNow(), ['active', 'held']);
  });

  test('takes what waits, which is active once the list says so', async () => {
    const { modem, driver, list, keyOf, phasesNow } = await bench(['active', 'waiting']);
    list(['held', 'waiting']);
    await driver.answer(keyOf(2));
    assert.deepEqual(phasesNow(), ['held', 'waiting']);
    list(['held', 'active']);
    await pass(modem.clock, 1000);
    assert.deepEqual(phasesNow(), ['held', 'active']);
  });

  test('is believed on a modem without +CLCC', async () => {
    const { modem, driver, phasesNow } = await bench([], { 'AT+CLCC': ['ERROR'], ATA: ok });
    modem.says('RING', '+CLIP: "0171",129');
    await driver.answer(driver.calls[0]?.key ?? 0);
    modem.says('+CCWA: "0172",129,1');
    await settle();
    assert.deepEqual(phasesNow(), ['active', 'waiting']);
    await driver.answer(driver.calls[1]?.key ?? 0);
    assert.deepEqual(phasesNow(), ['held', 'active']);
    await driver.retrieve(driver.calls[0]?.key ?? 0);
    assert.deepEqual(phasesNow(), ['active', 'held']);
  });
});

describe('ending one call of several', () => {
  const rows: readonly [phases: CallPhase[], commands: string[]][] = [
    [['active'], ['AT+CHUP', 'ATH', 'AT+CHLD=1']],
    [['held'], ['AT+CHUP', 'ATH', 'AT+CHLD=0']],
    [['incoming'], ['AT+CHUP', 'ATH', 'AT+CHLD=0']],
    [['waiting', 'active'], ['AT+CHLD=0']],
    [
      ['active', 'waiting'],
      ['AT+CHLD=11', 'AT+CHUP', 'ATH'],
    ],
    [
      ['alerting', 'held'],
      ['AT+CHLD=11', 'AT+CHUP', 'ATH'],
    ],
    [
      ['held', 'active'],
      ['AT+CHLD=11', 'AT+CHLD=0'],
    ],
    [['held', 'active', 'waiting'], ['AT+CHLD=11']],
  ];
  for (const [phases, commands] of rows)
    test(`the first of ${phases.join(', ')}: ${commands.join(', then ')}`, () => {
      const [phase = 'active'] = phases;
      const calls = phases.map(other => ({ phase: other }));
      assert.deepEqual(endingCommands(calls, { phase, id: 1 }), commands);
    });

  test('never ends another one, and is refused where it cannot', async () => {
    const { modem, driver, list, keyOf, sent, causes } = await bench(['held', 'active']);
    assert.equal((await driver.hangUp(keyOf(1))).kind, 'refused');
    assert.deepEqual(sent(), ['AT+CHLD=11', 'AT+CHLD=0']);
    // It was not ours to end, so its cause is asked for.
    modem.answers.set('AT+CEER', ['+CEER: 41', 'OK']);
    list([]);
    await pass(modem.clock, 1000);
    assert.deepEqual(causes, [41, 41]);
  });
});
