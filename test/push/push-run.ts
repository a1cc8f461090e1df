/**
 * The push run: messages at a steady rate, and four targets: a good one, a dead one, one that refuses every tenth event with 500, and a
 * slow one. None of the others may cost the good one anything, nor the gateway memory.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { memory } from '../../bench/process-use.ts';
import { type GatewayLives, startGatewayLives } from '../crash/gateway-lives.ts';
import { readCommitTimes } from '../crash/what-was-said.ts';
import { writeGatewaySettings } from '../foreign/support/gateway-process.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../foreign/support/simulator-process.ts';
import { judgeRun, type MemorySample, type PushVerdict } from './push-run-judge.ts';

export interface PushRunSettings {
  readonly seconds: number;
  /** Messages a second. */
  readonly rate: number;
  readonly ports: number;
  /** A folder for settings and data. */
  readonly folder: string;
  /** Called with lines for people. */
  readonly print: (line: string) => void;
}

/** Milliseconds before the slow target answers. */
const SLOW = 3000;
/** Milliseconds between two samples of the memory. */
const SAMPLE_INTERVAL = 10_000;
/** Requests a second that carry the messages. */
const REQUESTS = 5;

interface Receiver {
  readonly url: string;
  /** When the good target got each event for the first time, by wall time. */
  readonly good: ReadonlyMap<number, number>;
  /** How many events each target took. */
  readonly taken: ReadonlyMap<string, number>;
  close(): void;
}

async function startReceiver(): Promise<Receiver> {
  const good = new Map<number, number>();
  const taken = new Map<string, number>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    request.resume();
    await once(request, 'end');
    const name = request.url?.slice(1) ?? '';
    const id = Number(request.headers['webhook-id']);
    if (name === 'good' && !good.has(id)) good.set(id, Date.now());
    if (name === 'slow') await delay(SLOW);
    const isRefused = name === 'tenth' && id % 10 === 0;
    if (!isRefused) taken.set(name, (taken.get(name) ?? 0) + 1);
    response.writeHead(isRefused ? 500 : 204).end();
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...{ good, taken, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function startGateway(
  { folder }: PushRunSettings,
  simulator: SimulatorProcess,
  receiver: Receiver,
): Promise<GatewayLives> {
  const modems = simulator.ports.map(({ host, port }) => ({ tcp: `${host}:${port}` }));
  const named = (name: string) => ({ name, url: `${receiver.url}/${name}` });
  // Nobody listens at the port of the dead one.
  const dead = { name: 'dead', url: 'http://127.0.0.1:9/' };
  const more = { push: { targets: [named('good'), dead, named('tenth'), named('slow')] } };
  const gateway = startGatewayLives(await writeGatewaySettings(folder, { modems, more }));
  await gateway.listening();
  return gateway;
}

interface Ports {
  readonly info: readonly { readonly reg: string }[];
}

async function portsUp(gateway: GatewayLives): Promise<void> {
  for (;;) {
    const { info } = await gateway.ask<Ports>('/api/get_port_info?info_type=reg');
    if (info.every(({ reg }) => reg === 'REGISTER_OK')) return;
    await delay(200);
  }
}

interface Accepted {
  readonly error_code: number;
}

/** Sends at the rate until the time is over. A machine that is too slow for the rate sends fewer. */
async function feed(
  gateway: GatewayLives,
  { seconds, rate }: PushRunSettings,
  begun: number,
): Promise<number> {
  let sent = 0;
  for (let request = 0; performance.now() < begun + seconds * 1000; request += 1) {
    const count = Math.round(rate / REQUESTS);
    const param = Array.from({ length: count }, (_, index) => ({
      number: `88201${1_000_000 + sent + index}`,
    }));
    const body = { text: 'push run', param };
    const answer = await gateway.ask<Accepted>('/api/send_sms', { body, key: `request-${request}` });
    if (answer.error_code !== 202) throw new Error(`send_sms was refused: ${JSON.stringify(answer)}`);
    sent += count;
    await delay(Math.max(0, begun + ((request + 1) * 1000) / REQUESTS - performance.now()));
  }
  return sent;
}

async function sampleMemory(
  gateway: GatewayLives,
  { seconds, print }: PushRunSettings,
  receiver: Receiver,
): Promise<MemorySample[]> {
  const samples: MemorySample[] = [];
  const interval = Math.min(SAMPLE_INTERVAL, (seconds * 1000) / 8);
  const begun = performance.now();
  while (performance.now() - begun < seconds * 1000) {
    await delay(interval);
    const second = (performance.now() - begun) / 1000;
    samples.push({ second, mebibytes: memory(gateway.pid).now });
    if (samples.length % 6 === 0) {
      const taken = [...receiver.taken].map(([name, count]) => `${name} ${count}`).join(', ');
      print(`${second.toFixed(0)} s: ${samples.at(-1)?.mebibytes.toFixed(0)} MiB; taken: ${taken}`);
    }
  }
  return samples;
}

interface Targets {
  readonly targets: readonly { readonly name: string; readonly queue: { readonly waiting: number } }[];
}

/** Waits, for at most a minute, until the good target has everything. */
async function settle(gateway: GatewayLives): Promise<void> {
  for (let look = 0; look < 120; look += 1) {
    const { targets } = await gateway.ask<Targets>('/v1/push-targets');
    if (targets.find(({ name }) => name === 'good')?.queue.waiting === 0) return;
    await delay(500);
  }
}

export interface PushReport extends PushVerdict {
  readonly sent: number;
  readonly taken: ReadonlyMap<string, number>;
}

export async function pushRun(settings: PushRunSettings): Promise<PushReport> {
  const receiver = await startReceiver();
  const network = { airTime: { minimum: 10, maximum: 60 }, recordLimit: 1000 };
  const simulator = await startSimulatorProcess({ modems: settings.ports, seed: 1, network });
  const gateway = await startGateway(settings, simulator, receiver);
  try {
    await portsUp(gateway);
    const [sent, samples] = await Promise.all([
      feed(gateway, settings, performance.now()),
      sampleMemory(gateway, settings, receiver),
    ]);
    await settle(gateway);
    await gateway.stop();
    const verdict = judgeRun(readCommitTimes(settings.folder), receiver.good, samples);
    return { ...verdict, sent, taken: receiver.taken };
  } finally {
    await gateway.stop().catch(() => {});
    await simulator.end();
    receiver.close();
  }
}
