/** The driver for our own gateway, by a clock that stands still: its sessions, hand-offs and questions. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type FakeClock, fakeClock } from '@simgate/daemon/testing';
import type { GatewayListener, HandOffCall, Learned } from '../domain/driver.ts';
import { callOf, type Heard, noSignal, recordedContext } from '../testing/recorded-driver.ts';
import type { DriverContext } from './context.ts';
import { SimgateDriver } from './simgate-driver.ts';

const MINUTE = 60_000;

interface Request {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

interface Peer {
  readonly driver: SimgateDriver;
  readonly heard: Heard;
  readonly clock: FakeClock;
  /** The answers by path; a number is a status without a body. */
  readonly answers: Record<string, object | number>;
  readonly requests: Request[];
  /** The requests since the last look, without those of the stream's own parameters. */
  asked(): string[];
  /** The stream that the driver reads now. */
  stream(): ServerResponse;
  until(wanted: () => boolean): Promise<void>;
}

function sse(id: number, kind: string, data: object): string {
  return `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
}

function inbound(id: number) {
  return {
    incoming_sms_id: id,
    port: 2,
    number: '+4915120000001',
    timestamp: 5,
    text: `text ${id}`,
    imsi: '26201',
  };
}

const session = { role: 'operator', serial_number: 'a1', time: '2026-01-31T08:00:07.000Z' };
const [port] = [
  {
    ...{ port: 3, reg: 'REGISTER_OK', signal: 21, can_send: true },
    ...{ sim: { imsi: '26201', iccid: '8949', number: '+49151' }, operator: { name: 'Net' } },
  },
];

/** A peer that answers as our gateway does, and a driver that speaks to it. */
function meet(
  t: TestContext,
  changes: Record<string, object | number> = {},
  known: Partial<DriverContext> = {},
) {
  return meetLive(t, [sse(0, 'other', {}), sse(1, 'snapshot', { news: { events: 41 } })], changes, known);
}

async function meetLive(
  t: TestContext,
  live: readonly string[],
  changes: Record<string, object | number>,
  known: Partial<DriverContext>,
): Promise<Peer> {
  const requests: Request[] = [];
  const streams: ServerResponse[] = [];
  let seen = 0;
  const answers: Record<string, object | number> = {
    '/v1/session': session,
    '/v1/ports': { ports: [port] },
    ...changes,
  };
  const peer = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    const { pathname } = new URL(String(request.url), 'http://peer');
    const line = `${request.method} ${pathname}`;
    requests.push({ line, headers: request.headers, body: body === '' ? request.url : JSON.parse(body) });
    const answer = answers[pathname];
    if (typeof answer === 'number') return void response.writeHead(answer, { 'retry-after': '0' }).end();
    if (answer !== undefined) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (pathname === '/v1/events') {
      streams.push(response);
      response.write(': begun\n\n');
      return;
    }
    for (const event of live) response.write(event);
    if (live.length === 1) response.end();
  }).listen(0, '127.0.0.1');
  await once(peer, 'listening');
  const clock = fakeClock();
  const { context, heard } = recordedContext({
    address: `http://127.0.0.1:${(peer.address() as AddressInfo).port}`,
    ...{ user: 'ann', password: 'secret', clock, answerMs: 20_000 },
    ...known,
  });
  const driver = new SimgateDriver(context);
  t.after(async () => {
    await driver.close();
    peer.close();
    peer.closeAllConnections();
  });
  return {
    ...{ driver, heard, clock, answers, requests },
    asked: () => {
      const lines = requests.slice(seen).map(({ line }) => line);
      seen = requests.length;
      return lines;
    },
    stream: () => {
      const last = streams.at(-1);
      assert.ok(last !== undefined);
      return last;
    },
    until: async wanted => {
      while (!wanted()) await turn();
    },
  };
}

/** A driver whose session stands. */
async function met(
  t: TestContext,
  changes: Record<string, object | number> = {},
  known: Partial<DriverContext> = {},
) {
  const peer = await meet(t, changes, known);
  await peer.until(() => peer.heard.states.length > 0 && peer.clock.waiting > 0);
  return peer;
}

function last(requests: readonly Request[], line: string): Request {
  const found = requests.findLast(one => one.line === line);
  assert.ok(found !== undefined, line);
  return found;
}

describe('the driver for our own gateway', { timeout: 30_000 }, () => {
  describe('a session', () => {
    test('asks who it is, where the journal ends and for its ports, then reads the journal from there', async t => {
      const peer = await met(t);
      assert.deepEqual(peer.asked(), [
        ...['GET /v1/session', 'GET /v1/live', 'GET /v1/ports', 'GET /v1/events'],
      ]);
      const { headers, body } = last(peer.requests, 'GET /v1/events');
      assert.equal(headers['last-event-id'], '41');
      assert.deepEqual(new URL(String(body), 'http://peer').searchParams.get('kinds')?.split(','), [
        ...['sms', 'sms_result', 'sms_deliver_status', 'ussd', 'register'],
        ...['cdr', 'missed_call', 'device', 'exception_info'],
      ]);
      assert.deepEqual(peer.heard.states, [['up', '']]);
      assert.deepEqual(peer.heard.facts, { serialNumber: 'a1', clockOffsetMs: 7000 });
      assert.deepEqual([...peer.heard.memory], [['events a1', '41']]);
      assert.deepEqual(peer.heard.ports, [
        {
          ...{ port: 3, registration: 'REGISTER_OK', imsi: '26201', iccid: '8949', number: '+49151' },
          ...{ operator: 'Net', signal: 21, sends: true },
        },
      ]);
    });

    test('reads on where it had read to before it was started, and does not ask for the end', async t => {
      const memory = new Map([['events a1', '17']]);
      const peer = await met(t, {}, { memory });
      assert.deepEqual(peer.asked(), ['GET /v1/session', 'GET /v1/ports', 'GET /v1/events']);
      assert.equal(last(peer.requests, 'GET /v1/events').headers['last-event-id'], '17');
    });

    test('begins anew where another store has another journal', async t => {
      const peer = await met(t, {}, { memory: new Map([['events b2', '17']]) });
      assert.equal(last(peer.requests, 'GET /v1/events').headers['last-event-id'], '41');
    });

    test('begins with the next event where the gateway does not show its newest', async t => {
      const peer = await meetLive(t, [sse(1, 'snapshot', { news: {} })], {}, {});
      await peer.until(() => peer.heard.states.length > 0);
      assert.equal(last(peer.requests, 'GET /v1/events').headers['last-event-id'], undefined);
      assert.equal(peer.heard.memory.size, 0);
    });

    test('shows a port without SIM and operator with empty fields', async t => {
      const peer = await met(t, {
        '/v1/ports': {
          ports: [{ port: 1, reg: 'NO_SIM', signal: 99, can_send: false, sim: null, operator: null }],
        },
      });
      assert.deepEqual(peer.heard.ports, [
        {
          ...{ port: 1, registration: 'NO_SIM', imsi: '', iccid: '', number: '' },
          ...{ operator: '', signal: 99, sends: false },
        },
      ]);
    });

    for (const role of ['admin', 'operator'])
      test(`is up with the role ${role}`, async t => {
        const peer = await met(t, { '/v1/session': { ...session, role } });
        assert.deepEqual(peer.heard.states, [['up', '']]);
      });

    test('is refused with another role, and is not tried again', async t => {
      const peer = await meet(t, { '/v1/session': { ...session, role: 'viewer' } });
      await peer.until(() => peer.heard.states.length > 0);
      assert.deepEqual(peer.heard.states, [['refused', 'its user has the role viewer; operator is needed']]);
      assert.deepEqual(peer.asked(), ['GET /v1/session']);
      assert.equal(peer.clock.waiting, 0);
    });

    test('is refused where another gateway answers, and then nothing more is asked', async t => {
      const peer = await meet(t, {}, { serialNumber: 'z9' });
      await peer.until(() => peer.heard.states.length > 0);
      const reason = 'another gateway answers: serial number a1, not z9';
      assert.deepEqual(peer.heard.states, [['refused', reason]]);
      peer.asked();
      assert.deepEqual(
        await peer.driver.send(
          callOf(1, ['+49151'], () => 'a'),
          noSignal,
        ),
        {
          ...{ kind: 'notTaken', fault: 'gateway', detail: reason },
        },
      );
      assert.deepEqual(await peer.driver.settle([1], noSignal), { kind: 'noAnswer', detail: reason });
      const passed = await peer.driver.pass(client => client.listPorts());
      assert.deepEqual(passed, {
        ok: false,
        error: { kind: 'unauthorized', retryable: false, mayBeDone: false },
      });
      assert.deepEqual(peer.asked(), []);
    });

    test('ends with a refused password, also where a call of a person meets the refusal', async t => {
      const peer = await met(t, { '/api/query_sms_in_queue': 401 });
      const passed = await peer.driver.pass(client => client.querySmsInQueue());
      assert.equal(passed.ok, false);
      await peer.until(() => peer.heard.states.length > 1);
      assert.deepEqual(peer.heard.states[1], ['refused', 'it does not accept user and password']);
    });

    test('a call of a person is passed on, and its refusal is no trouble of the gateway', async t => {
      const peer = await met(t, { '/api/query_sms_in_queue': { error_code: 200, in_queue: 4 } });
      const passed = await peer.driver.pass(client => client.querySmsInQueue());
      assert.ok(passed.ok);
      peer.answers['/api/query_sms_in_queue'] = { error_code: 500, error: 'no' };
      assert.equal((await peer.driver.pass(client => client.querySmsInQueue())).ok, false);
      assert.deepEqual(peer.heard.states, [['up', '']]);
    });

    test('begins again a second after the gateway ended the stream, behind the last event', async t => {
      const peer = await met(t);
      peer.asked();
      peer.stream().end(sse(44, 'sms', inbound(1)));
      await peer.until(() => peer.heard.states.length > 1);
      assert.deepEqual(peer.heard.states[1], ['down', 'it ended the connection']);
      assert.deepEqual(peer.heard.memory.get('events a1'), '44');
      await peer.until(() => peer.clock.waiting === 1);
      peer.clock.advance(999);
      assert.equal(peer.clock.waiting, 1);
      peer.clock.advance(1);
      await peer.until(() => peer.heard.states.length > 2);
      assert.deepEqual(peer.heard.states[2], ['up', '']);
      assert.deepEqual(peer.asked(), ['GET /v1/session', 'GET /v1/ports', 'GET /v1/events']);
      assert.equal(last(peer.requests, 'GET /v1/events').headers['last-event-id'], '44');
    });

    test('rests longer after each failure, and as at first after a session of more than a minute', async t => {
      const peer = await met(t);
      const restOf = async (states: number): Promise<number> => {
        await peer.until(() => peer.heard.states.length === states && peer.clock.waiting === 1);
        for (let rested = 0; ; rested += 500) {
          if (peer.clock.waiting === 0) return rested;
          peer.clock.advance(500);
        }
      };
      const rests: number[] = [];
      for (const states of [2, 4]) {
        peer.stream().end();
        rests.push(await restOf(states));
        await peer.until(() => peer.heard.states.length === states + 1 && peer.clock.waiting === 1);
      }
      peer.clock.advance(MINUTE);
      await peer.until(() => peer.clock.waiting === 1);
      peer.clock.advance(1);
      peer.stream().end();
      rests.push(await restOf(6));
      assert.deepEqual(rests, [1000, 2000, 1000]);
    });
  });

  describe('ports', () => {
    test('are looked at each minute, after an order to a port, and after a change of registration', async t => {
      const peer = await met(t);
      const looks = async (): Promise<string[]> => {
        await peer.until(() => peer.requests.length > seen && peer.clock.waiting === 1);
        seen = peer.requests.length;
        return peer.asked();
      };
      let seen = peer.requests.length;
      peer.asked();
      peer.clock.advance(MINUTE - 1);
      assert.equal(peer.clock.waiting, 1);
      peer.clock.advance(1);
      assert.deepEqual(await looks(), ['GET /v1/ports']);
      peer.driver.hear('register');
      assert.deepEqual(await looks(), ['GET /v1/ports']);
      peer.stream().write(sse(45, 'register', {}));
      assert.deepEqual(await looks(), ['GET /v1/ports']);
      peer.stream().write(sse(46, 'sms', inbound(2)));
      await peer.until(() => peer.heard.memory.get('events a1') === '46');
      assert.deepEqual(peer.asked(), []);
    });

    test('a look that fails ends nothing', async t => {
      const peer = await met(t, {});
      peer.answers['/v1/ports'] = 500;
      peer.clock.advance(MINUTE);
      await peer.until(() => peer.clock.waiting === 1);
      peer.answers['/v1/ports'] = { ports: [] };
      peer.clock.advance(MINUTE);
      await peer.until(() => peer.heard.ports.length === 0);
      assert.deepEqual(peer.heard.states, [['up', '']]);
    });
  });

  describe('events', () => {
    test('reach the listener with the place up to which they were read', async t => {
      const peer = await met(t);
      peer.stream().write(sse(42, 'sms', inbound(7)));
      await peer.until(() => peer.heard.inbound.length > 0);
      assert.deepEqual(peer.heard.inbound, [
        { dedupe: 'a1 7', port: 2, imsi: '26201', sender: '+4915120000001', text: 'text 7', at: 5 },
      ]);
      assert.equal(peer.heard.memory.get('events a1'), '42');
    });

    test('are committed again a second later where the store is away, at most 500 at once', async t => {
      const commits: Learned[] = [];
      let isAway = false;
      const listener: GatewayListener = {
        learned: async news => {
          if (isAway) throw new Error('away');
          commits.push(news);
        },
        ...{ ports: async () => {}, facts: async () => {}, state: async () => {} },
      };
      const peer = await meet(t, {}, { listener });
      await peer.until(() => peer.requests.at(-1)?.line === 'GET /v1/events' && peer.clock.waiting === 1);
      assert.deepEqual(commits.splice(0), [{ remember: { 'events a1': '41' } }]);
      isAway = true;
      const ids = Array.from({ length: 1200 }, (_each, index) => 100 + index);
      peer.stream().write(ids.map(id => sse(id, 'sms', inbound(id))).join(''));
      await peer.until(() => peer.clock.waiting === 2);
      isAway = false;
      peer.clock.advance(999);
      assert.equal(commits.length, 0);
      peer.clock.advance(1);
      await peer.until(() => commits.at(-1)?.remember?.['events a1'] === '1299');
      const sizes = commits.map(({ inbound: read = [] }) => read.length);
      assert.deepEqual(
        sizes.slice(0, 2),
        [1, 500],
        'the first one goes alone, and what came meanwhile together',
      );
      assert.ok(sizes.every(size => size <= 500));
      assert.deepEqual(
        commits.flatMap(({ inbound: read = [] }) => read.map(({ text }) => text)),
        ids.map(id => `text ${id}`),
      );
    });
  });

  describe('a hand-off', () => {
    const send = async (t: TestContext, reply: object, changes: Partial<HandOffCall> = {}) => {
      const peer = await met(t, { '/api/send_sms': reply });
      const outcome = await peer.driver.send(
        callOf(7, ['+491511', '+491512'], place => `text ${place}`, { port: 3, ...changes }),
        noSignal,
      );
      return { outcome, ...last(peer.requests, 'POST /api/send_sms') };
    };

    for (const [priority, word] of [
      ['otp', 'urgent'],
      ['normal', 'normal'],
      ['bulk', 'bulk'],
    ] as const)
      test(`is one request under its key; ${priority} is the gateway's ${word}`, async t => {
        const { outcome, headers, body } = await send(t, { error_code: 202, task_id: 5 }, { priority });
        assert.deepEqual(outcome, { kind: 'taken', task: 5 });
        assert.equal(headers['idempotency-key'], 'call-7');
        assert.deepEqual(body, {
          text: '#param#',
          param: [
            { number: '+491511', text_param: ['text 0'], user_id: 7, encoding: 'gsm-7bit' },
            { number: '+491512', text_param: ['text 1'], user_id: 8, encoding: 'gsm-7bit' },
          ],
          port: [3],
          priority: word,
        });
      });

    test('that is refused was not taken', async t => {
      const { outcome } = await send(t, { error_code: 550, error: 'port: it is off' });
      assert.deepEqual(outcome, { kind: 'notTaken', fault: 'port', detail: 'port: it is off (550)' });
    });

    test('that the caller has ended before is not begun', async t => {
      const peer = await met(t);
      peer.asked();
      const ended = AbortSignal.abort(new Error('lease over'));
      const outcome = await peer.driver.send(
        callOf(7, ['+49151'], () => 'a'),
        ended,
      );
      assert.equal(outcome.kind, 'notTaken');
      assert.deepEqual(peer.asked(), []);
    });

    test('may be repeated for 12 h, four at once, and has no answer after three times the limit', async t => {
      const { driver } = await met(t);
      assert.equal(driver.kind, 'simgate');
      assert.deepEqual(driver.abilities, {
        ...{ repeatMs: 43_200_000, mostInCall: 128, calls: 4, mostInQuestion: 1000, callMs: 60_000 },
      });
    });
  });

  describe('a question for results', () => {
    const row = { port: 3, number: '+491511', time: 'x', count: 2, succ_count: 1, ref_id: 9, imsi: '26201' };
    const ask = async (t: TestContext, reply: object, ids = [7]) => {
      const peer = await met(t, { '/api/query_sms_result': { error_code: 200, sn: 'a1', ...reply } });
      const answer = await peer.driver.settle(ids, noSignal);
      return { answer, peer };
    };

    for (const [word, status] of [
      ['SENDING', 'sending'],
      ['SENT_OK', 'sent'],
      ['FAILED', 'failed'],
      ['DELIVERED', 'delivered'],
    ] as const)
      test(`${word} is ${status}`, async t => {
        const { answer, peer } = await ask(t, { result: [{ ...row, user_id: 7, status: word }] });
        assert.deepEqual(last(peer.requests, 'POST /api/query_sms_result').body, { user_id: [7] });
        assert.deepEqual(answer, {
          kind: 'answered',
          missing: 'notTaken',
          results: [
            {
              ...{ userId: 7, number: '+491511', port: 3, status, refId: 9, count: 2, sentCount: 1 },
              ...{ imsi: '26201', at: peer.clock.now(), detail: '' },
            },
          ],
        });
      });

    test('leaves out rows of other clients and of no known status', async t => {
      const rows = [
        { ...row, user_id: 'mine', status: 'SENT_OK' },
        { ...row, user_id: 0, status: 'SENT_OK' },
        { ...row, user_id: 8, status: 'WAITING' },
      ];
      const { answer } = await ask(t, { result: rows });
      assert.deepEqual(answer, { kind: 'answered', missing: 'notTaken', results: [] });
    });

    test('proves nothing about what is missing where another gateway answers', async t => {
      const { answer } = await ask(t, { sn: 'b2', result: [] });
      assert.deepEqual(answer, { kind: 'answered', missing: 'nothing', results: [] });
    });

    test('that a gateway cannot answer now is put once more', async t => {
      const { driver, asked } = await met(t, { '/api/query_sms_result': 503 });
      asked();
      assert.equal((await driver.settle([7], noSignal)).kind, 'noAnswer');
      const question = 'POST /api/query_sms_result';
      assert.deepEqual(asked(), [question, question]);
    });

    test('that is refused has no answer', async t => {
      const { answer } = await ask(t, { error_code: 400, error: 'user_id: is wrong' });
      assert.equal(answer.kind, 'noAnswer');
      assert.match(answer.kind === 'noAnswer' ? answer.detail : '', /user_id: is wrong/);
    });
  });
});
