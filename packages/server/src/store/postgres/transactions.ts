/** Works on one connection, with as few waits for the database as their answers allow. */
import { StoreError } from '@simgate/daemon';
import type pg from 'pg';
import type { Answer, Query, Statements, Value } from '../statements.ts';
import type { Work } from '../store.ts';
import { configOf, joinedInsertions } from './queries.ts';

export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** An error of the database itself has five characters (SQLSTATE); 08, 53, 57 and 58 are of its state and not of the statement. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  return typeof code !== 'string' || code.length !== 5 || /^(?:08|53|57|58|25006|25P03)/.test(code);
}

type Asked = string | pg.QueryConfig;
type Found = pg.QueryResult<Record<string, Value>>;

/**
 * Sends queries with one message, and waits for all of them. What it throws is of the first that failed: a StoreError where the database is
 * away, and the database's own error otherwise.
 */
async function ask(client: pg.Client, queries: readonly Asked[]): Promise<readonly Found[]> {
  const { stream } = client.connection;
  stream.cork();
  const asked = Promise.allSettled(queries.map(query => client.query<Record<string, Value>>(query)));
  stream.uncork();
  const results: Found[] = [];
  for (const one of await asked) {
    if (one.status === 'fulfilled') results.push(one.value);
    else if (!isAway(one.reason)) throw one.reason;
    else throw new StoreError('unwritable', `the database cannot be used: ${String(one.reason)}`, one.reason);
  }
  return results;
}

const nothing: Answer = { rows: [], changes: 0 };

function answersOf(found: readonly Found[]): Answer {
  const [own = nothing, ...others] = found.map(({ rows, rowCount }) => ({ rows, changes: rowCount ?? 0 }));
  return { ...own, and: others };
}

function statementsOf({ and = [], ...own }: Query): pg.QueryConfig[] {
  return [own, ...and].map(configOf);
}

/** Takes a work that only reads to its end. */
export async function drive<T>(client: pg.Client, work: Statements<T>): Promise<T> {
  let step = work.next();
  while (step.done !== true) step = work.next(answersOf(await ask(client, statementsOf(step.value))));
  return step.value;
}

/** One message to the database, and how its answers are read. */
interface Asking {
  readonly asked: readonly Asked[];
  readonly answer: (found: readonly Found[]) => Answer;
}

function askingOf(query: Query, before: readonly string[]): Asking {
  const queries = statementsOf(query);
  const after = query.last === true ? ['COMMIT'] : [];
  return {
    asked: [...before, ...queries, ...after],
    answer: found => answersOf(found.slice(before.length, before.length + queries.length)),
  };
}

/** Insertions at the end of a work go as one statement, which is a transaction of its own where nothing came before it. */
function askingOfEnd(query: Query, before: readonly string[]): Asking {
  const { and = [], ...own } = query;
  const all = [own, ...and];
  const joined = joinedInsertions(all);
  if (joined === undefined) return askingOf(query, before);
  // Every row was inserted, else it failed.
  const [first = nothing, ...others] = all.flatMap(({ list }) =>
    list === undefined ? [] : [{ rows: [], changes: list.rows.length }],
  );
  return {
    asked: before.length > 0 ? [joined] : [joined, 'COMMIT'],
    answer: () => ({ ...first, and: others }),
  };
}

/** Takes a work to its end. BEGIN goes with its first statements, and COMMIT with those that the work calls its last. */
async function run<T>(client: pg.Client, work: Statements<T>): Promise<T> {
  let step = work.next();
  let before: readonly string[] = ['BEGIN'];
  while (step.done !== true) {
    const ends = step.value.last === true;
    const { asked, answer } = ends ? askingOfEnd(step.value, before) : askingOf(step.value, before);
    step = work.next(answer(await (ends ? unlessUnconfirmed(ask(client, asked)) : ask(client, asked))));
    if (ends && step.done === true) return step.value;
    if (ends) throw new RangeError('a work goes on behind its end');
    before = [];
  }
  // Without a statement nothing was begun.
  if (before.length === 0) await unlessUnconfirmed(ask(client, ['COMMIT']));
  return step.value;
}

/** Whoever loses the connection during a commit does not know whether the work stands. */
async function unlessUnconfirmed<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new StoreError('unconfirmed', 'the connection was lost during a commit', error);
  }
}

/** Runs a work in one transaction. Nothing of it stands where it throws, but after `unconfirmed`. */
export async function transaction<T>(client: pg.Client, work: Work<T>): Promise<T> {
  try {
    return await run(client, work());
  } catch (error) {
    if (!(error instanceof StoreError)) await ask(client, ['ROLLBACK']);
    throw error;
  }
}
