/** One session with a gateway after another: how each ends, how long the gateway rests, and what ends all of them. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { ApiError } from '@simgate/api';
import { fakeClock } from '@simgate/daemon/testing';
import { recordedContext } from '../testing/recorded-driver.ts';
import { SessionEnded, Sessions } from './sessions.ts';
import type { Wire } from './wire.ts';

const refused: ApiError = { kind: 'unauthorized', mayBeDone: false, retryable: false } as ApiError;
const away = { kind: 'unreachable', message: 'no answer', mayBeDone: false } as unknown as ApiError;

/** Sessions that a test begins and ends by hand. */
function bench(t: TestContext, stranger = '') {
  const clock = fakeClock();
  const { context, heard } = recordedContext({ address: '', user: '', password: '', clock });
  let closed = false;
  const wire: Wire = {
    fetch: () => assert.fail('nothing is asked'),
    stranger: () => stranger,
    close: () => {
      closed = true;
    },
  };
  const sessions = new Sessions(context, wire);
  t.after(() => sessions.close());
  const begun: { readonly signal: AbortSignal; end(error?: Error): void }[] = [];
  sessions.start(
    signal =>
      new Promise((resolve, reject) => {
        const end = (error?: Error): void => (error === undefined ? resolve() : reject(error));
        signal.addEventListener('abort', () => end(signal.reason));
        begun.push({ signal, end });
      }),
  );
  const reach = async (count: number): Promise<void> => {
    while (begun.length < count) await turn();
  };
  /** Ends the session with this trouble, and gives the milliseconds until the next one begins. */
  const restAfterEnd = async (error?: Error): Promise<number> => {
    const count = begun.length;
    begun.at(-1)?.end(error);
    while (clock.waiting === 0) await turn();
    let rest = 0;
    for (; begun.length === count && rest < 100_000; rest += 500) {
      clock.advance(500);
      for (let turns = 0; turns < 5; turns += 1) await turn();
    }
    return rest;
  };
  return { clock, heard, context, sessions, begun, reach, restAfterEnd, isClosed: () => closed };
}

describe('a session', { timeout: 20_000 }, () => {
  const ends: [name: string, error: Error | undefined, reason: string][] = [
    ['that its gateway ends', undefined, 'it ended the connection'],
    ['that breaks', new TypeError('terminated'), 'the connection broke: terminated'],
    ['that a refusal ends', new SessionEnded({ state: 'down', reason: 'busy', rest: 0 }), 'busy'],
  ];
  for (const [name, error, reason] of ends)
    test(`${name} is followed by another one, and its gateway is down meanwhile`, async t => {
      const { heard, reach, restAfterEnd } = bench(t);
      await reach(1);
      assert.equal(await restAfterEnd(error), 1000);
      assert.deepEqual(heard.states, [['down', reason]]);
    });

  test('rests for longer after each failure, and for a second again after a good one of more than a minute', async t => {
    const { clock, reach, restAfterEnd } = bench(t);
    await reach(1);
    const rests: number[] = [];
    for (const milliseconds of [0, 0, 60_000, 60_001, 0]) {
      clock.advance(milliseconds);
      rests.push(await restAfterEnd());
    }
    assert.deepEqual(rests, [1000, 2000, 4000, 1000, 2000]);
  });

  test('rests for as long as its gateway asks', async t => {
    const { reach, restAfterEnd } = bench(t);
    await reach(1);
    assert.equal(await restAfterEnd(new SessionEnded({ state: 'down', reason: 'ban', rest: 7000 })), 7000);
  });

  test('is the last one where the password is refused', async t => {
    const { clock, heard, sessions, begun, reach } = bench(t);
    await reach(1);
    assert.throws(() => sessions.need({ ok: false, error: refused }), SessionEnded);
    await heard.until(() => heard.states.length > 0);
    assert.equal(heard.states[0]?.[0], 'refused');
    assert.equal(sessions.refused?.state, 'refused');
    clock.advance(600_000);
    for (let turns = 0; turns < 20; turns += 1) await turn();
    assert.equal(begun.length, 1);
  });

  test('is the last one where its gateway shows another certificate, whatever the call met', async t => {
    const { heard, sessions, reach } = bench(t, 'ab12');
    await reach(1);
    sessions.note(away);
    await heard.until(() => heard.states.length > 0);
    assert.deepEqual(heard.states, [
      ['refused', 'its certificate is another one than before (SHA-256 ab12)'],
    ]);
  });

  test('goes on where a call of a person failed for another reason', async t => {
    const { sessions, begun, reach } = bench(t);
    await reach(1);
    sessions.note(away);
    assert.deepEqual([sessions.refused, begun[0]?.signal.aborted], [undefined, false]);
  });

  test('ends with its driver, and the line with it', async t => {
    const { clock, sessions, begun, reach, isClosed, heard } = bench(t);
    await reach(1);
    await sessions.close();
    assert.deepEqual(
      [begun[0]?.signal.aborted, isClosed(), heard.states, clock.waiting],
      [true, true, [], 0],
    );
  });
});

describe('the serial number of a gateway', () => {
  const rows: [found: string, known: string, counts: string][] = [
    ['a1', '', 'a1'],
    ['a1', 'a1', 'a1'],
    ['', 'a1', 'a1'],
    ['', '', ''],
  ];
  for (const [found, known, counts] of rows)
    test(`"${found}" where "${known}" is known: "${counts}" counts`, t =>
      assert.equal(bench(t).sessions.identify(found, known), counts));

  test('that is another one is another gateway', t => {
    const { sessions } = bench(t);
    assert.throws(() => sessions.identify('b2', 'a1'), /serial number b2, not a1/);
    assert.equal(sessions.refused?.state, 'refused');
  });
});

describe('news that cannot be stored', { timeout: 20_000 }, () => {
  test('are stored again after a second', async t => {
    const { clock, sessions } = bench(t);
    let tries = 0;
    const stored = sessions.tell(async () => {
      tries += 1;
      if (tries === 1) throw new Error('away');
    });
    while (clock.waiting === 0) await turn();
    clock.advance(999);
    await turn();
    assert.equal(tries, 1);
    clock.advance(1);
    await stored;
    assert.equal(tries, 2);
  });

  test('are given up when the driver is closed', async t => {
    const { clock, sessions } = bench(t);
    const stored = sessions.tell(() => Promise.reject(new Error('away')));
    while (clock.waiting === 0) await turn();
    await sessions.close();
    await assert.rejects(stored, { name: 'AbortError' });
  });
});
