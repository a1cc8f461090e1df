import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SentFilter } from '../messages.ts';
import { type Bench, collect, openBench, statusReport } from '../testing.ts';
import { createMessageSearch } from './search.ts';

async function numbers(bench: Bench, filter: SentFilter): Promise<string[]> {
  return (await collect(bench.messages.results(filter))).map(row => row.number);
}

async function filled(context: Parameters<typeof openBench>[0]): Promise<{ bench: Bench; times: number[] }> {
  const bench = await openBench(context, { ports: 2 });
  const times: number[] = [];
  const sent = [
    { number: '+491', userId: 1, ports: [0] },
    { number: '491', userId: '1', ports: [1] },
    { number: '+492', userId: null, ports: [0] },
    { number: '493', userId: '007', ports: [1] },
  ];
  for (const recipient of sent) {
    times.push(bench.clock.now());
    await bench.send([recipient]);
    await bench.quiet();
    bench.clock.advance(60_000);
  }
  return { bench, times };
}

describe('query_sms_result', () => {
  const rows: [string, (times: readonly number[]) => SentFilter, string[]][] = [
    ['all, oldest first', () => ({}), ['+491', '491', '+492', '493']],
    ['numbers without regard to a leading +', () => ({ numbers: ['491'] }), ['+491', '491']],
    ['several numbers, each row once', () => ({ numbers: ['493', '491', '491'] }), ['+491', '491', '493']],
    ['ports', () => ({ ports: [1, 7] }), ['491', '493']],
    ['only ports that are not here: nothing', () => ({ ports: [7] }), []],
    ['user ids as text, of both types', () => ({ userIds: ['1'] }), ['+491', '491']],
    ['user ids exactly', () => ({ userIds: ['7', '007'] }), ['493']],
    ['user id null', () => ({ userIds: [null] }), ['+492']],
    ['times, both ends included', t => ({ after: t[1] ?? 0, before: t[2] ?? 0 }), ['491', '+492']],
    ['after', t => ({ after: t[2] ?? 0 }), ['+492', '493']],
    ['before', t => ({ before: (t[1] ?? 0) - 1 }), ['+491']],
    [
      'all of them together',
      t => ({ numbers: ['491'], userIds: ['1'], ports: [1], after: t[0] ?? 0 }),
      ['491'],
    ],
    ['numbers and a time that exclude each other', t => ({ numbers: ['491'], after: t[2] ?? 0 }), []],
  ];
  for (const [name, filter, expected] of rows)
    test(`finds ${name}`, async context => {
      const { bench, times } = await filled(context);
      assert.deepEqual(await numbers(bench, filter(times)), expected);
    });

  const named: [string, number[], number[], string[]][] = [
    ['any port belongs to none', [], [0, 31], []],
    ['one port belongs to that one', [31], [31], ['01']],
    ['one port belongs to no other', [31], [0, 1], []],
    ['several ports belongs to each of them', [0, 2], [2, 9], ['01']],
  ];
  for (const [name, ports, asked, expected] of named)
    test(`a message for ${name} while no port has begun it`, async context => {
      const bench = await openBench(context, { ports: 32, start: false });
      await bench.send(['01'], { ports });
      assert.deepEqual(await numbers(bench, { ports: asked }), expected);
      assert.deepEqual(await numbers(bench, {}), ['01']);
      const found = createMessageSearch(bench.store).sent({ ports: asked, limit: 9 }).items;
      assert.deepEqual(
        found.map(({ number }) => number),
        expected,
      );
    });

  test('shows the only port that a waiting message may use, and 255 where there are several', async context => {
    const bench = await openBench(context, { ports: 32, start: false });
    for (const ports of [[31], [0, 1], []]) await bench.send(['01'], { ports });
    const shown = async () => (await collect(bench.messages.results({}))).map(row => row.port);
    assert.deepEqual(await shown(), [31, 255, 255]);
    await bench.messages.stop(1);
    const [event] = bench.journal();
    assert.ok(event?.kind === 'sms_result');
    assert.equal(event.port, 31);
  });

  test('gives user ids in the type they came in', async context => {
    const { bench } = await filled(context);
    const rows = await collect(bench.messages.results({}));
    assert.deepEqual(
      rows.map(row => row.userId),
      [1, '1', null, '007'],
    );
  });

  const many = async (context: Parameters<typeof openBench>[0]): Promise<Bench> => {
    const bench = await openBench(context, { start: false, ports: 32 });
    for (let n = 0; n < 1500; n += 100)
      await bench.send(Array.from({ length: 100 }, (_, index) => `0${(n + index) % 3}`));
    return bench;
  };

  test('reads a long answer in pages, whichever way it is found', async context => {
    const bench = await many(context);
    const filters: [SentFilter, number][] = [
      [{}, 1500],
      [{ numbers: ['00', '02', '09'] }, 1000],
      [{ userIds: [null] }, 1500],
      [{ after: 0 }, 1500],
    ];
    for (const [filter, count] of filters) {
      const sizes: number[] = [];
      for await (const page of bench.messages.results(filter)) sizes.push(page.length);
      assert.equal(
        sizes.reduce((sum, size) => sum + size, 0),
        count,
      );
      assert.ok(Math.max(...sizes) <= 500, String(sizes));
    }
  });

  for (const filter of [{}, { after: 0 }])
    test(`names each message once while they are sent, by ${JSON.stringify(filter)}`, async context => {
      const bench = await many(context);
      const found: string[] = [];
      let page = 0;
      for await (const rows of bench.messages.results(filter)) {
        found.push(...rows.map(row => row.number));
        page += 1;
        if (page > 1) continue;
        bench.clock.advance(1000);
        bench.start();
        await bench.quiet();
      }
      assert.equal(found.length, 1500);
    });
});

describe('query_sms_deliver_status', () => {
  test('filters by the number, port and time of the message', async context => {
    const { bench, times } = await filled(context);
    for (const port of [0, 1])
      for (const [index, recipient] of [...(port === 0 ? ['+491', '+492'] : ['491', '493'])].entries()) {
        const centreTime = times[port + 2 * index] ?? 0;
        await bench.receive(port, statusReport({ reference: index + 1, recipient, centreTime }));
      }
    const found = async (filter: SentFilter) =>
      (await collect(bench.messages.reports(filter))).map(row => row.number);
    assert.deepEqual(await found({}), ['+491', '+492', '491', '493']);
    assert.deepEqual(await found({ numbers: ['491'] }), ['+491', '491']);
    assert.deepEqual(await found({ ports: [1] }), ['491', '493']);
    assert.deepEqual(await found({ after: times[1] ?? 0, before: times[2] ?? 0 }), ['491', '+492']);
  });
});

describe('every way to find something has its index', () => {
  const rows: [string, string][] = [
    [
      "SELECT id FROM messages WHERE ltrim(number, '+') = '1' AND id > 5 ORDER BY id LIMIT 500",
      'messages_by_number',
    ],
    ["SELECT id FROM messages WHERE user_id IS '1' AND id > 5 ORDER BY id LIMIT 500", 'messages_by_user_id'],
    [
      'SELECT id FROM messages WHERE (time, id) > (1, 1) AND time <= 9 ORDER BY time, id LIMIT 500',
      'messages_by_time',
    ],
    ['SELECT id FROM messages WHERE state = 1 AND id > 5 ORDER BY id LIMIT 200', 'messages_sending'],
    ["SELECT id FROM status_reports WHERE imsi = '1' AND message_id IS NULL", 'status_reports_parked'],
    [
      'SELECT id FROM status_reports WHERE told = 0 AND received_steady <= 9 ORDER BY id',
      'status_reports_untold',
    ],
    ['DELETE FROM status_reports WHERE message_id = 1', 'status_reports_by_message'],
    [
      "SELECT 1 FROM segments WHERE imsi = '1' AND reference = 3 ORDER BY handed_steady DESC",
      'segments_by_reference',
    ],
    [
      "SELECT 1 FROM segments WHERE imsi = '1' AND reference IS NULL AND handed_steady > 1",
      'segments_unanswered',
    ],
    ['SELECT message_id FROM queue WHERE lane = 3 ORDER BY priority, message_id LIMIT 1', 'PRIMARY KEY'],
    [
      'SELECT message_id FROM queue WHERE lane = 3 AND priority = 1 ORDER BY message_id LIMIT 1',
      'PRIMARY KEY',
    ],
    [
      "SELECT id, imsi FROM messages WHERE ltrim(number, '+') = '1' AND id < 5 ORDER BY id DESC LIMIT 8",
      'messages_by_number',
    ],
    [
      "SELECT message_id FROM waiting_for_turn WHERE recipient = '1' AND ports = 0 ORDER BY priority, message_id LIMIT 1",
      'waiting_for_turn_by_recipient',
    ],
    [
      "SELECT message_id FROM reserved WHERE imsi = '1' ORDER BY priority, message_id LIMIT 1",
      'reserved_by_sim',
    ],
    ['SELECT id FROM incoming WHERE id > 1 AND id <= 9 AND seen = 0 ORDER BY id', 'incoming_unread'],
  ];
  for (const [sql, index] of rows)
    test(sql, async context => {
      const bench = await openBench(context, { start: false });
      const plan = bench.store.read.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
      const details = plan.map(step => step.detail).join('; ');
      assert.ok(details.includes(index), details);
      assert.ok(!details.includes('TEMP B-TREE'), details);
    });
});
