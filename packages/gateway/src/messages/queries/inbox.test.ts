/** The inbox of the vendor's API: pages of 500, which are given out once as unread, and counts that hold for all of them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeClock } from '@simgate/daemon/testing';
import { temporaryStore } from '../../store/testing.ts';
import { countIncoming } from '../incoming/incoming-message.ts';
import { queryInbox } from './inbox.ts';

type Filter = Parameters<typeof queryInbox>[1];

/** So many received messages, in turn at the ports 0 and 1; the first `seen` of them are read. */
async function filled(count: number, seen = 0) {
  const store = temporaryStore(fakeClock());
  await store.write(database => {
    for (let id = 1; id <= count; id += 1) {
      countIncoming(database, (id - 1) % 2, Number(id <= seen), Number(id > seen));
      database.run(
        `INSERT INTO incoming (port, imsi, number, smsc, timestamp, received_at, received_steady, text, seen)
         VALUES (?, '', '', '', 0, 0, 0, '', ?)`,
        ...[(id - 1) % 2, Number(id <= seen)],
      );
    }
  });
  const ask = async (filter: Partial<Filter> = {}) => {
    const { rows, read, unread } = await queryInbox(store, { afterId: 0, flag: 'all', ...filter });
    const pages: number[] = [];
    const ids: number[] = [];
    for await (const page of rows) {
      pages.push(page.length);
      ids.push(...page.map(({ incomingSmsId }) => incomingSmsId));
    }
    return { pages, first: ids[0], last: ids.at(-1), read, unread };
  };
  return { ask };
}

describe('the inbox', () => {
  const rows: readonly [count: number, filter: Partial<Filter>, found: object][] = [
    [0, {}, { pages: [], first: undefined, last: undefined, read: 0, unread: 0 }],
    [3, {}, { pages: [3], first: 1, last: 3, read: 1, unread: 2 }],
    [3, { flag: 'read' }, { pages: [1], first: 1, last: 1, read: 1, unread: 2 }],
    [3, { flag: 'unread' }, { pages: [2], first: 2, last: 3, read: 3, unread: 0 }],
    [3, { afterId: 2 }, { pages: [1], first: 3, last: 3, read: 1, unread: 2 }],
    [501, { flag: 'unread' }, { pages: [500], first: 2, last: 501, read: 501, unread: 0 }],
    [502, { flag: 'unread' }, { pages: [500, 1], first: 2, last: 502, read: 502, unread: 0 }],
    [1203, { flag: 'unread' }, { pages: [500, 500, 202], first: 2, last: 1203, read: 1203, unread: 0 }],
    [1203, {}, { pages: [500, 500, 203], first: 1, last: 1203, read: 1, unread: 1202 }],
    [1203, { ports: [1] }, { pages: [500, 101], first: 2, last: 1202, read: 0, unread: 601 }],
    [1203, { flag: 'unread', ports: [1] }, { pages: [500, 101], first: 2, last: 1202, read: 601, unread: 0 }],
  ];
  for (const [count, filter, found] of rows)
    test(`of ${count} messages, the first one read: ${JSON.stringify(filter)}`, async () => {
      const { ask } = await filled(count, 1);
      assert.deepEqual(await ask(filter), found);
    });

  test('gives an unread message out once', async () => {
    const { ask } = await filled(502);
    assert.deepEqual((await ask({ flag: 'unread' })).pages, [500, 2]);
    assert.deepEqual((await ask({ flag: 'unread' })).pages, []);
    assert.deepEqual((await ask({ flag: 'read' })).pages, [500, 2]);
  });
});
