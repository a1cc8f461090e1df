/** Push targets under /v1 with the real push behind them: what people see and steer. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { openReceiver, until } from '@simgate/daemon/testing';
import { idle, openPushBench, smsEvent } from '../../../push/testing.ts';
import { basic, testServer } from '../../testing/server.ts';

const limit = { timeout: 20_000 };

/** A gateway with one target that answers 500 to what has "poison" in it. */
async function setUp(t: TestContext) {
  const bench = await openPushBench(t);
  const receiver = await openReceiver(t);
  receiver.answer = ({ body }) => ({ status: body.includes('poison') ? 500 : 200, text: 'seen' });
  const { app } = testServer({ management: { push: bench.push } });
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const headers = { authorization: basic };
    const response = await app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.json() };
  };
  const made = await call('POST', '/v1/push-targets', { name: 'crm', url: `${receiver.url}/hook` });
  assert.equal(made.status, 201);
  const happen = async (...texts: string[]): Promise<void> => {
    for (const text of texts) await bench.happen(smsEvent('+1', text));
  };
  const heldBack = (count: number) =>
    until(async () => (await call('GET', '/v1/push-targets/1')).body.queue.held_back === count);
  return { bench, receiver, call, happen, heldBack, app };
}

describe('push targets under /v1', limit, () => {
  test('show how much waits, since when, and why', async t => {
    const { bench, call, happen, heldBack } = await setUp(t);
    await happen('first', 'poison', 'third');
    await heldBack(2);
    await until(async () => (await call('GET', '/v1/push-targets/1')).body.queue.state === 'waiting');
    assert.equal(bench.push.troubled(), 1);
    bench.clock.jump(61_000);
    const { body } = await call('GET', '/v1/push-targets');
    assert.deepEqual(body.targets[0].queue, {
      ...{ state: 'waiting', failing: false, waiting: 2, held_back: 2, oldest_age: 61, last_event_id: 3 },
      ...{ failures: 1, trouble: 'the target answered 500', given_up: 0 },
    });
  });

  test('list what is held back, pass it over, list it as given up, and send it again', async t => {
    const { bench, receiver, call, happen, heldBack } = await setUp(t);
    await happen('poison', 'second');
    await heldBack(2);
    const waiting = await call('GET', '/v1/push-targets/1/waiting?limit=1');
    assert.deepEqual(waiting.body, {
      waiting: [
        {
          ...{ id: 1, kind: 'sms', at: '2026-01-31T08:00:00.000Z', state: 'waiting', attempts: 1 },
          ...{ next_attempt_in: 1, trouble: 'the target answered 500' },
        },
      ],
      next: 1,
    });
    const behind = await call('GET', '/v1/push-targets/1/waiting?after=1');
    const [{ state, next_attempt_in }] = behind.body.waiting;
    assert.deepEqual([state, next_attempt_in, behind.body.next], ['held', 0, null]);
    const passed = await call('POST', '/v1/push-targets/1/pass-over', { event_ids: [1, 9] });
    assert.deepEqual(passed, { status: 200, body: { passed_over: 1 } });
    await idle(bench, 1);
    const givenUp = await call('GET', '/v1/push-targets/1/given-up');
    assert.deepEqual(givenUp.body.given_up, [
      {
        ...{ id: 1, kind: 'sms', at: '2026-01-31T08:00:00.000Z', given_up_at: '2026-01-31T08:00:00.000Z' },
        ...{ attempts: 1, reason: 'passed over by a person' },
      },
    ]);
    receiver.answer = () => ({ status: 200 });
    const again = await call('POST', '/v1/push-targets/1/resend', {});
    assert.deepEqual(again, { status: 200, body: { queued: 1 } });
    await idle(bench, 1);
    assert.deepEqual(receiver.ids(), ['1', '2', '1']);
  });

  test('list attempts, the newest first', async t => {
    const { bench, call, happen } = await setUp(t);
    await happen('first');
    await idle(bench, 1);
    const { body } = await call('GET', '/v1/push-targets/1/attempts');
    assert.deepEqual(body, {
      attempts: [
        {
          ...{ number: 1, event_id: 1, kind: 'sms', at: '2026-01-31T08:00:00.000Z', status: 200 },
          ...{ milliseconds: 0, trouble: '', answer: 'seen' },
        },
      ],
      next: null,
    });
    const failed = await call('GET', '/v1/push-targets/1/attempts?failed=true&event_id=1');
    assert.deepEqual(failed.body.attempts, []);
  });

  for (const [range, sent] of [
    [{ time_after: '2026-01-31T08:00:30Z' }, ['2']],
    [{ time_before: '2026-01-31T08:00:30Z' }, ['1']],
    [{ time_after: '2026-01-31T08:00:00Z', time_before: '2026-01-31T08:01:00Z' }, ['1', '2']],
  ] as const)
    test(`send again by ${Object.keys(range).join(' and ')}: ${sent.length}`, async t => {
      const { bench, receiver, call, happen } = await setUp(t);
      await happen('early');
      await receiver.received(1);
      await idle(bench, 1);
      bench.clock.advance(60_000);
      await happen('late');
      await idle(bench, 1);
      assert.deepEqual((await call('POST', '/v1/push-targets/1/resend', range)).body, {
        queued: sent.length,
      });
      await receiver.received(2 + sent.length);
      assert.deepEqual(receiver.ids().slice(2), sent);
    });

  test('a test of a target answers with what the target did', async t => {
    const { call } = await setUp(t);
    const { status, body } = await call('POST', '/v1/push-targets/1/test', { kind: 'sms' });
    assert.deepEqual([status, body.status, body.trouble], [200, 200, '']);
  });

  const refusals: [
    method: 'POST' | 'GET' | 'PATCH',
    url: string,
    payload: object | undefined,
    status: number,
    error: RegExp,
  ][] = [
    [
      'POST',
      '/v1/push-targets/1/resend',
      { event_ids: [1], time_after: '2026-01-31T08:00:30Z' },
      400,
      /^event_ids: /,
    ],
    [
      'POST',
      '/v1/push-targets/1/resend',
      { time_after: '2026-02-30 08:00:30' },
      400,
      /^time_after: is no date/,
    ],
    [
      'POST',
      '/v1/push-targets/1/resend',
      { time_before: '2026-02-30 08:00:30' },
      400,
      /^time_before: is no date/,
    ],
    ['POST', '/v1/push-targets/1/pass-over', {}, 400, /^event_ids: is missing/],
    ['POST', '/v1/push-targets/9/pass-over', { event_ids: [1] }, 404, /^id: there is no push target 9/],
    ['GET', '/v1/push-targets/9/waiting', undefined, 404, /^id: there is no push target 9/],
    ['GET', '/v1/push-targets/9/attempts', undefined, 404, /^id: there is no push target 9/],
    ['POST', '/v1/push-targets', { name: 'x', url: 'http://169.254.169.254/' }, 400, /^url: leads to 169/],
  ];
  for (const [method, url, payload, status, error] of refusals) {
    test(`${method} ${url} ${JSON.stringify(payload) ?? ''}: ${status}`, async t => {
      const { call } = await setUp(t);
      const answer = await call(method, url, payload);
      assert.equal(answer.status, status);
      assert.match(answer.body.error, error);
    });
  }

  test('are changed key by key, and removed', async t => {
    const { call } = await setUp(t);
    const { queue: _, ...before } = (await call('GET', '/v1/push-targets/1')).body;
    assert.deepEqual([before.check_certificate, before.extra_keys, before.signed], [true, true, false]);
    const changes = { check_certificate: false, extra_keys: false, enabled: false };
    const changed = await call('PATCH', '/v1/push-targets/1', changes);
    const { queue, ...shown } = changed.body;
    assert.deepEqual([changed.status, queue.state], [200, 'disabled']);
    assert.deepEqual(shown, { ...before, ...changes });
    assert.deepEqual(await call('DELETE', '/v1/push-targets/1'), { status: 200, body: {} });
    assert.equal((await call('GET', '/v1/push-targets/1')).status, 404);
  });

  test('a changed host asks for the password again', async t => {
    const { call } = await setUp(t);
    await call('PATCH', '/v1/push-targets/1', { user: 'me', password: 'secret' });
    const { status, body } = await call('PATCH', '/v1/push-targets/1', { url: 'http://elsewhere.example/' });
    assert.equal(status, 400);
    assert.match(body.error, /^url: leads to another host, port or scheme; give password again/);
  });

  test('a second test of a target under way is refused with 429', async t => {
    const { bench, receiver, call } = await setUp(t);
    receiver.answer = () => ({ status: undefined });
    const first = call('POST', '/v1/push-targets/1/test', {});
    await receiver.received(1);
    assert.equal((await call('POST', '/v1/push-targets/1/test', {})).status, 429);
    bench.clock.advance(15_000);
    assert.equal((await first).body.trouble, 'no answer within 15 s');
  });

  test('stand in /metrics by name, and change nothing in /healthz', async t => {
    const { app, happen, heldBack } = await setUp(t);
    await happen('poison', 'second');
    await heldBack(2);
    const get = (url: string) => app.inject({ method: 'GET', url, headers: { authorization: basic } });
    const { body } = await get('/metrics');
    for (const line of ['waiting{target="crm"} 2', 'held_back{target="crm"} 2', 'failing{target="crm"} 0'])
      assert.ok(body.includes(`simgate_push_${line}\n`), line);
    assert.equal((await get('/healthz')).statusCode, 200);
  });
});
