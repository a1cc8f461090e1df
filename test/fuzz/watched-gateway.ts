/** The fuzzed gateway in a thread of its own: its event loop and its garbage are not those of who makes the requests. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { loadConfig, startGateway } from '@simgate/gateway';
import { pino } from 'pino';

/** Milliseconds between two looks at the event loop. */
const RESOLUTION = 1;

type Environment = Readonly<Record<string, string>>;
type Order = 'begin' | 'end' | 'stop';

/**
 * The longest stretch of the event loop between two moments, in milliseconds: at most the processor time that the thread used meanwhile,
 * because other programs of the machine hold up a loop too.
 */
class StretchMeter {
  readonly #delays = monitorEventLoopDelay({ resolution: RESOLUTION });
  #before = 0;

  constructor() {
    this.#delays.enable();
  }

  begin(): void {
    this.#delays.reset();
    this.#before = cpuMilliseconds();
  }

  async end(): Promise<number> {
    // The delay of a stretch is noted in the turn behind it.
    await delay(RESOLUTION);
    return Math.min(this.#delays.max / 1e6, cpuMilliseconds() - this.#before);
  }
}

function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The side of the gateway's thread. */
async function serve(port: NonNullable<typeof parentPort>, environment: Environment): Promise<void> {
  // The level is among the settings that requests change.
  const log = pino({ level: 'silent' }, { write() {} });
  const gateway = await startGateway(loadConfig(undefined, environment), { log });
  const meter = new StretchMeter();
  port.on('message', async (order: Order) => {
    if (order === 'stop') await gateway.stop();
    if (order === 'begin') meter.begin();
    port.postMessage(order === 'end' ? await meter.end() : 0);
    if (order === 'stop') port.close();
  });
  port.postMessage(gateway.addresses[0]?.port ?? 0);
}

if (!isMainThread && parentPort !== null) await serve(parentPort, workerData as Environment);

/** The side of those who ask it. */
export class WatchedGateway {
  readonly #worker: Worker;
  /** On the loopback address. */
  readonly port: number;

  private constructor(worker: Worker, port: number) {
    this.#worker = worker;
    this.port = port;
  }

  /** @param environment its settings, as environment variables */
  static async start(environment: Environment): Promise<WatchedGateway> {
    const worker = new Worker(new URL(import.meta.url), { workerData: environment });
    return new WatchedGateway(worker, await answerOf(worker));
  }

  /** The longest stretch of its event loop while something goes on, in milliseconds. */
  async stretchOf<Result>(work: () => Promise<Result>): Promise<{ result: Result; stretch: number }> {
    await this.#order('begin');
    const result = await work();
    return { result, stretch: await this.#order('end') };
  }

  async stop(): Promise<void> {
    await this.#order('stop');
    await this.#worker.terminate();
  }

  #order(order: Order): Promise<number> {
    this.#worker.postMessage(order);
    return answerOf(this.#worker);
  }
}

/** Rejects where the thread fails instead. */
function answerOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('The thread of the gateway ended.'));
    const settle = (end: () => void): void => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      end();
    };
    const answered = (answer: number): void => settle(() => resolve(answer));
    const failed = (error: Error): void => settle(() => reject(error));
    worker.on('message', answered).on('error', failed).on('exit', ended);
  });
}
