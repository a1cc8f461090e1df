/** Answers and messages that wait for something, and let go of it again. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress } from '../../codec/address.ts';
import { writeCommand } from '../../codec/write-tpdu.ts';
import type { RelayAnswer } from '../../radio.ts';
import {
  aliceSim,
  attachTestModule,
  bobSim,
  createTestNetwork,
  type TestModule,
  testSubmit,
} from '../test-module.ts';

const SECOND = 1000;
const OUTSIDE = '+491701234567';
const toBob = { destination: parseAddress(bobSim.number) };

function world(options: Parameters<typeof createTestNetwork>[0] = {}) {
  const { clock, network } = createTestNetwork(options);
  const [alice, bob] = [attachTestModule(network, aliceSim), attachTestModule(network, bobSim)];
  return { clock, network, alice, bob };
}

function command(alice: TestModule, commandType: number) {
  const tpdu = writeCommand({
    ...{ kind: 'command', statusReportRequest: true, hasHeader: false, messageReference: 99 },
    ...{ protocolIdentifier: 0, commandType, messageNumber: 5, data: new Uint8Array(), ...toBob },
  });
  return alice.attachment.submit(tpdu, '');
}

describe('an answer that waits for a report comes when the report cannot', () => {
  const ends: readonly [
    title: string,
    end: (bench: ReturnType<typeof world>, onAir: (answer: RelayAnswer) => void) => void,
  ][] = [
    ['the module has lost the network', ({ network }) => void network.setRegistration(aliceSim.imsi, 2)],
    ['the memory of the module is full', (_bench, onAir) => onAir({ ok: false, cause: 22 })],
  ];
  for (const [title, end] of ends)
    test(title, async () => {
      const bench = world();
      const { clock, network, alice } = bench;
      const first = Promise.withResolvers<RelayAnswer>();
      alice.terminal.receive = () => first.promise;
      network.sendFromOutside({ from: '1', to: aliceSim.number, text: 'on the air' });
      network.setOutcomeRules([{ reports: [{ status: 0, when: 'before-answer' }] }]);
      let answered = false;
      void alice.submit({}).then(() => {
        answered = true;
      });
      await clock.settle();
      assert.equal(answered, false);
      end(bench, first.resolve);
      await clock.settle();
      assert.equal(answered, true);
    });
});

test('of two messages with one reference the second is known when the first has ended', async () => {
  const { clock, network, alice } = world();
  network.setRegistration(bobSim.imsi, 0);
  await alice.submit({ ...toBob, messageReference: 5, validity: { format: 'relative', value: 0 } });
  await alice.submit({ ...toBob, messageReference: 5 });
  await clock.advance(300 * SECOND);
  await command(alice, 0);
  await clock.settle();
  assert.deepEqual(
    alice.reports().map(({ messageReference, status }) => [messageReference, status]),
    [
      [5, 0x46],
      [99, 0x22],
    ],
  );
});

test('a message that is deleted between two attempts leaves no timer', async () => {
  const { clock, network, alice, bob } = world();
  bob.answers.push({ ok: false, cause: 111 });
  await alice.submit({ ...toBob, messageReference: 5 });
  await clock.settle();
  assert.equal(network.pending()[0]?.state, 'retry');
  await command(alice, 2);
  await clock.settle();
  assert.deepEqual([network.pending(), clock.pendingTimers], [[], 0]);
});

test('a message from outside that is refused is tried again', async () => {
  const { clock, network, bob } = world();
  bob.answers.push({ ok: false, cause: 111 }, 'never');
  network.sendFromOutside({ from: '1', to: bobSim.number, text: 'again' });
  await clock.advance(10 * SECOND + 20 * SECOND + 30 * SECOND);
  assert.deepEqual(bob.texts(), ['again', 'again', 'again']);
});

describe('a millisecond is one', () => {
  const airTime = { minimum: 1, maximum: 1 };

  test('on the air to a phone outside, and to a module', async () => {
    const { clock, network, alice, bob } = world({ airTime });
    const phone = network.phone(OUTSIDE);
    void alice.submit({});
    void alice.submit({ ...toBob, messageReference: 2 });
    await clock.advance(1);
    assert.deepEqual([phone.segmentsReceived, bob.received.length], [0, 0]);
    await clock.advance(1);
    assert.deepEqual([phone.segmentsReceived, bob.received.length], [1, 1]);
  });

  test('by which a rule makes a message late', async () => {
    const { clock, network, alice } = world();
    network.setOutcomeRules([{ delivery: { kind: 'late', milliseconds: 1 } }]);
    await alice.submit({});
    await clock.settle();
    assert.equal(network.phone(OUTSIDE).segmentsReceived, 0);
    await clock.advance(1);
    assert.equal(network.phone(OUTSIDE).segmentsReceived, 1);
  });
});

describe('an attachment', () => {
  test('keeps no link open where that is not asked for', async () => {
    const { clock, alice } = world({ airTime: { minimum: 1000, maximum: 1000 } });
    let answered = false;
    void alice.attachment.submit(testSubmit({}), '').then(() => {
      answered = true;
    });
    await clock.advance(999);
    assert.equal(answered, false);
    await clock.advance(1);
    assert.equal(answered, true);
  });

  test('whose SIM another module has now has no say any more', async () => {
    const { clock, network, alice: first } = world();
    const second = attachTestModule(network, aliceSim);
    network.callFromOutside({ from: '', to: aliceSim.number });
    first.attachment.answerCall(1);
    first.attachment.releaseCall(1, 16);
    assert.equal(network.calls()[0]?.state, 'ringing');
    second.attachment.answerCall(1);
    first.attachment.sendTone(1, '1');
    second.attachment.sendTone(1, '2');
    assert.equal(network.calls()[0]?.tones, '2');
    second.answers.push({ ok: false, cause: 22 });
    network.sendFromOutside({ from: '1', to: aliceSim.number, text: 'waits' });
    await clock.settle();
    first.attachment.memoryAvailable();
    first.attachment.detach();
    await clock.settle();
    assert.equal(network.pending()[0]?.state, 'memory-full');
    assert.equal(network.subscribers()[0]?.attached, true);
  });
});
