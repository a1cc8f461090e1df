/** News that drivers bring of gateways, ports and SIMs, as rows and events. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import type { DriverPort, GatewayFacts, SendResult } from '../domain/driver.ts';
import type { GatewayState } from '../domain/gateway.ts';
import { createIdMaker } from '../domain/ids.ts';
import { usualPool } from '../domain/pool.ts';
import { changedParts, fleetVersion, raiseFleetVersion, savePool } from '../store/fleet.ts';
import { all, numberOf, run } from '../store/statements.ts';
import { openSqlite, type StoreBench } from '../testing/engines.ts';
import { saveGateway } from '../testing/plant.ts';
import { someGateway } from '../testing/server-bench.ts';
import {
  allGateways,
  findGateway,
  gatewaysOf,
  isAddressTaken,
  noteFacts,
  noteKind,
  noteState,
  pageOfGateways,
  readMemory,
  writeMemory,
} from './gateway-rows.ts';
import { createListener } from './listener.ts';
import { enablePort, notePorts, portsOf, portsOfAll } from './port-rows.ts';
import { findSim, pageOfSims, usedOf } from './sim-rows.ts';

const PART = 7;
const mark = { id: 'g1', part: PART, version: 0 };
/** The same gateway before a person changed it. */
const stale = { ...mark, version: -1 };

let bench: StoreBench;
beforeEach(async () => {
  bench = await openSqlite();
  await bench.store.write(function* () {
    yield* saveGateway({ ...someGateway('g1', PART), state: 'new' });
    yield* saveGateway({ ...someGateway('g2', 9), state: 'new' });
  });
});
afterEach(() => bench.dispose());

function version(): Promise<number> {
  return bench.store.read(fleetVersion);
}

/** By how much a work raised the version of the fleet. */
async function raised(work: () => Promise<unknown>): Promise<number> {
  const before = await version();
  await work();
  return (await version()) - before;
}

async function events(part = PART): Promise<[kind: string, subject: string, data: object][]> {
  const rows = await bench.store.read(() =>
    all<{ kind: string; subject: string; body: string }>(
      'SELECT kind, subject, body FROM event WHERE part = ? ORDER BY seq',
      part,
    ),
  );
  return rows.map(({ kind, subject, body }) => [kind, subject, JSON.parse(body) as object]);
}

async function gateway(id = 'g1') {
  const found = await bench.store.read(() => findGateway(id));
  assert.ok(found !== undefined);
  return found;
}

describe('the row of a gateway', () => {
  test('is found by its id, with others, in pages and by its address', async () => {
    const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
    const read = bench.store.read.bind(bench.store);
    assert.equal(await read(() => findGateway('g3')), undefined);
    assert.deepEqual(idsOf(await read(allGateways)), ['g1', 'g2']);
    assert.deepEqual(idsOf(await read(() => gatewaysOf(['g2', 'g3']))), ['g2']);
    assert.deepEqual(idsOf(await read(() => pageOfGateways('', 1))), ['g1']);
    assert.deepEqual(idsOf(await read(() => pageOfGateways('g1', 1))), ['g2']);
    assert.equal(await read(() => isAddressTaken('http://g1', 'g2')), true);
    assert.equal(await read(() => isAddressTaken('http://g1', 'g1')), false);
    assert.equal(await read(() => isAddressTaken('http://g3', 'g1')), false);
  });

  const note = (state: GatewayState, reason: string, at: number, of = mark) =>
    bench.store.write(() => noteState(of, state, reason, at));

  test('takes a state, which is an event once; a new reason of the same state is none', async () => {
    assert.equal(await raised(() => note('down', 'a', 5)), 1);
    assert.equal(await raised(() => note('down', 'b', 6)), 0);
    const { state, reason, seenAt } = await gateway();
    assert.deepEqual([state, reason, seenAt], ['down', 'b', undefined]);
    assert.deepEqual(await events(), [
      ['gateway.state', 'g1', { id: 'g1', name: 'g1', state: 'down', reason: 'a' }],
    ]);
  });

  test('was seen when it was up last', async () => {
    await note('up', '', 5);
    await note('down', 'a', 9);
    assert.equal((await gateway()).seenAt, 5);
  });

  test('takes nothing of a driver that was made before a change', async () => {
    const changes = await raised(async () => {
      await note('up', '', 5, stale);
      await bench.store.write(() => noteFacts(stale, { serialNumber: 's' }));
      await bench.store.write(() => notePorts({ ...stale, id: 'nobody' }, 5, []));
    });
    assert.equal(changes, 0);
    const { state, serialNumber } = await gateway();
    assert.deepEqual([state, serialNumber], ['new', '']);
    assert.deepEqual(await events(), []);
  });

  test('with words of a later version is of no known kind, and new', async () => {
    await bench.store.write(() => run("UPDATE gateway SET kind = 'x', state = 'x' WHERE id = 'g1'"));
    const { kind, state } = (await bench.store.read(() => findGateway('g1'))) ?? {};
    assert.deepEqual([kind, state], ['unknown', 'new']);
  });

  test('takes the kind that was found', async () => {
    assert.equal(await raised(() => bench.store.write(() => noteKind(mark, 'simgate'))), 1);
    assert.equal((await gateway()).kind, 'simgate');
  });

  const facts: [name: string, facts: GatewayFacts, raises: number, kept: [string, number, string]][] = [
    ['nothing', {}, 0, ['s1', 100, 'c1']],
    ['the same', { serialNumber: 's1', clockOffsetMs: 100, certificate: 'c1' }, 0, ['s1', 100, 'c1']],
    ['another serial number', { serialNumber: 's2' }, 1, ['s2', 100, 'c1']],
    ['a clock that went on for 2 s', { clockOffsetMs: 2100 }, 0, ['s1', 2100, 'c1']],
    ['a clock that moved by more', { clockOffsetMs: 2100.6 }, 1, ['s1', 2101, 'c1']],
    ['a clock that moved back', { clockOffsetMs: -1901 }, 1, ['s1', -1901, 'c1']],
    ['another certificate, which waits for a person', { certificate: 'c2' }, 0, ['s1', 100, 'c1']],
  ];
  for (const [name, learned, raises, kept] of facts)
    test(`takes ${name}`, async () => {
      const first = { serialNumber: 's1', clockOffsetMs: 100, certificate: 'c1' };
      assert.equal(await raised(() => bench.store.write(() => noteFacts(mark, first))), 1);
      assert.equal(await raised(() => bench.store.write(() => noteFacts(mark, learned))), raises);
      const { serialNumber, clockOffsetMs, certificate } = await gateway();
      assert.deepEqual([serialNumber, clockOffsetMs, certificate], kept);
    });

  test('keeps what its driver remembers, by name', async () => {
    await bench.store.write(() => writeMemory(mark, { a: '1', b: '2' }));
    await bench.store.write(() => writeMemory(mark, { a: '3' }));
    await bench.store.write(() => writeMemory({ ...mark, id: 'g2' }, { a: '4' }));
    assert.deepEqual([...(await bench.store.read(() => readMemory(mark)))].toSorted(), [
      ['a', '3'],
      ['b', '2'],
    ]);
  });
});

function shown(port: number, changes: Partial<DriverPort> = {}): DriverPort {
  return {
    ...{ port, registration: 'REGISTER_OK', imsi: '', iccid: '', number: '', operator: '', signal: 20 },
    sends: true,
    ...changes,
  };
}

describe('the picture of a gateway', () => {
  const take = (ports: readonly DriverPort[], of = mark, at = 5) =>
    bench.store.write(() => notePorts(of, at, ports));
  const simsOf = async (of = mark) => (await bench.store.read(() => portsOf(of))).map(({ sim }) => sim);

  test('writes its ports in their order; those that are gone go', async () => {
    assert.equal(await raised(() => take([shown(3, { iccid: '8949' }), shown(1, { sends: false })])), 1);
    const one = { gateway: 'g1', port: 1, sim: '', registration: 'REGISTER_OK', signal: 20 };
    const three = { ...one, port: 3, sim: '8949' };
    const rest = { enabled: true, seenAt: 5 };
    assert.deepEqual(await bench.store.read(() => portsOf(mark)), [
      { ...one, ...rest, sends: false },
      { ...three, ...rest, sends: true },
    ]);
    assert.equal(await raised(() => take([shown(3, { iccid: '8949' })], mark, 8)), 1, 'one is gone');
    assert.deepEqual(await bench.store.read(() => portsOf(mark)), [
      { ...three, ...rest, seenAt: 8, sends: true },
    ]);
    assert.equal(await raised(() => take([])), 1);
    assert.deepEqual(await bench.store.read(() => portsOf(mark)), []);
    assert.equal(await raised(() => take([])), 0);
    assert.equal((await gateway()).seenAt, 5);
  });

  test('raises the version where port, SIM or registration changed, not where the signal did', async () => {
    const first = shown(3, { iccid: '8949', number: '+1' });
    const changes: [Partial<DriverPort>, number][] = [
      [{}, 1],
      [{ signal: 3 }, 0],
      [{ registration: 'UNREGISTER' }, 1],
      [{ registration: 'UNREGISTER', sends: false }, 1],
      [{ registration: 'UNREGISTER', sends: false, number: '' }, 0],
      [{ registration: 'UNREGISTER', sends: false, number: '+2' }, 1],
      [{ registration: 'UNREGISTER', sends: false, number: '+2', iccid: '8950' }, 1],
    ];
    for (const [change, raises] of changes)
      assert.equal(await raised(() => take([{ ...first, ...change }])), raises, JSON.stringify(change));
  });

  test('becomes events of ports and SIMs', async () => {
    await take([shown(3, { iccid: '8949', imsi: '26201', number: '+1', operator: 'Net' })]);
    await take([shown(3, { iccid: '8949', imsi: '26201', number: '+1', registration: 'UNREGISTER' })]);
    const port = { gateway: 'g1', port: 3, sim: '8949', registration: 'REGISTER_OK', sends: true };
    assert.deepEqual(await events(), [
      ['port.state', 'g1 3', port],
      [
        'sim.state',
        '8949',
        { id: '8949', imsi: '26201', number: '+1', operator: 'Net', gateway: 'g1', port: 3 },
      ],
      ['port.state', 'g1 3', { ...port, registration: 'UNREGISTER' }],
    ]);
  });

  test('a SIM that went to another port or gateway is an event there', async () => {
    await take([shown(3, { iccid: '8949' })]);
    await take([shown(4, { iccid: '8949' })]);
    const other = { ...mark, id: 'g2', part: 9 };
    await take([shown(4, { iccid: '8949' })], other);
    const told = [...(await events()), ...(await events(9))].filter(([kind]) => kind === 'sim.state');
    assert.deepEqual(
      told
        .map(([, , data]) => data)
        .map(data => [(data as { gateway: string }).gateway, (data as { port: number }).port]),
      [
        ['g1', 3],
        ['g1', 4],
        ['g2', 4],
      ],
    );
    const sim = await bench.store.read(() => findSim('8949'));
    assert.deepEqual([sim?.gateway, sim?.port], ['g2', 4]);
  });

  test('of two ports that claim one SIM the last one has it', async () => {
    await take([shown(3, { iccid: '8949' }), shown(4, { iccid: '8949' })]);
    assert.deepEqual(await simsOf(), ['8949', '8949']);
    assert.equal((await bench.store.read(() => findSim('8949')))?.port, 4);
  });

  const identities: [name: string, before: Partial<DriverPort>[], now: Partial<DriverPort>, sim: string][] = [
    ['by its ICCID', [], { iccid: '8949', imsi: '26201' }, '8949'],
    ['by its IMSI where that is all', [], { imsi: '26201' }, 'imsi:26201'],
    ['not without either', [], {}, ''],
    ['by the ICCID that its IMSI had before', [{ iccid: '8949', imsi: '26201' }], { imsi: '26201' }, '8949'],
    [
      'by its IMSI still, when its ICCID shows up later',
      [{ imsi: '26201' }],
      { iccid: '8949', imsi: '26201' },
      'imsi:26201',
    ],
    [
      'by its ICCID, where both were known',
      [{ iccid: '8949' }, { imsi: '26201' }],
      { iccid: '8949', imsi: '26201' },
      '8949',
    ],
    [
      'by its new ICCID, where a new card has the IMSI of an old one',
      [{ iccid: '8948', imsi: '26201' }],
      { iccid: '8949', imsi: '26201' },
      '8949',
    ],
  ];
  for (const [name, before, now, sim] of identities)
    test(`knows a SIM ${name}`, async () => {
      for (const [port, one] of before.entries()) await take([shown(port, one)]);
      await take([shown(3, now)]);
      assert.deepEqual(await simsOf(), [sim]);
    });

  test('keeps what was known of a SIM where the gateway shows less', async () => {
    await take([shown(3, { iccid: '8949', imsi: '26201', number: '+1', operator: 'Net' })]);
    await take([shown(3, { iccid: '8949' })]);
    const sim = await bench.store.read(() => findSim('8949'));
    assert.deepEqual([sim?.imsi, sim?.number, sim?.operator, sim?.enabled], ['26201', '+1', 'Net', true]);
  });

  test('a port that a person switched off stays so', async () => {
    await take([shown(3)]);
    const enable = (port: number, enabled: boolean) =>
      bench.store.write(() => enablePort(mark, port, enabled));
    assert.equal(await raised(async () => assert.equal(await enable(3, false), true)), 1);
    assert.equal(await raised(async () => assert.equal(await enable(4, false), false)), 0);
    await take([shown(3, { registration: 'UNREGISTER' })]);
    const [port] = await bench.store.read(() => portsOf(mark));
    assert.equal(port?.enabled, false);
    await enable(3, true);
    assert.equal((await bench.store.read(() => portsOf(mark)))[0]?.enabled, true);
  });

  test('of many gateways is read at once, each in its order', async () => {
    await take([shown(3), shown(1)]);
    await take([shown(2)], { ...mark, id: 'g2', part: 9 });
    const ports = await bench.store.read(() =>
      portsOfAll([
        { part: PART, id: 'g1' },
        { part: 9, id: 'g2' },
        { part: 0, id: 'g3' },
      ]),
    );
    assert.deepEqual(
      [...ports].map(([id, list]) => [id, list.map(({ port }) => port)]),
      [
        ['g1', [1, 3]],
        ['g2', [2]],
      ],
    );
  });

  test('SIMs are listed in pages', async () => {
    await take([shown(1, { iccid: '2' }), shown(2, { iccid: '1' })]);
    const idsOf = async (after: string, limit: number) =>
      (await bench.store.read(() => pageOfSims(after, limit))).map(({ id }) => id);
    assert.deepEqual(await idsOf('', 5), ['1', '2']);
    assert.deepEqual(await idsOf('1', 5), ['2']);
    assert.deepEqual(await idsOf('', 1), ['1']);
    assert.equal(await bench.store.read(() => findSim('3')), undefined);
  });
});

describe('the listener of a driver', () => {
  const clock = fakeClock();
  const listenerOf = () =>
    createListener({
      ...{ store: bench.store, clock, ids: createIdMaker(() => clock.now()), mark },
      place: async () => ({ gateway: { id: 'g1', part: PART, tags: [] }, pools: [] }),
      onResults: async () => {},
    });
  const seenAt = async () => (await gateway()).seenAt;

  test('writes the same picture again after five minutes only; the signal alone makes no other', async () => {
    const listener = listenerOf();
    const start = clock.now();
    const times: (number | undefined)[] = [];
    for (const [advance, signal, sends] of [
      [0, 20, true],
      [299_999, 5, true],
      [1, 5, true],
      [10, 5, false],
    ] as const) {
      clock.advance(advance);
      await listener.ports([shown(3, { signal, sends })]);
      const at = await seenAt();
      times.push(at === undefined ? undefined : at - start);
    }
    assert.deepEqual(times, [0, 0, 300_000, 300_010]);
  });

  test('hands results on once they are stored, and nothing where there were none', async () => {
    const heard: unknown[] = [];
    const listener = createListener({
      ...{ store: bench.store, clock, ids: createIdMaker(() => clock.now()), mark },
      place: async () => ({ gateway: { id: 'g1', part: PART, tags: [] }, pools: [] }),
      onResults: async (...told) => {
        heard.push(told);
        throw new Error('nobody minds');
      },
    });
    await listener.learned({ remember: { a: '1' } });
    assert.deepEqual(heard, []);
    const result: SendResult = {
      ...{ userId: 7, number: '+1', port: 1, refId: 3, count: 1, sentCount: 1, imsi: '' },
      ...{ at: 5, detail: '' },
      status: 'sent',
    };
    await listener.learned({ results: [result] });
    assert.deepEqual(heard, [[PART, 'g1', [result], []]]);
  });

  test('writes state and facts', async () => {
    const listener = listenerOf();
    await listener.state('up', '');
    await listener.facts({ serialNumber: 's' });
    const { state, serialNumber } = await gateway();
    assert.deepEqual([state, serialNumber], ['up', 's']);
  });

  test('makes events of answers of the network, calls and notices, and remembers', async () => {
    await listenerOf().learned({
      ussd: [{ port: 3, text: 'Balance 5', at: 1000 }],
      notices: [{ notice: 'power_on', port: undefined, at: 2000 }],
      remember: { a: '1' },
    });
    const told = await events();
    assert.deepEqual(
      told.map(([kind]) => kind),
      ['ussd.received', 'gateway.notice'],
    );
    assert.deepEqual(told[0], [
      ...['ussd.received', 'g1 3'],
      { gateway: 'g1', port: 3, text: 'Balance 5', at: '1970-01-01T00:00:01.000Z' },
    ]);
    assert.equal((await bench.store.read(() => readMemory(mark))).get('a'), '1');
  });
});

describe('the version of the fleet', () => {
  const changed = (after: number, until: number) => bench.store.read(() => changedParts(after, until));

  test('shows which parts changed since another one', async () => {
    const before = await version();
    await bench.store.write(() => noteKind(mark, 'simgate'));
    await bench.store.write(() => noteKind({ ...mark, id: 'g2' }, 'simgate'));
    await bench.store.write(() => notePorts(mark, 5, [shown(3, { iccid: '8949' })]));
    await bench.store.write(() => savePool(usualPool('shop')));
    const sims: string[] = [];
    assert.deepEqual(await changed(before, before + 4), { gateways: ['g1', 'g2'], sims, pools: true });
    assert.deepEqual(await changed(before + 1, before + 3), { gateways: ['g2', 'g1'], sims, pools: true });
    assert.deepEqual(await changed(before + 4, before + 4), { gateways: [], sims, pools: false });
  });

  test('shows nothing where a change was not written down', async () => {
    const before = await version();
    await bench.store.write(() => run('UPDATE fleet_version SET version = version + 1'));
    assert.equal(await changed(before, before + 1), undefined);
  });

  test('keeps the newest 2,000 changes, and forgets older ones at each hundredth', async () => {
    const raise = (count: number) =>
      bench.store.write(function* () {
        for (let at = 0; at < count; at += 1) yield* raiseFleetVersion({ kind: 'gateway', id: 'g1' });
      });
    await bench.store.write(function* () {
      yield* run('UPDATE fleet_version SET version = 98_000');
      yield* run('DELETE FROM fleet_change');
    });
    const kept = async () => bench.store.read(() => numberOf('SELECT count(*) AS number FROM fleet_change'));
    await raise(2099);
    const counts = [await kept()];
    for (const more of [1, 99, 1]) {
      await raise(more);
      counts.push(await kept());
    }
    assert.deepEqual(counts, [2099, 2000, 2099, 2000]);
    assert.deepEqual((await changed(98_201, 100_200))?.gateways, ['g1']);
    assert.equal(await changed(98_199, 100_200), undefined);
  });

  test('shows up to 200 parts, and then that everything is to be read', async () => {
    const before = await version();
    const change = (from: number, count: number) =>
      bench.store.write(function* () {
        for (let at = from; at < from + count; at += 1)
          yield* raiseFleetVersion({ kind: at % 2 === 0 ? 'sim' : 'gateway', id: String(at) });
      });
    await change(0, 200);
    const parts = await changed(before, before + 200);
    assert.deepEqual([parts?.gateways.length, parts?.sims.length], [100, 100]);
    await change(200, 1);
    assert.equal(await changed(before, before + 201), undefined);
  });
});

describe('the use of a SIM', () => {
  const now = Date.UTC(2026, 0, 31, 8, 30, 20);
  const windows = {
    minute: Date.UTC(2026, 0, 31, 8, 30),
    hour: Date.UTC(2026, 0, 31, 8),
    day: Date.UTC(2026, 0, 31),
    month: Date.UTC(2026, 0, 1),
  };

  test('counts the windows that are open, over all partitions, and recipients of the month once', async () => {
    await bench.store.write(function* () {
      for (const [part, minute] of [
        [1, windows.minute],
        [2, windows.minute - 60_000],
      ] as const) {
        yield* run(
          `INSERT INTO sim_usage (part, sim, minute_at, minute_count, hour_at, hour_count, day_at, day_count, month_at, month_count)
           VALUES (?, '8949', ?, 1, ?, 2, ?, 3, ?, 4)`,
          ...[part, minute, windows.hour, windows.day, windows.month],
        );
        yield* run(
          "INSERT INTO sim_recipient (part, sim, month_at, recipient) VALUES (?, '8949', ?, '+1')",
          ...[part, windows.month],
        );
      }
      yield* run(
        "INSERT INTO sim_recipient (part, sim, month_at, recipient) VALUES (1, '8949', ?, '+2')",
        windows.month - 1,
      );
    });
    const used = await bench.store.read(() => usedOf(['8949', '8950'], now));
    assert.deepEqual([...used], [['8949', { minute: 1, hour: 4, day: 6, month: 8, recipients: 1 }]]);
  });
});
