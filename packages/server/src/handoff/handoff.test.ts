/** The hand-off rule from accept to the gateway's own record, on both engines. The record is the judge. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { StoreError } from '@simgate/daemon';
import { DEFAULT_POOL } from '../domain/pool.ts';
import { writeOptOut } from '../inbound/opt-out-rows.ts';
import { raiseFleetVersion } from '../store/fleet.ts';
import { all, run } from '../store/statements.ts';
import { onBothEngines, type StoreBench } from '../testing/engines.ts';
import { saveSeenSim } from '../testing/plant.ts';
import {
  type GatewayRecord,
  memoryRecord,
  type ScriptedOptions,
  type Step,
  scriptedGateway,
} from '../testing/scripted-gateway.ts';
import {
  countStates,
  type FleetPlan,
  plantFleet,
  type ServerBench,
  someSim,
  startServer,
  until,
} from '../testing/server-bench.ts';

const QUEUED = 1;
const SENDING = 2;
const SENT = 3;
const FAILED = 6;
const UNKNOWN = 7;

const oneGateway: FleetPlan = { gateways: [{ id: 'g', part: 3 }], portsEach: 2 };

function numbersOf(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_each, at) => `+4915112${String(from + at).padStart(6, '0')}`);
}

/** The steps in turn, then the last one for ever. */
function inTurn(...steps: readonly Step[]): () => Step {
  let at = 0;
  return () => steps[Math.min(at++, steps.length - 1)] ?? 'take';
}

onBothEngines(open => {
  let bench: StoreBench;
  let server: ServerBench | undefined;
  let record: GatewayRecord;
  beforeEach(async () => {
    bench = await open();
    record = memoryRecord();
    server = undefined;
  });
  afterEach(async () => {
    await server?.stop();
    await bench.dispose();
  });

  const start = async (
    plan: FleetPlan,
    script: Omit<ScriptedOptions, 'record'>,
    ids = plan.gateways.map(({ id }) => id),
  ): Promise<ServerBench> => {
    await plantFleet(bench.store, plan);
    const drivers = new Map(ids.map(id => [id, scriptedGateway({ record, ...script })] as const));
    server = await startServer({ store: bench.store, drivers });
    return server;
  };
  const rest = async (counts: Readonly<Record<number, number>>): Promise<void> => {
    await until(bench.store, async () => {
      const states = await countStates(bench.store);
      return Object.entries(counts).every(([state, count]) => states.get(Number(state)) === count);
    });
    const states = await countStates(bench.store);
    assert.deepEqual(Object.fromEntries(states), counts);
  };
  const sentTo = () => record.read().map(one => one.recipient);

  for (const kind of ['simgate', 'vendor'] as const)
    describe(`towards a gateway of kind ${kind}`, () => {
      test('everything goes out once, and is sent when the gateway says so', async () => {
        const { send } = await start(oneGateway, { kind, next: () => 'take' });
        const answer = await send(numbersOf(60));
        assert.equal(answer.kind, 'accepted');
        await rest({ [SENT]: 60 });
        assert.deepEqual(sentTo().toSorted(), numbersOf(60));
      });

      test('what was surely not taken goes out later', async () => {
        const { send } = await start(oneGateway, { kind, next: inTurn('refuse', 'refuse', 'take') });
        await send(numbersOf(5));
        await rest({ [SENT]: 5 });
        assert.deepEqual(sentTo().toSorted(), numbersOf(5));
      });

      test('what was taken without an answer is found at the gateway, and not sent again', async () => {
        const { send } = await start(oneGateway, { kind, next: inTurn('loseAnswer', 'take') });
        await send(numbersOf(5));
        await rest({ [SENT]: 5 });
        assert.deepEqual(sentTo().toSorted(), numbersOf(5));
      });

      test('a message that is refused as often as the pool allows fails', async () => {
        const plan = { ...oneGateway, pool: { mostAttempts: 2 } };
        const { send } = await start(plan, { kind, next: () => 'refuse' });
        await send(numbersOf(1));
        await rest({ [FAILED]: 1 });
        assert.deepEqual(sentTo(), []);
      });
    });

  test('who opts out while messages wait gets none of them, and the others do', async () => {
    const waiting = { ...oneGateway, portsEach: 1, sim: { enabled: false } };
    const { send } = await start(waiting, { kind: 'vendor', next: () => 'take' });
    await send(numbersOf(4));
    const [out = ''] = numbersOf(1, 2);
    await bench.store.write(function* () {
      yield* writeOptOut({ pool: DEFAULT_POOL, recipient: out, source: 'person', at: 1 }, true);
      yield* run('UPDATE sim SET enabled = 1');
      yield* raiseFleetVersion({ kind: 'sim', id: 'g-0' });
    });
    await server?.fleet.refresh(bench.store);
    server?.dispatcher.wakeAll();
    await rest({ [SENT]: 3, [FAILED]: 1 });
    assert.deepEqual(sentTo().toSorted(), numbersOf(4).toSpliced(2, 1));
    const failed = await bench.store.read(() =>
      all('SELECT recipient, reason, user_id FROM message WHERE part = 3 AND state = ?', FAILED),
    );
    assert.deepEqual(
      failed.map(row => ({ ...row })),
      [{ recipient: out, reason: 'opted_out', user_id: null }],
    );
  });

  test('a call that ours never saw is repeated under its key, and goes out once', async () => {
    const { send } = await start(oneGateway, {
      kind: 'simgate',
      next: inTurn('loseCall', 'loseAnswer', 'take'),
    });
    await send(numbersOf(3));
    await rest({ [SENT]: 3 });
    assert.deepEqual(sentTo().toSorted(), numbersOf(3));
  });

  test('a repeat that is refused proves nothing of the first time, which was taken', async () => {
    const { send } = await start(oneGateway, {
      kind: 'simgate',
      next: inTurn('loseAnswer', 'refuse', 'refuse', 'take'),
    });
    await send(numbersOf(3));
    await rest({ [SENT]: 3 });
    assert.deepEqual(sentTo().toSorted(), numbersOf(3));
  });

  test('a call that original hardware never saw stays in doubt: hold ends as unknown', async () => {
    const { send } = await start(oneGateway, { kind: 'vendor', next: inTurn('loseCall', 'take') });
    await send(numbersOf(3));
    await rest({ [UNKNOWN]: 3 });
    assert.deepEqual(sentTo(), []);
  });

  test('and resend sends it again', async () => {
    const plan = { ...oneGateway, pool: { doubt: 'resend' as const } };
    const { send } = await start(plan, { kind: 'vendor', next: inTurn('loseCall', 'take') });
    await send(numbersOf(3));
    await rest({ [SENT]: 3 });
    assert.deepEqual(sentTo().toSorted(), numbersOf(3));
  });

  test('results that a reboot lost prove nothing: hold does not send again', async () => {
    const { send } = await start(oneGateway, {
      kind: 'vendor',
      next: () => 'loseAnswer',
      forgetful: true,
    });
    await send(numbersOf(3));
    await rest({ [UNKNOWN]: 3 });
    assert.deepEqual(sentTo().toSorted(), numbersOf(3));
  });

  test('a limit of the SIMs holds on the server, over a restart too', async () => {
    const plan = { ...oneGateway, sim: { limits: { month: 4 } } };
    const { send } = await start(plan, { kind: 'vendor', next: () => 'take' });
    await send(numbersOf(20));
    await rest({ [SENT]: 8, [QUEUED]: 12 });
    await server?.stop();
    const again = await bench.reopen();
    const drivers = new Map([['g', scriptedGateway({ record, kind: 'vendor', next: () => 'take' })]]);
    server = await startServer({ store: again, drivers });
    await server.send(numbersOf(1, 50));
    await until(again, async () => (await countStates(again)).get(QUEUED) === 13);
    assert.equal(record.read().length, 8);
  });

  test('an OTP overtakes what waits', async () => {
    const plan = { ...oneGateway, portsEach: 1 };
    const { send } = await start(plan, { kind: 'vendor', next: () => 'take', abilities: { mostInCall: 1 } });
    await send(numbersOf(40), { priority: 'bulk' });
    await send(numbersOf(1, 900), { priority: 'otp' });
    await rest({ [SENT]: 41 });
    const place = sentTo().indexOf(numbersOf(1, 900)[0] ?? '');
    assert.ok(place < 20, `the OTP went out as number ${place}`);
  });

  test('a lane whose SIM is away holds up nobody else', async () => {
    const { send } = await start(oneGateway, { kind: 'vendor', next: () => 'take' });
    await bench.store.write(() => saveSeenSim(someSim('away', 'x', 0)));
    await server?.fleet.refresh(bench.store);
    await send(numbersOf(30), { sim: 'away' });
    await send(numbersOf(3, 100));
    await rest({ [QUEUED]: 30, [SENT]: 3 });
  });

  test('what was accepted while no SIM was known moves to where SIMs come up', async () => {
    const { send, fleet, dispatcher } = await start(
      { gateways: [], portsEach: 0 },
      { kind: 'vendor', next: () => 'take' },
      ['g'],
    );
    await send(numbersOf(5));
    assert.deepEqual(Object.fromEntries(await countStates(bench.store)), { [QUEUED]: 5 });
    await plantFleet(bench.store, oneGateway);
    await fleet.refresh(bench.store);
    dispatcher.wakeAll();
    await rest({ [SENT]: 5 });
    assert.deepEqual(sentTo().toSorted(), numbersOf(5));
  });

  test('what waits for a gateway that is down goes over those of other partitions', async () => {
    const plan = { ...oneGateway, gateways: [...oneGateway.gateways, { id: 'other', part: 90 }] };
    const { send, fleet, dispatcher } = await start(plan, { kind: 'vendor', next: () => 'refuse' }, [
      'other',
    ]);
    await send(numbersOf(8));
    await bench.store.write(function* () {
      yield* run("UPDATE gateway SET state = 'down' WHERE id = 'g'");
      yield* raiseFleetVersion({ kind: 'gateway', id: 'g' });
    });
    await fleet.refresh(bench.store);
    dispatcher.wakeAll();
    await until(bench.store, async () => {
      const rows = await bench.store.read(() =>
        all<{ part: number; state: number }>('SELECT part, state FROM message WHERE moved_to IS NULL'),
      );
      return rows.length === 8 && rows.every(({ part, state }) => part === 90 || state === FAILED);
    });
  });

  test('a full disk: nothing is accepted or handed over, and all goes on when there is room', async t => {
    if (bench.store.engine !== 'sqlite') return t.skip('the disk is that of another machine');
    const { send } = await start(oneGateway, { kind: 'vendor', next: () => 'take' });
    const [pages] = await bench.store.read(() =>
      all<{ count: number }>('SELECT page_count AS count FROM pragma_page_count'),
    );
    const room = (most: number) => bench.store.read(() => run(`PRAGMA max_page_count = ${most}`));
    await room(pages?.count ?? 0);
    const text = 'x'.repeat(1500);
    await assert.rejects(
      () => send(numbersOf(500), { text }),
      (error: unknown) => error instanceof StoreError && error.trouble === 'full',
    );
    assert.deepEqual([sentTo(), [...(await countStates(bench.store))]], [[], []]);
    await room(1_000_000);
    await send(numbersOf(20), { text });
    await rest({ [SENT]: 20 });
    assert.deepEqual(sentTo().toSorted(), numbersOf(20));
  });

  test('a drain finishes what is under way and leaves nothing open', async () => {
    const { send } = await start(oneGateway, { kind: 'vendor', next: () => 'take' });
    await send(numbersOf(200));
    await server?.stop();
    server = undefined;
    const states = await countStates(bench.store);
    const sentOrTaken = (states.get(SENT) ?? 0) + (states.get(SENDING) ?? 0);
    assert.equal(sentOrTaken, record.read().length);
    assert.equal(new Set(sentTo()).size, record.read().length);
  });
});
