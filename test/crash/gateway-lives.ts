/** One gateway through many lives: killed and started again, always on the same data. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  authorization,
  type GatewayProcess,
  startGatewayProcess,
} from '../foreign/support/gateway-process.ts';

export interface GatewayLives {
  /** Where the present life listens; rejects when it is killed before it does. */
  listening(): Promise<string>;
  /** Kills the present life with SIGKILL and starts the next one; resolves when that one is on its way. */
  kill(environment?: Readonly<Record<string, string>>): Promise<void>;
  /** Asks until a life answers. Kills between the question and the answer are why it may be asked again. */
  ask<Answer>(path: string, init?: { readonly body: unknown; readonly key: string }): Promise<Answer>;
  /** Stops it as a person would; resolves to all that its lives logged. */
  stop(): Promise<string>;
}

/** How long to wait before asking again, in milliseconds: an unanswered request may find the next life's port closed yet. */
const askAgain = 20;

const request = async <Answer>(
  url: string,
  init: { readonly body: unknown; readonly key: string } | undefined,
): Promise<Answer> => {
  const answer = await fetch(url, {
    headers: {
      authorization,
      'content-type': 'application/json',
      ...(init && { 'idempotency-key': init.key }),
    },
    ...(init && { method: 'POST', body: JSON.stringify(init.body) }),
  });
  return (await answer.json()) as Answer;
};

/** Starts the first life. */
export const startGatewayLives = (settingsFile: string): GatewayLives => {
  let present: GatewayProcess = startGatewayProcess(settingsFile);
  let listening = present.listening;
  let logged = '';

  const kill = async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
    const { program } = present;
    const next = Promise.withResolvers<string>();
    next.promise.catch(() => {});
    listening = next.promise;
    program.process.kill('SIGKILL');
    // The next one may start when the kernel has taken the data folder back.
    logged += (await program.ended).output;
    present = startGatewayProcess(settingsFile, environment);
    present.listening.then(next.resolve, next.reject);
  };

  return {
    listening: () => listening,
    kill,
    ask: async <Answer>(path: string, init?: { readonly body: unknown; readonly key: string }) => {
      for (;;) {
        try {
          return await request<Answer>(`${await listening}${path}`, init);
        } catch {
          await delay(askAgain);
        }
      }
    },
    stop: async () => {
      await listening;
      const { output } = await present.program.end('SIGTERM', 30_000);
      return logged + output;
    },
  };
};
