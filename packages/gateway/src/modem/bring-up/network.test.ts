/** Name and code of the operator, asked of a modem that answers in the format which was chosen last (27.007 7.3). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import { inTime, pass, type Script, scriptedModem } from '../../at/testing.ts';
import type { NetworkSetup } from '../capabilities.ts';
import {
  askAttached,
  askBestTechnology,
  askOperator,
  askRegistration,
  askSignal,
  askTechnology,
  setUpNetwork,
} from './network.ts';

/** @param formats the answer in each format; a format that is missing is refused */
async function operatorOf(formats: Readonly<Record<0 | 2, string | undefined>>) {
  let chosen: 0 | 2 = 0;
  const choose = (format: 0 | 2) => () => {
    if (formats[format] === undefined) return ['ERROR'];
    chosen = format;
    return ['OK'];
  };
  const { link, clock, sent } = scriptedModem({
    'AT+COPS=3,0': choose(0),
    'AT+COPS=3,2': choose(2),
    'AT+COPS?': () => [`+COPS: ${formats[chosen]}`, 'OK'],
  });
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  return { operator: await inTime(clock, askOperator(channel)), sent };
}

describe('the operator', () => {
  const rows: [string, string | undefined, string | undefined, { name: string; code: string } | undefined][] =
    [
      ['has name and code', '0,0,"Telekom.de",7', '0,2,"26201",7', { name: 'Telekom.de', code: '26201' }],
      ['has a code of six digits', '0,0,"AT&T",7', '0,2,"310410",7', { name: 'AT&T', code: '310410' }],
      ['has its name in UCS-2', '0,0,"00540065006C",7', '0,2,"26201",7', { name: 'Tel', code: '26201' }],
      [
        'is named by its code where the name is refused',
        undefined,
        '0,2,"26201"',
        { name: '26201', code: '26201' },
      ],
      ['has no code where that is refused', '0,0,"Telekom.de"', undefined, { name: 'Telekom.de', code: '' }],
      ['has no code where the modem gives no digits', '0,0,"One"', '0,2,"One"', { name: 'One', code: '' }],
      ['is none while none is selected', '0', '0', undefined],
      ['is none where both are refused', undefined, undefined, undefined],
    ];
  for (const [name, long, numeric, expected] of rows)
    test(name, async () => {
      const { operator } = await operatorOf({ 0: long, 2: numeric });
      assert.deepEqual(operator, expected);
    });

  test('is asked for by name last: the modem goes on in that format', async () => {
    const { sent } = await operatorOf({ 0: '0,0,"One"', 2: '0,2,"26201"' });
    assert.deepEqual(sent, ['AT+COPS=3,2', 'AT+COPS?', 'AT+COPS=3,0', 'AT+COPS?']);
  });
});

/** Runs `work` on a modem that answers from a table. */
async function on<T>(answers: Readonly<Record<string, Script>>, work: (channel: Channel) => Promise<T>) {
  const { link, clock, sent } = scriptedModem(answers);
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  return { result: await inTime(clock, work(channel)), sent };
}

const setup: NetworkSetup = { domains: { CREG: 2 }, extendedSignal: true };

describe('notices of registration', () => {
  test('come with the place, else without, else as an earlier program set them', async () => {
    const { result } = await on(
      {
        ...{ 'AT+CREG=2': ['OK'], 'AT+CGREG=1': ['OK'], 'AT+CEREG?': ['+CEREG: 2,1,"00C3","A1B2",7', 'OK'] },
        'AT+CESQ': ['+CESQ: 38,99,255,255,255,255', 'OK'],
      },
      setUpNetwork,
    );
    assert.deepEqual(result, { domains: { CREG: 2, CGREG: 1, CEREG: 2 }, extendedSignal: true });
  });

  test('do not come where the modem does not show how it is set; what it refuses is missing', async () => {
    const { result } = await on({ 'AT+CREG?': ['OK'], 'AT+CESQ': ['OK'] }, setUpNetwork);
    assert.deepEqual(result, { domains: { CREG: 0 }, extendedSignal: false });
  });

  test('are not known of a modem that is silent', async () => {
    const { result } = await on({ 'AT+CREG?': [] }, channel => askRegistration(channel, setup));
    assert.equal(result, undefined);
  });
});

describe('the signal', () => {
  const rows: readonly (readonly [
    what: string,
    answers: Readonly<Record<string, Script>>,
    signal: number,
  ])[] = [
    ['of +CSQ', { 'AT+CSQ': ['+CSQ: 17,99', 'OK'] }, 17],
    [
      'of +CESQ where +CSQ does not know it',
      { 'AT+CSQ': ['+CSQ: 99,99', 'OK'], 'AT+CESQ': ['+CESQ: 53,0,255,255,255,255', 'OK'] },
      28,
    ],
    [
      'is 0 where nobody knows it',
      { 'AT+CSQ': ['+CSQ: 99,99', 'OK'], 'AT+CESQ': ['+CESQ: 99,99,255,255,255,255', 'OK'] },
      0,
    ],
    ['is 0 where both are refused', {}, 0],
  ];
  for (const [what, answers, signal] of rows)
    test(what, async () =>
      assert.equal((await on(answers, channel => askSignal(channel, setup))).result, signal),
    );

  test('is 0 where the modem has no +CESQ either', async () => {
    const plain = { ...setup, extendedSignal: false };
    const { result, sent } = await on({ 'AT+CSQ': ['+CSQ: 99,99', 'OK'] }, channel =>
      askSignal(channel, plain),
    );
    assert.deepEqual([result, sent], [0, ['AT+CSQ']]);
  });
});

describe('attached to the packet side (27.007 10.1.9)', () => {
  for (const [answer, attached] of [
    ['+CGATT: 1', true],
    ['+CGATT: 0', false],
    ['ERROR', false],
  ] as const)
    test(answer, async () => {
      const { result } = await on(
        { 'AT+CGATT?': answer === 'ERROR' ? [answer] : [answer, 'OK'] },
        askAttached,
      );
      assert.equal(result, attached);
    });
});

describe('the best technology of a modem without +WS46 (27.007 7.2, 10.1.22)', () => {
  const rows: readonly (readonly [
    what: string,
    answers: Readonly<Record<string, Script>>,
    technology: number | undefined,
  ])[] = [
    ['E-UTRAN by its registration', { 'AT+CEREG=?': ['+CEREG: (0-2)', 'OK'] }, 7],
    ['GSM by its registration', { 'AT+CREG=?': ['+CREG: (0-2)', 'OK'] }, 0],
    ['none that it shows', {}, undefined],
  ];
  for (const [what, answers, technology] of rows)
    test(what, async () => assert.equal((await on(answers, askBestTechnology)).result, technology));
});

describe('a modem that looks for a network is given half a minute', () => {
  for (const [what, ask] of [
    ['for its technology', askTechnology],
    ['for its operator', askOperator],
  ] as const)
    test(what, async () => {
      const { link, clock, sent } = scriptedModem({ 'AT+COPS=3,2': ['OK'], 'AT+COPS?': [] });
      const channel = new Channel({
        link,
        clock,
        onNotice: () => {},
        onClosed: () => {},
        onSilent: () => {},
      });
      void ask(channel);
      await pass(clock, 29_999, 1000);
      assert.equal(sent.at(-1), 'AT+COPS?');
      await pass(clock, 1);
      assert.equal(sent.at(-1), 'ESC');
    });
});
