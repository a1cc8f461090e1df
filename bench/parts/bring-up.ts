/** How soon ports can send, from the moment the gateway listens; their devices are opened right after that. */
import type { Measurement } from '../measurement.ts';
import { memory } from '../process-use.ts';
import { overTcp, portsUp, startGateway, startModems } from '../rig.ts';

interface Run {
  readonly seconds: number;
  readonly memory: number;
}

async function run(ports: number): Promise<Run> {
  await using stack = new AsyncDisposableStack();
  const simulator = await startModems(stack, ports, 'instant');
  const gateway = await startGateway(stack, simulator.ports.map(overTcp));
  const begun = performance.now();
  await portsUp(gateway, 5);
  return { seconds: (performance.now() - begun) / 1000, memory: memory(gateway.pid).now };
}

export async function bringUp(runs: number): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const [ports, goal] of [
    [1, 1],
    [32, 2],
  ] as const) {
    const results: Run[] = [];
    for (let index = 0; index < runs; index += 1) results.push(await run(ports));
    const name = `${ports} port${ports === 1 ? '' : 's'}`;
    measured.push(
      {
        name: `${name} registered and able to send`,
        unit: 's',
        values: results.map(({ seconds }) => seconds),
        goal: { atMost: goal },
      },
      {
        name: `resident memory, ${name} up, nothing sent`,
        unit: 'MiB',
        values: results.map(result => result.memory),
        ...(ports === 32 && { goal: { atMost: 100 } }),
      },
    );
  }
  return measured;
}
