/** The lists of the inbox: what is asked of the gateway, when it is asked again, and what a person then sees. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, mock, test } from 'node:test';
import { endHooks, runHook } from '../../data/hook-testing.ts';
import { json, openPage, settle } from '../../data/page-testing.ts';

const page = openPage();
const { news } = await import('../../data/live.ts');
const { session } = await import('../../data/session.ts');
const { useConversations } = await import('./use-conversations.ts');
const { useThread } = await import('./use-thread.ts');
page.leave();

function received(id: number, number: string) {
  return { incoming_sms_id: id, number, text: `text ${id}`, read: false };
}

function conversation(id: number, number: string) {
  return { number, last: received(id, number), unread: 1 };
}

/** Requests since the last time, without the path that all have. */
function took(): string[] {
  return page.took().map(request => decodeURIComponent(request).replace('/console/v1', ''));
}

function signIn(role: string): void {
  session.set({ kind: 'in', who: { user: 'ann', role } as never });
}

describe('the inbox', () => {
  before(() => page.enter());
  after(() => page.leave());
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
    signIn('operator');
  });
  afterEach(async () => {
    await endHooks();
    mock.timers.reset();
    page.answers = {};
    page.took();
    news.set({});
    session.set({ kind: 'unknown' });
  });

  describe('lists conversations', () => {
    const all = { text: '', archived: false };

    test('as the gateway groups them, a hundred a page', async () => {
      page.answers = {
        'GET /v1/conversations': [
          json({ conversations: [conversation(9, '+491')], next: 9 }),
          json({ conversations: [conversation(3, 'Shop')], next: null }),
        ],
        'GET /v1/inbox': json({ messages: [received(9, '+491')], next: null }),
      };
      const list = await runHook(useConversations, all);
      assert.deepEqual(
        took().filter(path => path.includes('conversations')),
        ['GET /conversations?archived=false&limit=100'],
      );
      list.now.more?.();
      await settle();
      assert.deepEqual(took(), ['GET /conversations?archived=false&limit=100&before=9']);
      assert.deepEqual(
        [
          list.now.conversations.map(({ number }) => number),
          list.now.more,
          list.now.loading,
          list.now.pending,
        ],
        [['+491', 'Shop'], undefined, false, false],
      );
      await list.end();
    });

    const others: readonly [what: string, role: string, wanted: typeof all, path: string][] = [
      ['of messages, for who may not operate', 'sender', all, 'GET /inbox?archived=false&limit=100'],
      [
        'of archived messages, for who may not operate',
        'viewer',
        { text: '', archived: true },
        'GET /inbox?archived=true&limit=100',
      ],
      [
        'of messages with a text',
        'admin',
        { text: 'code', archived: false },
        'GET /inbox?text=code&archived=false&limit=100',
      ],
    ];
    for (const [what, role, wanted, path] of others)
      test(what, async () => {
        signIn(role);
        page.answers = {
          'GET /v1/inbox': json({
            messages: [received(9, '+491'), received(8, 'Shop'), received(7, '+491')],
            next: null,
          }),
        };
        const list = await runHook(useConversations, wanted);
        assert.deepEqual(
          [
            took().filter(one => !one.endsWith('limit=1')),
            list.now.conversations.map(one => [one.number, one.unread]),
          ],
          [
            [path],
            [
              ['+491', 2],
              ['Shop', 1],
            ],
          ],
        );
        await list.end();
      });

    test('anew when a message has come that it does not show, and not at other news', async () => {
      page.answers = {
        'GET /v1/conversations': json({ conversations: [conversation(9, '+491')], next: null }),
        'GET /v1/inbox': json({ messages: [received(9, '+491')], next: null }),
      };
      const list = await runHook(useConversations, all);
      took();
      news.set({ events: 70 });
      mock.timers.tick(1500);
      await settle();
      assert.deepEqual(took(), []);
      news.set({ events: 70, inbox: 9 });
      mock.timers.tick(1500);
      await settle();
      assert.deepEqual(took(), ['GET /inbox?limit=1']);
      page.answers = {
        'GET /v1/conversations': json({ conversations: [conversation(10, 'Shop')], next: null }),
        'GET /v1/inbox': json({ messages: [received(10, 'Shop')], next: null }),
      };
      news.set({ events: 70, inbox: 10 });
      mock.timers.tick(1500);
      await settle();
      assert.deepEqual(took(), ['GET /inbox?limit=1', 'GET /conversations?archived=false&limit=100']);
      assert.deepEqual(
        list.now.conversations.map(({ number }) => number),
        ['Shop'],
      );
      await list.end();
    });

    test('none of an empty inbox, without asking again and again', async () => {
      page.answers = {
        'GET /v1/conversations': json({ conversations: [], next: null }),
        'GET /v1/inbox': json({ messages: [], next: null }),
      };
      const list = await runHook(useConversations, all);
      assert.deepEqual([took().length, list.now.conversations, list.now.pending], [2, [], false]);
      await list.end();
    });

    test('names the failure of the gateway', async () => {
      page.answers = { 'GET /v1/conversations': json({ error: 'the disk is full' }, 400) };
      const list = await runHook(useConversations, all);
      assert.match(String(list.now.error), /the disk is full/);
      await list.end();
    });
  });

  describe('shows a conversation', () => {
    function turn(id: number, direction = 'received') {
      return { direction, id, time: `2026-11-29T00:00:${id}.000Z`, text: `text ${id}`, status: null };
    }
    const first = json({ messages: [turn(20), turn(21, 'sent')], next: { received: 20, sent: 21 } });
    function ids(thread: { readonly now: ReturnType<typeof useThread> }): number[] {
      return thread.now.turns.map(({ id }) => id);
    }

    test('by its newest messages, and earlier ones when they are wanted', async () => {
      page.answers = { 'GET /v1/conversations/%2B491': [first, json({ messages: [turn(11)], next: null })] };
      const thread = await runHook(useThread, '+491');
      assert.deepEqual([took(), ids(thread)], [['GET /conversations/+491?limit=100'], [20, 21]]);
      const asked = thread.now.earlier?.();
      await Promise.resolve();
      assert.deepEqual(took(), ['GET /conversations/+491?limit=100&before_received=20&before_sent=21']);
      await settle();
      await asked;
      assert.deepEqual(
        [ids(thread), thread.now.earlier, thread.now.loading],
        [[11, 20, 21], undefined, false],
      );
      await thread.end();
    });

    test('whose earlier messages are being loaded, until they are there', async () => {
      let answer: (response: Response) => void = () => {};
      page.answers = {
        'GET /v1/conversations/%2B491': [first, () => new Promise<Response>(resolve => (answer = resolve))],
      };
      const thread = await runHook(useThread, '+491');
      assert.equal(thread.now.loading, false);
      void thread.now.earlier?.();
      await settle();
      assert.equal(thread.now.loading, true);
      answer(json({ messages: [], next: null }));
      await settle();
      assert.equal(thread.now.loading, false);
      await thread.end();
    });

    test('that has nothing earlier', async () => {
      page.answers = { 'GET /v1/conversations/%2B491': json({ messages: [turn(20)], next: null }) };
      const thread = await runHook(useThread, '+491');
      assert.equal(thread.now.earlier, undefined);
      await thread.end();
    });

    test('anew every two and a half seconds; messages that were shown stay', async () => {
      page.answers = {
        'GET /v1/conversations/%2B491': [
          first,
          json({ messages: [turn(21, 'sent'), turn(22)], next: { received: 22, sent: 21 } }),
        ],
      };
      const thread = await runHook(useThread, '+491');
      took();
      mock.timers.tick(2499);
      await settle();
      assert.deepEqual(took(), []);
      mock.timers.tick(1);
      await settle();
      assert.deepEqual([took().length, ids(thread)], [1, [20, 21, 22]]);
      void thread.now.earlier?.();
      await settle();
      assert.match(took()[0] ?? '', /before_received=20&before_sent=21$/);
      await thread.end();
    });

    test('that went on far while the page slept: from the newest messages on', async () => {
      page.answers = {
        'GET /v1/conversations/%2B491': [
          first,
          json({ messages: [turn(50)], next: { received: 50, sent: 21 } }),
        ],
      };
      const thread = await runHook(useThread, '+491');
      mock.timers.tick(2500);
      await settle();
      took();
      void thread.now.earlier?.();
      await settle();
      assert.deepEqual(ids(thread), [50]);
      assert.match(took()[0] ?? '', /before_received=50&before_sent=21$/);
      await thread.end();
    });
  });
});
