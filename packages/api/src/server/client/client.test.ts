import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createServerClient, eachOf } from './client.ts';

describe('the client of the SMS server', () => {
  const pages: Record<string, object> = {
    '/v1/messages': { messages: [{ id: 'a' }, { id: 'b' }], next: 'b' },
    '/v1/messages?cursor=b': { messages: [], next: 'c' },
    '/v1/messages?cursor=c': { messages: [{ id: 'd' }], next: null },
  };

  test('reads a list to its end, page by page, with its key', async () => {
    const asked: string[] = [];
    const client = createServerClient({
      baseUrl: 'http://server',
      token: 'sgk_1',
      fetch: async (input, init) => {
        const { pathname, search } = new URL(String(input));
        asked.push(`${new Headers(init?.headers).get('authorization')} ${pathname}${search}`);
        return Response.json(pages[pathname + search]);
      },
    });
    const ids: unknown[] = [];
    const all = eachOf(
      cursor => client.orThrow.listMessages(cursor === undefined ? {} : { cursor }),
      ({ messages }) => messages,
    );
    for await (const { id } of all) ids.push(id);
    assert.deepEqual(ids, ['a', 'b', 'd']);
    assert.deepEqual(
      asked,
      Object.keys(pages).map(path => `Bearer sgk_1 ${path}`),
    );
  });

  test('asks for no page before it is read', async () => {
    let asked = 0;
    const all = eachOf(
      async () => {
        asked += 1;
        return { next: 'more' };
      },
      () => [1],
    );
    for await (const _ of all) break;
    assert.equal(asked, 1);
  });
});
