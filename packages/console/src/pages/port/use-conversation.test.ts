/** The AT conversation of a port as its page shows it: lines of the gateway's stream, until it is switched off. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, mock, test } from 'node:test';
import { endHooks, runHook } from '../../data/hook-testing.ts';
import { json, openPage, settle, stream } from '../../data/page-testing.ts';

const page = openPage();
const { link } = await import('../../data/live.ts');
const { useConversation } = await import('./use-conversation.ts');
page.leave();

const AT = '2026-11-29T00:00:00.000Z';

function useLines({ port, on }: { readonly port: number; readonly on: boolean }) {
  return useConversation(port, on);
}

/** A port whose conversation is shown, and the stream that the test writes to. */
async function shown() {
  const open = stream();
  page.answers = { 'GET /v1/ports/3/conversation': () => open.response };
  const component = await runHook(useLines, { port: 3, on: true });
  const write = async (...texts: readonly string[]) => {
    for (const text of texts) open.send('line', { at: AT, direction: '<<', text });
    await settle();
  };
  const texts = async () => {
    mock.timers.tick(250);
    await settle();
    return component.now.lines.map(({ text }) => text);
  };
  return { component, open, write, texts };
}

describe('the conversation of a port', () => {
  before(() => page.enter());
  after(() => page.leave());
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1000 }));
  afterEach(async () => {
    await endHooks();
    mock.timers.reset();
    page.answers = {};
    page.took();
    link.set({ kind: 'connecting' });
  });

  test('shows its lines four times a second', async () => {
    const { component, write } = await shown();
    await write('AT\\r', 'OK\\r\\n');
    mock.timers.tick(249);
    await settle();
    assert.equal(component.now.lines.length, 0);
    mock.timers.tick(1);
    await settle();
    const [first, second] = component.now.lines;
    assert.deepEqual(
      [first?.at, first?.direction, first?.text, second?.text, first?.key !== second?.key],
      [AT, '<<', 'AT\\r', 'OK\\r\\n', true],
    );
    await component.end();
  });

  test('leaves out what is no line: line ends alone, and kinds of a later gateway', async () => {
    const { component, open, write, texts } = await shown();
    open.send('of_a_later_gateway', { at: AT, direction: '<<', text: 'x' });
    await write('\\r\\n', '', '\\r\\n+CREG: 1');
    assert.deepEqual(await texts(), ['\\r\\n+CREG: 1']);
    await component.end();
  });

  test('keeps the last thousand lines', async () => {
    const { component, write, texts } = await shown();
    await write(...Array.from({ length: 600 }, (_, at) => `a${at}`));
    assert.equal((await texts()).length, 600);
    await write(...Array.from({ length: 401 }, (_, at) => `b${at}`));
    const all = await texts();
    assert.deepEqual([all.length, all[0], all.at(-1)], [1000, 'a1', 'b400']);
    await component.end();
  });

  test('ends where it is switched off; what was shown stays', async () => {
    const { component, write, texts } = await shown();
    await write('OK');
    await texts();
    const [request] = page.asked;
    await component.change({ port: 3, on: false });
    await write('late');
    assert.deepEqual([request?.signal?.aborted, await texts(), component.now.error], [true, ['OK'], null]);
    await component.end();
  });

  test('is not asked for where it is off', async () => {
    const component = await runHook(useLines, { port: 3, on: false });
    assert.deepEqual(page.took(), []);
    await component.end();
  });

  test('ends with the gateway, and begins again where that is back', async () => {
    const { component } = await shown();
    const [request] = page.asked;
    page.took();
    link.set({ kind: 'lost', since: 1, again: 2 });
    await settle();
    assert.deepEqual([request?.signal?.aborted, page.took()], [true, []]);
    page.answers = { 'GET /v1/ports/3/conversation': () => stream().response };
    link.set({ kind: 'live' });
    await settle();
    assert.deepEqual(page.took(), ['GET /console/v1/ports/3/conversation']);
    await component.end();
  });

  test('names why there is none, until it runs', async () => {
    page.answers = { 'GET /v1/ports/3/conversation': json({ error: 'port: not open' }, 404) };
    const component = await runHook(useLines, { port: 3, on: true });
    assert.match(String(component.now.error), /port: not open/);
    page.answers = { 'GET /v1/ports/4/conversation': () => stream().response };
    await component.change({ port: 4, on: true });
    assert.equal(component.now.error, null);
    await component.end();
  });

  test('has no failure to name where a person has ended it', async () => {
    let fail: (error: Error) => void = () => {};
    page.answers = {
      'GET /v1/ports/3/conversation': () => new Promise<Response>((_, reject) => (fail = reject)),
    };
    const component = await runHook(useLines, { port: 3, on: true });
    await component.change({ port: 3, on: false });
    fail(new DOMException('', 'AbortError'));
    await settle();
    assert.equal(component.now.error, null);
    await component.end();
  });
});
