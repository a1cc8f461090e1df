import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Refusal, SubmitOutcome } from '../modem/modem.ts';
import { type BackOff, backOffAfter, noBackOff } from './back-off.ts';

function refused(source: Refusal['source'], code?: number): SubmitOutcome {
  return {
    kind: 'refused',
    refusal: { source, ...(code === undefined ? {} : { code }), text: 'why', permanent: false },
  };
}
const inDoubt: SubmitOutcome = {
  kind: 'inDoubt',
  reason: 'no answer in time',
  late: Promise.resolve(undefined),
};

describe('rest of a port after an outcome', () => {
  const rows: [name: string, outcome: SubmitOutcome, rest: number][] = [
    ['a message that was taken', { kind: 'accepted', reference: 1 }, 0],
    ['a number that does not exist: the message’s own fault', refused('cms', 1), 0],
    ['congestion', refused('cms', 42), 10_000],
    ['no network service', refused('cms', 331), 15_000],
    ['the network’s time-out', refused('cms', 332), 15_000],
    ['a full storage', refused('cms', 322), 5000],
    ['a vendor’s “please wait”', refused('cms', 515), 3000],
    ['emergency calls only', refused('cme', 32), 15_000],
    ['no prompt', refused('modem'), 5000],
    ['a message in doubt', inDoubt, 5000],
    ['a device that is away: the lifecycle sees to it', refused('link'), 0],
  ];
  for (const [name, outcome, rest] of rows)
    test(`${name}: ${rest / 1000} s`, () => assert.equal(backOffAfter(outcome, noBackOff).rest, rest));

  test('follows only the causes of the network or the modem as a whole', () => {
    const restsOf = (source: 'cms' | 'cme') =>
      Object.fromEntries(
        Array.from({ length: 600 }, (_, code) => [
          code,
          backOffAfter(refused(source, code), noBackOff).rest,
        ]).filter(([, rest]) => rest !== 0),
      );
    assert.deepEqual(restsOf('cms'), {
      ...{ 38: 15_000, 42: 10_000, 47: 10_000, 192: 10_000, 194: 15_000 },
      ...{ 300: 5000, 310: 5000, 313: 5000, 314: 5000, 315: 5000, 322: 5000, 500: 5000 },
      ...{ 331: 15_000, 332: 15_000, 512: 3000, 513: 3000, 514: 3000, 515: 3000 },
    });
    assert.deepEqual(restsOf('cme'), { 13: 5000, 14: 5000, 30: 15_000, 31: 15_000, 32: 15_000 });
    for (const source of ['modem', 'link'] as const)
      assert.equal(backOffAfter(refused(source, 42), noBackOff).rest, 0);
  });

  test('doubles in a row up to five minutes', () => {
    let backOff: BackOff = noBackOff;
    const rests = Array.from({ length: 7 }, () => {
      backOff = backOffAfter(refused('cms', 331), backOff);
      return backOff.rest / 1000;
    });
    assert.deepEqual(rests, [15, 30, 60, 120, 240, 300, 300]);
  });

  test('ends with a message that was taken', () => {
    const tired: BackOff = { count: 4, rest: 240_000, reason: 'why' };
    assert.deepEqual(backOffAfter({ kind: 'accepted', reference: 1 }, tired), noBackOff);
  });

  test('tells the reason', () => assert.equal(backOffAfter(inDoubt, noBackOff).reason, 'no answer in time'));
});
