/** Pushing over real sockets, on a clock that the test holds. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { openReceiver, until } from '@simgate/daemon/testing';
import { idle, openPushBench, registerEvent, smsEvent, targetOf, viewOf, waiting } from './testing.ts';

const limit = { timeout: 30_000 };

async function setUp(test: TestContext) {
  const bench = await openPushBench(test);
  const receiver = await openReceiver(test);
  return { bench, receiver };
}

describe('what a target gets', limit, () => {
  test('one POST for each event, in the order of the journal, from when it was added', async t => {
    const { bench, receiver } = await setUp(t);
    await bench.registers(2);
    await targetOf(bench, receiver);
    await bench.registers(3);
    await receiver.received(3);
    assert.deepEqual(receiver.ids(), ['3', '4', '5']);
    const [first] = receiver.requests;
    assert.equal(first?.headers['content-type'], 'application/json');
    assert.equal(
      first?.body,
      '{"sn":"da00-0030-1901-2817","register":[{"port":0,"iccid":"89","imsi":"262010000000001","number":"","status":"up","sequence":3,"slot":255}]}',
    );
  });

  test('the URL as it was written, with its query', async t => {
    const { bench, receiver } = await setUp(t);
    const path = "/admin/../ajax.php?module=sms&command=a|b'c&x=%2B;#here";
    await targetOf(bench, receiver, { url: receiver.url + path });
    await bench.registers(1);
    await receiver.received(1);
    assert.equal(receiver.requests[0]?.url, "/admin/../ajax.php?module=sms&command=a|b'c&x=%2B;");
  });

  test('only the kinds it wants', async t => {
    const { bench, receiver } = await setUp(t);
    const { id } = await targetOf(bench, receiver, { kinds: ['exception_info'] });
    await bench.registers(3);
    await bench.happen({ kind: 'exception_info', port: 4, type: 'call_fail', action: 'reset' });
    await receiver.received(1);
    await idle(bench, id);
    assert.deepEqual(receiver.ids(), ['4']);
    assert.equal((await viewOf(bench, id)).waiting, 0);
  });

  test('the additional keys unless it does not want them', async t => {
    const { bench, receiver } = await setUp(t);
    await targetOf(bench, receiver, {}, 'with');
    await targetOf(bench, receiver, { url: `${receiver.url}/plain`, extraKeys: false }, 'without');
    await bench.happen(smsEvent('+1', 'hello'));
    await receiver.received(2);
    const bodyAt = (url: string) => receiver.requests.find(request => request.url === url)?.body ?? '';
    assert.match(bodyAt('/push'), /"imsi":"262010000000001"/);
    assert.doesNotMatch(bodyAt('/plain'), /imsi/);
  });

  test('a signature where a secret is set, and none where not', async t => {
    const { bench, receiver } = await setUp(t);
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    await targetOf(bench, receiver, { secret }, 'signed');
    await targetOf(bench, receiver, { url: `${receiver.url}/plain` }, 'plain');
    await bench.registers(1);
    await receiver.received(2);
    const of = (url: string) => receiver.requests.find(request => request.url === url)?.headers ?? {};
    assert.match(String(of('/push')['webhook-signature']), /^v1,[A-Za-z0-9+/]{43}=$/);
    assert.equal(of('/plain')['webhook-signature'], undefined);
    // The fake clock stands at 2026-01-31 08:00:00 UTC.
    assert.equal(of('/plain')['webhook-timestamp'], '1769846400');
  });

  test('Basic at once', async t => {
    const { bench, receiver } = await setUp(t);
    await targetOf(bench, receiver, { user: 'me', password: 'pä' });
    await bench.registers(1);
    await receiver.received(1);
    assert.equal(
      receiver.requests[0]?.headers.authorization,
      `Basic ${Buffer.from('me:pä').toString('base64')}`,
    );
  });

  test('Digest when asked, with one challenge for many events', async t => {
    const { bench, receiver } = await setUp(t);
    const challenge = 'Digest realm="there", qop="auth", nonce="abc", opaque="xyz"';
    receiver.answer = ({ headers }) =>
      headers.authorization === undefined
        ? { status: 401, headers: { 'www-authenticate': challenge } }
        : { status: 200 };
    await targetOf(bench, receiver, { user: 'me', password: 'secret', authentication: 'digest' });
    await bench.registers(2);
    await receiver.received(3);
    const [, first, second] = receiver.requests.map(({ headers }) => headers.authorization ?? '');
    assert.match(first ?? '', /^Digest username="me", realm="there", nonce="abc", uri="\/push".*nc=00000001/);
    assert.match(second ?? '', /nc=00000002/);
  });

  test('events over https; an unsigned certificate only where that is allowed', async t => {
    const bench = await openPushBench(t);
    const receiver = await openReceiver(t, { secure: true });
    const strict = await targetOf(bench, receiver, {}, 'strict');
    await targetOf(bench, receiver, { checkCertificate: false }, 'relaxed');
    await bench.registers(1);
    await receiver.received(1);
    await waiting(bench, strict.id);
    assert.equal(receiver.requests.length, 1);
    assert.match((await viewOf(bench, strict.id)).trouble, /certificate/);
  });
});

describe('over a restart', limit, () => {
  test('pushing goes on behind the last event that was taken', async t => {
    const { bench, receiver } = await setUp(t);
    const { id } = await targetOf(bench, receiver);
    await bench.registers(2);
    await receiver.received(2);
    await idle(bench, id);
    await bench.push.stop(0);
    await bench.registers(1);
    bench.kill();
    await openPushBench(t, { folder: bench.folder, clock: bench.clock });
    await receiver.received(3);
    assert.deepEqual(receiver.ids(), ['1', '2', '3']);
  });

  test('a kill repeats at most what was not noted, in order and with the same ids', async t => {
    const { bench, receiver } = await setUp(t);
    await targetOf(bench, receiver);
    const many = Promise.all(Array.from({ length: 30 }, (_, n) => bench.happen(registerEvent(n + 1))));
    await receiver.received(10);
    await many;
    bench.kill();
    const next = await openPushBench(t, { folder: bench.folder, clock: bench.clock });
    await until(async () => receiver.ids().includes('30'));
    await idle(next, 1);
    const ids = receiver.ids().map(Number);
    assert.deepEqual(
      [...new Set(ids)].toSorted((one, other) => one - other),
      Array.from({ length: 30 }, (_, n) => n + 1),
    );
    const falls = ids.filter((one, index) => index > 0 && one <= (ids[index - 1] ?? 0));
    assert.ok(falls.length <= 1, `in order but for the restart: ${ids}`);
  });

  test('targets of the settings begin, go on and are removed by their names', async t => {
    const receiver = await openReceiver(t);
    const configured = {
      ...{
        name: 'crm',
        url: `${receiver.url}/one`,
        kinds: ['register' as const],
        authentication: 'basic' as const,
      },
      ...{ user: '', password: '', secret: '', checkCertificate: true, extraKeys: true },
    };
    const first = await openPushBench(t, { config: { targets: [configured] } });
    await first.registers(1);
    await receiver.received(1);
    await idle(first, 1);
    await first.push.stop(0);
    await first.registers(1);
    first.kill();
    const moved = { ...configured, url: `${receiver.url}/two` };
    const { folder, clock } = first;
    const second = await openPushBench(t, { folder, clock, config: { targets: [moved] } });
    await receiver.received(2);
    assert.deepEqual(
      receiver.requests.map(({ url, headers }) => [url, headers['webhook-id']]),
      [
        ['/one', '1'],
        ['/two', '2'],
      ],
    );
    const [view] = await second.push.targets();
    for (const kept of [
      await second.push.change(view?.id ?? 0, { url: receiver.url }),
      await second.push.remove(view?.id ?? 0),
    ])
      assert.ok(!kept.ok && kept.code === 409);
    await second.push.stop(0);
    second.kill();
    const third = await openPushBench(t, { folder, clock });
    assert.deepEqual(await third.push.targets(), []);
  });
});

describe('managing targets', limit, () => {
  test('a changed target goes on where it was and tries at once', async t => {
    const { bench, receiver } = await setUp(t);
    receiver.answer = ({ url }) => ({ status: url === '/push' ? 500 : 200 });
    const { id } = await targetOf(bench, receiver);
    await bench.registers(2);
    await receiver.received(1);
    await waiting(bench, id);
    const changed = await bench.push.change(id, { url: `${receiver.url}/better` });
    assert.ok(changed.ok);
    await receiver.received(3);
    assert.deepEqual(receiver.ids(), ['1', '1', '2']);
  });

  test('a disabled target keeps its queue', async t => {
    const { bench, receiver } = await setUp(t);
    const { id } = await targetOf(bench, receiver, { enabled: false });
    await bench.registers(2);
    const { state, waiting: left, failing, failures, trouble } = await viewOf(bench, id);
    assert.deepEqual([state, left, failing, failures, trouble], ['disabled', 2, false, 0, '']);
    await bench.push.change(id, { enabled: true });
    await receiver.received(2);
    assert.deepEqual(receiver.ids(), ['1', '2']);
  });

  test('a removed target is told no more', async t => {
    const { bench, receiver } = await setUp(t);
    const other = await openReceiver(t);
    const { id } = await targetOf(bench, receiver);
    await targetOf(bench, other, {}, 'other');
    assert.deepEqual(await bench.push.remove(id), { ok: true, value: undefined });
    await bench.registers(1);
    await other.received(1);
    assert.equal(receiver.requests.length, 0);
  });

  test('a test event goes beside the queue and tells what came of it', async t => {
    const { bench, receiver } = await setUp(t);
    receiver.answer = ({ headers }) => ({
      status: String(headers['webhook-id']).startsWith('test-') ? 403 : 200,
    });
    const { id } = await targetOf(bench, receiver);
    const result = await bench.push.test(id, 'missed_call');
    assert.ok(result.ok);
    assert.deepEqual(
      { ...result.value, milliseconds: 0 },
      {
        ...{ delivered: false, status: 403, trouble: 'the target answered 403', milliseconds: 0 },
      },
    );
    assert.match(receiver.requests[0]?.body ?? '', /^\{"sn":"da00-0030-1901-2817","missed_call":\{"time":/);
    assert.equal((await viewOf(bench, id)).lastEvent, 0);
  });

  test('a test event is of the first kind of the target, or an SMS where it wants none', async t => {
    const { bench, receiver } = await setUp(t);
    for (const kinds of [['ussd', 'sms'], []] as const) {
      const { id } = await targetOf(bench, receiver, { kinds }, `of ${kinds.length}`);
      assert.ok((await bench.push.test(id)).ok);
    }
    assert.deepEqual(
      receiver.requests.map(({ body }) => Object.keys(JSON.parse(body))[1]),
      ['ussd', 'sms'],
    );
  });

  const refusals: [string, object, number, RegExp][] = [
    ['no http', { url: 'ftp://there/' }, 400, /^url: must begin with http/],
    ['a user in the URL', { url: 'http://me:pw@there/' }, 400, /^url: must not hold a user/],
    ['a blank in the URL', { url: 'http://there/a b' }, 400, /^url: must be visible ASCII/],
    ['no host', { url: 'http://' }, 400, /^url: is no URL/],
    [
      'a short secret',
      { url: 'http://there/', secret: 'whsec_c2hvcnQ=' },
      400,
      /^secret: must hold 24 to 64 bytes/,
    ],
    ['a password alone', { url: 'http://there/', password: 'x' }, 400, /^user: is missing/],
  ];
  for (const [what, options, code, error] of refusals) {
    test(`refused: ${what}`, async t => {
      const { push } = await openPushBench(t);
      const refusal = await push.create('x', { url: '', ...options });
      assert.ok(!refusal.ok);
      assert.equal(refusal.code, code);
      assert.match(refusal.error, error);
    });
  }

  test('refused: a name that is taken, a target that is not there', async t => {
    const { bench, receiver } = await setUp(t);
    await targetOf(bench, receiver);
    const twice = await bench.push.create('crm', { url: receiver.url });
    assert.ok(!twice.ok && twice.code === 409);
    const { id } = await targetOf(bench, receiver, {}, 'other');
    const renamed = await bench.push.change(id, { name: 'crm' });
    assert.ok(!renamed.ok && renamed.code === 409);
    for (const missing of [
      await bench.push.target(99),
      await bench.push.remove(99),
      await bench.push.test(99),
    ]) {
      assert.ok(!missing.ok && missing.code === 404);
    }
  });
});
