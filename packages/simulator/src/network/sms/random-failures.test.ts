import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress } from '../../codec/address.ts';
import type { Random, RelayAnswer } from '../../radio.ts';
import { attachTestModule, createTestNetwork, type TestModule } from '../test-module.ts';

/** A repeatable source of chance (the generator of Park and Miller). */
function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const LONGEST_AIR_TIME = 2000;

const subscribers = Array.from({ length: 4 }, (_, at) => ({
  imsi: `00101000000000${at}`,
  number: `+8820100000${at}`,
}));

/** A module that often does not answer, refuses, or is full. */
function unreliableAnswers(random: Random): (RelayAnswer | 'never')[] {
  const kinds: readonly (RelayAnswer | 'never')[] = [
    { ok: true },
    { ok: false, cause: 111 },
    { ok: false, cause: 22 },
    'never',
  ];
  return Array.from({ length: 10 }, () => kinds[Math.floor(random() * kinds.length)] ?? 'never');
}

async function disturb(world: ReturnType<typeof createWorld>): Promise<void> {
  const { random, clock, network, modules } = world;
  const at = Math.floor(random() * modules.length);
  const subscriber = subscribers[at];
  const module = modules[at];
  assert.ok(subscriber && module);
  const disturbances = [
    () => network.setRegistration(subscriber.imsi, random() < 0.5 ? 0 : 5),
    () => module.attachment.memoryAvailable(),
    () => {
      module.attachment.detach();
      module.attachment = network.attach(subscriber, module.terminal);
    },
    () => module.answers.push(...unreliableAnswers(random)),
  ];
  disturbances[Math.floor(random() * disturbances.length)]?.();
  await clock.advance(random() * 30_000);
}

function createWorld(seed: number) {
  const random = seededRandom(seed);
  const { clock, network } = createTestNetwork({
    random,
    airTime: { minimum: 100, maximum: LONGEST_AIR_TIME },
  });
  const modules = subscribers.map(subscriber => attachTestModule(network, subscriber));
  return { random, clock, network, modules };
}

/** Submits one message while something happens; whether it was acknowledged. */
async function submitSome(world: ReturnType<typeof createWorld>, sender: TestModule, reference: number) {
  const to = subscribers[Math.floor(world.random() * subscribers.length)];
  assert.ok(to);
  const submit = {
    text: `message ${reference}`,
    messageReference: reference,
    destination: parseAddress(to.number),
  };
  const answer = sender.submit(submit);
  await disturb(world);
  await world.clock.advance(LONGEST_AIR_TIME);
  return (await answer).ok === true;
}

async function recover({ clock, network, modules }: ReturnType<typeof createWorld>): Promise<void> {
  for (const [at, module] of modules.entries()) {
    module.answers.length = 0;
    network.setRegistration(subscribers[at]?.imsi ?? '', 1);
    module.attachment.memoryAvailable();
  }
  await clock.advance(3_600_000);
}

describe('whatever happens on the way, what was carried arrives, is acknowledged once, and is reported once', () => {
  for (const seed of [1, 2, 3, 5, 8, 13, 21, 34]) {
    test(`seed ${seed}`, async () => {
      const world = createWorld(seed);
      const acknowledged: number[] = [];
      for (let reference = 0; reference < 40; reference += 1) {
        const sender = world.modules[reference % world.modules.length];
        assert.ok(sender);
        if (await submitSome(world, sender, reference)) acknowledged.push(reference);
      }
      await recover(world);
      const { network, modules } = world;
      const carried = network.carried({ kind: 'submit' });
      const references = new Set(carried.map(({ reference }) => reference));
      assert.ok(acknowledged.length > 5, 'some were acknowledged');
      assert.ok(
        acknowledged.every(reference => references.has(reference)),
        'what was acknowledged was carried',
      );
      const texts = new Set(modules.flatMap(module => module.texts()));
      assert.deepEqual(texts, new Set(carried.map(({ text }) => text)), 'what was carried arrived');
      const ids = carried.map(({ messageId }) => messageId).toSorted();
      for (const kind of ['deliver', 'status-report'] as const) {
        assert.deepEqual(
          network
            .carried({ kind })
            .map(({ messageId }) => messageId)
            .toSorted(),
          ids,
          kind,
        );
      }
      assert.deepEqual(network.pending(), []);
      assert.equal(world.clock.pendingTimers, 0);
    });
  }
});
