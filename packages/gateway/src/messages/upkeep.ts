/** Runs every half minute: ages, late reports, incomplete messages, retention. In small transactions. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '@simgate/daemon/store';
import type { MessagesContext } from './context.ts';
import { forgetSets, storeIncomplete } from './incoming/reassembly.ts';
import { expireSending, expireWaiting } from './outgoing/expiry.ts';
import { journalUnmatched } from './outgoing/reports.ts';
import { applyRetention, RETENTION_STEP } from './retention.ts';
import { finishTasks, STEP } from './tasks/course.ts';

/** Milliseconds between two rounds. */
const UPKEEP_INTERVAL = 30_000;

interface Progress {
  /** Begun messages up to this id were looked at; undefined: all. */
  readonly sendingAfter: number | undefined;
  readonly more: boolean;
}

/** One bounded step of everything: mostly one commit does for a round. */
function step(context: MessagesContext, database: Database, sendingAfter: number): Progress {
  context.store.steady.keep(database);
  journalUnmatched(context, database);
  storeIncomplete(context, database);
  forgetSets(context, database);
  const expired = expireWaiting(context, database);
  const next = expireSending(context, database, sendingAfter);
  const finished = finishTasks(context, database);
  const removed = applyRetention(context, database);
  const more = expired > 0 || next !== undefined || finished === STEP || removed === RETENTION_STEP;
  return { sendingAfter: next, more };
}

/** One round. Rejects where the store cannot write; the next round does what this one left. */
async function upkeep(context: MessagesContext): Promise<void> {
  let progress: Progress = { sendingAfter: 0, more: true };
  while (progress.more) {
    const after = progress.sendingAfter ?? Number.MAX_SAFE_INTEGER;
    progress = await context.store.write(database => step(context, database, after));
    await turn();
  }
}

/** Runs rounds until the returned function is called. */
export function startUpkeep(context: MessagesContext): () => void {
  let stopped = false;
  let cancel = () => {};
  const schedule = (): void => {
    cancel = context.clock.after(UPKEEP_INTERVAL, () => {
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
}
