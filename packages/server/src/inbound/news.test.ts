/** News of gateways, in the store: messages once, reports and results at the message that they are of. On both engines. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import type { DriverInbound, DriverReport } from '../domain/driver.ts';
import { createIdMaker } from '../domain/ids.ts';
import { codeOfState, type MessageState, stateOfCode } from '../domain/message-state.ts';
import { usualPool } from '../domain/pool.ts';
import { commitNews, type News } from '../gateways/listener.ts';
import { savePool } from '../store/fleet.ts';
import { all, get, run } from '../store/statements.ts';
import { onBothEngines, type StoreBench } from '../testing/engines.ts';
import { savePorts, saveSeenSim } from '../testing/plant.ts';
import { someSim } from '../testing/server-bench.ts';
import { conversationWith } from './inbound-rows.ts';
import { settleAnswer } from './reports.ts';
import type { PushedResult } from './results.ts';

const PART = 7;
const mark = { id: 'g1', part: PART, version: 1 };

onBothEngines(open => {
  const clock = fakeClock();
  const ids = createIdMaker(() => clock.now(), Uint8Array.of(1, 2, 3, 4, 5));
  let bench: StoreBench;

  beforeEach(async () => {
    bench = await open();
    await bench.store.write(() => savePool(usualPool('default')));
  });
  afterEach(() => bench.dispose());

  const commit = (news: News, pools = [usualPool('default')]) => {
    const place = async () => ({ gateway: { id: 'g1', part: PART, tags: [] }, pools });
    return commitNews({ store: bench.store, clock, ids, mark, place, onResults: async () => {} }, news);
  };

  const inbound = (text: string, changes: Partial<DriverInbound> = {}): DriverInbound => ({
    dedupe: text,
    port: 2,
    imsi: '',
    sender: '+4915112345678',
    text,
    at: clock.now(),
    ...changes,
  });

  const report = (refId: number, statusCode = 0, changes: Partial<DriverReport> = {}): DriverReport => ({
    dedupe: `${refId} ${statusCode}`,
    port: 0,
    imsi: '',
    number: '4915112345678',
    refId,
    statusCode,
    at: clock.now(),
    ...changes,
  });

  const pushed = (status: PushedResult['status'], changes: Partial<PushedResult> = {}): PushedResult => ({
    dedupe: `${status} ${JSON.stringify(changes)}`,
    userId: undefined,
    number: '+4915112345678',
    port: 0,
    status,
    refId: undefined,
    count: 1,
    sentCount: 1,
    imsi: '',
    at: clock.now(),
    detail: '',
    ...changes,
  });

  /** A message that was handed to the gateway. */
  async function handed(
    id: string,
    {
      userId,
      refId,
      segments = 1,
      state = 'sending' as MessageState,
      ago = 0,
    }: {
      userId: number;
      refId?: number;
      segments?: number;
      state?: MessageState;
      ago?: number;
    },
  ): Promise<void> {
    const at = clock.now() - ago;
    await bench.store.write(function* () {
      yield* run(
        `INSERT INTO message (part, id, batch, owner, pool, lane, prefer_sim, recipient, country, written, body, encoding, segments, priority,
           state, state_at, reason, detail, created_at, attempts, gateway, port, sim, user_id, reference, metadata, moves)
         VALUES (?, ?, 'b', 'o', 'default', '', '', '+4915112345678', 'DE', '', 'text', 0, ?, 1, ?, ?, '', '', ?, 1, 'g1', 0, '', ?, '', '{}', 0)`,
        ...[PART, id, segments, codeOfState(state), at, at, userId],
      );
      yield* run(
        `INSERT INTO attempt (part, gateway, user_id, message, port, sim, call_id, epoch, state, at, state_at, ref_id, detail)
         VALUES (?, 'g1', ?, ?, 0, '', 'c', 1, ?, ?, ?, ?, '')`,
        ...[PART, userId, id, refId === undefined ? 1 : 4, at, at, refId ?? null],
      );
    });
  }

  async function stateOf(id: string): Promise<MessageState | undefined> {
    const row = await bench.store.read(() =>
      get<{ state: number }>('SELECT state FROM message WHERE part = ? AND id = ?', PART, id),
    );
    return row === undefined ? undefined : stateOfCode(row.state);
  }

  async function told(): Promise<string[]> {
    const rows = await bench.store.read(() =>
      all<{ kind: string }>('SELECT kind FROM event WHERE part = ? ORDER BY seq', PART),
    );
    return rows.map(({ kind }) => kind);
  }

  test('a message is stored and told once, whatever the repeats of pushes and polls', async () => {
    await commit({ inbound: [inbound('Hello'), inbound('Hello')] });
    await commit({ inbound: [inbound('Hello'), inbound('Again')] });
    assert.deepEqual(await told(), ['message.received', 'message.received']);
  });

  describe('is of the SIM', () => {
    const sims = [
      { port: 2, id: 's2', imsi: '262011', number: '+4915100000002' },
      { port: 3, id: 's3', imsi: '262012', number: '' },
    ];
    const rows: [name: string, message: Partial<DriverInbound>, sim: string, from: string, to: string][] = [
      ['in its port', {}, 's2', '+4915112345678', '+4915100000002'],
      [
        'in its port, whose number says how it was written',
        { sender: '015112345678' },
        's2',
        '+4915112345678',
        '+4915100000002',
      ],
      ['that it names', { imsi: '262011' }, 's2', '+4915112345678', '+4915100000002'],
      [
        'that it names, though another one is in its port by now',
        { imsi: '262012' },
        's3',
        '+4915112345678',
        '',
      ],
      ['that nobody knows', { imsi: '262013' }, '', '+4915112345678', ''],
      ['that nobody knows, in a port without one', { port: 4 }, '', '+4915112345678', ''],
    ];
    for (const [name, message, sim, from, to] of rows)
      test(name, async () => {
        await bench.store.write(function* () {
          for (const { port, ...one } of sims) yield* saveSeenSim({ ...someSim(one.id, 'g1', port), ...one });
          yield* savePorts(
            PART,
            'g1',
            sims.map(({ port, id }) => ({
              ...{ part: PART, gateway: 'g1', port, sim: id, registration: 'REGISTER_OK', signal: 20 },
              ...{ enabled: true, sends: true, seenAt: 1 },
            })),
          );
        });
        await commit({ inbound: [inbound('Hello', message)] });
        const [row] = await bench.store.read(() =>
          all<{ sim: string; sender: string; own_number: string }>(
            'SELECT sim, sender, own_number FROM inbound',
          ),
        );
        assert.deepEqual({ ...row }, { sim, sender: from, own_number: to });
      });
  });

  test('is of the pool of the last message that was sent to its sender', async () => {
    await handed('m1', { userId: 1 });
    await bench.store.write(() => run("UPDATE message SET pool = 'shop'"));
    await commit({ inbound: [inbound('Hello')] }, [usualPool('default'), usualPool('shop')]);
    assert.deepEqual(
      (await bench.store.read(() => all<{ pool: string }>('SELECT pool FROM inbound'))).map(
        ({ pool }) => pool,
      ),
      ['shop'],
    );
  });

  test('stands in the conversation with its number among those that were sent, newest first, in pages', async () => {
    await commit({ inbound: [inbound('one')] });
    await handed(ids.next(PART), { userId: 1 });
    await commit({ inbound: [inbound('three')] });
    await handed(ids.next(PART), { userId: 2, state: 'sent' });
    const page = (cursor: string, limit: number) =>
      bench.store.read(() => conversationWith('+4915112345678', cursor, limit));
    const lines = await page('', 10);
    assert.deepEqual(
      lines.map(({ direction, text, state }) => [direction, text, state]),
      [
        ['sent', 'text', 'sent'],
        ['received', 'three', 'received'],
        ['sent', 'text', 'sending'],
        ['received', 'one', 'received'],
      ],
    );
    assert.deepEqual(await page('', 3), lines.slice(0, 3));
    assert.deepEqual(await page(lines[1]?.id ?? '', 10), lines.slice(2));
  });

  test('STOP opts out of the pool, START in again, and each is told', async () => {
    const optedOut = () =>
      bench.store.read(() =>
        all<{ recipient: string }>('SELECT recipient FROM opt_out WHERE pool = ?', 'default'),
      );
    await commit({ inbound: [inbound('Stop', { sender: '4915112345678' })] });
    assert.deepEqual(
      (await optedOut()).map(({ recipient }) => recipient),
      ['+4915112345678'],
    );
    await commit({ inbound: [inbound('START')] });
    assert.deepEqual(await optedOut(), []);
    assert.deepEqual(await told(), [
      ...['message.received', 'optout.changed', 'message.received', 'optout.changed'],
    ]);
  });

  test('STOP and START that change nothing are told as messages alone', async () => {
    await commit({ inbound: [inbound('START')] });
    assert.deepEqual(await told(), ['message.received']);
    await commit({ inbound: [inbound('Stop'), inbound('STOP!')] });
    assert.deepEqual((await told()).slice(1).toSorted(), [
      ...['message.received', 'message.received', 'optout.changed'],
    ]);
  });

  test('a repeat of an old STOP does not undo a later START', async () => {
    await commit({ inbound: [inbound('Stop')] });
    await commit({ inbound: [inbound('Start')] });
    await commit({ inbound: [inbound('Stop')] });
    assert.equal((await told()).length, 4);
  });

  test('a report settles the newest message with its reference', async () => {
    await handed('old', { userId: 1, refId: 9, state: 'sent', ago: 86_400_000 });
    await handed('new', { userId: 2, refId: 9, state: 'sent' });
    await commit({ reports: [report(9)] });
    assert.equal(await stateOf('new'), 'delivered');
    assert.equal(await stateOf('old'), 'sent');
  });

  test('a long message is delivered when each segment is, over the end of the references', async () => {
    await handed('long', { userId: 1, refId: 255, segments: 2, state: 'sent' });
    await commit({ reports: [report(255)] });
    assert.equal(await stateOf('long'), 'sent');
    await commit({ reports: [report(0)] });
    assert.equal(await stateOf('long'), 'delivered');
  });

  for (const [name, code, state] of [
    ['a temporary trouble changes nothing', 0x30, 'sent'],
    ['a permanent error ends it', 0x41, 'undelivered'],
  ] as const)
    test(name, async () => {
      await handed('one', { userId: 1, refId: 3, state: 'sent' });
      await commit({ reports: [report(3, code)] });
      assert.equal(await stateOf('one'), state);
    });

  for (const [name, changes] of [
    ['another port', { port: 1 }],
    ['another number', { number: '+4915112345679' }],
    ['a time before the message', { at: Date.UTC(2026, 0, 30) }],
  ] as const)
    test(`a report of ${name} is of no message, and is kept`, async () => {
      await handed('one', { userId: 1, refId: 3, state: 'sent' });
      await commit({ reports: [report(3, 0, changes)] });
      assert.equal(await stateOf('one'), 'sent');
      const kept = await bench.store.read(() => all("SELECT message FROM report WHERE message = ''"));
      assert.equal(kept.length, 1);
    });

  test('a report that comes before the result is matched when the result tells the reference', async () => {
    await handed('one', { userId: 1 });
    await commit({ reports: [report(3)] });
    assert.equal(await stateOf('one'), 'sending');
    await commit({ results: [{ ...pushed('sent', { refId: 3 }), userId: 1 }] });
    assert.equal(await stateOf('one'), 'delivered');
  });

  describe('the answer to a question about a hand-off', () => {
    const answer = (refId: number | undefined) =>
      bench.store.write(() => settleAnswer(mark, clock.now(), [{ ...pushed('sent', { refId }), userId: 1 }]));

    test('settles it, and the report that came before it', async () => {
      await handed('one', { userId: 1 });
      await commit({ reports: [report(3)] });
      const settled = await answer(3);
      assert.deepEqual(
        settled.map(({ id, state }) => [id, state]),
        [['one', 'sent']],
      );
      assert.equal(await stateOf('one'), 'delivered');
      assert.deepEqual(await told(), ['message.sent', 'message.delivered']);
    });

    test('settles it by a report of a failure too', async () => {
      await handed('one', { userId: 1 });
      await commit({ reports: [report(3, 0x41)] });
      await answer(3);
      assert.equal(await stateOf('one'), 'undelivered');
    });

    test('leaves the report alone where it names no reference, or another one', async () => {
      await handed('one', { userId: 1 });
      await commit({ reports: [report(3)] });
      await answer(undefined);
      assert.equal(await stateOf('one'), 'sent');
      await answer(9);
      assert.equal(await stateOf('one'), 'sent');
    });
  });

  test('a pushed result without user_id settles the only open hand-off to that number, and a repeat of it no later one', async () => {
    await handed('first', { userId: 1, ago: 2000 });
    const result = pushed('sent', { refId: 5 });
    await commit({ pushedResults: [result] });
    assert.equal(await stateOf('first'), 'sent');
    await handed('second', { userId: 2, ago: 1000 });
    await commit({ pushedResults: [result] });
    await commit({ pushedResults: [{ ...result, dedupe: 'the same with another time' }] });
    assert.equal(await stateOf('second'), 'sending');
    await commit({ pushedResults: [pushed('failed')] });
    assert.equal(await stateOf('second'), 'failed');
    await commit({ pushedResults: [pushed('delivered', { refId: 5 })] });
    assert.equal(await stateOf('first'), 'delivered');
  });

  test('a pushed result that may be of two hand-offs is left to a question by user_id', async () => {
    await handed('first', { userId: 1, ago: 2000 });
    await handed('second', { userId: 2, ago: 1000 });
    await commit({ pushedResults: [pushed('sent', { refId: 5 }), pushed('failed')] });
    assert.deepEqual([await stateOf('first'), await stateOf('second')], ['sending', 'sending']);
  });

  test('a pushed result of a message that is not ours changes nothing', async () => {
    await handed('one', { userId: 1 });
    await commit({ pushedResults: [pushed('sent', { number: '10086' }), pushed('sent', { port: 3 })] });
    assert.equal(await stateOf('one'), 'sending');
  });
});
