/** Chapters 2 to 5 and 9, over HTTP. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SERIAL, testFleet } from '../test-fleet.ts';

/** The request of chapter 2.4. */
const ofManual = {
  text: 'Hello, #param#.',
  port: [2, 3],
  param: [
    { number: '123456', text_param: ['John'], user_id: 1 },
    { number: '123478', text_param: ['Sam'], user_id: 2 },
  ],
};
const one = [{ number: '10086' }];

describe('send_sms is judged', () => {
  const rows: readonly [title: string, body: unknown, code: number][] = [
    ['the example of the manual', ofManual, 202],
    ['the shortest body', { text: 'hi', param: one }, 202],
    ['128 recipients', { text: 'hi', param: Array(128).fill(one[0]) }, 202],
    ['129 recipients', { text: 'hi', param: Array(129).fill(one[0]) }, 413],
    ['1500 octets', { text: 'é'.repeat(750), param: one }, 202],
    ['1502 octets', { text: 'é'.repeat(751), param: one }, 413],
    [
      '1502 octets once it is filled',
      { text: 'a #param#', param: [{ number: '1', text_param: ['b'.repeat(1500)] }] },
      413,
    ],
    ['no text', { param: one }, 400],
    ['an empty text', { text: '', param: one }, 400],
    ['no recipient', { text: 'hi', param: [] }, 400],
    ['a recipient without number', { text: 'hi', param: [{ user_id: 1 }] }, 400],
    ['letters in a number', { text: 'hi', param: [{ number: 'Bank' }] }, 400],
    ['a number of 24 octets', { text: 'hi', param: [{ number: '1'.repeat(24) }] }, 202],
    ['a number of 25 octets', { text: 'hi', param: [{ number: '1'.repeat(25) }] }, 400],
    ['user_id below 0', { text: 'hi', param: [{ number: '1', user_id: -1 }] }, 400],
    ['user_id null', { text: 'hi', param: [{ number: '1', user_id: null }] }, 202],
    ['port 32', { text: 'hi', port: [32], param: one }, 400],
    ['only ports that the model lacks', { text: 'hi', port: [30], param: one }, 550],
    ['an unknown encoding', { text: 'hi', encoding: 'latin', param: one }, 202],
    ['a list in place of an object', [1], 400],
  ];
  test('by error_code', async () => {
    await using bench = await testFleet();
    for (const [title, body, code] of rows) {
      const answer = await bench.ask('/api/send_sms', body);
      assert.equal(answer.error_code, code, title);
    }
  });

  test('no JSON is 400', async () => {
    await using bench = await testFleet();
    const { text } = await bench.fetch('/api/send_sms', { method: 'POST', body: '{"text":"a"b"}' });
    assert.equal(text, `{"error_code":400,"sn":"${SERIAL}"}`);
  });
});

describe('a message goes its way', () => {
  test('SENDING, SENT_OK, DELIVERED, with its report', async () => {
    await using bench = await testFleet();
    const sent = await bench.ask('/api/send_sms', ofManual);
    assert.deepEqual(sent, { error_code: 202, sn: SERIAL, sms_in_queue: 2, task_id: 1 });
    const shown = { user_id: 1, number: '123456', time: '2025-01-01 12:00:00', count: 1, ref_id: 0 };
    const steps: readonly [wait: number, status: string, succeeded: number][] = [
      [0, 'SENDING', 0],
      [1000, 'SENT_OK', 1],
      [2000, 'DELIVERED', 1],
    ];
    for (const [wait, status, succ_count] of steps) {
      await bench.clock.advance(wait);
      const { result } = await bench.ask('/api/query_sms_result', { user_id: [1] });
      assert.deepEqual(result, [{ port: 2, ...shown, status, succ_count, imsi: '001010000002000' }]);
    }
    const reports = await bench.ask('/api/query_sms_deliver_status', { number: ['123456'] });
    assert.deepEqual(reports, {
      error_code: 200,
      sn: SERIAL,
      result: [
        {
          ...{ port: 2, number: '123456', time: '2025-01-01 12:00:00', ref_id: 0, status_code: 0 },
          imsi: '001010000002000',
        },
      ],
    });
  });

  test('more messages than ports wait, and each port sends one after the other', async () => {
    await using bench = await testFleet();
    const param = Array.from({ length: 6 }, (_, user_id) => ({ number: '1', user_id }));
    assert.equal((await bench.ask('/api/send_sms', { text: 'a', param })).sms_in_queue, 6);
    assert.equal((await bench.ask('/api/query_sms_in_queue')).in_queue, 2);
    await bench.clock.advance(1000);
    assert.equal((await bench.ask('/api/query_sms_in_queue')).in_queue, 0);
    await bench.clock.advance(1000);
    const { result } = await bench.ask('/api/query_sms_result', {});
    const seen = (result as { port: number; ref_id: number }[]).map(({ port, ref_id }) => [port, ref_id]);
    assert.deepEqual(seen, [
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [0, 1],
      [1, 1],
    ]);
  });

  test('stop_sms takes what no port has begun', async () => {
    await using bench = await testFleet({ ports: 1 });
    await bench.ask('/api/send_sms', { text: 'a', param: [{ number: '1' }, { number: '2' }] });
    assert.equal((await bench.ask('/api/stop_sms?task_id=1')).error_code, 200);
    assert.equal((await bench.ask('/api/stop_sms?task_id=9')).error_code, 404);
    await bench.clock.advance(3000);
    const { result } = await bench.ask('/api/query_sms_result', {});
    assert.deepEqual(
      (result as { status: string }[]).map(({ status }) => status),
      ['DELIVERED', 'FAILED'],
    );
  });
});

describe('how a text goes on the air', () => {
  const rows: readonly [text: string, encoding: string | undefined, heard: string, count: number][] = [
    ['a'.repeat(160), 'gsm-7bit', 'a'.repeat(160), 1],
    ['a'.repeat(161), 'gsm-7bit', 'a'.repeat(161), 2],
    ['€'.repeat(80), 'gsm-7bit', '€'.repeat(80), 1],
    ['€'.repeat(81), 'gsm-7bit', '€'.repeat(81), 2],
    ['مرحبا', 'gsm-7bit', '?????', 1],
    ['a'.repeat(70), undefined, 'a'.repeat(70), 1],
    ['a'.repeat(71), 'unicode', 'a'.repeat(71), 2],
    ['مرحبا', 'latin', 'مرحبا', 1],
    ['😀'.repeat(35), 'unicode', '😀'.repeat(35), 1],
  ];
  test('by encoding', async () => {
    await using bench = await testFleet();
    for (const [text, encoding, heard, count] of rows) {
      await bench.ask('/api/send_sms', { text, encoding, param: one });
      const message = bench.fleet.world.record.messages().at(-1);
      assert.deepEqual([message?.text, message?.count], [heard, count], text.slice(0, 5));
    }
  });

  test('a message of three segments has three references and three reports', async () => {
    await using bench = await testFleet({ ports: 1, quirks: { referenceRange: 4 } });
    await bench.ask('/api/send_sms', { text: 'a'.repeat(140), param: one });
    await bench.ask('/api/send_sms', { text: 'b'.repeat(140), param: one });
    await bench.clock.advance(20_000);
    const { result } = await bench.ask('/api/query_sms_deliver_status', {});
    assert.deepEqual(
      (result as { ref_id: number }[]).map(({ ref_id }) => ref_id),
      [0, 1, 2, 3, 0, 1],
    );
  });
});

describe('filters of the queries', () => {
  const rows: readonly [title: string, body: unknown, found: number | string][] = [
    ['none', {}, 3],
    ['number', { number: ['1'] }, 1],
    ['port', { port: [0] }, 2],
    ['user_id', { user_id: [11, 12] }, 2],
    ['user_id as text', { user_id: ['11'] }, 1],
    ['user_id that was never sent', { user_id: [99] }, 0],
    ['time_after at the very second', { time_after: '2025-01-01 12:00:01' }, 1],
    ['time_before', { time_before: '2025-01-01 12:00:00' }, 2],
    ['no time', { time_after: 'yesterday' }, '400'],
    ['33 numbers', { number: Array(33).fill('1') }, '413'],
    ['32 numbers', { number: Array(32).fill('1') }, 1],
    ['33 user_ids', { user_id: Array.from({ length: 33 }, (_, id) => id) }, '413'],
    ['a port that the model lacks', { port: [31] }, '400'],
  ];
  test('of query_sms_result', async () => {
    await using bench = await testFleet({ ports: 2 });
    const param = ['1', '2', '3'].map((number, at) => ({ number, user_id: 10 + at }));
    await bench.ask('/api/send_sms', { text: 'a', param });
    await bench.clock.advance(1000);
    for (const [title, body, found] of rows) {
      const { error_code, result } = await bench.ask('/api/query_sms_result', body);
      const seen = error_code === 200 ? (result as unknown[]).length : String(error_code);
      assert.equal(seen, found, title);
    }
  });
});
