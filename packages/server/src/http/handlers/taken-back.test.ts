/** Taking a message back that a gateway has: it is asked to stop it, and its own answer decides. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { get, run } from '../../store/statements.ts';
import {
  bodyOf,
  callAs,
  type HandlerBench,
  openHandlerBench,
  refusalOf,
} from '../../testing/handler-bench.ts';
import { handlers } from './handlers.ts';

const PART = 128;

describe('a message that its gateway has', { timeout: 60_000 }, () => {
  let bench: HandlerBench;
  let peer: Server;
  let answers: Record<string, object | number>;
  let asked: string[];
  let gateway: string;
  let message: string;

  beforeEach(async () => {
    bench = await openHandlerBench();
    asked = [];
    answers = {
      '/api/stop_sms': { error_code: 200 },
      '/api/query_sms_result': { error_code: 200, sn: 'a1', result: [] },
    };
    peer = createServer((request, response) => {
      const { pathname } = new URL(String(request.url), 'http://peer');
      if (pathname in answers) asked.push(`${pathname}${new URL(String(request.url), 'http://peer').search}`);
      const answer = answers[pathname] ?? { error_code: 200, sn: 'a1', info: [], sms: [], result: [] };
      if (typeof answer === 'number') return void response.writeHead(answer).end();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    }).listen(0, '127.0.0.1');
    await once(peer, 'listening');
    const address = `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
    const settings = { address, password: 'p', kind: 'vendor' } as const;
    gateway = (await bodyOf(handlers.create_gateway(settings, bench.context, callAs()), 201)).id;
    const wish = { to: ['+4915112345678'], text: 'x' };
    message = (await bodyOf(handlers.create_messages(wish, bench.context, callAs()), 202)).messages[0].id;
    await hand(message, 7);
  });
  afterEach(async () => {
    await bench.dispose();
    peer.close();
    peer.closeAllConnections();
  });

  /** Writes down that the gateway has taken it. */
  async function hand(id: string, userId: number, task: number | null = 5, call = 'c.1'): Promise<void> {
    await bench.bench.store.write(function* () {
      yield* run(
        "UPDATE message SET part = ?, state = 2, gateway = ?, user_id = ?, port = 1, sim = 's', attempts = 1 WHERE id = ?",
        ...[PART, gateway, userId, id],
      );
      yield* run(
        `INSERT INTO attempt (part, gateway, user_id, message, port, sim, call_id, epoch, state, at, state_at, detail, task)
         VALUES (?, ?, ?, ?, 1, 's', ?, 1, 1, 0, 0, '', ?)`,
        ...[PART, gateway, userId, id, call, task],
      );
    });
  }

  /** The id of the message as of the partition that it was put into. */
  function moved(): string {
    return `${message.slice(0, -2)}${PART.toString(16)}`;
  }

  async function cancel() {
    await bench.bench.store.write(() => run('UPDATE message SET id = ? WHERE id = ?', moved(), message));
    await bench.bench.store.write(() =>
      run('UPDATE attempt SET message = ? WHERE message = ?', moved(), message),
    );
    return handlers.cancel_message({ id: moved() }, bench.context, callAs());
  }

  /** The gateway's driver, as this process has it. */
  async function own(): Promise<void> {
    bench.gateways.fleet.own(PART);
    bench.clock.advance(500);
    while (bench.gateways.fleet.driverOf(gateway) === undefined) await turn();
  }

  test('is taken back where it reports that none of it was sent', async () => {
    await own();
    const failed = {
      ...{ user_id: 7, status: 'FAILED', number: '+4915112345678', port: 1 },
      count: 1,
      succ_count: 0,
    };
    answers['/api/query_sms_result'] = { error_code: 200, sn: 'a1', result: [failed] };
    const { state, reason } = await bodyOf(cancel());
    assert.deepEqual([state, reason], ['cancelled', 'cancelled_by_caller']);
    assert.deepEqual(
      asked.map(line => line.split('?')[0]),
      ['/api/stop_sms', '/api/query_sms_result'],
    );
    assert.match(asked[0] ?? '', /task_id=5/);
  });

  test('is asked about for ten seconds', async t => {
    await own();
    const { timeout } = AbortSignal;
    const { mock } = t.mock.method(AbortSignal, 'timeout', (ms: number) => timeout.call(AbortSignal, ms));
    await refusalOf(cancel());
    assert.deepEqual(
      mock.calls.map(({ arguments: [milliseconds] }) => milliseconds),
      [10_000],
    );
  });

  test('is shown as it was where it has left the store meanwhile', async () => {
    await own();
    const [answer] = peer.listeners('request');
    peer.removeAllListeners('request').on('request', async (request, response) => {
      if (request.url?.startsWith('/api/query_sms_result') === true)
        await bench.bench.store.write(() => run('DELETE FROM message'));
      answer?.(request, response);
    });
    const [code, error] = await refusalOf(cancel());
    assert.deepEqual([code, error.slice(0, 44)], [409, 'id: its gateway was asked to stop it, and ha']);
  });

  test('is not where some of it was sent', async () => {
    await own();
    const sent = {
      ...{ user_id: 7, status: 'SENT_OK', number: '+4915112345678', port: 1 },
      count: 1,
      succ_count: 1,
    };
    answers['/api/query_sms_result'] = { error_code: 200, sn: 'a1', result: [sent] };
    assert.deepEqual(await refusalOf(cancel()), [409, 'id: its gateway did not stop it: it is sent.']);
  });

  const unanswered =
    'id: its gateway was asked to stop it, and has not shown yet whether it did; its state will show it.';
  for (const [name, isOwn] of [
    ['has no result yet', true],
    ['is that of another process', false],
  ] as const)
    test(`waits for the answer where its gateway ${name}`, async () => {
      if (isOwn) await own();
      assert.deepEqual(await refusalOf(cancel()), [409, unanswered]);
      const row = await bench.bench.store.read(() =>
        get<{ reason: string }>('SELECT reason FROM message WHERE id = ?', moved()),
      );
      assert.equal(row?.reason, 'stop_wanted');
    });

  test('of a task that its gateway does not know is over, and its result is asked for', async () => {
    answers['/api/stop_sms'] = { error_code: 404 };
    assert.deepEqual(await refusalOf(cancel()), [409, unanswered]);
  });

  test('is not where the gateway could not be asked', async () => {
    answers['/api/stop_sms'] = { error_code: 500, error: 'no' };
    const [code, error] = await refusalOf(cancel());
    assert.equal(code, 409);
    assert.match(error, /^id: its gateway has it, and could not be asked to stop it: .*no/);
  });

  test('is not where the gateway was removed', async () => {
    await bodyOf(handlers.remove_gateway({ id: gateway }, bench.context, callAs()));
    assert.deepEqual(await refusalOf(cancel()), [409, 'id: its gateway was removed.']);
  });

  test('is not where its task has others too', async () => {
    const wish = { to: ['+4915112345679'], text: 'x' };
    const other = (await bodyOf(handlers.create_messages(wish, bench.context, callAs()), 202)).messages[0].id;
    await hand(other, 8);
    assert.deepEqual(await refusalOf(cancel()), [
      409,
      'id: its gateway has it in task 5 with 1 other messages, and stops only all of them (stop_task).',
    ]);
    assert.deepEqual(asked, []);
  });

  describe('in a batch', () => {
    const failed = { status: 'FAILED', number: '+4915112345678', port: 1, count: 1, succ_count: 0 };

    async function cancelBatch(): Promise<number> {
      const row = await bench.bench.store.read(() =>
        get<{ batch: string }>('SELECT batch FROM message WHERE id = ?', message),
      );
      const wish = { id: row?.batch ?? '' };
      return (await bodyOf(handlers.cancel_batch(wish, bench.context, callAs()))).cancelled;
    }

    test('is taken back with it, where its gateway reports that none of it was sent', async () => {
      await own();
      answers['/api/query_sms_result'] = { error_code: 200, sn: 'a1', result: [{ ...failed, user_id: 7 }] };
      assert.equal(await cancelBatch(), 1);
      assert.match(asked[0] ?? '', /^\/api\/stop_sms.*task_id=5/);
    });

    test('is not counted as taken back while its gateway has no result; its end will be that of a stop', async () => {
      await own();
      assert.equal(await cancelBatch(), 0);
      const row = await bench.bench.store.read(() => get<{ reason: string }>('SELECT reason FROM message'));
      assert.equal(row?.reason, 'stop_wanted');
      assert.deepEqual(
        asked.map(line => line.split('?')[0]),
        ['/api/stop_sms', '/api/query_sms_result'],
      );
    });

    test('is not asked for where the gateway could not be asked to stop it', async () => {
      await own();
      answers['/api/stop_sms'] = { error_code: 500, error: 'no' };
      assert.equal(await cancelBatch(), 0);
      assert.deepEqual(
        asked.map(line => line.split('?')[0]),
        ['/api/stop_sms'],
      );
    });

    test('is left alone where its task has messages of another batch', async () => {
      await own();
      const wish = { to: ['+4915112345679'], text: 'x' };
      const other = (await bodyOf(handlers.create_messages(wish, bench.context, callAs()), 202)).messages[0]
        .id;
      await hand(other, 8);
      assert.equal(await cancelBatch(), 0);
      assert.deepEqual(asked, []);
    });
  });

  test('is not where the gateway gave no number for its task', async () => {
    await bench.bench.store.write(() => run('UPDATE attempt SET task = NULL'));
    assert.deepEqual(await refusalOf(cancel()), [409, 'id: it is being handed over, or has ended.']);
  });
});
