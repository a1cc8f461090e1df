/**
 * Every command of the tree through a pipe and at a terminal: its words in each, and how it ends. They are a hundred programs to start, so
 * they run by `npm run commands-run`; the suite holds that none is left out, and its other tests of the command line use most of them.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { catalogue } from '../../packages/cli/src/program/catalogue.ts';
import { control, instantAir, until } from '../end-to-end/support/gateway.ts';
import { type Bench, startBench } from './support/command.ts';

interface Row {
  readonly args: readonly string[];
  /** Where the second run of the same words would find nothing left to do. */
  readonly atTerminal?: readonly string[];
  /** Standard output of a pipe, which is data alone. */
  readonly pipe: RegExp;
  /** Standard error of a pipe; nothing by default. */
  readonly beside?: RegExp;
  /** A person's screen, both streams. */
  readonly screen: RegExp;
  readonly code?: number;
  /** It goes on until Ctrl+C; a pipe's run is ended by the signal behind `pipe` or `beside`. */
  readonly untilStopped?: number;
  /** The run at the terminal waits for that of the pipe. */
  readonly oneByOne?: true;
  /** A question of the screen, and the keys that answer it. */
  readonly asked?: readonly [question: RegExp, keys: string];
}

const NOTHING = /^$/;
const free = ['--base-port', '0', '--control-port', '0'];
const HOOK = 'http://127.0.0.1:9/hook';
const folder = ['--data-folder', 'data'];

/** In this order: later rows use what earlier ones have made. */
const rows: readonly Row[] = [
  { args: ['send', '88201990001', '--text', 'Hi'], pipe: /^\d+\n$/, screen: /Accepted: 1 message, task \d/ },
  { args: ['messages'], pipe: /^\d+\t[\dT:.-]+Z\t8820199000\d\t/, screen: /ID +TIME +NUMBER +STATE/ },
  { args: ['message', '1'], pipe: /^id\t1\nstate\t/, screen: /story +1: accepted/ },
  { args: ['retry', '1', '--force'], pipe: /^1\t88201990001\t\d+\n$/, screen: /88201990001/ },
  { args: ['tasks'], pipe: /^\d+\t[\dT:.-]+Z\tadmin\t/, screen: /TASK +TIME +BY +RECIPIENTS/ },
  { args: ['task', '1'], pipe: /^task\t1\n/, screen: /recipients +1/ },
  { args: ['stop', '1'], pipe: /^task\t1\n/, screen: /task +1/ },
  { args: ['inbox'], pipe: /^1\t[\dT:.-]+Z\t\+88201990002\t/, screen: /\+88201990002 .*Hello there/ },
  { args: ['reply', '1', '--text', 'Yes'], pipe: /^\d+\n$/, screen: /Accepted/ },
  { args: ['mark', '1', 'read'], pipe: /^changed\t[01]\n$/, screen: /changed +[01]/ },
  { args: ['status'], pipe: /^gateway\thttp/, screen: /ports +4 ready/ },
  { args: ['ports'], pipe: /^0\t\tready\t/, screen: /PORT +STATE/ },
  { args: ['port', '3', 'name', 'desk'], pipe: /^port\t3\nlabel\tdesk\n$/, screen: /label +desk/ },
  {
    args: ['record', '0', '--for', '0.1s'],
    pipe: /^port\t0\nfolder\ttranscripts\n$/,
    beside: /^Port 0 is recorded for .*\n$/,
    screen: /transcripts\/ in the data folder/,
  },
  {
    args: ['ussd', '0', '*100#'],
    atTerminal: ['ussd', '1', '*100#'],
    pipe: /^Your balance is 12\.50 EUR\.\n$/,
    screen: /The network is asked[\s\S]*Your balance is 12\.50 EUR\./,
  },
  {
    args: ['stk', '0', '--path', 'Balance'],
    atTerminal: ['stk', '1', '--path', 'Balance'],
    pipe: /^text\tBalance: 12\.50$/m,
    screen: /text +Balance: 12\.50/,
  },
  {
    args: ['dial', '88201990001', '--port', '0'],
    atTerminal: ['dial', '88201990001', '--port', '1'],
    pipe: /^id\t\d\n/,
    screen: /simgate hangup \d ends it\./,
  },
  { args: ['calls'], pipe: /^2\t[\dT:.-]+Z\t/, screen: /ID +BEGAN +PORT +DIRECTION/ },
  { args: ['hangup', '1'], atTerminal: ['hangup', '2'], pipe: /^id\t1\n/, screen: /id +2/ },
  { args: ['events', '--kinds', 'sms'], pipe: /^\d+\t[\dT:.-]+Z\tsms\t\{/, screen: /sms +.*Hello there/ },
  {
    args: ['listen', '--forward-to', HOOK],
    oneByOne: true,
    pipe: NOTHING,
    beside: /whsec_/,
    screen: /whsec_/,
    untilStopped: 130,
  },
  {
    args: ['trigger', 'sms', '--from', '88201990003', '--port', '2', '--text', 'Made up'],
    pipe: NOTHING,
    beside: /writes to port 2|88201990003/,
    screen: /writes to port 2|88201990003/,
  },
  {
    args: ['push', 'add', 'crm', HOOK, '--kinds', 'sms'],
    atTerminal: ['push', 'add', 'erp', HOOK, '--kinds', 'sms'],
    pipe: /^id\t\d\n/,
    beside: /whsec_/,
    screen: /whsec_/,
  },
  { args: ['cdr'], pipe: /^[01]\t[\d :-]+\t/, screen: /PORT +START_DATE/ },
  { args: ['push', 'list'], pipe: /^1\t(crm|erp)\t/, screen: /ID +NAME +URL/ },
  { args: ['push', 'test', '1'], pipe: /^delivered\tfalse\n/, screen: /delivered +false/, code: 1 },
  {
    args: ['push', 'attempts', '1'],
    pipe: NOTHING,
    screen: /Nothing was pushed/,
  },
  { args: ['push', 'resend', '1'], pipe: /^queued\t0\n$/, screen: /queued +0/ },
  { args: ['push', 'secret', '1'], pipe: /^id\t1\n/, beside: /whsec_/, screen: /whsec_/ },
  { args: ['push', 'off', '1'], pipe: /^state\toff$/m, screen: /state +off/ },
  { args: ['push', 'on', '1'], pipe: /^state\tpushing$/m, screen: /state +pushing/ },
  {
    args: ['push', 'remove', '1'],
    atTerminal: ['push', 'remove', '2'],
    pipe: NOTHING,
    beside: /^Push target 1 is removed/,
    screen: /Push target 2 is removed/,
  },
  {
    args: ['users', 'add', 'ann', '--role', 'viewer', '--new-password-file', 'secret.txt'],
    atTerminal: ['users', 'add', 'bob', '--role', 'viewer', '--new-password-file', 'secret.txt'],
    pipe: /^name\tann\nrole\tviewer\n/,
    screen: /name +bob/,
  },
  { args: ['users', 'role', 'ann', 'sender'], pipe: /^name\tann\nrole\tsender\n/, screen: /role +sender/ },
  {
    args: ['users', 'password', 'ann', '--new-password-file', 'secret.txt'],
    pipe: /^name\tann\n/,
    screen: /name +ann/,
  },
  { args: ['users', 'list'], pipe: /^admin\tadmin\tfalse\n/, screen: /NAME +ROLE +SETTINGS/ },
  {
    args: ['users', 'remove', 'ann', '--yes'],
    atTerminal: ['users', 'remove', 'bob'],
    pipe: NOTHING,
    beside: /^User ann is removed\.\n$/,
    asked: [/bob.*\?/, 'y\r'],
    screen: /User bob is removed\./,
  },
  { args: ['auth', 'status'], pipe: /^gateway\thttp/, screen: /secret +password, from the environment/ },
  { args: ['profiles'], pipe: NOTHING, screen: /simgate login URL makes one/ },
  {
    // Both write the same file of profiles.
    oneByOne: true,
    args: ['login', '--password-file', 'admin.txt', '--user', 'admin', '--profile', 'piped'],
    atTerminal: ['login', '--password-file', 'admin.txt', '--user', 'admin', '--profile', 'typed'],
    pipe: NOTHING,
    beside: /^Signed in to /,
    screen: /Signed in to .*Profile: typed/,
  },
  {
    oneByOne: true,
    args: ['logout', '--profile', 'piped'],
    atTerminal: ['logout', '--profile', 'typed'],
    pipe: NOTHING,
    beside: /piped/,
    screen: /typed/,
  },
  { args: ['docs', 'push'], pipe: /^# Push events\n/, screen: /Push events/ },
  { args: ['completion', 'bash'], pipe: /_simgate/, screen: /_simgate/ },
  {
    args: ['doctor', '127.0.0.1:1'],
    pipe: /✗ the address does not answer\n/,
    screen: /✗ the address does not answer\s+because/,
    code: 1,
  },
  {
    args: ['backup', 'piped.db', ...folder],
    atTerminal: ['backup', 'typed.db', ...folder],
    pipe: /^piped\.db: the store of data, checked\n$/,
    screen: /typed\.db: the store of data, checked/,
  },
  {
    args: ['restore', 'piped.db', '--data-folder', 'piped'],
    atTerminal: ['restore', 'typed.db', '--data-folder', 'typed'],
    pipe: /^piped holds the store of /,
    screen: /typed holds the store of /,
  },
  {
    args: ['simulator', '--modems', '1', ...free],
    pipe: /control: http/,
    screen: /control: http/,
    untilStopped: 0,
  },
  {
    args: ['fleet', '--gateways', '1', ...free],
    pipe: /http:\/\/127/,
    screen: /http:\/\/127/,
    untilStopped: 0,
  },
  { args: ['gateway'], pipe: /listens on/, screen: /listens on/, untilStopped: 0 },
  {
    args: ['server', '--no-gateway', '--port', '0', '--data', 'server-piped'],
    atTerminal: ['server', '--no-gateway', '--port', '0', '--data', 'server-typed'],
    pipe: /listens on/,
    screen: /listens on/,
    untilStopped: 0,
  },
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of a terminal begin with ESC
const CODES = /[\u001b\r]/;

const skip = process.env.COMMANDS_FORM === 'full' ? false : 'run by npm run commands-run';

test('every command has its row', () => {
  const named = new Set(rows.map(({ args: [name = ''] }) => name));
  assert.deepEqual(
    Object.keys(catalogue).filter(name => !named.has(name)),
    [],
  );
});

describe('every command', { skip, timeout: 600_000 }, () => {
  let bench: Bench;

  before(async () => {
    bench = await startBench();
    await instantAir(bench.gateway);
    writeFileSync(join(bench.folder, 'secret.txt'), 'a long enough secret 7\n');
    writeFileSync(join(bench.folder, 'admin.txt'), `${bench.gateway.password}\n`);
    await bench.run(['send', '88201990001', '--text', 'First', '--wait', 'delivered']);
    await control(`${bench.gateway.control}/modems/0/messages`, 'POST', {
      ...{ from: '+88201990002', text: 'Hello there' },
    });
    await until(
      async () => (await bench.run(['inbox', '--json'])).stdout,
      text => text.includes('Hello there'),
    );
  });
  after(() => bench.end());

  /** Programs of this test have data folders and ports of their own; the client's variables stay, and disturb none. */
  const own = (name: string) => ({
    SIMGATE_DATA_FOLDER: join(bench.folder, name),
    SIMGATE_HTTP_PORT: '0',
    SIMGATE_VIRTUAL_PORTS: '1',
  });

  async function throughPipe({ args, pipe, beside = NOTHING, code = 0, untilStopped }: Row): Promise<void> {
    if (untilStopped !== undefined) {
      const program = bench.start(args, own('own-piped'));
      await program.waitFor(pipe === NOTHING ? beside : pipe);
      program.process.kill('SIGINT');
      const ended = await program.ended;
      assert.deepEqual([ended.code, CODES.test(ended.output)], [untilStopped, false], ended.output);
      return;
    }
    const ran = await bench.run(args);
    assert.equal(ran.code, code, ran.stderr);
    assert.match(ran.stdout, pipe);
    assert.match(ran.stderr, beside);
    assert.doesNotMatch(ran.stdout + ran.stderr, CODES);
  }

  async function atTerminal(row: Row): Promise<void> {
    const { args, atTerminal: words = args, screen, asked, code = 0, untilStopped } = row;
    const terminal = bench.terminal(words, untilStopped === undefined ? {} : own('own-typed'));
    if (asked !== undefined) {
      await terminal.waitFor(asked[0]);
      terminal.type(asked[1]);
    }
    await terminal.waitFor(screen);
    if (untilStopped !== undefined) terminal.type('\u0003');
    assert.equal(await terminal.ended, untilStopped ?? code, terminal.output());
  }

  for (const row of rows)
    test(row.args.join(' '), async () => {
      if (row.args[0] === 'cdr')
        await until(
          async () => (await bench.run(row.args)).stdout.split('\n').length,
          lines => lines > 2,
        );
      const piped = throughPipe(row);
      if (row.oneByOne) await piped;
      await Promise.all([piped, atTerminal(row)]);
    });
});
