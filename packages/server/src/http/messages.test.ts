/** Messages that wait: found, taken back, repeated under their key; no gateway is there to take them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startPostgres, withoutPostgres } from '../testing/postgres-cluster.ts';
import { runningServer, type TestServer } from '../testing/running-server.ts';

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly to: string;
}

function suite(settings: () => Promise<Readonly<Record<string, string>>>): void {
  let server: TestServer;

  before(async () => {
    server = await runningServer('messages', await settings());
  });

  after(() => server.remove());

  async function send(numbers: readonly string[], more: object = {}) {
    const { status, body } = await server.call('/v1/messages', { to: numbers, text: 'Hello.', ...more });
    assert.equal(status, 202, JSON.stringify(body));
    return body as { readonly batch: string; readonly messages: readonly Shown[] };
  }

  async function ids(query: string): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { status, body } = await server.call(`/v1/messages?${query}${page}`);
      assert.equal(status, 200, JSON.stringify(body));
      found.push(...body.messages.map(({ id }: Shown) => id));
      cursor = body.next;
    } while (cursor !== null);
    return found;
  }

  test('are queued, and say what they wait for', async () => {
    const { messages } = await send(['+4915112345678']);
    const { body } = await server.call(`/v1/messages/${messages[0]?.id}`);
    assert.deepEqual(
      [body.message.state, body.message.text, body.why_code, body.attempts],
      ['queued', 'Hello.', 'waits_for_sim', []],
    );
  });

  test('are scheduled until their time, and say so', async () => {
    const at = new Date(Date.now() + 365 * 86_400_000).toISOString();
    const { messages } = await send(['+4915112345678'], { not_before: at });
    assert.equal(messages[0]?.state, 'scheduled');
    const { body } = await server.call(`/v1/messages/${messages[0]?.id}`);
    assert.deepEqual([body.why_code, body.until], ['waits_for_time', at]);
  });

  const bad: readonly [what: string, request: object, error: string][] = [
    ['U+0000 in the text', { text: 'a\0b' }, 'text: holds the character U+0000, which no message can carry.'],
    [
      'U+0000 in a value',
      {
        text: undefined,
        template: '{name}',
        to: ['+4915112345678', { number: '+4915112345679', values: { name: '\0' } }].toReversed(),
      },
      'to[0].values.name: holds the character U+0000, which no message can carry.',
    ],
    [
      'U+0000 in metadata',
      { metadata: { order: '\0' } },
      'metadata.order: holds the character U+0000, which no message can carry.',
    ],
    ['a year too far', { not_before: '9999-01-01T00:00:00Z' }, 'not_before: is more than 366 days ahead.'],
    ['a day that is none', { not_before: '2026-02-30T00:00:00Z' }, 'not_before: must be a time before which'],
    [
      'a character that gsm-7bit lacks',
      { encoding: 'gsm-7bit', text: 'Ж' },
      'text: has a character that gsm-7bit lacks.',
    ],
    [
      'a value that gsm-7bit lacks',
      {
        ...{ encoding: 'gsm-7bit', text: undefined, template: 'Dear {name}' },
        to: [{ number: '+4915112345679', values: { name: 'Ж' } }],
      },
      'to[0]: the filled template has a character that gsm-7bit lacks.',
    ],
  ];
  for (const [what, request, error] of bad)
    test(`${what} is refused, by its field, beside others that are taken`, async () => {
      const wish = { to: ['+4915112345678'], text: 'Hello.', ...request };
      const [refusal, ...others] = await Promise.all([
        server.call('/v1/messages', wish),
        ...Array.from({ length: 5 }, () => send(['+4915112345678'])),
      ]);
      assert.equal(refusal.status, 400);
      assert.ok(refusal.body.error.startsWith(error), refusal.body.error);
      assert.equal(others.length, 5);
    });

  test('are found by recipient, batch, state and reference, page by page', async () => {
    const numbers = Array.from({ length: 25 }, (_each, index) => `+49151200000${10 + index}`);
    const { batch, messages } = await send(numbers, { reference: 'spring' });
    const all = messages
      .map(({ id }) => id)
      .toSorted()
      .toReversed();
    assert.deepEqual(await ids(`batch=${batch}&limit=10`), all);
    assert.deepEqual(await ids('reference=spring&limit=10'), all);
    assert.deepEqual(await ids(`batch=${batch}&state=delivered`), []);
    const third = messages[2];
    assert.deepEqual(await ids(`to=${encodeURIComponent(third?.to ?? '')}`), [third?.id]);
    const { body } = await server.call(`/v1/batches/${batch}`);
    assert.deepEqual([body.total, body.states], [25, { queued: 25 }]);
  });

  test('are taken back once, alone or with their batch', async () => {
    const { batch, messages } = await send(['+4915112345601', '+4915112345602', '+4915112345603']);
    const [first] = messages;
    const cancelled = await server.call(`/v1/messages/${first?.id}/cancel`, {});
    assert.deepEqual([cancelled.status, cancelled.body.state], [200, 'cancelled']);
    assert.equal((await server.call(`/v1/messages/${first?.id}/cancel`, {})).status, 409);
    assert.deepEqual((await server.call(`/v1/batches/${batch}/cancel`, {})).body, { cancelled: 2 });
    assert.deepEqual((await server.call(`/v1/batches/${batch}`)).body.states, { cancelled: 3 });
  });

  test('are stored once however often a request with its key is repeated', async () => {
    const headers = { 'idempotency-key': 'order 4711' };
    const ask = (text: string) => server.call('/v1/messages', { to: ['+4915112345699'], text }, { headers });
    const [one, other] = [await ask('once'), await ask('once')];
    assert.deepEqual([one.status, other.status], [202, 202]);
    assert.deepEqual(one.body, other.body);
    assert.equal((await ask('something else')).status, 409);
    assert.equal((await ids(`to=${encodeURIComponent('+4915112345699')}`)).length, 1);
  });

  test('cost what a preview says', async () => {
    const preview = async (body: object) => (await server.call('/v1/messages/preview', body)).body;
    const rows: readonly (readonly [text: string, alphabet: string, segments: number, left: number])[] = [
      ['x'.repeat(160), 'gsm-7bit', 1, 0],
      ['x'.repeat(161), 'gsm-7bit', 2, 145],
      ['€'.repeat(80), 'gsm-7bit', 1, 0],
      ['ж'.repeat(70), 'unicode', 1, 0],
      ['ж'.repeat(71), 'unicode', 2, 63],
    ];
    for (const [text, alphabet, segments, left] of rows) {
      const shown = await preview({ text });
      assert.deepEqual([shown.alphabet, shown.segments.length, shown.left], [alphabet, segments, left], text);
      assert.equal(shown.segments.join(''), text);
    }
    const { text } = await preview({ template: 'Dear {name}', values: { name: 'Ann' } });
    assert.equal(text, 'Dear Ann');
  });

  test('outlast a restart', async () => {
    const { messages } = await send(['+4915112345688']);
    server = await server.restart();
    assert.equal((await server.call(`/v1/messages/${messages[0]?.id}`)).body.message.state, 'queued');
  });
}

describe('messages of a server on SQLite', { timeout: 120_000 }, () => suite(async () => ({})));

describe('messages of a server on PostgreSQL', { timeout: 180_000, skip: withoutPostgres }, () => {
  let end: (() => unknown) | undefined;
  suite(async () => {
    const cluster = await startPostgres();
    end = () => cluster.stop();
    return { SIMGATE_SERVER_DATABASE: await cluster.createDatabase() };
  });
  after(() => end?.());
});
