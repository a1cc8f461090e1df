/** How much a place may be handed now, and why it may not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import type { Sim } from '../domain/gateway.ts';
import { type Pool, usualPool } from '../domain/pool.ts';
import { someGateway, someSim } from '../testing/server-bench.ts';
import type { Place } from './fleet.ts';
import { Slots, usualSlots } from './slots.ts';
import { addUse, unused } from './windows.ts';

function placeOf(port = 0, sim: Partial<Sim> = {}): Place {
  const id = `g-${port}`;
  return {
    gateway: someGateway('g', 0),
    sim: someSim(id, 'g', port, sim),
    port: {
      ...{ part: 0, gateway: 'g', port, sim: id, registration: 'REGISTER_OK', signal: 20 },
      ...{ enabled: true, sends: true, seenAt: 1 },
    },
  };
}

function bench(random = 0.5) {
  const clock = fakeClock();
  return { clock, slots: new Slots(usualSlots, clock, () => random) };
}

const pool = usualPool('default');
function poolWith(changes: Partial<Pool>): Pool {
  return { ...pool, ...changes };
}

describe('the slots of a place', () => {
  test('are ten, and two more for what is urgent, less what is under way', () => {
    const { slots } = bench();
    const place = placeOf();
    const free = () => [slots.free(place, pool, 'normal'), slots.free(place, pool, 'otp')];
    assert.deepEqual(free(), [10, 12]);
    slots.claimed(place, pool, 9, 0);
    assert.deepEqual(free(), [1, 3]);
    assert.equal(slots.isBusy(place, pool), false);
    slots.claimed(place, pool, 2, 0);
    assert.deepEqual(free(), [0, 1]);
    assert.equal(slots.isBusy(place, pool), true);
    slots.settled('g', 0, 2);
    assert.deepEqual(free(), [1, 3]);
    slots.settled('g', 0, 20);
    assert.deepEqual(free(), [10, 12]);
    slots.found('g', 0, 4);
    assert.deepEqual(free(), [6, 8]);
    assert.equal(slots.free(placeOf(1), pool, 'normal'), 10, 'another port has its own');
  });

  test('are bounded by the limits that are left', () => {
    const { slots } = bench();
    const place = placeOf(0, { limits: { hour: 5 } });
    assert.equal(slots.free(place, poolWith({ limits: { hour: 1, day: 3 } }), 'normal'), 3);
    assert.equal(slots.free(place, pool, 'normal'), 5);
    slots.claimed(place, pool, 4, 0);
    assert.equal(slots.free(place, pool, 'normal'), 1);
    slots.claimed(place, pool, 1, 0);
    assert.equal(slots.isBusy(place, pool), false, 'a limit is more than being busy');
  });

  const pacings: [gapMs: number, jitterMs: number, pause: number][] = [
    [1000, 0, 1000],
    [0, 1000, 500],
    [1000, 1000, 1500],
  ];
  for (const [gapMs, jitterMs, pause] of pacings)
    test(`are one at a time with a gap of ${gapMs} and a jitter of ${jitterMs}, each ${pause} ms after the other`, () => {
      const { slots, clock } = bench();
      const paced = poolWith({ pacing: { gapMs, jitterMs } });
      const place = placeOf();
      assert.equal(slots.free(place, paced, 'bulk'), 1);
      slots.claimed(place, paced, 1, 0);
      assert.equal(slots.free(place, paced, 'otp'), 11);
      clock.advance(pause - 1);
      assert.equal(slots.free(place, paced, 'bulk'), 0);
      clock.advance(1);
      assert.equal(slots.free(place, paced, 'bulk'), 1);
    });

  test('are none where something hinders it', () => {
    const { slots } = bench();
    const off = { ...placeOf(), port: { ...placeOf().port, enabled: false } };
    assert.deepEqual(slots.hindrance(off, pool), { reason: 'waits_for_sim', until: undefined });
    assert.deepEqual([slots.free(off, pool, 'otp'), slots.isBusy(off, pool)], [0, false]);
  });
});

describe('a rest', () => {
  test('of a port or its gateway hinders until it is over', () => {
    const { slots, clock } = bench();
    const [place, other] = [placeOf(0), placeOf(1)];
    const until = (at: Place) => {
      const hindrance = slots.hindrance(at, pool);
      return hindrance?.until === undefined ? undefined : hindrance.until - clock.now();
    };
    for (let failures = 0; failures < 3; failures += 1) slots.portBreaker('g', 0).failed(clock.monotonic());
    assert.deepEqual([until(place), until(other)], [2000, undefined]);
    assert.equal(slots.hindrance(place, pool)?.reason, 'waits_for_gateway');
    clock.advance(500);
    for (let failures = 0; failures < 3; failures += 1) slots.gatewayBreaker('g').failed(clock.monotonic());
    assert.deepEqual([until(place), until(other)], [2000, 2000]);
    clock.advance(2000);
    assert.deepEqual([until(place), until(other)], [undefined, undefined]);
  });

  test('comes before a limit', () => {
    const { slots, clock } = bench();
    const place = placeOf(0, { limits: { day: 0 } });
    const tomorrow = clock.now() - (clock.now() % 86_400_000) + 86_400_000;
    assert.deepEqual(slots.hindrance(place, pool), { reason: 'waits_for_limit', until: tomorrow });
    for (let failures = 0; failures < 3; failures += 1) slots.portBreaker('g', 0).failed(clock.monotonic());
    assert.equal(slots.hindrance(place, pool)?.reason, 'waits_for_gateway');
  });
});

describe('the use of a SIM', () => {
  test('is unknown until it is learned, and then counted by claims', () => {
    const { slots, clock } = bench();
    const place = placeOf();
    assert.deepEqual(slots.unknownSims([place, placeOf(1)]), ['g-0', 'g-1']);
    assert.deepEqual([slots.usageOf('g-0'), slots.recipientsOf('g-0')], [unused, 0]);
    slots.learn('g-0', addUse(unused, clock.now(), 3), 2);
    assert.deepEqual(slots.unknownSims([place, placeOf(1)]), ['g-1']);
    assert.equal(slots.usageAfter('g-0', 2).day.count, 5);
    slots.claimed(place, pool, 2, 1);
    assert.deepEqual([slots.usageOf('g-0').day.count, slots.recipientsOf('g-0')], [5, 3]);
  });

  test('has recipients of its month alone', () => {
    const { slots, clock } = bench();
    const place = placeOf(0, { limits: { recipients: 5 } });
    slots.learn('g-0', addUse(unused, clock.now(), 3), 4);
    assert.equal(slots.freeRecipients(place, pool), 1);
    clock.advance(40 * 86_400_000);
    slots.claimed(place, pool, 1, 1);
    assert.deepEqual([slots.recipientsOf('g-0'), slots.freeRecipients(place, pool)], [1, 4]);
    slots.claimed(place, pool, 9, 9);
    assert.equal(slots.freeRecipients(place, pool), 0);
    assert.equal(slots.freeRecipients(placeOf(1), pool), Number.POSITIVE_INFINITY);
  });

  test('ranks places: by the day, by what is under way, by cost, and what is urgent by what is under way', () => {
    const { slots, clock } = bench();
    const place = placeOf(0, { cost: 2 });
    slots.learn('g-0', addUse(unused, clock.now(), 5), 0);
    slots.found('g', 0, 3);
    assert.deepEqual(slots.rank(place, pool, 'normal'), { now: 5.003, each: 1 });
    assert.deepEqual(slots.rank(place, poolWith({ order: 'cheapest' }), 'bulk'), {
      now: 2e9 + 5.003,
      each: 1,
    });
    assert.deepEqual(slots.rank(place, pool, 'otp'), { now: 3e9 + 5, each: 1e9 });
  });
});

describe('the calls of a gateway', () => {
  test('are those that it takes at once, less those under way', () => {
    const { slots } = bench();
    const { gateway } = placeOf();
    const free = () => slots.freeCalls(gateway, { calls: 2 });
    const counts = [free()];
    for (const step of [
      'callBegins',
      'callBegins',
      'callBegins',
      'callEnds',
      'callEnds',
      'callEnds',
      'callEnds',
    ] as const) {
      slots[step]('g');
      counts.push(free());
    }
    assert.deepEqual(counts, [2, 1, 0, 0, 0, 1, 2, 2]);
  });
});
