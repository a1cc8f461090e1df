import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Channel } from '../../at/channel.ts';
import type { Registration } from '../../at/registration.ts';
import { pass, type Script, scriptedModem } from '../../at/testing.ts';
import type { Drivers } from '../drivers.ts';
import type { SessionListener } from '../session-surface.ts';
import { HealthCheck } from './health-check.ts';
import { OperatorWatch } from './operator-watch.ts';
import { RadioWatch } from './radio-watch.ts';

const listener: SessionListener = {
  changed: () => {},
  rebooted: () => {},
  simGone: () => {},
  simThere: () => {},
  silent: () => {},
  closed: () => {},
  received: async () => {},
  call: () => {},
  toolkit: () => {},
  warning: () => {},
  ussd: () => {},
};

describe('a check of health', () => {
  test('that failed is not the last one', async () => {
    const { link, clock } = scriptedModem({});
    const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
    let asked = 0;
    const check = new HealthCheck({
      ...{ channel, session: { listener }, warnRadio: () => {}, warnOperator: () => {} },
      drivers: (): Drivers | undefined => {
        asked += 1;
        if (asked === 1) throw new RangeError('a fault');
        return undefined;
      },
      network: () => {
        throw new RangeError('nobody asks for it');
      },
    });
    await assert.rejects(check.run(), /a fault/);
    await check.run();
    assert.equal(asked, 2);
  });

  test('is told of at its end, and is one at a time', async () => {
    const { link, clock } = scriptedModem({});
    const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
    const counts = { asked: 0, changed: 0 };
    const changed = () => {
      counts.changed += 1;
    };
    const check = new HealthCheck({
      ...{
        channel,
        session: { listener: { ...listener, changed } },
        warnRadio: () => {},
        warnOperator: () => {},
      },
      drivers: () => {
        counts.asked += 1;
        return undefined;
      },
      network: () => assert.fail('a modem that is not set up has none'),
    });
    await Promise.all([check.run(), check.run()]);
    assert.deepEqual(counts, { asked: 1, changed: 1 });
    await check.run();
    assert.deepEqual(counts, { asked: 2, changed: 2 });
  });
});

function onModem(answers: Readonly<Record<string, Script>>) {
  const modem = scriptedModem(answers);
  const { link, clock } = modem;
  const channel = new Channel({ link, clock, onNotice: () => {}, onClosed: () => {}, onSilent: () => {} });
  const warnings: string[] = [];
  return {
    modem,
    clock,
    channel,
    sent: modem.sent,
    warnings,
    warn: (text: string) => void warnings.push(text),
  };
}

describe('the radio of a modem that is not registered', () => {
  function radio(answers: Readonly<Record<string, Script>>, isWanted = true) {
    const made = onModem(answers);
    return { ...made, watch: new RadioWatch({ ...made, isWanted: () => isWanted }) };
  }
  const off = { 'AT+CFUN?': ['+CFUN: 4', 'OK'], 'AT+CFUN=1': ['OK'] };

  test('is on: nothing is done', async () => {
    const { watch, sent, warnings } = radio({ 'AT+CFUN?': ['+CFUN: 1', 'OK'] });
    assert.deepEqual([await watch.look(), sent, warnings], [true, ['AT+CFUN?'], []]);
  });

  test('is off: it is switched on, with a line; another one where it does not stay on', async () => {
    const { modem, watch, sent, warnings } = radio(off);
    assert.equal(await watch.look(), false);
    assert.deepEqual(sent, ['AT+CFUN?', 'AT+CFUN=1']);
    assert.deepEqual(warnings, ['the radio was off (+CFUN: 4) and is switched on']);
    assert.equal(await watch.look(), false);
    assert.match(warnings[1] ?? '', /^the radio stays off \(\+CFUN: 4\)/);
    modem.answers.set('AT+CFUN?', ['+CFUN: 1', 'OK']);
    assert.equal(await watch.look(), true);
    modem.answers.set('AT+CFUN?', ['+CFUN: 4', 'OK']);
    await watch.look();
    assert.deepEqual([warnings.length, warnings[2]], [3, warnings[0]]);
  });

  test('is off and cannot be switched on: there is no line before it stays so', async () => {
    const { watch, warnings } = radio({ ...off, 'AT+CFUN=1': ['ERROR'] });
    assert.deepEqual([await watch.look(), warnings], [false, []]);
    await watch.look();
    assert.equal(warnings.length, 1);
  });

  test('is wanted off: it is not even asked for', async () => {
    const { watch, sent } = radio(off, false);
    assert.deepEqual([await watch.look(), sent], [false, []]);
  });

  test('is being restarted: it is left alone until that is done', async () => {
    const { watch, sent } = radio({ ...off, 'AT+CFUN=4': ['OK'], 'AT+CFUN=0': ['OK'] });
    const restarting = watch.restart(false);
    assert.equal(await watch.look(), false);
    await restarting;
    assert.deepEqual(sent, ['AT+CFUN=4', 'AT+CFUN=1']);
    await watch.restart(true);
    assert.deepEqual(sent.slice(2), ['AT+CFUN=0', 'AT+CFUN=1']);
    await watch.look();
    assert.equal(sent.at(-2), 'AT+CFUN?');
  });
});

describe('the operator of a modem that is not registered (27.007 7.3)', () => {
  const idle: readonly Registration[] = [{ domain: 'CREG', status: 0 }];
  function operator(answers: Readonly<Record<string, Script>>) {
    const made = onModem(answers);
    return { ...made, watch: new OperatorWatch(made) };
  }
  const rows: readonly (readonly [
    what: string,
    answers: Readonly<Record<string, Script>>,
    sent: string[],
    warning?: RegExp,
  ])[] = [
    ['is its own choice', { 'AT+COPS?': ['+COPS: 0', 'OK'] }, ['AT+COPS?']],
    [
      'is fixed: people are told',
      { 'AT+COPS?': ['+COPS: 1,2,"26201"', 'OK'] },
      ['AT+COPS?'],
      /fixed to one operator/,
    ],
    [
      'is none at all: it may choose again',
      { 'AT+COPS?': ['+COPS: 2', 'OK'], 'AT+COPS=0': ['OK'] },
      ['AT+COPS?', 'AT+COPS=0'],
      /chooses one by itself again/,
    ],
    ['is none at all, and stays so', { 'AT+COPS?': ['+COPS: 2', 'OK'] }, ['AT+COPS?', 'AT+COPS=0']],
    ['is not known', {}, ['AT+COPS?']],
  ];
  for (const [what, answers, commands, warning] of rows)
    test(what, async () => {
      const { watch, sent, warnings } = operator(answers);
      await watch.look(idle);
      assert.deepEqual([sent, warnings.length], [commands, warning === undefined ? 0 : 1]);
      if (warning !== undefined) assert.match(warnings[0] ?? '', warning);
    });

  for (const [statuses, asks] of [
    [[0, 3], true],
    [[2], false],
    [[0, 2], false],
    [[4], false],
  ] as const)
    test(`is ${asks ? '' : 'not '}asked for at status ${statuses.join(' and ')}: a modem that searches is left to it`, async () => {
      const { watch, sent } = operator({ 'AT+COPS?': ['+COPS: 0', 'OK'] });
      await watch.look(statuses.map(status => ({ domain: 'CREG', status })));
      assert.equal(sent.length, asks ? 1 : 0);
    });

  for (const [command, answers, milliseconds] of [
    ['AT+COPS?', { 'AT+COPS?': [] }, 30_000],
    ['AT+COPS=0', { 'AT+COPS?': ['+COPS: 2', 'OK'], 'AT+COPS=0': [] }, 180_000],
  ] as const)
    test(`${command} is given ${milliseconds} ms`, async () => {
      const { watch, clock, sent } = operator(answers);
      void watch.look(idle);
      await pass(clock, milliseconds - 1, 1000);
      assert.equal(sent.at(-1), command);
      await pass(clock, 1);
      assert.equal(sent.at(-1), 'ESC');
    });
});
