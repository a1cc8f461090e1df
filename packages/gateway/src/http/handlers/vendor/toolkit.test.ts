import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProactiveCommand } from '@simgate/gsm';
import { input, list, menu, text } from '../../../sessions/toolkit/testing.ts';
import { ask, basic, testServer } from '../../testing/server.ts';
import { toolkitBench } from '../../testing/toolkit.ts';

const desktop = { ...menu('Balance', 'Top up'), alpha: { text: '神州行天地' } };

describe('GetSTKView', () => {
  const textOf = async (command: ProactiveCommand) => {
    const { server } = await toolkitBench(command);
    const url = '/GetSTKView?port=0';
    return (await server.app.inject({ url, headers: { authorization: basic } })).body;
  };

  test('keys in the order of the document; neither error_code nor sn', async () => {
    assert.match(
      await textOf(desktop),
      /^\{"title":"神州行天地","text":"","item":\[\{"item_id":1,"item_string":"Balance"\},\{"item_id":2,"item_string":"Top up"\}\],"input_type":1,"frame_id":\d+\}$/,
    );
  });

  const types: [what: string, command: ProactiveCommand, type: number, items: boolean][] = [
    ['a list', list(), 2, true],
    ['a text', text(), 0, false],
    ['a question', input(1), 10, false],
  ];
  for (const [what, command, type, items] of types)
    test(`${what} has type ${type}, ${items ? 'and items' : 'and no items'}`, async () => {
      const shown = JSON.parse(await textOf(command));
      assert.deepEqual([shown.input_type, 'item' in shown], [type, items]);
    });

  test('a port that is not there', async () => {
    const refusal = { error_code: 400, error: 'port: this gateway has no port 5.' };
    assert.deepEqual(await ask(testServer(), '/GetSTKView?port=5'), refusal);
    assert.deepEqual(await ask(testServer(), '/GetSTKCurrFrameIndex?port=5'), refusal);
  });

  test('no port, or one that cannot be', async () => {
    for (const query of ['', '?port=', '?port=x', '?port=32']) {
      const reply = await ask(testServer(), `/GetSTKView${query}`);
      assert.deepEqual(Object.keys(reply), ['error_code', 'error'], query);
      assert.match(String(reply.error), /^port: /);
    }
  });

  test('the port in a body, as text', async () => {
    const { server } = await toolkitBench(desktop);
    assert.equal((await ask(server, '/GetSTKView', { port: '0' })).title, '神州行天地');
  });

  test('nobody without a password', async () => {
    for (const url of ['/GetSTKView?port=0', '/STKGo', '/GetSTKCurrFrameIndex?port=0'])
      assert.equal((await testServer().app.inject({ url })).statusCode, 401);
  });
});

test('GetSTKCurrFrameIndex is the frame of the view', async () => {
  const { server } = await toolkitBench(desktop);
  const { frame_id } = await ask(server, '/GetSTKView?port=0');
  assert.deepEqual(await ask(server, '/GetSTKCurrFrameIndex?port=0'), { frame_id });
  assert.equal((await ask(server, '/v1/ports/0')).toolkit_frame, frame_id);
});

describe('STKGo', () => {
  const choice = (item: number) => `AT+CUSATE="D3078202018190010${item}"`;
  // Behind the command details and devices: the result (102 223 8.12) and the text (8.15).
  const cleared = 'AT+CUSATT="810301218082028281830100"';
  const ended = 'AT+CUSATT="810301218082028281830110"';
  const back = 'AT+CUSATT="810301218082028281830111"';
  const rows: readonly [command: ProactiveCommand, body: object, given: string][] = [
    [desktop, { port: 0, item: 1 }, choice(1)],
    [desktop, { port: '0', item: '2' }, choice(2)],
    [input(1), { port: 0, param: '0123' }, 'AT+CUSATT="8103012301820282818301008D050430313233"'],
    [input(1), { port: 0, param: 12 }, 'AT+CUSATT="8103012301820282818301008D03043132"'],
    [text(), { port: 0, action: 'ok' }, cleared],
    [text(), { port: 0, action: 'cancle' }, back],
    [text(), { port: 0, action: 'cancel' }, back],
    [text(), { port: 0, action: 'home' }, ended],
  ];
  for (const [command, body, given] of rows) {
    test(`${command.type} ${JSON.stringify(body)}`, async () => {
      const bench = await toolkitBench(command, [given]);
      const answer = await bench.inTime(ask(bench.server, '/STKGo', body));
      assert.deepEqual(answer, { error_code: 200 });
      assert.deepEqual(bench.given(), [given]);
    });
  }

  test('nothing to do: 200, and nothing happens', async () => {
    const { server, given } = await toolkitBench(desktop);
    assert.deepEqual(await ask(server, '/STKGo', { port: 0 }), { error_code: 200 });
    assert.deepEqual(given(), []);
  });

  test('by GET too', async () => {
    const { server, given, inTime } = await toolkitBench(desktop, [choice(1)]);
    assert.deepEqual(await inTime(ask(server, '/STKGo?port=0&item=1')), { error_code: 200 });
    assert.deepEqual(given(), [choice(1)]);
  });

  const refused: readonly [body: object, error: RegExp][] = [
    [{ port: 0, item: 1, action: 'ok' }, /^item, param, action: at most one/],
    [{ port: 0, action: 'back' }, /^action: /],
    [{ port: 0, item: 0 }, /^item: /],
    [{ port: 0, item: 'first' }, /^item: /],
    [{ item: 1 }, /^port: /],
    [{ port: 0, item: 9 }, /^item: must be one of 1, 2, found 9\.$/],
  ];
  test('refuses what the view does not offer, with why', async () => {
    const { server, given } = await toolkitBench(desktop);
    for (const [body, error] of refused) {
      const reply = await ask(server, '/STKGo', body);
      assert.equal(reply.error_code, 400, JSON.stringify(body));
      assert.match(String(reply.error), error);
    }
    assert.deepEqual(given(), []);
  });

  test('what modem or card did not take: 500, with why', async () => {
    const { server } = await toolkitBench(desktop);
    assert.deepEqual(await ask(server, '/STKGo', { port: 0, item: 1 }), {
      error_code: 500,
      error: 'port: the modem said ERROR.',
    });
  });
});
