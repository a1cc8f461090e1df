/** The reader of event streams: the same events come out however the network cuts the octets. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readEventStream, type StreamedEvent } from './event-stream.ts';

const MIB = 1_048_576;

/** A body of these pieces; `onCancel` is called when its reader leaves. */
function bodyOf(pieces: Iterable<Uint8Array>, onCancel = () => {}): ReadableStream<Uint8Array> {
  const left = pieces[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = left.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: onCancel,
  });
}

function* cut(octets: Uint8Array, places: readonly number[]): Generator<Uint8Array> {
  const sorted = places.map(place => place % (octets.length + 1)).toSorted((one, other) => one - other);
  let from = 0;
  for (const place of [...sorted, octets.length]) {
    yield octets.subarray(from, place);
    from = place;
  }
}

async function all(body: ReadableStream<Uint8Array>): Promise<StreamedEvent[]> {
  const events: StreamedEvent[] = [];
  for await (const event of readEventStream(body)) events.push(event);
  return events;
}

function write({ id, kind, data }: StreamedEvent, end: string): string {
  return [`id: ${id}`, `event: ${kind}`, `data: ${JSON.stringify(data)}`, ': heartbeat', '', ''].join(end);
}

const event = fc.record<StreamedEvent>(
  {
    id: fc.nat().map(String),
    kind: fc.constantFrom('sms', 'ussd', 'message'),
    // JSON alone: -0 and odd keys do not survive it.
    data: fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text)),
  },
  { noNullPrototype: true },
);

describe('every stream', () => {
  for (const [name, end] of [
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ] as const)
    test(`with lines that end in ${name}, cut anywhere, gives its events`, async () => {
      const streams = fc.tuple(fc.array(event, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 12 }));
      await fc.assert(
        fc.asyncProperty(streams, async ([events, places]) => {
          const octets = new TextEncoder().encode(events.map(one => write(one, end)).join(''));
          assert.deepEqual(await all(bodyOf(cut(octets, places))), events);
        }),
        { numRuns: 60 },
      );
    });

  test('of one octet at a time gives its events', async () => {
    const text = 'id: 1\r\ndata: "é😀"\r\n\r\ndata: 2\r\rdata: 3\n\n';
    const octets = [...new TextEncoder().encode(text)].map(octet => Uint8Array.of(octet));
    assert.deepEqual(
      (await all(bodyOf(octets))).map(({ id, data }) => [id, data]),
      [
        ['1', 'é😀'],
        ['1', 2],
        ['1', 3],
      ],
    );
  });
});

describe('a stream that does not behave', () => {
  const mib = new TextEncoder().encode('x'.repeat(MIB));
  const line = new TextEncoder().encode(`data: ${'x'.repeat(MIB - 7)}\n`);

  test('a line without end is given up at 4 MiB', async () => {
    await assert.rejects(all(bodyOf(Array(5).fill(mib))), /a line without end/);
  });

  test('an event without end is given up at 4 MiB', async () => {
    await assert.rejects(all(bodyOf(Array(5).fill(line))), /an event without end/);
  });

  test('an event just below is read', async () => {
    const text = `data: "${'x'.repeat(4 * MIB - 2)}"\n\n`;
    const [found] = await all(bodyOf([new TextEncoder().encode(text)]));
    assert.equal(String(found?.data).length, 4 * MIB - 2);
  });

  test('an event one character above is not', async () => {
    const text = `data: "${'x'.repeat(4 * MIB - 1)}"\n\n`;
    await assert.rejects(all(bodyOf([new TextEncoder().encode(text)])), /an event without end/);
  });

  test('the length is counted for each event anew', async () => {
    const octets = new TextEncoder().encode(`data: "${'x'.repeat(MIB)}"\n\n`);
    assert.equal((await all(bodyOf(Array(6).fill(octets)))).length, 6);
  });

  test('data that is no JSON is refused', async () => {
    await assert.rejects(all(bodyOf([new TextEncoder().encode('data: {\n\n')])), SyntaxError);
  });

  test('a connection that breaks ends the loop with its error', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: controller => controller.error(new TypeError('terminated')),
    });
    await assert.rejects(all(broken), /terminated/);
  });

  test('leaving the loop ends the request', async () => {
    let cancelled = false;
    const pieces = Array(9).fill(new TextEncoder().encode('data: 1\n\n'));
    const body = bodyOf(pieces, () => {
      cancelled = true;
    });
    for await (const { data } of readEventStream(body)) {
      assert.equal(data, 1);
      break;
    }
    assert.ok(cancelled);
  });
});
