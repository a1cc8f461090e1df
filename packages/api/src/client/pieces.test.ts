/** Bodies in a browser whose streams are no async iterables (Safari). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPushReceiver } from '../receiver/push-receiver.ts';
import { createClient } from './client.ts';

/** The same without the iterator. */
function plain<Message extends Request | Response>(message: Message): Message {
  Object.defineProperty(message.body ?? {}, Symbol.asyncIterator, { value: undefined });
  return message;
}

describe('where streams are no async iterables', () => {
  test('an answer is read', async () => {
    const client = createClient({
      baseUrl: 'http://gw',
      fetch: async () => plain(Response.json({ error_code: 200, sn: 'da00', in_queue: 3 })),
    });
    assert.equal((await client.orThrow.querySmsInQueue()).in_queue, 3);
  });

  test('a stream is read, and is ended by who leaves the loop', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: controller => controller.enqueue(new TextEncoder().encode('id: 7\ndata: 1\n\n')),
      cancel: () => {
        cancelled = true;
      },
    });
    const client = createClient({ baseUrl: 'http://gw', fetch: async () => plain(new Response(body)) });
    for await (const { id } of client.events()) {
      assert.equal(id, '7');
      break;
    }
    assert.ok(cancelled);
  });

  test('a push is read', async () => {
    const seen: unknown[] = [];
    const receiver = createPushReceiver({ on: { sms: ({ text }) => seen.push(text) } });
    const body = '{"sms":[{"port":1,"number":"1","timestamp":"","text":"hi"}]}';
    const { status } = await receiver(plain(new Request('http://r/', { method: 'POST', body })));
    assert.deepEqual([status, seen], [200, ['hi']]);
  });
});
