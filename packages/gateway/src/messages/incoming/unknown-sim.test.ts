import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBench, type ScriptedPort } from '../testing.ts';

/** The port says that it can send, and not which SIM it has. */
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
