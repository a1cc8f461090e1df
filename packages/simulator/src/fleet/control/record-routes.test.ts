/** The record in pages, its filters and what went out more than once. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type TestFleet, testFleet } from '../test-fleet.ts';

interface Page {
  readonly messages: readonly { readonly id: number }[];
  readonly next: number | null;
}

describe('of messages sent and received', () => {
  let bench: TestFleet;
  before(async () => {
    bench = await testFleet({ gateways: 2, ports: 1 });
    await bench.control('PATCH', '/air', { rules: [{ match: { to: '3' }, refuse: 38 }] });
    const param = ['1', '2', '3', '1'].map((number, at) => ({ number, user_id: at === 3 ? 0 : at }));
    await bench.ask('/api/send_sms', { text: 'a', param });
    await bench.clock.advance(10_000);
    const messages = ['Bank', 'Shop', 'Bank'].map((from, gateway) => ({ from, gateway: gateway % 2 }));
    await bench.control(
      'POST',
      '/incoming',
      messages.map(message => ({ ...message, text: `by ${message.from}`, port: 0 })),
    );
    await bench.ask('/api/send_sms', { text: 'a', param: [{ number: '1', user_id: 0 }, { number: '9' }] });
  });
  after(() => bench[Symbol.asyncDispose]());

  const rows: readonly [query: string, ids: readonly number[], next: number | null][] = [
    ['messages', [1, 2, 3, 4, 5, 6], 6],
    ['messages?after=0&limit=2', [1, 2], 2],
    ['messages?after=2&limit=2', [3, 4], 4],
    ['messages?after=5', [6], 6],
    ['messages?after=6', [], null],
    ['messages?limit=0', [], null],
    ['messages?number=1', [1, 4, 5], 5],
    ['messages?number=1&text=a&gateway=0&port=0&fate=sent', [1, 4], 4],
    ['messages?number=1&text=b', [], null],
    ['messages?gateway=1', [], null],
    ['messages?port=255', [6], 6],
    ['messages?fate=refused', [3], 3],
    ['messages?fate=onAir', [5], 5],
    ['messages?fate=waiting', [6], 6],
    ['incoming', [1, 2, 3], 3],
    ['incoming?after=1&limit=1', [2], 2],
    ['incoming?from=Bank', [1, 3], 3],
    ['incoming?gateway=1&port=0&from=Shop&text=by%20Shop', [2], 2],
    ['incoming?gateway=1&from=Bank', [], null],
    ['incoming?port=1', [], null],
    ['incoming?text=by', [], null],
  ];
  for (const [query, ids, next] of rows)
    test(query, async () => {
      const { messages, next: found } = (await bench.control('GET', `/record/${query}`)).body as Page;
      assert.deepEqual([messages.map(({ id }) => id), found], [ids, next]);
    });

  const repeats: readonly [query: string, groups: readonly (readonly number[])[], surplus: number][] = [
    ['', [[1, 4, 5]], 2],
    ['?by=text', [[1, 4, 5]], 2],
    ['?by=user_id', [[1, 4, 5]], 2],
    ['?limit=0', [], 2],
  ];
  for (const [query, groups, surplus] of repeats)
    test(`repeats${query}: what the network refused or no port has begun is not among them`, async () => {
      const { body } = await bench.control('GET', `/record/repeats${query}`);
      const found = body as { onAir: number; repeated: number; surplus: number; groups: { id: number }[][] };
      assert.deepEqual(
        [found.onAir, found.repeated, found.surplus, found.groups.map(group => group.map(({ id }) => id))],
        [4, 1, surplus, groups],
      );
    });

  test('a message of the record has everything that is known of it', async () => {
    const { messages } = (await bench.control('GET', '/record/messages?number=3')).body as Page;
    const at = Date.UTC(2025, 0, 1, 12);
    assert.deepEqual(messages, [
      {
        ...{ id: 3, gateway: 0, port: 0, imsi: '001010000000000', number: '3', text: 'a' },
        ...{ encoding: 'unicode', count: 1, user_id: 2, task_id: 1, run: 1, fate: 'refused' },
        ...{ status: 'FAILED', acceptedAt: at, handedAt: at + 2000, deliveredAt: 0, cause: 38 },
        ...{ ref_id: 2, reports: [] },
      },
    ]);
  });

  test('counters are of the whole, and at 0 once the record is cleared', async () => {
    const counts = {
      ...{ accepted: 6, handed: 3, refused: 1, dropped: 0, stopped: 0, delivered: 3, reports: 3 },
      ...{ incoming: 3, requests: 2, lostAnswers: 0, pushes: 0, failedPushes: 0, waitingPushes: 0 },
    };
    assert.deepEqual((await bench.control('GET', '/counters')).body, counts);
    assert.deepEqual((await bench.control('DELETE', '/record')).body, { done: true });
    const cleared = Object.fromEntries(Object.keys(counts).map(name => [name, 0]));
    assert.deepEqual((await bench.control('GET', '/counters')).body, cleared);
    assert.deepEqual((await bench.control('GET', '/record/messages')).body, { messages: [], next: null });
    assert.deepEqual((await bench.control('GET', '/record/events')).body, { events: [] });
  });
});

test('a page has 1,000 entries where no number is named', async () => {
  await using bench = await testFleet({ ports: 1 });
  const messages = Array.from({ length: 1001 }, () => ({ from: '1', text: 'a', gateway: 0, port: 0 }));
  await bench.control('POST', '/incoming', messages);
  const { messages: found, next } = (await bench.control('GET', '/record/incoming')).body as Page;
  assert.deepEqual([found.length, next], [1000, 1000]);
});
