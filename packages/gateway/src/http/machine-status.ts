/** How the machine is doing: processors, memory, and the file system of the data folder. */
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { type CpuInfo, cpus, freemem, totalmem } from 'node:os';

/** In kB. */
export interface Memory {
  readonly total: number;
  readonly cached: number;
  readonly buffers: number;
  readonly free: number;
}

export interface MachineStatus {
  /** 0..100 */
  readonly cpuUsed: number;
  readonly memory: Memory;
  /** In kB. */
  readonly disk: { readonly total: number; readonly used: number };
}

interface CpuTime {
  readonly idle: number;
  readonly all: number;
}

export function cpuTimeOf(processors: readonly Pick<CpuInfo, 'times'>[]): CpuTime {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    idle: sum(processors.map(({ times }) => times.idle)),
    all: sum(processors.map(({ times }) => sum(Object.values(times)))),
  };
}

/** Percent of the time between two looks that was not idle; 0 where no time passed. */
export function cpuUsed(before: CpuTime, now: CpuTime): number {
  const passed = now.all - before.all;
  return passed <= 0 ? 0 : Math.round((1 - (now.idle - before.idle) / passed) * 100);
}

/** Reads Linux's /proc/meminfo; undefined where it is not that. */
export function parseMemory(text: string): Memory | undefined {
  const value = (name: string): number =>
    Number(new RegExp(`^${name}: *(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
  const total = value('MemTotal');
  if (total === 0) return undefined;
  return { total, cached: value('Cached'), buffers: value('Buffers'), free: value('MemFree') };
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1024);
}

function readMemory(file: string): Memory {
  try {
    const memory = parseMemory(readFileSync(file, 'utf8'));
    if (memory !== undefined) return memory;
  } catch {
    // Not Linux: the two figures every system has.
  }
  return { total: kilobytes(totalmem()), cached: 0, buffers: 0, free: kilobytes(freemem()) };
}

/**
 * Makes the question; processors are measured from one question to the next, at first from the start.
 * @param meminfo where Linux has its memory
 */
export function createMachineStatus(
  dataFolder: string,
  meminfo = '/proc/meminfo',
): () => Promise<MachineStatus> {
  let before = cpuTimeOf(cpus());
  return async () => {
    const now = cpuTimeOf(cpus());
    const used = cpuUsed(before, now);
    before = now;
    const { blocks, bfree, bsize } = await statfs(dataFolder);
    return {
      cpuUsed: used,
      memory: readMemory(meminfo),
      disk: { total: kilobytes(blocks * bsize), used: kilobytes((blocks - bfree) * bsize) },
    };
  };
}
