/** How many messages send_sms accepts a second. Each is committed with full synchronisation before its 202. */
import { join } from 'node:path';
import { startProgram } from '../../test/foreign/support/child-program.ts';
import { authorization } from '../../test/foreign/support/gateway-process.ts';
import { requestsPerSecond } from '../http-load.ts';
import type { Measurement } from '../measurement.ts';
import { cpuSeconds } from '../process-use.ts';
import { newFolder, overTcp, portsUp, startGateway, startModems } from '../rig.ts';

const CONNECTIONS = 16;
const SECONDS = 5;

function bodyOf(recipients: number): string {
  return JSON.stringify({
    text: 'Hello, #param#.',
    encoding: 'gsm-7bit',
    param: Array.from({ length: recipients }, (_, index) => ({
      number: `+88299${1_000_000 + index}`,
      text_param: ['John'],
      user_id: index,
    })),
  });
}

/** Requests a second and CPU seconds of the gateway per request. One slow modem carries next to nothing meanwhile. */
async function run(recipients: number): Promise<{ rate: number; cpu: number }> {
  await using stack = new AsyncDisposableStack();
  const simulator = await startModems(stack, 1, { minimum: 60_000, maximum: 60_000 });
  const gateway = await startGateway(stack, simulator.ports.map(overTcp));
  await portsUp(gateway);
  const load = {
    url: gateway.url,
    path: '/api/send_sms',
    authorization,
    body: bodyOf(recipients),
    connections: CONNECTIONS,
  };
  await requestsPerSecond({ ...load, seconds: 1, expected: '"error_code":202' });
  const before = cpuSeconds([gateway.pid]);
  const rate = await requestsPerSecond({ ...load, seconds: SECONDS, expected: '"error_code":202' });
  const cpu = (cpuSeconds([gateway.pid]) - before) / (rate * SECONDS);
  // Killed: what waits is not worth a clean stop.
  gateway.process.program.process.kill('SIGKILL');
  return { rate, cpu };
}

/** Requests a second that the bare server stores and answers: the same requests, load and disk. */
async function runBare(): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const file = join(await newFolder(stack), 'bare.db');
  const program = join(import.meta.dirname, '../bare-server.ts');
  const server = startProgram(process.execPath, ['--max-semi-space-size=2', program, file]);
  stack.defer(async () => {
    await server.end();
  });
  const [, port] = await server.waitFor(/listens on (\d+)\n/);
  const load = {
    url: `http://127.0.0.1:${port}`,
    path: '/',
    authorization,
    body: bodyOf(1),
    connections: CONNECTIONS,
    expected: '"error_code":202',
  };
  await requestsPerSecond({ ...load, seconds: 1 });
  // Awaited here, so that the server ends after the load.
  return await requestsPerSecond({ ...load, seconds: SECONDS });
}

interface Accepted {
  readonly rate: number;
  readonly cpu: number;
}

function measurementsOf(recipients: number, goal: number, results: readonly Accepted[]): Measurement[] {
  const plural = recipients === 1 ? '' : 's';
  return [
    {
      name: `send_sms, ${recipients} recipient${plural} a request, ${CONNECTIONS} connections`,
      unit: 'messages/s',
      values: results.map(({ rate }) => rate * recipients),
      goal: { atLeast: goal },
    },
    {
      name: `CPU of the gateway per accepted message, ${recipients} a request`,
      unit: 'ms',
      values: results.map(({ cpu }) => (cpu * 1000) / recipients),
      digits: 3,
    },
  ];
}

export async function accept(runs: number): Promise<Measurement[]> {
  const bare: number[] = [];
  const single: Accepted[] = [];
  const many: Accepted[] = [];
  // By turns, so that what else the machine does meets all of them.
  for (let index = 0; index < runs; index += 1) {
    bare.push(await runBare());
    single.push(await run(1));
    many.push(await run(128));
  }
  return [
    ...measurementsOf(1, 8000, single),
    { name: 'the bare server, one row a request, 16 connections', unit: 'requests/s', values: bare },
    {
      name: 'send_sms as a share of the bare server, by turns',
      unit: '%',
      values: single.map(({ rate }, index) => (100 * rate) / (bare[index] ?? Number.NaN)),
      digits: 0,
      goal: { atLeast: 50 },
    },
    ...measurementsOf(128, 20_000, many),
  ];
}
