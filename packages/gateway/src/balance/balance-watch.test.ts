import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PortSnapshot } from '../ports/port.ts';
import { BalanceRules } from './rules.ts';
import { openBench, rule } from './testing.ts';

describe('the balance of a SIM', () => {
  test('is asked, read and kept with its text and times', async t => {
    const bench = openBench(t);
    assert.deepEqual(await bench.ask(), { ok: true, imsi: '460011' });
    assert.deepEqual(bench.port.given, ['*100#']);
    assert.equal(bench.balance()?.isAsked, true);
    await bench.says('done', 'Your balance is 4.20 EUR.');
    const { amount, currency, text, trouble, failures, imsi, iccid, presentPort, isLow, isAsked } =
      bench.balance() ?? assert.fail();
    assert.deepEqual(
      { amount, currency, text, trouble, failures, imsi, iccid, presentPort, isLow, isAsked },
      {
        ...{ amount: '4.20', currency: 'EUR', text: 'Your balance is 4.20 EUR.', trouble: '', failures: 0 },
        ...{ imsi: '460011', iccid: '8986011', presentPort: 0, isLow: true, isAsked: false },
      },
    );
    assert.equal(bench.balance()?.readAt, bench.clock.now());
    assert.equal(bench.balance()?.nextIn, 24 * 3600);
  });

  test('is no reply of the port and no event: no client asked', async t => {
    const bench = openBench(t);
    await bench.ussd.sessions.send([0], '*1#');
    await bench.says('done', 'for the client');
    const before = bench.journalled();
    await bench.ask();
    assert.equal(bench.ussd.sessions.reply(0), 'for the client');
    await bench.says('done', '5.00');
    assert.equal(bench.ussd.sessions.reply(0), 'for the client');
    assert.equal(bench.journalled(), before);
    const [dialogue] = bench.ussd.sessions.dialogues({ limit: 1 });
    assert.deepEqual(
      [dialogue?.origin, dialogue?.turns.map(({ text }) => text)],
      ['balance', ['*100#', '5.00']],
    );
  });

  test('goes through the menus of the operator, and what is left open is ended', async t => {
    const bench = openBench(t, { rules: [{ answers: ['1', '2'] }] });
    await bench.ask();
    await bench.says('question', '1 Account');
    await bench.says('question', '2 Balance');
    await bench.says('question', '7.00 EUR. 0 Back');
    assert.deepEqual(bench.port.given, ['*100#', '1', '2', '(cancel)']);
    assert.equal(bench.balance()?.amount, '7.00');
  });

  test('is what stood before a menu whose answer the port does not take', async t => {
    const bench = openBench(t, { rules: [{ answers: ['1', '2'] }] });
    await bench.ask();
    bench.port.sendUssd = async text => {
      bench.port.given.push(text);
      return { kind: 'refused', text: 'busy' };
    };
    await bench.says('question', '3.00 EUR. 1 More');
    assert.deepEqual(bench.port.given, ['*100#', '1', '(cancel)']);
    assert.equal(bench.balance()?.amount, '3.00');
  });

  test('is not written over by an answer that may be of another SIM', async t => {
    const bench = openBench(t);
    await bench.ask();
    bench.port.differences = { simInDoubt: true };
    await bench.says('done', '9.00');
    assert.deepEqual([bench.balance()?.amount, bench.balance()?.text], [null, '']);
    assert.match(bench.balance()?.trouble ?? '', /may have changed/);
  });

  test('stays as it was when an answer cannot be read, and the trouble is kept', async t => {
    const bench = openBench(t);
    await bench.ask();
    await bench.says('done', '9.00');
    await bench.ask();
    await bench.says('done', 'Try later');
    const { amount, text, trouble, failures } = bench.balance() ?? assert.fail();
    assert.deepEqual([amount, text, failures], ['9.00', 'Try later', 1]);
    assert.equal(trouble, 'the pattern of the settings does not fit the answer');
    await bench.ask();
    await bench.says('notSupported');
    assert.deepEqual([bench.balance()?.failures, bench.balance()?.amount], [2, '9.00']);
    assert.equal(bench.balance()?.trouble, 'USSD not supported by the network');
  });

  test('has the currency of the settings where they name one', async t => {
    const bench = openBench(t, { rules: [{ currency: 'points' }] });
    await bench.ask();
    await bench.says('done', '9.00 EUR');
    assert.equal(bench.balance()?.currency, 'points');
  });
});

describe('when a SIM is asked', () => {
  test('within ten minutes at first, then as often as the rule wants, with a tenth of jitter', async t => {
    let chance = 0.5;
    const bench = openBench(t, { random: () => chance });
    await bench.pass(4);
    assert.deepEqual(bench.port.given, []);
    await bench.pass(2);
    assert.deepEqual(bench.port.given, ['*100#']);
    chance = 1;
    await bench.says('done', '9.00');
    assert.equal(bench.balance()?.nextIn, Math.round(24 * 3600 * 1.1));
  });

  test('after a failure sooner, with growing delay', async t => {
    const bench = openBench(t);
    const delays: (number | undefined)[] = [];
    for (let time = 0; time < 9; time += 1) {
      await bench.ask();
      await bench.says('networkTimeout');
      delays.push(bench.balance()?.nextIn);
    }
    assert.deepEqual(delays, [600, 1200, 2400, 4800, 9600, 19_200, 38_400, 76_800, 86_400]);
  });

  test('a restart, even a crash in the middle, does not ask again at once', async t => {
    const first = openBench(t);
    await first.ask();
    first.store.close();
    const second = openBench(t, { folder: first.folder });
    await second.pass(3);
    assert.deepEqual(second.port.given, []);
    await second.pass(9);
    assert.equal(second.port.given[0], '*100#');
  });

  const hindrances: [string, Partial<PortSnapshot>, RegExp][] = [
    ['a call', { callstate: 'Active' }, /a call is going on/],
    ['a SIM in doubt', { simInDoubt: true }, /may have changed/],
    ['no SIM', { sim: undefined }, /no SIM/],
    ['no registration', { reg: 'SEARCHING_NETWORK' }, /not registered/],
    ['a person who blocked the port', { blocked: true }, /blocked/],
  ];
  for (const [what, differences, error] of hindrances)
    test(`never with ${what}`, async t => {
      const bench = openBench(t);
      bench.port.differences = differences;
      const outcome = await bench.ask();
      assert.ok(!outcome.ok);
      assert.equal(outcome.code, 503);
      assert.match(outcome.error, error);
      await bench.pass(20);
      assert.deepEqual(bench.port.given, []);
      bench.port.differences = {};
      await bench.pass(12);
      assert.equal(bench.port.given[0], '*100#');
    });

  test('never in the dialogue of a person, and a person does not answer in its dialogue', async t => {
    const bench = openBench(t, { rules: [{ answers: ['1'] }] });
    await bench.ussd.sessions.send([0], '*1#');
    await bench.says('question', '1 or 2?');
    const outcome = await bench.ask();
    assert.deepEqual([outcome.ok, !outcome.ok && outcome.code], [false, 503]);
    await bench.ussd.sessions.send([0], '2');
    await bench.says('done', 'Bye');
    await bench.pass(1);
    assert.deepEqual(bench.port.given, ['*1#', '2', '*100#']);
    await bench.says('question', '1 Balance');
    const sent = await bench.ussd.sessions.send([0], '9');
    assert.deepEqual(sent.ok && sent.items, [{ port: 0, status: 486 }]);
  });

  test('one question at a time', async t => {
    const bench = openBench(t);
    await bench.ask();
    const again = await bench.ask();
    assert.match(again.ok ? '' : again.error, /asked already/);
    assert.deepEqual(bench.port.given, ['*100#']);
  });

  test('there must be the port, and a rule for its SIM', async t => {
    const bench = openBench(t, { rules: [{ imsi: '262-01' }] });
    assert.deepEqual(await bench.watch.ask(7), {
      ok: false,
      code: 404,
      error: 'port: there is no such port.',
    });
    const outcome = await bench.ask();
    assert.equal(!outcome.ok && outcome.code, 409);
  });

  test('the stop of the gateway gives a question up', async t => {
    const bench = openBench(t);
    await bench.ask();
    await bench.watch.stop();
    assert.equal(bench.balance()?.failures, 0);
  });
});

describe('the rule of a SIM', () => {
  const rules = new BalanceRules([
    { ...rule, imsi: '262-01', ports: [3], code: '*1#' },
    { ...rule, imsi: '26201', code: '*2#' },
    { ...rule, ports: [5], code: '*3#' },
  ]);
  const rows: [port: number, imsi: string, code: string | undefined][] = [
    [3, '262011234567890', '*1#'],
    [4, '262011234567890', '*2#'],
    [5, '262021234567890', '*3#'],
    [4, '262021234567890', undefined],
    [5, '', undefined],
  ];
  for (const [port, imsi, code] of rows)
    test(`port ${port}, IMSI ${imsi || 'unknown'}`, () => assert.equal(rules.for(port, imsi)?.code, code));
});
