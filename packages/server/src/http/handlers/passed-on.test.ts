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
import { gatewayHandlers } from './gateways.ts';
import { portHandlers } from './ports.ts';

/** None of these handlers looks at who asks. */
const call = {} as Call;

const asked: string[] = [];
let replies: Readonly<Record<string, object>> = {};
let peer: Server;

before(async () => {
  peer = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    const [path = ''] = String(request.url).split('?');
    asked.push(`${request.method} ${request.url}${body && ` ${body}`}`);
    const reply = replies[path];
    if (reply === undefined) return response.writeHead(404).end();
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

  async function idOf(address: string): Promise<string> {
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
});
