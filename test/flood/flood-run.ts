/** One of many modems floods its line at 1 MB/s: how memory, the other ports and the stop of the gateway fare. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startGatewayProcess, writeGatewaySettings } from '../foreign/support/gateway-process.ts';
import { temporaryFolder } from '../foreign/support/temporary-folder.ts';
import { FloodingModem } from './flooding-modem.ts';
import { floodNamed } from './floods.ts';

export interface FloodSettings {
  readonly kind: string;
  readonly seconds: number;
  /** Seconds without a flood, before it: compiled code is there by then. */
  readonly quiet: number;
  readonly ports: number;
}

export interface FloodResult {
  /** MB of resident memory. */
  readonly before: number;
  /** MB, at most during the flood. */
  readonly growth: number;
  /** Milliseconds that the other ports took for a message that was announced, sorted: before the flood, and during it. */
  readonly quiet: readonly number[];
  readonly delays: readonly number[];
  /** Seconds. */
  readonly stop: number;
  /** "": the gateway ended well. */
  readonly fault: string;
}

export const STOP_WITHIN = 20;

/** Milliseconds between two announcements. */
const PACE = 50;
/** The same while the ports come up. */
const START_PACE = 1000;

export async function floodRun({
  kind,
  seconds,
  quiet: quietSeconds,
  ports,
}: FloodSettings): Promise<FloodResult> {
  const flood = floodNamed(kind);
  const folder = await temporaryFolder('flood');
  const modems = Array.from({ length: ports }, (_, number) => new FloodingModem(number));
  const addresses = await Promise.all(modems.map(modem => modem.listen()));
  const file = await writeGatewaySettings(folder.path, {
    modems: addresses.map(port => ({ tcp: `127.0.0.1:${port}` })),
    more: { stopWithin: STOP_WITHIN, logLevel: 'info' },
  });
  const gateway = startGatewayProcess(file);
  try {
    await gateway.listening;
    const { pid } = gateway.program;
    const others = modems.slice(1);
    await untilServed(others);
    await announce(others, quietSeconds);
    const quiet = take(others);
    const before = megabytes(pid);
    modems[0]?.flood(flood);
    const most = await announce(others, seconds, () => megabytes(pid));
    const delays = take(others);
    const begun = performance.now();
    const { code, signal, output } = await gateway.program.end('SIGTERM', (STOP_WITHIN + 40) * 1000);
    const stop = (performance.now() - begun) / 1000;
    const fault = code === 0 ? '' : `it ended with ${signal ?? code}: ${output.slice(-500)}`;
    return { before, growth: most - before, quiet, delays, stop, fault };
  } finally {
    for (const modem of modems) modem.close();
    await gateway.program.end('SIGKILL');
    await folder.remove();
  }
}

/** Ports that come up do not hear the first announcements, which do not count. */
async function untilServed(modems: readonly FloodingModem[]): Promise<void> {
  while (!modems.every(({ isServed }) => isServed)) {
    for (const modem of modems.filter(one => !one.isServed)) {
      modem.forget();
      modem.announce();
    }
    await wait(START_PACE);
  }
  for (const { delays } of modems) delays.length = 0;
}

/** Lets one port after another be announced a message; resolves to the most of `measure`. */
async function announce(
  modems: readonly FloodingModem[],
  seconds: number,
  measure: () => number = () => 0,
): Promise<number> {
  let most = 0;
  const end = performance.now() + seconds * 1000;
  for (let turn = 0; performance.now() < end; turn += 1) {
    const modem = modems[turn % modems.length];
    if (modem?.overdue === undefined) modem?.announce();
    most = Math.max(most, measure());
    await wait(PACE);
  }
  return most;
}

/** Those so far, sorted; what is still waited for counts as long as it waits. */
function take(modems: readonly FloodingModem[]): number[] {
  return modems
    .flatMap(({ delays, overdue }) => [...delays.splice(0), ...(overdue === undefined ? [] : [overdue])])
    .sort((a, b) => a - b);
}

function megabytes(pid: number): number {
  const status = readFileSync(join('/proc', `${pid}`, 'status'), 'utf8');
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024) / 1e6;
}

/** The value behind which so much of the whole lies, from 0 to 1. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
