import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Delivery, freshDelivery } from './delivery.ts';
import {
  afterFailure,
  type Circumstances,
  delayOf,
  type Outcome,
  outcomeOf,
  retryAfterOf,
} from './outcome.ts';

const URL = 'http://there:8080/hook?x=1';
const now = Date.UTC(2026, 0, 31, 8);
const head = { location: '', retryAfter: '' };

describe('the meaning of an HTTP status (contract, section 13)', () => {
  const rows: [Outcome['kind'], number[]][] = [
    ['accepted', [200, 201, 202, 204, 299]],
    ['rejected', [300, 301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 410, 422, 451, 499]],
    ['failed', [100, 101, 199, 408, 425, 429, 500, 502, 503, 504, 599, 999]],
  ];
  for (const [kind, statuses] of rows) {
    for (const status of statuses) {
      test(`${status}: ${kind}`, () => assert.equal(outcomeOf({ ...head, status }, URL, now).kind, kind));
    }
  }

  const redirects: [location: string, address: string][] = [
    ['/hook/', 'http://there:8080/hook/'],
    ['https://elsewhere/x', 'https://elsewhere/x'],
    ['http://[broken', 'http://[broken'],
  ];
  for (const [location, address] of redirects) {
    test(`a redirect to ${location} is named`, () => {
      const outcome = outcomeOf({ ...head, status: 308, location }, URL, now);
      assert.ok(outcome.kind === 'rejected');
      assert.equal(
        outcome.reason,
        `the target answered 308 with the new address ${address}; redirects are not followed, so change the URL`,
      );
    });
  }

  test('a new address is shown up to 200 characters', () => {
    const outcome = outcomeOf({ ...head, status: 301, location: `/${'x'.repeat(5000)}` }, URL, now);
    assert.ok(outcome.kind === 'rejected' && outcome.reason.length < 320);
  });
});

describe('Retry-After (RFC 9110, 10.2.3)', () => {
  const rows: [string, number | undefined][] = [
    ['30', 30_000],
    [' 1 ', 1000],
    ['Sat, 31 Jan 2026 08:01:00 GMT', 60_000],
    ['Sat, 31 Jan 2026 07:00:00 GMT', undefined],
    ['0', undefined],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    ['999999999', 24 * 3600_000],
  ];
  for (const [header, wait] of rows) {
    test(JSON.stringify(header), () => assert.equal(retryAfterOf(header, now), wait));
  }

  test('counts for answers that ask for another time', () => {
    const outcome = outcomeOf({ status: 503, location: '', retryAfter: '7' }, URL, now);
    assert.ok(outcome.kind === 'failed' && outcome.retryAfter === 7000);
  });
});

describe('the decision after an attempt that failed', () => {
  const failed: Outcome = { kind: 'failed', status: 0, reason: 'connect ECONNREFUSED' };
  const rejected: Outcome = { kind: 'rejected', status: 404, reason: 'the target answered 404' };
  const fresh = freshDelivery({ id: 7, kind: 'sms', subject: 's', at: 0, content: '{}' });
  const around: Circumstances = {
    ...{ now: 5000, started: 0, alone: true, lastAccepted: undefined, giveUpAfter: 10_000 },
  };
  const tried: Delivery = { ...fresh, attempts: 2, rejections: 2, failingFor: 3000, lastAttempt: 4000 };
  const rows: [string, Delivery, Outcome, Partial<Circumstances>, string, Partial<Delivery>][] = [
    [
      'failed first',
      fresh,
      failed,
      {},
      'retry',
      { attempts: 1, rejections: 0, failingFor: 0, lastAttempt: 5000 },
    ],
    [
      'failed again: the time since the last attempt counts',
      tried,
      failed,
      {},
      'retry',
      { failingFor: 4000 },
    ],
    ['failed for as long as allowed', tried, failed, { now: 11_000 }, 'giveUp', { failingFor: 10_000 }],
    [
      'time when the program was off does not count',
      tried,
      failed,
      { now: 50_000, started: 49_000 },
      'retry',
      { failingFor: 4000 },
    ],
    ['refused first', fresh, rejected, {}, 'retry', { attempts: 1, rejections: 1 }],
    ['refused a third time', tried, rejected, {}, 'giveUp', { rejections: 3 }],
    [
      'refused while others fail too: the target is at fault',
      tried,
      rejected,
      { alone: false },
      'retry',
      { rejections: 2 },
    ],
    [
      'refused, and another was taken since',
      tried,
      rejected,
      { alone: false, lastAccepted: 4500 },
      'giveUp',
      { rejections: 3 },
    ],
    [
      'refused, and another was taken before that only',
      tried,
      rejected,
      { alone: false, lastAccepted: 3999 },
      'retry',
      {},
    ],
    [
      'refused for long: no time ends it while the target is at fault',
      tried,
      rejected,
      { alone: false, now: 99_000 },
      'retry',
      {},
    ],
    ['failed between refusals', tried, failed, {}, 'retry', { attempts: 3, rejections: 2 }],
  ];
  for (const [name, before, outcome, circumstances, kind, expected] of rows) {
    test(name, () => {
      assert.ok(outcome.kind !== 'accepted');
      const decision = afterFailure(before, outcome, { ...around, ...circumstances });
      assert.equal(decision.kind, kind);
      assert.deepEqual({ ...decision.delivery, ...expected }, decision.delivery);
      assert.equal(decision.delivery.trouble, outcome.reason);
    });
  }
});

describe('the delay before the next attempt', () => {
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
      assert.equal(delayOf(failures, pace, 1), most);
      assert.equal(delayOf(failures, pace, 0), most / 2);
    });
  }
});
