/** One gateway through many lives: killed and started again, always on the same data. */
import { setTimeout as delay } from 'node:timers/promises';
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

/** Starts the first life. */
export function startGatewayLives(settingsFile: string): GatewayLives {
  let present: GatewayProcess = startGatewayProcess(settingsFile);
  let listening = present.listening;
  let logged = '';
  const deaths: Death[] = [];

  const kill = async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
    const { program } = present;
    const next = Promise.withResolvers<string>();
    next.promise.catch(() => {});
    listening = next.promise;
    const from = Date.now();
    program.process.kill('SIGKILL');
    // The next one may start when the kernel has taken the data folder back.
    logged += (await program.ended).output;
    deaths.push({ from, to: Date.now() });
    present = startGatewayProcess(settingsFile, environment);
    present.listening.then(next.resolve, next.reject);
  };

  return {
    listening: () => listening,
    kill,
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
