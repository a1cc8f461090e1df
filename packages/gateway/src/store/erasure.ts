/** Erasing what the store keeps about a number: every room brings its steps, each bounded and a transaction of its own. */
import type { Database } from '@simgate/daemon/store';

export interface EraseStep {
  /** Rows removed in this step. */
  readonly erased: number;
  /** There may be more. */
  readonly more: boolean;
}

/** Removes rows about a number inside a transaction, some at a time; called until there is no more. */
export type Eraser = (database: Database) => EraseStep;

/** @param number without a leading `+` */
export type Erasure = (number: string) => Eraser;

/** Rows erased of each kind. */
export interface Erased {
  readonly sent: number;
  readonly received: number;
  readonly reports: number;
  readonly calls: number;
  readonly events: number;
  readonly pushes: number;
}

export type ErasureOutcome =
  | { readonly ok: true; readonly erased: Erased }
  /** A message to the number is being sent. */
  | { readonly ok: false; readonly error: string };

export interface NumberErasure {
  /** Resolves when the last step is committed. */
  erase(number: string): Promise<ErasureOutcome>;
}

/** Rows looked at in one step: some milliseconds. */
const STRETCH = 2000;

interface Scan {
  /** A table with ids. */
  readonly table: string;
  /** SQL that holds for a row about the number, which is its one place. No index need serve it. */
  readonly condition: string;
  readonly remove: (database: Database, id: number) => void;
}

/** Looks through a table, a stretch of ids at a time. */
export function erasureByScan({ table, condition, remove }: Scan): Erasure {
  return number => {
    let after = 0;
    return database => {
      const end = database.get<{ id: number | null }>(
        `SELECT max(id) AS id FROM (SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${STRETCH})`,
        after,
      )?.id;
      if (end == null) return { erased: 0, more: false };
      const rows = database.all<{ id: number }>(
        `SELECT id FROM ${table} WHERE id > ? AND id <= ? AND ${condition}`,
        after,
        end,
        number,
      );
      for (const { id } of rows) remove(database, id);
      after = end;
      return { erased: rows.length, more: true };
    };
  };
}

/** SQL of the fields of an event that may hold a number, in a column of JSON. */
export const NUMBER_IN_EVENT = `? IN (ltrim(json_extract(body, '$.number'), '+'),
  ltrim(json_extract(body, '$.sourceNumber'), '+'), ltrim(json_extract(body, '$.destinationNumber'), '+'))`;

/** Events of the journal. */
export const eraseEvents = erasureByScan({
  table: 'events',
  condition: NUMBER_IN_EVENT,
  remove: (database, id) => {
    database.run('DELETE FROM events WHERE id = ?', id);
    // A receiver's answer to the event may name the number too.
    database.run('DELETE FROM push_attempts WHERE event_id = ?', id);
  },
});
