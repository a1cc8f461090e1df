/** A request to send on an SQLite store and a clock that stands still: the rows of its messages, and the reasons of a refusal. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import { Fleet } from '../choice/fleet.ts';
import { createIdMaker, partOf } from '../domain/ids.ts';
import { readLane } from '../domain/lane.ts';
import type { Pool } from '../domain/pool.ts';
import { writeOptOut } from '../inbound/opt-out-rows.ts';
import { keepSticky } from '../store/acceptance.ts';
import { all, run } from '../store/statements.ts';
import { openSqlite, type StoreBench } from '../testing/engines.ts';
import { plainRequest, plantFleet } from '../testing/server-bench.ts';
import { Accept } from './accept.ts';
import type { AcceptAnswer, Caller, RequestedRecipient, SendRequest } from './request.ts';

const HOUR = 3_600_000;
const PART = 3;
const caller: Caller = { owner: 'crm' };

describe('a request to send', () => {
  let bench: StoreBench;
  let clock: FakeClock;
  let accept: Accept;
  let stored: number[][];
  beforeEach(async () => {
    bench = await openSqlite();
    clock = fakeClock();
    stored = [];
  });
  afterEach(() => bench.dispose());

  async function withPool(pool: Partial<Pool> = {}): Promise<void> {
    const { store } = bench;
    const gateways = [{ id: 'g', part: PART, tags: ['bulk'] }];
    await plantFleet(store, { gateways, portsEach: 2, pool });
    const fleet = new Fleet();
    await fleet.refresh(store);
    accept = new Accept({
      ...{ store, fleet, clock, random: () => 0, ids: createIdMaker(() => clock.now()) },
      onStored: parts => void stored.push([...parts]),
    });
  }

  const to = (number: string, reference = ''): RequestedRecipient => ({ number, values: {}, reference });
  const send = (request: Partial<SendRequest> = {}, who: Partial<Caller> = {}): Promise<AcceptAnswer> =>
    accept.accept({ ...plainRequest, to: [to('+4915112345678')], ...request }, { ...caller, ...who });
  async function reply(request: Partial<SendRequest> = {}, who: Partial<Caller> = {}) {
    const answer = await send(request, who);
    assert.ok(answer.kind === 'accepted');
    return answer.reply;
  }

  type Row = {
    recipient: string;
    lane: string;
    prefer_sim: string;
    reference: string;
    state: number;
    not_before: number | null;
    expires_at: number | null;
    part: number;
  };
  const rows = () =>
    bench.store.read(() =>
      all<Row>(
        'SELECT recipient, lane, prefer_sim, reference, state, not_before, expires_at, part FROM message ORDER BY id',
      ),
    );

  describe('has its times from the request, else from its pool', () => {
    const [queued, scheduled] = [1, 0];
    const cases: {
      readonly about: string;
      readonly request: { readonly in?: number; readonly validity?: number };
      readonly pool?: number;
      readonly state: number;
      /** Milliseconds from now. */
      readonly expires: number | undefined;
    }[] = [
      { about: 'neither', request: {}, state: queued, expires: undefined },
      { about: 'a validity', request: { validity: 60 }, state: queued, expires: 60_000 },
      { about: 'the validity of the pool', request: {}, pool: 30, state: queued, expires: 30_000 },
      {
        about: 'its own above the pool',
        request: { validity: 60 },
        pool: 30,
        state: queued,
        expires: 60_000,
      },
      { about: 'a later begin', request: { in: HOUR }, state: scheduled, expires: undefined },
      {
        about: 'a validity that counts from its begin',
        request: { in: HOUR, validity: 60 },
        state: scheduled,
        expires: HOUR + 60_000,
      },
      {
        about: 'a begin that is over: it counts from now',
        request: { in: -HOUR, validity: 60 },
        state: queued,
        expires: 60_000,
      },
      { about: 'a begin of now', request: { in: 0, validity: 60 }, state: queued, expires: 60_000 },
    ];
    for (const { about, request, pool, state, expires } of cases)
      test(about, async () => {
        await withPool(pool === undefined ? {} : { validity: pool });
        const now = clock.now();
        const notBefore = request.in === undefined ? undefined : now + request.in;
        const { messages } = await reply({ notBefore, validity: request.validity });
        assert.deepEqual(
          messages.map(one => one.state),
          [state === scheduled ? 'scheduled' : 'queued'],
        );
        const [row] = await rows();
        assert.deepEqual(
          [row?.state, row?.not_before, row?.expires_at],
          [state, notBefore ?? null, expires === undefined ? null : now + expires],
        );
      });
  });

  describe('is refused as a whole, and nothing is stored', () => {
    const cases: {
      readonly request: Partial<SendRequest>;
      readonly caller?: Partial<Caller>;
      readonly code: number;
      readonly error: string;
    }[] = [
      { request: { pool: 'none' }, code: 404, error: 'pool: there is no pool none.' },
      {
        request: {},
        caller: { pools: ['other'] },
        code: 403,
        error: 'pool: default may not be used with this key.',
      },
      { request: { sim: 'none' }, code: 404, error: 'sim: there is no SIM none.' },
      { request: { gateway: 'none' }, code: 404, error: 'gateway: there is no gateway none.' },
      { request: { port: 1 }, code: 400, error: 'port: needs the gateway that it belongs to.' },
    ];
    for (const { request, caller: who, code, error } of cases)
      test(error, async () => {
        await withPool();
        assert.deepEqual(await send(request, who), { kind: 'refused', code, error });
        assert.deepEqual([await rows(), stored], [[], []]);
      });
  });

  test('that a key of these pools, or of all, sends is taken', async () => {
    await withPool();
    assert.equal((await send({}, { pools: ['other', 'default'] })).kind, 'accepted');
    assert.equal((await send({ sim: 'g-1' })).kind, 'accepted');
    assert.equal((await send({ gateway: 'g', port: 1 })).kind, 'accepted');
    assert.deepEqual(stored, [[PART], [PART], [PART]]);
  });

  test('names the recipients that are not sent to, each with its reason; the others are', async () => {
    await withPool({ allowedCountries: ['DE'] });
    const optOut = { pool: 'default', recipient: '+4915112345678', source: 'person', at: 1 } as const;
    await bench.store.write(() => writeOptOut(optOut, true));
    const { messages, refused } = await reply({
      to: [to('+43660123456'), to('+4915112345679'), to('+4915112345678')],
    });
    assert.deepEqual(
      refused.map(({ index, to: number, reason }) => [index, number, reason]),
      [
        [0, '+43660123456', 'country_not_allowed'],
        [2, '+4915112345678', 'opted_out'],
      ],
    );
    assert.deepEqual(
      messages.map(({ index, to: number, segments }) => [index, number, segments]),
      [[1, '+4915112345679', 1]],
    );
    assert.deepEqual(
      (await rows()).map(({ recipient }) => recipient),
      ['+4915112345679'],
    );
  });

  test('whose recipients are all refused is a batch without messages, in the first partition', async () => {
    await withPool({ allowedCountries: ['FR'] });
    const { batch, messages, refused } = await reply({ to: [to('+4915112345678')] });
    assert.deepEqual([partOf(batch), messages, refused.length, await rows()], [0, [], 1, []]);
  });

  test('begins where SIMs send, as it was known within the last second', async () => {
    await withPool();
    const { store } = bench;
    const fleet = new Fleet();
    await fleet.refresh(store);
    accept = new Accept({
      ...{ store, fleet, clock, random: () => 0, ids: createIdMaker(() => clock.now()) },
      onStored: parts => void stored.push([...parts]),
    });
    await send();
    await store.write(function* () {
      yield* run('UPDATE port SET part = 8');
      yield* run('UPDATE gateway SET part = 8');
      yield* run('UPDATE fleet_version SET version = version + 1');
    });
    await fleet.refresh(store);
    clock.advance(999);
    await send();
    clock.advance(1);
    await send();
    assert.deepEqual(stored, [[PART], [PART], [8]]);
  });

  test('waits in the lane of what it names, and of the first rule that matches', async () => {
    await withPool({ rules: [{ prefix: '+49', tag: 'bulk' }] });
    await reply({
      gateway: 'g',
      port: 1,
      to: [to('+4915112345678', 'own'), to('+43660123456')],
      reference: 'all',
    });
    const found = (await rows()).map(({ lane, reference }) => ({ ...readLane(lane), reference }));
    const lane = { pool: 'default', sim: '', gateway: 'g', port: 1 };
    assert.deepEqual(found, [
      { ...lane, tag: 'bulk', reference: 'own' },
      { ...lane, tag: '', reference: 'all' },
    ]);
  });

  for (const sticky of [true, false])
    test(`${sticky ? 'prefers' : 'does not look for'} the SIM that a recipient knows in a pool that is ${sticky ? '' : 'not '}sticky`, async () => {
      await withPool({ sticky });
      await bench.store.write(() =>
        keepSticky([{ pool: 'default', recipient: '+4915112345678', sim: 'g-1', at: clock.now() }]),
      );
      await reply();
      assert.deepEqual(
        (await rows()).map(row => row.prefer_sim),
        [sticky ? 'g-1' : ''],
      );
    });

  test('that is repeated under its key is answered as before, and stored once', async () => {
    await withPool();
    const first = await reply({}, { idempotencyKey: 'k' });
    clock.advance(HOUR);
    assert.deepEqual(await reply({}, { idempotencyKey: 'k' }), first);
    assert.deepEqual(await send({ text: 'other' }, { idempotencyKey: 'k' }), {
      kind: 'refused',
      code: 409,
      error: 'Idempotency-Key: was used with another request.',
    });
    assert.equal((await rows()).length, 1);
    assert.deepEqual(stored, [[PART]]);
    const other = await reply({}, { owner: 'shop', idempotencyKey: 'k' });
    assert.notEqual(other.batch, first.batch);
  });

  test('that is repeated among others is answered as before, and each of the others is stored', async () => {
    await withPool();
    const first = await reply({}, { idempotencyKey: 'k' });
    const [plain, again, keyed] = await Promise.all([
      reply({ to: [to('+4915112345671')] }),
      reply({}, { idempotencyKey: 'k' }),
      reply({ to: [to('+4915112345672')] }, { idempotencyKey: 'l' }),
    ]);
    assert.deepEqual(again, first);
    assert.deepEqual(
      [plain, keyed].map(({ messages }) => messages.map(one => one.to)),
      [['+4915112345671'], ['+4915112345672']],
    );
    assert.deepEqual(
      (await rows()).map(({ recipient }) => recipient),
      ['+4915112345678', '+4915112345671', '+4915112345672'],
    );
  });

  test('waits while two transactions are under way', async t => {
    await withPool();
    const { write } = bench.store;
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const { mock } = t.mock.method(bench.store, 'write', async (work: Parameters<typeof write>[0]) => {
      await held;
      return write.call(bench.store, work);
    });
    const sent: Promise<AcceptAnswer>[] = [];
    for (let requests = 0; requests < 4; requests += 1) {
      sent.push(send());
      for (let turns = 0; turns < 5; turns += 1) await new Promise(resolve => setImmediate(resolve));
    }
    assert.equal(mock.callCount(), 2);
    release();
    await Promise.all(sent);
    assert.equal(mock.callCount(), 3, 'what waited is stored together');
    assert.equal((await rows()).length, 4);
  });

  test('shares a transaction with others up to 2,000 rows, its batch being one', async t => {
    await withPool();
    const { mock } = t.mock.method(bench.store, 'write');
    const numbers = (count: number) => Array.from({ length: count }, (_each, at) => to(`${100_000 + at}`));
    await Promise.all([send({ to: numbers(999) }), send({ to: numbers(999) })]);
    assert.equal(mock.callCount(), 1);
    await Promise.all([send({ to: numbers(999) }), send({ to: numbers(1000) })]);
    assert.equal(mock.callCount(), 3);
  });

  test('leads to known SIMs that are written in the order of their recipients: so no process waits for another in a circle', () => {
    const known = ['+3', '+1', '+2', '+1'].map((recipient, at) => ({
      ...{ pool: 'default', recipient, sim: `s${at}`, at },
    }));
    const { value } = keepSticky(known).next();
    assert.deepEqual(
      value?.list?.rows.map(row => row.slice(2)),
      [
        ['+1', 's3', 3],
        ['+2', 's2', 2],
        ['+3', 's0', 0],
      ],
    );
  });
});
