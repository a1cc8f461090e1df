/** The process of a command line as a test has it: its output, a person at the keys, Ctrl+C, and waits that take no time. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import { PassThrough } from 'node:stream';
import timers from 'node:timers/promises';

/** Standard output and standard error. */
export interface Printed {
  readonly out: string;
  readonly err: string;
  /** Milliseconds that the command has waited, in turn. */
  readonly waited: readonly number[];
}

/** The keys that a person presses once a text stands there. */
export type Keys = readonly [seen: RegExp, typed: string];

export interface Terminal {
  /** Cells of the terminal that reads standard output; absent: it is a pipe. */
  readonly columns?: number | undefined;
  /** A person who answers one question after the other; absent: nobody can be asked. */
  readonly person?: readonly Keys[] | undefined;
  /** Ctrl+C is pressed once this was printed. */
  readonly endAt?: RegExp | undefined;
  /** A program that goes on has the clock of the machine. */
  readonly inRealTime?: boolean | undefined;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Signal = (typeof signals)[number];

/** One command at work. */
class Running implements Printed {
  out = '';
  err = '';
  readonly waited: number[] = [];
  readonly keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => this.keyboard });
  readonly #before = signals.map(signal => [signal, new Set(process.listeners(signal))] as const);
  readonly inRealTime: boolean;
  readonly #keys: Keys[];
  #endAt: RegExp | undefined;
  /** All that was printed since the last answer: what stood before is no question any more. */
  #question = '';

  constructor({ person = [], endAt, inRealTime = false }: Terminal) {
    this.inRealTime = inRealTime;
    this.#keys = [...person];
    this.#endAt = endAt;
  }

  print(name: 'out' | 'err', piece: string | Uint8Array): void {
    this[name] += piece;
    this.#question += piece;
    const [next] = this.#keys;
    if (next?.[0].test(this.#question)) {
      this.#keys.shift();
      this.#question = '';
      setImmediate(() => this.keyboard.write(next[1]));
    }
    if (this.#endAt?.test(this[name])) {
      this.#endAt = undefined;
      this.interrupt();
    }
  }

  /** Those of the command alone: the test runner has handlers too. */
  #handlers(): (readonly [signal: Signal, handler: NodeJS.SignalsListener])[] {
    return this.#before.flatMap(([signal, before]) =>
      process.listeners(signal).flatMap(each => (before.has(each) ? [] : [[signal, each] as const])),
    );
  }

  interrupt(): void {
    for (const [signal, handler] of this.#handlers()) if (signal === 'SIGINT') handler('SIGINT');
  }

  end(): void {
    for (const [signal, handler] of this.#handlers()) process.removeListener(signal, handler);
    this.keyboard.destroy();
  }
}

/** The command whose work is going on. Whatever else writes or waits meanwhile is the test runner. */
const running = new AsyncLocalStorage<Running>();

/** More than any command of a test needs: one that goes round and round is found. */
const MOST_WAITS = 500;
const realWait = timers.setTimeout;
const realNow = performance.now.bind(performance);

/** The clock of a command goes on by its waits alone. */
function now(): number {
  const command = running.getStore();
  return command === undefined || command.inRealTime
    ? realNow()
    : command.waited.reduce((sum, one) => sum + one, 0);
}

/** Time passes at once, and is noted. */
async function wait<Value>(
  milliseconds?: number,
  value?: Value,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Value> {
  const command = running.getStore();
  if (command === undefined || command.inRealTime) return realWait(milliseconds, value as Value, options);
  options.signal?.throwIfAborted();
  command.waited.push(milliseconds ?? 0);
  if (command.waited.length > MOST_WAITS) throw new RangeError('the command waits without end');
  await new Promise(resolve => setImmediate(resolve));
  options.signal?.throwIfAborted();
  return value as Value;
}

/** Makes the terminal and the clock of this process those of the command. @returns puts everything back */
function takeProcess(command: Running, { columns, person }: Terminal): () => void {
  const streams = [
    ['out', process.stdout],
    ['err', process.stderr],
  ] as const;
  const before = streams.map(([, { write, isTTY, columns: cells }]) => ({ write, isTTY, columns: cells }));
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin');
  for (const [name, stream] of streams) {
    const write = stream.write.bind(stream) as (piece: string | Uint8Array) => boolean;
    Object.assign(stream, {
      isTTY: name === 'out' ? columns !== undefined : person !== undefined,
      columns: columns ?? 80,
      write: (piece: string | Uint8Array) => {
        const writer = running.getStore();
        if (writer === undefined) return write(piece);
        writer.print(name, piece);
        return true;
      },
    });
  }
  if (person !== undefined)
    Object.defineProperty(process, 'stdin', { value: command.keyboard, configurable: true });
  Object.assign(timers, { setTimeout: wait });
  Object.assign(performance, { now });
  syncBuiltinESMExports();
  return () => {
    for (const [at, [, stream]] of streams.entries()) Object.assign(stream, before[at]);
    process.stdout.removeAllListeners('error');
    if (stdin !== undefined) Object.defineProperty(process, 'stdin', stdin);
    Object.assign(timers, { setTimeout: realWait });
    Object.assign(performance, { now: realNow });
    syncBuiltinESMExports();
  };
}

/** Keeps the text that `work` writes to both streams. */
export async function intercepted(terminal: Terminal, work: () => Promise<unknown>): Promise<Printed> {
  const command = new Running(terminal);
  const putBack = takeProcess(command, terminal);
  try {
    await running.run(command, work);
  } finally {
    command.end();
    putBack();
  }
  return command;
}
