/** A blocked port takes no new work, and finishes what it has begun (contract, section 13). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accepts, openBench, type ScriptedPort } from '../testing.ts';

const long = 'a long message of three parts '.repeat(14);

function block(port: ScriptedPort, blocked: boolean): void {
  port.canSend = !blocked;
  port.canFinish = blocked;
}

describe('a port that is blocked', () => {
  test('hands over the rest of a message, and not the next one', async t => {
    const bench = await openBench(t);
    const port = bench.port(0);
    port.answer = (tpdu, count) => {
      block(port, true);
      return accepts(tpdu, count);
    };
    await bench.send(['0170'], { text: long });
    await bench.send(['0171']);
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(({ number, moreFollow }) => [number, moreFollow]),
      [
        ['0170', true],
        ['0170', true],
        ['0170', false],
      ],
    );
    assert.equal(bench.messages.inQueue(), 1);

    block(port, false);
    port.answer = accepts;
    bench.listener.changed(port);
    await bench.quiet();
    assert.equal(bench.carried.at(-1)?.number, '0171');
  });

  test('takes up a message whose segment was refused for a while', async t => {
    const bench = await openBench(t);
    const port = bench.port(0);
    port.answer = (tpdu, count) => {
      if (count !== 2) return accepts(tpdu, count);
      block(port, true);
      return { kind: 'refused', refusal: { source: 'cms', code: 42, text: 'congestion', permanent: false } };
    };
    await bench.send(['0170'], { text: long });
    await bench.pass(120);
    assert.equal(bench.carried.length, 4);
  });

  test('does not stand between a new message and a port that is free', async t => {
    const bench = await openBench(t, { ports: 2 });
    block(bench.port(0), true);
    await bench.send(['0170']);
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(({ port }) => port),
      [1],
    );
  });
});
