/** How fast messages are carried by instant modems, with status reports, everything stored with full synchronisation. */
import type { SimulatorProcess } from '../../test/foreign/support/simulator-process.ts';
import type { Measurement } from '../measurement.ts';
import { cpuSeconds, memory } from '../process-use.ts';
import {
  allCarried,
  carriedPerSecond,
  openTerminals,
  overTcp,
  portsUp,
  queue,
  type Stack,
  startGateway,
  startModems,
} from '../rig.ts';

type Line = 'TCP' | 'pseudo-terminal';

async function modemsOf(stack: Stack, simulator: SimulatorProcess, line: Line) {
  if (line === 'TCP') return simulator.ports.map(overTcp);
  return (await openTerminals(stack, simulator.ports)).map(device => ({ device, baudRate: 115_200 }));
}

interface Run {
  readonly rate: number;
  readonly cpuPerMessage: number;
  readonly memory: number;
}

async function run(ports: number, messages: number, line: Line): Promise<Run> {
  await using stack = new AsyncDisposableStack();
  const simulator = await startModems(stack, ports, 'instant');
  const gateway = await startGateway(stack, await modemsOf(stack, simulator, line));
  await portsUp(gateway);
  const before = cpuSeconds([gateway.pid]);
  await queue(gateway, messages);
  await allCarried(simulator, messages);
  const cpu = cpuSeconds([gateway.pid]) - before;
  return {
    rate: await carriedPerSecond(simulator),
    cpuPerMessage: (cpu / messages) * 1000,
    memory: memory(gateway.pid).most,
  };
}

/** Messages a second of our gateway over pseudo-terminals, for the comparison with others. */
export async function carriedOverTerminals(ports: number, messages: number): Promise<number> {
  return (await run(ports, messages, 'pseudo-terminal')).rate;
}

const cases: readonly { ports: number; messages: number; line: Line; goal: number }[] = [
  { ports: 1, messages: 2000, line: 'TCP', goal: 100 },
  { ports: 32, messages: 12_800, line: 'TCP', goal: 1000 },
  { ports: 1, messages: 2000, line: 'pseudo-terminal', goal: 100 },
  { ports: 32, messages: 12_800, line: 'pseudo-terminal', goal: 1000 },
];

export async function carry(runs: number): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const { ports, messages, line, goal } of cases) {
    const results: Run[] = [];
    for (let index = 0; index < runs; index += 1) results.push(await run(ports, messages, line));
    const name = `${ports} port${ports === 1 ? '' : 's'} over ${line}`;
    measured.push(
      {
        name: `${name}, instant modems`,
        unit: 'messages/s',
        values: results.map(({ rate }) => rate),
        goal: { atLeast: goal },
      },
      {
        name: `${name}, CPU per message, accepting and reports included`,
        unit: 'ms',
        values: results.map(({ cpuPerMessage }) => cpuPerMessage),
        goal: { atMost: 2 },
      },
    );
    if (ports === 32) {
      measured.push({
        name: `${name}, resident memory at its most, ${messages.toLocaleString('en')} messages`,
        unit: 'MiB',
        values: results.map(result => result.memory),
        goal: { atMost: 120 },
      });
    }
  }
  return measured;
}
