/** Requests of the pages, as the gateway gets them: actions on many conversations, drafts, actions of a port. And what a failure is in words. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, mock, test } from 'node:test';
import { json, openPage } from '../data/page-testing.ts';
import { portOf } from '../data/testing.ts';
import { inputOf as inputOfView } from './toolkit/input.ts';

const page = openPage();
// The pages load the client, which asks the page for its address.
const { Fault } = await import('../data/api.ts');
const { archiveConversations, deleteConversations, markConversations } = await import('./inbox/bulk.ts');
const { keepReply, replyTo, subscribeToReplies } = await import('./inbox/replies.ts');
const { sendDraft } = await import('./compose/sending.ts');
const { readTable } = await import('./compose/read-table.ts');
const { act, actionsFor, inputOf, isWanted, requestOf } = await import('./port/actions.ts');
const { csvOf } = await import('./tasks/again.ts');
const { clearNotice, notice, tell } = await import('../parts/notice.ts');
const { faultText, isMissing } = await import('../words/faults.ts');
page.leave();

/** The requests that were made, with their bodies. */
function took(): string[] {
  return page.asked
    .splice(0)
    .map(({ method, path, body }) =>
      `${method} ${decodeURIComponent(path.replace('/console', ''))} ${body}`.trim(),
    );
}

function received(id: number, number: string) {
  return { incoming_sms_id: id, number, text: '', port: 0 };
}

describe('a page', () => {
  before(() => page.enter());
  after(() => page.leave());
  afterEach(() => {
    page.answers = {};
    page.took();
  });

  describe('many conversations', () => {
    test('are deleted by the ids of all their messages, a thousand at once', async () => {
      const ids = Array.from({ length: 1001 }, (_, at) => received(at + 1, at % 2 === 0 ? '+491' : '491'));
      page.answers = {
        'GET /v1/inbox': [
          json({ messages: [...ids.slice(0, 500), received(2000, '+4915')], next: 500 }),
          json({ messages: ids.slice(500), next: null }),
          json({ messages: [received(3000, 'Bank')], next: null }),
        ],
        'POST /v1/inbox/delete': json({ deleted: 1 }),
      };
      await deleteConversations(['+491', 'Bank']);
      const [first, second, most = '', rest, third, last, ...others] = took();
      assert.deepEqual(
        [first, second],
        ['GET /v1/inbox?number=491&limit=500', 'GET /v1/inbox?number=491&limit=500&before=500'],
      );
      assert.match(most, /^POST \/v1\/inbox\/delete \{"ids":\[1,2,/);
      assert.equal((JSON.parse(most.replace(/^\S+ \S+ /, '')) as { ids: number[] }).ids.length, 1000);
      assert.deepEqual(
        [rest, third, last, others],
        [
          'POST /v1/inbox/delete {"ids":[1001]}',
          'GET /v1/inbox?number=Bank&limit=500',
          'POST /v1/inbox/delete {"ids":[3000]}',
          [],
        ],
      );
    });

    test('without messages are left alone', async () => {
      page.answers = { 'GET /v1/inbox': json({ messages: [], next: null }) };
      await deleteConversations(['+491']);
      assert.deepEqual(took(), ['GET /v1/inbox?number=491&limit=500']);
    });

    test('are archived and marked one after the other; a failure keeps those before it', async () => {
      page.answers = {
        'POST /v1/inbox/archive': [json({ changed: 1 }), json({ error: 'busy' }, 503)],
        'POST /v1/inbox/mark': json({ changed: 1 }),
      };
      await assert.rejects(archiveConversations(['1', '2', '3'], true), Fault);
      await markConversations(['1', '2'], false);
      assert.deepEqual(took(), [
        'POST /v1/inbox/archive {"number":"1","archived":true}',
        'POST /v1/inbox/archive {"number":"2","archived":true}',
        'POST /v1/inbox/mark {"number":"1","read":false}',
        'POST /v1/inbox/mark {"number":"2","read":false}',
      ]);
    });

    test('keep the answers that were begun', () => {
      let heard = 0;
      const end = subscribeToReplies(() => {
        heard += 1;
      });
      keepReply('1', 'Hello');
      keepReply('2', 'Bye');
      end();
      keepReply('2', '');
      assert.deepEqual([replyTo('1'), replyTo('2'), replyTo('3'), heard], ['Hello', '', '', 2]);
    });
  });

  describe('a draft', () => {
    const draft = {
      to: '',
      table: undefined,
      column: '',
      text: 'Hi',
      encoding: 'auto',
      port: '',
      report: true,
    };
    function recipients(count: number) {
      return Array.from({ length: count }, (_, at) => ({ number: `+88${at}`, values: {} }));
    }
    const accepted = json({ task_id: 7 }, 202);

    test('goes as one request, under its key', async () => {
      page.answers = { 'POST /v1/messages': accepted };
      assert.deepEqual(await sendDraft(draft as never, recipients(2), 'k1'), { task: 7, number: '+880' });
      const [{ headers, body = '' } = {}] = page.asked;
      assert.equal(headers?.get('idempotency-key'), 'k1');
      assert.deepEqual(JSON.parse(body), {
        ...{ text: 'Hi', encoding: 'auto', request_status_report: true },
        recipients: [{ number: '+880' }, { number: '+881' }],
      });
    });

    test('goes over the port that is chosen, and as a file where it has more than 4,096 recipients', async () => {
      page.answers = { 'POST /v1/messages': accepted, 'POST /v1/messages/import': accepted };
      await sendDraft({ ...draft, port: '3', report: false } as never, recipients(4096), 'k2');
      assert.match(
        took()[0] ?? '',
        /^POST \/v1\/messages \{"text":"Hi","encoding":"auto","request_status_report":false,"port":\[3\]/,
      );
      await sendDraft(draft as never, recipients(4097), 'k3');
      const [{ path = '', headers } = {}] = page.asked;
      assert.match(
        path,
        /^\/console\/v1\/messages\/import\?text=Hi&encoding=auto&request_status_report=true$/,
      );
      assert.equal(headers?.get('content-type'), 'application/x-ndjson');
    });

    test('reads a table: names in the first line, without empty rows', async () => {
      const table = await readTable(new File(['name,number\nAnn,+881\n\n , \nBob,"+88,2"\n'], 'a.csv'));
      assert.deepEqual(table, {
        ...{ name: 'a.csv', columns: ['name', 'number'] },
        rows: [
          { name: 'Ann', number: '+881' },
          { name: 'Bob', number: '+88,2' },
        ],
      });
    });

    test('reads no table that is empty or too large', async () => {
      for (const text of ['', 'name,number\n'])
        await assert.rejects(readTable(new File([text], 'a.csv')), /^Error: empty$/);
      const large = Object.defineProperty(new File(['n\n1\n'], 'a.csv'), 'size', { value: 20_000_001 });
      await assert.rejects(readTable(large), /^Error: large$/);
      const most = Object.defineProperty(new File(['n\n1\n'], 'a.csv'), 'size', { value: 20_000_000 });
      assert.equal((await readTable(most)).rows.length, 1);
    });

    test('of failed messages is a file that no spreadsheet takes for formulas', async () => {
      const message = {
        number: '+881',
        text: '=1+1',
        reason_code: 'no_credit',
        reason: 'no, credit',
        encoding: 'auto',
      };
      assert.equal(
        await csvOf([message, { ...message, text: '+1 more' }] as never),
        `number,text,reason_code,reason\r\n+881,"'=1+1",no_credit,"no, credit"\r\n+881,+1 more,no_credit,"no, credit"`,
      );
    });
  });

  describe('an action of a port', () => {
    const rows: readonly [changes: Parameters<typeof portOf>[1], actions: readonly string[]][] = [
      [{}, ['block', 'off', 'reset', 'number']],
      [{ blocked: true }, ['unblock', 'off', 'reset', 'number']],
      [{ power: 'off' }, ['on', 'block', 'reset', 'number']],
      [{ power: 'on', slot: 0 }, ['block', 'off', 'reset', 'slot', 'number']],
      [{ reason: 'pin_required' }, ['pin', 'block', 'off', 'reset', 'number']],
    ];
    for (const [changes, actions] of rows)
      test(`makes sense at ${JSON.stringify(changes)}: ${actions.join(', ')}`, () =>
        assert.deepEqual(actionsFor(portOf(1, changes)), actions));

    test('is emphasised where the port waits for it', () => {
      const all = ['pin', 'unblock', 'on', 'block', 'off', 'reset', 'slot', 'number'] as const;
      assert.deepEqual(all.filter(isWanted), ['pin', 'unblock', 'on']);
    });

    const requests: readonly [name: Parameters<typeof act>[1], value: string, body: object][] = [
      ['on', '', { action: 'power', param: 'on' }],
      ['off', '', { action: 'power', param: 'off' }],
      ['pin', '1234', { action: 'unlock', param: '1234' }],
      ['slot', '2', { action: 'slot', param: '2' }],
      ['number', '+881', { action: 'number', param: '+881' }],
      ['reset', '', { action: 'reset' }],
      ['block', '', { action: 'block' }],
    ];
    for (const [name, value, body] of requests)
      test(`${name} is asked for as ${JSON.stringify(body)}`, async () => {
        page.answers = { 'POST /v1/ports/3/actions': json({}, 202) };
        await act(3, name, value);
        assert.deepEqual(
          [requestOf(name, value), took()],
          [body, [`POST /v1/ports/3/actions ${JSON.stringify(body)}`]],
        );
      });

    const inputs: readonly [
      name: Parameters<typeof inputOf>[0],
      good: readonly string[],
      bad: readonly string[],
    ][] = [
      ['pin', ['1234', '12345678'], ['123', '123456789', '12a4', '']],
      ['number', ['+1', '1', '+12345678901234567890'], ['', '+', '+123456789012345678901', '1-2']],
      ['slot', ['0', '31'], ['', '123', 'x']],
    ];
    for (const [name, good, bad] of inputs)
      test(`${name} takes ${good.join(', ')}`, () => {
        const input = inputOf(name);
        assert.ok(input);
        assert.deepEqual(
          [...good, ...bad].filter(text => input.pattern.test(text)),
          good,
        );
        assert.equal(input.longest, Math.max(...good.map(text => text.length)));
        assert.equal(input.secret, name === 'pin');
      });

    test('of any other kind takes no input', () => assert.equal(inputOf('reset'), undefined));
  });

  test('a view of the toolkit takes text by its number', () => {
    const short = { hidden: false, longest: 1 };
    assert.deepEqual(
      Array.from({ length: 13 }, (_, type) => inputOfView(type)),
      [
        ...[undefined, undefined, undefined, undefined],
        ...[{ digits: true, ...short }, { digits: false, ...short }, undefined, undefined],
        ...[true, true, false, false].map((digits, at) => ({ digits, hidden: at % 2 === 1, longest: 255 })),
        undefined,
      ],
    );
  });

  test('a notice goes after ten seconds, or when the next one comes', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    tell({ text: 'one' });
    mock.timers.tick(9999);
    assert.deepEqual(notice.get(), { text: 'one' });
    tell({ text: 'two' });
    mock.timers.tick(9999);
    assert.deepEqual(notice.get(), { text: 'two' });
    mock.timers.tick(1);
    assert.equal(notice.get(), undefined);
    tell({ text: 'three' });
    clearNotice();
    assert.equal(notice.get(), undefined);
    mock.timers.reset();
  });

  describe('a failure in words', () => {
    const say = ((key: string, values: object = {}) => `${key} ${JSON.stringify(values)}`) as never;
    const fate = { retryable: false, mayBeDone: false };
    function refused(code: number, message: string): Error {
      return new Fault({ kind: 'refused', code, message, ...fate });
    }
    const rows: readonly [error: unknown, text: string][] = [
      [refused(404, 'id: there is no task 7.'), 'There is no task 7.'],
      [refused(404, 'nothing here'), 'Nothing here'],
      [refused(403, 'x'), 'fault.forbidden {}'],
      [refused(400, 'port: no'), 'fault.refused {"reason":"port: no"}'],
      [refused(499, 'no'), 'fault.refused {"reason":"no"}'],
      [refused(500, 'gateway: the disk is full'), 'fault.failed {"reason":"the disk is full"}'],
      [new Fault({ kind: 'unexpected', status: 502, text: '', ...fate }), 'fault.unexpected {"status":502}'],
      [new Fault({ kind: 'unauthorized', ...fate }), 'fault.unauthorized {}'],
      [new Fault({ kind: 'unreachable', message: '', ...fate }), 'fault.unreachable {}'],
      [new Error('odd'), 'Error: odd'],
      ['odd', 'odd'],
    ];
    for (const [error, text] of rows) test(text, () => assert.equal(faultText(error, say), text));

    test('shows whether it would help to ask again', () => {
      const errors = [
        refused(404, ''),
        refused(400, ''),
        new Fault({ kind: 'unexpected', status: 404, text: '', ...fate }),
        404,
      ];
      assert.deepEqual(errors.map(isMissing), [true, false, false, false]);
    });
  });
});
