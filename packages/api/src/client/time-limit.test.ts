/** A call ends with its time limit wherever its peer falls silent, and leaves nothing behind. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, type ClientOptions, createClient } from './client.ts';
import type { Result } from './errors.ts';
import { type TestTimers, withTimers } from './test-timers.ts';
import { TimeLimit } from './time-limit.ts';

type Fetch = typeof fetch;

/** As the fetch of a runtime: it waits for ever, and its signal ends it. */
function silent(_input: unknown, init?: RequestInit): Promise<Response> {
  return new Promise((_resolve, reject) => {
    const signal = init?.signal;
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** A body that begins and has no end; it heeds no signal, and whoever cancels it waits for ever too. */
function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: controller => controller.enqueue(new TextEncoder().encode('{')),
    cancel: () => new Promise(() => {}),
  });
}

function asks(body: ReadableStream<Uint8Array> | null): Response {
  return new Response(body, { status: 401, headers: { 'www-authenticate': 'Basic realm="gateway"' } });
}

/** Answers in turn; silent afterwards. */
function answering(...answers: Response[]): Fetch {
  return async (input, init) => answers.shift() ?? (await silent(input, init));
}

function clientOf(fetchIt: Fetch, differences: Partial<ClientOptions> = {}): Client {
  return createClient({
    ...{ baseUrl: 'http://gw', user: 'admin', password: 'secret', retries: 0, fetch: fetchIt },
    ...differences,
  });
}

function kindOf(result: Result<unknown>): string {
  return result.ok ? 'well' : result.error.kind;
}

/** How a call stands just before its end and at it. */
async function seenAt(milliseconds: number, call: Promise<Result<unknown>>, { after }: TestTimers) {
  const seen: string[] = [];
  void call.then(result => seen.push(kindOf(result)));
  await after(0);
  await after(milliseconds - 1);
  seen.push('under way');
  await after(1);
  await call;
  return seen;
}

describe('a call whose peer falls silent', () => {
  const rows: [where: string, peer: () => Fetch][] = [
    ['before the answer', () => silent],
    ['before the answer, with a fetch that heeds no signal', () => () => new Promise(() => {})],
    ['within the answer', () => answering(new Response(endless()))],
    ['within the page of a 401', () => answering(asks(endless()))],
    ['once it has the password', () => answering(asks(null))],
    ['within the answer to the password', () => answering(asks(null), new Response(endless()))],
  ];
  for (const [where, peer] of rows)
    test(`ends after 30 seconds: ${where}`, () =>
      withTimers(async timers => {
        const call = clientOf(peer()).listPorts();
        assert.deepEqual(await seenAt(30_000, call, timers), ['under way', 'aborted']);
        assert.equal(timers.pending(), 0);
      }));

  test('ends after the time that its client was given, at most 24 days', () =>
    withTimers(async timers => {
      for (const timeout of [1, 500, 86_400_000]) {
        const call = clientOf(silent, { timeout }).listPorts();
        assert.deepEqual(await seenAt(timeout, call, timers), ['under way', 'aborted']);
      }
      const call = clientOf(silent, { timeout: Number.POSITIVE_INFINITY }).listPorts();
      assert.deepEqual(await seenAt(2 ** 31 - 1, call, timers), ['under way', 'aborted']);
    }));

  test('is not sent again with the password once its time is over', () =>
    withTimers(async ({ after }) => {
      let sent = 0;
      let answer = (_response: Response): void => {};
      const client = clientOf(() => {
        sent += 1;
        return new Promise(resolve => {
          answer = resolve;
        });
      });
      const call = client.listPorts();
      await after(0);
      await after(30_000);
      assert.equal(kindOf(await call), 'aborted');
      answer(asks(null));
      await after(0);
      assert.equal(sent, 1);
    }));

  test('does not hold up the next call of original hardware', () =>
    withTimers(async ({ after }) => {
      const answers = [new Promise<Response>(() => {}), Response.json({ error_code: 200, in_queue: 3 })];
      const client = clientOf(async () => (await answers.shift()) ?? Response.error(), {
        device: 'original',
      });
      const calls = [client.querySmsInQueue(), client.querySmsInQueue()];
      await after(0);
      await after(30_000);
      assert.deepEqual((await Promise.all(calls)).map(kindOf), ['aborted', 'well']);
    }));

  test('ends where garbage is collected while it waits', async () => {
    const collect = await collector();
    const never = new AbortController();
    const calls = Array.from({ length: 20 }, () =>
      clientOf(silent, { timeout: 100 }).listPorts({}, { signal: never.signal }),
    );
    for (let turn = 0; turn < 5; turn += 1) {
      await new Promise(resolve => setImmediate(resolve));
      collect();
    }
    assert.deepEqual(new Set((await Promise.all(calls)).map(kindOf)), new Set(['aborted']));
  });
});

/** Collects garbage, where the runtime can be asked for that. */
async function collector(): Promise<() => void> {
  try {
    const [v8, vm] = await Promise.all([import('node:v8'), import('node:vm')]);
    v8.setFlagsFromString('--expose-gc');
    const collect: unknown = vm.runInNewContext('gc');
    return () => {
      if (typeof collect === 'function') collect();
    };
  } catch {
    return () => {};
  }
}

describe('a stream', () => {
  test('has a minute to begin', () =>
    withTimers(async timers => {
      const call = clientOf(silent, { timeout: 10 }).streamEvents();
      assert.deepEqual(await seenAt(60_000, call, timers), ['under way', 'aborted']);
    }));

  test('has no limit once it has begun, and its signal ends it', () =>
    withTimers(async ({ after, pending }) => {
      const ending = new AbortController();
      const client = clientOf(async (_input, init) => {
        const { signal } = init ?? {};
        const start = (controller: ReadableStreamDefaultController): void => {
          controller.enqueue(new TextEncoder().encode('id: 1\ndata: 1\n\n'));
          signal?.addEventListener('abort', () => controller.error(signal.reason));
        };
        return new Response(new ReadableStream({ start }));
      });
      const events = (await client.orThrow.streamEvents({}, { signal: ending.signal }))[
        Symbol.asyncIterator
      ]();
      assert.equal((await events.next()).value?.id, '1');
      await after(86_400_000);
      assert.equal(pending(), 0);
      const next = events.next();
      ending.abort(new Error('enough'));
      await assert.rejects(next, /enough/);
    }));
});

test('a signal that outlives its calls is left without listeners', async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener: add, removeEventListener: remove } = signal;
  Object.assign(signal, {
    addEventListener(...args: Parameters<typeof add>) {
      listeners += 1;
      add.apply(signal, args);
    },
    removeEventListener(...args: Parameters<typeof remove>) {
      listeners -= 1;
      remove.apply(signal, args);
    },
  });
  const client = clientOf(async input =>
    String(input).includes('/v1/events') ? new Response('id: 1\ndata: 1\n\n') : Response.json({ ports: [] }),
  );
  await client.listPorts({}, { signal });
  for await (const _ of await client.orThrow.streamEvents({}, { signal }));
  assert.equal(listeners, 0);
});

test('a limit whose caller has ended already is over at once, with the reason of the caller', async () => {
  const reason = new Error('enough');
  const limit = new TimeLimit(1000, AbortSignal.abort(reason));
  assert.equal(limit.signal.reason, reason);
  await assert.rejects(limit.bound(new Promise(() => {})), /enough/);
  limit.release();
});
