/** How many messages send_sms accepts a second. Each is committed with full synchronisation before its 202. */
import { authorization } from '../../test/foreign/support/gateway-process.ts';
import { requestsPerSecond } from '../http-load.ts';
import type { Measurement } from '../measurement.ts';
import { cpuSeconds } from '../process-use.ts';
import { overTcp, portsUp, startGateway, startModems } from '../rig.ts';

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

export async function accept(runs: number): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const [recipients, goal] of [
    [1, 8000],
    [128, 20_000],
  ] as const) {
    const results: { rate: number; cpu: number }[] = [];
    for (let index = 0; index < runs; index += 1) results.push(await run(recipients));
    const plural = recipients === 1 ? '' : 's';
    measured.push(
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
    );
  }
  return measured;
}
