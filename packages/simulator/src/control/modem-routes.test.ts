/** Requests that name no more than they have to, and their effects on the clock. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type Simulator, type SimulatorOptions, startSimulator } from '../main.ts';
import { createTestClock, type TestClock } from '../network/test-clock.ts';
import { dial } from '../test-terminal.ts';
import { createControlServer } from './control-api.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Bench extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly clock: TestClock;
  call(method: Method, url: string, payload?: object | string): ReturnType<typeof answerOf>;
}

async function answerOf(server: FastifyInstance, method: Method, url: string, payload?: object | string) {
  const headers = typeof payload === 'string' ? { 'content-type': 'application/json' } : {};
  const response = await server.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
  return { status: response.statusCode, body: response.json() };
}

async function startBench(options: SimulatorOptions = {}): Promise<Bench> {
  const clock = createTestClock();
  const network = { airTime: 'instant' } as const;
  const simulator = await startSimulator({ modems: 1, network, clock, ...options });
  const server = createControlServer(simulator);
  return {
    simulator,
    clock,
    call: (method, url, payload) => answerOf(server, method, url, payload),
    async [Symbol.asyncDispose]() {
      await server.close();
      await simulator.close();
    },
  };
}

const done = { status: 200, body: { done: true } };
const text = { from: '+491', text: 'a' };
/** SMS-DELIVER from +491 with the text `hi`. */
const TPDU = '04039194F100006211324085400002E834';

describe('a modem', () => {
  test('without a number for the next card gets the one behind those that it had', async () => {
    await using bench = await startBench();
    const numbers: string[] = [];
    for (const body of [{}, {}, { card: 0 }, {}])
      numbers.push((await bench.call('POST', '/modems/0/sim/swap', body)).body.number);
    assert.deepEqual(numbers, ['+88201001001', '+88201002001', '+88201000001', '+88201003001']);
  });

  test('has the SIM that lies beside it: messages wait for it, and its toolkit is shown', async () => {
    await using bench = await startBench();
    assert.deepEqual(await bench.call('POST', '/modems/0/sim/pull'), done);
    assert.equal((await bench.call('POST', '/modems/0/messages', text)).status, 200);
    assert.equal((await bench.call('GET', '/modems/0/toolkit')).body.present, true);
    const { SM, ME } = (await bench.call('GET', '/modems/0')).body.storages;
    assert.deepEqual(
      [SM, ME],
      [
        { used: 0, size: 0 },
        { used: 0, size: 50 },
      ],
    );
    const [waiting] = (await bench.call('GET', '/pending')).body;
    assert.equal(waiting.imsi, '001010000000001');
    assert.deepEqual(await bench.call('POST', '/modems/0/sim/insert'), done);
    await bench.clock.advance(0);
    assert.deepEqual((await bench.call('GET', '/pending')).body, []);
  });

  test('is unplugged with nothing that listens, where no more is named', async () => {
    await using bench = await startBench();
    assert.deepEqual(await bench.call('POST', '/modems/0/unplug', {}), done);
    const { port } = bench.simulator.bank[0]?.listener ?? {};
    assert.ok(port);
    await assert.rejects(dial(port), { code: 'ECONNREFUSED' });
    assert.deepEqual(await bench.call('POST', '/modems/0/plug', { milliseconds: 500 }), done);
    const power = async () => (await bench.call('GET', '/modems/0')).body.power;
    await bench.clock.advance(499);
    assert.notEqual(await power(), 'on');
    await bench.clock.advance(1);
    assert.equal(await power(), 'on');
  });

  test('has as many places left in a storage as are asked for, and is emptied for more than there are', async () => {
    await using bench = await startBench({ sim: { messageSlots: 10 } });
    const used: number[] = [];
    for (const free of [3, 0, 10, 9, 11])
      used.push((await bench.call('PUT', '/modems/0/storage', { memory: 'SM', free })).body.used);
    assert.deepEqual(used, [7, 10, 0, 1, 0]);
    await bench.call('POST', '/modems/0/sim/pull');
    const without = await bench.call('PUT', '/modems/0/storage', {});
    assert.deepEqual([without.status, without.body.field], [409, 'memory']);
  });

  test('has one card of each number, whatever puts it into the slot', async () => {
    await using bench = await startBench();
    const change = (card: number) =>
      bench.call('POST', '/modems/0/faults', { fault: 'simChange', form: 'notice', card });
    const shown = async () => {
      const { imsi, storages } = (await bench.call('GET', '/modems/0')).body;
      return [imsi, storages.SM.used];
    };
    await change(2);
    assert.deepEqual(await shown(), ['001010000002001', 0]);
    await bench.call('PUT', '/modems/0/storage', { free: 29 });
    await bench.call('POST', '/modems/0/sim/swap', { card: 0 });
    assert.deepEqual(await shown(), ['001010000000001', 0]);
    await change(2);
    assert.deepEqual(await shown(), ['001010000002001', 1]);
    await change(0);
    await bench.call('POST', '/modems/0/sim/swap', { card: 2 });
    assert.deepEqual(await shown(), ['001010000002001', 1]);
  });

  test('has the timers that are asked for', async () => {
    await using bench = await startBench({ timers: { submit: 5000 } });
    assert.deepEqual(bench.simulator.bank[0]?.module.timers, { acknowledgement: 15_000, submit: 5000 });
  });

  test('loses all its faults at once', async () => {
    await using bench = await startBench();
    for (const fault of ['deaf', 'noSim', 'echoStays']) {
      const { status } = await bench.call('POST', '/modems/0/faults', { fault });
      assert.equal(status, 200);
    }
    assert.deepEqual(await bench.call('DELETE', '/modems/0/faults/2'), done);
    assert.equal((await bench.call('GET', '/modems/0/faults')).body.length, 2);
    assert.deepEqual(await bench.call('DELETE', '/modems/0/faults'), done);
    assert.deepEqual((await bench.call('GET', '/modems/0/faults')).body, []);
  });
});

describe('the network', () => {
  test('takes the air time that it is given', async () => {
    await using bench = await startBench();
    const delivered = async () => (await bench.call('GET', '/counters')).body.deliver;
    assert.deepEqual(await bench.call('PUT', '/air-time', { minimum: 700, maximum: 700 }), done);
    await bench.call('POST', '/modems/0/messages', text);
    await bench.clock.advance(699);
    assert.equal(await delivered(), 0);
    await bench.clock.advance(1);
    assert.equal(await delivered(), 1);
    assert.deepEqual(await bench.call('PUT', '/air-time', { minimum: 0, maximum: 0 }), done);
    await bench.call('POST', '/modems/0/messages', text);
    await bench.clock.settle();
    assert.equal(await delivered(), 2);
  });

  test('keeps ready TPDUs as long as their validity', async () => {
    await using bench = await startBench();
    const waiting = async () => (await bench.call('GET', '/pending')).body.length;
    await bench.call('PUT', '/modems/0/registration', { status: 0 });
    await bench.call('POST', '/modems/0/messages', { from: '+491', tpdus: [TPDU], validity: 60_000 });
    await bench.call('POST', '/modems/0/messages', { from: '+491', tpdus: [TPDU] });
    await bench.clock.advance(59_999);
    assert.equal(await waiting(), 2);
    await bench.clock.advance(1);
    assert.equal(await waiting(), 1);
  });

  test('shows its record 100 at a time, and by each of its members', async () => {
    await using bench = await startBench({ modems: 2, sim: { messageSlots: 101 } });
    for (let count = 0; count < 101; count += 1) await bench.call('POST', '/modems/0/messages', text);
    await bench.clock.settle();
    const page = async (query: string) => {
      const { messages, next } = (await bench.call('GET', `/carried${query}`)).body;
      return [messages.length, next];
    };
    assert.deepEqual(await page(''), [100, 100]);
    assert.deepEqual(await page('?afterId=100'), [1, undefined]);
    assert.deepEqual(await page('?limit=101'), [101, 101]);
    assert.deepEqual(await page('?limit=102'), [101, undefined]);
    assert.deepEqual(await page('?limit=0'), [0, undefined]);
    const wanted = [
      ...['kind=deliver', 'imsi=001010000000001', 'from=%2B491', 'to=%2B88201000001'],
      ...['kind=submit', 'imsi=001010000000002', 'from=491', 'to=%2B88201000002', 'reference=1'],
    ];
    const found: number[] = [];
    for (const member of wanted) found.push(Number((await page(`?${member}&limit=1`))[0]));
    assert.deepEqual(found, [1, 1, 1, 1, 0, 0, 0, 0, 0]);
  });

  test('refuses a body that is no JSON', async () => {
    await using bench = await startBench();
    const { status, body } = await bench.call('PUT', '/outcome-rules', '[{');
    assert.deepEqual([status, body.field], [400, 'body']);
  });

  test('calls a modem without a limit to its ringing, and not one without a SIM', async () => {
    await using bench = await startBench();
    assert.deepEqual(await bench.call('POST', '/modems/0/calls', { from: '' }), {
      status: 200,
      body: { id: 1 },
    });
    await bench.call('POST', '/calls/1/hang-up');
    await bench.call('POST', '/modems/0/sim/pull');
    const [port] = bench.simulator.bank;
    assert.ok(port);
    port.spareSim = undefined;
    for (const route of ['calls', 'messages']) {
      const { status, body } = await bench.call(
        'POST',
        `/modems/0/${route}`,
        route === 'calls' ? { from: '' } : text,
      );
      assert.deepEqual([status, body.field], [409, 'index'], route);
    }
  });
});
