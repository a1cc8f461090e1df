import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { receivedFrom } from '../../modem/sms/received.ts';
import { type Bench, delivers, openBench, statusReport } from '../testing.ts';
import { createMessageSearch, type ReceivedSearch, type SentSearch } from './search.ts';

async function bench(test: TestContext, options = {}) {
  const opened = await openBench(test, options);
  const search = createMessageSearch(opened.store);
  const sent = (asked: Partial<SentSearch> = {}) => search.sent({ limit: 100, ...asked });
  const received = (asked: Partial<ReceivedSearch> = {}) =>
    search.received({ limit: 100, flag: 'all', ...asked });
  const sentIds = (asked: Partial<SentSearch> = {}) => sent(asked).items.map(({ id }) => id);
  return { ...opened, search, sent, received, sentIds };
}

async function threeTexts(opened: Bench): Promise<void> {
  const to = (number: string, userId: number | string | null) => ({ number, userId });
  await opened.send([to('+491700000001', 1), to('0170', '2')], { text: 'Good morning' });
  await opened.send([to('4915', null)], { text: '100% of #param#', encoding: 'gsm-7bit', ports: [1] });
  await opened.quiet();
}

describe('search of sent messages, newest first', () => {
  test('by part of number and text, by user id, task, port and status', async t => {
    const opened = await bench(t, { ports: 2 });
    opened.port(1).answer = () => ({
      kind: 'refused',
      refusal: { source: 'cms', code: 1, text: 'unassigned number', permanent: true },
    });
    opened.port(1).canSend = true;
    await threeTexts(opened);
    const rows: [Partial<SentSearch>, number[]][] = [
      [{}, [3, 2, 1]],
      [{ number: '170' }, [2, 1]],
      [{ number: '+49' }, [1]],
      [{ text: 'MORN' }, [2, 1]],
      [{ text: '100%' }, [3]],
      [{ text: '1%' }, []],
      [{ text: '_ood' }, []],
      [{ userId: '2' }, [2]],
      [{ taskId: 2 }, [3]],
      [
        { statuses: ['FAILED'] },
        opened.search
          .sent({ limit: 9 })
          .items.filter(({ status }) => status === 'FAILED')
          .map(({ id }) => id),
      ],
      [{ statuses: ['DELIVERED'] }, []],
      [{ before: 0 }, []],
      [{ after: opened.clock.now() + 1 }, []],
      [{ beforeId: 3, limit: 1 }, [2]],
    ];
    for (const [asked, ids] of rows) assert.deepEqual(opened.sentIds(asked), ids, JSON.stringify(asked));
  });

  test('a failed message says why', async t => {
    const opened = await bench(t);
    opened.port(0).answer = () => ({
      kind: 'refused',
      refusal: { source: 'cms', code: 1, text: 'unassigned number', permanent: true },
    });
    await opened.send(['0170']);
    await opened.quiet();
    const [failed] = opened.sent({ statuses: ['FAILED'] }).items;
    assert.match(failed?.reason ?? '', /unassigned number/);
    assert.equal(failed?.segments[0]?.state, 'refused');
  });

  test('segments with their references and reports', async t => {
    const opened = await bench(t);
    await opened.send(['+491700000001'], { text: 'x'.repeat(200) });
    await opened.quiet();
    const [before] = opened.sent().items;
    const reference = before?.segments[1]?.refId ?? -1;
    const now = opened.store.steady.now();
    opened.clock.advance(5000);
    await opened.receive(0, statusReport({ reference, centreTime: opened.clock.now(), status: 48 }));
    const [found] = opened.sent().items;
    assert.equal(found?.acceptedAt, now);
    assert.deepEqual(
      found?.segments.map(({ sequence, state, handedAt, reports }) => ({
        sequence,
        state,
        handedAt,
        reports,
      })),
      [
        { sequence: 1, state: 'accepted', handedAt: now, reports: [] },
        {
          ...{ sequence: 2, state: 'accepted', handedAt: now },
          reports: [{ refId: reference, statusCode: 48, receivedAt: now + 5000 }],
        },
      ],
    );
    assert.deepEqual(opened.search.sentMessage(found?.id ?? 0), found);
    assert.equal(opened.search.sentMessage(99), undefined);
  });

  test('a message no port has begun', async t => {
    const opened = await bench(t);
    opened.port(0).canSend = false;
    await opened.send(['0170']);
    const [waiting] = opened.sent({ statuses: ['SENDING'] }).items;
    assert.deepEqual(
      { port: waiting?.port, waiting: waiting?.waiting, segments: waiting?.segments },
      { port: undefined, waiting: true, segments: [] },
    );
    assert.deepEqual(opened.sentIds({ ports: [0] }), []);
  });

  test('pages go on below the last id and end with null', async t => {
    const opened = await bench(t);
    await opened.send(Array.from({ length: 5 }, (_, index) => `017${index}`));
    const first = opened.sent({ limit: 2 });
    const second = opened.sent({ limit: 2, beforeId: first.next ?? 0 });
    const third = opened.sent({ limit: 2, beforeId: second.next ?? 0 });
    assert.deepEqual(
      [first, second, third].map(({ items }) => items.map(({ id }) => id)),
      [[5, 4], [3, 2], [1]],
    );
    assert.equal(third.next, null);
  });

  test('a rare match is looked for in bounded steps', async t => {
    const opened = await bench(t);
    await opened.send(['0170']);
    await opened.quiet();
    await opened.store.write(database => {
      database.run(
        `WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 20001)
         INSERT INTO messages (id, task_id, number, user_id_type, encoding, locking_table, single_table, reference_width,
           report_requested, ports, count, state, time, accepted_steady)
         SELECT i, 1, '99', 0, 0, 0, 0, 8, 0, 0, 1, 2, 0, 0 FROM n`,
      );
    });
    const first = opened.sent({ number: '0170' });
    assert.deepEqual(first, { items: [], next: 2 });
    assert.deepEqual(opened.sentIds({ number: '0170', beforeId: 2 }), [1]);
  });
});

describe('search of received messages, newest first', () => {
  test('by sender, text, port and state, and none is marked as read', async t => {
    const opened = await bench(t, { ports: 2 });
    const at = opened.clock.now();
    for (const [port, from, text] of [
      [0, '+491700000009', 'first'],
      [1, '+491700000008', 'second'],
    ] as const) {
      for (const part of delivers({ from, text, at })) await opened.receive(port, part);
    }
    const rows: [Partial<ReceivedSearch>, string[]][] = [
      [{}, ['second', 'first']],
      [{ number: '0009' }, ['first']],
      [{ text: 'SEC' }, ['second']],
      [{ ports: [0] }, ['first']],
      [{ flag: 'read' }, []],
      [{ flag: 'undecodable' }, []],
      [{ flag: 'unread' }, ['second', 'first']],
      [{ limit: 1 }, ['second']],
    ];
    for (const [asked, texts] of rows) {
      assert.deepEqual(
        opened.received(asked).items.map(({ text }) => text),
        texts,
        JSON.stringify(asked),
      );
    }
  });

  test('an undecodable one is found with its octets and the reason', async t => {
    const opened = await bench(t);
    await opened.receive(0, receivedFrom('000405'));
    const { items } = opened.received({ flag: 'undecodable' });
    assert.equal(items.length, 1);
    assert.equal(items[0]?.text, '');
    assert.deepEqual(Buffer.from(items[0]?.pdu ?? []).toString('hex'), '000405');
    assert.match(items[0]?.trouble ?? '', /TP-OA|octet/i);
  });
});
