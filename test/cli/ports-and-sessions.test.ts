/** Ports, USSD, the SIM toolkit and calls by the command, through a pipe and at a terminal. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { instantAir, until } from '../end-to-end/support/gateway.ts';
import { type Bench, startBench } from './support/command.ts';

let bench: Bench;
before(async () => {
  bench = await startBench({ SIMGATE_VIRTUAL_PORTS: '7' });
  await instantAir(bench.gateway);
  await until(
    () => bench.gateway.call('/v1/ports'),
    ({ ports }) => (ports as { can_send: boolean }[]).every(port => port.can_send),
  );
});
after(() => bench.end());

const ENTER = '\r';
const DOWN = '\u001b[B';

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await bench.run([...args, '--json']);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

describe('ports', { timeout: 600_000 }, () => {
  test('status sums them up', async () => {
    const { status, device, role, ports } = await json('status');
    assert.deepEqual([status, device, role, ports], ['ok', 'simgate', 'admin', { ready: 7 }]);
  });

  test('are lines of tabs in a pipe, and a table at a terminal', async () => {
    const { stdout } = await bench.run(['ports']);
    assert.match(stdout, /^0\t\tready\t[^\t]*\tGSM\t-\d+\t\+88201000001\t/);
    assert.equal(stdout.trimEnd().split('\n').length, 7);
    const screen = bench.terminal(['ports']);
    await screen.waitFor(/PORT +STATE +OPERATOR +TYPE +SIGNAL +NUMBER/);
    await screen.waitFor(/ 6 +ready .*GSM +-\d+ dBm/);
    assert.equal(await screen.ended, 0);
  });

  test('are shown anew with --watch, until Ctrl+C', async () => {
    const screen = bench.terminal(['ports', '--watch']);
    await screen.waitFor(/ready[\s\S]*PORT +STATE[\s\S]*ready/);
    screen.type('\u0003');
    assert.equal(await screen.ended, 130);
    assert.equal((await bench.run(['ports', '--watch'])).code, 2);
  });

  test('do what they are told, and tell how it went', async () => {
    const off = await json('port', '2', 'power', 'off');
    assert.deepEqual([off.port, off.action, off.state], [2, 'power off', 'done']);
    assert.match((await bench.run(['ports', '2'])).stdout, /^state\toff$/m);
    assert.equal((await json('port', '2', 'power', 'on')).state, 'done');
    await json('port', '3', 'block');
    assert.match((await bench.run(['ports', '3'])).stdout, /^state\tpaused$/m);
    await json('port', '3', 'unblock');
    assert.equal((await json('port', '6', 'slot', '1')).state, 'done');
    assert.equal((await json('port', '1', 'name', 'front desk')).label, 'front desk');
    assert.equal((await json('port', '1', 'reset')).state, 'done');
  });

  test('take a PIN from standard input only', async () => {
    const unlock = ['port', '4', 'unlock'];
    const none = await bench.run(unlock);
    assert.deepEqual([none.code, none.stdout], [1, '']);
    assert.match(none.stderr, /standard input: holds no PIN/);
    assert.equal((await bench.run(unlock, { input: '12\n' })).code, 2);
    assert.equal((await bench.run([...unlock, '1234'])).code, 2);
    // The SIM asks for none, so the modem refuses it.
    const typed = await bench.run([...unlock, '--json'], { input: '1234\n' });
    assert.equal(JSON.parse(typed.stdout).action, 'unlock', typed.stderr);
    assert.doesNotMatch(typed.stdout, /1234/);
  });

  const refused: readonly (readonly [args: readonly string[], code: number, words: RegExp])[] = [
    [['port', '2', 'fly'], 2, /no action "fly"; there are power, reset/],
    [['port', '2', 'power'], 2, /on or off/],
    [['ports', '99'], 2, /from 0 to 31/],
    [['ports', '30'], 6, /404/],
  ];
  for (const [args, code, words] of refused)
    test(`simgate ${args.join(' ')}: ${code}`, async () => {
      const ran = await bench.run(args);
      assert.deepEqual([ran.code, ran.stdout], [code, '']);
      assert.match(ran.stderr, words);
    });

  test('are recorded for a time', async () => {
    const { code, stdout, stderr } = await bench.run(['record', '0', '--for', '0.2s']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^folder\ttranscripts$/m);
  });
});

describe('USSD', { timeout: 600_000 }, () => {
  test('answers through a pipe with its text alone', async () => {
    assert.equal((await bench.run(['ussd', '0', '*100#'])).stdout, 'Your balance is 12.50 EUR.\n');
    const dialogue = await json('ussd', '0', '*100#');
    assert.deepEqual([dialogue.port, dialogue.state], [0, 'done']);
  });

  test('is a dialogue at a terminal, and one by --answer', async () => {
    const menu = await json('ussd', '0', '*101#', '--answer', '1');
    assert.equal((menu.turns as unknown[]).length, 4);
    const screen = bench.terminal(['ussd', '0', '*101#']);
    await screen.waitFor(/voucher[\s\S]*Answer \(empty ends it\)/);
    screen.type(`1${ENTER}`);
    assert.equal(await screen.ended, 0);
  });

  test('on a port that is away is refused', async () => {
    const { code, stderr } = await bench.run(['ussd', '20', '*100#']);
    assert.equal(code, 6);
    assert.match(stderr, /port 20 cannot ask/);
  });
});

describe('the SIM toolkit', { timeout: 600_000 }, () => {
  test('goes along a path', async () => {
    const { text } = await json('stk', '0', '--path', 'Balance');
    assert.match(String(text), /12\.50/);
    const { code, stderr } = await bench.run(['stk', '0', '--path', 'Nothing']);
    assert.equal(code, 1);
    assert.match(stderr, /no entry "Nothing"; there is: Balance, /);
  });

  test('is a menu with arrows at a terminal', async () => {
    await bench.run(['stk', '0', '--path', '/']);
    const screen = bench.terminal(['stk', '0']);
    await screen.waitFor(/Balance[\s\S]*Top up/);
    screen.type(DOWN);
    await screen.waitFor(/● +Top up/);
    screen.type(`\u001b[A${ENTER}`);
    await screen.waitFor(/Balance: 12\.50/);
    screen.type('\u0003');
    assert.equal(await screen.ended, 130);
  });
});

describe('calls', { timeout: 600_000 }, () => {
  test('are dialled, listed, hung up, and in the call records', async () => {
    const { id } = await json('dial', '88201990001', '--port', '0');
    const active = () => bench.gateway.call(`/v1/calls/${id}`);
    await until(active, call => call.state === 'active');
    assert.match((await bench.run(['calls', '--ongoing'])).stdout, new RegExp(`^${id}\\t.*\\tactive\\t`));
    await json('hangup', String(id));
    await until(active, call => call.state === 'ended');
    const { stdout } = await bench.run(['cdr', '--csv']);
    const [head = '', row = ''] = stdout.split('\n');
    assert.match(
      head,
      /^port,start_date,answer_date,duration,source_number,destination_number,direction,ip,codec/,
    );
    assert.match(row, /^0,.*,88201990001,ip->gsm,/);
    assert.equal((await bench.run(['hangup', '999'])).code, 6);
  });
});
