/** Kills at random moments: nothing is lost, each subject keeps its order, and what was answered and stored is not repeated. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { openReceiver, until } from '@simgate/daemon/testing';
import { idle, openPushBench, smsEvent, viewOf } from './testing.ts';

/** Uniform in [0, 1), the same for the same seed (Numerical Recipes' constants). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const settings = {
  ...{ name: 'crm', kinds: ['sms' as const], authentication: 'basic' as const, user: '', password: '' },
  ...{ secret: '', checkCertificate: true, extraKeys: true },
};

const SENDERS = 7;
const LIVES = 12;
const EVENTS_IN_A_LIFE = 25;

describe('killed again and again', { timeout: 60_000 }, () => {
  for (const seed of [1, 2, 3]) {
    test(`seed ${seed}`, async t => {
      const random = seeded(seed);
      const receiver = await openReceiver(t);
      const arrived: { readonly id: number; readonly taken: boolean; readonly life: number }[] = [];
      let [lives, calm] = [0, false];
      receiver.answer = ({ headers, url }) => {
        const life = Number(url.slice(1));
        const chance = calm ? 1 : random();
        const status = chance < 0.2 ? 500 : chance < 0.3 ? 404 : 200;
        arrived.push({ id: Number(headers['webhook-id']), taken: status === 200, life });
        return { status };
      };
      // Each life posts to a path of its own, so that what is on its way in the moment of a kill counts for the right one.
      const config = (life: number) => ({
        concurrency: 4,
        targets: [{ ...settings, url: `${receiver.url}/${life}` }],
      });
      let bench = await openPushBench(t, { config: config(0) });
      const { folder, clock } = bench;
      const id = 1;
      let count = 0;
      while (lives < LIVES) {
        for (let more = 0; more < EVENTS_IN_A_LIFE; more += 1) {
          const event = smsEvent(`+${count % SENDERS}`, `${count}`);
          count += 1;
          await bench.happen(event);
          if (random() < 0.3) clock.advance(random() * 3000);
        }
        for (let turns = random() * 60; turns > 0; turns -= 1) await turn();
        bench.kill();
        lives += 1;
        bench = await openPushBench(t, { config: config(lives), folder, clock });
      }
      calm = true;
      await until(async () => {
        const { state, givenUp, failing } = await viewOf(bench, id);
        if (givenUp > 0) await bench.push.resend(id, {});
        if (state === 'waiting' || failing) clock.advance(1000);
        return state === 'idle' && givenUp === 0;
      });
      await idle(bench, id);
      const taken = new Set(arrived.filter(one => one.taken).map(one => one.id));
      const all = Array.from({ length: count }, (_, index) => index + 1);
      assert.deepEqual(
        all.filter(event => !taken.has(event)),
        [],
        'lost',
      );
      for (let sender = 0; sender < SENDERS; sender += 1) {
        const firsts = [...new Set(arrived.map(one => one.id))].filter(
          event => (event - 1) % SENDERS === sender,
        );
        assert.deepEqual(
          firsts,
          firsts.toSorted((one, other) => one - other),
          `order of sender ${sender}`,
        );
      }
      const twice = Map.groupBy(
        arrived.filter(one => one.taken),
        one => `${one.id} in life ${one.life}`,
      );
      assert.deepEqual(
        [...twice].filter(([, times]) => times.length > 1).map(([which]) => which),
        [],
        'repeated',
      );
    });
  }
});
