import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, test } from 'node:test';
import { startEmbeddedSimulator } from './embedded-simulator.ts';

/** The processes that this one has started. */
function children(): number[] {
  return readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .trim()
    .split(/\s+/)
    .filter(text => text !== '')
    .map(Number);
}

/** Resolves once something listens there; tries again as long as nothing does. */
function answers(address: string): Promise<void> {
  const [host = '', port = ''] = address.split(':');
  return new Promise(resolve => {
    const socket = connect(Number(port), host);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', () => setImmediate(() => void answers(address).then(resolve)));
  });
}

describe('the embedded virtual network', { skip: process.platform !== 'linux' }, () => {
  test('that dies is started again on the same addresses after half a second, and ends when it is stopped', async t => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const notes: string[] = [];
    t.mock.method(process.stderr, 'write', (text: string) => notes.push(text));
    const before = children();
    const drawn: number[] = [];
    const simulator = await startEmbeddedSimulator(1, () => {
      const chance = 0.9 + Math.random() / 10;
      drawn.push(20_000 + Math.floor(chance * 12_000));
      return chance;
    });
    const [modem = ''] = simulator.modems;
    const port = drawn.at(-1) ?? 0;
    assert.deepEqual(
      [modem, simulator.control],
      [`127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`],
      'the control API follows the modems',
    );
    const [first = 0] = children().filter(pid => !before.includes(pid));
    process.kill(first, 'SIGKILL');
    while (children().includes(first)) await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(notes, ['simgate: the virtual modems ended and are started again\n']);
    t.mock.timers.tick(499);
    assert.deepEqual(children(), before);
    t.mock.timers.tick(1);
    await answers(modem);
    const [second = 0] = children().filter(pid => !before.includes(pid));
    assert.notEqual(second, first);
    await simulator.stop();
    assert.ok(!children().includes(second));
  });

  test('takes other ports where one of its range is taken', { timeout: 30_000 }, async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const ranges = [port - 1, 20_500];
    const simulator = await startEmbeddedSimulator(2, () => ((ranges.shift() ?? 21_000) - 20_000) / 12_000);
    const [modem = ''] = simulator.modems;
    await simulator.stop();
    taken.close();
    assert.notEqual(modem, `127.0.0.1:${port - 1}`);
  });
});
