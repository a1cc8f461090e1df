import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressText, parseAddress } from '../../codec/address.ts';
import type { Submit } from '../../codec/tpdu.ts';
import { relativeValidity } from '../../codec/validity.ts';
import { aliceSim, attachTestModule, bobSim, createTestNetwork } from '../test-module.ts';
import type { OutcomeRule } from './outcome-rules.ts';

const SECOND = 1000;
const OUTSIDE = '+491701234567';

async function afterSubmit(rule: OutcomeRule, submit: Partial<Submit> = {}) {
  const { clock, network } = createTestNetwork();
  const alice = attachTestModule(network, aliceSim);
  network.setOutcomeRules([rule]);
  const answer = await alice.submit({ messageReference: 42, ...submit });
  const beforeAnswer = alice.reports().map(report => report.status);
  await clock.settle();
  const statuses = () => alice.reports().map(report => report.status);
  return { clock, network, alice, answer, beforeAnswer, statuses };
}

test('a report names the message as it was submitted', async () => {
  const { clock, network } = createTestNetwork({ zoneQuarters: 4 });
  const alice = attachTestModule(network, aliceSim);
  network.setServiceCentreClockOffset(90 * SECOND);
  network.setOutcomeRules([{ delivery: { kind: 'late', milliseconds: 7 * SECOND } }]);
  const submitted = clock.now();
  await alice.submit({ messageReference: 42, destination: parseAddress('00491701234567') });
  await clock.advance(7 * SECOND);
  const [report] = alice.reports();
  assert.equal(report?.messageReference, 42);
  assert.equal(report && addressText(report.recipient), '00491701234567');
  assert.deepEqual(report?.timeStamp, { at: submitted + 90 * SECOND, zoneQuarters: 4 });
  assert.deepEqual(report?.dischargeTime, { at: submitted + 97 * SECOND, zoneQuarters: 4 });
  assert.equal(report?.answersCommand, false);
});

test('without TP-SRR there is no report, whatever the plan', async () => {
  const { beforeAnswer, statuses } = await afterSubmit(
    {
      reports: [
        { status: 0, when: 'before-answer' },
        { status: 0, when: 'delivered' },
      ],
    },
    { statusReportRequest: false },
  );
  assert.deepEqual([...beforeAnswer, ...statuses()], []);
});

describe('plans of reports', () => {
  const cases: readonly [
    name: string,
    rule: OutcomeRule,
    before: number[],
    soon: number[],
    later: number[],
  ][] = [
    ['none given', {}, [], [0], [0]],
    ['never', { reports: [] }, [], [], []],
    [
      'twice',
      {
        reports: [
          { status: 0, when: 'delivered' },
          { status: 0, when: 'delivered' },
        ],
      },
      [],
      [0, 0],
      [0, 0],
    ],
    ['before the answer', { reports: [{ status: 0, when: 'before-answer' }] }, [0], [0], [0]],
    [
      'before the answer and again',
      {
        reports: [
          { status: 0, when: 'before-answer' },
          { status: 0, when: 'delivered' },
        ],
      },
      [0],
      [0, 0],
      [0, 0],
    ],
    ['late', { reports: [{ status: 0, when: { afterMilliseconds: 60 * SECOND } }] }, [], [], [0]],
    [
      'temporary, then delivered',
      {
        delivery: { kind: 'late', milliseconds: 60 * SECOND },
        reports: [
          { status: 0x20, when: { afterMilliseconds: SECOND } },
          { status: 0, when: 'delivered' },
        ],
      },
      [],
      [],
      [0x20, 0],
    ],
    [
      'temporary, then permanent',
      {
        delivery: { kind: 'never' },
        reports: [
          { status: 0x25, when: { afterMilliseconds: SECOND } },
          { status: 0x41, when: { afterMilliseconds: 2 * SECOND } },
        ],
      },
      [],
      [],
      [0x25, 0x41],
    ],
    ['delivered late', { delivery: { kind: 'late', milliseconds: 60 * SECOND } }, [], [], [0]],
  ];
  for (const [name, rule, before, soon, later] of cases) {
    test(name, async () => {
      const { clock, beforeAnswer, statuses } = await afterSubmit(rule);
      assert.deepEqual(beforeAnswer, before, 'before the answer');
      assert.deepEqual(statuses(), soon, 'at once');
      await clock.advance(60 * SECOND);
      assert.deepEqual(statuses(), later, 'later');
    });
  }
});

describe('a step with a permanent status ends the message', () => {
  for (const when of ['before-answer', { afterMilliseconds: SECOND }] as const) {
    test(JSON.stringify(when), async () => {
      const { clock, network, statuses } = await afterSubmit({
        delivery: { kind: 'late', milliseconds: 2 * SECOND },
        reports: [{ status: 0x43, when }],
      });
      await clock.advance(60 * SECOND);
      assert.deepEqual(statuses(), [0x43]);
      assert.deepEqual(network.pending(), []);
      assert.equal(network.phone(OUTSIDE).segmentsReceived, 0);
    });
  }
});

test('a report before the answer also comes first when the air takes its time', async () => {
  const { clock, network } = createTestNetwork({ airTime: { minimum: 2000, maximum: 2000 } });
  const alice = attachTestModule(network, aliceSim);
  network.setOutcomeRules([{ reports: [{ status: 0, when: 'before-answer' }] }]);
  const events: string[] = [];
  const receive = alice.terminal.receive;
  alice.terminal.receive = (tpdu, serviceCentre) => {
    events.push('report');
    return receive(tpdu, serviceCentre);
  };
  void alice.submit({}).then(answer => events.push(`answer ${answer.ok}`));
  await clock.advance(1500);
  assert.deepEqual(events, ['report']);
  await clock.advance(500);
  assert.deepEqual(events, ['report', 'answer true']);
});

test('the answer does not wait for a report that cannot be handed over', async () => {
  const { network, alice, clock } = await afterSubmit({});
  alice.answers.push({ ok: false, cause: 22 });
  await alice.submit({ messageReference: 43 });
  await clock.settle();
  network.setOutcomeRules([{ reports: [{ status: 0, when: 'before-answer' }] }]);
  assert.equal((await alice.submit({ messageReference: 44 })).ok, true);
  await clock.settle();
  assert.deepEqual(
    network.pending().map(({ state }) => state),
    ['memory-full', 'memory-full'],
  );
});

test('nor for one that expires before the module can take it', async () => {
  const { clock, network } = createTestNetwork({ defaultValidity: 15 * SECOND });
  const alice = attachTestModule(network, aliceSim);
  alice.answers.push('never');
  network.sendFromOutside({ from: '1', to: aliceSim.number, text: 'on the air', validity: 60 * SECOND });
  await clock.settle();
  network.setOutcomeRules([{ reports: [{ status: 0, when: 'before-answer' }] }]);
  let answered = false;
  void alice.submit({}).then(() => {
    answered = true;
  });
  await clock.advance(15 * SECOND - 1);
  assert.equal(answered, false);
  await clock.advance(1);
  assert.deepEqual([answered, alice.reports()], [true, []]);
});

describe('answers by rule', () => {
  test('a refusal carries cause and TP-FCS, and nothing is carried', async () => {
    const { answer, network } = await afterSubmit({
      answer: { kind: 'refuse', cause: 21, failureCause: 0xc0 },
    });
    assert.equal(answer.ok, false);
    assert.equal(answer.ok === false && answer.cause, 21);
    assert.equal(answer.ok === false && answer.report?.[1], 0xc0);
    assert.deepEqual(network.carried(), []);
    assert.equal(network.counters().refused, 1);
  });

  test('a refusal without TP-FCS carries no report', async () => {
    const { answer } = await afterSubmit({ answer: { kind: 'refuse', cause: 38 } });
    assert.deepEqual(answer, { ok: false, cause: 38 });
  });

  for (const carried of [true, false]) {
    test(`silence, ${carried ? 'carried all the same' : 'not carried'}`, async () => {
      const { answer, network, statuses } = await afterSubmit({ answer: { kind: 'silence', carried } });
      assert.deepEqual(answer, { ok: 'silence' });
      assert.equal(network.carried({ kind: 'submit' }).length, Number(carried));
      assert.equal(network.phone(OUTSIDE).inbox().length, Number(carried));
      assert.deepEqual(statuses(), carried ? [0] : []);
      assert.equal(network.counters().unanswered, 1);
    });
  }
});

describe('delivery by rule', () => {
  test('never: it ends with its validity', async () => {
    const { clock, network, statuses } = await afterSubmit(
      { delivery: { kind: 'never' } },
      { validity: relativeValidity(5) },
    );
    assert.deepEqual(
      network.pending().map(({ attempts, state, to }) => ({ attempts, state, to })),
      [{ attempts: 0, state: 'held', to: OUTSIDE }],
    );
    await clock.advance(300 * SECOND);
    assert.deepEqual(statuses(), [0x46]);
    assert.equal(clock.pendingTimers, 0);
  });

  test('late beyond the validity: it expires', async () => {
    const { clock, network, statuses } = await afterSubmit(
      { delivery: { kind: 'late', milliseconds: 600 * SECOND } },
      { validity: relativeValidity(5), destination: parseAddress(bobSim.number) },
    );
    const bob = attachTestModule(network, bobSim);
    await clock.advance(600 * SECOND);
    assert.deepEqual(statuses(), [0x46]);
    assert.deepEqual(bob.texts(), []);
  });

  test('late to a subscriber', async () => {
    const { clock, network, statuses } = await afterSubmit(
      { match: { to: bobSim.number }, delivery: { kind: 'late', milliseconds: 600 * SECOND } },
      { destination: parseAddress(bobSim.number) },
    );
    const bob = attachTestModule(network, bobSim);
    await clock.advance(600 * SECOND - 1);
    assert.deepEqual(bob.texts(), []);
    await clock.advance(1);
    assert.deepEqual(bob.texts(), ['hello']);
    assert.deepEqual(statuses(), [0]);
  });
});
