/** What is done every half minute: ages, late reports, incomplete messages, retention. In small transactions. */
import { setImmediate as turn } from 'node:timers/promises';
import type { MessagesContext } from './context.ts';
import { expireSending, expireWaiting } from './expiry.ts';
import { forgetSets, showIncomplete } from './reassembly.ts';
import { tellUnmatched } from './reports.ts';
import { applyRetention, retentionStep } from './retention.ts';

/** Milliseconds between two rounds. */
export const upkeepInterval = 30_000;

const expireAll = async (context: MessagesContext): Promise<void> => {
  const { store } = context;
  while ((await store.write(database => expireWaiting(context, database))) > 0) await turn();
  for (let id: number | undefined = 0; id !== undefined; ) {
    const after: number = id;
    id = await store.write(database => expireSending(context, database, after));
  }
};

/** One round. Rejects where the store cannot write; the next round does what this one left. */
export const upkeep = async (context: MessagesContext): Promise<void> => {
  const { store } = context;
  await store.write(database => {
    store.steady.keep(database);
    tellUnmatched(context, database);
    showIncomplete(context, database);
    forgetSets(context, database);
  });
  await expireAll(context);
  while ((await store.write(database => applyRetention(context, database))) === retentionStep) await turn();
};

/** Runs rounds until the returned function is called. */
export const startUpkeep = (context: MessagesContext): (() => void) => {
  let stopped = false;
  let cancel = () => {};
  const schedule = (): void => {
    cancel = context.clock.after(upkeepInterval, () => {
      upkeep(context)
        .catch(error => context.log.error({ error: String(error) }, 'upkeep of the store failed'))
        .finally(() => {
          if (!stopped) schedule();
        });
    });
  };
  schedule();
  return () => {
    stopped = true;
    cancel();
  };
};
