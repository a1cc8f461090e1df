/** The live picture as a page reads it, and what it costs. */
import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { LiveHub } from '../../live/live-hub.ts';
import { ask, basicOf, newYear, runningServer, type TestServer } from '../../testing/server.ts';
import { portOf, withServer } from '../../testing/sockets.ts';

interface Reader {
  readonly next: () => Promise<{ kind: string; data: Record<string, unknown> }>;
  readonly octets: () => number;
}

/** Reads the stream over a real socket until the test ends. */
async function read(t: TestContext, port: number, role = 'admin'): Promise<Reader> {
  const gone = new AbortController();
  t.after(() => gone.abort());
  const response = await fetch(`http://127.0.0.1:${port}/v1/live`, {
    headers: { authorization: basicOf(role) },
    signal: gone.signal,
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let octets = 0;
  return {
    octets: () => octets,
    next: async () => {
      for (;;) {
        const end = text.indexOf('\n\n');
        const block = end < 0 ? '' : text.slice(0, end);
        if (end >= 0) text = text.slice(end + 2);
        const found = /^event: (\w+)\ndata: (.*)$/.exec(block);
        if (found !== null) return { kind: found[1] ?? '', data: JSON.parse(found[2] ?? '') };
        if (end >= 0) continue;
        const { value = '', done } = (await pieces?.read()) ?? { done: true };
        assert.ok(!done, 'the stream ended');
        octets += value.length;
        text += value;
      }
    },
  };
}

interface Bench {
  readonly server: TestServer;
  /** The modem of a port measures its signal: 0..31 as +CSQ has it. */
  change(port: number, signal: number): void;
  open(role?: string): Promise<Reader>;
}

async function watched(t: TestContext, count: number, use: (bench: Bench) => Promise<void>): Promise<void> {
  // Modems of this maker report the signal by themselves.
  const maker = { 'AT+CGMI': ['SIMCOM', 'OK'] };
  const modems = Object.fromEntries(Array.from({ length: count }, (_, port) => [port, maker]));
  const server = await runningServer({ modems });
  const change = (port: number, signal: number) => server.modem(port).says(`+CSQN: ${signal},99`);
  await withServer(server, (_server, addresses) =>
    use({ server, change, open: role => read(t, portOf(addresses, 'http'), role) }),
  );
}
describe('GET /v1/live', () => {
  test('a snapshot, then only the changed keys of changed ports', t =>
    watched(t, 3, async ({ server, change, open }) => {
      const reader = await open();
      const { kind, data } = await reader.next();
      assert.equal(kind, 'snapshot');
      assert.deepEqual(Object.keys(data), ['time', 'ports', 'counters', 'news']);
      assert.deepEqual(data.counters, {
        ...{ waiting: 0, unread: 0, push_trouble: 0, store_trouble: 0 },
        ...{ accepted: 0, sent: 0, delivered: 0, failed: 0, received: 0, calls: 0 },
      });
      assert.deepEqual(Object.keys(data.news as object), [
        ...['events', 'tasks', 'messages', 'inbox', 'ussd', 'calls', 'audit'],
      ]);
      change(1, 9);
      server.clock.advance(250);
      assert.deepEqual(await reader.next(), {
        kind: 'delta',
        data: { ports: { 1: { signal: 9, dbm: -95 } } },
      });
    }));

  test('changes between two looks come together; counters once a second', t =>
    watched(t, 2, async ({ server, change, open }) => {
      const reader = await open();
      await reader.next();
      await ask(server, '/api/send_sms', { text: 'hi', param: [{ number: '1' }], port: 1 });
      for (const signal of [1, 2, 3]) change(0, signal);
      server.modem(1).says('+CPIN: NOT INSERTED');
      await server.store.quiet();
      server.clock.advance(250);
      const { data } = await reader.next();
      assert.partialDeepStrictEqual(data, {
        ports: { 0: { signal: 3, dbm: -107 }, 1: { can_send: false, reason: 'no_sim' } },
      });
      for (let look = 0; look < 3; look += 1) server.clock.advance(250);
      assert.partialDeepStrictEqual(await reader.next(), {
        kind: 'delta',
        data: { counters: { waiting: 1 } },
      });
    }));

  test('the counters are the sums of all ports today, and what waits', t =>
    watched(t, 2, async ({ server, open }) => {
      for (const port of [0, 1, 1])
        await ask(server, '/api/send_sms', { text: 'hi', param: [{ number: '1' }], port });
      await server.store.write(database =>
        database.run(
          `INSERT INTO port_statistics (step, start, port, accepted, sent, delivered, failed, received, calls)
           VALUES (60, ?, 0, 1, 2, 3, 4, 5, 6), (60, ?, 1, 10, 20, 30, 40, 50, 60)`,
          ...[server.clock.now(), server.clock.now()],
        ),
      );
      const { data } = await (await open()).next();
      assert.partialDeepStrictEqual(data.counters, {
        ...{ accepted: 11, sent: 22, delivered: 33, failed: 44, received: 55, calls: 66 },
      });
    }));

  for (const [healthy, trouble] of [
    [true, 0],
    [false, 1],
  ] as const)
    test(`the counters have ${trouble} for a disk that ${healthy ? 'takes' : 'refuses'} writes`, async t => {
      const server = await runningServer({ modems: {}, healthy: () => healthy });
      await withServer(server, async (_server, addresses) => {
        const { data } = await (await read(t, portOf(addresses, 'http'))).next();
        assert.partialDeepStrictEqual(data.counters, { store_trouble: trouble, push_trouble: 0 });
      });
    });

  test('a change that a person makes is news, whatever is changed', t =>
    watched(t, 1, async ({ server, open }) => {
      const reader = await open();
      await reader.next();
      const headers = { authorization: basicOf('admin') };
      const payload = { sms: { queueLimit: 1000 } };
      await server.app.inject({ method: 'PATCH', url: '/v1/settings', headers, payload });
      await server.store.quiet();
      server.clock.advance(250);
      assert.deepEqual(await reader.next(), { kind: 'delta', data: { news: { audit: 1 } } });
    }));

  test('a viewer sees masked numbers', t =>
    watched(t, 1, async ({ open }) => {
      const { data } = await (await open('viewer')).next();
      const [port] = data.ports as { sim: { number: string } }[];
      assert.equal(port?.sim.number, '**001');
    }));

  test('32 busy ports take less than 20 kB a second', t =>
    watched(t, 32, async ({ server, change, open }) => {
      const reader = await open();
      await reader.next();
      const before = reader.octets();
      for (let look = 1; look <= 4; look += 1) {
        for (let port = 0; port < 32; port += 1) {
          change(port, 10 + look);
          server.modem(port).says(`+CREG: 1,"00C3","0000A1B${look}",0`);
        }
        server.clock.advance(250);
        await reader.next();
      }
      assert.ok(reader.octets() - before < 20_000, `${reader.octets() - before} octets`);
    }));
});

describe('the cost of the picture', () => {
  function make() {
    const clock = newYear();
    let looks = 0;
    const look = () => {
      looks += 1;
      return { ports: new Map([[0, { looks }]]), counters: {}, news: {} };
    };
    return { clock, hub: new LiveHub({ clock, look, prepare: () => {} }), looks: () => looks };
  }

  test('nothing runs without readers, also after the last one left', () => {
    const { clock, hub, looks } = make();
    const [leave, leaveToo] = [hub.enter(), hub.enter()];
    leave();
    leave();
    assert.equal(clock.waiting, 1);
    leaveToo();
    assert.equal(clock.waiting, 0);
    const before = looks();
    clock.advance(10_000);
    assert.equal(looks(), before);
  });

  test('ten readers cost as many looks as one', () => {
    const { clock, hub, looks } = make();
    for (let reader = 0; reader < 10; reader += 1) hub.enter();
    const before = looks();
    for (let look = 0; look < 4; look += 1) clock.advance(250);
    assert.equal(looks() - before, 4);
  });

  test('a reader that was away for too long is given a new snapshot', () => {
    const { clock, hub } = make();
    hub.enter();
    const { number } = hub.snapshot();
    for (let look = 0; look < 10; look += 1) clock.advance(250);
    assert.equal(hub.since(number)?.deltas.length, 10);
    for (let look = 0; look < 100; look += 1) clock.advance(250);
    assert.equal(hub.since(number), undefined);
  });
});
