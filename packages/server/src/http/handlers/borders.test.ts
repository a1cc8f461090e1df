/** Handlers of messages, pools, batches, keys and webhooks on a clock that stands still: borders, defaults, pages and refusals. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { partOf } from '../../domain/ids.ts';
import { codeOfState, type MessageState, messageStates } from '../../domain/message-state.ts';
import { usualPool } from '../../domain/pool.ts';
import { savePool } from '../../store/fleet.ts';
import { readKeys } from '../../store/keys.ts';
import { all, run } from '../../store/statements.ts';
import {
  bodyOf,
  callAs,
  type HandlerBench,
  openHandlerBench,
  refusalOf,
} from '../../testing/handler-bench.ts';
import { plantFleet } from '../../testing/server-bench.ts';
import { handlers } from './handlers.ts';
import { momentOf as momentOfPage, nextOf } from './pages.ts';
import { shownAttempt } from './shown-message.ts';

const NUMBER = '+4915112345678';

let bench: HandlerBench;
beforeEach(async () => {
  bench = await openHandlerBench();
});
afterEach(() => bench.dispose());

type Wish = Parameters<typeof handlers.create_messages>[0];

async function send(wish: Partial<Wish> = {}, call = callAs('admin')) {
  const all = { to: [NUMBER], text: 'Hello.', ...wish };
  return bodyOf(handlers.create_messages(all, bench.context, call), 202);
}

async function sentOne(wish: Partial<Wish> = {}): Promise<string> {
  return (await send(wish)).messages[0].id as string;
}

function shown(id: string, call = callAs()) {
  return bodyOf(handlers.get_message({ id }, bench.context, call));
}

/** Puts a message into a state, with other fields as the store would have them then. */
async function put(id: string, state: MessageState, fields: Readonly<Record<string, string | number>> = {}) {
  const names = Object.keys(fields).map(name => `, ${name} = ?`);
  await bench.bench.store.write(() =>
    run(
      `UPDATE message SET state = ?${names.join('')} WHERE part = ? AND id = ?`,
      ...[codeOfState(state), ...Object.values(fields), partOf(id), id],
    ),
  );
}

describe('a message', () => {
  test('has what its request left out as it is usual', async () => {
    const { clock } = bench;
    const { batch, messages, refused } = await send();
    assert.deepEqual(refused, []);
    const [{ id, ...accepted }] = messages;
    assert.deepEqual(accepted, { index: 0, to: NUMBER, segments: 1, state: 'queued' });
    const now = new Date(clock.now()).toISOString();
    assert.deepEqual((await shown(id)).message, {
      ...{ id, batch, pool: 'default', to: NUMBER, written: NUMBER, text: 'Hello.', encoding: 'gsm-7bit' },
      ...{ segments: 1, priority: 'normal', state: 'queued', state_at: now, reason: '', reason_text: '' },
      ...{ created_at: now, not_before: null, expires_at: null, sent_at: null, attempts: 0, gateway: '' },
      ...{ port: null, sim: '', reference: '', metadata: {} },
    });
  });

  test('has what its request names', async () => {
    await plantFleet(bench.bench.store, { gateways: [{ id: 'g', part: 3 }], portsEach: 1 });
    await bench.context.plan.refresh(bench.bench.store);
    const later = new Date(bench.clock.now() + 60_000).toISOString();
    const id = await sentOne({
      ...{ to: [{ number: NUMBER, values: { a: 'Ж' }, reference: 'r' }], text: undefined, template: '{a}!' },
      ...{ priority: 'otp', validity: 30, not_before: later, reference: 'all', metadata: { k: 'v' } },
      ...{ sim: 'g-0', gateway: 'g', port: 0 },
    } as unknown as Partial<Wish>);
    const { message } = await shown(id);
    const end = new Date(bench.clock.now() + 90_000).toISOString();
    assert.deepEqual(
      [message.text, message.encoding, message.priority, message.state, message.not_before],
      ['Ж!', 'unicode', 'otp', 'scheduled', later],
    );
    assert.deepEqual([message.expires_at, message.reference, message.metadata], [end, 'r', { k: 'v' }]);
  });

  test('is sent at once where its time is over', async () => {
    const now = new Date(bench.clock.now()).toISOString();
    assert.equal((await send({ not_before: now })).messages[0].state, 'queued');
    const id = await sentOne({ not_before: now, validity: 10 });
    const end = new Date(bench.clock.now() + 10_000).toISOString();
    assert.equal((await shown(id)).message.expires_at, end);
  });

  test('has the validity of its pool where it names none', async () => {
    const { context } = bench;
    await bodyOf(handlers.put_pool({ id: 'shop', validity: 60 }, context, callAs()));
    const id = await sentOne({ pool: 'shop' });
    const end = new Date(bench.clock.now() + 60_000).toISOString();
    assert.equal((await shown(id)).message.expires_at, end);
  });

  test('is refused with a moment that is none, and with a key of more than 255 characters', async () => {
    const create = (wish: object, idempotencyKey?: string) =>
      handlers.create_messages(
        { to: [NUMBER], text: 'x', ...wish } as Wish,
        bench.context,
        callAs('admin', { ...(idempotencyKey !== undefined && { idempotencyKey }) } as object),
      );
    assert.deepEqual(await refusalOf(create({ not_before: 'soon' })), [
      ...[400, 'not_before: is no moment of the calendar.'],
    ]);
    const daysAhead = (days: number) => new Date(bench.clock.now() + days * 86_400_000).toISOString();
    await bodyOf(create({ not_before: daysAhead(366) }), 202);
    assert.deepEqual(await refusalOf(create({ not_before: daysAhead(366.001) })), [
      ...[400, 'not_before: is more than 366 days ahead.'],
    ]);
    assert.deepEqual(await refusalOf(create({}, 'k'.repeat(256))), [
      ...[400, 'Idempotency-Key: has more than 255 characters.'],
    ]);
    await bodyOf(create({}, 'k'.repeat(255)), 202);
    assert.deepEqual(await refusalOf(create({ priority: 'bulk' }, 'k'.repeat(255))), [
      ...[409, 'Idempotency-Key: was used with another request.'],
    ]);
  });

  test('of a repeated request is the one of before', async () => {
    const call = callAs('admin', { idempotencyKey: 'k' } as object);
    const first = await send({}, call);
    bench.clock.advance(5000);
    assert.deepEqual(await send({}, call), first);
    assert.notDeepEqual(
      await send(
        {},
        callAs('admin', { caller: { user: 'other', role: 'admin' }, idempotencyKey: 'k' } as object),
      ),
      first,
    );
  });

  test('to a country that the pool may not send to, or to one who opted out, is refused alone', async () => {
    const { context } = bench;
    await bodyOf(handlers.put_pool({ id: 'shop', allowed_countries: ['DE'] }, context, callAs()));
    await bench.bench.store.write(() =>
      run(
        "INSERT INTO opt_out (part, pool, recipient, source, at) SELECT part, 'shop', ?, 'person', 0 FROM partition_lease",
        '+4915112345679',
      ),
    );
    const { messages, refused } = await send({
      ...{ pool: 'shop', to: ['+33612345678', NUMBER, '+4915112345679', '12345'] },
    });
    assert.deepEqual(
      messages.map(({ index, to }: { index: number; to: string }) => [index, to]),
      [
        [1, NUMBER],
        [3, '12345'],
      ],
    );
    assert.deepEqual(refused, [
      {
        ...{ index: 0, to: '+33612345678', reason: 'country_not_allowed' },
        error: 'The pool may not send to this country.',
      },
      {
        ...{ index: 2, to: '+4915112345679', reason: 'opted_out' },
        error: 'The recipient has opted out of this pool.',
      },
    ]);
    assert.equal(
      (await bodyOf(handlers.get_batch({ id: (await send()).batch }, context, callAs()))).total,
      1,
    );
  });

  const lengths: [text: string, segments: number, left: number, alphabet: string][] = [
    ['', 1, 160, 'gsm-7bit'],
    ['a', 1, 159, 'gsm-7bit'],
    ['a'.repeat(160), 1, 0, 'gsm-7bit'],
    ['a'.repeat(161), 2, 145, 'gsm-7bit'],
    ['a'.repeat(306), 2, 0, 'gsm-7bit'],
    [`€${'a'.repeat(10)}`, 1, 148, 'gsm-7bit'],
    ['ж', 1, 69, 'unicode'],
    ['ж'.repeat(70), 1, 0, 'unicode'],
    ['ж'.repeat(134), 2, 0, 'unicode'],
  ];
  for (const [text, segments, left, alphabet] of lengths)
    test(`of ${text.length} characters in ${alphabet} is previewed with ${segments} segments and ${left} left`, async () => {
      const preview = await bodyOf(
        handlers.preview_message({ template: '{a}', values: { a: text } }, bench.context, callAs()),
      );
      assert.deepEqual([preview.segments.length, preview.left, preview.alphabet], [segments, left, alphabet]);
      assert.equal(preview.segments.join(''), text);
    });

  const previews: [wish: object, error: string][] = [
    [{}, 'text: needs to be there, or template instead; not both.'],
    [{ text: 'a', template: 'b' }, 'text: needs to be there, or template instead; not both.'],
    [{ template: '{a}' }, 'values: has no a, which the template wants.'],
    [{ text: 'ж', encoding: 'gsm-7bit' }, 'text: has a character that gsm-7bit lacks.'],
  ];
  for (const [wish, error] of previews)
    test(`is not previewed from ${JSON.stringify(wish)}`, async () =>
      assert.deepEqual(await refusalOf(handlers.preview_message(wish, bench.context, callAs())), [
        400,
        error,
      ]));

  const reasons: [reason: string, detail: string, text: string][] = [
    ['', '', ''],
    ['', 'busy (503)', 'busy (503)'],
    ['failed_at_gateway', '', 'The gateway could not send it.'],
    ['failed_at_gateway', 'no credit', 'The gateway could not send it. no credit'],
    ['of a later version', 'x', 'x'],
  ];
  for (const [reason, detail, text] of reasons)
    test(`with the reason "${reason}" and the detail "${detail}" shows "${text}"`, async () => {
      const id = await sentOne();
      await put(id, 'failed', { reason, detail });
      assert.equal((await shown(id)).message.reason_text, text);
    });

  test('shows gateway, port and SIM, and when it was sent', async () => {
    const id = await sentOne();
    await put(id, 'sent', { gateway: 'g', port: 0, sim: 's', sent_at: 1000, attempts: 2 });
    const { message } = await shown(id);
    assert.deepEqual(
      [message.gateway, message.port, message.sim, message.sent_at, message.attempts],
      ['g', 0, 's', '1970-01-01T00:00:01.000Z', 2],
    );
  });

  test('has hand-offs whose states are words with underscores', () => {
    const attempt = {
      ...{ message: 'm', part: 0, gateway: 'g', port: 1, sim: 's', userId: 5, call: 'c', at: 1000 },
      ...{ refId: 7, detail: 'd' },
    };
    const common = {
      gateway: 'g',
      port: 1,
      sim: 's',
      user_id: 5,
      detail: 'd',
      at: '1970-01-01T00:00:01.000Z',
    };
    assert.deepEqual(shownAttempt({ ...attempt, state: 'inDoubt', task: 0 }), {
      ...{ ...common, task: 0, state: 'in_doubt' },
    });
    assert.deepEqual(shownAttempt({ ...attempt, state: 'taken', task: undefined }), {
      ...{ ...common, task: null, state: 'taken' },
    });
  });

  test('is seen by a sender only where it is its own', async () => {
    const id = await sentOne();
    for (const [role, user, code] of [
      ['sender', 'me', 200],
      ['sender', 'other', 404],
      ['viewer', 'other', 200],
    ] as const) {
      const call = { caller: { user, role } } as ReturnType<typeof callAs>;
      const answer = (await handlers.get_message({ id }, bench.context, call)) as { code: number };
      assert.equal(answer.code, code, `${role} ${user}`);
    }
  });

  for (const state of messageStates)
    test(`that is ${state} can${state === 'scheduled' || state === 'queued' ? '' : 'not'} be taken back`, async () => {
      const id = await sentOne();
      await put(id, state);
      const cancel = handlers.cancel_message({ id }, bench.context, callAs());
      if (state === 'scheduled' || state === 'queued') {
        const { state: now, reason, state_at: at } = await bodyOf(cancel);
        const moment = new Date(bench.clock.now()).toISOString();
        assert.deepEqual([now, reason, at], ['cancelled', 'cancelled_by_caller', moment]);
      } else assert.deepEqual(await refusalOf(cancel), [409, 'id: it is being handed over, or has ended.']);
    });

  const decisions = [
    ['resend', 'queued', false],
    ['failed', 'failed', true],
    ['cancelled', 'cancelled', true],
  ] as const;
  for (const [decision, state, isTold] of decisions)
    test(`that is unknown becomes ${state} by the decision ${decision}, once`, async () => {
      const id = await sentOne();
      await put(id, 'unknown');
      const decide = () => handlers.decide_message({ id, decision }, bench.context, callAs());
      const decided = await bodyOf(decide());
      assert.deepEqual([decided.state, decided.reason], [state, 'decided_by_person']);
      assert.deepEqual(await refusalOf(decide()), [409, 'id: it is not unknown.']);
      const events = await bench.bench.store.read(() =>
        all<{ kind: string }>('SELECT kind FROM event WHERE subject = ?', id),
      );
      assert.deepEqual(
        events.map(({ kind }) => kind),
        isTold ? [`message.${state}`] : [],
      );
    });

  test('that is sent again by a decision is looked for at once in its partition', async t => {
    const { context } = bench;
    const id = await sentOne();
    await context.store.write(() => run('UPDATE message SET state = ?', codeOfState('unknown')));
    const { mock } = t.mock.method(context.dispatcher, 'wake');
    await bodyOf(handlers.decide_message({ id, decision: 'resend' }, context, callAs()));
    assert.deepEqual(
      mock.calls.map(({ arguments: [part] }) => part),
      [partOf(id)],
    );
  });

  test('of nobody is none', async () => {
    const nowhere = { id: bench.context.ids.next(5) };
    const missing = [404, 'id: there is no such message.'];
    const { context } = bench;
    assert.deepEqual(await refusalOf(handlers.get_message(nowhere, context, callAs())), missing);
    assert.deepEqual(await refusalOf(handlers.cancel_message(nowhere, context, callAs())), missing);
    const decide = handlers.decide_message({ ...nowhere, decision: 'failed' }, context, callAs());
    assert.deepEqual(await refusalOf(decide), missing);
  });

  test('is listed by each filter, newest first, a hundred to a page', async () => {
    const { context, clock } = bench;
    await bodyOf(handlers.put_pool({ id: 'shop' }, context, callAs()));
    const old = clock.now();
    const first = await sentOne({ reference: 'a' });
    clock.advance(1000);
    const second = await sentOne({ pool: 'shop', to: ['+4915112345679'] });
    await put(second, 'sent');
    const list = async (filter: object, call = callAs()) => {
      const body = await bodyOf(handlers.list_messages(filter, context, call));
      return body.messages.map(({ id }: { id: string }) => id);
    };
    const at = (more: number) => new Date(old + more).toISOString();
    const rows: [filter: object, found: string[]][] = [
      [{}, [second, first]],
      [{ state: ['sent'] }, [second]],
      [{ state: ['sent', 'queued'] }, [second, first]],
      [{ state: [] }, [second, first]],
      [{ pool: 'shop' }, [second]],
      [{ reference: 'a' }, [first]],
      [{ to: NUMBER }, [first]],
      [{ time_after: at(1) }, [second]],
      [{ time_after: at(0) }, [second, first]],
      [{ time_before: at(0) }, [first]],
      [{ time_before: at(-1) }, []],
      [{ cursor: second }, [first]],
      [{ limit: 1 }, [second]],
    ];
    for (const [filter, found] of rows) assert.deepEqual(await list(filter), found, JSON.stringify(filter));
    assert.deepEqual(await list({}, callAs('sender')), [second, first]);
    assert.deepEqual(
      await list({}, { caller: { user: 'x', role: 'sender' } } as ReturnType<typeof callAs>),
      [],
    );
    await send({ to: Array.from({ length: 99 }, (_each, at) => `+49151200000${10 + at}`) });
    const page = await bodyOf(handlers.list_messages({}, context, callAs()));
    assert.equal(page.messages.length, 100);
    const rest = await bodyOf(handlers.list_messages({ cursor: page.next }, context, callAs()));
    assert.deepEqual([rest.messages.length, rest.next], [1, null]);
  });
});

describe('a batch', () => {
  test('of more than 500 messages is taken back as a whole', async () => {
    const numbers = Array.from({ length: 501 }, (_each, at) => `+4915112${10_000 + at}`);
    const { batch } = await send({ to: numbers });
    const cancel = () => bodyOf(handlers.cancel_batch({ id: batch }, bench.context, callAs()));
    assert.deepEqual(await cancel(), { cancelled: 501 });
    assert.deepEqual(await cancel(), { cancelled: 0 });
    const { states } = await bodyOf(handlers.get_batch({ id: batch }, bench.context, callAs()));
    assert.deepEqual(states, { cancelled: 501 });
  });

  test('is seen and taken back by its own sender', async () => {
    const { batch: id } = await send();
    const call = { caller: { user: 'other', role: 'sender' } } as ReturnType<typeof callAs>;
    const missing = [404, 'id: there is no such batch.'];
    assert.deepEqual(await refusalOf(handlers.get_batch({ id }, bench.context, call)), missing);
    assert.deepEqual(await refusalOf(handlers.cancel_batch({ id }, bench.context, call)), missing);
    assert.deepEqual(await bodyOf(handlers.cancel_batch({ id }, bench.context, callAs('sender'))), {
      cancelled: 1,
    });
  });
});

describe('a pool', () => {
  const put = (wish: Parameters<typeof handlers.put_pool>[0]) =>
    bodyOf(handlers.put_pool(wish, bench.context, callAs()));

  test('is made as it is usual, and each field of a wish changes it alone', async () => {
    const usual = await put({ id: 'shop' });
    const { keywords } = usualPool('shop');
    assert.deepEqual(usual, {
      ...{ id: 'shop', country: '', allowed_countries: null, members: {}, rules: [], order: 'least_used' },
      ...{ sticky: false, doubt: 'hold', limits: {}, pacing: { gap_ms: 0, jitter_ms: 0 }, most_attempts: 10 },
      ...{ validity: null, keywords: { ...keywords } },
    });
    const fields = {
      ...{ country: 'DE', allowed_countries: ['DE'], members: { sims: ['1'], gateways: ['g'], tags: ['t'] } },
      ...{ rules: [{ prefix: '+4', tag: 't' }], order: 'cheapest', sticky: true, doubt: 'resend' },
      ...{ limits: { day: 5 }, pacing: { gap_ms: 1, jitter_ms: 2 }, most_attempts: 3, validity: 60 },
      keywords: { stop: ['A'], start: ['B'], help: ['C'] },
    } as const;
    for (const [name, value] of Object.entries(fields)) {
      const id = name.replaceAll('_', '-');
      const before = await put({ id });
      assert.deepEqual(await put({ id, [name]: value } as never), { ...before, [name]: value });
      assert.deepEqual(await put({ id }), { ...before, [name]: value }, `${name} stays`);
    }
    const { pools } = await bodyOf(handlers.list_pools({}, bench.context, callAs()));
    assert.equal(pools.length, Object.keys(fields).length + 2);
  });

  test('takes countries and validity back with null', async () => {
    await put({ id: 'shop', allowed_countries: ['DE'], validity: 60 });
    const open = await put({ id: 'shop', allowed_countries: null, validity: null });
    assert.deepEqual([open.allowed_countries, open.validity], [null, null]);
  });

  test('is removed where nothing waits in it, and default stays', async () => {
    const { context } = bench;
    const remove = (id: string) => handlers.remove_pool({ id }, context, callAs());
    assert.deepEqual(await refusalOf(remove('shop')), [404, 'id: there is no pool shop.']);
    assert.deepEqual(await refusalOf(remove('default')), [409, 'id: the pool default stays.']);
    await put({ id: 'shop' });
    for (const state of ['queued', 'scheduled'] as const) {
      const later = new Date(bench.clock.now() + 1000).toISOString();
      const id = await sentOne({ pool: 'shop', ...(state === 'scheduled' && { not_before: later }) });
      assert.deepEqual(await refusalOf(remove('shop')), [409, 'id: messages wait in this pool.'], state);
      await bodyOf(handlers.cancel_message({ id }, context, callAs()));
    }
    await bodyOf(remove('shop'));
    assert.equal(context.plan.pool('shop'), undefined);
  });

  test('whose name begins another one does not keep it', async () => {
    await put({ id: 'shop' });
    await put({ id: 'shop2' });
    await send({ pool: 'shop2' });
    await bodyOf(handlers.remove_pool({ id: 'shop' }, bench.context, callAs()));
  });

  test('that another process made is seen', async () => {
    await bench.bench.store.write(() => savePool({ ...usualPool('other'), sticky: true }));
    const kept = await put({ id: 'other', country: 'FR' });
    assert.deepEqual([kept.sticky, kept.country], [true, 'FR']);
  });
});

describe('a key', () => {
  const create = (wish: object = {}) => handlers.create_key({ name: 'k', ...wish }, bench.context, callAs());
  const remove = (id: string) => handlers.remove_key({ id }, bench.context, callAs());

  test('is of the role sender and all pools where nothing else is asked', async () => {
    const { key, secret } = await bodyOf(create(), 201);
    const { id, ...rest } = key;
    assert.deepEqual(rest, {
      ...{
        name: 'k',
        prefix: secret.slice(0, 8),
        role: 'sender',
        pools: [],
        expires_at: null,
        used_at: null,
      },
      created_at: new Date(bench.clock.now()).toISOString(),
    });
    assert.match(secret, /^sgk_[\w-]{43}$/);
    assert.deepEqual(await bodyOf(handlers.list_keys({}, bench.context, callAs())), { keys: [key] });
    assert.deepEqual(await bodyOf(remove(id)), {});
    assert.deepEqual(await refusalOf(remove(id)), [404, 'id: there is no such key.']);
  });

  test('ends at a moment that is to come', async () => {
    const at = (more: number) => new Date(bench.clock.now() + more).toISOString();
    const refusal = [400, 'expires_at: must be a moment that is to come.'];
    assert.deepEqual(await refusalOf(create({ expires_at: at(0) })), refusal);
    assert.deepEqual(await refusalOf(create({ expires_at: 'soon' })), refusal);
    const { key, secret } = await bodyOf(create({ expires_at: at(1) }), 201);
    assert.equal(key.expires_at, at(1));
    const { keys } = bench.context;
    assert.deepEqual(keys.find(secret), { user: key.id, role: 'sender' });
    bench.clock.advance(1);
    assert.equal(keys.find(secret), undefined);
  });

  test('of the last admin stays', async () => {
    const last = [409, 'id: the last admin cannot be removed: make another key or user of that role first.'];
    const { key } = await bodyOf(create({ role: 'admin' }), 201);
    assert.deepEqual(await refusalOf(remove(key.id)), last);
    const until = new Date(bench.clock.now() + 1000).toISOString();
    await bodyOf(create({ role: 'admin', expires_at: until }), 201);
    assert.deepEqual(await refusalOf(remove(key.id)), last, 'one that ends by itself is no other admin');
    const other = await bodyOf(create({ role: 'admin' }), 201);
    await bodyOf(remove(key.id));
    assert.deepEqual(await refusalOf(remove(other.key.id)), last);
    await bench.context.users.create('ann', 'long enough', 'admin');
    await bodyOf(remove(other.key.id));
  });

  test('of some pools has these alone', async () => {
    const { keys } = bench.context;
    const some = await bodyOf(create({ pools: ['a'] }), 201);
    const every = await bodyOf(create(), 201);
    assert.deepEqual(
      [keys.poolsOf(some.key.id), keys.poolsOf(every.key.id), keys.poolsOf('nobody')],
      [['a'], undefined, undefined],
    );
  });

  test('is noted as used once an hour, to the hour', async () => {
    const { keys, store } = bench.context;
    const { secret } = await bodyOf(create(), 201);
    const used = async () => (await store.read(readKeys))[0]?.usedAt;
    const start = bench.clock.now();
    assert.equal(start % 3_600_000, 0);
    const uses: (number | undefined)[] = [];
    for (const more of [1, 3_599_999, 1]) {
      bench.clock.advance(more);
      keys.find(secret);
      // A write that began before this one has ended when this one has.
      await store.write(() => run('DELETE FROM audit'));
      const at = await used();
      uses.push(at === undefined ? undefined : at - start);
    }
    assert.deepEqual(uses, [0, 0, 3_600_000]);
  });

  test('that another process made counts within two seconds, until the keys are closed', async () => {
    const { keys, store } = bench.context;
    await keys.start();
    const { key } = await bodyOf(create(), 201);
    await store.write(() => run('UPDATE api_key SET name = ? WHERE id = ?', 'other', key.id));
    const name = () => keys.list()[0]?.name;
    bench.clock.advance(1999);
    await store.read(readKeys);
    assert.equal(name(), 'k');
    bench.clock.advance(1);
    while (name() !== 'other') await new Promise(resolve => setImmediate(resolve));
    keys.close();
    await store.write(() => run('UPDATE api_key SET name = ?', 'later'));
    bench.clock.advance(2000);
    for (let looks = 0; looks < 20; looks += 1) await store.read(readKeys);
    assert.equal(name(), 'other');
  });

  test('the ten thousand and first is refused', async () => {
    await bench.context.store.write(() =>
      run(
        `WITH RECURSIVE made (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM made WHERE n < 9999)
         INSERT INTO api_key (id, name, prefix, digest, role, pools, created_at) SELECT 'k' || n, '', '', 'd' || n, 'viewer', '[]', 0 FROM made`,
      ),
    );
    await bodyOf(create(), 201);
    const full = [400, 'name: there are 10,000 keys, and no more may be made.'];
    assert.deepEqual(await refusalOf(create()), full);
  });

  test('of a first start is made where there is none', async () => {
    const { keys } = bench.context;
    const wish = { name: 'first', role: 'admin', pools: [] } as const;
    assert.equal((await keys.createFirst(wish))?.key.name, 'first');
    assert.equal(await keys.createFirst(wish), undefined);
    assert.equal(keys.list().length, 1);
  });
});

describe('a webhook', () => {
  const create = (wish: object = {}) =>
    handlers.create_webhook({ url: 'https://example.com/x', ...wish }, bench.context, callAs());

  test('is enabled and gets everything where nothing else is asked', async () => {
    const { webhook, secret } = await bodyOf(create(), 201);
    const { id, ...rest } = webhook;
    assert.deepEqual(rest, {
      ...{ url: 'https://example.com/x', kinds: [], pools: [], description: '', enabled: true, waiting: 0 },
      ...{ last_error: '', next_try_at: null },
    });
    assert.match(secret, /^whsec_[\w+/=]{44}$/);
    const changed = await bodyOf(
      handlers.change_webhook({ id, enabled: false, kinds: ['message.sent'] }, bench.context, callAs()),
    );
    assert.deepEqual(changed, { ...webhook, enabled: false, kinds: ['message.sent'] });
    const off = await bodyOf(create({ enabled: false, description: 'd' }), 201);
    assert.deepEqual([off.webhook.enabled, off.webhook.description], [false, 'd']);
  });

  test('is refused by the field url', async () => {
    const [code, error] = await refusalOf(create({ url: 'http://127.0.0.1/' }));
    assert.equal(code, 400);
    assert.match(error, /^url: /);
    const { webhook } = await bodyOf(create(), 201);
    const change = handlers.change_webhook({ id: webhook.id, url: 'nowhere' }, bench.context, callAs());
    assert.match((await refusalOf(change))[1], /^url: /);
  });

  test('the hundred and first is refused', async () => {
    await bench.bench.store.write(function* () {
      for (let at = 0; at < 99; at += 1)
        yield* run("INSERT INTO webhook VALUES (?, 'u', 's', '[]', '[]', '', 0, 0, 1)", `w${at}`);
    });
    await bodyOf(create(), 201);
    assert.deepEqual(await refusalOf(create()), [
      ...[400, 'url: there are 100 webhooks, and no more may be made.'],
    ]);
  });

  test('of nobody is none', async () => {
    const { context } = bench;
    const missing = [404, 'id: there is no such webhook.'];
    const id = context.ids.next(0);
    const asked = [
      handlers.change_webhook({ id }, context, callAs()),
      handlers.remove_webhook({ id }, context, callAs()),
      handlers.list_deliveries({ id }, context, callAs()),
      handlers.resend_delivery({ id, event: 'evt_0_1' }, context, callAs()),
    ];
    for (const answer of asked) assert.deepEqual(await refusalOf(answer), missing);
  });

  test('shows its deliveries in pages, newest first, and steers those that there are', async () => {
    const { context } = bench;
    const { webhook } = await bodyOf(create(), 201);
    const { id } = webhook;
    await context.store.write(function* () {
      for (const [seq, state] of [0, 1, 2, 3].entries())
        yield* run(
          `INSERT INTO delivery (part, webhook, seq, state, kind, subject, at, body, attempts, rejections, failing_ms, last_at,
             next_at, last_error, ended_at) VALUES (7, ?, ?, ?, 'message.sent', 's', ?, '{}', 2, 0, 0, 0, 9000, 'e', NULL)`,
          ...[id, seq + 1, state, 1000 * (seq + 1)],
        );
    });
    const list = (more: object = {}) => bodyOf(handlers.list_deliveries({ id, ...more }, context, callAs()));
    const first = await list({ limit: 3 });
    const common = { kind: 'message.sent', subject: 's', attempts: 2, last_error: 'e', next_try_at: null };
    assert.deepEqual(first, {
      deliveries: [
        { ...common, event: 'evt_7_4', state: 'delivered', at: '1970-01-01T00:00:04.000Z' },
        { ...common, event: 'evt_7_3', state: 'passed_over', at: '1970-01-01T00:00:03.000Z' },
        { ...common, event: 'evt_7_2', state: 'waiting', at: '1970-01-01T00:00:02.000Z' },
      ],
      next: '2000.7.2',
    });
    assert.deepEqual(await list({ cursor: first.next }), {
      deliveries: [
        {
          ...{ ...common, event: 'evt_7_1', state: 'waiting', at: '1970-01-01T00:00:01.000Z' },
          next_try_at: '1970-01-01T00:00:09.000Z',
        },
      ],
      next: null,
    });
    assert.equal((await list({ limit: 4 })).next, null);
    assert.deepEqual(await refusalOf(handlers.list_deliveries({ id, cursor: '1.2' }, context, callAs())), [
      400,
      'cursor: must be next of the page before.',
    ]);
    const { webhooks } = await bodyOf(handlers.list_webhooks({}, context, callAs()));
    assert.deepEqual(
      [webhooks[0].waiting, webhooks[0].last_error, webhooks[0].next_try_at],
      [2, 'e', '1970-01-01T00:00:09.000Z'],
    );

    const none = [404, 'event: there is no such delivery.'];
    const states = async () => (await list()).deliveries.map(({ state }: { state: string }) => state);
    for (const [steer, event, before] of [
      ['resend_delivery', 'evt_7_9', none],
      ['resend_delivery', 'evt_7', none],
      ['pass_over_delivery', 'evt_7_4', none],
      ['pass_over_delivery', 'evt_7_1', undefined],
      ['resend_delivery', 'evt_7_3', undefined],
    ] as const) {
      const answer = handlers[steer]({ id, event }, context, callAs());
      if (before === undefined) assert.deepEqual(await bodyOf(answer), {});
      else assert.deepEqual(await refusalOf(answer), before, event);
    }
    assert.deepEqual(await states(), ['delivered', 'waiting', 'waiting', 'passed_over']);
  });

  test('shows a hundred deliveries where no limit is asked for', async () => {
    const { context } = bench;
    const { id } = (await bodyOf(create(), 201)).webhook;
    await context.store.write(function* () {
      for (let seq = 1; seq <= 101; seq += 1)
        yield* run(
          `INSERT INTO delivery (part, webhook, seq, state, kind, subject, at, body, attempts, rejections, failing_ms, last_at,
             next_at, last_error, ended_at) VALUES (7, ?, ?, 3, 'message.sent', 's', ?, '{}', 1, 0, 0, 0, 0, '', 0)`,
          ...[id, seq, seq],
        );
    });
    const { deliveries, next } = await bodyOf(handlers.list_deliveries({ id }, context, callAs()));
    assert.deepEqual([deliveries.length, next], [100, '2.7.2']);
  });

  test('leaves nothing behind when it is removed, however much waits', async () => {
    const { context } = bench;
    const { webhook } = await bodyOf(create(), 201);
    await context.store.write(() =>
      run(
        `INSERT INTO delivery (part, webhook, seq, state, kind, subject, at, body, attempts, rejections, failing_ms, last_at,
           next_at, last_error, ended_at)
         WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 1001)
         SELECT 7, ?, seq, 0, 'k', 's', 0, '{}', 0, 0, 0, 0, 0, '', NULL FROM n`,
        webhook.id,
      ),
    );
    await bodyOf(handlers.remove_webhook({ id: webhook.id }, context, callAs()));
    assert.deepEqual(await context.store.read(() => all('SELECT seq FROM delivery')), []);
    assert.deepEqual(await context.store.read(() => all('SELECT seq FROM webhook_place')), []);
  });
});

describe('the operation of the server', () => {
  test('is healthy while the store is, and ready while it takes requests', async () => {
    const { context } = bench;
    const statusOf = (answer: unknown) => answer as { status: number; text: string };
    const ok = { kind: 'document', status: 200, text: '{"status":"ok"}' };
    const failing = { kind: 'document', status: 503, text: '{"status":"failing"}' };
    const { healthz, readyz } = handlers;
    assert.deepEqual(statusOf(healthz({}, context, callAs())), ok);
    assert.deepEqual(statusOf(readyz({}, context, callAs())), ok);
    assert.deepEqual(statusOf(readyz({}, { ...context, ready: () => false }, callAs())), failing);
    const away = { ...context, store: { ...context.store, healthy: () => false } };
    assert.deepEqual(statusOf(healthz({}, away, callAs())), failing);
    assert.deepEqual(statusOf(readyz({}, away, callAs())), failing);
  });

  test('has its audit trail in pages of a hundred', async () => {
    const { context } = bench;
    await context.store.write(function* () {
      for (let at = 0; at < 101; at += 1)
        yield* run("INSERT INTO audit VALUES (?, ?, 'me', 'a', 'e', '{}')", context.ids.next(0), at * 1000);
    });
    const list = (more: object = {}) => bodyOf(handlers.list_audit(more, context, callAs()));
    const page = await list();
    assert.deepEqual([page.entries.length, page.entries[0].at], [100, '1970-01-01T00:01:40.000Z']);
    const rest = await list({ cursor: page.next });
    assert.deepEqual(rest, {
      entries: [{ at: '1970-01-01T00:00:00.000Z', who: 'me', address: 'a', endpoint: 'e', parameters: '{}' }],
      next: null,
    });
    assert.deepEqual(await refusalOf(handlers.list_audit({ cursor: 'x' }, context, callAs())), [
      ...[400, 'cursor: must be next of the page before.'],
    ]);
  });
});

describe('a page of a list', () => {
  const rows: [items: string[], limit: number, next: string | null][] = [
    [[], 0, null],
    [['a'], 2, null],
    [['a', 'b'], 2, 'b'],
    [['a', 'b', 'c'], 2, 'c'],
  ];
  for (const [items, limit, next] of rows)
    test(`of ${items.length} where ${limit} were asked for ${next === null ? 'is the last' : `goes on behind ${next}`}`, () =>
      assert.equal(
        nextOf(items, limit, item => item),
        next,
      ));

  test('begins at a moment that there is', () =>
    assert.deepEqual([undefined, 'x', '1970-01-01T00:00:01Z'].map(momentOfPage), [
      undefined,
      undefined,
      1000,
    ]));
});
