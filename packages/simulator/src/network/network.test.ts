import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAddress } from '../codec/address.ts';
import { createBoundedList } from './bounded-list.ts';
import type { CarriedMessage } from './carried-record.ts';
import { createNetwork } from './index.ts';
import { createTestClock } from './test-clock.ts';
import { aliceSim, attachTestModule, bobSim, createTestNetwork } from './test-module.ts';
import { afterAnyTime } from './timers.ts';

const OUTSIDE = '+491701234567';

test('a message to a phone outside arrives, and its report comes back after the answer', async () => {
  const { clock, network } = createTestNetwork();
  const alice = attachTestModule(network, aliceSim);
  const answer = await alice.submit({ text: 'hello', messageReference: 7 });
  assert.equal(answer.ok, true);
  assert.equal(alice.received.length, 0);
  await clock.settle();
  const [message] = network.phone(OUTSIDE).inbox();
  assert.equal(message?.from, aliceSim.number);
  assert.equal(message?.text, 'hello');
  assert.deepEqual(
    alice.reports().map(({ messageReference, status }) => [messageReference, status]),
    [[7, 0]],
  );
});

test('a phone outside calls back behind each whole message, until that is ended', async () => {
  const { clock, network } = createTestNetwork();
  const alice = attachTestModule(network, aliceSim);
  const phone = network.phone(OUTSIDE);
  const seen: number[] = [];
  const stop = phone.onMessage(() => seen.push(phone.inbox().length));
  await alice.submit({ text: 'one', messageReference: 1 });
  await alice.submit({ text: 'two', messageReference: 2 });
  await clock.settle();
  stop();
  await alice.submit({ text: 'three', messageReference: 3 });
  await clock.settle();
  assert.deepEqual([seen, phone.inbox().length], [[1, 2], 3]);
});

test('a message between two subscribers arrives as SMS-DELIVER, by whatever form of the number', async () => {
  const { clock, network } = createTestNetwork();
  const alice = attachTestModule(network, aliceSim);
  const bob = attachTestModule(network, bobSim);
  for (const number of [bobSim.number, bobSim.number.slice(1), bobSim.number.replace('+', '00')]) {
    await alice.submit({ text: number, destination: parseAddress(number) });
  }
  await clock.settle();
  assert.deepEqual(bob.texts(), [bobSim.number, bobSim.number.slice(1), bobSim.number.replace('+', '00')]);
  assert.deepEqual(network.phones(), []);
});

test('a message to oneself', async () => {
  const { clock, network } = createTestNetwork();
  const alice = attachTestModule(network, aliceSim);
  await alice.submit({ text: 'note', destination: parseAddress(aliceSim.number) });
  await clock.settle();
  assert.deepEqual(alice.texts(), ['note']);
  assert.deepEqual(
    alice.reports().map(report => report.status),
    [0],
  );
});

describe('air time', () => {
  const airTime = { minimum: 1000, maximum: 3000 };
  const cases: readonly [
    name: string,
    options: Parameters<typeof createTestNetwork>[0],
    linkKept: boolean,
    ms: number,
  ][] = [
    ['between minimum and maximum', { airTime }, false, 2000],
    ['half of it on a kept link', { airTime }, true, 1000],
    ['the share that is set on a kept link', { airTime: { ...airTime, linkKept: 0.75 } }, true, 1500],
    ['the shortest', { airTime, random: () => 0 }, false, 1000],
  ];
  for (const [name, options, linkKept, milliseconds] of cases) {
    test(`${name}: ${milliseconds} ms`, async () => {
      const { clock, network } = createTestNetwork(options);
      const alice = attachTestModule(network, aliceSim);
      let answered = false;
      void alice.submit({}, linkKept).then(() => {
        answered = true;
      });
      await clock.advance(milliseconds - 1);
      assert.equal(answered, false);
      await clock.advance(1);
      assert.equal(answered, true);
    });
  }

  test('1 to 4 s where nothing is set; delivery and report take theirs', async () => {
    const clock = createTestClock();
    const network = createNetwork({ clock, random: () => 0.5 });
    const alice = attachTestModule(network, aliceSim);
    void alice.submit({});
    await clock.advance(2499);
    assert.equal(network.phone(OUTSIDE).segmentsReceived, 0);
    await clock.advance(1 + 2500);
    assert.equal(network.phone(OUTSIDE).segmentsReceived, 1);
    assert.equal(alice.received.length, 0);
    await clock.advance(2500);
    assert.equal(alice.received.length, 1);
  });

  test('instant: no timer before the answer, and it can be chosen while running', async () => {
    const { clock, network } = createTestNetwork({ airTime });
    const alice = attachTestModule(network, aliceSim);
    network.setAirTime('instant');
    const answer = alice.submit({});
    assert.equal(clock.pendingTimers, 0);
    assert.equal((await answer).ok, true);
  });
});

describe('a module that goes away in the middle of a submit hears nothing', () => {
  for (const [passed, carried] of [
    [1000, 0],
    [1700, 1],
  ] as const) {
    test(`after ${passed} of 2000 ms: carried ${carried}`, async () => {
      const { clock, network } = createTestNetwork({ airTime: { minimum: 2000, maximum: 2000 } });
      const alice = attachTestModule(network, aliceSim);
      const answer = alice.submit({});
      await clock.advance(passed);
      alice.attachment.detach();
      await clock.advance(2000);
      assert.deepEqual(await answer, { ok: 'silence' });
      assert.equal(network.counters().submit, carried);
    });
  }

  test('losing registration on the way up loses the message', async () => {
    const { clock, network } = createTestNetwork({ airTime: { minimum: 2000, maximum: 2000 } });
    const alice = attachTestModule(network, aliceSim);
    const answer = alice.submit({});
    await clock.advance(1000);
    network.setRegistration(aliceSim.imsi, 2);
    await clock.advance(1000);
    assert.deepEqual(await answer, { ok: 'silence' });
    assert.deepEqual(network.carried(), []);
  });
});

describe('what a module sees of the network', () => {
  test('signal, operator and cell, as they are set', () => {
    const { network } = createTestNetwork();
    const { attachment, signals } = attachTestModule(network, aliceSim);
    const shown = () => {
      const { registration, rssi, plmn, operatorName, locationAreaCode, cellIdentity, accessTechnology } =
        attachment;
      return [registration, rssi, plmn, operatorName, locationAreaCode, cellIdentity, accessTechnology];
    };
    assert.deepEqual(shown(), [1, 20, '00101', 'Test Network', 1, 1, 0]);
    assert.equal(network.setSignal(aliceSim.imsi, 31), true);
    network.setOperator(aliceSim.imsi, { plmn: '26201', name: 'Elsewhere' });
    network.setCell(aliceSim.imsi, { cellIdentity: 0x1234, accessTechnology: 7 });
    network.setRegistration(aliceSim.imsi, 5);
    assert.deepEqual(shown(), [5, 31, '26201', 'Elsewhere', 1, 0x1234, 7]);
    assert.deepEqual(signals, [31]);
    assert.deepEqual(
      network.subscribers().map(({ imsi, attached, rssi }) => [imsi, attached, rssi]),
      [[aliceSim.imsi, true, 31]],
    );
  });

  test('an IMSI that is not known, and a signal that is none, are refused', () => {
    const { network } = createTestNetwork();
    assert.equal(network.setRegistration('999', 1), false);
    assert.equal(network.setSignal('999', 1), false);
    network.provision(aliceSim);
    for (const rssi of [-1, 32, 1.5, 98]) {
      assert.throws(() => network.setSignal(aliceSim.imsi, rssi), RangeError, `${rssi}`);
    }
  });

  test('a SIM with a new number is reached under the new one only', async () => {
    const { clock, network } = createTestNetwork();
    attachTestModule(network, aliceSim);
    const bob = attachTestModule(network, { ...bobSim, number: '+999' });
    network.provision(bobSim);
    assert.equal(network.sendFromOutside({ from: '1', to: '+999', text: 'old' }).ok, false);
    network.sendFromOutside({ from: '1', to: bobSim.number, text: 'new' });
    await clock.settle();
    assert.deepEqual(bob.texts(), ['new']);
  });
});

describe('the record of what was carried', () => {
  test('submit, deliver and report of one message bear its number; a repeat is a record of its own', async () => {
    const { clock, network } = createTestNetwork();
    const alice = attachTestModule(network, aliceSim);
    const seen: CarriedMessage[] = [];
    const stop = network.onCarried(message => seen.push(message));
    attachTestModule(network, bobSim);
    const submit = { destination: parseAddress(bobSim.number), messageReference: 3 };
    await alice.submit(submit);
    await clock.settle();
    stop();
    await alice.submit(submit);
    await clock.settle();
    const shown = network.carried().map(({ kind, messageId, from, to, reference, status, text }) => {
      return [kind, messageId, from, to, reference, status, text].filter(value => value !== undefined);
    });
    assert.deepEqual(shown.slice(0, 3), [
      ['submit', 1, aliceSim.number, bobSim.number, 3, 'hello'],
      ['deliver', 1, aliceSim.number, bobSim.number, 'hello'],
      ['status-report', 1, bobSim.number, aliceSim.number, 3, 0],
    ]);
    assert.deepEqual(seen, network.carried({ limit: 3 }));
    assert.deepEqual(
      network.carried({ kind: 'submit', from: aliceSim.number, reference: 3 }).map(({ id }) => id),
      [1, 4],
    );
    assert.deepEqual(
      network.carried({ afterId: 3, imsi: bobSim.imsi }).map(({ id }) => id),
      [5],
    );
    assert.deepEqual(network.counters(), {
      submit: 2,
      command: 0,
      deliver: 2,
      'status-report': 2,
      refused: 0,
      unanswered: 0,
      attempts: 4,
    });
  });

  test('it keeps the last ones and counts all, until it is cleared', async () => {
    const { clock, network } = createTestNetwork({ recordLimit: 3 });
    const alice = attachTestModule(network, aliceSim);
    for (let reference = 0; reference < 10; reference += 1) {
      await alice.submit({ messageReference: reference, statusReportRequest: false });
    }
    await clock.settle();
    assert.deepEqual(
      network.carried().map(({ reference }) => reference),
      [7, 8, 9],
    );
    assert.equal(network.counters().submit, 10);
    assert.equal(network.phone(OUTSIDE).inbox().length, 3);
    network.clear();
    assert.deepEqual(
      [network.carried(), network.counters().submit, network.phone(OUTSIDE).inbox()],
      [[], 0, []],
    );
  });

  for (const [limit, kept] of [
    [0, []],
    [2, [8, 9]],
    [Number.POSITIVE_INFINITY, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ] as const) {
    test(`a list of ${limit} keeps ${kept.length} of ten`, () => {
      const list = createBoundedList<number>(limit);
      for (let item = 0; item < 10; item += 1) list.add(item);
      assert.deepEqual(list.items(), kept);
    });
  }
});

test('a timer of any length runs once, and can be cancelled', async () => {
  const clock = createTestClock();
  const ran: number[] = [];
  const long = 2 ** 31 + 10_000;
  afterAnyTime(clock, long, () => ran.push(clock.now()));
  const cancel = afterAnyTime(clock, long, () => ran.push(-1));
  const start = clock.now();
  await clock.advance(2 ** 31);
  cancel();
  await clock.advance(20_000);
  assert.deepEqual(ran, [start + long]);
  assert.equal(clock.pendingTimers, 0);
});

test('no timer is longer than one of JavaScript can be: 2^31 - 1 ms', () => {
  const asked: number[] = [];
  const after = (time: number) => {
    asked.push(time);
    return () => {};
  };
  const clock = { ...createTestClock(), after };
  for (const time of [2 ** 31 - 1, 2 ** 31, 2 ** 33]) afterAnyTime(clock, time, () => {});
  assert.deepEqual(asked, [2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31 - 1]);
});
