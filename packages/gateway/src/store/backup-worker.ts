/** Copies a store in a thread of its own: the check of a copy reads all of it, and nobody else may wait for that. */
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { StoreError, type StoreTrouble } from '@simgate/daemon';
import { backUp } from './backup.ts';

interface Order {
  readonly folder: string;
  readonly target: string;
  readonly now: number;
}

/** The answer of the thread: empty where all is well. */
interface Failure {
  readonly trouble: StoreTrouble;
  readonly message: string;
}

/**
 * As `backUp`, beside what this thread does.
 * @throws StoreError as `backUp`
 */
export async function backUpBeside(folder: string, target: string, now: number): Promise<void> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { folder, target, now } satisfies Order,
  });
  const ended = new AbortController();
  worker.once('exit', () => ended.abort());
  try {
    const [failure] = (await once(worker, 'message', { signal: ended.signal })) as [Failure | undefined];
    if (failure !== undefined) throw new StoreError(failure.trouble, failure.message);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError('unwritable', `the copy could not be made: ${String(error)}`, error);
  } finally {
    await worker.terminate();
  }
}

async function copy({ folder, target, now }: Order): Promise<Failure | undefined> {
  try {
    await backUp(folder, target, now);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { trouble: error instanceof StoreError ? error.trouble : 'unwritable', message };
  }
}

function isOrder(data: unknown): data is Order {
  return typeof data === 'object' && data !== null && 'folder' in data && 'target' in data;
}

// In the thread itself; everybody else only imports this file.
if (!isMainThread && isOrder(workerData)) parentPort?.postMessage(await copy(workerData));
