/** Rows that wait in a partition: lines, times that have come, validities that are over, and what a new owner finds. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { codeOfState, type MessageState, stateOfCode } from '../domain/message-state.ts';
import { openSqlite, type StoreBench } from '../testing/engines.ts';
import { enroll, type Fence, takeEveryLease } from './leases.ts';
import { attemptsOf, countBatch, findBatch, findMessage, laneOfMessage, waitingOfBatch } from './messages.ts';
import { settleReports, settleResults } from './results.ts';
import { all, run, type Statements, type Value } from './statements.ts';
import { countRecipients, knownRecipients, readUsage, writeUsage } from './usage.ts';
import {
  expireWaiting,
  headOfLane,
  nextUserId,
  openAttempts,
  promoteDue,
  refuseWaiting,
  waitingLines,
  whatIsDue,
  writeBlocks,
} from './waiting.ts';

const PART = 7;

let bench: StoreBench;
let fence: Fence;
beforeEach(async () => {
  bench = await openSqlite();
  await bench.store.write(() => enroll({ id: 'me', name: '', former: '' }, 86_400_000));
  const leases = await bench.store.write(() => takeEveryLease('me'));
  fence = { part: PART, owner: 'me', epoch: leases.find(({ part }) => part === PART)?.epoch ?? 0 };
});
afterEach(() => bench.dispose());

/** `count` messages from an id, with these fields. */
function* insert(
  first: number,
  count: number,
  fields: Readonly<Record<string, Value>> = {},
): Statements<void> {
  const row: Readonly<Record<string, Value>> = {
    ...{
      part: PART,
      batch: 'b',
      owner: 'o',
      pool: 'p',
      lane: 'l',
      prefer_sim: '',
      recipient: '+1',
      country: '',
    },
    ...{
      written: '',
      body: 't',
      encoding: 1,
      segments: 1,
      priority: 1,
      state: 1,
      state_at: 0,
      reason: '',
      detail: '',
    },
    ...{ created_at: 0, not_before: null, expires_at: null, attempts: 0, gateway: '', port: null, sim: '' },
    ...{ user_id: null, sent_at: null, reference: 'r', metadata: '{}', moves: 0, moved_to: null },
    ...fields,
  };
  const names = Object.keys(row);
  for (let at = first; at < first + count; at += 1)
    yield* run(
      `INSERT INTO message (id, ${names.join(', ')}) VALUES (?, ${names.map(() => '?').join(', ')})`,
      ...[idOf(at), ...Object.values(row)],
    );
}

/** An id whose row was made in the partition. */
function idOf(at: number): string {
  return `${String(at).padStart(20, '0')}07`;
}

function put(first: number, count = 1, fields: Readonly<Record<string, Value>> = {}): Promise<void> {
  return bench.store.write(() => insert(first, count, fields));
}

async function states(): Promise<Record<string, number>> {
  const rows = await bench.store.read(() =>
    all<{ state: number; reason: string; messages: number }>(
      'SELECT state, reason, count(*) AS messages FROM message GROUP BY state, reason ORDER BY state',
    ),
  );
  return Object.fromEntries(
    rows.map(({ state, reason, messages }) => [`${stateOfCode(state)}${reason && ` ${reason}`}`, messages]),
  );
}

async function kinds(): Promise<string[]> {
  const rows = await bench.store.read(() => all<{ kind: string }>('SELECT DISTINCT kind FROM event'));
  return rows.map(({ kind }) => kind);
}

/** The fence of an owner that has lost the partition. */
function lost(): Fence {
  return { ...fence, epoch: fence.epoch + 1 };
}

describe('messages that wait', () => {
  test('stand in lines of a lane and a priority', async () => {
    await put(1, 2, { lane: 'a', priority: 1 });
    await put(3, 1, { lane: 'a', priority: 0 });
    await put(4, 1, { lane: 'b', priority: 2 });
    await put(5, 1, { lane: 'c', state: 3 });
    await put(6, 1, { lane: 'd', moved_to: 9 });
    const lines = async (most: number) =>
      (await bench.store.read(() => waitingLines(PART, most))).map(
        ({ lane, priority }) => `${lane}${priority}`,
      );
    assert.deepEqual(await lines(9), ['a0', 'a1', 'b2']);
    assert.deepEqual(await lines(2), ['a0', 'a1']);
    const head = await bench.store.read(() => headOfLane(PART, 'a', 1, 1));
    assert.deepEqual(
      head.map(({ id }) => id),
      [idOf(1)],
    );
    assert.equal(await bench.store.read(() => laneOfMessage({ part: PART, id: idOf(4) })), 'b');
    assert.equal(await bench.store.read(() => laneOfMessage({ part: PART, id: idOf(99) })), '');
  });

  const dues: [name: string, fields: Readonly<Record<string, Value>>, due: string[]][] = [
    ['nothing', { state: 3 }, []],
    ['one that waits', {}, ['waiting']],
    ['one whose time has come', { state: 0, not_before: 100 }, ['scheduled']],
    ['one whose time comes', { state: 0, not_before: 101 }, []],
    ['one whose validity is over', { expires_at: 100 }, ['expiring', 'waiting']],
    ['one whose validity ends', { expires_at: 101 }, ['waiting']],
    ['one that is sent and whose validity is over', { state: 2, expires_at: 1 }, []],
  ];
  for (const [name, fields, due] of dues)
    test(`show ${due.join(' and ') || 'nothing'} for ${name}`, async () => {
      await put(1, 1, fields);
      const found = await bench.store.read(() => whatIsDue(PART, 100));
      assert.deepEqual(
        Object.entries(found)
          .flatMap(([what, is]) => (is ? [what] : []))
          .toSorted(),
        due,
      );
    });

  test('are queued when their time has come, 500 at a time', async () => {
    await put(1, 501, { state: 0, not_before: 100 });
    await put(900, 1, { state: 0, not_before: 101 });
    const promote = (of = fence) => bench.store.write(() => promoteDue(of, 100));
    assert.equal(await promote(lost()), undefined);
    assert.deepEqual([await promote(), await promote(), await promote()], [500, 1, 0]);
    assert.deepEqual(await states(), { scheduled: 1, queued: 501 });
  });

  test('end when their validity is over, 500 at a time, each with its event', async () => {
    await put(1, 250, { state: 0, not_before: 9, expires_at: 100 });
    await put(300, 251, { expires_at: 50 });
    await put(900, 1, { expires_at: 101 });
    await put(901, 1, { expires_at: 1, state: 2 });
    const expire = (of = fence) => bench.store.write(() => expireWaiting(of, 100));
    assert.equal(await expire(lost()), undefined);
    assert.deepEqual([await expire(), await expire(), await expire()], [500, 1, 0]);
    assert.deepEqual(await states(), { queued: 1, sending: 1, 'expired validity_over': 501 });
    assert.deepEqual(await kinds(), ['message.expired']);
  });

  test('fail where their recipients have opted out meanwhile', async () => {
    await put(1, 2);
    await put(3, 1, { state: 2 });
    const refuse = (of = fence) => bench.store.write(() => refuseWaiting(of, 100, [1, 3, 9].map(idOf)));
    assert.equal(await refuse(lost()), undefined);
    assert.equal(await refuse(), 1);
    assert.deepEqual(await states(), { queued: 1, sending: 1, 'failed opted_out': 1 });
    assert.deepEqual(await kinds(), ['message.failed']);
  });

  test('of a batch are counted and found', async () => {
    await put(1, 2);
    await put(3, 1, { state: 0, not_before: 1 });
    await put(4, 1, { state: 3 });
    await put(5, 1, { batch: 'other' });
    const found = async (limit: number) =>
      (await bench.store.read(() => waitingOfBatch('b', limit))).map(({ id }) => id);
    assert.deepEqual(await found(9), [1, 2, 3].map(idOf));
    assert.deepEqual(await found(2), [1, 2].map(idOf));
    assert.deepEqual([...(await bench.store.read(() => countBatch('b')))].toSorted(), [
      [0, 1],
      [1, 2],
      [3, 1],
    ]);
    const id = idOf(8);
    await bench.store.write(() => run("INSERT INTO batch VALUES (7, ?, 'o', 0, 4)", id));
    assert.deepEqual(await bench.store.read(() => findBatch(id, 'o')), { id, owner: 'o', total: 4 });
    assert.equal(await bench.store.read(() => findBatch(id, 'x')), undefined);
    assert.equal((await bench.store.read(() => findBatch(id, undefined)))?.total, 4);
  });
});

describe('a message that moved', () => {
  /** The row of a message in a partition, and where it went from there. */
  const at = (part: number, movedTo: number | null, state: MessageState = 'queued') =>
    put(1, 1, { part, moved_to: movedTo, state: codeOfState(state) });
  const partFound = async () => (await bench.store.read(() => findMessage(idOf(1), undefined)))?.part;

  test('is found where it lives, along its signposts', async () => {
    await at(7, 20, 'sent');
    await at(20, 30, 'sent');
    await at(30, null);
    assert.equal(await partFound(), 30);
  });

  test('is where it was while it is on its way', async () => {
    await at(7, 20);
    assert.equal(await partFound(), 7);
  });

  test('is followed eight times at most', async () => {
    for (let hop = 0; hop < 8; hop += 1) await at(7 + hop, 8 + hop, 'sent');
    await at(15, null);
    assert.equal(await partFound(), undefined);
    await bench.store.write(() => run('UPDATE message SET moved_to = NULL WHERE part = 14'));
    assert.equal(await partFound(), 14);
  });
});

describe('attempts', () => {
  const attempt = (userId: number, fields: Readonly<Record<string, Value>> = {}) =>
    bench.store.write(function* () {
      const row = {
        ...{ part: PART, gateway: 'g', user_id: userId, message: idOf(1), port: 1, sim: 's', call_id: 'c' },
        ...{ epoch: 1, state: 0, at: userId, state_at: 0, ref_id: null, detail: '', task: null },
        ...fields,
      };
      const names = Object.keys(row);
      yield* run(
        `INSERT INTO attempt (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        ...Object.values(row),
      );
    });

  test('that are open are found by gateway and user_id, page by page', async () => {
    await put(1);
    for (const [id, fields] of [
      [2, { state: 2 }],
      [1, {}],
      [3, { state: 3 }],
      [1, { gateway: 'h', state: 1 }],
    ] as const)
      await attempt(id, fields);
    const open = async (gateway: string, userId: number) =>
      (await bench.store.read(() => openAttempts(PART, { gateway, userId }))).map(
        row => `${row.gateway}${row.user_id}`,
      );
    assert.deepEqual(await open('', 0), ['g1', 'g2', 'h1']);
    assert.deepEqual(await open('g', 1), ['g2', 'h1']);
    assert.deepEqual(await open('h', 1), []);
  });

  test('of a message are shown from the oldest, a thousand at most', async () => {
    await put(1);
    for (const id of [2, 1])
      await attempt(id, { ref_id: id === 1 ? 9 : null, task: id === 1 ? 0 : null, state: id });
    await attempt(3, { state: 99 });
    const message = await bench.store.read(() => findMessage(idOf(1), undefined));
    assert.ok(message !== undefined);
    const shown = await bench.store.read(() => attemptsOf(message));
    assert.deepEqual(
      shown.map(({ userId, state, refId, task }) => [userId, state, refId, task]),
      [
        [1, 'taken', 9, 0],
        [2, 'inDoubt', undefined, undefined],
        [3, 'handing', undefined, undefined],
      ],
    );
    await bench.store.write(() =>
      run(
        `INSERT INTO attempt (part, gateway, user_id, message, port, sim, call_id, epoch, state, at, state_at, detail)
         WITH RECURSIVE n(id) AS (SELECT 10 UNION ALL SELECT id + 1 FROM n WHERE id < 1100)
         SELECT ?, 'g', id, ?, 0, '', '', 0, 0, id, 0, '' FROM n`,
        ...[PART, idOf(1)],
      ),
    );
    assert.equal((await bench.store.read(() => attemptsOf(message))).length, 1000);
  });

  test('reserve user ids by gateway', async () => {
    const next = (gateway: string) => bench.store.read(() => nextUserId(PART, gateway));
    assert.equal(await next('g'), undefined);
    await bench.store.write(() => writeBlocks(PART, [{ gateway: 'g', next: 5 }]));
    await bench.store.write(() =>
      writeBlocks(PART, [
        { gateway: 'g', next: 9 },
        { gateway: 'h', next: 1 },
      ]),
    );
    assert.deepEqual([await next('g'), await next('h')], [9, 1]);
  });

  interface Settles {
    readonly name: string;
    readonly from: MessageState;
    readonly status: 'sending' | 'sent' | 'failed' | 'delivered';
    readonly to: MessageState;
    readonly fields?: Readonly<Record<string, Value>>;
    readonly sentCount?: number;
  }
  const settles: Settles[] = [
    { name: 'sending changes nothing', from: 'sending', status: 'sending', to: 'sending' },
    { name: 'sent', from: 'sending', status: 'sent', to: 'sent' },
    { name: 'failed', from: 'sending', status: 'failed', to: 'failed' },
    { name: 'delivered', from: 'sent', status: 'delivered', to: 'delivered' },
    { name: 'a failure after it was sent', from: 'sent', status: 'failed', to: 'sent' },
    { name: 'a late proof', from: 'unknown', status: 'sent', to: 'sent' },
    {
      name: 'a failure of an older attempt',
      from: 'sending',
      status: 'failed',
      to: 'sending',
      fields: { user_id: 9 },
    },
    {
      name: 'a proof of an older attempt',
      from: 'sending',
      status: 'sent',
      to: 'sent',
      fields: { user_id: 9 },
    },
    {
      name: 'a stop that came in time',
      ...{ from: 'sending', status: 'failed', to: 'cancelled', sentCount: 0 },
      fields: { reason: 'stop_wanted' },
    },
    {
      name: 'a stop that came when some of it was sent',
      ...{ from: 'sending', status: 'failed', to: 'failed', sentCount: 1 },
      fields: { reason: 'stop_wanted' },
    },
    {
      name: 'a stop that came too late',
      ...{ from: 'sending', status: 'sent', to: 'sent', sentCount: 0 },
      fields: { reason: 'stop_wanted' },
    },
  ];
  for (const { name, from, status, to, fields, sentCount = 1 } of settles)
    test(`are settled by a result: ${name}`, async () => {
      await put(1, 1, { state: codeOfState(from), gateway: 'g', user_id: 5, ...fields });
      await attempt(5);
      const result = {
        ...{ userId: 5, number: '1', port: 1, status, refId: 3, count: 1, sentCount, imsi: '', at: 50 },
        detail: 'd',
      };
      const settled = await bench.store.write(() => settleResults(PART, 'g', 60, [result]));
      const message = await bench.store.read(() => findMessage(idOf(1), undefined));
      assert.equal(message?.state, to);
      const isMoved = from !== to;
      assert.deepEqual(
        settled,
        isMoved ? [{ id: idOf(1), userId: 5, state: to, pool: 'p', recipient: '+1', sim: 's' }] : [],
      );
      if (!isMoved) return;
      assert.deepEqual(
        [message?.stateAt, message?.detail, message?.gateway, message?.port, message?.sim],
        [60, 'd', 'g', 1, 's'],
      );
      assert.equal(message?.sentAt, to === 'sent' || to === 'delivered' ? 50 : undefined);
      assert.deepEqual(await kinds(), [`message.${to}`]);
      const reasons = { failed: 'failed_at_gateway', cancelled: 'cancelled_by_caller' } as Record<
        string,
        string
      >;
      assert.equal(message?.reason, reasons[to] ?? '');
    });

  test('are settled by the best of several results, and not by one of another number', async () => {
    await put(1, 1, { state: 2, gateway: 'g', user_id: 5 });
    await attempt(5);
    const result = (status: 'sent' | 'failed' | 'sending' | 'delivered', number = '+1') => ({
      ...{ userId: 5, number, port: 1, status, refId: undefined, count: 1, sentCount: 1, imsi: '', at: 50 },
      detail: '',
    });
    const settle = (...results: ReturnType<typeof result>[]) =>
      bench.store.write(() => settleResults(PART, 'g', 60, results));
    assert.deepEqual(await settle(result('sent', '10086')), []);
    assert.deepEqual(
      (await settle(result('failed'), result('sent'), result('sending'))).map(({ state }) => state),
      ['sent'],
    );
    assert.deepEqual(
      (await settle(result('delivered', ''))).map(({ state }) => state),
      ['delivered'],
    );
    assert.deepEqual(await settle(), []);
  });

  test('are settled by reports', async () => {
    await put(1, 1, { state: 3, sent_at: 40 });
    await put(2, 1, { state: 3 });
    await put(3, 1, { state: 4 });
    const moved = await bench.store.write(() =>
      settleReports(PART, 60, [
        { message: idOf(1), delivered: true, detail: '' },
        { message: idOf(2), delivered: false, detail: 'd' },
        { message: idOf(3), delivered: false, detail: 'd' },
        { message: idOf(4), delivered: true, detail: '' },
      ]),
    );
    assert.equal(moved, 2);
    const found = await Promise.all(
      [1, 2, 3].map(at => bench.store.read(() => findMessage(idOf(at), undefined))),
    );
    assert.deepEqual(
      found.map(one => [one?.state, one?.reason, one?.detail, one?.sentAt]),
      [
        ['delivered', '', '', 40],
        ['undelivered', 'network_report', 'd', 60],
        ['delivered', '', '', undefined],
      ],
    );
  });
});

describe('the use of SIMs', () => {
  test('is written by partition, with the recipients of its month', async () => {
    const window = (at: number, count: number) => ({ at, count });
    const usage = { minute: window(4, 1), hour: window(3, 2), day: window(2, 3), month: window(1, 4) };
    const write = (part: number, recipients: string[], count = 1) =>
      bench.store.write(() =>
        writeUsage(part, [{ sim: 's', usage: { ...usage, minute: window(4, count) }, recipients }]),
      );
    await write(7, ['+1', '+2']);
    await write(7, ['+2'], 9);
    await write(8, ['+3']);
    const found = (await bench.store.read(() => readUsage(['s', 't']))).get('s');
    assert.deepEqual(
      found
        ?.map(({ part, usage: { minute, hour, day, month } }) => [part, minute, hour, day, month])
        .toSorted(),
      [
        [7, window(4, 9), window(3, 2), window(2, 3), window(1, 4)],
        [8, window(4, 1), window(3, 2), window(2, 3), window(1, 4)],
      ],
    );
    const counts = (part: number, month: number) =>
      bench.store.read(() => countRecipients(part, ['s'], month));
    assert.deepEqual([...(await counts(7, 1))], [['s', 2]]);
    assert.deepEqual([...(await counts(7, 2))], []);
    const known = await bench.store.read(() => knownRecipients(7, 's', 1, ['+1', '+3']));
    assert.deepEqual([...known], ['+1']);
  });
});
