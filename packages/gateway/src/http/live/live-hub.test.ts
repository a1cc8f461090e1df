import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { LiveHub, type Picture } from './live-hub.ts';

function make() {
  const clock = fakeClock();
  const looks: boolean[] = [];
  let prepared = 0;
  const world = {
    ports: new Map([[1, { signal: 20, sim: { imsi: '1' } }]]),
    counters: { waiting: 0 },
    news: { sent: 1 },
  };
  const look = (withCounters: boolean): Picture => {
    looks.push(withCounters);
    return { ...world };
  };
  const hub = new LiveHub({ clock, look, prepare: () => (prepared += 1) });
  return { clock, hub, looks, world, prepared: () => prepared };
}

describe('the live picture', () => {
  test('is looked at four times a second, and its counters once, beginning with the first reader', () => {
    const { clock, hub, looks, prepared } = make();
    hub.enter();
    assert.deepEqual([looks, prepared()], [[true], 1]);
    clock.advance(249);
    assert.equal(looks.length, 1);
    clock.advance(1);
    assert.deepEqual(looks, [true, false]);
    clock.advance(750);
    assert.deepEqual([looks, prepared()], [[true, false, false, false, true], 2]);
  });

  test('has only the changes behind the number of a reader', () => {
    const { clock, hub, world } = make();
    hub.enter();
    const { picture, number } = hub.snapshot();
    assert.deepEqual([picture, number], [{ ...world }, 1]);
    assert.deepEqual(hub.since(number), { deltas: [], number: 1 });
    world.ports = new Map([
      [1, { signal: 21, sim: { imsi: '1' } }],
      [2, { signal: 5, sim: { imsi: '2' } }],
    ]);
    clock.advance(250);
    const ports = { 1: { signal: 21 }, 2: { signal: 5, sim: { imsi: '2' } } };
    assert.deepEqual(hub.since(number), { deltas: [{ ports }], number: 2 });
    world.ports = new Map([[2, { signal: 5, sim: { imsi: '2' } }]]);
    world.news = { sent: 2 };
    clock.advance(250);
    assert.deepEqual(hub.since(2), { deltas: [{ gone: [1], news: { sent: 2 } }], number: 3 });
    world.counters = { waiting: 7 };
    clock.advance(250);
    assert.equal(hub.since(3)?.number, 3);
    clock.advance(250);
    assert.deepEqual(hub.since(3), { deltas: [{ counters: { waiting: 7 } }], number: 4 });
  });

  test('keeps sixty changes for a slow reader', () => {
    const { clock, hub, world } = make();
    hub.enter();
    const { number } = hub.snapshot();
    const change = () => {
      world.news = { sent: world.news.sent + 1 };
      clock.advance(250);
    };
    for (let changes = 0; changes < 60; changes += 1) change();
    assert.equal(hub.since(number)?.deltas.length, 60);
    change();
    assert.equal(hub.since(number), undefined);
    assert.equal(hub.since(number + 1)?.deltas.length, 60);
  });

  test('is forgotten when the last reader leaves, and whole for the next one', () => {
    const { hub } = make();
    const leave = hub.enter();
    const { number } = hub.snapshot();
    leave();
    assert.equal(hub.since(0), undefined);
    hub.enter();
    const delta = {
      ports: { 1: { signal: 20, sim: { imsi: '1' } } },
      counters: { waiting: 0 },
      news: { sent: 1 },
    };
    assert.deepEqual(hub.since(number), { deltas: [delta], number: 2 });
  });

  test('wakes who waits for news: at a change, after the time, or when the reader goes', async () => {
    const { clock, hub, world } = make();
    const reader = new AbortController();
    hub.enter();
    const looking = clock.waiting;
    const changed = hub.news(15_000, reader.signal);
    world.news = { sent: 9 };
    clock.advance(250);
    await changed;
    assert.equal(clock.waiting, looking);
    const silent = hub.news(15_000, reader.signal);
    clock.advance(14_999);
    assert.equal(clock.waiting, looking + 1);
    clock.advance(1);
    await silent;
    const left = hub.news(15_000, reader.signal);
    reader.abort();
    await left;
    await hub.news(15_000, reader.signal);
    assert.equal(clock.waiting, looking);
  });
});
