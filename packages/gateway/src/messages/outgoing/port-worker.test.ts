import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { SubmitOutcome } from '../../modem/modem.ts';
import { openBench, type ScriptedPort } from '../testing.ts';
import { addLoad, loadAt, noLoad, PortWorker, portRest } from './port-worker.ts';

describe('load', () => {
  test('is half forgotten in an hour', () => {
    const load = addLoad(addLoad(noLoad, 0), 0);
    assert.equal(loadAt(load, 0), 2);
    assert.equal(loadAt(load, 3600_000), 1);
  });
});

describe('the rest of a port that refuses', () => {
  test('begins after some refusals, or at once when its device is gone', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 20].map(refusals => portRest(refusals, false)),
      [0, 0, 2000, 4000, 120_000],
    );
    assert.deepEqual(
      [1, 2, 20].map(refusals => portRest(refusals, true)),
      [2000, 4000, 120_000],
    );
  });
});

/** A worker over a scripted port, the numbers of ports that were reported rested, and the clock. */
async function bench(context: TestContext) {
  const { ports, clock } = await openBench(context, { start: false });
  const rested: number[] = [];
  const port: ScriptedPort = ports[0] ?? assert.fail();
  return { port, clock, rested, worker: new PortWorker(port, clock, ({ number }) => rested.push(number)) };
}

function refused(permanent: boolean, source: 'cms' | 'link' | 'modem' = 'cms'): SubmitOutcome {
  return { kind: 'refused', refusal: { source, text: 'refused', permanent } };
}

describe('the worker of a port', () => {
  const states: [string, Partial<ScriptedPort>, { mayBegin: boolean; mayCarry: boolean }][] = [
    ['can send: begins messages', { canSend: true }, { mayBegin: true, mayCarry: true }],
    ['is blocked: only carries on', { canSend: false, canFinish: true }, { mayBegin: false, mayCarry: true }],
    ['is away: does nothing', { canSend: false }, { mayBegin: false, mayCarry: false }],
  ];
  for (const [name, state, expected] of states)
    test(`that ${name}`, async context => {
      const { port, worker } = await bench(context);
      Object.assign(port, state);
      assert.deepEqual({ mayBegin: worker.mayBegin, mayCarry: worker.mayCarry }, expected);
    });

  test('whose port does not say so finishes nothing', async context => {
    const { port, worker } = await bench(context);
    const { canFinish: _, ...shown } = { ...port.snapshot(), canSend: false };
    port.snapshot = () => shown;
    assert.deepEqual([worker.mayCarry, worker.presentSim], [false, undefined]);
  });

  test('has a SIM that is ready in a moment: in ten seconds, and not later', async context => {
    const { port, worker } = await bench(context);
    const ready = () => worker.readySim === port.sim.imsi;
    const found = [ready()];
    for (const rest of [10_000, 10_001]) {
      worker.rest(rest);
      found.push(ready());
    }
    assert.deepEqual(found, [true, true, false]);
  });

  test('takes nothing while it rests, and reports the end of its longest rest once', async context => {
    const { clock, worker, rested } = await bench(context);
    worker.rest(1000);
    worker.rest(5000);
    clock.advance(4999);
    assert.deepEqual([worker.mayCarry, rested], [false, []]);
    clock.advance(1);
    assert.deepEqual([worker.mayCarry, rested], [true, [0]]);
  });

  test('reports nothing after it is closed', async context => {
    const { clock, worker, rested } = await bench(context);
    worker.rest(1000);
    worker.close();
    clock.advance(2000);
    assert.deepEqual(rested, []);
  });

  const outcomes: [string, SubmitOutcome[], number[]][] = [
    ['temporary refusals in a row', Array(4).fill(refused(false)), [0, 0, 2000, 4000]],
    ['a device that is gone', [refused(false, 'link'), refused(false, 'modem')], [2000, 4000]],
    [
      'what was accepted begins a new count',
      [refused(false), refused(false), { kind: 'accepted', reference: 1 }, refused(false), refused(false)],
      [0, 0, 0, 0, 0],
    ],
    [
      'what is refused for good is the affair of its message',
      [refused(false), refused(false), refused(true), refused(false)],
      [0, 0, 0, 2000],
    ],
  ];
  for (const [name, given, rests] of outcomes)
    test(`counts outcomes: ${name}`, async context => {
      const { worker } = await bench(context);
      assert.deepEqual(
        given.map(outcome => worker.count(outcome)),
        rests,
      );
      assert.equal(worker.load, given.length);
    });
});
