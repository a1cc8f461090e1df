import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { items } from '../card/operator-menu.ts';
import { startCommand } from '../card/toolkit-card.ts';
import { changeSim, restart } from '../module/power.ts';
import type { Bench, BenchOptions } from '../module/test-bench.ts';
import { fromHex, toHex } from '../sms/hex.ts';
import { switchNotices } from './fetching.ts';
import { bench, lines } from './testing.ts';

function octets(hex: string): Uint8Array {
  return fromHex(hex.replaceAll(' ', '')) ?? assert.fail(hex);
}
function hexOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex').toUpperCase();
}

function pci(...notices: string[]): string[] {
  return notices.map(text => `+STKPCI: ${text}`);
}
const title = hexOf('Test Network');

describe('a module that names its card’s commands: simcom', () => {
  const say = async (made: Bench, command: string) => lines(await made.command(`AT+${command}`));

  /** Past the menu and the idle text. */
  const on = async (options: BenchOptions = {}) => {
    const made = await bench('simcom', options);
    const said = await say(made, 'STKPCIS=1');
    assert.deepEqual(said.slice(0, 3), [
      'OK',
      ...pci(`0,SET UP MENU,${items.length},${title}`, `0,ITEM,1,01,${hexOf('Balance')}`),
    ]);
    assert.equal(said.length, items.length + 2);
    assert.deepEqual(await say(made, 'STKTRS=00'), [
      'OK',
      ...pci(`0,SET UP IDLE MODE TEXT,04${hexOf('Welcome')}`),
    ]);
    assert.deepEqual(await say(made, 'STKTRS=00'), ['OK', ...pci('2')]);
    return made;
  };

  /** Issues one command after another; returns the first notice behind each. */
  const walk = async (made: Bench, ...commands: string[]): Promise<string[]> => {
    const said: string[] = [];
    for (const command of commands) {
      const [result, notice] = [...(await say(made, command)), ...lines(await made.said())];
      said.push(result === 'OK' ? (notice?.replace('+STKPCI: ', '') ?? 'OK') : (result ?? ''));
    }
    return said;
  };

  const text = (words: string) => `0,DISPLAY TEXT,129,04${hexOf(words)}`;
  const input = (qualifier: number, words: string, lengths: string) =>
    `0,GET INPUT,${qualifier},04${hexOf(words)},${lengths}`;
  const TPDU = /^1,SEND SHORT MESSAGE,53656E64696E67206D657373616765,0,01[0-9A-F]+$/;

  const walks: readonly [name: string, steps: [command: string, notice: string][]][] = [
    [
      'what the module does itself is not told',
      [
        ['STKENVS=D3,01', text('Balance: 12.50')],
        ['STKTRS=00', '2'],
      ],
    ],
    [
      'digits, hidden digits; their coding in either way',
      [
        ['STKENVS=D3,02', input(0, 'Amount', '01,04')],
        ['STKTRS=00,043130', input(4, 'PIN', '04,08')],
        ['STKTRS=00,0131323334', text('Topped up by 10')],
        ['STKTRS=10', '2'],
      ],
    ],
    [
      'back, and no answer',
      [
        ['STKENVS=D3,02', input(0, 'Amount', '01,04')],
        ['STKTRS=00,043130', input(4, 'PIN', '04,08')],
        ['STKTRS=11', input(0, 'Amount', '01,04')],
        ['STKTRS=12', '2'],
      ],
    ],
    [
      'a list: an item, unable',
      [
        ['STKENVS=D3,03', `0,SELECT ITEM,3,${hexOf('Information 1/3')}`],
        ['STKTRS=00,03', `0,SELECT ITEM,3,${hexOf('Information 2/3')}`],
        ['STKTRS=2000', '2'],
      ],
    ],
    [
      'yes',
      [
        ['STKENVS=D3,07', `0,GET INKEY,4,04${hexOf('Allow roaming?')}`],
        ['STKTRS=00,0401', text('Roaming is on')],
      ],
    ],
    [
      'no',
      [
        ['STKENVS=D3,07', `0,GET INKEY,4,04${hexOf('Allow roaming?')}`],
        ['STKTRS=00,0400', text('Roaming is off')],
      ],
    ],
    [
      'what the module cannot do, with leave for it',
      [
        ['STKENVS=D3,0b', `1,SEND USSD,${hexOf('Asking')},0FAA180C3602`],
        ['STKUSSD=0', text('The network was not asked')],
      ],
    ],
    [
      'a call that is refused',
      [
        ['STKENVS=D3,0C', `1,SETUP CALL,${hexOf('Call the help line?')},918802000001F0`],
        ['STKCALL=34', text('No call was made')],
      ],
    ],
  ];
  for (const [name, steps] of walks)
    test(name, async () => {
      const made = await on();
      assert.deepEqual(
        await walk(made, ...steps.map(([command]) => command)),
        steps.map(([, notice]) => notice),
      );
    });

  const toMessage = ['STKENVS=D3,05', 'STKTRS=00,042B38383230', 'STKTRS=00,046869'];

  for (const code of [0, 4])
    test(`a message goes out after STKSMS=${code}, once`, async () => {
      const made = await on();
      assert.match((await walk(made, ...toMessage)).at(-1) ?? '', TPDU);
      made.air.answer = () => new Promise(() => {});
      assert.deepEqual(await walk(made, `STKSMS=${code}`, 'STKSMS=0', 'STKPCIS=1'), ['OK', 'ERROR', 'OK']);
      assert.equal(made.air.sent.length, 1);
    });

  test('the card hears what became of its message', async () => {
    const made = await on();
    await walk(made, ...toMessage);
    assert.deepEqual(await walk(made, 'STKTRS=00', 'STKSMS=0'), ['ERROR', text('Message sent')]);
  });

  const results: readonly [command: string, result: string][] = [
    ['STKCALL=0', '830130'],
    ['STKCALL=16', '830110'],
    ['STKCALL=18', '830112'],
    ['STKCALL=32', '83022000'],
    ['STKCALL=34', '830122'],
    ['STKCALL=50', '830132'],
  ];
  for (const [command, result] of results)
    test(`${command} tells the card ${result}`, async () => {
      const made = await on();
      await walk(made, 'STKENVS=D3,0C', command);
      assert.ok(toHex(made.sim.toolkit?.record.items().at(-1)?.octets ?? octets('')).endsWith(result));
    });

  test('events go to the card', async () => {
    const made = await on();
    assert.deepEqual(await walk(made, 'STKENVS=D6,04', 'STKENVS=D6,05', 'STKENVS=d6,04'), ['OK', 'OK', 'OK']);
    const events = made.sim.toolkit?.record.items().slice(-3) ?? [];
    assert.deepEqual(
      events.map(event => toHex(event.octets)),
      ['D60799010482028281', 'D60799010582020281', 'D60799010482028281'],
    );
  });

  test('the menu can be read while the notices are on', async () => {
    const made = await on();
    const said = await say(made, 'STKMENU?');
    assert.deepEqual(said.slice(0, 2), [
      `+STKMENU:1,1,${hexOf('Balance')}`,
      `+STKMENU:2,2,${hexOf('Top up')}`,
    ]);
    assert.equal(said.length, items.length + 1);
    await say(made, 'STKPCIS=0');
    assert.deepEqual(await say(made, 'STKMENU?'), ['OK']);
  });

  const unfit: readonly [name: string, before: string[], commands: string[]][] = [
    [
      'only the menu is there',
      [],
      ['STKTRS=00', 'STKSMS=0', 'STKENVS=D3,63', 'STKENVS=D3', 'STKENVS=D7,01', 'STKENVS=D6,07'],
    ],
    [
      'digits are asked for',
      ['STKENVS=D3,02'],
      ['STKTRS=00', 'STKTRS=00,4', 'STKTRS=00,"0431"', 'STKTRS="00",0431', 'STKTRS=', 'STKTRS=10,0431'],
    ],
    ['a list is there', ['STKENVS=D3,03'], ['STKTRS=00', 'STKTRS=00,09', 'STKTRS=00,0102', 'STKENVS=D3,01']],
    ['a text is there', ['STKENVS=D3,01'], ['STKTRS=00,0431', 'STKTRS=0', 'STKTRS=200000', 'STKSMS=0']],
    ['yes or no is asked for', ['STKENVS=D3,07'], ['STKTRS=00,0402', 'STKTRS=00,0479', 'STKTRS=00,04']],
  ];
  for (const [name, before, commands] of unfit)
    for (const command of commands)
      test(`${command} does not fit while ${name}`, async () => {
        const made = await on();
        await walk(made, 'CMEE=1', ...before);
        assert.deepEqual(await say(made, command), ['+CME ERROR: 3']);
      });

  for (const command of [
    'STKPCIS=2',
    'STKPCIS=',
    'STKSMS=1',
    'STKSMS=32',
    'STKSMS',
    'STKUSSD=16',
    'STKDTMF=50',
  ])
    test(`${command} is wrong`, async () => {
      const made = await on();
      await walk(made, ...toMessage);
      assert.deepEqual(await say(made, command), ['ERROR']);
      assert.equal(made.air.sent.length, 0);
    });
});

describe('the switch: +STKPCIS', () => {
  const menu = '+STKPCI: 0,SET UP MENU,';
  const hears = (text: string): boolean => lines(text).some(line => line.startsWith(menu));

  test('is off: the card hears nothing, the terminal neither', async () => {
    const made = await bench('simcom');
    assert.deepEqual(lines(await made.command('AT+STKPCIS?')), ['+STKPCIS: 0', 'OK']);
    assert.deepEqual(lines(await made.command('AT+STKPCIS=?')), ['+STKPCIS: (0-1)', 'OK']);
    assert.deepEqual(made.sim.toolkit?.record.items(), []);
    for (const command of ['AT+STKTRS=00', 'AT+STKENVS=D3,01', 'AT+STKSMS=0'])
      assert.deepEqual(lines(await made.command(command)), ['ERROR']);
  });

  test('off and on again, the profile is told once; what waits is told anew', async () => {
    const made = await bench('simcom');
    assert.ok(hears(await made.command('AT+STKPCIS=1')));
    assert.deepEqual(lines(await made.command('AT+STKPCIS=0')), ['OK']);
    assert.deepEqual(lines(await made.command('AT+STKTRS=00')), ['ERROR']);
    assert.ok(hears(await made.command('AT+STKPCIS=1')));
    assert.ok(hears(await made.command('AT+STKPCIS=1')));
    assert.equal(made.sim.toolkit?.record.items().length, 1);
    await made.command('AT+STKTRS=00');
    await made.command('AT+STKTRS=00');
    assert.deepEqual(lines(await made.command('AT+STKPCIS=1')), ['OK']);
  });

  test('is kept over a restart where &W saved it, and comes back by Z', async () => {
    const made = await bench('simcom');
    await made.command('AT+STKPCIS=1');
    restart(made.module, 0);
    assert.equal(hears(await made.said()), false);
    assert.deepEqual(lines(await made.command('AT+STKPCIS?')), ['+STKPCIS: 0', 'OK']);
    await made.command('AT+STKPCIS=1;&W');
    restart(made.module, 0);
    assert.ok(hears(await made.said()));
    await made.command('AT&F');
    await made.command('ATE0');
    assert.deepEqual(lines(await made.command('AT+STKPCIS?')), ['+STKPCIS: 0', 'OK']);
    assert.ok(hears(await made.command('ATZ')));
  });

  test('can be set before there is a card, or its PIN', async () => {
    const made = await bench('simcom', { sim: { pinEnabled: true } });
    assert.deepEqual(lines(await made.command('AT+STKPCIS=1')), ['OK']);
    assert.ok(hears(await made.command('AT+CPIN=0000')));
    const { code } = made.sim;
    code.enabled = false;
    changeSim(made.module, undefined);
    changeSim(made.module, made.sim);
    assert.ok(hears(await made.said()));
  });

  test('while it is off, nothing of what goes on is told', async () => {
    const made = await bench('simcom');
    await made.command('AT+STKPCIS=1');
    await made.command('AT+STKTRS=00');
    await made.command('AT+STKTRS=00');
    const { toolkit } = made.sim;
    assert.ok(toolkit);
    switchNotices(made.module, 0);
    assert.ok(startCommand(toolkit, octets('D00E 8103012181 82028102 8D03 04 4869')));
    assert.equal(await made.said(), '');
    assert.deepEqual(lines(await made.command('AT+STKPCIS=1')), ['OK', '+STKPCI: 0,DISPLAY TEXT,129,044869']);
  });

  test('a card without toolkit says nothing; other makers have none of it', async () => {
    const made = await bench('simcom', { sim: { toolkit: false } });
    assert.deepEqual(lines(await made.command('AT+STKPCIS=1')), ['OK']);
    assert.deepEqual(lines(await made.command('AT+STKENVS=D3,01')), ['ERROR']);
    for (const name of ['generic', 'sim7600', 'quectel'])
      assert.deepEqual(lines(await (await bench(name)).command('AT+STKPCIS=?')), ['ERROR']);
  });
});
