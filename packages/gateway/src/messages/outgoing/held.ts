/**
 * Messages of a restored backup (store/restored.ts). They may have been sent after the backup was made, so a person decides: they are
 * released, which sends what is not at its end, or they are stopped.
 */
import type { Database } from '@simgate/daemon/store';
import type { MessagesContext } from '../context.ts';
import { stoppedByPerson } from './failure.ts';
import { failMessage, loadMessage } from './message-store.ts';
import { makeReady } from './outcome.ts';

/** Messages released or stopped in one transaction. */
const STEP = 200;

/** Ids of held messages behind `after`, oldest first. */
export function heldIds(database: Database, after: number, limit: number): number[] {
  return database
    .all<{ id: number }>(
      'SELECT message_id AS id FROM held WHERE message_id > ? ORDER BY message_id LIMIT ?',
      after,
      limit,
    )
    .map(({ id }) => id);
}

export function countHeld(database: Database): number {
  return database.number('SELECT count(*) FROM held');
}

function releaseOne(_context: MessagesContext, database: Database, id: number): void {
  database.run('DELETE FROM held WHERE message_id = ?', id);
  makeReady(database, id);
}

/** A message that was begun ends FAILED too: the rest of it is not sent. */
function stopOne(context: MessagesContext, database: Database, id: number): void {
  const message = loadMessage(database, id);
  if (message !== undefined) failMessage(database, context.journal, message, stoppedByPerson);
  database.run('DELETE FROM held WHERE message_id = ?', id);
}

const decisions = { release: releaseOne, stop: stopOne };
export type Decision = keyof typeof decisions;

function step(
  context: MessagesContext,
  decision: Decision,
  choose: (database: Database) => readonly number[],
): Promise<number> {
  return context.store.write(database => {
    const ids = choose(database);
    for (const id of ids) decisions[decision](context, database, id);
    return ids.length;
  });
}

/**
 * Releases or stops held messages, some at a time; resolves with how many when all of it is committed.
 * @param ids those of them that are held; undefined: all
 */
export async function decideHeld(
  context: MessagesContext,
  decision: Decision,
  ids: readonly number[] | undefined,
): Promise<number> {
  let decided = 0;
  for (let from = 0; ids !== undefined && from < ids.length; from += STEP) {
    const some = ids.slice(from, from + STEP);
    decided += await step(context, decision, database =>
      some.filter(id => database.get('SELECT 1 FROM held WHERE message_id = ?', id) !== undefined),
    );
  }
  for (let more = ids === undefined; more; ) {
    const count = await step(context, decision, database => heldIds(database, 0, STEP));
    decided += count;
    more = count === STEP;
  }
  return decided;
}
