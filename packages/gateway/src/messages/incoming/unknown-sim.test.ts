import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Received } from '../../modem/modem.ts';
import { type Bench, collect, delivers, openBench, type ScriptedPort, statusReport } from '../testing.ts';

/** The port reports that it can send, but not which SIM it has. */
function forgetSim(port: ScriptedPort): () => void {
  const { snapshot } = port;
  port.snapshot = () => ({ ...snapshot(), sim: undefined });
  return () => {
    port.snapshot = snapshot;
  };
}

test('ports whose SIM is not known share nothing: they take no message until it is', async t => {
  const bench = await openBench(t, { ports: 2 });
  const tellSim = bench.ports.map(forgetSim);
  await bench.send(['0170', '0171']);
  await bench.quiet();
  assert.deepEqual([bench.carried, bench.messages.inQueue()], [[], 2]);
  assert.deepEqual(bench.store.read.all('SELECT * FROM segments'), []);
  for (const tell of tellSim) tell();
  for (const port of bench.ports) bench.listener.changed(port);
  await bench.quiet();
  assert.deepEqual(bench.carried.map(({ number }) => number).toSorted(), ['0170', '0171']);
  const keys = bench.store.read.all<{ imsi: string }>('SELECT DISTINCT imsi FROM segments ORDER BY imsi');
  assert.deepEqual(
    keys.map(({ imsi }) => imsi),
    bench.ports.map(({ sim }) => sim.imsi),
  );
});
/** As a port hands it up while the identity of its SIM is not known. */
function arrives(bench: Bench, received: Received | undefined, port = 0): Promise<void> {
  return bench.listener.received(bench.port(port), undefined, received ?? assert.fail());
}

async function shown(bench: Bench): Promise<[string, string][]> {
  const { rows } = await bench.messages.inbox({ afterId: 0, flag: 'all' });
  return (await collect(rows)).map(({ imsi, text }) => [imsi, text]);
}

const long = 'The quick brown fox jumps over the lazy dog. '.repeat(8);
const IMSI = '262010000000000';

describe('while the SIM of a port is not known', () => {
  test('a message is kept and shown without IMSI', async t => {
    const bench = await openBench(t);
    await arrives(bench, delivers({ text: 'hello', at: bench.clock.now() })[0]);
    assert.deepEqual(await shown(bench), [['', 'hello']]);
    const [event] = bench.journal();
    assert.ok(event?.kind === 'sms');
    assert.deepEqual([event.imsi, event.port, event.smsc], ['', 0, '+491710000000']);
  });

  test('a repeat is recognised, also when the SIM is known by then; at another port it is another message', async t => {
    const bench = await openBench(t, { ports: 2 });
    const [sms] = delivers({ text: 'once', at: bench.clock.now() });
    await arrives(bench, sms);
    await arrives(bench, sms);
    await bench.receive(0, sms ?? assert.fail());
    assert.deepEqual(await shown(bench), [['', 'once']]);
    await arrives(bench, sms, 1);
    assert.deepEqual(await shown(bench), [
      ['', 'once'],
      ['', 'once'],
    ]);
  });

  const orders: [string, boolean[]][] = [
    ['first', [false, true, true]],
    ['last', [true, true, false]],
    ['in the middle', [true, false, true]],
  ];
  for (const [name, known] of orders)
    test(`a part that comes ${name} completes the message of its port`, async t => {
      const bench = await openBench(t, { ports: 2 });
      const parts = delivers({ text: long, at: bench.clock.now() });
      assert.equal(parts.length, known.length);
      for (const [index, part] of parts.entries())
        await (known[index] ? bench.receive(0, part) : arrives(bench, part));
      assert.deepEqual(await shown(bench), [[IMSI, long]]);
    });

  test('a part completes no message of another port', async t => {
    const bench = await openBench(t, { ports: 2 });
    const [first, ...rest] = delivers({ text: long, at: bench.clock.now() });
    for (const part of rest) await bench.receive(0, part);
    await arrives(bench, first, 1);
    assert.deepEqual(await shown(bench), []);
  });

  test('a report settles the message that its port sent, and one from another port settles none', async t => {
    const bench = await openBench(t, { ports: 2 });
    await bench.send(['+491700000001'], { ports: [0] });
    await bench.quiet();
    const report = (status: number) => statusReport({ reference: 1, status, centreTime: bench.clock.now() });
    await arrives(bench, report(0), 1);
    assert.equal((await collect(bench.messages.results({})))[0]?.status, 'SENT_OK');
    await arrives(bench, report(0), 0);
    assert.equal((await collect(bench.messages.results({})))[0]?.status, 'DELIVERED');
  });
});
