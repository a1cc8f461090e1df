/** The stream of events over real sockets, on a clock that the test holds. */
import assert from 'node:assert/strict';
import { get, type IncomingMessage } from 'node:http';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { ListeningAddress } from '@simgate/daemon/http';
import type { GatewayEvent, Journal, JournalledEvent } from '../../../events.ts';
import { basic, basicOf, testServer } from '../../testing/server.ts';
import { portOf, responseTo, withServer } from '../../testing/sockets.ts';

/** A journal in memory. */
function memoryJournal() {
  const events: JournalledEvent[] = [];
  const listeners = new Set<() => void>();
  let reads = 0;
  const journal: Journal = {
    page: (after, limit, kinds) => {
      const looked = journal.since(after, limit);
      const events = looked.filter(({ event }) => kinds?.has(event.kind) ?? true);
      return { events, upTo: looked.at(-1)?.id ?? after };
    },
    since: (id, limit) => {
      reads += 1;
      return events.filter(event => event.id > id).slice(0, limit);
    },
    back: ({ before = Number.MAX_SAFE_INTEGER, kinds, ports, limit }) => {
      const found = events
        .filter(({ id }) => id < before)
        .filter(({ event }) => kinds?.includes(event.kind) ?? true)
        .filter(({ event }) => ports === undefined || ('port' in event && ports.includes(event.port ?? -1)))
        .toReversed();
      return { events: found.slice(0, limit), next: found[limit - 1]?.id ?? null };
    },
    oldest: () => events[0]?.id ?? 0,
    newest: () => events.length,
    onCommitted: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    journal,
    listeners,
    reads: () => reads,
    add(...added: GatewayEvent[]) {
      for (const event of added) events.push({ id: events.length + 1, at: 1000, steady: 0, event });
      for (const listener of listeners) listener();
    },
  };
}

const reset: GatewayEvent = { kind: 'exception_info', port: 3, type: 'call_fail', action: 'reset' };
const device: GatewayEvent = { kind: 'device', portCount: 8, ip: '::1', mac: '', status: 'power_on' };
const received: GatewayEvent = {
  ...{ kind: 'sms', incomingSmsId: 7, port: 1, number: '+491701234567', smsc: '+4917100', timestamp: 0 },
  ...{ text: 'a secret', imsi: '26201' },
};

function open(addresses: readonly ListeningAddress[], path: string, headers: Record<string, string> = {}) {
  return responseTo(
    get({
      host: '127.0.0.1',
      port: portOf(addresses, 'http'),
      path,
      headers: { authorization: basic, ...headers },
    }),
  );
}

/** Collects the stream; `has` resolves when a text is in it. */
function listen(response: IncomingMessage) {
  let text = '';
  response.setEncoding('utf8').on('data', piece => {
    text += piece;
  });
  return {
    text: () => text,
    async has(part: string) {
      while (!text.includes(part)) await turn();
    },
  };
}

function ids(text: string): string[] {
  return [...text.matchAll(/^id: (\d+)$/gm)].map(found => found[1] ?? '');
}

describe('GET /v1/events', { timeout: 20_000 }, () => {
  test('begins now, names the place where it began, and tells what is committed from then on', () => {
    const memory = memoryJournal();
    memory.add(device);
    return withServer({ management: { journal: memory.journal } }, async (_server, addresses) => {
      const response = await open(addresses, '/v1/events');
      assert.equal(response.headers['content-type'], 'text/event-stream');
      const heard = listen(response);
      await heard.has('\n\n');
      memory.add(reset);
      await heard.has('id: 2');
      assert.equal(
        heard.text(),
        ': the stream begins\n\nid: 1\n\nid: 2\nevent: exception_info\ndata: {"id":2,"at":"1970-01-01T00:00:01.000Z","kind":"exception_info","port":3,"type":"call_fail","action":"reset"}\n\n',
      );
      response.destroy();
    });
  });

  test('a viewer gets events without texts and with masked numbers; a sender gets none', () => {
    const memory = memoryJournal();
    memory.add(received);
    return withServer({ management: { journal: memory.journal } }, async (_server, addresses) => {
      const response = await open(addresses, '/v1/events?after=0', { authorization: basicOf('viewer') });
      const heard = listen(response);
      await heard.has('id: 1');
      assert.match(heard.text(), /"number":"\+\*{9}567"/);
      assert.match(heard.text(), /"text":""/);
      response.destroy();
      const refused = await open(addresses, '/v1/events?after=0', { authorization: basicOf('sender') });
      assert.equal(refused.statusCode, 403);
      refused.destroy();
    });
  });

  const resumed: [string, string, Record<string, string>, string[]][] = [
    ['after', '/v1/events?after=1', {}, ['2', '3']],
    ['after 0: all of the journal', '/v1/events?after=0', {}, ['1', '2', '3']],
    ['Last-Event-ID stands above after', '/v1/events?after=0', { 'last-event-id': '2' }, ['3']],
    ['only some kinds', '/v1/events?after=0&kinds=device', {}, ['1', '3']],
  ];
  for (const [what, path, headers, expected] of resumed) {
    test(`resumed by ${what}`, () => {
      const memory = memoryJournal();
      memory.add(device, reset, device);
      return withServer({ management: { journal: memory.journal } }, async (_server, addresses) => {
        const response = await open(addresses, path, headers);
        const heard = listen(response);
        await heard.has('id: 3');
        assert.deepEqual(ids(heard.text()), expected);
        response.destroy();
      });
    });
  }

  test('a comment when nothing happens for 15 seconds', () => {
    const memory = memoryJournal();
    return withServer({ management: { journal: memory.journal } }, async (server, addresses) => {
      const response = await open(addresses, '/v1/events');
      const heard = listen(response);
      await heard.has('begins');
      while (server.clock.waiting === 0) await turn();
      server.clock.advance(15_000);
      await heard.has('\n:\n\n');
      response.destroy();
    });
  });

  test('a reader that does not read holds a bounded part of the journal, and one that leaves is forgotten', () => {
    const memory = memoryJournal();
    memory.add(...Array.from({ length: 50_000 }, () => ({ ...device, mac: 'x'.repeat(500) })));
    return withServer({ management: { journal: memory.journal } }, async (_server, addresses) => {
      const response = await open(addresses, '/v1/events?after=0');
      response.pause();
      let before = -1;
      while (memory.reads() !== before) {
        before = memory.reads();
        for (let turns = 0; turns < 200; turns += 1) await turn();
      }
      assert.ok(memory.reads() < 400, `${memory.reads()} pages of 500 were read`);
      response.destroy();
      while (memory.listeners.size > 0) await turn();
    });
  });

  test('ends when the gateway stops', () => {
    const memory = memoryJournal();
    return withServer({ management: { journal: memory.journal } }, async (server, addresses) => {
      const response = await open(addresses, '/v1/events');
      const heard = listen(response);
      await heard.has('begins');
      const ended = new Promise(resolve => {
        response.once('end', resolve);
      });
      void server.close();
      await ended;
    });
  });

  test('an id above the newest is named, replaced by the newest, and the stream goes on from now', () => {
    const memory = memoryJournal();
    memory.add(device, device);
    return withServer({ management: { journal: memory.journal } }, async (_server, addresses) => {
      const response = await open(addresses, '/v1/events', { 'last-event-id': '999999' });
      const heard = listen(response);
      await heard.has('newest is 2');
      memory.add(reset);
      await heard.has('id: 3');
      assert.match(
        heard.text(),
        /\n\n: event 999999 is not in the journal, whose newest is 2; [^\n]*\nid: 2\n\nid: 3\nevent: exception_info\n/,
      );
      response.destroy();
    });
  });

  test('a Last-Event-ID that is none is refused', () =>
    withServer({}, async (_server, addresses) => {
      const response = await open(addresses, '/v1/events', { 'last-event-id': 'abc' });
      assert.equal(response.statusCode, 400);
      response.destroy();
    }));
});

describe('GET /v1/journal', () => {
  const list = async (query: string, role = 'operator') => {
    const memory = memoryJournal();
    memory.add(device, reset, received);
    const server = testServer({ management: { journal: memory.journal } });
    const response = await server.app.inject({
      ...{ url: `/v1/journal${query}`, headers: { authorization: basicOf(role) } },
    });
    return { status: response.statusCode, body: response.json() };
  };

  test('shows events newest first, and which are kept', async () => {
    const { body } = await list('?limit=2&kinds=device,exception_info');
    assert.equal(
      JSON.stringify(body),
      '{"events":[{"id":2,"at":"1970-01-01T00:00:01.000Z","kind":"exception_info","port":3,"type":"call_fail","action":"reset"},{"id":1,"at":"1970-01-01T00:00:01.000Z","kind":"device","port_count":8,"ip":"::1","mac":"","status":"power_on"}],"next":1,"oldest":1,"newest":3}',
    );
  });

  test('of one port', async () => {
    const { body } = await list('?port=3');
    assert.deepEqual(
      body.events.map(({ id }: { id: number }) => id),
      [2],
    );
  });

  test('shows a viewer no texts and masked numbers; a sender sees none', async () => {
    const { body } = await list('?port=1', 'viewer');
    assert.deepEqual([body.events[0].number, body.events[0].text], ['+*********567', '']);
    assert.equal((await list('', 'sender')).status, 403);
  });

  test('refuses a kind that is none', async () => {
    const { status, body } = await list('?kinds=weather');
    assert.equal(status, 400);
    assert.match(body.error, /^kinds/);
  });
});
