/** How long, how often and how many: the limits of the service centre. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressText, parseAddress } from '../../codec/address.ts';
import { readDeliver } from '../../codec/read-tpdu.ts';
import { segmentText } from '../../codec/segmentation.ts';
import type { Command } from '../../codec/tpdu.ts';
import { concatenationOf, headerElements } from '../../codec/user-data.ts';
import { relativeValidity } from '../../codec/validity.ts';
import { writeCommand } from '../../codec/write-tpdu.ts';
import {
  aliceSim,
  attachTestModule,
  bobSim,
  createTestNetwork,
  type TestModule,
  testSubmit,
} from '../test-module.ts';
import { judgeAttempt } from './attempt.ts';
import { readOutcomeRules } from './outcome-rule-reader.ts';

const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;
const toBob = { destination: parseAddress(bobSim.number) };
const OUTSIDE = '+491701234567';

function world() {
  const { clock, network } = createTestNetwork();
  const [alice, bob] = [attachTestModule(network, aliceSim), attachTestModule(network, bobSim)];
  return { clock, network, alice, bob };
}

function statuses(module: TestModule): number[] {
  return module.reports().map(report => report.status);
}

function command(fields: Partial<Command>): Uint8Array {
  return writeCommand({
    ...{ kind: 'command', statusReportRequest: true, hasHeader: false, messageReference: 99 },
    ...{ protocolIdentifier: 0, commandType: 0, messageNumber: 5, data: new Uint8Array() },
    destination: parseAddress(OUTSIDE),
    ...fields,
  });
}

test('a module has 20 s, and is tried again after 10 s, 30 s, 1, 5 and 10 minutes, the last again and again', async () => {
  const { clock, alice, bob } = world();
  bob.answers.push(...Array<'never'>(8).fill('never'));
  await alice.submit(toBob);
  await clock.settle();
  const [begin, times] = [clock.now(), [0]];
  for (let second = 10; second <= 2340; second += 10) {
    await clock.advance(10 * SECOND);
    if (bob.received.length > times.length) times.push((clock.now() - begin) / SECOND);
  }
  assert.deepEqual(times, [0, 30, 80, 160, 480, 1100, 1720, 2340]);
});

test('a message that names no validity is kept for three days', async () => {
  const { clock, network, alice } = world();
  network.setRegistration(bobSim.imsi, 0);
  await alice.submit(toBob);
  await clock.advance(3 * DAY - 1);
  assert.deepEqual(statuses(alice), []);
  await clock.advance(1);
  assert.deepEqual(statuses(alice), [0x46]);
});

test('a message that is to be late by all its validity expires', async () => {
  const { clock, network, alice } = world();
  network.setOutcomeRules([{ delivery: { kind: 'late', milliseconds: 300 * SECOND } }]);
  await alice.submit({ validity: relativeValidity(5) });
  await clock.advance(300 * SECOND);
  assert.deepEqual([statuses(alice), network.phone(OUTSIDE).segmentsReceived], [[0x46], 0]);
});

test('a network that is closed leaves no timer of what it holds back', async () => {
  const { clock, network, alice } = world();
  network.setOutcomeRules([{ delivery: { kind: 'late', milliseconds: 300 * SECOND } }]);
  await alice.submit({});
  await clock.settle();
  assert.equal(clock.pendingTimers, 1);
  network.close();
  assert.equal(clock.pendingTimers, 0);
});

test('a message is what its sender made it, with the number of the sender and the time of the service centre', async () => {
  const { clock, network, alice, bob } = world();
  network.setServiceCentreClockOffset(7 * SECOND);
  await alice.submit({ ...toBob, replyPath: true, protocolIdentifier: 0x41 });
  await clock.settle();
  const { userData: _, originator, ...deliver } = readDeliver(bob.received[0] ?? new Uint8Array());
  assert.equal(addressText(originator), aliceSim.number);
  assert.deepEqual(deliver, {
    ...{ kind: 'deliver', moreMessagesWaiting: false, loopPrevention: false, statusReportIndication: false },
    ...{ replyPath: true, protocolIdentifier: 0x41 },
    timeStamp: { at: clock.now() + 7 * SECOND, zoneQuarters: 0 },
  });
});

test('the answer to a submit waits for its report, which waits for what is on the air', async () => {
  const { clock, network } = createTestNetwork({ airTime: { minimum: 1000, maximum: 1000 } });
  const alice = attachTestModule(network, aliceSim);
  network.setOutcomeRules([{ reports: [{ status: 0, when: 'before-answer' }] }]);
  network.sendFromOutside({ from: '1', to: aliceSim.number, text: 'first' });
  let answered = false;
  void alice.submit({}).then(() => {
    answered = true;
  });
  await clock.advance(1249);
  assert.deepEqual([alice.texts(), statuses(alice), answered], [['first'], [0], false]);
  await clock.advance(1);
  assert.equal(answered, true);
});

test('a millisecond on the air is one', async () => {
  const { clock, network } = createTestNetwork({ airTime: { minimum: 1, maximum: 1 } });
  const alice = attachTestModule(network, aliceSim);
  let answered = false;
  void alice.submit({}).then(() => {
    answered = true;
  });
  await clock.advance(0.9);
  assert.equal(answered, false);
  await clock.advance(0.1);
  assert.equal(answered, true);
});

test('without a schedule the next attempt comes at once', () => {
  const verdict = judgeAttempt({ ok: 'timeout' }, 1, { retrySchedule: [], singleShot: false });
  assert.deepEqual(verdict, { next: 'retry', after: 0 });
});

test('what expires on the air ends with the module that goes', async () => {
  const { clock, network, alice, bob } = world();
  bob.answers.push('never');
  const octets = Uint8Array.of(0x02, 5, 0, 0, 0, 0, 0);
  const validity = { format: 'enhanced', singleShot: false, milliseconds: 5 * SECOND, octets } as const;
  await alice.submit({ ...toBob, validity });
  await clock.advance(6 * SECOND);
  assert.deepEqual([network.pending().length, statuses(alice)], [1, []]);
  bob.attachment.detach();
  await clock.settle();
  assert.deepEqual([network.pending(), statuses(alice)], [[], [0x46]]);
});

test('a report that the module took without a notice is on record as such', async () => {
  const { clock, network, alice } = world();
  alice.answers.push({ ok: true, forgotten: true });
  await alice.submit({ messageReference: 1 });
  await clock.settle();
  await alice.submit({ messageReference: 2 });
  await clock.settle();
  assert.deepEqual(
    network.carried({ kind: 'status-report' }).map(({ reference, forgotten }) => [reference, forgotten]),
    [
      [1, true],
      [2, undefined],
    ],
  );
});

describe('a message is deleted no more (23.040 9.2.3.19)', () => {
  test('once a module is being handed it', async () => {
    const { clock, alice, bob } = world();
    bob.answers.push('never');
    await alice.submit({ ...toBob, messageReference: 5 });
    await clock.settle();
    const deletion = command({ commandType: 2, ...toBob });
    assert.equal((await alice.attachment.submit(deletion, '')).ok, false);
    await clock.advance(30 * SECOND);
    assert.deepEqual(bob.texts(), ['hello', 'hello']);
  });

  test('once a phone outside has it', async () => {
    const { clock, network, alice } = world();
    const answers: Promise<{ ok: boolean | 'silence' }>[] = [];
    network.phone(OUTSIDE).onMessage(() => {
      answers.push(alice.attachment.submit(command({ commandType: 2 }), ''));
    });
    await alice.submit({ messageReference: 5 });
    await clock.settle();
    assert.deepEqual(await Promise.all(answers).then(found => found.map(({ ok }) => ok)), [false]);
    assert.deepEqual(statuses(alice), [0]);
  });
});

test('an enquiry knows the last 1,000 messages that ended', async () => {
  const { clock, network, alice } = world();
  const numbers = [...Array.from({ length: 1000 }, (_, at) => at), 0, 1000];
  for (const count of numbers) {
    const fields = {
      destination: parseAddress(`+49${count}`),
      statusReportRequest: false,
      messageReference: 5,
    };
    await alice.attachment.submit(testSubmit(fields), '');
  }
  await clock.settle();
  assert.equal(network.counters().submit, 1002);
  for (const number of ['+490', '+491', '+491000'])
    await alice.attachment.submit(command({ destination: parseAddress(number) }), '');
  await clock.settle();
  assert.deepEqual(statuses(alice), [0, 0x49, 0]);
});

test('references of long messages from outside begin again after 255', async () => {
  const { clock, network, alice } = world();
  const references: (number | undefined)[] = [];
  for (let count = 1; count <= 257; count += 1) {
    network.sendFromOutside({ from: '1', to: aliceSim.number, text: 'x'.repeat(161) });
    await clock.settle();
    const tpdu = alice.received.at(-1) ?? new Uint8Array();
    references.push(concatenationOf(headerElements(readDeliver(tpdu).userData))?.reference);
  }
  assert.deepEqual([references[0], ...references.slice(-3)], [1, 255, 0, 1]);
});

test('a phone outside sees the class of a message', async () => {
  const { clock, network, alice } = world();
  const [userData] = segmentText('flash', { reference: 1, messageClass: 0 });
  assert.ok(userData);
  await alice.submit({ userData });
  await alice.submit({ text: 'none' });
  await clock.settle();
  assert.deepEqual(
    network
      .phone(OUTSIDE)
      .inbox()
      .map(({ messageClass, alphabet, segments }) => [messageClass, alphabet, segments]),
    [
      [0, 'gsm7', 1],
      [undefined, 'gsm7', 1],
    ],
  );
});

describe('an attachment without a usable SIM', () => {
  test('has no service of any kind', async () => {
    const { network, alice } = world();
    const attachment = network.attach(undefined, alice.terminal);
    const string = { coding: 15, octets: new Uint8Array() };
    assert.deepEqual(
      [attachment.ussd(string), attachment.endUssd(), attachment.dial('112'), attachment.forwardings()],
      [false, false, undefined, {}],
    );
    const { registration, rssi, plmn, operatorName, locationAreaCode, cellIdentity } = attachment;
    assert.deepEqual(
      [registration, rssi, plmn, operatorName, locationAreaCode, cellIdentity],
      [0, 20, '00101', 'Test Network', 1, 1],
    );
  });

  test('nor has one whose module went away', async () => {
    const { network, alice } = world();
    const { attachment } = alice;
    attachment.forwardCalls('busy', '+491');
    attachment.detach();
    attachment.forwardCalls('busy', '+492');
    assert.deepEqual(network.forwardings(aliceSim.imsi), { busy: '+491' });
    const string = { coding: 15, octets: new Uint8Array() };
    assert.deepEqual(
      [attachment.ussd(string), attachment.endUssd(), attachment.dial('112')],
      [false, false, undefined],
    );
  });
});

describe('rules from JSON are taken at their bounds, and refused beyond them', () => {
  const rows: readonly [name: string, rule: (value: number) => object, taken: number[], refused: number[]][] =
    [
      ['times', times => ({ times }), [0, Number.MAX_SAFE_INTEGER], [-1, 0.5]],
      ['cause', cause => ({ answer: { kind: 'refuse', cause } }), [1, 127], [0, 128]],
      [
        'failureCause',
        failureCause => ({ answer: { kind: 'refuse', cause: 1, failureCause } }),
        [128, 255],
        [127, 256],
      ],
      ['status', status => ({ reports: [{ status, when: 'delivered' }] }), [0, 255], [-1, 256]],
      [
        'milliseconds',
        milliseconds => ({ delivery: { kind: 'late', milliseconds } }),
        [0, 0.5],
        [-1, Number.POSITIVE_INFINITY],
      ],
      [
        'afterMilliseconds',
        afterMilliseconds => ({ reports: [{ status: 0, when: { afterMilliseconds } }] }),
        [0, 0.5],
        [-1, Number.NaN],
      ],
    ];
  for (const [name, rule, taken, refused] of rows)
    test(name, () => {
      const isTaken = (value: number) => readOutcomeRules([rule(value)]).ok;
      assert.deepEqual([...taken, ...refused].filter(isTaken), taken);
    });
});
