/** How long calls are kept, and what is seen of a store that cannot write and of a modem that is lost. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { type BenchSettings, type CallBench, callBench } from './testing.ts';

const DAY = 24 * 3600_000;

let bench: CallBench;

/** Calls that came and went, a second after each other, and one that rings on. */
async function ended(count: number, settings: BenchSettings): Promise<void> {
  bench = callBench(settings);
  for (let key = 1; key <= count + 1; key += 1) {
    bench.phase({ key });
    if (key <= count) bench.end({ key }, 16);
    bench.clock.advance(1000);
  }
  await bench.written();
}

async function upkeep(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await bench.written();
}

async function pass(milliseconds: number): Promise<void> {
  bench.clock.advance(milliseconds);
  await upkeep();
}

function ids(): number[] {
  return bench.service.calls.list({ limit: 1000 }).map(({ id }) => id);
}

/** Lets the store refuse a statement, as a disk that fails does. */
function breaks(statement: string): Promise<unknown> {
  const body = "BEGIN SELECT RAISE(ABORT, 'a fault'); END";
  return bench.store.write(database => database.run(`CREATE TRIGGER broken ${statement} ${body}`));
}

function heals(): Promise<unknown> {
  return bench.store.write(database => database.run('DROP TRIGGER broken'));
}

describe('the record of calls', { concurrency: false }, () => {
  afterEach(() => bench.close());

  test('keeps a call for its days and no longer, looking once an hour', async () => {
    await ended(2, { retention: { events: 1 } });
    bench.service.start();
    await upkeep();
    // The first call is a day old.
    await pass(DAY - 3000);
    assert.deepEqual(ids(), [3, 2, 1]);
    await pass(3600_000 - 1);
    assert.deepEqual(ids(), [3, 2, 1]);
    await pass(1);
    assert.deepEqual(ids(), [3]);
  });

  test('keeps a call that is exactly as old as is kept', async () => {
    await ended(2, { retention: { events: 1 } });
    bench.clock.advance(DAY - 3000);
    bench.service.start();
    await upkeep();
    assert.deepEqual(ids(), [3, 2, 1]);
  });

  test('keeps as many as are set, those that go on too', async () => {
    await ended(3, { retention: { maximumRows: 2 } });
    bench.service.start();
    await upkeep();
    assert.deepEqual(ids(), [4, 3]);
  });

  test('of 0 days and 0 rows keeps all', async () => {
    await ended(3, { retention: { events: 0, maximumRows: 0 } });
    bench.clock.advance(4000 * DAY);
    bench.service.start();
    await upkeep();
    assert.deepEqual(ids(), [4, 3, 2, 1]);
  });

  test('loses 200 at a time, and further ones at once', async () => {
    await ended(202, { retention: { maximumRows: 1 } });
    bench.service.start();
    await upkeep();
    assert.deepEqual(ids(), [203, 202, 201]);
    await pass(0);
    assert.deepEqual(ids(), [203]);
  });

  test('loses old ones a second later where the store could not', async () => {
    await ended(3, { retention: { maximumRows: 2 } });
    await breaks('BEFORE DELETE ON calls');
    bench.service.start();
    await upkeep();
    assert.deepEqual(bench.errors, ['old calls could not be removed']);
    await heals();
    await pass(999);
    assert.deepEqual(ids(), [4, 3, 2, 1]);
    await pass(1);
    assert.deepEqual(ids(), [4, 3]);
  });
});

describe('a call', { concurrency: false }, () => {
  afterEach(() => bench.close());

  async function ringing(): Promise<number> {
    bench = callBench();
    bench.phase({});
    await bench.written();
    return ids()[0] ?? 0;
  }

  test('that the store cannot take is in the log', async () => {
    bench = callBench();
    await breaks('BEFORE INSERT ON calls');
    bench.phase({});
    await bench.written();
    assert.deepEqual([ids(), bench.errors], [[], ['a call could not be stored']]);
  });

  test('whose modem is lost while a person acts on it is answered with 503', async () => {
    const id = await ringing();
    bench.port.answer = { kind: 'lost', text: 'the modem was lost' };
    assert.deepEqual(await bench.service.calls.answer(id), {
      ok: false,
      code: 503,
      error: 'port: the modem was lost.',
    });
  });

  test('that was erased meanwhile is answered with 404', async () => {
    const id = await ringing();
    await bench.store.write(database => database.run('DELETE FROM calls'));
    assert.deepEqual(await bench.service.calls.answer(id), {
      ok: false,
      code: 404,
      error: 'call_id: there is no such call.',
    });
  });

  test('of a port without a SIM is judged as one of an unknown SIM', async () => {
    bench = callBench({ limits: { refusal: imsi => (imsi === '' ? 'its SIM is not known' : '') } });
    bench.port.snapshotDifferences = { sim: undefined };
    assert.deepEqual(await bench.service.calls.dial({ number: '0170', port: 0 }), {
      ok: false,
      code: 503,
      error: 'port: its SIM is not known.',
    });
  });

  test('that does not end holds a stop up for two seconds', async () => {
    await ringing();
    let stopped = false;
    const stop = bench.service.stop().then(() => {
      stopped = true;
    });
    await pass(1999);
    assert.equal(stopped, false);
    await pass(1);
    await stop;
  });
});
