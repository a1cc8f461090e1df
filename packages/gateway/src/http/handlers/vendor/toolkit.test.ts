import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Entry } from '../../../sessions/toolkit/entry.ts';
import type { EntryAnswer, ToolkitSessions } from '../../../sessions/toolkit/toolkit-sessions.ts';
import type { ToolkitView } from '../../../sessions/toolkit/view.ts';
import { ask, basic, testServer } from '../../testing/peers.ts';

const desktop: ToolkitView = {
  title: '神州行天地',
  text: '',
  items: [
    { identifier: 1, text: 'Balance' },
    { identifier: 2, text: 'Top up' },
  ],
  inputType: 1,
  frame: 750,
};

/** Port 0 shows `view`; what is done with it is remembered. */
function bench(view: ToolkitView = desktop, answer: EntryAnswer = { kind: 'taken' }) {
  const entries: Entry[] = [];
  const toolkit: ToolkitSessions = {
    view: port => (port === 0 ? view : undefined),
    async enter(_port, entry) {
      entries.push(entry);
      return answer;
    },
  };
  return { entries, server: testServer({ toolkit }) };
}

describe('GetSTKView', () => {
  const textOf = async (view: ToolkitView) => {
    const { server } = bench(view);
    const response = await server.app.inject({
      url: '/GetSTKView?port=0',
      headers: { authorization: basic },
    });
    return response.body;
  };

  test('keys in the order of the document; neither error_code nor sn', async () => {
    assert.equal(
      await textOf(desktop),
      '{"title":"神州行天地","text":"","item":[{"item_id":1,"item_string":"Balance"},{"item_id":2,"item_string":"Top up"}],"input_type":1,"frame_id":750}',
    );
  });

  test('items only with types 1 and 2, there even when there are none', async () => {
    for (const inputType of [0, 3, 4, 5, 8, 9, 10, 11, 12] as const)
      assert.ok(!(await textOf({ ...desktop, items: [], inputType })).includes('"item"'), `${inputType}`);
    assert.match(await textOf({ ...desktop, items: [], inputType: 2 }), /"item":\[\]/);
  });

  test('a port that is not there', async () => {
    const { server } = bench();
    const refusal = { error_code: 400, error: 'port: this gateway has no port 5.' };
    assert.deepEqual(await ask(server, '/GetSTKView?port=5'), refusal);
    assert.deepEqual(await ask(server, '/GetSTKCurrFrameIndex?port=5'), refusal);
  });

  test('no port, or one that cannot be', async () => {
    const { server } = bench();
    for (const query of ['', '?port=', '?port=x', '?port=32']) {
      const reply = await ask(server, `/GetSTKView${query}`);
      assert.deepEqual(Object.keys(reply), ['error_code', 'error'], query);
      assert.match(String(reply.error), /^port: /);
    }
  });

  test('the port in a body, as text', async () => {
    const { server } = bench();
    assert.equal((await ask(server, '/GetSTKView', { port: '0' })).frame_id, 750);
  });

  test('nobody without a password', async () => {
    const { server } = bench();
    for (const url of ['/GetSTKView?port=0', '/STKGo', '/GetSTKCurrFrameIndex?port=0'])
      assert.equal((await server.app.inject({ url })).statusCode, 401);
  });
});

test('GetSTKCurrFrameIndex', async () => {
  const { server } = bench();
  assert.deepEqual(await ask(server, '/GetSTKCurrFrameIndex?port=0'), { frame_id: 750 });
});

describe('STKGo', () => {
  const rows: readonly [body: object, Entry][] = [
    [
      { port: 0, item: 1 },
      { kind: 'item', item: 1 },
    ],
    [
      { port: '0', item: '2' },
      { kind: 'item', item: 2 },
    ],
    [
      { port: 0, param: '0123' },
      { kind: 'text', text: '0123' },
    ],
    [
      { port: 0, param: 12 },
      { kind: 'text', text: '12' },
    ],
    [{ port: 0, action: 'ok' }, { kind: 'ok' }],
    [{ port: 0, action: 'cancle' }, { kind: 'cancel' }],
    [{ port: 0, action: 'cancel' }, { kind: 'cancel' }],
    [{ port: 0, action: 'home' }, { kind: 'home' }],
  ];
  for (const [body, entry] of rows) {
    test(JSON.stringify(body), async () => {
      const { server, entries } = bench();
      assert.deepEqual(await ask(server, '/STKGo', body), { error_code: 200 });
      assert.deepEqual(entries, [entry]);
    });
  }

  test('nothing to do: 200, and nothing happens', async () => {
    const { server, entries } = bench();
    assert.deepEqual(await ask(server, '/STKGo', { port: 0 }), { error_code: 200 });
    assert.deepEqual(entries, []);
  });

  test('by GET too', async () => {
    const { server, entries } = bench();
    assert.deepEqual(await ask(server, '/STKGo?port=0&item=1'), { error_code: 200 });
    assert.deepEqual(entries, [{ kind: 'item', item: 1 }]);
  });

  const refused: readonly [body: object, error: RegExp][] = [
    [{ port: 0, item: 1, action: 'ok' }, /^item, param, action: at most one/],
    [{ port: 0, action: 'back' }, /^action: /],
    [{ port: 0, item: 0 }, /^item: /],
    [{ port: 0, item: 'first' }, /^item: /],
    [{ item: 1 }, /^port: /],
  ];
  for (const [body, error] of refused) {
    test(`${JSON.stringify(body)} is refused`, async () => {
      const { server, entries } = bench();
      const reply = await ask(server, '/STKGo', body);
      assert.equal(reply.error_code, 400);
      assert.match(String(reply.error), error);
      assert.deepEqual(entries, []);
    });
  }

  test('what the view does not offer: 400, with why', async () => {
    const { server } = bench(desktop, { kind: 'refused', reason: 'item: must be one of 1, 2, found 9.' });
    assert.deepEqual(await ask(server, '/STKGo', { port: 0, item: 9 }), {
      error_code: 400,
      error: 'item: must be one of 1, 2, found 9.',
    });
  });

  test('what modem or card did not take: 500, with why', async () => {
    const { server } = bench(desktop, { kind: 'failed', reason: 'the card is busy' });
    assert.deepEqual(await ask(server, '/STKGo', { port: 0, item: 1 }), {
      error_code: 500,
      error: 'port: the card is busy.',
    });
  });
});
