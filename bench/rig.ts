/** The bench: virtual modems in a process of their own, and a gateway in another. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  authorization,
  type GatewayProcess,
  startGatewayProcess,
  writeGatewaySettings,
} from '../test/foreign/support/gateway-process.ts';
import { openPseudoTerminal } from '../test/foreign/support/pseudo-terminal.ts';
import {
  type SimulatorProcess,
  type SimulatorSettings,
  startSimulatorProcess,
} from '../test/foreign/support/simulator-process.ts';
import { temporaryFolder } from '../test/foreign/support/temporary-folder.ts';

export type AirTime = NonNullable<SimulatorSettings['network']['airTime']>;

/** Undone in reverse order when a part ends. */
export type Stack = AsyncDisposableStack;

/** Virtual modems; all that is carried is recorded. */
export async function startModems(stack: Stack, modems: number, airTime: AirTime): Promise<SimulatorProcess> {
  const simulator = await startSimulatorProcess({ modems, network: { airTime } });
  stack.defer(simulator.end);
  return simulator;
}

/** A pseudo-terminal for each modem; the same kind for every program that is measured. */
export async function openTerminals(
  stack: Stack,
  modems: readonly { readonly host: string; readonly port: number }[],
): Promise<string[]> {
  const folder = await newFolder(stack);
  const opening = modems.map(async (modem, index) => {
    const terminal = await openPseudoTerminal(folder, `modem${index}`, modem);
    stack.defer(terminal.close);
    return terminal.path;
  });
  return Promise.all(opening);
}

export async function newFolder(stack: Stack): Promise<string> {
  const folder = await temporaryFolder('bench');
  stack.defer(folder.remove);
  return folder.path;
}

export interface Gateway {
  readonly pid: number;
  readonly url: string;
  readonly process: GatewayProcess;
  ask<Answer>(path: string, body?: unknown): Promise<Answer>;
}

type Modem = { readonly device: string; readonly baudRate?: number } | { readonly tcp: string };

/** Over TCP, straight to the modem. */
export function overTcp({ host, port }: { readonly host: string; readonly port: number }): Modem {
  return {
    tcp: `${host}:${port}`,
  };
}

/** Node's own options for the gateway, such as --cpu-prof; from the environment, for looking into a figure. */
const nodeOptions = (process.env.BENCH_NODE_OPTIONS ?? '').split(' ').filter(option => option !== '');

/** Starts the gateway over these modems; it listens when this resolves, its ports may still be coming up. */
export async function startGateway(stack: Stack, modems: readonly Modem[]): Promise<Gateway> {
  const folder = await newFolder(stack);
  const started = startGatewayProcess(await writeGatewaySettings(folder, { modems }), {}, nodeOptions);
  stack.defer(async () => {
    await started.program.end('SIGTERM', 30_000);
  });
  const url = await started.listening;
  const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, {
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Answer;
  };
  return { pid: started.program.pid, url, process: started, ask };
}

/** Looks again and again until it is so; fails after so many seconds. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  seconds = 120,
  pause = 20,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await delay(pause);
  }
}

interface PortInfo {
  readonly info: readonly { readonly reg: string }[];
}

/** Resolves when every port is registered and can send. */
export function portsUp(gateway: Gateway, pause = 20): Promise<void> {
  return until(
    'all ports registered',
    async () => {
      const { info } = await gateway.ask<PortInfo>('/api/get_port_info?info_type=reg');
      return info.every(({ reg }) => reg === 'REGISTER_OK');
    },
    60,
    pause,
  );
}

/** Queues messages in requests of at most 128 recipients, for any port, with status reports. */
export async function queue(gateway: Gateway, messages: number): Promise<void> {
  for (let first = 0; first < messages; first += 128) {
    const count = Math.min(128, messages - first);
    const param = Array.from({ length: count }, (_, index) => ({
      number: `+88299${1_000_000 + first + index}`,
    }));
    const answer = await gateway.ask<{ error_code: number }>('/api/send_sms', {
      text: 'A message of one segment, as long as many are that machines send to people.',
      encoding: 'gsm-7bit',
      param,
    });
    if (answer.error_code !== 202) throw new Error(`refused: ${JSON.stringify(answer)}`);
  }
}

/** Messages a second between the first and the last that the network took, by the network's own record. */
export async function carriedPerSecond(simulator: SimulatorProcess): Promise<number> {
  const times = (await simulator.carried('submit')).map(({ at }) => at);
  const first = Math.min(...times);
  const last = Math.max(...times);
  return ((times.length - 1) / (last - first)) * 1000;
}

/** Resolves when so many messages were carried, and as many reports. */
export function allCarried(
  simulator: SimulatorProcess,
  messages: number,
  seconds = 120,
  reports = true,
): Promise<void> {
  return until(
    `${messages} messages carried`,
    async () => {
      const counters = await simulator.ask<Record<string, number>>('/counters');
      const reported = reports ? (counters['status-report'] ?? 0) : messages;
      return (counters.submit ?? 0) >= messages && reported >= messages;
    },
    seconds,
  );
}
