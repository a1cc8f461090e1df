/** Reads calls: the records of ended ones in pages by keyset, and lists for people, newest first. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '@simgate/daemon/store';
import { CALL_ROWS, type CallRow, recordOf } from './call-rows.ts';
import type { CallFilter, CallRecord, CdrFilter } from './calls.ts';

/** Rows read at a time; the event loop is free between two pages. */
const PAGE_SIZE = 500;

function inPorts(ports: readonly number[] | undefined) {
  const wanted = ports && new Set(ports);
  return ({ port }: { port: number }): boolean => wanted === undefined || wanted.has(port);
}

/** Ended calls in the order of their start. A call that ends while an answer is read may be met or not. */
export async function* recordPages(
  database: Database,
  { ports, after, before }: CdrFilter,
): AsyncGenerator<readonly CallRecord[]> {
  const matches = inPorts(ports);
  let started = after ?? Number.MIN_SAFE_INTEGER;
  let id = 0;
  for (;;) {
    const page = database.all<CallRow>(
      `${CALL_ROWS} WHERE (calls.started, calls.id) > (?, ?) AND calls.started <= ? AND calls.ended IS NOT NULL
       ORDER BY calls.started, calls.id LIMIT ${PAGE_SIZE}`,
      started,
      id,
      before ?? Number.MAX_SAFE_INTEGER,
    );
    const last = page.at(-1);
    if (last === undefined) return;
    yield page.filter(matches).map(recordOf);
    ({ started, id } = last);
    await turn();
  }
}

/** At most `limit` calls, newest first. */
export function listCalls(database: Database, { ports, ongoing, before, limit }: CallFilter): CallRecord[] {
  const places = (ports ?? []).map(() => '?').join(', ');
  const terms = [
    'calls.id < ?',
    ...(ports === undefined ? [] : [`gsm.port IN (${places})`]),
    ...(ongoing === undefined ? [] : [`calls.ended IS ${ongoing ? '' : 'NOT '}NULL`]),
  ];
  return database
    .all<CallRow>(
      `${CALL_ROWS} WHERE ${terms.join(' AND ')} ORDER BY calls.id DESC LIMIT ?`,
      before ?? Number.MAX_SAFE_INTEGER,
      ...(ports ?? []),
      limit,
    )
    .map(recordOf);
}
