/** Lists of messages over all partitions: newest first, each message once, and by reading no more than the page needs. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createIdMaker } from '../domain/ids.ts';
import { onBothEngines, type StoreBench } from '../testing/engines.ts';
import { type NewMessage, rowsOfMessages } from './message-rows.ts';
import { type MessageSearch, NEWEST, searchMessages } from './message-search.ts';
import { insertRows, type Query, type Row, type Statements } from './statements.ts';

const ids = createIdMaker(() => 1);

const everything: MessageSearch = {
  ...{ owner: undefined, states: undefined, to: undefined, batch: undefined, pool: undefined },
  ...{ reference: undefined, after: undefined, before: undefined },
};

function messageOf(part: number, state: NewMessage['state']): NewMessage {
  return {
    ...{ id: ids.next(part), part, batch: 'b', owner: 'o', pool: 'default', lane: 'default', preferSim: '' },
    ...{ recipient: '+49151', country: 'DE', written: '+49151', text: 'hello', encoding: 'gsm-7bit' },
    ...{ segments: 1, priority: 'normal', state, stateAt: 1, reason: '', detail: '', createdAt: 1 },
    ...{ notBefore: undefined, expiresAt: undefined, attempts: 0, gateway: '', port: undefined },
    ...{ sim: '', userId: undefined, sentAt: undefined, reference: '', metadata: {} },
  };
}

/** How the engine would run the first statement of a work, a line a row. */
function* planOf(work: Statements<object>, words: string): Statements<string> {
  const query: Query | object = work.next().value;
  assert.ok('sql' in query);
  const { rows } = yield { ...query, sql: `${words} ${query.sql}` };
  return rows.map((row: Row) => String(Object.values(row).at(-1))).join('\n');
}

describe('a list of messages', () => {
  onBothEngines((open, engine) => {
    let bench: StoreBench;
    beforeEach(async () => {
      bench = await open();
    });
    afterEach(() => bench.dispose());

    /** 120 messages in one partition, 60 in another, 1 in the last; each sixth is delivered. */
    const fill = async (): Promise<readonly NewMessage[]> => {
      const parts = [...Array(60).fill([0, 7, 0]), [255]].flat() as number[];
      const messages = parts.map((part, index) => messageOf(part, index % 6 === 0 ? 'delivered' : 'sent'));
      await bench.store.write(() => insertRows('message', rowsOfMessages(messages)));
      return messages;
    };

    const listed = async (search: MessageSearch, limit: number): Promise<string[]> => {
      const found: string[] = [];
      for (let below: string | undefined = NEWEST; below !== undefined; ) {
        const from: string = below;
        const { messages, next } = await bench.store.read(() => searchMessages(search, from, limit));
        found.push(...messages.map(({ id }) => id));
        below = next;
      }
      return found;
    };

    for (const limit of [1, 7, 50, 500])
      test(`by pages of ${limit}: each message once, newest first`, async () => {
        const messages = await fill();
        assert.deepEqual(
          await listed(everything, limit),
          messages.map(({ id }) => id).toSorted((one, other) => (one < other ? 1 : -1)),
        );
      });

    test('that fits nowhere ends after a bounded number of rows, and goes on from there', async () => {
      const messages = Array.from({ length: 700 }, () => messageOf(3, 'sent'));
      await bench.store.write(() => insertRows('message', rowsOfMessages(messages)));
      const none = { ...everything, states: ['failed' as const] };
      const first = await bench.store.read(() => searchMessages(none, NEWEST, 1));
      // 16 + 32 + 64 + 128 + 256 of the partition.
      assert.deepEqual(first, { messages: [], next: messages.at(-496)?.id });
      assert.deepEqual(await bench.store.read(() => searchMessages(none, first.next ?? '', 1)), {
        messages: [],
        next: undefined,
      });
    });

    test('by state', async () => {
      const messages = await fill();
      const wanted = messages.filter(({ state }) => state === 'delivered').map(({ id }) => id);
      assert.deepEqual(
        (await listed({ ...everything, states: ['delivered'] }, 5)).toSorted(),
        wanted.toSorted(),
      );
    });

    test('looks for the newest once a partition, not once a message', async () => {
      await fill();
      const words = engine === 'SQLite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      const plan = await bench.store.read(() => planOf(searchMessages(everything, NEWEST, 1), words));
      assert.match(
        plan,
        engine === 'SQLite' ? /SEARCH message USING .*\(part=\? AND id=\?\)/ : /Nested Loop/,
      );
      assert.doesNotMatch(plan, /SubPlan/);
    });
  });
});
