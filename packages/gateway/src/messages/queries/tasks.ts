/** Tasks with the counts of their messages by state. */
import type { Database } from '@simgate/daemon/store';
import type { Store } from '../../store/store.ts';
import type { MessageState } from '../outgoing/progress.ts';
import { messageStateOf } from '../rows.ts';
import { type Course, courseCode, courseOf } from '../tasks/course.ts';

export interface TaskView {
  readonly id: number;
  /** "" where it has none. */
  readonly name: string;
  readonly text: string;
  readonly owner: string;
  /** Milliseconds since 1970; undefined where none of its messages is kept. */
  readonly acceptedAt: number | undefined;
  readonly recipients: number;
  readonly course: Course;
  readonly counts: Readonly<Partial<Record<MessageState, number>>>;
}

export interface Tasks {
  /** Below an id, newest first; with `owner` only those of that user. */
  list(before: number, limit: number, owner: string | undefined): readonly TaskView[];
  /** Undefined where there is none, or it is not `owner`'s. */
  find(id: number, owner: string | undefined): TaskView | undefined;
}

type Row = {
  id: number;
  name: string;
  text: string;
  owner: string;
  first_message: number;
  recipients: number;
  course: number;
};

const COLUMNS = 'id, name, text, owner, first_message, recipients, course';
/** Tasks whose request was not answered yet are left out. */
const told = `course < ${courseCode('accepting')}`;

/** The ids of its messages are one range. */
function viewOf(database: Database, { first_message: first, course, ...row }: Row): TaskView {
  const last = first + row.recipients - 1;
  const states = database.all<{ state: number; amount: number }>(
    'SELECT state, count(*) AS amount FROM messages WHERE id BETWEEN ? AND ? GROUP BY state',
    ...[first, last],
  );
  // The steady clock stands near the wall clock, and the time of a message changes when it is handed over.
  const accepted = database.get<{ at: number }>(
    'SELECT accepted_steady AS at FROM messages WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1',
    ...[first, last],
  );
  const counts = Object.fromEntries(states.map(({ state, amount }) => [messageStateOf(state), amount]));
  return { ...row, course: courseOf(course), acceptedAt: accepted?.at, counts };
}

export function createTasks({ read }: Pick<Store, 'read'>): Tasks {
  return {
    list: (before, limit, owner) =>
      read
        .all<Row>(
          `SELECT ${COLUMNS} FROM tasks WHERE id < ?1 AND ${told} AND (?2 IS NULL OR owner = ?2) ORDER BY id DESC LIMIT ?3`,
          ...[before, owner ?? null, limit],
        )
        .map(row => viewOf(read, row)),
    find: (id, owner) => {
      const row = read.get<Row>(`SELECT ${COLUMNS} FROM tasks WHERE id = ? AND ${told}`, id);
      return row === undefined || (owner !== undefined && row.owner !== owner)
        ? undefined
        : viewOf(read, row);
    },
  };
}
