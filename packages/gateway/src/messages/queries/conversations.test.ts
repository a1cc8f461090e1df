/** Received and sent messages by number, as people read, archive and remove them. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { type Bench, collect, delivers, openBench } from '../testing.ts';
import { createConversations } from './conversations.ts';

const END = Number.MAX_SAFE_INTEGER;

/** From 491 the messages 1 and 3, from 492 the message 2; to 491 one went behind them. */
async function opened(t: TestContext) {
  const bench = await openBench(t);
  for (const [from, text] of [
    ['+491', 'first'],
    ['+492', 'other'],
    ['+491', 'second'],
  ] as const) {
    bench.clock.advance(1000);
    for (const sms of delivers({ from, text, at: bench.clock.now() })) await bench.receive(0, sms);
  }
  bench.clock.advance(1000);
  await bench.send(['491'], { text: 'answer' });
  await bench.quiet();
  return { bench, conversations: createConversations(bench.store) };
}

async function counts(bench: Bench): Promise<[read: number, unread: number]> {
  const { rows, read, unread } = await bench.messages.inbox({ afterId: 0, flag: 'all' });
  await collect(rows);
  return [read, unread];
}

describe('conversations', () => {
  test('are listed newest first, with what is unread of each, page by page', async t => {
    const { conversations } = await opened(t);
    const page = (before: number, limit: number, archived = false) => {
      const { items, next } = conversations.list(before, limit, archived);
      return [items.map(({ last, unread }) => `${last.number} ${last.text} ${unread}`), next];
    };
    assert.deepEqual(page(END, 10), [['+491 second 2', '+492 other 1'], null]);
    assert.deepEqual(page(END, 1), [['+491 second 2'], 3]);
    assert.deepEqual(page(3, 1), [['+492 other 1'], 2]);
    assert.deepEqual(page(2, 1), [[], null]);
  });

  test('show both directions by time, page by page', async t => {
    const { conversations } = await opened(t);
    const page = (before: { received: number; sent: number }, limit: number) => {
      const { items, next } = conversations.entries('+491', before, limit);
      return [items.map(({ direction, text, status }) => `${direction} ${text} ${status}`), next];
    };
    const end = { received: END, sent: END };
    const [sent, second, first] = [
      'sent answer SENT_OK',
      'received second RECEIVED',
      'received first RECEIVED',
    ];
    assert.deepEqual(page(end, 10), [[sent, second, first], null]);
    assert.deepEqual(page(end, 1), [[sent], { received: END, sent: 1 }]);
    assert.deepEqual(page(end, 2), [[sent, second], { received: 3, sent: 1 }]);
    assert.deepEqual(page({ received: 3, sent: 1 }, 1), [[first], { received: 1, sent: 1 }]);
    assert.deepEqual(page({ received: 1, sent: 1 }, 1), [[], null]);
  });

  test('are marked as read and as unread, one message or all of a number, and counted so', async t => {
    const { bench, conversations } = await opened(t);
    const seen: unknown[] = [];
    for (const change of [
      () => conversations.markNumber('+491', true),
      () => conversations.markNumber('491', true),
      () => conversations.markNumber('+491', false),
      () => conversations.mark([1, 99], true),
      () => conversations.mark([1, 2], false),
    ])
      seen.push([await change(), await counts(bench)]);
    assert.deepEqual(seen, [
      [2, [2, 1]],
      [0, [2, 1]],
      [2, [0, 3]],
      [1, [1, 2]],
      [1, [0, 3]],
    ]);
  });

  test('are archived and taken out again, one message or all of a number', async t => {
    const { conversations } = await opened(t);
    const lists = () =>
      [false, true].map(archived =>
        conversations.list(END, 10, archived).items.map(({ last }) => last.number),
      );
    const seen: unknown[] = [];
    for (const change of [
      () => conversations.archiveNumber('+491', true),
      () => conversations.archiveNumber('+491', true),
      () => conversations.archiveNumber('491', false),
      () => conversations.archive([2, 99], true),
      () => conversations.archive([2], false),
    ])
      seen.push([await change(), ...lists()]);
    assert.deepEqual(seen, [
      [2, ['+492'], ['+491']],
      [0, ['+492'], ['+491']],
      [2, ['+491', '+492'], []],
      [1, ['+491'], ['+492']],
      [1, ['+491', '+492'], []],
    ]);
  });

  test('lose the messages that are removed, and no other', async t => {
    const { bench, conversations } = await opened(t);
    assert.equal(await conversations.remove([1, 99]), 1);
    assert.deepEqual(
      [conversations.received(1), conversations.received(3)?.text, await counts(bench)],
      [undefined, 'second', [0, 2]],
    );
  });
});
