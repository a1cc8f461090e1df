/** CPU time and memory of a process and its children, from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc/pid/stat: 100 on every Linux this runs on (sysconf(_SC_CLK_TCK)). */
const TICKS = 100;

interface Stat {
  readonly parent: number;
  /** User and system time in seconds, that of ended children that were waited for included. */
  readonly seconds: number;
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold blanks: what counts stands behind it, from field 3 on (proc_pid_stat(5)).
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return { parent: fields[1] ?? 0, seconds: (user + system + childUser + childSystem) / TICKS };
  } catch {
    return undefined;
  }
}

function processes(): Map<number, Stat> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const found = pids.map((pid): [number, Stat | undefined] => [pid, statOf(pid)]);
  return new Map(found.filter((entry): entry is [number, Stat] => entry[1] !== undefined));
}

function isBelow(all: ReadonlyMap<number, Stat>, pid: number, ancestor: number): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent) {
    if (at === ancestor) return true;
  }
  return false;
}

/** CPU seconds of these processes and everything they started. */
export function cpuSeconds(pids: readonly number[]): number {
  const all = processes();
  const wanted = [...all].filter(([pid]) => pids.some(ancestor => isBelow(all, pid, ancestor)));
  return wanted.reduce((sum, [, { seconds }]) => sum + seconds, 0);
}

function status(pid: number, field: string): number {
  const text = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN) / 1024;
}

/** Resident memory in MiB, now and at its most. */
export function memory(pid: number): { readonly now: number; readonly most: number } {
  return {
    now: status(pid, 'VmRSS'),
    most: status(pid, 'VmHWM'),
  };
}
