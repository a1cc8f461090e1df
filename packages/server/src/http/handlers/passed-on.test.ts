/** Endpoints of the server that ask a gateway while the caller waits. The gateway is a peer that answers as original hardware does. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { systemClock } from '@simgate/daemon';
import type { Call } from '@simgate/daemon/http';
import { createIdMaker } from '../../domain/ids.ts';
import { type Gateways, openGateways } from '../../gateways/index.ts';
import { openSqlite, type StoreBench } from '../../testing/engines.ts';
import { deviceHandlers } from './device.ts';
import { gatewayHandlers } from './gateways.ts';
import { portHandlers } from './ports.ts';

/** None of these handlers looks at who asks. */
const call = {} as Call;

const asked: string[] = [];
/** The answers by path; a number is a status without a body. */
let replies: Readonly<Record<string, object | number>> = {};
let peer: Server;

before(async () => {
  peer = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    const [path = ''] = String(request.url).split('?');
    asked.push(`${request.method} ${request.url}${body && ` ${body}`}`);
    const reply = replies[path];
    if (reply === undefined || typeof reply === 'number') return response.writeHead(reply ?? 404).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  }).listen(0, '127.0.0.1');
  await once(peer, 'listening');
});
after(() => {
  peer.close();
  peer.closeAllConnections();
});

function addressOfPeer(): string {
  return `http://127.0.0.1:${(peer.address() as AddressInfo).port}`;
}

/** The address of a port where nothing listens any more. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

describe('what is passed on to a gateway', { timeout: 60_000 }, () => {
  const ids = createIdMaker(() => Date.now());
  const folder = mkdtempSync(join(tmpdir(), 'simgate-passed-on-'));
  let bench: StoreBench;
  let gateways: Gateways;
  beforeEach(async () => {
    bench = await openSqlite();
    gateways = openGateways({
      ...{ store: bench.store, clock: systemClock, random: () => 0.5, ids },
      keyFile: join(folder, 'secret.key'),
      answerMs: 30_000,
    });
    asked.length = 0;
  });
  afterEach(async () => {
    await gateways.close();
    await bench.dispose();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const contextOf = () => ({
    ...{ store: bench.store, clock: systemClock, random: () => 0.5, ids },
    ...gateways,
  });

  /** The gateways of a test by their address. */
  const known = new Map<string, string>();
  beforeEach(() => known.clear());

  async function idOf(address: string): Promise<string> {
    const id = known.get(address) ?? (await add(address));
    known.set(address, id);
    return id;
  }

  async function add(address: string): Promise<string> {
    const settings = { address, user: 'admin', password: 'secret', kind: 'vendor' } as const;
    const added = await gatewayHandlers.create_gateway(settings, contextOf(), call);
    assert.ok(added.kind === 'done');
    return (added.body as { id: string }).id;
  }

  describe('test_gateway', () => {
    const testOf = async (id: string) => {
      const answer = await gatewayHandlers.test_gateway({ id }, contextOf(), call);
      return answer.kind === 'done' ? answer.body : answer;
    };

    test('answers ok where the gateway answers as it should', async () => {
      replies = { '/api/get_port_info': { error_code: 200, sn: 'a1', info: [] } };
      const { ok, detail } = (await testOf(await idOf(addressOfPeer()))) as Record<string, unknown>;
      assert.deepEqual([ok, detail], [true, '']);
      assert.ok(
        asked.some(line => line.includes('/api/get_port_info')),
        asked.join('\n'),
      );
    });

    test('gives the gateway half a minute', async t => {
      replies = { '/api/get_port_info': { error_code: 200, sn: 'a1', info: [] } };
      const { timeout } = AbortSignal;
      const { mock } = t.mock.method(AbortSignal, 'timeout', (ms: number) => timeout.call(AbortSignal, ms));
      await testOf(await idOf(addressOfPeer()));
      assert.deepEqual(mock.calls[0]?.arguments, [30_000]);
    });

    test('answers with the reason where it cannot be reached', async () => {
      const { ok, detail } = (await testOf(await idOf(await closedAddress()))) as Record<string, unknown>;
      assert.equal(ok, false);
      assert.match(String(detail), /refused|ECONNREFUSED|connect/i);
    });

    test('knows no gateway of another id', async () => {
      assert.deepEqual(await testOf(ids.next(0)), { kind: 'refused', code: 404 });
    });
  });

  describe('enter_toolkit', () => {
    const view = {
      ...{ title: 'Services', text: '', input_type: 1, frame_id: 8 },
      item: [{ item_id: 2, item_string: 'Balance' }],
    };
    const enter = async (request: { item?: number; text?: string; action?: 'ok' | 'cancel' | 'home' }) => {
      const id = await idOf(addressOfPeer());
      asked.length = 0;
      const answer = await portHandlers.enter_toolkit({ id, port: 3, ...request }, contextOf(), call);
      if (answer.kind === 'refused') return [answer.code, answer.error];
      return answer.kind === 'done' ? answer.body : answer.kind;
    };
    const rows: [name: string, request: Parameters<typeof enter>[0], words: object][] = [
      ['an item', { item: 2 }, { port: 3, item: 2 }],
      ['a text', { text: '1234' }, { port: 3, param: '1234' }],
      ['a key, in the spelling of the document', { action: 'cancel' }, { port: 3, action: 'cancle' }],
    ];
    for (const [name, request, words] of rows)
      test(`hands ${name} on, and answers with the view behind it`, async () => {
        replies = { '/STKGo': { error_code: 200 }, '/GetSTKView': view };
        assert.deepEqual(await enter(request), {
          ...{ title: 'Services', text: '', input_type: 1, frame_id: 8 },
          items: [{ id: 2, text: 'Balance' }],
        });
        assert.deepEqual(asked, [`POST /STKGo ${JSON.stringify(words)}`, 'GET /GetSTKView?port=3']);
      });

    for (const request of [{}, { item: 1, text: '1' }])
      test(`asks nothing for ${JSON.stringify(request)}: exactly one input is needed`, async () => {
        assert.deepEqual(await enter(request), [...[400, 'one of item, text and action must be there']]);
        assert.deepEqual(asked, []);
      });
  });

  type Gave = { kind: string; code: number; body?: object; error?: string };

  /** The code and the body of an answer, or its error. */
  async function given(answer: unknown): Promise<readonly [code: number, body: unknown]> {
    const { kind, code, body, error } = (await answer) as Gave;
    return [code, kind === 'done' ? body : error];
  }

  /** Asks a handler about the gateway at the peer. */
  async function askPeer(
    work: (id: string, context: ReturnType<typeof contextOf>) => unknown,
  ): Promise<readonly [code: number, body: unknown]> {
    const id = await idOf(addressOfPeer());
    asked.length = 0;
    return given(work(id, contextOf()));
  }

  const everyEndpoint: readonly [string, (id: string, context: ReturnType<typeof contextOf>) => unknown][] = [
    [
      'act_on_port',
      (id, context) => portHandlers.act_on_port({ id, port: 3, action: 'reset' }, context, call),
    ],
    ['send_ussd', (id, context) => portHandlers.send_ussd({ id, port: 3, text: '*1#' }, context, call)],
    ['get_ussd', (id, context) => portHandlers.get_ussd({ id, port: 3 }, context, call)],
    ['list_calls', (id, context) => portHandlers.list_calls({ id }, context, call)],
    ['get_toolkit', (id, context) => portHandlers.get_toolkit({ id, port: 3 }, context, call)],
    ['enter_toolkit', (id, context) => portHandlers.enter_toolkit({ id, port: 3, item: 1 }, context, call)],
    ['get_port_information', (id, c) => deviceHandlers.get_port_information({ id, port: 3 }, c, call)],
    ['get_queue', (id, context) => deviceHandlers.get_queue({ id }, context, call)],
    ['stop_task', (id, context) => deviceHandlers.stop_task({ id, task: 5 }, context, call)],
    ['get_toolkit_frame', (id, c) => deviceHandlers.get_toolkit_frame({ id, port: 3 }, c, call)],
    ['get_device', (id, context) => deviceHandlers.get_device({ id }, context, call)],
  ];
  for (const [name, work] of everyEndpoint)
    test(`${name} knows no gateway of another id, and gives the reason why a gateway did not answer`, async () => {
      assert.deepEqual(await given(work(ids.next(0), contextOf())), [404, undefined]);
      const [code, error] = await given(work(await idOf(await closedAddress()), contextOf()));
      assert.equal(code, 503);
      assert.match(String(error), /^it cannot be reached: /);
    });

  const refusals: [code: number, shown: number, error: RegExp][] = [
    [400, 400, /^the gateway refuses it: .*no good/],
    [413, 400, /^the gateway refuses it: .*no good/],
    [500, 503, /^the gateway did not do it: .*no good/],
    [550, 503, /^the gateway did not do it: .*no good/],
  ];
  for (const [code, shown, error] of refusals)
    test(`a refusal with ${code} is a ${shown}`, async () => {
      replies = { '/api/query_sms_in_queue': { error_code: code, error: 'no good' } };
      const [got, words] = await askPeer((id, context) => deviceHandlers.get_queue({ id }, context, call));
      assert.equal(got, shown);
      assert.match(String(words), error);
    });

  describe('act_on_port', () => {
    const act = (request: Omit<Parameters<typeof portHandlers.act_on_port>[0], 'id' | 'port'>) =>
      askPeer((id, context) => portHandlers.act_on_port({ id, port: 3, ...request }, context, call));
    const rows: [Parameters<typeof act>[0], string][] = [
      [{ action: 'reset' }, '?port=3&action=reset&param=1'],
      [{ action: 'reset', param: '2' }, '?port=3&action=reset&param=2'],
      [{ action: 'lock' }, '?port=3&action=lock'],
      [{ action: 'number', number: '+49151' }, '?port=3&action=number&number=%2B49151'],
    ];
    for (const [request, query] of rows)
      test(`hands ${JSON.stringify(request)} on`, async () => {
        replies = { '/api/set_port_info': { error_code: 200 } };
        assert.deepEqual(await act(request), [200, {}]);
        assert.deepEqual(asked, [`GET /api/set_port_info${query}`]);
      });
  });

  describe('USSD', () => {
    const send = (request: { text?: string; command?: 'send' | 'cancel' }) =>
      askPeer((id, context) => portHandlers.send_ussd({ id, port: 3, ...request }, context, call));
    const rows: [name: string, reply: object, answer: unknown][] = [
      ['taken', { result: [{ port: 3, status: 200 }] }, [202, {}]],
      ['taken, in the spelling of some firmware', { 'result:': [{ port: 3, status: 200 }] }, [202, {}]],
      ['busy', { result: [{ port: 3, status: 486 }] }, [409, 'port: it is busy']],
      ['off', { result: [{ port: 3, status: 503 }] }, [503, 'the port cannot send it now (503)']],
      ['without status', { result: [] }, [503, 'the port cannot send it now (no status)']],
    ];
    for (const [name, reply, answer] of rows)
      test(`a code that is ${name}`, async () => {
        replies = { '/api/send_ussd': { error_code: 202, ...reply } };
        assert.deepEqual(await send({ text: '*100#' }), answer);
        assert.deepEqual(asked, ['POST /api/send_ussd {"port":[3],"command":"send","text":"*100#"}']);
      });

    test('nothing is sent without a text; an end needs none', async () => {
      assert.deepEqual(await send({}), [400, 'text: must be there to be sent']);
      assert.deepEqual(asked, []);
      replies = { '/api/send_ussd': { error_code: 202, result: [{ port: 3, status: 200 }] } };
      assert.deepEqual(await send({ command: 'cancel' }), [202, {}]);
      assert.deepEqual(asked, ['POST /api/send_ussd {"port":[3],"command":"cancel","text":""}']);
    });

    const answers: [name: string, rows: object[], text: string][] = [
      [
        'of its own port',
        [
          { port: 2, text: 'other' },
          { port: 3, text: ' Balance 5 ' },
        ],
        'Balance 5',
      ],
      ['that is not there', [{ port: 2, text: 'other' }], ''],
      ['that is long', [{ port: 3, text: 'a'.repeat(10_001) }], 'a'.repeat(10_000)],
    ];
    for (const [name, reply, text] of answers)
      test(`an answer ${name}`, async () => {
        replies = { '/api/query_ussd_reply': { error_code: 200, reply } };
        const get = askPeer((id, context) => portHandlers.get_ussd({ id, port: 3 }, context, call));
        assert.deepEqual(await get, [200, { text }]);
        assert.deepEqual(asked, ['GET /api/query_ussd_reply?port=3']);
      });
  });

  describe('list_calls', () => {
    const record = {
      ...{ port: 3, start_date: '2026-01-31 08:00:00', answer_date: '2026-01-31 08:00:05', duration: '12' },
      ...{ source_number: '+1', destination_number: '+2', direction: 'gsm->ip', ip: '192.0.2.9' },
      ...{ codec: 'PCMU', hangup: 'called', gsm_code: 16, bcch: '12' },
    };
    const empty = {
      ...{ port: 4, start_date: '', answer_date: '', duration: 0, source_number: '', destination_number: '' },
      ...{ direction: '', ip: '', codec: '', hangup: '', gsm_code: 0, bcch: '' },
    };
    const listed = (filter: { port?: number; time_after?: string; time_before?: string }) =>
      askPeer((id, context) => portHandlers.list_calls({ id, ...filter }, context, call));

    for (const name of ['cdr', 'info'])
      test(`lists the rows of ${name}, with what they lack`, async () => {
        replies = { '/api/get_cdr': { error_code: 200, [name]: [record, { port: 4 }] } };
        assert.deepEqual(await listed({}), [200, { calls: [{ ...record, duration: 12 }, empty] }]);
        assert.deepEqual(await listed({ port: 4 }), [200, { calls: [empty] }]);
      });

    test('the times are asked of the gateway, the port is chosen here', async () => {
      replies = { '/api/get_cdr': { error_code: 200, cdr: [] } };
      await listed({ port: 4, time_after: '2026-01-30 00:00:00', time_before: '2026-01-31 00:00:00' });
      assert.deepEqual(
        asked.map(line => line.replace(/^POST \/api\/get_cdr /, '')).map(text => JSON.parse(text)),
        [{ time_after: '2026-01-30 00:00:00', time_before: '2026-01-31 00:00:00' }],
      );
    });
  });

  test('get_toolkit shows the view, with what it lacks', async () => {
    const get = () => askPeer((id, context) => portHandlers.get_toolkit({ id, port: 3 }, context, call));
    replies = { '/GetSTKView': { item: [{}] } };
    const bare = { title: '', text: '', items: [{ id: 0, text: '' }], input_type: 12, frame_id: 0 };
    assert.deepEqual(await get(), [200, bare]);
    assert.deepEqual(asked, ['GET /GetSTKView?port=3']);
  });

  test('a refused input ends before the view is asked for', async () => {
    replies = { '/STKGo': { error_code: 500, error: 'no' }, '/GetSTKView': { title: 'a' } };
    const [code] = await askPeer((id, context) =>
      portHandlers.enter_toolkit({ id, port: 3, item: 1 }, context, call),
    );
    assert.equal(code, 503);
    assert.equal(asked.length, 1);
  });

  describe('get_port_information', () => {
    const whole = {
      ...{ type: 'GSM', imei: '35', imsi: '26201', iccid: '8949', smsc: '+49', number: '+49151' },
      ...{ reg: 'REGISTER_OK', slot: 2, callstate: 'Idle', signal: 21, gprs: 'attached' },
      ...{ remain_credit: '5', remain_monthly_credit: '4', remain_daily_credit: '3' },
    };
    const rest = {
      ...{ remain_daily_call_time: '', remain_hourly_call_time: '', remain_daily_connected: '' },
    };
    const shown = (port = 3) =>
      askPeer((id, context) => deviceHandlers.get_port_information({ id, port }, context, call));

    test('shows all that the gateway gives', async () => {
      const info = [{ port: 2 }, { port: 3, ...whole, reg: ' REGISTER_OK ', CallForwarding: { busy: '+1' } }];
      replies = { '/api/get_port_info': { error_code: 200, info } };
      const reply = { port: 3, ...whole, ...rest, call_forwarding: { busy: '+1' } };
      assert.deepEqual(await shown(), [200, reply]);
      assert.equal(asked.length, 1);
      assert.match(String(asked[0]), /remain_credit.*CallForward/);
    });

    test('shows what is missing as empty', async () => {
      replies = { '/api/get_port_info': { error_code: 200, info: [{ port: 3 }] } };
      const [, body] = await shown();
      const { slot, signal, imei, call_forwarding } = body as Record<string, unknown>;
      assert.deepEqual([slot, signal, imei, call_forwarding], [255, 0, '', {}]);
    });

    test('asks for the first facts alone where firmware refuses the others', async () => {
      replies = { '/api/get_port_info': { error_code: 400, error: 'info_type' } };
      assert.equal((await shown())[0], 400);
      assert.equal(asked.length, 2);
      assert.ok(!asked[1]?.includes('remain') && asked[1]?.includes('gprs'), asked[1]);
    });

    test('asks once where it is refused for another reason', async () => {
      replies = { '/api/get_port_info': { error_code: 500 } };
      assert.equal((await shown())[0], 503);
      assert.equal(asked.length, 1);
    });

    test('knows no port that the gateway does not show', async () => {
      replies = { '/api/get_port_info': { error_code: 200, info: [{ port: 2 }] } };
      assert.deepEqual(await shown(), [400, 'port: the gateway has no such port']);
    });
  });

  test('get_queue shows how many messages wait in the gateway', async () => {
    const queue = () => askPeer((id, context) => deviceHandlers.get_queue({ id }, context, call));
    replies = { '/api/query_sms_in_queue': { error_code: 200, in_queue: 7 } };
    assert.deepEqual(await queue(), [200, { in_queue: 7 }]);
    replies = { '/api/query_sms_in_queue': { error_code: 200 } };
    assert.deepEqual(await queue(), [200, { in_queue: 0 }]);
  });

  test('stop_task stops a task, and knows none that the gateway does not know', async () => {
    const stop = () => askPeer((id, context) => deviceHandlers.stop_task({ id, task: 5 }, context, call));
    replies = { '/api/stop_sms': { error_code: 200 } };
    assert.deepEqual(await stop(), [200, {}]);
    assert.deepEqual(asked, ['GET /api/stop_sms?task_id=5']);
    replies = { '/api/stop_sms': { error_code: 404 } };
    assert.deepEqual(await stop(), [404, 'task: the gateway knows no such task']);
    replies = { '/api/stop_sms': { error_code: 500 } };
    assert.equal((await stop())[0], 503);
  });

  test('get_toolkit_frame shows the frame', async () => {
    const frame = () =>
      askPeer((id, context) => deviceHandlers.get_toolkit_frame({ id, port: 3 }, context, call));
    replies = { '/GetSTKCurrFrameIndex': { frame_id: 8 } };
    assert.deepEqual(await frame(), [200, { frame_id: 8 }]);
    replies = { '/GetSTKCurrFrameIndex': {} };
    assert.deepEqual(await frame(), [200, { frame_id: 0 }]);
  });

  test('get_device shows the load of the gateway', async () => {
    const names = [
      ...['cpu_used', 'flash_total', 'flash_used', 'memory_total', 'memory_cached', 'memory_buffers'],
      ...['memory_free', 'memory_used'],
    ];
    const device = () => askPeer((id, context) => deviceHandlers.get_device({ id }, context, call));
    const performance = Object.fromEntries(names.map(name => [name, `${name}!`]));
    replies = { '/api/get_status': { performance } };
    assert.deepEqual(await device(), [200, performance]);
    replies = { '/api/get_status': { performance: null } };
    assert.deepEqual(await device(), [200, Object.fromEntries(names.map(name => [name, '']))]);
  });
});
