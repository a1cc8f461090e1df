import type { Command, Priority, Reply } from './command.ts';

/** A command on its way through the channel. */
export interface Job {
  readonly command: Command;
  readonly resolve: (reply: Reply) => void;
  /** Its own lines so far. */
  readonly lines: string[];
  /** The payload was written. */
  handedOver: boolean;
  /** Its OK came before the line it asks for, and may be an earlier command's. */
  doubted: boolean;
  /** Ends its deadline. */
  cancel: () => void;
}

export function createJob(command: Command, resolve: (reply: Reply) => void): Job {
  return { command, resolve, lines: [], handedOver: false, doubted: false, cancel: () => {} };
}

const order: readonly Priority[] = ['urgent', 'normal', 'idle'];

/** What waits for its turn: the urgent first, each kind in its order. */
export class JobQueue {
  readonly #jobs: Record<Priority, Job[]> = { urgent: [], normal: [], idle: [] };

  push(job: Job): void {
    this.#jobs[job.command.priority ?? 'normal'].push(job);
  }

  shift(): Job | undefined {
    for (const priority of order) {
      const job = this.#jobs[priority].shift();
      if (job !== undefined) return job;
    }
    return undefined;
  }

  /** Takes everything out. */
  clear(): Job[] {
    return order.flatMap(priority => this.#jobs[priority].splice(0));
  }

  get empty(): boolean {
    return order.every(priority => this.#jobs[priority].length === 0);
  }
}
