import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress } from '../../codec/address.ts';
import { readDeliver } from '../../codec/read-tpdu.ts';
import { relativeValidity } from '../../codec/validity.ts';
import type { RelayAnswer } from '../../radio.ts';
import { aliceSim, attachTestModule, bobSim, createTestNetwork, type TestModule } from '../test-module.ts';

const SECOND = 1000;
const toBob = { destination: parseAddress(bobSim.number) };

async function twoModules() {
  const { clock, network } = createTestNetwork({ retrySchedule: [10 * SECOND, 30 * SECOND] });
  return {
    clock,
    network,
    alice: attachTestModule(network, aliceSim),
    bob: attachTestModule(network, bobSim),
  };
}

function statuses(module: TestModule): number[] {
  return module.reports().map(report => report.status);
}

describe('what is not acknowledged is repeated', () => {
  test('after 20 s without an answer and the pause of the schedule', async () => {
    const { clock, alice, bob } = await twoModules();
    bob.answers.push('never', 'never');
    await alice.submit({ ...toBob, text: 'again' });
    await clock.settle();
    assert.equal(bob.received.length, 1);
    await clock.advance(20 * SECOND + 10 * SECOND - 1);
    assert.equal(bob.received.length, 1);
    await clock.advance(1);
    assert.equal(bob.received.length, 2);
    await clock.advance(20 * SECOND + 30 * SECOND);
    assert.deepEqual(bob.texts(), ['again', 'again', 'again']);
    assert.deepEqual(statuses(alice), [0]);
  });

  test('after an RP-ERROR, while others pass', async () => {
    const { clock, network, alice, bob } = await twoModules();
    bob.answers.push({ ok: false, cause: 111 });
    await alice.submit({ ...toBob, text: 'refused once' });
    await alice.submit({ ...toBob, text: 'second', messageReference: 2 });
    await clock.settle();
    assert.deepEqual(bob.texts(), ['refused once', 'second']);
    assert.deepEqual(
      network.pending().map(({ attempts, state }) => ({ attempts, state })),
      [{ attempts: 1, state: 'retry' }],
    );
    await clock.advance(10 * SECOND);
    assert.deepEqual(bob.texts(), ['refused once', 'second', 'refused once']);
    assert.deepEqual(network.pending(), []);
  });

  test('an answer that comes after TR1N does not count', async () => {
    const { clock, network, alice, bob } = await twoModules();
    const late = Promise.withResolvers<{ ok: true }>();
    let attempts = 0;
    bob.terminal.receive = async () => {
      attempts += 1;
      return late.promise;
    };
    await alice.submit(toBob);
    await clock.advance(20 * SECOND);
    late.resolve({ ok: true });
    await clock.settle();
    assert.equal(network.pending().length, 1);
    await clock.advance(10 * SECOND);
    assert.equal(attempts, 2);
    assert.deepEqual(network.pending(), []);
  });

  test('a module that throws has not acknowledged', async () => {
    const { clock, network, alice, bob } = await twoModules();
    bob.terminal.receive = () => {
      throw new Error('module down');
    };
    assert.equal((await alice.submit(toBob)).ok, true);
    await clock.settle();
    assert.deepEqual(
      network.pending().map(({ state }) => state),
      ['retry'],
    );
  });
});

describe('a full memory holds everything until RP-SMMA', () => {
  test('RP-ERROR 22, then memory available', async () => {
    const { clock, network, alice, bob } = await twoModules();
    bob.answers.push({ ok: false, cause: 22 });
    await alice.submit({ ...toBob, text: 'one' });
    await alice.submit({ ...toBob, text: 'two', messageReference: 2 });
    await clock.advance(3600 * SECOND);
    assert.deepEqual(bob.texts(), ['one']);
    assert.deepEqual(
      network.pending().map(({ state }) => state),
      ['memory-full', 'memory-full'],
    );
    bob.attachment.memoryAvailable();
    await clock.settle();
    assert.deepEqual(bob.texts(), ['one', 'one', 'two']);
    assert.deepEqual(statuses(alice), [0, 0]);
  });

  test('a new attach is tried without RP-SMMA', async () => {
    const { clock, alice, network, bob } = await twoModules();
    bob.answers.push({ ok: false, cause: 22 });
    await alice.submit({ ...toBob, text: 'one' });
    await clock.settle();
    bob.attachment.detach();
    const again = attachTestModule(network, bobSim);
    await clock.settle();
    assert.deepEqual(again.texts(), ['one']);
  });
});

describe('what cannot be reached waits', () => {
  test('while not registered, denied or searching; home and roaming are reached at once', async () => {
    const { clock, network, alice, bob } = await twoModules();
    for (const away of [0, 2, 3, 4] as const) {
      for (const back of [1, 5] as const) {
        network.setRegistration(bobSim.imsi, away);
        await alice.submit({ ...toBob, text: `${away} to ${back}` });
        await clock.settle();
        assert.notEqual(bob.texts().at(-1), `${away} to ${back}`);
        network.setRegistration(bobSim.imsi, back);
        await clock.settle();
        assert.equal(bob.texts().at(-1), `${away} to ${back}`);
      }
    }
    assert.deepEqual(bob.registrations.slice(0, 4), [0, 1, 0, 5]);
  });

  test('while no module is there; what was on the air is sent again, and its late answer is nothing', async () => {
    const { clock, network, alice, bob } = await twoModules();
    const first = Promise.withResolvers<{ ok: true }>();
    bob.terminal.receive = () => first.promise;
    await alice.submit({ ...toBob, text: 'kept' });
    await clock.settle();
    bob.attachment.detach();
    first.resolve({ ok: true });
    await clock.settle();
    assert.deepEqual(
      network.pending().map(({ state }) => state),
      ['ready'],
    );
    const again = attachTestModule(network, bobSim);
    await clock.settle();
    assert.deepEqual(again.texts(), ['kept']);
    assert.deepEqual(statuses(alice), [0]);
  });

  test('for a subscriber that is known before it ever attached', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    network.provision(bobSim);
    await alice.submit({ ...toBob, text: 'welcome' });
    await clock.settle();
    const bob = attachTestModule(network, bobSim);
    await clock.settle();
    assert.deepEqual(bob.texts(), ['welcome']);
  });

  test('a status report waits for its sender as a message does', async () => {
    const { clock, network, alice } = await twoModules();
    alice.answers.push('never');
    await alice.submit({ messageReference: 77 });
    await clock.settle();
    alice.attachment.detach();
    const again = attachTestModule(network, aliceSim);
    await clock.settle();
    assert.deepEqual(
      again.reports().map(report => report.messageReference),
      [77],
    );
  });
});

describe('validity', () => {
  test('a message that expires is reported with 0x46 and not delivered', async () => {
    const { clock, network, alice, bob } = await twoModules();
    network.setRegistration(bobSim.imsi, 0);
    await alice.submit({ ...toBob, validity: relativeValidity(5) });
    await clock.advance(5 * 60 * SECOND - 1);
    assert.deepEqual(statuses(alice), []);
    await clock.advance(1);
    assert.deepEqual(statuses(alice), [0x46]);
    network.setRegistration(bobSim.imsi, 1);
    await clock.settle();
    assert.deepEqual(bob.texts(), []);
  });

  test('what is on the air when it expires is judged by its answer', async () => {
    const { clock, alice, bob } = await twoModules();
    const answers = [Promise.withResolvers<RelayAnswer>(), Promise.withResolvers<RelayAnswer>()];
    const pending = [...answers];
    bob.terminal.receive = async () => (await pending.shift()?.promise) ?? { ok: true };
    const validity = { format: 'enhanced', singleShot: false, milliseconds: 5 * SECOND } as const;
    const octets = Uint8Array.of(0x02, 5, 0, 0, 0, 0, 0);
    await alice.submit({ ...toBob, validity: { ...validity, octets }, messageReference: 1 });
    await clock.advance(6 * SECOND);
    answers[0]?.resolve({ ok: true });
    await clock.settle();
    assert.deepEqual(statuses(alice), [0]);
    await alice.submit({ ...toBob, validity: { ...validity, octets }, messageReference: 2 });
    await clock.advance(6 * SECOND);
    answers[1]?.resolve({ ok: false, cause: 111 });
    await clock.settle();
    assert.deepEqual(statuses(alice), [0, 0x46]);
  });

  test('a single-shot message is tried once (23.040 9.2.3.12.3)', async () => {
    const { clock, alice, bob } = await twoModules();
    bob.answers.push({ ok: false, cause: 111 });
    const octets = Uint8Array.of(0x40, 0, 0, 0, 0, 0, 0);
    await alice.submit({
      ...toBob,
      validity: { format: 'enhanced', octets, milliseconds: undefined, singleShot: true },
    });
    await clock.advance(3600 * SECOND);
    assert.equal(bob.received.length, 1);
    assert.deepEqual(statuses(alice), [0x65]);
  });

  test('63 weeks, longer than a timer lasts, are kept', async () => {
    const { clock, network, alice } = await twoModules();
    network.setRegistration(bobSim.imsi, 0);
    await alice.submit({ ...toBob, validity: { format: 'relative', value: 255 } });
    await clock.advance(62 * 7 * 24 * 3600 * SECOND);
    assert.equal(network.pending().length, 1);
    await clock.advance(7 * 24 * 3600 * SECOND);
    assert.deepEqual(statuses(alice), [0x46]);
  });
});

test("an absolute validity is compared with the service centre's own clock", async () => {
  const { clock, network, alice } = await twoModules();
  network.setRegistration(bobSim.imsi, 0);
  network.setServiceCentreClockOffset(3600 * SECOND);
  const until = { at: clock.now() + 3601 * SECOND, zoneQuarters: 4 };
  await alice.submit({ ...toBob, validity: { format: 'absolute', until } });
  await clock.advance(SECOND);
  assert.deepEqual(statuses(alice), [0x46]);
});

test('TP-MMS says whether more messages wait', async () => {
  const { clock, network, alice, bob } = await twoModules();
  network.setRegistration(bobSim.imsi, 2);
  for (const messageReference of [1, 2, 3]) await alice.submit({ ...toBob, messageReference });
  await clock.settle();
  network.setRegistration(bobSim.imsi, 1);
  await clock.settle();
  const waiting = bob.received.map(tpdu => readDeliver(tpdu).moreMessagesWaiting);
  assert.deepEqual(waiting, [true, true, false]);
});

test('a message that pauses before its next attempt does not count as waiting', async () => {
  const { clock, alice, bob } = await twoModules();
  bob.answers.push({ ok: false, cause: 111 });
  for (const messageReference of [1, 2]) {
    await alice.submit({ ...toBob, messageReference });
    await clock.settle();
  }
  const waiting = bob.received.map(tpdu => readDeliver(tpdu).moreMessagesWaiting);
  assert.deepEqual(waiting, [false, false]);
});

test('nothing is left of a settled message, not even a timer', async () => {
  const { clock, network, alice } = await twoModules();
  await alice.submit(toBob);
  await alice.submit({});
  await clock.settle();
  assert.deepEqual(network.pending(), []);
  assert.equal(clock.pendingTimers, 0);
});

test('a closed network delivers nothing and sets no timer', async () => {
  const { clock, network, alice, bob } = await twoModules();
  bob.answers.push('never');
  await alice.submit(toBob);
  await clock.settle();
  network.close();
  assert.equal(clock.pendingTimers, 0);
  await clock.advance(3600 * SECOND);
  assert.equal(bob.received.length, 1);
});
