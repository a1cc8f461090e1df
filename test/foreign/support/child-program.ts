/** Programs of others as child processes: tests wait for their output, and end them by process id. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Everything written to stdout and stderr. */
  readonly output: string;
}

export interface ChildProgram {
  readonly pid: number;
  readonly process: ChildProcess;
  /** Settles when the program is gone and its output is read; never rejects. */
  readonly ended: Promise<Ending>;
  /** The first match in the output behind `from` characters, past or to come; rejects when the program ends without it. */
  waitFor(pattern: RegExp, from?: number): Promise<RegExpMatchArray>;
  output(): string;
  /** Asks the program to end and resolves when it did; SIGKILL follows after `patience` ms (default 5 s). */
  end(signal?: NodeJS.Signals, patience?: number): Promise<Ending>;
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A channel for messages, for programs that speak Node's IPC. */
  readonly ipc?: boolean;
}

/** The program ended before the awaited output. */
export class ProgramEndedError extends Error {}

interface Waiter {
  readonly pattern: RegExp;
  readonly from: number;
  readonly resolve: (match: RegExpMatchArray) => void;
  readonly reject: (error: Error) => void;
}

/** Starts `command`; its input is closed. A program that cannot be started ends with code null and the error as output. */
export function startProgram(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): ChildProgram {
  const child = spawn(command, [...args], {
    stdio: options.ipc === true ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  let output = '';
  let waiting: Waiter[] = [];
  const hear = (said: string): void => {
    output += said;
    waiting = waiting.filter(waiter => !tell(waiter, output));
  };
  child.stdout?.setEncoding('utf8').on('data', hear);
  child.stderr?.setEncoding('utf8').on('data', hear);
  const ended = endOf(child, () => output).then(ending => {
    for (const { pattern, reject } of waiting) reject(endedWithout(command, pattern, ending));
    waiting = [];
    return ending;
  });
  const waitFor = (pattern: RegExp, from = 0): Promise<RegExpMatchArray> =>
    new Promise((resolve, reject) => {
      const waiter = { pattern, from, resolve, reject };
      if (tell(waiter, output)) return;
      if (child.exitCode === null && child.signalCode === null) waiting.push(waiter);
      else ended.then(ending => reject(endedWithout(command, pattern, ending)));
    });
  return {
    pid: child.pid ?? -1,
    process: child,
    ended,
    waitFor,
    output: () => output,
    end: (signal = 'SIGTERM', patience = 5000) => endChild(child, ended, signal, patience),
  };
}

/** Runs a program to its end. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<Ending> {
  return startProgram(command, args, options).ended;
}

function tell({ pattern, from, resolve }: Waiter, output: string): boolean {
  const match = pattern.exec(output.slice(from));
  if (match !== null) resolve(match);
  return match !== null;
}

function endedWithout(command: string, pattern: RegExp, { code, signal, output }: Ending): Error {
  return new ProgramEndedError(
    `${command} ended (${signal ?? code}) without saying ${pattern}; it said:\n${output.slice(-4000)}`,
  );
}

function endOf(child: ChildProcess, output: () => string): Promise<Ending> {
  return new Promise(resolve => {
    child.once('error', error =>
      resolve({ code: null, signal: null, output: `${output()}${error.message}` }),
    );
    child.once('close', (code, signal) => resolve({ code, signal, output: output() }));
  });
}

async function endChild(
  child: ChildProcess,
  ended: Promise<Ending>,
  signal: NodeJS.Signals,
  patience: number,
): Promise<Ending> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  const impatient = setTimeout(() => child.kill('SIGKILL'), patience);
  try {
    return await ended;
  } finally {
    clearTimeout(impatient);
  }
}
