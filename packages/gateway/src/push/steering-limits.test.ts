/** Limits of what people may do with targets, and targets that are not there. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openReceiver, until } from '@simgate/daemon/testing';
import { granted, openPoisonBench, openPushBench, type PushBench, targetOf } from './testing.ts';

const limit = { timeout: 30_000 };

describe('what a target may not be used for', limit, () => {
  test('stored credentials do not follow the URL to another host', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    await bench.push.change(id, { user: 'me', password: 'secret' });
    const other = await openReceiver(t);
    const refused = await bench.push.change(id, { url: other.url });
    assert.ok(!refused.ok && refused.code === 400);
    assert.match(refused.error, /^url: leads to another host, port or scheme; give password again/);
    assert.ok((await bench.push.change(id, { url: `${receiver.url}/elsewhere` })).ok);
    assert.ok((await bench.push.change(id, { url: other.url, password: 'secret' })).ok);
  });

  test('a metadata address is refused when it is set', async t => {
    const { bench } = await openPoisonBench(t);
    const refused = await bench.push.create('cloud', { url: 'http://169.254.169.254/latest' });
    assert.ok(!refused.ok && refused.code === 400);
    assert.match(refused.error, /^url: leads to 169\.254\.169\.254, a link-local or metadata address/);
  });

  test('and behind a name when it is posted to, but for those that the settings allow', async t => {
    for (const [allowed, trouble] of [
      [[], /the name inside\.example leads to 169\.254\.0\.9/],
      [['169.254.0.9'], /^(?!the name)/],
    ] as const) {
      const bench = await openPushBench(t, {
        config: { allowedAddresses: [...allowed], timeout: 1 },
        resolve: async () => [{ address: '169.254.0.9', family: 4 }],
      });
      const { id } = await targetOf(bench, { url: 'http://inside.example' });
      const tried = bench.push.test(id);
      if (allowed.length > 0) {
        await until(() => true);
        bench.clock.advance(1000);
      }
      const result = granted(await tried);
      assert.equal(result.delivered, false);
      assert.match(result.trouble, trouble);
    }
  });

  test('tests are limited to ten a minute, and to one at a time for a target', async t => {
    const { bench, receiver, id } = await openPoisonBench(t);
    receiver.answer = () => ({ status: undefined });
    const first = bench.push.test(id);
    const second = await bench.push.test(id);
    assert.ok(!second.ok && second.code === 429);
    await receiver.received(1);
    bench.clock.advance(15_000);
    assert.equal(granted(await first).trouble, 'no answer within 15 s');
    receiver.answer = () => ({ status: 204 });
    for (let count = 1; count < 10; count += 1) assert.ok((await bench.push.test(id)).ok);
    const eleventh = await bench.push.test(id);
    assert.ok(!eleventh.ok && eleventh.code === 429);
    // Nine of them began a quarter of a minute after the first.
    bench.clock.advance(44_999);
    assert.equal((await bench.push.test(id)).ok, false);
    bench.clock.advance(1);
    assert.ok((await bench.push.test(id)).ok);
    assert.equal((await bench.push.test(id)).ok, false);
    bench.clock.advance(15_000);
    assert.ok((await bench.push.test(id)).ok);
  });
});

describe('a target that is not there', limit, () => {
  const verbs: readonly (readonly [name: string, act: (push: PushBench['push']) => unknown])[] = [
    ['what waits for it', push => push.waiting(99, 0, 10)],
    ['what it gave up', push => push.givenUp(99, 0, 10)],
    [
      'its attempts',
      push => push.attempts(99, { before: undefined, limit: 10, eventId: undefined, failedOnly: false }),
    ],
    ['sending again', push => push.resend(99, {})],
    ['passing over', push => push.passOver(99, [1])],
    ['its change', push => push.change(99, { enabled: false })],
  ];
  for (const [name, act] of verbs)
    test(`refuses ${name} with 404`, async t => {
      const { bench } = await openPoisonBench(t);
      assert.deepEqual(await act(bench.push), {
        ...{ ok: false, code: 404, error: 'id: there is no push target 99.' },
      });
    });
});

describe('given-up events that are kept for ever', limit, () => {
  test('are there after a hundred days', async t => {
    const { push, store, clock } = await openPushBench(t, { keepDays: 0 });
    assert.ok((await push.create('crm', { url: 'http://127.0.0.1:1/', enabled: false })).ok);
    await store.write(database =>
      database.run(
        `INSERT INTO push_deliveries (target_id, event_id, state, subject, kind, at, body) VALUES (1, 1, 2, '', 'sms', 0, '{}')`,
      ),
    );
    clock.advance(100 * 86_400_000);
    await store.write(() => undefined);
    assert.equal(granted(push.givenUp(1, 0, 10)).length, 1);
  });
});

describe('a store that cannot be written', limit, () => {
  const refuse = (store: PushBench['store']) => void store.read.get('PRAGMA query_only = 1');

  test('is logged at the start and at each upkeep; the targets that are there go on', async t => {
    const logged: string[] = [];
    const log = {
      info: () => {},
      warn: () => {},
      error: (_: object, text: string) => void logged.push(text),
    };
    const { push, store, clock } = await openPushBench(t, { log, before: refuse });
    assert.deepEqual(logged, ['push targets of the settings could not be stored']);
    store.read.get('PRAGMA query_only = 0');
    assert.ok((await push.create('crm', { url: 'http://127.0.0.1:1/' })).ok);
    refuse(store);
    clock.advance(3_599_999);
    assert.equal(logged.includes('old pushes could not be removed'), false);
    clock.advance(1);
    await until(async () => logged.includes('old pushes could not be removed'));
  });
});
