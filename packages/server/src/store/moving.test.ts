/** Moving a message between partitions: killed between any two of its commits, it is there once, and never again where it has left. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createIdMaker } from '../domain/ids.ts';
import { onBothEngines, type StoreBench } from '../testing/engines.ts';
import { enroll, type Fence, takeEveryLease } from './leases.ts';
import { MESSAGE_COLUMNS, type MessageRow, type NewMessage, rowsOfMessages } from './message-rows.ts';
import { findMessage } from './messages.ts';
import { insertMoved, leaveSignposts, markMoving, movableOfLane, unfinishedMoves } from './moving.ts';
import { all, insertRows, run } from './statements.ts';

const LANE = 'default';
const ids = createIdMaker(() => 1);

function waiting(part: number): NewMessage {
  return {
    ...{ id: ids.next(part), part, batch: 'b', owner: 'o', pool: 'default', lane: LANE, preferSim: '' },
    ...{ recipient: '+49151', country: 'DE', written: '+49151', text: 'hello', encoding: 'gsm-7bit' },
    ...{ segments: 1, priority: 'normal', state: 'queued', stateAt: 1, reason: '', detail: '' },
    ...{
      createdAt: 1,
      notBefore: undefined,
      expiresAt: undefined,
      attempts: 0,
      gateway: '',
      port: undefined,
    },
    ...{ sim: '', userId: undefined, sentAt: undefined, reference: '', metadata: {} },
  };
}

onBothEngines(open => {
  let bench: StoreBench;
  beforeEach(async () => {
    bench = await open();
    await bench.store.write(() => enroll({ id: 'me', name: 'me', former: '' }, 3_600_000));
    await bench.store.write(() => takeEveryLease('me'));
  });
  afterEach(() => bench.dispose());

  const fence = (part: number): Fence => ({ part, epoch: 1, owner: 'me' });
  const insert = (message: NewMessage) =>
    bench.store.write(() => insertRows('message', rowsOfMessages([message])));
  const rowsOf = (part: number) =>
    bench.store.read(() => all<MessageRow>(`SELECT ${MESSAGE_COLUMNS} FROM message WHERE part = ?`, part));
  const wait = async (part: number) =>
    (await rowsOf(part)).filter(row => row.state === 1 && row.moved_to === null).length;
  const mark = (id: string, from: number, to: number) =>
    bench.store.write(() => markMoving(fence(from), new Map([[id, to]])));
  const carry = async (from: number) => {
    const rows = await bench.store.read(() => unfinishedMoves(from));
    await bench.store.write(() => insertMoved(rows));
    return rows;
  };
  const sign = (id: string, from: number) => bench.store.write(() => leaveSignposts(fence(from), 5, [id]));
  const move = async (id: string, from: number, to: number) => {
    await mark(id, from, to);
    await carry(from);
    await sign(id, from);
  };

  describe('a move', () => {
    test('leaves a signpost without the text, and the whole message at its new home', async () => {
      const message = waiting(1);
      await insert(message);
      await move(message.id, 1, 2);
      const [[old], [now]] = [await rowsOf(1), await rowsOf(2)];
      assert.deepEqual([old?.state, old?.moved_to, old?.body], [9, 2, '']);
      assert.deepEqual([now?.state, now?.moved_to, now?.body, now?.id], [1, null, 'hello', message.id]);
    });

    test('that a crash interrupts is finished by doing the rest again', async () => {
      const message = waiting(1);
      await insert(message);
      await mark(message.id, 1, 2);
      assert.deepEqual([await wait(1), await wait(2)], [0, 0]);
      await carry(1);
      await carry(1);
      assert.deepEqual([await wait(1), await wait(2)], [0, 1]);
      await sign(message.id, 1);
      assert.deepEqual(await bench.store.read(() => unfinishedMoves(1)), []);
      assert.deepEqual([await wait(1), await wait(2)], [0, 1]);
    });

    test('hides the message from nobody who looks it up, at any step, also back over the signpost', async () => {
      const message = waiting(1);
      await insert(message);
      const shown = async () => {
        const found = await bench.store.read(() => findMessage(message.id, undefined));
        return [found?.state, found?.text];
      };
      for (const [from, to] of [
        [1, 2],
        [2, 1],
      ] as const) {
        await mark(message.id, from, to);
        assert.deepEqual(await shown(), ['queued', 'hello']);
        await carry(from);
        assert.deepEqual(await shown(), ['queued', 'hello']);
        await sign(message.id, from);
        assert.deepEqual(await shown(), ['queued', 'hello']);
      }
    });

    test('may lead back, over the signpost', async () => {
      const message = waiting(1);
      await insert(message);
      await move(message.id, 1, 2);
      await move(message.id, 2, 1);
      assert.deepEqual([await wait(1), await wait(2)], [1, 0]);
      assert.equal((await rowsOf(1))[0]?.body, 'hello');
    });

    test('is followed over seven signposts: no message moves more often before it is looked up', async () => {
      const message = waiting(1);
      await insert(message);
      for (let part = 1; part < 8; part += 1) await move(message.id, part, part + 1);
      assert.equal((await bench.store.read(() => findMessage(message.id, undefined)))?.part, 8);
      await move(message.id, 8, 9);
      assert.equal(await bench.store.read(() => findMessage(message.id, undefined)), undefined);
    });

    test('that is finished late does not bring back what has moved on meanwhile', async () => {
      const message = waiting(1);
      await insert(message);
      await mark(message.id, 1, 2);
      const late = await carry(1);
      await move(message.id, 2, 3);
      await bench.store.write(() => insertMoved(late));
      await sign(message.id, 1);
      assert.deepEqual([await wait(1), await wait(2), await wait(3)], [0, 0, 1]);
    });

    test('does not touch what was claimed, and leaves what is queued after a doubt', async () => {
      const [claimed, doubted] = [waiting(1), waiting(1)];
      await insert(claimed);
      await insert(doubted);
      await bench.store.write(function* () {
        yield* run('UPDATE message SET state = 2 WHERE part = 1 AND id = ?', claimed.id);
        yield* run("UPDATE message SET reason = 'in_doubt' WHERE part = 1 AND id = ?", doubted.id);
      });
      assert.deepEqual(await bench.store.read(() => movableOfLane(1, LANE)), []);
      assert.equal(await mark(claimed.id, 1, 2), 0);
    });

    test('needs the lease', async () => {
      const message = waiting(1);
      await insert(message);
      const stale = { ...fence(1), epoch: 0 };
      assert.equal(await bench.store.write(() => markMoving(stale, new Map([[message.id, 2]]))), undefined);
      assert.equal(await wait(1), 1);
    });
  });
});
