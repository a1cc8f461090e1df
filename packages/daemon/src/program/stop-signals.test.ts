/** Signals to a program that runs for long. The program is a process of its own. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';

/** Prints what is called; `stop` ends when a line comes in. */
const PROGRAM = `
  const { stopOnSignal } = await import(process.env.MODULE);
  process.stdin.on('data', () => {});
  // A shell gives a program behind it no input: this keeps it alive.
  setInterval(() => {}, 1_000_000);
  const stop = () => {
    console.log('stop');
    return new Promise(resolve => process.stdin.once('data', resolve));
  };
  const stopped = stopOnSignal(stop, () => console.log('reload'));
  console.log('ready', process.pid);
  await stopped;
  console.log('stopped');
  process.exit(0);
`;

const environment = { ...process.env, PROGRAM, MODULE: join(import.meta.dirname, 'stop-signals.ts') };
const plain = { ...environment, npm_execpath: undefined, npm_command: undefined };
const node = [process.execPath, '--input-type=module', '--eval', PROGRAM] as const;

interface Running {
  readonly child: ChildProcess;
  /** Resolves with what it printed, once that holds the words. */
  printed(words: string): Promise<string>;
}

function start(t: TestContext, command: readonly string[], env: NodeJS.ProcessEnv): Running {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  let text = '';
  child.stdout.on('data', piece => {
    text += piece;
  });
  return {
    child,
    async printed(words) {
      while (!text.includes(words)) await once(child.stdout, 'data');
      return text;
    },
  };
}

describe('a program', { timeout: 60_000 }, () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    test(`is stopped by ${signal}, and ends when it has stopped`, async t => {
      const { child, printed } = start(t, node, plain);
      await printed('ready');
      child.kill(signal);
      await printed('stop\n');
      child.kill('SIGHUP');
      const exit = once(child, 'exit');
      child.stdin?.write('\n');
      const text = await printed('stopped');
      assert.doesNotMatch(text, /reload/, 'one that stops reads nothing again');
      assert.deepEqual(await exit, [0, null]);
    });

  test('that has nothing more to do ends, also where npm started it', () => {
    const program =
      'const { stopOnSignal } = await import(process.env.MODULE); void stopOnSignal(async () => {}, () => {});';
    const options = { env: { ...environment, npm_command: 'exec' }, timeout: 30_000 };
    const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], options);
    assert.equal(status, 0);
  });

  test('is ended at once by a second signal', async t => {
    const { child, printed } = start(t, node, plain);
    await printed('ready');
    child.kill('SIGTERM');
    await printed('stop\n');
    const exit = once(child, 'exit');
    child.kill('SIGINT');
    assert.deepEqual(await exit, [1, null]);
  });

  test('reads its settings again at each SIGHUP', async t => {
    const { child, printed } = start(t, node, plain);
    await printed('ready');
    child.kill('SIGHUP');
    await printed('reload\n');
    child.kill('SIGHUP');
    await printed('reload\nreload\n');
  });

  test('that npm started is stopped when its parent ends', async t => {
    const shell = ['sh', '-c', `'${process.execPath}' --input-type=module --eval "$PROGRAM" & read line`];
    const { child, printed } = start(t, shell, { ...environment, npm_command: 'exec' });
    const pid = Number(/ready (\d+)/.exec(await printed('ready'))?.[1]);
    t.after(() => {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    });
    child.kill('SIGKILL');
    assert.match(await printed('stop\n'), /ready/);
  });
});
