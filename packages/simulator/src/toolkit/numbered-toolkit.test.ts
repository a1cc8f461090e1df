import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Bench } from '../module/test-bench.ts';
import { bench, lines } from './testing.ts';

function answer(number: string, type: string, rest = '') {
  return `STKTR="8103${number}${type}820282818301${rest || '00'}"`;
}

describe('octets with a number in front: m66', () => {
  const say = async (made: Bench, command: string) => [
    ...lines(await made.command(`AT+${command}`)),
    ...lines(await made.said()),
  ];

  const on = async () => {
    const made = await bench('m66');
    const said = await say(made, 'QSTK=1');
    assert.equal(said[0], 'OK');
    assert.match(said[1] ?? '', /^\+STKPCI: 0,"D081[0-9A-F]+"$/);
    assert.equal(said.length, 2);
    assert.match((await say(made, answer('01', '2500')))[1] ?? '', /^\+STKPCI: 0,"D0/);
    assert.deepEqual(await say(made, answer('02', '2800')), ['OK', '+STKPCI: 2']);
    return made;
  };

  test('the switch takes no profile; the module has its own', async () => {
    const made = await bench('m66');
    assert.deepEqual(await say(made, 'QSTK=?'), ['+QSTK: (0,1)', 'OK']);
    assert.deepEqual(await say(made, 'QSTK?'), ['+QSTK: 0', 'OK']);
    assert.deepEqual(await say(made, 'QSTK=1,"7F"'), ['ERROR']);
    assert.deepEqual(await say(made, 'QSTK=2'), ['ERROR']);
    assert.deepEqual(made.sim.toolkit?.record.items(), []);
    await say(made, 'QSTK=1');
    assert.equal(made.sim.toolkit?.record.items().length, 1);
    assert.deepEqual(await say(made, 'QSTK?'), ['+QSTK: 1', 'OK']);
    assert.deepEqual(await say(made, 'QSTK=0'), ['OK']);
    assert.deepEqual(await say(made, 'STKENV="D30782020181900101"'), ['ERROR']);
  });

  test('a menu item; the text that follows; the end', async () => {
    const made = await on();
    assert.deepEqual(await say(made, 'STKENV="D30782020181900101"'), [
      'OK',
      '+STKPCI: 0,"D009810303020082028182"',
    ]);
    assert.deepEqual(await say(made, 'STKENV="D30782020181900101"'), ['ERROR']);
    const [, text] = await say(made, answer('03', '0200'));
    assert.match(text ?? '', /^\+STKPCI: 0,"D0[0-9A-F]{2}810304218182028102/);
    assert.deepEqual(await say(made, answer('04', '2181')), ['OK', '+STKPCI: 2']);
  });

  /** A command that needs leave: the item, the code of leave or refusal, what the card shows then. */
  const leaves: readonly [item: string, type: string, command: string, shown: string][] = [
    ['0B', '12', 'STKUSSD=0', 'The network was not asked'],
    ['0B', '12', 'STKUSSD=50', 'The network was not asked'],
    ['0C', '10', 'STKCALL=32', 'No call was made'],
    ['0D', '11', 'STKSS=4', 'Calls are not forwarded'],
  ];
  for (const [item, type, command, shown] of leaves)
    test(`item ${item} waits for leave: ${command}`, async () => {
      const made = await on();
      const [, asked] = await say(made, `STKENV="D307820201819001${item}"`);
      assert.match(asked ?? '', new RegExp(`^\\+STKPCI: 1,"D0[0-9A-F]{2}810303${type}00`));
      assert.deepEqual(await say(made, answer('03', `${type}00`)), ['ERROR']);
      assert.deepEqual(await say(made, 'STKSMS=0'), ['ERROR']);
      const [result, text] = await say(made, command);
      assert.equal(result, 'OK');
      assert.ok(text?.endsWith(`04${Buffer.from(shown).toString('hex').toUpperCase()}"`), text);
    });

  test('the module sends for the card', async () => {
    const made = await on();
    await say(made, 'STKENV="D30782020181900105"');
    await say(made, answer('03', '2300', '008D05042B383832'));
    const [, asked] = await say(made, answer('04', '2301', '008D03046869'));
    assert.match(asked ?? '', /^\+STKPCI: 1,"D0[0-9A-F]{2}8103051300/);
    assert.equal(made.air.sent.length, 0);
    const [result, text] = await say(made, 'STKSMS=0');
    assert.equal(made.air.sent.length, 1);
    assert.deepEqual([result, text?.startsWith('+STKPCI: 0,"D0')], ['OK', true]);
  });

  for (const command of ['STKTR="8103"', 'STKTR=', 'STKENV="xy"', 'STKENV="D30782020181900163"', 'STKSMS=32'])
    test(`${command} is wrong`, async () => {
      assert.deepEqual(await say(await on(), command), ['ERROR']);
    });

  test('is a module of 2G', async () => {
    const made = await bench('m66');
    await say(made, 'CREG=2');
    assert.deepEqual(await say(made, 'CREG?'), ['+CREG: 2,1,"12AB","0000001C"', 'OK']);
    assert.deepEqual(await say(made, 'CEREG?'), ['ERROR']);
    assert.deepEqual(await say(made, 'CGMI'), ['Quectel_Ltd', 'OK']);
  });
});
