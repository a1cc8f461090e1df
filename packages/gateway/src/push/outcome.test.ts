import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { afterPost, delayOf, isOver, outcomeOf, type PostOutcome } from './outcome.ts';
import { type Trying, untroubled } from './target.ts';

describe('what an HTTP status means (contract, section 13)', () => {
  const rows: [PostOutcome['kind'], number[]][] = [
    ['accepted', [200, 201, 202, 204, 299]],
    ['rejected', [400, 401, 403, 404, 405, 410, 422, 451, 499]],
    ['failed', [100, 300, 301, 302, 304, 307, 308, 408, 425, 429, 500, 502, 503, 504, 599]],
  ];
  for (const [kind, statuses] of rows) {
    for (const status of statuses) {
      test(`${status}: ${kind}`, () => assert.equal(outcomeOf(status).kind, kind));
    }
  }
});

describe('what follows a try', () => {
  const now = 5000;
  const failed: PostOutcome = { kind: 'failed', status: 0, reason: 'connect ECONNREFUSED' };
  const rejected: PostOutcome = { kind: 'rejected', status: 404 };
  const failing: Trying = { failures: 4, rejections: 0, failingSince: 1000, trouble: 'connect ECONNREFUSED' };
  const twiceRejected: Trying = { failures: 2, rejections: 2, failingSince: undefined, trouble: 'x' };
  const rows: [string, Trying, PostOutcome, string, Partial<Trying>][] = [
    ['accepted', failing, { kind: 'accepted', status: 200 }, 'next', untroubled],
    ['failed first', untroubled, failed, 'wait', { failures: 1, failingSince: now }],
    ['failed again: since the first time', failing, failed, 'wait', { failures: 5, failingSince: 1000 }],
    ['rejected first', untroubled, rejected, 'wait', { failures: 1, rejections: 1 }],
    ['rejected: the target lives', failing, rejected, 'wait', { failures: 1, failingSince: undefined }],
    ['rejected a third time', twiceRejected, rejected, 'giveUp', { failures: 0, rejections: 0 }],
    ['failed between rejections', twiceRejected, failed, 'wait', { failures: 3, rejections: 2 }],
  ];
  for (const [what, before, outcome, decision, after] of rows) {
    test(what, () => {
      const step = afterPost(before, outcome, now);
      assert.equal(step.decision.kind, decision);
      assert.deepEqual({ ...step.trying, ...after }, step.trying);
    });
  }
});

describe('the delay before the next try', () => {
  const pace = { first: 1000, maximum: 600_000 };
  const rows: [failures: number, most: number][] = [
    [1, 1000],
    [2, 2000],
    [3, 4000],
    [10, 512_000],
    [11, 600_000],
    [5000, 600_000],
  ];
  for (const [failures, most] of rows) {
    test(`after ${failures} failures at most ${most} ms, at least half of it`, () => {
      const trying = { ...untroubled, failures };
      assert.equal(delayOf(trying, pace, 1), most);
      assert.equal(delayOf(trying, pace, 0), most / 2);
    });
  }
});

describe('when the time of an event is over', () => {
  const limit = 1000;
  const rows: [string, failingSince: number | undefined, event: number, now: number, over: boolean][] = [
    ['the target takes events: never', undefined, 0, 9_999, false],
    ['both have waited as long', 0, 0, 1000, true],
    ['not yet', 0, 0, 999, false],
    ['an event of the time when the gateway was off has a time of its own', 8000, 0, 8999, false],
    ['a younger event has one too', 0, 500, 1499, false],
    ['which ends', 0, 500, 1500, true],
  ];
  for (const [what, failingSince, event, now, over] of rows) {
    test(what, () => assert.equal(isOver({ ...untroubled, failingSince }, event, now, limit), over));
  }
});
