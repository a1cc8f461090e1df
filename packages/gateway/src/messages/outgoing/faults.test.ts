/** Sending while a part fails that should not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accepts, collect, openBench, statusReport } from '../testing.ts';

/** TP-DA holds 20 digits (23.040 9.1.2.5). */
const tooLong = '1'.repeat(30);

type Bench = Awaited<ReturnType<typeof openBench>>;

async function statuses(bench: Bench): Promise<string[]> {
  const rows = await collect(bench.messages.results({}));
  return rows.map(({ number, status }) => `${number} ${status}`);
}

describe('a message that cannot be built', () => {
  test('ends FAILED with its reason, and does not hold up those behind it', async t => {
    const bench = await openBench(t);
    bench.port(0).canSend = false;
    await bench.send(['01', '02']);
    await bench.quiet();
    await bench.store.write(database => database.run('UPDATE messages SET number = ? WHERE id = 1', tooLong));
    bench.port(0).canSend = true;
    bench.listener.changed(bench.port(0));
    await bench.quiet();
    assert.deepEqual(await statuses(bench), [`${tooLong} FAILED`, '02 SENT_OK']);
    assert.equal(bench.carried.length, 1);
    const failed = bench.journal().find(event => event.kind === 'sms_result' && event.status === 'FAILED');
    assert.ok(failed?.kind === 'sms_result');
    assert.deepEqual([failed.cause, failed.reasonCode], ['unsendable', 'number_invalid']);
  });
});

describe('a message whose text its alphabet lacks', () => {
  test('ends FAILED with that reason', async t => {
    const bench = await openBench(t, { start: false });
    await bench.send(['01']);
    await bench.store.write(database => database.run("UPDATE tasks SET text = 'жжжжж'"));
    bench.start();
    await bench.quiet();
    const [failed] = bench.journal();
    assert.ok(failed?.kind === 'sms_result');
    assert.deepEqual([failed.cause, failed.reasonCode], ['unsendable', 'alphabet']);
  });
});

describe('a port that throws', () => {
  test('leaves its segment in doubt: nobody knows whether it went out, and it is not sent again', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = () => {
      throw new TypeError('a fault of ours');
    };
    await bench.send(['01']);
    await bench.quiet();
    assert.equal(bench.messages.state().inDoubt, 1);
    bench.port(0).answer = accepts;
    await bench.pass(120);
    assert.equal(bench.carried.length, 1);
    assert.deepEqual(await statuses(bench), ['01 SENDING']);
  });

  test('goes on with the next message', async t => {
    const bench = await openBench(t);
    bench.port(0).answer = (tpdu, count) => {
      if (count === 1) throw new TypeError('a fault of ours');
      return accepts(tpdu, count);
    };
    await bench.send(['01']);
    await bench.quiet();
    await bench.send(['02']);
    await bench.quiet();
    assert.deepEqual(await statuses(bench), ['01 SENDING', '02 SENT_OK']);
  });
});

describe('an answer that comes behind the report of its message', () => {
  test('leaves it DELIVERED by whatever counts as delivered', async t => {
    const bench = await openBench(t, { sms: { deliveredStatuses: [0, 1] } });
    const { promise, resolve } = Promise.withResolvers<number>();
    bench.port(0).answer = () => ({ kind: 'inDoubt', reason: 'silence', late: promise });
    await bench.send(['01']);
    await bench.quiet();
    const centreTime = bench.clock.now();
    await bench.receive(0, statusReport({ reference: 7, recipient: '01', centreTime, status: 1 }));
    await bench.quiet();
    assert.deepEqual(await statuses(bench), ['01 DELIVERED']);
    resolve(7);
    await bench.quiet();
    assert.deepEqual(await statuses(bench), ['01 DELIVERED']);
  });
});

describe('a store that cannot write that a segment is handed over', () => {
  test('lets the port rest for a second; then it takes the message', async t => {
    const bench = await openBench(t);
    const trigger = 'CREATE TRIGGER broken BEFORE UPDATE OF next_segment ON messages';
    await bench.store.write(database => database.run(`${trigger} BEGIN SELECT RAISE(ABORT, 'a fault'); END`));
    await bench.send(['01']);
    await bench.quiet();
    await bench.store.write(database => database.run('DROP TRIGGER broken'));
    bench.clock.advance(999);
    await bench.quiet();
    assert.equal(bench.carried.length, 0);
    bench.clock.advance(1);
    await bench.quiet();
    assert.equal(bench.carried.length, 1);
  });
});

describe('sending that was stopped', () => {
  test('leaves no timer behind: of rests, of reservations, of upkeep', async t => {
    const bench = await openBench(t, { ports: 2, gap: () => 10_000 });
    await bench.send(['01']);
    await bench.quiet();
    await bench.send(['01', '02']);
    await bench.skip(0);
    assert.ok(bench.clock.waiting >= 3);
    await bench.stop();
    assert.equal(bench.clock.waiting, 0);
  });
});

describe('a port without a SIM', () => {
  test('takes nothing, though it says that it can send: reports come back by the IMSI', async t => {
    const bench = await openBench(t, { ports: 2 });
    const without = bench.port(0);
    const { snapshot } = without;
    without.snapshot = () => ({ ...snapshot(), sim: undefined });
    bench.port(1).canSend = false;
    await bench.send(['01']);
    await bench.quiet();
    assert.equal(bench.carried.length, 0);
    bench.port(1).canSend = true;
    bench.listener.changed(bench.port(1));
    await bench.quiet();
    assert.deepEqual(
      bench.carried.map(({ port }) => port),
      [1],
    );
  });
});

describe('a disk that is full', () => {
  const full = ({ store }: Bench) => {
    const pages = store.read.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
    store.read.get(`PRAGMA max_page_count = ${pages}`);
  };
  const free = ({ store }: Bench) => void store.read.get('PRAGMA max_page_count = 1000000');

  test('refuses requests with 500 and the reason, and takes them again when there is space', async t => {
    const bench = await openBench(t);
    bench.port(0).canSend = false;
    full(bench);
    const many = Array.from({ length: 100 }, (_, index) => `${index + 10}`);
    let answer = await bench.send(many);
    for (let again = 0; again < 20 && answer.ok; again += 1) answer = await bench.send(many);
    assert.ok(!answer.ok);
    assert.equal(answer.code, 500);
    assert.match(answer.error, /^the messages could not be stored: the disk of the data folder is full/);
    free(bench);
    assert.equal((await bench.send(['01'])).ok, true);
  });
});
