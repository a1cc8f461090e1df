import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress } from '../codec/address.ts';
import { createNetwork } from './network.ts';
import type { NetworkOptions } from './options.ts';
import { createTestClock } from './test-clock.ts';
import { attachTestModule } from './test-module.ts';

const ALICE = { imsi: '001010000000001', number: '+88201000001' };
const BOB = { imsi: '001010000000002', number: '+88201000002' };

function setUp(options: Partial<NetworkOptions> = {}) {
  const clock = createTestClock();
  const network = createNetwork({ clock, random: () => 0.5, airTime: 'instant', ...options });
  return { clock, network };
}

test('a message to a phone outside arrives, and its report comes back after the answer', async () => {
  const { clock, network } = setUp();
  const alice = attachTestModule(network, ALICE);
  const answer = await alice.submit({ text: 'hello', messageReference: 7 });
  assert.equal(answer.ok, true);
  assert.equal(alice.received.length, 0);
  await clock.settle();
  assert.deepEqual(
    network
      .phone('+491701234567')
      .inbox()
      .map(({ from, text }) => ({ from, text })),
    [{ from: ALICE.number, text: 'hello' }],
  );
  assert.deepEqual(
    alice.reports().map(({ messageReference, status }) => ({ messageReference, status })),
    [{ messageReference: 7, status: 0 }],
  );
});

test('a message between two subscribers arrives as SMS-DELIVER', async () => {
  const { clock, network } = setUp();
  const alice = attachTestModule(network, ALICE);
  const bob = attachTestModule(network, BOB);
  await alice.submit({ text: 'hi Bob', destination: parseAddress(BOB.number) });
  await clock.settle();
  assert.deepEqual(bob.texts(), ['hi Bob']);
  assert.deepEqual(
    alice.reports().map(report => report.status),
    [0],
  );
});
