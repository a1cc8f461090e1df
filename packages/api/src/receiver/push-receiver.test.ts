import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { createPushReceiver, type PushReceiverOptions } from './push-receiver.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER_SECRET = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const NOW = 1_614_265_330;

function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

interface Sent {
  readonly body?: string;
  readonly id?: string;
  readonly timestamp?: number;
  readonly secret?: string;
  readonly headers?: Record<string, string>;
  readonly method?: string;
}

const SMS_PUSH =
  '{"sn":"da00","sms":[{"port":1,"number":"+49151","timestamp":"2026-01-01 00:00:00","text":"hi"}]}';

function requestOf({
  body = SMS_PUSH,
  id = '7',
  timestamp = NOW,
  secret,
  headers,
  method = 'POST',
}: Sent): Request {
  return new Request('http://receiver/', {
    method,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      ...(secret !== undefined && { 'webhook-signature': signatureOf(secret, id, timestamp, body) }),
      ...headers,
    },
    ...(method === 'POST' && { body }),
  });
}

/** A receiver that notes what its handlers got. */
function bench(options: Partial<PushReceiverOptions> = {}) {
  const seen: unknown[] = [];
  const receiver = createPushReceiver({
    now: () => NOW * 1000,
    on: {
      sms: (event, head) => seen.push(['sms', event, head]),
      sms_result: event => seen.push(['sms_result', event]),
      other: (kind, event) => seen.push([kind, event]),
    },
    ...options,
  });
  const send = async (sent: Sent = {}): Promise<number> => (await receiver(requestOf(sent))).status;
  return { seen, send, receiver };
}

describe('who sends', () => {
  const rows: [what: string, options: Partial<PushReceiverOptions>, sent: Sent, status: number][] = [
    ['a right signature', { secret: SECRET }, { secret: SECRET }, 200],
    ['the second of two secrets', { secrets: [OTHER_SECRET, SECRET] }, { secret: SECRET }, 200],
    ['another secret', { secret: SECRET }, { secret: OTHER_SECRET }, 401],
    ['no signature', { secret: SECRET }, {}, 401],
    [
      'a signature that is no base64',
      { secret: SECRET },
      { headers: { 'webhook-signature': 'v1,%%%' } },
      401,
    ],
    ['another version alone', { secret: SECRET }, { headers: { 'webhook-signature': 'v2,AAAA' } }, 401],
    ['a time five minutes ago', { secret: SECRET }, { secret: SECRET, timestamp: NOW - 300 }, 200],
    ['an older time', { secret: SECRET }, { secret: SECRET, timestamp: NOW - 301 }, 401],
    ['a time to come', { secret: SECRET }, { secret: SECRET, timestamp: NOW + 301 }, 401],
    ['nothing to check by', {}, {}, 200],
    [
      'the right password',
      { basic: { user: 'a', password: 'b' } },
      { headers: { authorization: `Basic ${btoa('a:b')}` } },
      200,
    ],
    ['no password', { basic: { user: 'a', password: 'b' } }, {}, 401],
    ['GET', {}, { method: 'GET' }, 405],
  ];
  for (const [what, options, sent, status] of rows)
    test(`${what}: ${status}`, async () => {
      const { seen, send } = bench(options);
      assert.equal(await send(sent), status);
      assert.equal(seen.length, status === 200 ? 1 : 0);
    });

  test('a time by the clock of the machine, where no other is given', async () => {
    const receiver = createPushReceiver({ secret: SECRET, on: {} });
    const statuses: number[] = [];
    for (const ago of [0, 400])
      statuses.push(
        (await receiver(requestOf({ secret: SECRET, timestamp: Math.floor(Date.now() / 1000) - ago })))
          .status,
      );
    assert.deepEqual(statuses, [200, 401]);
  });

  test('a body that was changed', async () => {
    const { send, receiver } = bench({ secret: SECRET });
    const signature = signatureOf(SECRET, '7', NOW, SMS_PUSH);
    const status = await send({
      body: SMS_PUSH.replace('hi', 'ho'),
      headers: { 'webhook-signature': signature },
    });
    assert.equal(status, 401);
    assert.equal((await receiver(requestOf({ secret: SECRET }))).status, 200);
  });

  for (const secret of ['whsec_%', 'whsec_', ''])
    test(`${JSON.stringify(secret)} is no secret`, () =>
      assert.throws(() => bench({ secret }), /^TypeError: secret: /));
});

describe('bodies', () => {
  const rows: [what: string, body: string, seen: unknown[]][] = [
    [
      'an event with its head',
      SMS_PUSH,
      [
        [
          'sms',
          { port: 1, number: '+49151', timestamp: '2026-01-01 00:00:00', text: 'hi' },
          { sn: 'da00', id: '7' },
        ],
      ],
    ],
    [
      'several events',
      '{"sms_result":[{"port":1},{"port":2}]}',
      [
        ['sms_result', { port: 1 }],
        ['sms_result', { port: 2 }],
      ],
    ],
    ['the name of old firmware', '{"result":[{"port":1}]}', [['sms_result', { port: 1 }]]],
    ['an event without brackets', '{"sms_result":{"port":1}}', [['sms_result', { port: 1 }]]],
    ['idle commas', '{"sn":"x","sms_result":[{"port":1,},],}', [['sms_result', { port: 1 }]]],
    ['a kind of later versions', '{"alarm":{"kind":"port_down"}}', [['alarm', { kind: 'port_down' }]]],
    ['names of every object are no handlers', '{"toString":1}', [['toString', 1]]],
  ];
  for (const [what, body, expected] of rows)
    test(what, async () => {
      const { seen, send } = bench();
      assert.equal(await send({ body }), 200);
      assert.deepEqual(seen, expected);
    });

  for (const body of ['', 'no JSON', '[]', '"text"', 'null'])
    test(`${JSON.stringify(body)} is refused`, async () => assert.equal(await bench().send({ body }), 400));

  test('one that is too long is refused', async () => {
    const { seen, send } = bench({ largest: SMS_PUSH.length - 1 });
    assert.equal(await send(), 413);
    assert.deepEqual(seen, []);
    assert.equal(await bench({ largest: SMS_PUSH.length }).send(), 200);
  });
});

describe('repeats', () => {
  test('are taken and not handled again', async () => {
    const { seen, send } = bench();
    assert.deepEqual([await send(), await send()], [200, 200]);
    assert.equal(seen.length, 1);
    assert.equal(await send({ id: '8' }), 200);
    assert.equal(seen.length, 2);
  });

  test('that come while the first is handled wait for it', async () => {
    let open = (): void => {};
    const gate = new Promise<void>(resolve => {
      open = resolve;
    });
    let calls = 0;
    const { send } = bench({
      on: {
        sms: () => {
          calls += 1;
          return gate;
        },
      },
    });
    const both = [send(), send()];
    open();
    assert.deepEqual(await Promise.all(both), [200, 200]);
    assert.equal(calls, 1);
  });

  test('are handled again where the handler failed', async () => {
    const errors: unknown[] = [];
    let calls = 0;
    const { send } = bench({
      on: {
        sms: () => {
          calls += 1;
          if (calls === 1) throw new Error('no room');
        },
      },
      onError: error => errors.push(error),
    });
    assert.deepEqual([await send(), await send(), await send()], [500, 200, 200]);
    assert.equal(calls, 2);
    assert.match(String(errors[0]), /no room/);
  });

  test('without an id cannot be recognised', async () => {
    const { seen, receiver } = bench();
    for (let turn = 0; turn < 2; turn += 1)
      assert.equal(
        (await receiver(new Request('http://r/', { method: 'POST', body: SMS_PUSH }))).status,
        200,
      );
    assert.equal(seen.length, 2);
  });

  test('are recognised by a memory of your own', async () => {
    const kept = new Set(['7']);
    const { seen, send } = bench({ seen: { has: async id => kept.has(id), add: id => kept.add(id) } });
    assert.equal(await send(), 200);
    assert.equal(await send({ id: '9' }), 200);
    assert.equal(seen.length, 1);
    assert.ok(kept.has('9'));
  });
});

describe('under node:http', () => {
  async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield Buffer.from(text);
  }

  test('reads the pieces of the body, and answers by status', async () => {
    const { seen, receiver } = bench({ secret: SECRET });
    const request = Object.assign(pieces(SMS_PUSH.slice(0, 20), SMS_PUSH.slice(20)), {
      method: 'POST',
      headers: {
        'webhook-id': '7',
        'webhook-timestamp': String(NOW),
        'webhook-signature': [signatureOf(SECRET, '7', NOW, SMS_PUSH)],
      },
    });
    const response = { statusCode: 0, ended: false, end: () => Object.assign(response, { ended: true }) };
    await receiver.node(request, response);
    assert.deepEqual([response.statusCode, response.ended, seen.length], [200, true, 1]);
  });

  /** A request that breaks off, as where a client goes away. */
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('{"sms"');
    throw new Error('aborted');
  }

  const troubles: [what: string, request: () => AsyncIterable<Uint8Array>, more: object, error: RegExp][] = [
    ['a body that breaks off', broken, {}, /aborted/],
    ['a body that a parser has read', () => pieces(), { readableEnded: true }, /before every parser/],
  ];
  for (const [what, request, more, message] of troubles)
    test(`${what} is 500 and told of, and throws at nobody`, async () => {
      const errors: unknown[] = [];
      const { receiver, seen } = bench({ onError: error => errors.push(error) });
      const response = { statusCode: 0, ended: false, end: () => Object.assign(response, { ended: true }) };
      await receiver.node(Object.assign(request(), { method: 'POST', headers: {}, ...more }), response);
      assert.deepEqual([response.statusCode, response.ended, seen.length], [500, true, 0]);
      assert.match(String(errors[0]), message);
    });
});

test('a web request whose body was read before is told of', async () => {
  const errors: unknown[] = [];
  const { receiver } = bench({ onError: error => errors.push(error) });
  const request = requestOf({});
  await request.text();
  assert.equal((await receiver(request)).status, 500);
  assert.match(String(errors[0]), /before every parser/);
});

test('a memory of your own that fails is 500: the push comes again', async () => {
  const has = (): Promise<boolean> => Promise.reject(new Error('no database'));
  assert.equal(await bench({ seen: { has, add: () => undefined } }).send(), 500);
});

for (const options of [{ secret: undefined }, { secrets: [] }])
  test(`${JSON.stringify(options)}: a secret that was forgotten does not open the door`, () =>
    assert.throws(() => createPushReceiver({ ...options, on: {} }), /secret: is not set/));
