/** Pushes to the web server that a gateway is set to (chapter 16): one event a request, one request at a time. */

import { createHmac } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
import type { Clock, Random } from '../../radio.ts';
import type { FleetRecord } from '../record.ts';
import type { FleetGateway, PushKind } from '../state/model.ts';
import { happens } from '../state/world.ts';

interface PushWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly record: FleetRecord;
}

/** The pushing side of a fleet. */
export interface Pusher {
  push(gateway: FleetGateway, kind: PushKind, payload: unknown): void;
  /** Events that no request has carried yet. */
  waiting(): number;
  /** Breaks off what is under way, and sends nothing any more. */
  close(): void;
}

/** A gateway forgets the oldest beyond so many. */
const MOST_WAITING = 1000;
const ANSWER_TIME = 10_000;
const PAUSE = 1000;
const MOST_SOCKETS = 256;

interface Line {
  readonly bodies: string[];
  busy: boolean;
}

type Agents = Readonly<Record<'http:' | 'https:', Agent>>;

/** Sends the pushes of every gateway, one request at a time for each. */
export function createPusher(world: PushWorld): Pusher {
  const agents: Agents = {
    'http:': new Agent({ keepAlive: true, maxTotalSockets: MOST_SOCKETS }),
    // Original hardware checks no certificates.
    'https:': new TlsAgent({ keepAlive: true, maxTotalSockets: MOST_SOCKETS, rejectUnauthorized: false }),
  };
  const lines = new Map<FleetGateway, Line>();
  let closed = false;
  const work = async (gateway: FleetGateway, line: Line) => {
    line.busy = true;
    for (let body = line.bodies.shift(); body !== undefined; body = line.bodies.shift()) {
      await deliver(world, agents, gateway, body, () => closed);
    }
    line.busy = false;
    lines.delete(gateway);
  };
  return {
    push(gateway, kind, payload) {
      if (closed || !gateway.push?.events.has(kind) || !gateway.up) return;
      const line = lines.get(gateway) ?? { bodies: [], busy: false };
      lines.set(gateway, line);
      line.bodies.push(JSON.stringify({ sn: gateway.serial, [kind]: payload }));
      if (line.bodies.length > MOST_WAITING) {
        line.bodies.shift();
        world.record.counters.failedPushes += 1;
      }
      if (!line.busy) void work(gateway, line);
    },
    // Each line has one event under way besides those that wait.
    waiting: () => [...lines.values()].reduce((sum, { bodies }) => sum + bodies.length + 1, 0),
    close() {
      closed = true;
      for (const { bodies } of lines.values()) bodies.length = 0;
      lines.clear();
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

/** Tries one event as often as the gateway does, and once more where it repeats itself. */
async function deliver(
  world: PushWorld,
  agents: Agents,
  gateway: FleetGateway,
  body: string,
  isClosed: () => boolean,
): Promise<void> {
  const { pushTries, pushRepeats } = gateway.quirks;
  const copies = happens(world, pushRepeats) ? 2 : 1;
  for (let copy = 0; copy < copies && !isClosed(); copy += 1) {
    let done = false;
    for (let tries = 0; !done && tries < pushTries; tries += 1) {
      if (tries > 0) await new Promise<void>(resolve => world.clock.after(PAUSE, resolve));
      if (isClosed()) return;
      done = await post(agents, gateway, body, headersOf(world, gateway, body));
    }
    if (done) world.record.counters.pushes += 1;
    else world.record.counters.failedPushes += 1;
  }
}

/** True: answered 2xx. */
function post(
  agents: Agents,
  { push }: FleetGateway,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<boolean> {
  const url = URL.parse(push?.url ?? '');
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return Promise.resolve(false);
  const agent = agents[url.protocol];
  const start = url.protocol === 'http:' ? httpRequest : httpsRequest;
  const login = url.username === '' ? {} : { Authorization: basic(url) };
  return new Promise(resolve => {
    const request = start(url, {
      method: 'POST',
      agent,
      timeout: ANSWER_TIME,
      headers: { ...headers, ...login },
    });
    request.on('response', response => {
      const { statusCode = 0 } = response;
      response.resume();
      response.on('error', () => {});
      resolve(statusCode >= 200 && statusCode < 300);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.end(body);
  });
}

function headersOf(
  { clock, random }: PushWorld,
  { quirks }: FleetGateway,
  body: string,
): Record<string, string> {
  const plain = { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) };
  if (quirks.pushSecret === '') return plain;
  const id = `msg_${Math.floor(random() * 2 ** 32).toString(36)}${clock.now().toString(36)}`;
  const time = String(Math.floor(clock.now() / 1000));
  const signature = createHmac('sha256', quirks.pushSecret).update(`${id}.${time}.${body}`).digest('base64');
  return { ...plain, 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` };
}

function basic(url: URL): string {
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
