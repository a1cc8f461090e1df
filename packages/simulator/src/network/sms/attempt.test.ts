import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { writeDeliverReport } from '../../codec/write-tpdu.ts';
import { type AttemptResult, type AttemptVerdict, judgeAttempt } from './attempt.ts';

const retrySchedule = [10, 30, 60];

function refusedWith(cause: number, failureCause: number): AttemptResult {
  const report = writeDeliverReport({ kind: 'deliver-report', failureCause, parameters: {} });
  return { ok: false, cause, report };
}

describe('what an attempt means for the message', () => {
  const full: AttemptVerdict = { next: 'wait-for-memory' };
  const cases: readonly [name: string, result: AttemptResult, attempts: number, verdict: AttemptVerdict][] = [
    ['RP-ACK', { ok: true }, 1, { next: 'delivered' }],
    ['RP-ERROR 22', { ok: false, cause: 22 }, 1, full],
    ['TP-FCS storage full', refusedWith(111, 0xd0), 1, full],
    ['TP-FCS memory capacity exceeded', refusedWith(111, 0xd3), 1, full],
    ['TP-FCS error in the module', refusedWith(111, 0xd2), 1, { next: 'retry', after: 10 }],
    [
      'a report that cannot be read',
      { ok: false, cause: 111, report: new Uint8Array() },
      1,
      { next: 'retry', after: 10 },
    ],
    ['RP-ERROR 111', { ok: false, cause: 111 }, 2, { next: 'retry', after: 30 }],
    ['no answer', { ok: 'timeout' }, 3, { next: 'retry', after: 60 }],
    ['no answer, schedule at its end', { ok: 'timeout' }, 9, { next: 'retry', after: 60 }],
  ];
  for (const [name, result, attempts, verdict] of cases) {
    test(`${name}, attempt ${attempts}: ${verdict.next}`, () => {
      assert.deepEqual(judgeAttempt(result, attempts, { retrySchedule, singleShot: false }), verdict);
    });
  }
});

describe('a single-shot message is given up after its one attempt (23.040 9.2.3.12.3)', () => {
  const cases: readonly [AttemptResult, AttemptVerdict][] = [
    [{ ok: true }, { next: 'delivered' }],
    [
      { ok: true, forgotten: true },
      { next: 'delivered', forgotten: true },
    ],
    [{ ok: 'timeout' }, { next: 'give-up', status: 0x62 }],
    [
      { ok: false, cause: 22 },
      { next: 'give-up', status: 0x65 },
    ],
  ];
  for (const [result, verdict] of cases) {
    test(JSON.stringify(result), () => {
      assert.deepEqual(judgeAttempt(result, 1, { retrySchedule, singleShot: true }), verdict);
    });
  }
});
