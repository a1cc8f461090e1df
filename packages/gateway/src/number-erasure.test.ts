import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { type Bench, collect, delivers, openBench, statusReport } from './messages/testing.ts';
import type { SubmitOutcome } from './modem/modem.ts';
import { createNumberErasure } from './number-erasure.ts';
import { addCall } from './sessions/calls/call-record.ts';
import type { Store } from './store/store.ts';

const NUMBER = '+491700000001';
const OTHER = '+491700000002';

/** The tables in which the digits of a number stand. */
function tablesWith(store: Store, digits: string): string[] {
  return store.read
    .all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .map(({ name }) => name)
    .filter(name => JSON.stringify(store.read.all(`SELECT * FROM ${name}`)).includes(digits));
}

function count(store: Store, table: string): number | undefined {
  return store.read.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count;
}

const long = 'The quick brown fox jumps over the lazy dog. '.repeat(8);

/** Of each kind one with the number and one with another. */
async function filled(t: TestContext): Promise<Bench> {
  const bench = await openBench(t);
  const at = bench.clock.now();
  await bench.send([NUMBER, OTHER], { text: 'to both' });
  await bench.send([NUMBER], { text: 'to this one alone' });
  await bench.quiet();
  for (const number of [NUMBER, OTHER]) {
    await bench.receive(0, statusReport({ reference: 1, recipient: number, centreTime: at }));
    await bench.receive(0, statusReport({ reference: 99, recipient: number, centreTime: at }));
    for (const part of delivers({ from: number, text: 'received', at })) await bench.receive(0, part);
    for (const part of delivers({ from: number, text: long, at }).slice(1)) await bench.receive(0, part);
  }
  await bench.pass(90);
  await bench.store.write(database => {
    for (const [source, destination] of [
      [NUMBER, ''],
      ['', NUMBER],
      [OTHER, ''],
    ] as const) {
      const id = addCall(database, {
        ...{ port: 0, imsi: '262', direction: 'incoming', source, destination, stage: 'incoming' },
        ...{ started: at, steady: 0 },
      });
      database.run('UPDATE calls SET ended = 1 WHERE id = ?', id);
    }
    database.run(
      "INSERT INTO push_targets (name, configured, options, last_event) VALUES ('one', 0, '{}', 0)",
    );
    for (const [index, number] of [NUMBER, OTHER].entries()) {
      database.run(
        `INSERT INTO push_deliveries (target_id, event_id, state, subject, kind, at, body) VALUES (1, ?, 2, 'x', 'sms', 0, ?)`,
        index + 1,
        JSON.stringify({ kind: 'sms', number }),
      );
    }
  });
  return bench;
}

describe('erasing a number', () => {
  test('leaves no row that holds it, and everything about others', async t => {
    const bench = await filled(t);
    const before = tablesWith(bench.store, OTHER.slice(1));
    assert.deepEqual(tablesWith(bench.store, NUMBER.slice(1)), before);
    const outcome = await createNumberErasure(bench.store).erase(NUMBER);
    assert.deepEqual(outcome, {
      ok: true,
      erased: { sent: 2, received: 2, reports: 1, calls: 2, events: 6, pushes: 1 },
    });
    assert.deepEqual(tablesWith(bench.store, NUMBER.slice(1)), []);
    assert.deepEqual(tablesWith(bench.store, OTHER.slice(1)), before);
    assert.deepEqual(tablesWith(bench.store, 'to this one alone'), []);
    assert.deepEqual(tablesWith(bench.store, 'to both'), ['tasks']);
    const { unread } = await bench.messages.inbox({ afterId: 0, flag: 'all' });
    assert.equal(unread, 1);
  });

  test('takes the number with or without +, and a name as it is', async t => {
    const bench = await filled(t);
    const erasure = createNumberErasure(bench.store);
    for (const part of delivers({ from: 'Bank', text: 'hello', at: bench.clock.now() }))
      await bench.receive(0, part);
    const named = await erasure.erase('Bank');
    assert.ok(named.ok && named.erased.received === 1);
    const bare = await erasure.erase(NUMBER.slice(1));
    assert.ok(bare.ok && bare.erased.sent === 2);
  });

  test('lets nothing that waits for it be sent, wherever it waits', async t => {
    const bench = await openBench(t, { sms: { retryDelay: 5 } });
    const refusal: SubmitOutcome = {
      kind: 'refused',
      refusal: { source: 'cms', text: 'for now', permanent: false },
    };
    bench.port(0).answer = () => refusal;
    // One waits for its next try, two behind it for their turn, and one in a lane of its own.
    await bench.send([NUMBER, NUMBER, NUMBER]);
    await bench.send([NUMBER], { ports: [0] });
    await bench.quiet();
    bench.port(0).canSend = false;
    await bench.send([OTHER]);
    const erased = await createNumberErasure(bench.store).erase(NUMBER);
    assert.ok(erased.ok && erased.erased.sent === 4);
    assert.equal(bench.messages.inQueue(), 1);
    bench.port(0).canSend = true;
    const before = bench.carried.length;
    bench.port(0).answer = () => ({ kind: 'accepted', reference: 1 });
    bench.listener.changed(bench.port(0));
    await bench.pass(60);
    assert.deepEqual(
      bench.carried.slice(before).map(({ number }) => number),
      [OTHER.slice(1)],
    );
  });

  test('is refused while a message to it is being sent, and done when its outcome is known', async t => {
    const bench = await openBench(t);
    let answer = (_outcome: SubmitOutcome): void => {};
    bench.port(0).answer = () => new Promise(resolve => (answer = resolve));
    await bench.send([NUMBER]);
    await bench.quiet();
    const erasure = createNumberErasure(bench.store);
    const refused = await erasure.erase(NUMBER);
    assert.ok(!refused.ok);
    assert.match(refused.error, /^number: a message to it is being sent/);
    assert.equal((await collect(bench.messages.results({}))).length, 1);
    answer({ kind: 'accepted', reference: 1 });
    await bench.quiet();
    assert.ok((await erasure.erase(NUMBER)).ok);
    assert.deepEqual(await collect(bench.messages.results({})), []);
  });

  test('is refused where a port takes a message to it meanwhile, which stays', async t => {
    const bench = await openBench(t, { start: false });
    await bench.send([NUMBER]);
    let isTaken = false;
    const write: Store['write'] = async work => {
      if (!isTaken)
        await bench.store.write(database => {
          isTaken = true;
          database.run('UPDATE messages SET state = 1');
          database.run(
            "INSERT INTO segments (message_id, sequence, state, imsi, handed_steady) VALUES (1, 1, 0, '', 0)",
          );
        });
      return bench.store.write(work);
    };
    const outcome = await createNumberErasure({ ...bench.store, write }).erase(NUMBER);
    assert.equal(outcome.ok, false);
    assert.equal(count(bench.store, 'messages'), 1);
  });

  test('goes in steps: the store is free for others between them', async t => {
    const bench = await openBench(t, { start: false });
    for (let n = 0; n < 5; n += 1) await bench.send(Array(100).fill(NUMBER));
    let writes = 0;
    let largest = 0;
    const write: Store['write'] = async work => {
      writes += 1;
      const before = count(bench.store, 'messages') ?? 0;
      const result = await bench.store.write(work);
      largest = Math.max(largest, before - (count(bench.store, 'messages') ?? 0));
      return result;
    };
    const erased = await createNumberErasure({ ...bench.store, write }).erase(NUMBER);
    assert.ok(erased.ok && erased.erased.sent === 500);
    assert.equal(largest, 200);
    assert.ok(writes >= 10, String(writes));
  });
});
