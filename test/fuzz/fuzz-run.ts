/** Fuzzes a whole gateway over real sockets and watches for faults and for stretches of the event loop. */
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { arbitraryRequest, type FuzzedRequest } from './arbitrary-request.ts';
import { WatchedGateway } from './watched-gateway.ts';

export interface FuzzResult {
  readonly requests: number;
  /** How often each HTTP status came; 0 where the server closed the connection. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Requests that were answered as a fault of the gateway. */
  readonly faults: readonly string[];
  /** Requests during which one stretch kept all others waiting for longer than it may. */
  readonly stretches: readonly string[];
  /** Milliseconds of the longest such stretch. */
  readonly longest: number;
}

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
}

/** Milliseconds: no request may keep others waiting for longer. */
const LONGEST_STRETCH = 50;
/** The first requests load and compile what all later ones share. */
const WARM_UP = 300;
const MOST_SHOWN = 20;
/** Ports that exist, on modems that never answer. */
const PORTS = 2;

/** The answer of the error handler; other refusals with 500 are documented and name a port or the store. */
const FAULT = 'its log says why';

const user = { name: 'admin', password: 'fuzz, fuzz' };

interface Answer {
  readonly status: number;
  readonly text: string;
}

function ask(port: number, agent: Agent, request: FuzzedRequest): Promise<Answer> {
  const { method, target, headers } = request;
  const body = request.body === undefined ? undefined : Buffer.from(request.body);
  // Node's client would send the body of a GET without its length.
  const length = body === undefined ? {} : { 'content-length': body.length };
  return new Promise(resolve => {
    const gone = (): void => resolve({ status: 0, text: '' });
    const sending = httpRequest(
      {
        host: '127.0.0.1',
        port,
        agent,
        method,
        path: target,
        headers: { ...headers, ...length },
        timeout: 10_000,
      },
      response => {
        let text = '';
        response.setEncoding('utf8').on('data', piece => {
          text += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', gone);
      },
    );
    sending.on('error', gone);
    sending.on('timeout', () => resolve({ status: -1, text: 'no answer within 10 s' }));
    sending.end(body);
  });
}

function describeRequest({ method, target, headers, body }: FuzzedRequest): string {
  const text = JSON.stringify({ method, target, headers, body });
  return text.length <= 1000 ? text : `${text.slice(0, 1000)}… (${text.length} characters)`;
}

function settings(folder: string): Record<string, string> {
  const ports = Object.fromEntries(
    Array.from({ length: PORTS }, (_, port) => [
      [`SIMGATE_PORTS_${port}_PORT`, `${port}`],
      // Nobody listens on the lowest ports.
      [`SIMGATE_PORTS_${port}_TCP`, `127.0.0.1:${port + 1}`],
    ]).flat(),
  );
  return {
    ...ports,
    SIMGATE_DATA_FOLDER: join(folder, 'data'),
    SIMGATE_HTTP_PORT: '0',
    SIMGATE_HTTP_USERS_0_NAME: user.name,
    SIMGATE_HTTP_USERS_0_PASSWORD: user.password,
  };
}

class Watch {
  readonly statuses = new Map<number, number>();
  readonly faults: string[] = [];
  readonly stretches: string[] = [];
  longest = 0;

  note(index: number, request: FuzzedRequest, { status, text }: Answer, milliseconds: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    const fault = status === 500 || status === -1 || text.includes(FAULT);
    if (fault && this.faults.length < MOST_SHOWN)
      this.faults.push(`${status} ${text.slice(0, 200)} on ${describeRequest(request)}`);
    if (index < WARM_UP) return;
    this.longest = Math.max(this.longest, milliseconds);
    if (milliseconds > LONGEST_STRETCH && this.stretches.length < MOST_SHOWN)
      this.stretches.push(`${Math.round(milliseconds)} ms on ${describeRequest(request)}`);
  }
}

function* requestsOf({ requests, seed }: FuzzOptions): Generator<FuzzedRequest> {
  const right = `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
  const each = arbitraryRequest(right);
  // In portions: a sample is made as a whole.
  const portion = 200;
  for (let made = 0; made < requests; made += portion)
    yield* fc.sample(each, { numRuns: Math.min(portion, requests - made), seed: seed + made });
}

/** Runs the requests one after the other; the same seed asks the same. */
export async function fuzzRun(options: FuzzOptions): Promise<FuzzResult> {
  const folder = await temporaryFolder('fuzz');
  const gateway = await WatchedGateway.start(settings(folder.path));
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const watch = new Watch();
  try {
    let index = 0;
    for (const request of requestsOf(options)) {
      const { result, stretch } = await gateway.stretchOf(() => ask(gateway.port, agent, request));
      watch.note(index, request, result, stretch);
      index += 1;
    }
  } finally {
    agent.destroy();
    await gateway.stop();
    await folder.remove();
  }
  const { statuses, faults, stretches, longest } = watch;
  return { requests: options.requests, statuses, faults, stretches, longest };
}

/** One line for people. */
export function describeResult({ requests, statuses, longest }: FuzzResult): string {
  const counts = [...statuses]
    .sort(([one], [other]) => one - other)
    .map(([status, count]) => `${status}: ${count}`);
  return `${requests} requests; ${counts.join(', ')}; longest stretch ${longest.toFixed(1)} ms (${performance.now().toFixed(0)} ms in all)`;
}
