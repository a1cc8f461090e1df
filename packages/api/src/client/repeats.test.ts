/** When a call is repeated, and when it must not be. The peer is scripted; time passes at once. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Client, type ClientOptions, createClient } from './client.ts';
import { type Result, SimgateError } from './errors.ts';
import { withTimers } from './test-timers.ts';

interface Seen {
  readonly url: string;
  readonly key: string | null;
}

class Bench {
  readonly seen: Seen[] = [];
  readonly waits: number[] = [];
  readonly #answers: (Response | Error)[];

  constructor(...answers: (Response | Error)[]) {
    this.#answers = answers;
  }

  client(options: Partial<ClientOptions> = {}): Client {
    return createClient({
      baseUrl: 'http://gw',
      fetch: async (input, init) => {
        this.seen.push({ url: String(input), key: new Headers(init?.headers).get('idempotency-key') });
        const answer = this.#answers.shift();
        if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer is left');
        return answer;
      },
      wait: async milliseconds => {
        this.waits.push(milliseconds);
      },
      ...options,
    });
  }
}

const request = { text: 'hi', param: [{ number: '1' }] };
function lost(): Error {
  return new TypeError('fetch failed');
}
function accepted(): Response {
  return Response.json({ error_code: 202, sms_in_queue: 1, task_id: 1 });
}
function busy(seconds?: number): Response {
  return Response.json(
    { error: 'later' },
    { status: 503, ...(seconds !== undefined && { headers: { 'retry-after': String(seconds) } }) },
  );
}

describe('a call whose answer is lost', () => {
  test('is repeated where it only reads', async () => {
    const bench = new Bench(lost(), lost(), Response.json({ ports: [] }));
    assert.ok((await bench.client().listPorts()).ok);
    assert.equal(bench.seen.length, 3);
  });

  test('is repeated with its key where the gateway recognises the repeat', async () => {
    const bench = new Bench(lost(), accepted());
    assert.ok((await bench.client().sendSms(request)).ok);
    const [first, second] = bench.seen;
    assert.match(first?.key ?? '', /^[0-9a-f]{32}$/);
    assert.equal(first?.key, second?.key);
  });

  test('has no key of its own where nothing is repeated', async () => {
    const bench = new Bench(lost());
    assert.ok(!(await bench.client({ retries: 0 }).sendSms(request)).ok);
    assert.deepEqual(bench.seen, [{ url: 'http://gw/api/send_sms', key: null }]);
  });

  test('keeps the key of the caller', async () => {
    const bench = new Bench(lost(), accepted());
    assert.ok((await bench.client().sendSms(request, { idempotencyKey: 'order 7' })).ok);
    assert.deepEqual(
      bench.seen.map(({ key }) => key),
      ['order 7', 'order 7'],
    );
  });

  test('is not repeated where it may act twice', async () => {
    const bench = new Bench(lost());
    const result = await bench.client().sendUssd({ port: [0], text: '*1#' });
    assert.ok(!result.ok && result.error.mayBeDone);
    assert.equal(bench.seen.length, 1);
  });

  test('is not repeated on original hardware, which knows no key', async () => {
    const bench = new Bench(lost());
    const result = await bench.client({ device: 'original' }).sendSms(request, { idempotencyKey: 'a' });
    assert.ok(!result.ok && result.error.mayBeDone);
    assert.deepEqual(bench.seen, [{ url: 'http://gw/api/send_sms', key: null }]);
  });

  test('fails after the last repeat', async () => {
    const bench = new Bench(lost(), lost());
    assert.ok(!(await bench.client({ retries: 1 }).listPorts()).ok);
    assert.equal(bench.seen.length, 2);
  });
});

describe('the wait before a repeat', () => {
  test('grows, and is in part chance', async () => {
    const bench = new Bench(lost(), lost(), Response.json({ ports: [] }));
    await bench.client().listPorts();
    const [first = 0, second = 0] = bench.waits;
    assert.ok(first >= 250 && first <= 375, `${first}`);
    assert.ok(second >= 500 && second <= 750, `${second}`);
  });

  test('is what the server asks for', async () => {
    const bench = new Bench(busy(3), Response.json({ ports: [] }));
    assert.ok((await bench.client().listPorts()).ok);
    assert.deepEqual(bench.waits, [3000]);
  });

  test('is a minute at most', async () => {
    const bench = new Bench(busy(60), Response.json({ ports: [] }));
    assert.ok((await bench.client().listPorts()).ok);
    assert.deepEqual(bench.waits, [60_000]);
  });

  test('is none where the server asks for more than a minute', async () => {
    const bench = new Bench(busy(61));
    assert.ok(!(await bench.client().listPorts()).ok);
    assert.deepEqual(bench.waits, []);
  });

  test('ends with the signal of the caller', async () => {
    const ending = new AbortController();
    const bench = new Bench(lost());
    const client = bench.client({
      wait: async (_milliseconds, signal) => {
        ending.abort(new Error('enough'));
        signal?.throwIfAborted();
      },
    });
    assert.ok(!(await client.listPorts({}, { signal: ending.signal })).ok);
    assert.equal(bench.seen.length, 1);
  });
});

test('original hardware gets one call at a time', async () => {
  let under = 0;
  let most = 0;
  const client = createClient({
    baseUrl: 'http://gw',
    device: 'original',
    fetch: async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise(resolve => setImmediate(resolve));
      under -= 1;
      return Response.json({ error_code: 200, in_queue: 0 });
    },
  });
  const results = await Promise.all(Array.from({ length: 5 }, () => client.querySmsInQueue()));
  assert.ok(results.every(({ ok }) => ok));
  assert.equal(most, 1);
});

describe('orThrow', () => {
  async function thrownBy(answer: Response | Error): Promise<SimgateError> {
    try {
      await new Bench(answer).client({ retries: 0 }).orThrow.querySmsInQueue();
    } catch (error) {
      assert.ok(error instanceof SimgateError);
      return error;
    }
    assert.fail('nothing was thrown');
  }

  test('gives the reply itself', async () => {
    const bench = new Bench(Response.json({ error_code: 200, in_queue: 3 }));
    assert.equal((await bench.client().orThrow.querySmsInQueue()).in_queue, 3);
  });

  const rows: [what: string, answer: Response | Error, expected: Partial<SimgateError>][] = [
    [
      'a refusal with its sentence and code',
      Response.json({ error_code: 400, error: 'port: is wrong.' }),
      { kind: 'refused', code: 400, message: 'port: is wrong. (400)', retryable: false, mayBeDone: false },
    ],
    [
      'a refusal without a sentence',
      Response.json({ error_code: 500 }),
      { kind: 'refused', code: 500, message: 'refused with 500' },
    ],
    ['a lost answer', lost(), { kind: 'unreachable', code: undefined, retryable: true, mayBeDone: true }],
    [
      'a wrong password',
      new Response('', { status: 401 }),
      { kind: 'unauthorized', message: 'user and password, or the token, are not accepted' },
    ],
    [
      'a page',
      new Response('<html>'.padEnd(500, 'x')),
      {
        kind: 'unexpected',
        message: `an answer that is none of this API (HTTP 200): ${'<html>'.padEnd(200, 'x')}`,
      },
    ],
  ];
  for (const [what, answer, expected] of rows)
    test(`throws ${what}`, async () => {
      const error = await thrownBy(answer);
      for (const [name, value] of Object.entries(expected))
        assert.equal(error[name as keyof SimgateError], value, name);
    });
});

test('a token signs every request in', async () => {
  const headers: (string | null)[] = [];
  const client = createClient({
    baseUrl: 'http://gw',
    token: 'sgt_1',
    fetch: async (_input, init) => {
      headers.push(new Headers(init?.headers).get('authorization'));
      return new Response('', { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } });
    },
  });
  const result: Result<unknown> = await client.listPorts();
  assert.ok(!result.ok && result.error.kind === 'unauthorized');
  assert.deepEqual(headers, ['Bearer sgt_1']);
});

describe('the pauses of a client that has the clock of the machine', () => {
  /** A call whose answer is always lost, and how often it was tried. */
  function lostCall(signal?: AbortSignal) {
    let tries = 0;
    const fetch = async (): Promise<Response> => {
      tries += 1;
      throw lost();
    };
    const client = createClient({ baseUrl: 'http://gw', fetch, retries: 2 });
    const call = client.listPorts({}, { ...(signal !== undefined && { signal }) });
    return { call, tries: () => tries };
  }

  test('double from one to the next', () =>
    withTimers(async ({ after }) => {
      const { call, tries } = lostCall();
      const seen: number[] = [];
      for (const milliseconds of [0, 249, 1, 499, 1, 60_000]) {
        await after(milliseconds);
        seen.push(tries());
      }
      assert.deepEqual(seen, [1, 1, 2, 2, 3, 3]);
      assert.equal((await call).ok, false);
    }));

  test('end with their signal', () =>
    withTimers(async ({ after }) => {
      const ending = new AbortController();
      const { call, tries } = lostCall(ending.signal);
      await after(0);
      assert.equal(tries(), 1);
      ending.abort();
      assert.equal((await call).ok, false);
      await after(60_000);
      assert.equal(tries(), 1);
    }));
});
