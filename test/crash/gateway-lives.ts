/** One gateway through many lives: killed and started again, always on the same data. */
import { setTimeout as delay } from 'node:timers/promises';
import type { DiskFault, FailingDisk } from '../faults/disk-faults.ts';
import type { ChildProgram, Ending } from '../foreign/support/child-program.ts';
import {
  authorization,
  type GatewayProcess,
  startGatewayProcess,
} from '../foreign/support/gateway-process.ts';

export interface Death {
  readonly from: number;
  readonly to: number;
}

export interface GatewayLives {
  /** Where the present life listens; rejects when it is killed before it does. */
  listening(): Promise<string>;
  /** Kills the present life with SIGKILL and starts the next one; resolves when that one is on its way. */
  kill(environment?: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Lets the disk fail; a life that does not end by itself is killed after so many milliseconds. The disk is well again before the
   * next life starts. Resolves to how the life ended.
   */
  failDisk(fault: DiskFault, milliseconds: number): Promise<string>;
  /** Asks until a life answers. Kills between the question and the answer are why it may be asked again. */
  ask<Answer>(path: string, init?: { readonly body: unknown; readonly key: string }): Promise<Answer>;
  /** Asks once; undefined where a kill took the answer, so that nobody knows whether it was heard. */
  askOnce<Answer>(
    path: string,
    init?: { readonly body: unknown },
  ): Promise<{ readonly status: number; readonly answer: Answer } | undefined>;
  /** The process of the present life. */
  readonly pid: number;
  /** When lives ended, by wall time in milliseconds: before the kill, and when the process was gone. */
  readonly deaths: readonly Death[];
  /** Stops it as a person would; resolves to all that its lives logged. */
  stop(): Promise<string>;
}

/** How long to wait before asking again, in milliseconds: an unanswered request may find the next life's port closed yet. */
const ASK_AGAIN = 20;
/** Asked so long without any answer, it is no life that answers. Milliseconds. */
const PATIENCE = 60_000;

async function request<Answer>(
  url: string,
  init: { readonly body: unknown; readonly key?: string } | undefined,
): Promise<{ status: number; answer: Answer }> {
  const answer = await fetch(url, {
    headers: {
      authorization,
      'content-type': 'application/json',
      ...(init?.key !== undefined && { 'idempotency-key': init.key }),
    },
    ...(init && { method: 'POST', body: JSON.stringify(init.body) }),
  });
  return { status: answer.status, answer: (await answer.json()) as Answer };
}

/**
 * Starts the first life.
 * @param disk the disk of all lives, where it is to fail
 */
export function startGatewayLives(settingsFile: string, disk?: FailingDisk): GatewayLives {
  let present: GatewayProcess = startGatewayProcess(settingsFile, disk?.environment);
  let listening = present.listening;
  let logged = '';
  const deaths: Death[] = [];

  /** Ends the present life and starts the next one when the kernel has taken the data folder back. */
  const succeed = async (
    end: (program: ChildProgram) => Promise<void>,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Ending> => {
    const { program } = present;
    const from = Date.now();
    await end(program);
    const next = Promise.withResolvers<string>();
    next.promise.catch(() => {});
    listening = next.promise;
    const ending = await program.ended;
    logged += ending.output;
    deaths.push({ from, to: Date.now() });
    await disk?.heal();
    present = startGatewayProcess(settingsFile, { ...disk?.environment, ...environment });
    present.listening.then(next.resolve, next.reject);
    return ending;
  };

  const kill = async (environment?: Readonly<Record<string, string>>): Promise<void> => {
    await succeed(async program => {
      program.process.kill('SIGKILL');
    }, environment);
  };

  const failDisk = async (fault: DiskFault, milliseconds: number): Promise<string> => {
    const { code, signal } = await succeed(async program => {
      await disk?.fail(fault);
      await Promise.race([program.ended, delay(milliseconds, undefined, { ref: false })]);
      program.process.kill('SIGKILL');
    });
    return signal === null ? `ended by itself with ${code}` : 'was killed';
  };

  return {
    listening: () => listening,
    kill,
    failDisk,
    ask: async <Answer>(path: string, init?: { readonly body: unknown; readonly key: string }) => {
      const begun = performance.now();
      for (let tries = 1; ; tries += 1) {
        try {
          return (await request<Answer>(`${await listening}${path}`, init)).answer;
        } catch (error) {
          if (performance.now() - begun > PATIENCE)
            throw new Error(`${path} had no answer in ${tries} tries`, { cause: error });
        }
        await delay(ASK_AGAIN);
      }
    },
    askOnce: async <Answer>(path: string, init?: { readonly body: unknown }) => {
      try {
        return await request<Answer>(`${await listening}${path}`, init);
      } catch {
        return undefined;
      }
    },
    get pid() {
      return present.program.pid;
    },
    deaths,
    stop: async () => {
      await listening;
      const { output } = await present.program.end('SIGTERM', 30_000);
      return logged + output;
    },
  };
}
