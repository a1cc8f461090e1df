/** Why a message or a SIM waits, and until when. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { partOf } from '../../domain/ids.ts';
import { codeOfState } from '../../domain/message-state.ts';
import { usualPool } from '../../domain/pool.ts';
import { ensurePool, savePool } from '../../store/fleet.ts';
import { get, run, type Statements } from '../../store/statements.ts';
import {
  bodyOf,
  callAs,
  type HandlerBench,
  openHandlerBench,
  refusalOf,
} from '../../testing/handler-bench.ts';
import { plantFleet } from '../../testing/server-bench.ts';
import { handlers } from './handlers.ts';

const PART = 3;

let bench: HandlerBench;
beforeEach(async () => {
  bench = await openHandlerBench();
});
afterEach(() => bench.dispose());

/** The fleet of one gateway `g` with the SIM `g-0`, as a change leaves it. */
async function plant(change: string[] = [], ports = 1): Promise<void> {
  const { store } = bench.bench;
  await plantFleet(store, { gateways: [{ id: 'g', part: PART }], portsEach: ports });
  await store.write(function* (): Statements<void> {
    for (const sql of change) yield* run(sql);
    yield* savePool(usualPool('default'));
  });
  await bench.context.plan.refresh(store);
}

async function sent(wish: object = {}): Promise<string> {
  const request = { to: ['+4915112345678'], text: 'Hello.', ...wish };
  const { messages } = await bodyOf(handlers.create_messages(request, bench.context, callAs()), 202);
  return messages[0].id;
}

async function whyOf(id: string): Promise<[code: string, words: string, until: string | null]> {
  const { why, why_code, until } = await bodyOf(handlers.get_message({ id }, bench.context, callAs()));
  return [why_code, why, until];
}

describe('a message', () => {
  const places: [name: string, change: string[], code: string][] = [
    ['a free place', [], 'waits_in_queue'],
    ['a gateway that is down', ["UPDATE gateway SET state = 'down'"], 'waits_for_gateway'],
    ['a gateway that is off', ['UPDATE gateway SET enabled = 0'], 'waits_for_gateway'],
    ['a port that is off', ['UPDATE port SET enabled = 0'], 'waits_for_sim'],
    ['a SIM that is off', ['UPDATE sim SET enabled = 0'], 'waits_for_sim'],
    ['a port that is not registered', ["UPDATE port SET registration = 'UNREGISTER'"], 'waits_for_sim'],
  ];
  for (const [name, change, code] of places)
    test(`of another process's partition with ${name}: ${code}`, async () => {
      await plant(change);
      const [found, words, until] = await whyOf(await sent());
      assert.deepEqual([found, until], [code, null]);
      assert.notEqual(words, '');
    });

  test('without any place waits for a SIM', async () =>
    assert.deepEqual(await whyOf(await sent()), [
      ...['waits_for_sim', 'No SIM of the pool is registered.', null],
    ]));

  test('that may go over one of two places waits in the queue', async () => {
    await plant(['UPDATE sim SET enabled = 0 WHERE port = 0'], 2);
    assert.equal((await whyOf(await sent()))[0], 'waits_in_queue');
    assert.equal((await whyOf(await sent({ sim: 'g-0' })))[0], 'waits_for_sim');
  });

  test('of a pool that is gone may go over every SIM', async () => {
    await plant();
    const id = await sent();
    await bench.bench.store.write(() => run("DELETE FROM pool WHERE id = 'default'"));
    await bench.bench.store.write(() => run('UPDATE fleet_version SET version = version + 1'));
    await bench.context.plan.refresh(bench.bench.store);
    assert.equal((await whyOf(id))[0], 'waits_in_queue');
  });

  const HOUR = 3_600_000;
  const states: [state: 'scheduled' | 'sending' | 'sent' | 'failed', code: string, isTimed: boolean][] = [
    ['scheduled', 'waits_for_time', true],
    ['sending', 'waits_for_settlement', false],
    ['sent', '', false],
    ['failed', '', false],
  ];
  for (const [state, code, isTimed] of states)
    test(`that is ${state} shows ${code || 'nothing'}`, async () => {
      const later = new Date(bench.clock.now() + HOUR).toISOString();
      const id = await sent({ not_before: later });
      await bench.bench.store.write(() =>
        run('UPDATE message SET state = ? WHERE id = ?', codeOfState(state), id),
      );
      const [found, , till] = await whyOf(id);
      assert.deepEqual([found, till], [code, isTimed ? later : null]);
    });

  describe('of a partition of this process', () => {
    const ended = new AbortController();
    /** The worker of the partition; it is not to do anything. */
    async function own(): Promise<void> {
      bench.context.dispatcher.taken({ fence: { part: PART, owner: 'me', epoch: 1 }, signal: ended.signal });
    }
    ended.abort();

    test('waits until the first of its SIMs may send again', async () => {
      await plant(
        [
          'UPDATE sim SET limits = \'{"day":0}\' WHERE port = 0',
          'UPDATE sim SET limits = \'{"hour":0}\' WHERE port = 1',
        ],
        2,
      );
      await own();
      const hour = new Date(bench.clock.now() + 3_600_000).toISOString();
      assert.deepEqual(await whyOf(await sent()), [
        ...['waits_for_limit', 'Every SIM that may carry it has reached a limit.', hour],
      ]);
    });

    test('waits for what nobody knows where no place has a time', async () => {
      await plant(["UPDATE gateway SET state = 'down'"], 2);
      await own();
      assert.deepEqual((await whyOf(await sent())).toSpliced(1, 1), ['waits_for_gateway', null]);
    });

    test('waits in the queue where a place is free', async () => {
      await plant();
      await own();
      assert.equal((await whyOf(await sent()))[0], 'waits_in_queue');
    });
  });

  test('lives in the partition of its place', async () => {
    await plant();
    await bench.bench.store.write(() => ensurePool(usualPool('default')));
    assert.equal(partOf(await sent()), PART);
  });
});

describe('a SIM', () => {
  const rows: [change: string, waits: string][] = [
    ["UPDATE gateway SET state = 'up'", ''],
    ["UPDATE gateway SET state = 'down', reason = 'it rests'", 'Its gateway is down: it rests'],
    ["UPDATE gateway SET state = 'new'", 'Its gateway is new.'],
    ['UPDATE gateway SET enabled = 0', 'Its gateway is switched off.'],
    ["DELETE FROM gateway WHERE id = 'g'", 'Its gateway was removed.'],
    ['UPDATE sim SET enabled = 0', 'It is switched off.'],
    ["UPDATE port SET sim = 'other'", 'It is in no port.'],
    ['DELETE FROM port', 'It is in no port.'],
    ['UPDATE port SET enabled = 0', 'Its port is switched off.'],
    ["UPDATE port SET sends = 0, registration = 'LIMIT'", 'Its port is LIMIT.'],
  ];
  for (const [change, waits] of rows)
    test(`after ${change}: ${waits || 'it waits for nothing'}`, async () => {
      await plant([change]);
      const sim = await bodyOf(handlers.get_sim({ id: 'g-0' }, bench.context, callAs()));
      assert.equal(sim.waits_for, waits);
    });

  test('is shown with what it is, and keeps what a change leaves out', async () => {
    await plant();
    const shown = {
      ...{ id: 'g-0', imsi: 'g-0', number: '', operator: '', gateway: 'g', port: 0, tags: [], limits: {} },
      ...{ cost: 0, enabled: true, used: { minute: 0, hour: 0, day: 0, month: 0, recipients: 0 } },
      ...{ waits_for: '', seen_at: '1970-01-01T00:00:00.001Z' },
    };
    const { context } = bench;
    assert.deepEqual(await bodyOf(handlers.get_sim({ id: 'g-0' }, context, callAs())), shown);
    const fields = { tags: ['t'], limits: { day: 3 }, cost: 1.5, enabled: false } as const;
    for (const [name, value] of Object.entries(fields)) {
      const before = await bodyOf(handlers.get_sim({ id: 'g-0' }, context, callAs()));
      const after = await bodyOf(
        handlers.change_sim({ id: 'g-0', [name]: value } as never, context, callAs()),
      );
      const waits = name === 'enabled' ? 'It is switched off.' : '';
      assert.deepEqual(after, { ...before, [name]: value, waits_for: waits });
    }
    const row = await bench.bench.store.read(() =>
      get<{ enabled: number; cost: number }>('SELECT enabled, cost FROM sim WHERE id = ?', 'g-0'),
    );
    assert.deepEqual([row?.enabled, row?.cost], [0, 1.5]);
  });

  test('of nobody is none', async () => {
    const { context } = bench;
    assert.equal((await refusalOf(handlers.get_sim({ id: 'x' }, context, callAs())))[0], 404);
    assert.equal((await refusalOf(handlers.change_sim({ id: 'x', cost: 1 }, context, callAs())))[0], 404);
  });

  test('is listed, a hundred to a page', async () => {
    await plant([], 101);
    const list = (more: object = {}) => bodyOf(handlers.list_sims(more, bench.context, callAs()));
    const page = await list();
    assert.equal(page.sims.length, 100);
    const rest = await list({ cursor: page.next });
    assert.deepEqual([rest.sims.length, rest.next], [1, null]);
    assert.deepEqual(
      (await list({ limit: 2 })).sims.map(({ id }: { id: string }) => id),
      ['g-0', 'g-1'],
    );
  });
});
