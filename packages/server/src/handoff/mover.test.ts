/** Messages that nobody here can send, and those of another partition can. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { partOf } from '../domain/ids.ts';
import { all, run, type Statements } from '../store/statements.ts';
import { openHandoffBench, PART } from '../testing/handoff-bench.ts';
import { Mover } from './mover.ts';

const HOME = 90;

/** Two messages that wait here, a gateway `g` here and `h` elsewhere, as these changes leave them. */
async function benchOf(t: TestContext, changes: readonly string[], sims = {}) {
  const gateways = [
    { id: 'g', part: PART },
    { id: 'h', part: HOME },
  ];
  const bench = await openHandoffBench({ plan: { gateways, sim: sims } });
  t.after(() => bench.bench.dispose());
  const { store, context, parts, slots, fleet } = bench;
  const ids = [context.ids.next(PART), context.ids.next(PART)];
  for (const [place, id] of ids.entries()) await bench.claim(id, 10 + place);
  await store.write(function* (): Statements<void> {
    yield* run('DELETE FROM attempt');
    yield* run(
      "UPDATE message SET state = 1, gateway = '', port = NULL, sim = '', user_id = NULL, attempts = 0",
    );
    for (const sql of changes) yield* run(sql);
    yield* run('UPDATE fleet_version SET version = version + 1');
  });
  await fleet.refresh(store);
  const arrived: number[] = [];
  const mover = new Mover({
    ...{ context, lease: parts.lease, slots },
    arrived: where => void arrived.push(...where),
  });
  const where = async () => {
    const rows = await store.read(() =>
      all<{ part: number; state: number }>('SELECT part, state FROM message WHERE moved_to IS NULL'),
    );
    return rows.map(({ part, state }) => `${part} ${state}`);
  };
  return { ...bench, ids, mover, arrived, where, lane: 'default    ' };
}

const DOWN = "UPDATE gateway SET state = 'down' WHERE id = 'g'";

describe('messages that wait', () => {
  const rows: [name: string, changes: string[], moves: boolean][] = [
    ['stay while a place here sends', [], false],
    ['go where places send, when none does here', [DOWN], true],
    ['stay where no place sends elsewhere either', [DOWN, "UPDATE gateway SET state = 'down'"], false],
    ['stay where the gateway there is off', [DOWN, "UPDATE gateway SET enabled = 0 WHERE id = 'h'"], false],
    ['stay where the ports there are off', [DOWN, "UPDATE port SET enabled = 0 WHERE gateway = 'h'"], false],
    [
      'stay where the ports there do not send',
      [DOWN, "UPDATE port SET sends = 0 WHERE gateway = 'h'"],
      false,
    ],
    [
      'stay where the ports there are not registered',
      [DOWN, "UPDATE port SET registration = 'X' WHERE gateway = 'h'"],
      false,
    ],
    ['stay where the SIMs there are off', [DOWN, "UPDATE sim SET enabled = 0 WHERE gateway = 'h'"], false],
    ['go when the SIMs here are off', ["UPDATE sim SET enabled = 0 WHERE gateway = 'g'"], true],
  ];
  for (const [name, changes, moves] of rows)
    test(name, async t => {
      const { mover, lane, where, arrived, ids } = await benchOf(t, changes);
      await mover.finish();
      assert.equal(await mover.moveFrom([lane]), moves);
      const home = moves ? HOME : PART;
      assert.deepEqual(
        await where(),
        ids.map(() => `${home} 1`),
      );
      assert.deepEqual(arrived, moves ? [HOME] : []);
    });

  const rests: [seconds: number, limit: string, moves: boolean][] = [
    [30, 'waited for', false],
    [31, 'not waited for', true],
  ];
  for (const [seconds, words, moves] of rests)
    test(`are ${words} where the places here rest for ${seconds} s`, async t => {
      const { mover, lane, slots, clock } = await benchOf(t, []);
      const breaker = slots.gatewayBreaker('g');
      // 2 s, 4 s and so on up to 32 s; then time passes.
      for (let failures = 0; failures < 7; failures += 1) breaker.failed(clock.monotonic());
      clock.advance(32_000 - seconds * 1000);
      assert.equal(await mover.moveFrom([lane]), moves);
    });

  test('stay in a pool that is gone, and in lanes where nothing waits', async t => {
    const { mover } = await benchOf(t, [DOWN]);
    assert.equal(await mover.moveFrom(['gone    ']), false);
    assert.equal(await mover.moveFrom(['default tag   ']), false);
    assert.equal(await mover.moveFrom([]), false);
  });

  test('where none does any more, nothing is moved', async t => {
    const { mover, lane, store } = await benchOf(t, [DOWN, 'UPDATE message SET state = 3']);
    await mover.finish();
    const write = t.mock.method(store, 'write');
    assert.equal(await mover.moveFrom([lane]), false);
    assert.equal(write.mock.callCount(), 0);
  });

  test('that were marked before a crash arrive at the beginning', async t => {
    const { mover, where, arrived, store, ids } = await benchOf(t, [DOWN]);
    await store.write(() => run('UPDATE message SET moved_to = ? WHERE part = ?', HOME, PART));
    await mover.finish();
    assert.deepEqual([await where(), arrived], [ids.map(() => `${HOME} 1`), [HOME]]);
    const read = t.mock.method(store, 'read');
    await mover.finish();
    assert.equal(read.mock.callCount(), 0, 'nothing is unfinished any more');
    assert.equal(partOf(ids[0] ?? ''), PART);
  });

  test('stay where the lease is lost', async t => {
    const { mover, lane, store, where, ids } = await benchOf(t, [DOWN]);
    await store.write(() => run("UPDATE partition_lease SET owner = 'other'"));
    assert.equal(await mover.moveFrom([lane]), false);
    assert.deepEqual(
      await where(),
      ids.map(() => `${PART} 1`),
    );
  });
});
