/** Whether news of a gateway may be of a hand-off, and which one a result without user_id is of. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { run } from '../store/statements.ts';
import { openSqlite, type StoreBench } from '../testing/engines.ts';
import { type Candidate, mayBeOf } from './candidates.ts';
import { type PushedResult, resolveResults } from './results.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = 1_800_000_000_000;
const NUMBER = '+4915112345678';

describe('news of a gateway', () => {
  const handOff: Candidate = {
    ...{ id: 'm', recipient: NUMBER, segments: 1, user_id: 1, ref_id: null, port: 2, at: NOW, state: 1 },
  };
  const rows: [what: string, news: Partial<{ port: number; number: string; at: number }>, may: boolean][] = [
    ['of the same port and number', {}, true],
    ['of the number without its plus', { number: '4915112345678' }, true],
    ['of another number', { number: '+4915112345679' }, false],
    ['of another port', { port: 3 }, false],
    ['that seems a quarter of an hour older, as where clocks differ', { at: NOW - 15 * MINUTE }, true],
    ['that seems older by more', { at: NOW - 15 * MINUTE - 1 }, false],
    ['that comes within a week', { at: NOW + 7 * DAY - 1 }, true],
    ['that comes a week later', { at: NOW + 7 * DAY }, false],
  ];
  for (const [what, news, may] of rows)
    test(`${what} ${may ? 'may' : 'cannot'} be of the hand-off`, () =>
      assert.equal(mayBeOf({ port: 2, number: NUMBER, at: NOW, ...news }, handOff), may));
});

/** A hand-off to the number; its state by its place in `attemptStates`. */
interface HandedOver {
  readonly userId: number;
  readonly state: 'handing' | 'taken' | 'inDoubt' | 'notTaken' | 'sent' | 'failed';
  readonly ago?: number;
  readonly refId?: number;
}

const states = ['handing', 'taken', 'inDoubt', 'notTaken', 'sent', 'failed'];

describe('a result without user_id', () => {
  const PART = 7;
  let bench: StoreBench;
  beforeEach(async () => {
    bench = await openSqlite();
  });
  afterEach(() => bench.dispose());

  async function handOver({ userId, state, ago = 0, refId }: HandedOver): Promise<void> {
    await bench.store.write(function* () {
      yield* run(
        `INSERT INTO message (part, id, batch, owner, pool, lane, prefer_sim, recipient, country, written, body, encoding, segments, priority,
           state, state_at, reason, detail, created_at, attempts, gateway, port, sim, user_id, reference, metadata, moves)
         VALUES (?, ?, 'b', 'o', 'default', '', '', ?, 'DE', '', 'text', 0, 1, 1, 2, 0, '', '', 0, 1, 'g', 0, '', ?, '', '{}', 0)`,
        ...[PART, `m${userId}`, NUMBER, userId],
      );
      yield* run(
        `INSERT INTO attempt (part, gateway, user_id, message, port, sim, call_id, epoch, state, at, state_at, ref_id, detail)
         VALUES (?, 'g', ?, ?, 0, '', 'c', 1, ?, ?, 0, ?, '')`,
        ...[PART, userId, `m${userId}`, states.indexOf(state), NOW - ago, refId ?? null],
      );
    });
  }

  /** The user_id of the hand-off that the result is of; undefined where it is of none. */
  async function resolved(result: Partial<PushedResult>): Promise<number | undefined> {
    const pushed: PushedResult = {
      ...{ dedupe: 'd', userId: undefined, number: NUMBER, port: 0, status: 'sent', refId: undefined },
      ...{ count: 1, sentCount: 1, imsi: '', at: NOW, detail: '' },
      ...result,
    };
    const found = await bench.store.write(() => resolveResults({ id: 'g', part: PART }, NOW, [pushed]));
    return found[0]?.userId;
  }

  const HALF_AN_HOUR = 30 * MINUTE;
  type Row = readonly [
    what: string,
    handedOver: readonly HandedOver[],
    result: Partial<PushedResult>,
    of: number | undefined,
  ];
  const rows: readonly Row[] = [
    ['is of the one that is handed over', [{ userId: 1, state: 'handing' }], {}, 1],
    ['is of the one that was taken', [{ userId: 1, state: 'taken' }], {}, 1],
    ['is of the one that is in doubt', [{ userId: 1, state: 'inDoubt' }], {}, 1],
    ['is of none that was not taken', [{ userId: 1, state: 'notTaken' }], {}, undefined],
    ['is of none that is settled', [{ userId: 1, state: 'sent' }], {}, undefined],
    [
      'is of the open one beside one that is settled',
      [
        { userId: 1, state: 'sent', refId: 9 },
        { userId: 2, state: 'taken' },
      ],
      ...[{ refId: 5 }, 2],
    ],
    [
      'is of neither of two that are open',
      [
        { userId: 1, state: 'taken' },
        { userId: 2, state: 'inDoubt' },
      ],
      ...[{}, undefined],
    ],
    [
      'is of the one that was sent with its reference in the last half hour',
      [
        { userId: 1, state: 'sent', refId: 5, ago: HALF_AN_HOUR - 1 },
        { userId: 2, state: 'taken' },
      ],
      ...[{ refId: 5 }, 1],
    ],
    [
      'is not of one that was sent with its reference before: references come again',
      [
        { userId: 1, state: 'sent', refId: 5, ago: HALF_AN_HOUR },
        { userId: 2, state: 'taken' },
      ],
      ...[{ refId: 5 }, 2],
    ],
    [
      'of a delivery is of the one with its reference, however long ago',
      [
        { userId: 1, state: 'sent', refId: 5, ago: 3 * DAY },
        { userId: 2, state: 'taken' },
      ],
      ...[{ refId: 5, status: 'delivered' }, 1],
    ],
    [
      'of a failure is the one that a poll has brought already',
      [
        { userId: 1, state: 'failed', ago: HALF_AN_HOUR - 1 },
        { userId: 2, state: 'taken' },
      ],
      ...[{ status: 'failed' }, undefined],
    ],
    [
      'of a failure is a new one half an hour later',
      [
        { userId: 1, state: 'failed', ago: HALF_AN_HOUR },
        { userId: 2, state: 'taken' },
      ],
      ...[{ status: 'failed' }, 2],
    ],
    ['that it is being sent settles none', [{ userId: 1, state: 'taken' }], { status: 'sending' }, undefined],
    ['with one is of that one', [{ userId: 1, state: 'taken' }], { userId: 8, status: 'sending' }, 8],
  ] as const;
  for (const [what, handedOver, result, of] of rows)
    test(what, async () => {
      for (const one of handedOver) await handOver(one);
      assert.equal(await resolved(result), of);
      assert.equal(await resolved(result), undefined, 'a repeat of it is of none');
    });
});
