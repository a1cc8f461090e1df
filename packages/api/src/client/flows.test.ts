/** Methods of several calls: pages, events without end, sending and waiting. The peer is scripted; time passes at once. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, createClient } from './client.ts';
import { SimgateError } from './errors.ts';

type Answer = Response | Error;

/** A client whose peer answers by `answer`; notes path and query of each request, and the waits. */
function bench(answer: (target: string, headers: Headers, count: number) => Answer | Promise<Answer>) {
  const seen: string[] = [];
  const waits: number[] = [];
  const client = createClient({
    baseUrl: 'http://gw',
    fetch: async (input, init) => {
      const { pathname, search } = new URL(String(input));
      seen.push(pathname + search);
      const found = await answer(pathname + search, new Headers(init?.headers), seen.length);
      if (found instanceof Error) throw found;
      return found;
    },
    wait: async (milliseconds, signal) => {
      waits.push(milliseconds);
      // As a timer would, this lets what else happens go first.
      await new Promise(resolve => setImmediate(resolve));
      signal?.throwIfAborted();
    },
  });
  return { client, seen, waits };
}

function page(ids: readonly number[], next: number | null): Response {
  return Response.json({ messages: ids.map(id => ({ id })), next });
}

describe('pages', () => {
  async function idsOf(list: AsyncIterable<{ readonly id?: number }>): Promise<unknown[]> {
    const found: unknown[] = [];
    for await (const { id } of list) found.push(id);
    return found;
  }

  test('are fetched until there is no next; a page may be empty meanwhile', async () => {
    const pages = [page([9, 8], 8), page([], 5), page([4], null)];
    const { client, seen } = bench((_target, _headers, count) => pages[count - 1] ?? new Error('no page'));
    assert.deepEqual(await idsOf(client.messages({ status: ['FAILED'] })), [9, 8, 4]);
    assert.deepEqual(seen, [
      '/v1/messages?status=FAILED',
      '/v1/messages?status=FAILED&before=8',
      '/v1/messages?status=FAILED&before=5',
    ]);
  });

  test('are not fetched before they are read', async () => {
    const { client, seen } = bench(() => page([3, 2], 2));
    for await (const _ of client.messages()) break;
    assert.equal(seen.length, 1);
  });

  test('of the inbox', async () => {
    const pages = [page([8], 8), page([1], null)];
    const { client, seen } = bench((_target, _headers, count) => pages[count - 1] ?? new Error('no page'));
    const found = await idsOf(client.inbox({ flag: 'unread' }) as AsyncIterable<{ id?: number }>);
    assert.deepEqual(found, [8, 1]);
    assert.deepEqual(seen, ['/v1/inbox?flag=unread', '/v1/inbox?flag=unread&before=8']);
  });

  test('throw what was refused', async () => {
    const { client } = bench(() => Response.json({ error: 'limit: is wrong.' }, { status: 400 }));
    await assert.rejects(
      client.messages().next(),
      error => error instanceof SimgateError && error.code === 400,
    );
  });
});

function events(...ids: readonly number[]): Response {
  const text = ids.map(id => `id: ${id}\nevent: sms\ndata: {"port":${id}}\n\n`).join('');
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } });
}

describe('events without end', () => {
  test('go on behind the last one when the stream ends', async () => {
    const lastIds: (string | null)[] = [];
    const { client, seen } = bench((_target, headers, count) => {
      lastIds.push(headers.get('last-event-id'));
      return count === 2 ? new TypeError('fetch failed') : events(2 * count, 2 * count + 1);
    });
    const found: string[] = [];
    for await (const { id } of client.events({ kinds: ['sms'], after: 1 })) {
      found.push(id);
      if (found.length === 4) break;
    }
    assert.deepEqual(found, ['2', '3', '6', '7']);
    assert.equal(seen[0], '/v1/events?kinds=sms&after=1');
    assert.equal(seen.at(-1), '/v1/events?kinds=sms');
    assert.equal(lastIds[0], null);
    assert.ok(lastIds.slice(1).every(id => id === '3'));
  });

  test('go on from where the stream began, where none had come before it was lost', async () => {
    const lastIds: (string | null)[] = [];
    const { client } = bench((_target, headers, count) => {
      lastIds.push(headers.get('last-event-id'));
      return count === 1 ? new Response(': the stream begins\n\nid: 41\n\n') : events(42);
    });
    for await (const { id } of client.events()) {
      assert.equal(id, '42');
      break;
    }
    assert.deepEqual(lastIds, [null, '41']);
  });

  test('are asked for ever more seldom while nobody answers', async () => {
    const ending = new AbortController();
    const { client, waits } = bench((_target, _headers, count) => {
      if (count === 40) ending.abort();
      return new TypeError('fetch failed');
    });
    for await (const _ of client.events({}, { signal: ending.signal })) assert.fail('there is no event');
    assert.equal(Math.max(...waits), 15_000);
  });

  test('end with a refusal that stays', async () => {
    const { client } = bench(() => Response.json({ error: 'kinds: is wrong.' }, { status: 400 }));
    await assert.rejects(client.events().next(), /kinds: is wrong/);
  });

  test('end with the signal', async () => {
    const { client } = bench(() => events(1));
    const found: string[] = [];
    const ending = new AbortController();
    for await (const { id } of client.events({}, { signal: ending.signal })) {
      found.push(id);
      ending.abort();
    }
    assert.deepEqual(found, ['1']);
  });
});

describe('sending and waiting', () => {
  /** The states that the messages of the task have at each look. */
  function gateway(...looks: readonly (readonly string[])[]): {
    client: Client;
    seen: string[];
  } {
    let look = 0;
    return bench(target => {
      if (target === '/api/send_sms') return Response.json({ error_code: 202, sms_in_queue: 1, task_id: 7 });
      if (target.startsWith('/v1/events')) return events(1);
      const states = looks[Math.min(look, looks.length - 1)] ?? [];
      look += 1;
      return Response.json({
        messages: states.map((status, index) => ({ id: index + 1, status })).toReversed(),
        next: null,
      });
    });
  }
  const request = { text: 'hi', param: [{ number: '1' }, { number: '2' }] };

  test('until the network has taken every message', async () => {
    const { client, seen } = gateway(
      ['SENDING', 'SENDING'],
      ['SENT_OK', 'SENDING'],
      ['SENT_OK', 'DELIVERED'],
    );
    const { ok, taskId, messages } = await client.sendAndWait(request);
    assert.deepEqual([ok, taskId], [true, 7]);
    assert.deepEqual(
      messages.map(({ id, status }) => [id, status]),
      [
        [1, 'SENT_OK'],
        [2, 'DELIVERED'],
      ],
    );
    assert.equal(seen.filter(target => target === '/v1/messages?task_id=7').length, 3);
  });

  test('until every phone has confirmed it', async () => {
    const { client } = gateway(['SENT_OK', 'DELIVERED'], ['DELIVERED', 'DELIVERED']);
    assert.ok((await client.sendAndWait(request, { until: 'delivered' })).ok);
  });

  test('of all pages of a task, in the order of sending', async () => {
    const { client, seen } = bench(target => {
      if (target === '/api/send_sms') return Response.json({ error_code: 202, task_id: 7 });
      if (target.startsWith('/v1/events')) return events(1);
      const [id, next] = target.includes('before') ? [3, null] : [9, 9];
      return Response.json({ messages: [{ id, status: 'DELIVERED' }], next });
    });
    const { messages } = await client.sendAndWait(request);
    assert.deepEqual(
      messages.map(({ id }) => id),
      [3, 9],
    );
    assert.ok(seen.includes('/v1/messages?task_id=7&before=9'));
  });

  test('a message without segments, or whose segments have no report, may still arrive', async () => {
    const sent = [
      {},
      { segments: [] },
      { segments: [{ reports: [] }] },
      { segments: [{ reports: [{ status_code: 0x3f }] }] },
    ];
    let looks = 0;
    const { client } = bench(target => {
      if (target === '/api/send_sms') return Response.json({ error_code: 202, task_id: 7 });
      if (target.startsWith('/v1/events')) return events(1);
      const more = sent[looks];
      looks += 1;
      return Response.json({
        messages: [{ id: 1, status: more === undefined ? 'DELIVERED' : 'SENT_OK', ...more }],
        next: null,
      });
    });
    assert.ok((await client.sendAndWait(request, { until: 'delivered' })).ok);
    assert.equal(looks, 5);
  });

  for (const [codes, what] of [
    [[0x20, 0x40], 'the first value by which it gives up'],
    [[0x20, 0x46], 'the service centre gives up'],
    [[0x62], 'it gives up for now'],
    [[0x80], 'its report has a value that no standard has'],
  ] as const)
    test(`until no report can come any more: ${what}`, async () => {
      const reports = codes.map(code => ({ status_code: code }));
      const messages = [{ id: 1, status: 'SENT_OK', segments: [{ reports }] }];
      const { client, seen } = bench(target => {
        if (target === '/api/send_sms') return Response.json({ error_code: 202, task_id: 7 });
        if (target.startsWith('/v1/events')) return events(1);
        return Response.json({ messages, next: null });
      });
      const sent = await client.sendAndWait(request, { until: 'delivered' });
      assert.equal(sent.ok, false);
      assert.equal(seen.filter(target => target.startsWith('/v1/messages')).length, 1);
    });

  test('a report that the service centre tries on is no end', async () => {
    const report = (code: number) => [{ reports: [{ status_code: code }] }];
    let looks = 0;
    const { client } = bench(target => {
      if (target === '/api/send_sms') return Response.json({ error_code: 202, task_id: 7 });
      if (target.startsWith('/v1/events')) return events(1);
      looks += 1;
      const message =
        looks === 1
          ? { id: 1, status: 'SENT_OK', segments: report(0x30) }
          : { id: 1, status: 'DELIVERED', segments: report(0) };
      return Response.json({ messages: [message], next: null });
    });
    assert.ok((await client.sendAndWait(request, { until: 'delivered' })).ok);
  });

  test('a message that failed is not well', async () => {
    const { client } = gateway(['FAILED', 'SENT_OK']);
    const { ok, messages } = await client.sendAndWait(request);
    assert.equal(ok, false);
    assert.equal(messages[0]?.status, 'FAILED');
  });

  test('ends when the caller ends it, with the states as they are', async () => {
    const ending = new AbortController();
    const { client } = gateway(['SENDING', 'SENDING']);
    setImmediate(() => ending.abort());
    const { ok, messages } = await client.sendAndWait(request, { signal: ending.signal });
    assert.equal(ok, false);
    assert.equal(messages.length, 2);
  });

  test('a gateway that goes away meanwhile is waited for', async () => {
    const { client } = bench((target, _headers, count) => {
      if (target === '/api/send_sms') return Response.json({ error_code: 202, sms_in_queue: 1, task_id: 7 });
      if (target.startsWith('/v1/events') || count < 12) return new TypeError('fetch failed');
      return Response.json({ messages: [{ id: 1, status: 'SENT_OK' }], next: null });
    });
    const { ok, taskId, messages } = await client.sendAndWait(request);
    assert.deepEqual([ok, taskId, messages.length], [true, 7, 1]);
  });

  test('one that stays away leaves the task and what was known of it', async () => {
    const ending = new AbortController();
    const { client } = bench((target, _headers, count) => {
      if (target === '/api/send_sms') return Response.json({ error_code: 202, sms_in_queue: 1, task_id: 7 });
      if (count > 20) ending.abort();
      return new TypeError('fetch failed');
    });
    const { ok, taskId, messages } = await client.sendAndWait(request, { signal: ending.signal });
    assert.deepEqual([ok, taskId, messages], [false, 7, []]);
  });

  test('a refusal for good behind the sending admits that it was sent', async () => {
    const { client } = bench(target =>
      target === '/api/send_sms'
        ? Response.json({ error_code: 202, sms_in_queue: 1, task_id: 7 })
        : Response.json({ error: 'no' }, { status: 403 }),
    );
    await assert.rejects(
      client.sendAndWait(request),
      error => error instanceof SimgateError && error.code === 403 && error.mayBeDone,
    );
  });

  test('a refused request is thrown', async () => {
    const { client } = bench(() => Response.json({ error_code: 400, error: 'text: is missing.' }));
    await assert.rejects(client.sendAndWait(request), /text: is missing/);
  });
});
