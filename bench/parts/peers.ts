/**
 * The same modems driven by our gateway, by smsd of smstools and by gammu-smsd, all over the same kind of pseudo-terminal, all
 * tuned, all asking for status reports. What is sent lies in the queue before the programs start, ours excepted: it takes
 * messages by HTTP, while its ports already work.
 */
import { join } from 'node:path';
import { queueForGammuSmsd, startGammuSmsd } from '../../test/foreign/support/gammu-smsd.ts';
import type { SimulatorProcess } from '../../test/foreign/support/simulator-process.ts';
import { queueForSmstools, startSmstools } from '../../test/foreign/support/smstools.ts';
import { makeSpool } from '../../test/foreign/support/spool.ts';
import { type Measurement, median } from '../measurement.ts';
import { cpuSeconds } from '../process-use.ts';
import {
  type AirTime,
  allCarried,
  carriedPerSecond,
  newFolder,
  openTerminals,
  portsUp,
  queue,
  type Stack,
  startGateway,
  startModems,
} from '../rig.ts';

/** Drives modems on these devices until so many messages were carried; resolves to the pids whose CPU time counts. */
type Drive = (stack: Stack, devices: readonly string[], messages: number) => Promise<readonly number[]>;

function message(index: number) {
  return {
    to: `+88299${1_000_000 + index}`,
    text: 'A message of one segment, as long as many are that machines send to people.',
    statusReport: true,
  };
}

const ours: Drive = async (stack, devices, messages) => {
  const gateway = await startGateway(
    stack,
    devices.map(device => ({ device, baudRate: 115_200 })),
  );
  await portsUp(gateway);
  await queue(gateway, messages);
  return [gateway.pid];
};

const smstools: Drive = async (stack, devices, messages) => {
  const folder = await newFolder(stack);
  const spool = await makeSpool(folder);
  for (let index = 0; index < messages; index += 1)
    await queueForSmstools(spool, `message${index}`, message(index));
  const { program } = await startSmstools(devices, folder);
  stack.defer(async () => {
    await program.end('SIGTERM', 20_000);
  });
  return [program.pid];
};

/** One process for each modem, each with its share of the messages. */
const gammuSmsd: Drive = async (stack, devices, messages) => {
  const folder = await newFolder(stack);
  const share = Math.ceil(messages / devices.length);
  const starting = devices.map(async (device, index) => {
    const own = join(folder, String(index));
    const spool = await makeSpool(own);
    for (let serial = 0; serial < share; serial += 1) await queueForGammuSmsd(spool, serial, message(serial));
    const { program } = await startGammuSmsd(device, own);
    stack.defer(async () => {
      await program.end('SIGTERM', 20_000);
    });
    return program.pid;
  });
  return Promise.all(starting);
};

interface Case {
  readonly name: string;
  readonly ports: number;
  readonly airTime: AirTime;
  readonly messages: { readonly ours: number; readonly smstools: number; readonly gammuSmsd: number };
}

/** Three seconds from the PDU to +CMGS, whether or not the module keeps the link. */
const slow = { minimum: 3000, maximum: 3000, linkKept: 1 };

const cases: readonly Case[] = [
  {
    name: '1 port, instant modem',
    ports: 1,
    airTime: 'instant',
    messages: { ours: 2000, smstools: 60, gammuSmsd: 20 },
  },
  {
    name: '32 ports, instant modems',
    ports: 32,
    airTime: 'instant',
    messages: { ours: 12_800, smstools: 640, gammuSmsd: 160 },
  },
  {
    name: '1 port, modem that takes 3 s',
    ports: 1,
    airTime: slow,
    messages: { ours: 8, smstools: 8, gammuSmsd: 8 },
  },
];

const drives = { ours, smstools, gammuSmsd } as const;

async function run(
  { ports, airTime, messages }: Case,
  program: keyof typeof drives,
): Promise<{ rate: number; cpu: number }> {
  await using stack = new AsyncDisposableStack();
  const simulator: SimulatorProcess = await startModems(stack, ports, airTime);
  const devices = await openTerminals(stack, simulator.ports);
  const pids = await drives[program](stack, devices, messages[program]);
  // The reports of a program that does not read them are not waited for.
  await allCarried(simulator, messages[program], 300, program === 'ours');
  return { rate: await carriedPerSecond(simulator), cpu: (cpuSeconds(pids) / messages[program]) * 1000 };
}

const programNames = { ours: 'simgate', smstools: 'smstools', gammuSmsd: 'gammu-smsd' } as const;

function ratio(name: string, own: readonly number[], peer: readonly number[]): Measurement {
  return {
    name,
    unit: 'times',
    values: [median(own) / median(peer)],
    digits: 2,
  };
}

type Program = keyof typeof drives;
interface Result {
  readonly rate: number;
  readonly cpu: number;
}

/** One program after another, and all of them again, so that a busy moment of the machine does not meet one alone. */
async function runAll(runs: number, measuredCase: Case): Promise<Record<Program, Result[]>> {
  const results: Record<Program, Result[]> = { ours: [], smstools: [], gammuSmsd: [] };
  for (let index = 0; index < runs; index += 1) {
    for (const program of ['ours', 'smstools', 'gammuSmsd'] as const) {
      results[program].push(await run(measuredCase, program));
    }
  }
  return results;
}

function rowsOf({ name, airTime }: Case, program: Program, results: readonly Result[]): Measurement[] {
  const title = `${name}: ${programNames[program]}`;
  const rate = { name: title, unit: 'messages/s', values: results.map(result => result.rate) };
  // Few messages pass a slow modem: there the start would be most of the CPU time.
  if (airTime !== 'instant') return [{ ...rate, digits: 4 }];
  const cpu = results.map(result => result.cpu);
  return [rate, { name: `${title}, CPU per message, start included`, unit: 'ms', values: cpu }];
}

async function measureCase(runs: number, measuredCase: Case): Promise<Measurement[]> {
  const results = await runAll(runs, measuredCase);
  const rates = (program: Program): number[] => results[program].map(({ rate }) => rate);
  return [
    ...(['ours', 'smstools', 'gammuSmsd'] as const).flatMap(program =>
      rowsOf(measuredCase, program, results[program]),
    ),
    ratio(`${measuredCase.name}: simgate to smstools`, rates('ours'), rates('smstools')),
    ratio(`${measuredCase.name}: simgate to gammu-smsd`, rates('ours'), rates('gammuSmsd')),
  ];
}

export async function peers(runs: number): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const measuredCase of cases) measured.push(...(await measureCase(runs, measuredCase)));
  return measured;
}
