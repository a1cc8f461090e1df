import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TargetHealth } from './target-health.ts';

const pace = { first: 1000, maximum: 600_000 };

function fail(health: TargetHealth, eventId: number, now: number, lastAttempt = 0): boolean {
  return health.failed({ eventId, trouble: 'x', now, lastAttempt, retryAfter: 0 }, 1);
}

/** Lets attempts of these events fail, one each second. */
function failing(events: readonly number[]): TargetHealth {
  const health = new TargetHealth(pace);
  for (const [second, event] of events.entries()) fail(health, event, second * 1000);
  return health;
}

describe('a target as a whole', () => {
  const rows: [name: string, events: number[], fails: boolean][] = [
    ['one event that fails again and again', [1, 1, 1, 1, 1], false],
    ['two events', [1, 2, 1, 2], false],
    ['three different events in a row', [1, 2, 3], true],
  ];
  for (const [name, events, fails] of rows) {
    test(`${name}: ${fails ? 'fails' : 'does not fail'}`, () =>
      assert.equal(failing(events).failingSince !== undefined, fails));
  }

  test('takes an event, and nothing is left of its failures', () => {
    const health = failing([1, 2, 3]);
    health.accepted(5000);
    assert.deepEqual(
      [health.failingSince, health.failures, health.trouble, health.lastAccepted],
      [undefined, 0, '', 5000],
    );
  });

  test('fails anew only when as many events failed since it took one', () => {
    const health = failing([1, 2]);
    health.accepted(5000);
    assert.deepEqual(
      [3, 4, 5].map(event => fail(health, event, 6000)),
      [false, false, true],
    );
  });

  test('events that failed before, while it took others, show nothing about it', () => {
    const health = failing([]);
    health.accepted(5000);
    for (const event of [1, 2, 3, 4, 5]) assert.equal(fail(health, event, 6000, 4000), false);
    for (const event of [6, 7]) assert.equal(fail(health, event, 7000, 5500), false);
    assert.equal(fail(health, 8, 7000, 5500), true);
  });

  test('an event is alone as long as no other failed since', () => {
    assert.equal(failing([1, 1]).isAlone(1), true);
    assert.equal(failing([1, 2]).isAlone(1), false);
    assert.equal(failing([1, 2]).isAlone(2), false);
    assert.equal(failing([]).isAlone(1), true);
  });
});

describe('probes', () => {
  test('come at once, then after a growing time, at most 30 seconds', () => {
    const health = failing([1, 2, 3]);
    assert.equal(health.nextProbe, 2000);
    const waits: number[] = [];
    for (let probe = 0; probe < 7; probe += 1) {
      const at = health.nextProbe;
      fail(health, 4 + probe, at);
      waits.push(health.nextProbe - at);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  test('a short push.retryDelayMaximum holds for them too', () => {
    const health = new TargetHealth({ first: 1000, maximum: 5000 });
    for (let event = 1; event < 20; event += 1) fail(health, event, event * 10_000);
    assert.equal(health.nextProbe, 195_000);
  });

  test('attempts that were under way when it began to fail are none', () => {
    const health = failing([1, 2, 3]);
    fail(health, 4, 2000);
    const { nextProbe } = health;
    for (let event = 5; event < 16; event += 1) fail(health, event, 2500);
    assert.equal(health.nextProbe, nextProbe);
  });

  test('wait for the time that the target asked for, from the first one on', () => {
    const begins = failing([1, 2]);
    begins.failed({ eventId: 3, trouble: 'x', now: 2000, lastAttempt: 0, retryAfter: 120_000 }, 1);
    assert.equal(begins.nextProbe, 122_000);

    const health = failing([1, 2, 3]);
    health.failed({ eventId: 4, trouble: 'x', now: 3000, lastAttempt: 0, retryAfter: 120_000 }, 1);
    assert.equal(health.nextProbe, 123_000);
  });
});
