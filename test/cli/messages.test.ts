/** Sending and receiving by the command, through a pipe and at a terminal. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { instantAir } from '../end-to-end/support/gateway.ts';
import { type Bench, startBench } from './support/command.ts';

let bench: Bench;
before(async () => {
  bench = await startBench();
  await instantAir(bench.gateway);
});
after(() => bench.end());

function lines(text: string): string[][] {
  return text
    .trimEnd()
    .split('\n')
    .map(line => line.split('\t'));
}

/** Lets a virtual phone write to the SIM of port 0. */
function write(text: string): Promise<unknown> {
  const body = { from: '88201990001', to: '+88201000001', text };
  return bench.gateway.call('/v1/simulator/messages', body);
}

describe('simgate send', { timeout: 600_000 }, () => {
  test('--wait tells each message, and that all is well', async () => {
    const { code, stdout, stderr } = await bench.run([
      ...['send', '88201990001', '+88 201 990-002', '--text', 'Hällo #param#', '--wait', 'delivered'],
    ]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(
      lines(stdout).map(([id, number, state, port, segments]) => [
        id,
        number,
        state,
        /^[0-3]$/.test(port ?? ''),
        segments,
      ]),
      [
        ['1', '88201990001', 'DELIVERED', true, '1/1'],
        ['2', '+88201990002', 'DELIVERED', true, '1/1'],
      ],
    );
    const { messages } = JSON.parse((await bench.run(['messages', '--json'])).stdout);
    assert.deepEqual(
      messages.map((one: { text: string }) => one.text),
      ['Hällo #param#', 'Hällo #param#'],
    );
  });

  test('tells the task where nobody waits, and the task tells how far it is', async () => {
    const { stdout } = await bench.run(['send', '88201990001', '--text-file', '-', '--json'], {
      input: 'from a pipe\n',
    });
    const [{ task_id }] = JSON.parse(stdout).tasks;
    const { code, stdout: task } = await bench.run(['task', String(task_id), '--follow', '--json']);
    assert.equal(code, 0);
    assert.equal(JSON.parse(task).text, 'from a pipe');
    assert.match((await bench.run(['tasks'])).stdout, new RegExp(`^${task_id}\t`));
    assert.equal((await bench.run(['stop', String(task_id)])).code, 0);
  });

  test('--dry-run counts, sends nothing, and needs no gateway', async () => {
    const { code, stdout } = await bench.run(
      ['send', '88201990001', '--text', '“Hi”', '--dry-run', '--json'],
      {
        env: { SIMGATE_URL: 'http://127.0.0.1:1' },
      },
    );
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), { recipients: 1, encoding: 'unicode', segments: 1, total: 1 });
  });

  const refused: readonly (readonly [args: readonly string[], code: number, words: RegExp])[] = [
    [['send', 'nobody', '--text', 'x'], 2, /nobody.*phone number/],
    [['send', '123'], 2, /text is missing/],
    [['send', '--text', 'x'], 2, /who is to get it/],
    [['send', '123', '--text', 'x', '--port', '40'], 2, /ports from 0 to 31/],
    [['send', '123', '--text', 'x', '--port', '17'], 6, /port/],
    [['send', '123', '--text', 'x', '--prot', '1'], 2, /Did you mean --port\?/],
  ];
  for (const [args, code, words] of refused)
    test(`simgate ${args.join(' ')}: ${code}`, async () => {
      const ran = await bench.run(args);
      assert.equal(ran.code, code);
      assert.match(ran.stderr, words);
      assert.equal(ran.stdout, '');
    });
});

describe('sent messages', { timeout: 600_000 }, () => {
  test('a message has its story', async () => {
    const { stdout } = await bench.run(['message', '1', '--json']);
    const message = JSON.parse(stdout);
    assert.equal(message.segments[0].state, 'accepted');
    assert.match((await bench.run(['message', '1'])).stdout, /^state\tDELIVERED$/m);
    assert.equal((await bench.run(['message', '999999'])).code, 6);
  });

  test('what did not fail is not sent again', async () => {
    const { code, stderr } = await bench.run(['retry', '1']);
    assert.equal(code, 1);
    assert.match(stderr, /has not failed \(DELIVERED\): it would be sent twice/);
    const forced = await bench.run(['retry', '1', '--force', '--json']);
    assert.equal(JSON.parse(forced.stdout).messages[0].number, '88201990001');
  });

  test('are filtered, and are JSON lines where that is asked for', async () => {
    const { stdout } = await bench.run(['messages', '--number', '990002', '--jsonl']);
    assert.deepEqual(
      stdout
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).number),
      ['+88201990002'],
    );
    assert.equal((await bench.run(['messages', '--failed'])).stdout, '');
  });

  test('are a table at a terminal, with colours', async () => {
    const screen = bench.terminal(['messages']);
    await screen.waitFor(/ID +TIME +NUMBER +STATE +PORT +SEGMENTS +TEXT/);
    await screen.waitFor(/88201990001 +delivered +\d +1\/1 +Hällo/);
    assert.equal(await screen.ended, 0);
    assert.ok(screen.output().includes('\u001b['));
    const plain = bench.terminal(['messages'], { NO_COLOR: '1' });
    assert.equal(await plain.ended, 0);
    assert.ok(!plain.output().includes('\u001b['));
  });
});

describe('the inbox', { timeout: 600_000 }, () => {
  test('--follow shows what comes, as JSON lines and at a terminal', async () => {
    const follower = bench.start(['inbox', '--follow', '--jsonl']);
    const screen = bench.terminal(['inbox', '--follow']);
    // Whatever comes after these words is shown.
    await screen.waitFor(/Ctrl\+C ends it/);
    await follower.waitFor(/Messages are shown/);
    await write('\u001b[31mHello\nthere');
    await follower.waitFor(/"text":"\\u001b\[31mHello\\nthere"/);
    await screen.waitFor(/88201990001 +port 0\r?\n +␛\[31mHello\r?\n +there/);
    screen.type('\u0003');
    assert.equal(await screen.ended, 130);
    assert.equal((await follower.end('SIGINT')).code, 130);
  });

  test('is listed, answered and marked', async () => {
    const { stdout } = await bench.run(['inbox', '--unread', '--text', 'there', '--json']);
    const [{ incoming_sms_id: id, read }] = JSON.parse(stdout).messages;
    assert.equal(read, false);
    assert.equal((await bench.run(['mark', String(id), 'read'])).stdout, 'changed\t1\n');
    assert.equal((await bench.run(['inbox', '--unread', '--text', 'there'])).stdout, '');
    const reply = await bench.run(['reply', String(id), '--text', 'Hello yourself', '--json']);
    assert.equal(JSON.parse(reply.stdout).tasks[0].number, '88201990001');
    const phone = await bench.run(['messages', '--text', 'yourself', '--jsonl']);
    assert.equal(JSON.parse(phone.stdout).text, 'Hello yourself');
  });

  test('--follow and --json exclude each other', async () => {
    assert.equal((await bench.run(['inbox', '--follow', '--json'])).code, 2);
  });
});

test('the phones got each text once', async () => {
  const { messages } = (await bench.gateway.call('/v1/simulator/phones/%2B88201990002')) as unknown as {
    messages: { text: string }[];
  };
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['Hällo #param#'],
  );
});
