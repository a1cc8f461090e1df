/** Pushes: how soon a received message is at its target, and how fast what waited for a dead target goes out when it is back. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Measurement } from '../measurement.ts';
import {
  allCarried,
  type Gateway,
  overTcp,
  portsUp,
  queue,
  type Stack,
  startGateway,
  startModems,
  until,
} from '../rig.ts';
import { openWireTap } from '../wire-tap.ts';

const EVENTS = 50;
const PORTS = 32;
/** Each makes three events: sent, delivered, the report. */
const MESSAGES = 33_400;

interface Receiver {
  readonly port: number;
  /** Moments by performance.now() at which events came. */
  readonly times: number[];
  readonly server: Server;
}

/** A target that takes everything at once. */
async function openReceiver(stack: Stack, port = 0): Promise<Receiver> {
  const times: number[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      times.push(performance.now());
      response.writeHead(204).end();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  stack.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, times, server };
}

/** A port at which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function addTarget(gateway: Gateway, port: number): Promise<void> {
  const target = { name: 'bench', url: `http://127.0.0.1:${port}/` };
  const { error } = await gateway.ask<{ error?: string }>('/v1/push-targets', target);
  if (error !== undefined) throw new Error(`the target was refused: ${error}`);
}

/** From the notice on the modem's line to the pushed event at its target, in milliseconds. */
async function untilPushed(): Promise<number[]> {
  await using stack = new AsyncDisposableStack();
  const simulator = await startModems(stack, 1, 'instant');
  const [modem] = simulator.ports;
  if (modem === undefined) throw new Error('no modem');
  const tap = await openWireTap(modem);
  stack.defer(tap.close);
  const receiver = await openReceiver(stack);
  const gateway = await startGateway(stack, [overTcp(tap)]);
  await portsUp(gateway);
  await addTarget(gateway, receiver.port);
  const lags: number[] = [];
  for (let event = 0; event < EVENTS; event += 1) {
    const before = receiver.times.length;
    const notice = tap.next('fromModem', /\+CMTI/);
    const message = { from: '+88299000001', text: `Message ${event}` };
    await simulator.tell('POST', '/modems/0/messages', message);
    const { at } = await notice;
    await until('the event', async () => receiver.times.length > before, 10, 2);
    lags.push((receiver.times[before] ?? Number.NaN) - at);
  }
  return lags;
}

/** Events a second between the first and the last that a target takes which comes back after `3 * MESSAGES` events. */
async function drained(): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const simulator = await startModems(stack, PORTS, 'instant');
  const gateway = await startGateway(stack, simulator.ports.map(overTcp));
  await portsUp(gateway);
  const port = await freePort();
  await addTarget(gateway, port);
  await queue(gateway, MESSAGES);
  await allCarried(simulator, MESSAGES);
  const { times } = await openReceiver(stack, port);
  await until('all events at the target', async () => times.length >= 3 * MESSAGES, 300, 50);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return ((times.length - 1) / (last - first)) * 1000;
}

export async function push(runs: number): Promise<Measurement[]> {
  const lags = await untilPushed();
  const rates: number[] = [];
  for (let index = 0; index < runs; index += 1) rates.push(await drained());
  return [
    { name: 'from +CMTI to the event at its target', unit: 'ms', values: lags, goal: { atMost: 20 } },
    {
      name: `a target that is back takes the ${(3 * MESSAGES).toLocaleString('en')} events that waited`,
      unit: 'events/s',
      values: rates,
      goal: { atLeast: 1000 },
    },
  ];
}
