/** Events, the listener and push targets by the command. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { eventKinds } from '../../packages/api/src/event-kinds.ts';
import { createPushReceiver, type PushHead, type SmsEvent } from '../../packages/api/src/index.ts';
import { pushBody, pushedKinds } from '../../packages/cli/src/listening/push-body.ts';
import { eventBody } from '../../packages/gateway/src/push/event-body.ts';
import { sampleEvent } from '../../packages/gateway/src/push/sample-events.ts';
import { type Bench, startBench } from './support/command.ts';

let bench: Bench;
before(async () => {
  bench = await startBench();
});
after(() => bench.end());

function write(text: string): Promise<unknown> {
  return bench.gateway.call('/v1/simulator/messages', { from: '88201990001', to: '+88201000001', text });
}

/** A server on a free port of this machine. */
async function serve(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

describe('the body of a forwarded event', () => {
  test('is there for every kind of the contract', () =>
    assert.deepEqual([...pushedKinds].sort(), [...eventKinds].sort()));

  const now = Date.UTC(2026, 4, 31, 18, 0, 0);
  const formatTime = (): string => '2026-05-31 20:00:00';
  for (const kind of eventKinds)
    test(`${kind} is that of a push`, () => {
      const event = sampleEvent(kind, now);
      const snake = Object.fromEntries(
        Object.entries(event).map(([key, value]) => [
          key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
          value,
        ]),
      );
      const body = pushBody(kind, snake, { sn: 'a', timeZone: 'Europe/Berlin' }) ?? '';
      assert.deepEqual(
        JSON.parse(body),
        JSON.parse(JSON.stringify(eventBody(event, { sn: 'a', formatTime, extraKeys: true }))),
      );
      assert.equal(body, JSON.stringify(eventBody(event, { sn: 'a', formatTime, extraKeys: true })));
    });
});

describe('events', { timeout: 600_000 }, () => {
  test('--follow shows what comes; the list ends', async () => {
    const follower = bench.start(['events', '--follow', '--kinds', 'sms', '--jsonl']);
    await follower.waitFor(/shown as they come/);
    await write('first');
    const [line = ''] = await follower.waitFor(/^\{.*"text":"first".*$/m);
    const { id, kind } = JSON.parse(line);
    assert.equal(kind, 'sms');
    assert.equal((await follower.end('SIGINT')).code, 130);
    const { stdout } = await bench.run(['events', '--kinds', 'sms']);
    assert.match(stdout, new RegExp(`^${id}\\t\\S+Z\\tsms\\t\\{.*"text":"first"`, 'm'));
    const later = await bench.run(['events', '--since', String(id), '--kinds', 'sms', '--json']);
    assert.deepEqual(JSON.parse(later.stdout), { events: [] });
  });

  test('are lines for people at a terminal', async () => {
    const screen = bench.terminal(['events', '--kinds', 'sms']);
    await screen.waitFor(/sms +port 0 from 88201990001: first/);
    assert.equal(await screen.ended, 0);
  });
});

describe('simgate listen', { timeout: 600_000 }, () => {
  test('forwards what a push target gets, signed, in order, again where it failed, and trigger goes through it', async () => {
    const got: { event: SmsEvent; head: PushHead }[] = [];
    let secret = '';
    let refusals = 1;
    const hook = await new Promise<{ url: string; server: Server }>(resolve => {
      const server = createServer((request, response) => {
        const receiver = createPushReceiver({
          secret,
          on: { sms: (event, head) => void got.push({ event, head }) },
        });
        if (refusals-- > 0) response.writeHead(500).end();
        else void receiver.node(request, response);
      });
      void serve(server).then(url => resolve({ url, server }));
    });
    const listener = bench.start(['listen', '--forward-to', `sms=${hook.url}`, '--kinds', 'sms', '--jsonl']);
    [, secret = ''] = await listener.waitFor(/signed with (whsec_\S+)/);
    await write('one');
    await write('two');
    await listener.waitFor(/"status":500/);
    await listener.waitFor(/"status":200[\s\S]*"status":200/);
    assert.deepEqual(
      got.map(({ event }) => event.text),
      ['one', 'two'],
    );
    assert.deepEqual(
      [...got].map(({ head }) => Number(head.id)).toSorted((a, b) => a - b),
      got.map(({ head }) => Number(head.id)),
    );
    const triggered = await bench.run(['trigger', 'sms', '--json']);
    assert.equal(triggered.code, 0, triggered.stderr);
    assert.match(got[2]?.head.id ?? '', /^test-/);
    const elsewhere = await bench.run(['trigger', 'cdr']);
    assert.match(elsewhere.stderr + elsewhere.stdout, /^$/);
    assert.equal(elsewhere.code, 1);
    const { code, output } = await listener.end('SIGINT');
    assert.equal(code, 130);
    const [, since = ''] = /--since (\d+) goes on/.exec(output) ?? [];
    assert.equal(since, got[1]?.head.id);
    await write('three');
    const again = bench.start([
      'listen',
      '--forward-to',
      `sms=${hook.url}`,
      '--kinds',
      'sms',
      '--since',
      since,
    ]);
    [, secret = ''] = await again.waitFor(/signed with (whsec_\S+)/);
    await again.waitFor(/\tsms\t.*\t200\t/);
    assert.equal(got.at(-1)?.event.text, 'three');
    await again.end('SIGINT');
    hook.server.close();
    assert.match((await bench.run(['trigger', 'sms'])).stderr, /no simgate listen runs/);
  });

  test('at a terminal the key r sends the last event again', async () => {
    const ids: unknown[] = [];
    const server = createServer((request, response) => {
      ids.push(request.headers['webhook-id']);
      response.end();
    });
    const url = await serve(server);
    const screen = bench.terminal(['listen', '--forward-to', url, '--kinds', 'sms']);
    await screen.waitFor(/signed with whsec_/);
    await write('again');
    await screen.waitFor(/sms #\d+ -> 200/);
    screen.type('r');
    await screen.waitFor(/sms #(\d+) -> 200[\s\S]*sms #\1 -> 200/);
    assert.deepEqual([ids.length, ids[0]], [2, ids[1]]);
    screen.type('\u0003');
    assert.equal(await screen.ended, 130);
    server.close();
  });

  test('without an address is told what is missing', async () => {
    assert.match((await bench.run(['listen'])).stderr, /--forward-to URL/);
    assert.match(
      (await bench.run(['listen', '--forward-to', 'fax=localhost:1'])).stderr,
      /Before = stands one of sms, /,
    );
  });

  test('an SMS can be made by a virtual phone', async () => {
    const { code, stderr } = await bench.run([
      'trigger',
      'sms',
      '--from',
      '88201990001',
      '--port',
      '1',
      '--text',
      'Hi',
    ]);
    assert.equal(code, 0);
    assert.match(stderr, /88201990001 writes to \+88201000002/);
  });
});

describe('push targets', { timeout: 600_000 }, () => {
  test('are added with a secret that is shown once, tested, switched off and removed', async () => {
    const kinds: string[] = [];
    const server = createServer((request, response) => {
      kinds.push(String(request.headers['webhook-id']));
      response.end();
    });
    const url = await serve(server);
    const added = await bench.run(['push', 'add', 'crm', url, '--kinds', 'sms', '--json']);
    assert.match(added.stderr, /^whsec_[A-Za-z0-9+/]{32}$/m);
    const { id } = JSON.parse(added.stdout);
    assert.match(
      (await bench.run(['push', 'list'])).stdout,
      new RegExp(`^${id}\\tcrm\\t${url}\\tsms\\ttrue\\t`),
    );
    assert.equal((await bench.run(['push', 'test', String(id)])).code, 0);
    assert.match(kinds[0] ?? '', /^test-/);
    assert.match((await bench.run(['push', 'secret', String(id)])).stderr, /whsec_/);
    assert.equal(JSON.parse((await bench.run(['push', 'off', String(id), '--json'])).stdout).enabled, false);
    assert.equal(JSON.parse((await bench.run(['push', 'resend', String(id), '--json'])).stdout).queued, 0);
    assert.equal((await bench.run(['push', 'attempts', String(id)])).code, 0);
    assert.equal((await bench.run(['push', 'remove', String(id)])).code, 0);
    assert.equal((await bench.run(['push', 'test', String(id)])).code, 6);
    server.close();
  });
});
