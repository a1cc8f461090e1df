import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeIncomingMessages, judgeOutgoingMessages, type SaidOutgoing } from './judge.ts';
import { incomingMessage, type OutgoingMessage, outgoingMessage } from './traffic.ts';

const single = outgoingMessage(0);
const long = outgoingMessage(9);
const unreported = outgoingMessage(11);
const shared = outgoingMessage(7);

function said(message: OutgoingMessage, change: Partial<SaidOutgoing> = {}): SaidOutgoing {
  return {
    ...{
      id: message.id,
      status: 'DELIVERED',
      reason: '',
      inDoubt: false,
      count: 1,
      succCount: 1,
    },
    ...change,
  };
}

/** Cut at 153 septets, as a long message is. */
function segmentsOf({ to, text }: OutgoingMessage) {
  return (text.match(/.{1,153}/gs) ?? []).map(part => ({ to, text: part }));
}

const failed = { status: 'FAILED', reason: 'in doubt', succCount: 0 } as const;

describe('the verdict over a message that was sent', () => {
  const cases: {
    name: string;
    message: OutgoingMessage;
    rows: SaidOutgoing[];
    carried: { to: string; text: string }[];
    violation?: RegExp;
  }[] = [
    { name: 'delivered, carried once', message: single, rows: [said(single)], carried: segmentsOf(single) },
    {
      name: 'all segments of a long one',
      message: long,
      rows: [said(long, { count: 4, succCount: 4 })],
      carried: segmentsOf(long).toReversed(),
    },
    {
      name: 'delivered, not carried',
      message: single,
      rows: [said(single)],
      carried: [],
      violation: /carried: none/,
    },
    {
      name: 'delivered, a segment missing',
      message: long,
      rows: [said(long, { count: 4, succCount: 4 })],
      carried: segmentsOf(long).slice(1),
      violation: /carried: part/,
    },
    {
      name: 'carried twice',
      message: single,
      rows: [said(single)],
      carried: [...segmentsOf(single), ...segmentsOf(single)],
      violation: /1 segments carried twice/,
    },
    { name: 'lost', message: single, rows: [], carried: [], violation: /known 0 times/ },
    {
      name: 'accepted twice',
      message: single,
      rows: [said(single), said(single)],
      carried: segmentsOf(single),
      violation: /known 2 times/,
    },
    { name: 'in doubt, not carried', message: single, rows: [said(single, failed)], carried: [] },
    {
      name: 'in doubt though its report came',
      message: single,
      rows: [said(single, failed)],
      carried: segmentsOf(single),
      violation: /carried and reported/,
    },
    {
      name: 'in doubt, carried, no report asked',
      message: unreported,
      rows: [said(unreported, failed)],
      carried: segmentsOf(unreported),
    },
    {
      name: 'in doubt, carried, others to the same number',
      message: shared,
      rows: [said(shared, failed)],
      carried: segmentsOf(shared),
    },
    {
      name: 'not ended yet, in doubt',
      message: single,
      rows: [said(single, { status: 'SENDING', inDoubt: true, succCount: 0 })],
      carried: [],
    },
    {
      name: 'never ended',
      message: single,
      rows: [said(single, { status: 'SENDING', succCount: 0 })],
      carried: [],
      violation: /is SENDING/,
    },
    {
      name: 'failed for another reason',
      message: single,
      rows: [said(single, { status: 'FAILED', reason: 'refused' })],
      carried: [],
      violation: /is FAILED: refused/,
    },
  ];
  for (const { name, message, rows, carried, violation } of cases) {
    test(name, () => {
      const { violations } = judgeOutgoingMessages([message], rows, carried);
      if (violation === undefined) assert.deepEqual(violations, []);
      else assert.match(violations.join('\n'), violation);
    });
  }

  test('in doubt though carried: excused where a module forgot its report, and only there', () => {
    const rows = [said(single, failed)];
    const judge = (...forgotten: string[]) =>
      judgeOutgoingMessages([single], rows, segmentsOf(single), { forgotten: new Set(forgotten) }).violations
        .length;
    assert.deepEqual([judge(), judge('+1'), judge(single.to)], [1, 1, 0]);
  });

  test('what nobody sent is told', () => {
    const { violations } = judgeOutgoingMessages([], [], segmentsOf(single));
    assert.match(violations.join(), /nobody sent/);
  });

  test('what was refused must be neither stored nor carried; what had no answer may be both', () => {
    const rows = [said(single, { status: 'SENT_OK' })];
    const refused = judgeOutgoingMessages([], rows, segmentsOf(single)).violations;
    assert.equal(refused.length, 2);
    const excuses = { mayBe: [single] };
    assert.deepEqual(judgeOutgoingMessages([], rows, segmentsOf(single), excuses).violations, []);
    assert.deepEqual(judgeOutgoingMessages([], [], [], excuses).violations, []);
    // Carried and yet unknown: it was forgotten.
    assert.equal(judgeOutgoingMessages([], [], segmentsOf(single), excuses).violations.length, 1);
  });

  test('doubts are counted by what the network carried', () => {
    const messages = [single, unreported];
    const rows = messages.map(message => said(message, failed));
    const { doubtfulCarried, doubtfulNotCarried } = judgeOutgoingMessages(
      messages,
      rows,
      segmentsOf(unreported),
    );
    assert.deepEqual({ doubtfulCarried, doubtfulNotCarried }, { doubtfulCarried: 1, doubtfulNotCarried: 1 });
  });
});

describe('the verdict over a message that was received', () => {
  const message = incomingMessage(19, 4);
  const row = { number: message.from, port: message.port, text: message.text };
  const cases = [
    { name: 'stored once', rows: [row], violation: undefined },
    { name: 'lost', rows: [], violation: /stored 0 times/ },
    { name: 'stored twice', rows: [row, row], violation: /stored 2 times/ },
    { name: 'stored in part', rows: [{ ...row, text: 'inc' }], violation: /stored as/ },
    { name: 'stored at another port', rows: [{ ...row, port: 0 }], violation: /stored as/ },
    { name: 'sent by nobody', rows: [row, { ...row, number: '+1' }], violation: /nobody sent/ },
  ];
  for (const { name, rows, violation } of cases) {
    test(name, () => {
      const wrong = judgeIncomingMessages([message], rows).join('\n');
      if (violation === undefined) assert.equal(wrong, '');
      else assert.match(wrong, violation);
    });
  }
});
