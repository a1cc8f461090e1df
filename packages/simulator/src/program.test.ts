import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type ProgramAddresses, startProgram } from './program.ts';
import { dial } from './test-terminal.ts';

const program = fileURLToPath(new URL('./test-program.ts', import.meta.url));

/** The program as a process of its own, with an IPC channel, once it has sent its addresses. */
async function startChild(): Promise<{
  child: ChildProcess;
  addresses: ProgramAddresses;
  output: () => string;
}> {
  const child = fork(program, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] });
  let output = '';
  child.stdout?.on('data', (octets: Buffer) => {
    output += octets.toString();
  });
  const [addresses] = await once(child, 'message');
  return { child, addresses, output: () => output };
}

describe('the program', () => {
  const ends: readonly [title: string, end: (child: ChildProcess) => void][] = [
    ['SIGTERM', child => void child.kill('SIGTERM')],
    ['the end of its parent', child => child.disconnect()],
  ];
  for (const [title, end] of ends) {
    test(`tells its addresses and ends cleanly on ${title}`, async () => {
      const { child, addresses, output } = await startChild();
      assert.equal(addresses.ports.length, 2);
      const terminal = await dial(addresses.ports[0]?.port ?? 0);
      assert.match(await terminal.command('ATE0'), /OK/);
      const response = await fetch(`http://127.0.0.1:${addresses.control.port}/modems`);
      assert.equal(response.status, 200);
      await response.text();
      assert.ok(child.stdout);
      const silent = once(child.stdout, 'end');
      const gone = once(child, 'exit');
      end(child);
      const [code] = await gone;
      await silent;
      assert.equal(code, 0);
      assert.match(output(), /^modem 0: tcp 127\.0\.0\.1:\d+, number \+88201000001, IMSI 001010000000001$/m);
      assert.match(output(), /^control: http:\/\/127\.0\.0\.1:\d+$/m);
    });
  }

  test('ends cleanly where its parent is gone before it has started', async () => {
    const child = fork(program, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] });
    const said: string[] = [];
    child.stderr?.on('data', (octets: Buffer) => said.push(octets.toString()));
    child.stdout?.destroy();
    child.disconnect();
    const [code] = await once(child, 'exit');
    assert.deepEqual([code, said.join('')], [0, '']);
  });

  test('a control port in use stops the start, and nothing is left listening', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    assert.ok(typeof address === 'object' && address);
    await assert.rejects(startProgram({ modems: 1, controlPort: address.port }), { code: 'EADDRINUSE' });
    blocker.close();
  });
});
