import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClient } from './client.ts';
import { readEventStream, type StreamedEvent } from './event-stream.ts';

function bodyOf(...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
      }
      controller.close();
    },
  });
}

async function all(body: ReadableStream<Uint8Array>): Promise<StreamedEvent[]> {
  const events: StreamedEvent[] = [];
  for await (const event of readEventStream(body)) events.push(event);
  return events;
}

const SEVEN = 'id: 7\nevent: sms\ndata: {"port":1}\n\n';

describe('server-sent events (HTML standard, 9.2)', () => {
  const rows: [string, string[], StreamedEvent[]][] = [
    ['one event', [SEVEN], [{ id: '7', kind: 'sms', data: { port: 1 } }]],
    ['cut anywhere', [...SEVEN], [{ id: '7', kind: 'sms', data: { port: 1 } }]],
    [
      'lines that end in CR LF',
      [SEVEN.replaceAll('\n', '\r\n')],
      [{ id: '7', kind: 'sms', data: { port: 1 } }],
    ],
    ['data over two lines', ['data: [1,\ndata: 2]\n\n'], [{ id: '', kind: 'message', data: [1, 2] }]],
    ['no blank behind the colon', ['id:1\ndata:1\n\n'], [{ id: '1', kind: 'message', data: 1 }]],
    [
      'an id stays until the next',
      ['id: 1\ndata: 1\n\ndata: 2\n\n'],
      [
        { id: '1', kind: 'message', data: 1 },
        { id: '1', kind: 'message', data: 2 },
      ],
    ],
    ['comments and unknown fields say nothing', [': hello\n\n:\n\nretry: 5\n\n'], []],
    [
      'an event that is not finished is none',
      ['data: 1\n\ndata: 2\n'],
      [{ id: '', kind: 'message', data: 1 }],
    ],
  ];
  for (const [what, pieces, events] of rows) {
    test(what, async () => assert.deepEqual(await all(bodyOf(...pieces)), events));
  }

  const places: [string, string, string][] = [
    ['the last event', SEVEN, '7'],
    ['a block with an id alone, where the stream began', ': hello\n\nid: 6\n\n', '6'],
    ['the event before one that is cut off', `${SEVEN}id: 8\nevent: sms\n`, '7'],
    ['nothing yet', ': hello\n\n', ''],
  ];
  for (const [what, text, id] of places)
    test(`the place to go on from is ${what}`, async () => {
      const stream = readEventStream(bodyOf(text));
      for await (const _ of stream);
      assert.equal(stream.lastEventId, id);
    });

  test('a character cut in two', async () => {
    const octets = new TextEncoder().encode('data: "ä"\n\n');
    assert.deepEqual(await all(bodyOf(octets.slice(0, 8), octets.slice(8))), [
      { id: '', kind: 'message', data: 'ä' },
    ]);
  });
});

describe('the client of /v1', () => {
  const asked: { method: string; url: string; body: unknown; lastEventId: string | null }[] = [];
  const answering = (response: () => Response) =>
    createClient({
      baseUrl: 'http://gateway/',
      async fetch(input, init) {
        const lastEventId = new Headers(init?.headers).get('last-event-id');
        asked.push({ method: init?.method ?? '', url: String(input), body: init?.body, lastEventId });
        return response();
      },
    });

  test('fills in the path; the rest is the body', async () => {
    const client = answering(() => Response.json({ id: 7 }));
    const result = await client.changePushTarget({ id: 7, enabled: false });
    assert.ok(result.ok);
    assert.deepEqual(asked.at(-1), {
      ...{
        method: 'PATCH',
        url: 'http://gateway/v1/push-targets/7',
        body: '{"enabled":false}',
        lastEventId: null,
      },
    });
  });

  test('names in a path are encoded', async () => {
    await answering(() => Response.json({})).deleteUser({ name: 'a/b ä' });
    assert.equal(asked.at(-1)?.url, 'http://gateway/v1/users/a%2Fb%20%C3%A4');
  });

  test('a refusal is its HTTP status and its sentence', async () => {
    const client = answering(() => Response.json({ error: 'id: there is none.' }, { status: 404 }));
    assert.deepEqual(await client.getPushTarget({ id: 9 }), {
      ok: false,
      error: {
        kind: 'refused',
        code: 404,
        message: 'id: there is none.',
        retryable: false,
        mayBeDone: false,
      },
    });
  });

  test('a stream is its events, taken up behind the last', async () => {
    const client = answering(() => new Response(bodyOf(SEVEN)));
    const result = await client.streamEvents({ kinds: ['sms'] }, { lastEventId: '6' });
    assert.ok(result.ok);
    const events: StreamedEvent[] = [];
    for await (const event of result.reply) events.push(event);
    assert.deepEqual(events, [{ id: '7', kind: 'sms', data: { port: 1 } }]);
    assert.equal(asked.at(-1)?.url, 'http://gateway/v1/events?kinds=sms');
    assert.equal(asked.at(-1)?.lastEventId, '6');
  });
});
