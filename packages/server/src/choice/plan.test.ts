/** Which SIM carries which message. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import type { DriverAbilities } from '../domain/driver.ts';
import type { Sim } from '../domain/gateway.ts';
import type { Priority } from '../domain/message-state.ts';
import { type Pool, usualPool } from '../domain/pool.ts';
import type { WaitingRow } from '../store/waiting.ts';
import { someGateway, someSim } from '../testing/server-bench.ts';
import type { Place } from './fleet.ts';
import { mayCarry, ruleFor } from './membership.ts';
import { type Line, Plan, type Room } from './plan.ts';
import { Slots, usualSlots } from './slots.ts';
import { addUse, unused } from './windows.ts';

const abilities: DriverAbilities = {
  ...{ repeatMs: 0, mostInCall: 8, calls: 8, mostInQuestion: 32, callMs: 0 },
};

function placeOf(port: number, sim: Partial<Sim> = {}, gateway = 'g'): Place {
  const id = `${gateway}-${port}`;
  return {
    gateway: someGateway(gateway, 0),
    sim: someSim(id, gateway, port, sim),
    port: {
      ...{ part: 0, gateway, port, sim: id, registration: 'REGISTER_OK', signal: 20 },
      ...{ enabled: true, sends: true, seenAt: 1 },
    },
  };
}

function rowOf(id: string, settings: Partial<WaitingRow> = {}): WaitingRow {
  return {
    ...{ id, recipient: `+4915${id}`, body: 'hello', encoding: 1, segments: 1 },
    ...{ prefer_sim: '', attempts: 0, created_at: 1, reason: '' },
    ...settings,
  };
}

interface Setting {
  readonly places: readonly Place[];
  readonly pool?: Partial<Pool>;
  readonly priority?: Priority;
  readonly abilities?: Partial<DriverAbilities>;
  readonly known?: Line['known'];
  readonly alone?: ReadonlySet<string>;
}

function bench({ places, pool, priority, known, alone, ...rest }: Setting) {
  const clock = fakeClock();
  const slots = new Slots(usualSlots, clock, () => 0.5);
  const line: Line = {
    ...{ places, pool: { ...usualPool('default'), ...pool }, priority: priority ?? 'normal' },
    ...{ known: known ?? new Map(), alone: alone ?? new Set() },
  };
  const plan = new Plan(slots, () => ({ ...abilities, ...rest.abilities }));
  /** `port:message,message` of each call. */
  const fill = (rows: readonly WaitingRow[]): string[] => {
    for (const row of rows) plan.assign(row, line);
    return plan.calls().map(call => `${call.place.port.port}:${call.rows.map(row => row.id).join()}`);
  };
  return { clock, slots, line, plan, fill };
}

function letters(text: string): WaitingRow[] {
  return [...text].map(letter => rowOf(letter));
}

describe('the choice of a SIM', () => {
  test('spreads over the SIMs that sent least today', () => {
    const { slots, clock, fill } = bench({ places: [placeOf(0), placeOf(1), placeOf(2)] });
    slots.learn('g-0', addUse(unused, clock.now(), 5), 0);
    slots.learn('g-1', addUse(unused, clock.now(), 1), 0);
    assert.deepEqual(fill(letters('abcd')), ['2:a,c', '1:b,d']);
  });

  test('takes the cheapest while that may send', () => {
    const places = [placeOf(0, { cost: 3 }), placeOf(1, { cost: 1, limits: { day: 2 } })];
    assert.deepEqual(bench({ places, pool: { order: 'cheapest' } }).fill(letters('abcd')), [
      '1:a,b',
      '0:c,d',
    ]);
  });

  test('keeps a recipient at the SIM that it knows, and waits while that is only busy', () => {
    const places = [placeOf(0), placeOf(1)];
    const { slots, line, fill } = bench({ places });
    assert.deepEqual(fill([rowOf('a', { prefer_sim: 'g-1' })]), ['1:a']);
    const full = bench({ places });
    const [, familiar] = places;
    assert.ok(familiar);
    full.slots.claimed(familiar, line.pool, usualSlots.outstanding, 0);
    assert.deepEqual(full.fill([rowOf('a', { prefer_sim: 'g-1' })]), []);
    assert.equal(slots.usageOf('g-1'), unused);
  });

  test('goes elsewhere where the known SIM has reached a limit', () => {
    const places = [placeOf(0), placeOf(1, { limits: { month: 0 } })];
    assert.deepEqual(bench({ places }).fill([rowOf('a', { prefer_sim: 'g-1' })]), ['0:a']);
  });

  test('gives a gateway no more calls than it takes at once', () => {
    const places = [placeOf(0), placeOf(1), placeOf(2)];
    assert.deepEqual(bench({ places, abilities: { calls: 1 } }).fill(letters('abc')), ['0:a,b,c']);
  });

  test('parts encodings, and what has to go alone', () => {
    const rows = [rowOf('a'), rowOf('b', { encoding: 2 }), rowOf('c'), rowOf('d')];
    const { fill } = bench({ places: [placeOf(0)], alone: new Set(['d']) });
    assert.deepEqual(fill(rows), ['0:a,c', '0:b', '0:d']);
  });

  test('fills a call and begins the next', () => {
    const { fill } = bench({ places: [placeOf(0)], abilities: { mostInCall: 2 } });
    assert.deepEqual(fill(letters('abcde')), ['0:a,b', '0:c,d', '0:e']);
  });

  test('leaves room for what is urgent', () => {
    const places = [placeOf(0)];
    const rows = Array.from({ length: 20 }, (_each, at) => rowOf(`m${at}`));
    const count = (priority: Priority) => {
      const { plan, line } = bench({ places, priority });
      return rows.filter(row => plan.assign(row, line)).length;
    };
    assert.deepEqual([count('bulk'), count('otp')], [10, 12]);
  });

  test('writes to no more new recipients than a SIM may', () => {
    const places = [placeOf(0, { limits: { recipients: 2 } })];
    const { slots, fill } = bench({ places, known: new Map([['g-0', new Set(['+4915d'])]]) });
    slots.learn('g-0', unused, 0);
    assert.deepEqual(fill(letters('abcd')), ['0:a,b,d']);
  });

  test('pauses between two messages of a SIM, but not before what is urgent', () => {
    const pool = { pacing: { gapMs: 1000, jitterMs: 1000 } };
    const [place] = [placeOf(0)];
    const { slots, line, clock } = bench({ places: [place], pool });
    assert.equal(slots.free(place, line.pool, 'normal'), 1);
    slots.claimed(place, line.pool, 1, 0);
    assert.equal(slots.free(place, line.pool, 'normal'), 0);
    assert.ok(slots.free(place, line.pool, 'otp') > 1);
    clock.advance(1499);
    assert.equal(slots.free(place, line.pool, 'normal'), 0);
    clock.advance(1);
    assert.equal(slots.free(place, line.pool, 'normal'), 1);
  });

  describe('has room', () => {
    const gateway = someGateway('g', 0);
    const two = [placeOf(0), placeOf(1)].map(place => ({ ...place, gateway }));
    const far = [...two, placeOf(0, {}, 'h')];
    const rows: [name: string, places: Place[], abilities: Partial<DriverAbilities>, room: Room][] = [
      ['for all that its ports take', two, {}, { now: 20, most: 20 }],
      ['of one call', two, { calls: 1 }, { now: 8, most: 20 }],
      ['of two calls', two, { calls: 2, mostInCall: 3 }, { now: 6, most: 20 }],
      ['of no more in a call than a port takes', two, { calls: 1, mostInCall: 16 }, { now: 10, most: 20 }],
      ['of the calls of each gateway', far, { calls: 1, mostInCall: 3 }, { now: 6, most: 30 }],
      ['of none where there is no place', [], {}, { now: 0, most: 0 }],
      ['of none where no call may be made', two, { calls: 0 }, { now: 0, most: 0 }],
    ];
    for (const [name, places, of, room] of rows)
      test(name, () => {
        const { plan, line } = bench({ places, abilities: of });
        assert.deepEqual(plan.room(line), room);
      });

    test('of the largest port of a gateway, less what the plan has given already', () => {
      const { plan, line, slots } = bench({ places: two, abilities: { calls: 1 } });
      slots.found('g', 0, 9);
      assert.deepEqual(plan.room(line), { now: 8, most: 11 });
      for (const row of letters('abcd')) plan.assign(row, line);
      assert.deepEqual(plan.room(line), { now: 6, most: 7 });
    });

    test('of the calls that are not under way', () => {
      const { plan, line, slots } = bench({ places: two, abilities: { calls: 2, mostInCall: 3 } });
      slots.callBegins('g');
      assert.deepEqual(plan.room(line), { now: 3, most: 20 });
      slots.callBegins('g');
      assert.deepEqual(plan.room(line), { now: 0, most: 0 });
    });

    test('of none at a gateway that has no driver here', () => {
      const { slots, line } = bench({ places: two });
      const plan = new Plan(slots, () => undefined);
      assert.deepEqual(plan.room(line), { now: 0, most: 0 });
      assert.equal(plan.assign(rowOf('a'), line), false);
    });
  });

  const away: readonly [name: string, place: Place, reason: string][] = [
    ['down', { ...placeOf(0), gateway: { ...someGateway('g', 0), state: 'down' } }, 'waits_for_gateway'],
    ['disabled', { ...placeOf(0), gateway: { ...someGateway('g', 0), enabled: false } }, 'waits_for_gateway'],
    ['not registered', { ...placeOf(0), port: { ...placeOf(0).port, registration: 'X' } }, 'waits_for_sim'],
    ['a SIM that is off', placeOf(0, { enabled: false }), 'waits_for_sim'],
    ['a full day', placeOf(0, { limits: { day: 0 } }), 'waits_for_limit'],
  ];
  for (const [name, place, reason] of away)
    test(`passes over ${name}`, () => {
      const { slots, line, fill } = bench({ places: [place] });
      assert.equal(slots.hindrance(place, line.pool)?.reason, reason);
      assert.deepEqual(fill(letters('a')), []);
    });
});

describe('who may carry a lane', () => {
  const pool = usualPool('default');
  const place = placeOf(4, { tags: ['de'] });
  const any = { pool: 'default', tag: '', sim: '', gateway: '', port: undefined };
  const rows: readonly [name: string, pool: Pool, lane: object, may: boolean][] = [
    ['any SIM of the pool', pool, {}, true],
    ['the SIM that is wanted', pool, { sim: 'g-4' }, true],
    ['another SIM', pool, { sim: 'g-5' }, false],
    ['the port that is wanted', pool, { gateway: 'g', port: 4 }, true],
    ['another port', pool, { gateway: 'g', port: 5 }, false],
    ['the tag of a rule', pool, { tag: 'de' }, true],
    ['another tag', pool, { tag: 'fr' }, false],
    ['a pool of tags', { ...pool, members: { tags: ['de', 'at'] } }, {}, true],
    ['a pool of other gateways', { ...pool, members: { gateways: ['x'] } }, {}, false],
    ['a pool of SIMs', { ...pool, members: { sims: ['g-4'], gateways: ['x'] } }, {}, true],
    ['an empty pool', { ...pool, members: { sims: [] } }, {}, false],
  ];
  for (const [name, of, lane, may] of rows)
    test(name, () => assert.equal(mayCarry(of, { ...any, ...lane }, place), may));

  test('the first rule that matches counts', () => {
    const rules = [{ prefix: '+4915', tag: 'a' }, { country: 'DE', tag: 'b' }, { tag: 'c' }];
    const tags = (
      [
        ['+4915112345678', 'DE'],
        ['+4917112345678', 'DE'],
        ['+33612345678', 'FR'],
      ] as const
    ).map(([number, country]) => ruleFor({ ...pool, rules }, number, country)?.tag);
    assert.deepEqual(tags, ['a', 'b', 'c']);
  });
});
