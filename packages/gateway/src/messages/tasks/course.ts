/**
 * The decision of people about a task. The decision is one row, so that it holds at once however many messages the task has: a port that takes
 * a message looks at it in the same transaction.
 */
import type { Database } from '@simgate/daemon/store';
import type { MessagesContext } from '../context.ts';
import { stoppedByPerson } from '../outgoing/failure.ts';
import { failMessage, loadMessage } from '../outgoing/message-store.ts';
import { changeQueueSize, enqueue, removeWaiting } from '../outgoing/queue.ts';
import { endTurn, turnOf } from '../outgoing/recipient-order.ts';
import { type MessageRow, messageStateCode } from '../rows.ts';

/**
 * - `stopping`: no message of it begins any more, and those that wait are ended step by step
 * - `accepting`: its request is not answered yet, and no message of it begins
 * - `abandoned`: the gateway ended while it was accepted; it is removed
 */
export type Course = 'running' | 'paused' | 'stopping' | 'stopped' | 'accepting' | 'abandoned';

/** The places are stored: never change one. */
const courses: readonly Course[] = ['running', 'paused', 'stopping', 'stopped', 'accepting', 'abandoned'];

export function courseCode(course: Course): number {
  return courses.indexOf(course);
}

/** Throws where the number names nothing: the row was not written by this program. */
export function courseOf(code: number): Course {
  const course = courses[code];
  if (course === undefined) throw new RangeError(`no such course of a task in the store: ${code}`);
  return course;
}

export interface TaskRow {
  readonly id: number;
  readonly first_message: number;
  readonly recipients: number;
  readonly owner: string;
  readonly course: number;
}

/** Undefined where there is none, it is not `owner`'s, or its request was not answered. */
export function taskRow(
  database: Database,
  id: number,
  owner: string | undefined,
): (TaskRow & { readonly is: Course }) | undefined {
  const row = database.get<{ -readonly [Key in keyof TaskRow]: TaskRow[Key] }>(
    'SELECT id, first_message, recipients, owner, course FROM tasks WHERE id = ?',
    id,
  );
  if (row === undefined || (owner !== undefined && row.owner !== owner)) return undefined;
  const is = courseOf(row.course);
  return is === 'accepting' || is === 'abandoned' ? undefined : { ...row, is };
}

export function setCourse(database: Database, id: number, course: Course): void {
  database.run('UPDATE tasks SET course = ? WHERE id = ?', courseCode(course), id);
}

/** Takes a message that waits out of the queue until its task goes on; who waits behind it for the same recipient goes first. */
function setAside(database: Database, message: MessageRow): void {
  removeWaiting(database, message);
  database.run(
    'INSERT INTO set_aside (message_id, task_id, ports, priority) VALUES (?, ?, ?, ?)',
    ...[message.id, message.task_id, message.ports, message.priority],
  );
  endTurn(database, turnOf(message), message.id);
}

/** Whether a message that waits may begin; if not, it has ended or left the queue. */
export function mayRun({ journal }: MessagesContext, database: Database, message: MessageRow): boolean {
  const course = courseOf(message.course);
  if (course === 'running') return true;
  if (course === 'stopping' || course === 'stopped') failMessage(database, journal, message, stoppedByPerson);
  else setAside(database, message);
  return false;
}

/** Messages put back into the queue, ended or removed in one transaction. */
export const STEP = 200;

type SetAside = { id: number; ports: number; priority: number };

/** Puts some messages of a running task back; returns their sets of ports. */
export function putSomeBack(database: Database, taskId: number): number[] {
  if (taskRow(database, taskId, undefined)?.is !== 'running') return [];
  const rows = database.all<SetAside>(
    `SELECT message_id AS id, ports, priority FROM set_aside WHERE task_id = ? ORDER BY message_id LIMIT ${STEP}`,
    taskId,
  );
  for (const row of rows) {
    database.run('DELETE FROM set_aside WHERE message_id = ?', row.id);
    enqueue(database, row);
  }
  return rows.map(({ ports }) => ports);
}

/** At a start: tasks go on that a crash interrupted, and a task whose request was not answered is given up. */
export function recoverTasks(database: Database): void {
  database.run(
    'UPDATE tasks SET course = ? WHERE course = ?',
    courseCode('abandoned'),
    courseCode('accepting'),
  );
  const rows = database.all<SetAside>(
    `SELECT s.message_id AS id, s.ports, s.priority FROM set_aside s JOIN tasks t ON t.id = s.task_id
     WHERE t.course = ?`,
    courseCode('running'),
  );
  for (const row of rows) {
    database.run('DELETE FROM set_aside WHERE message_id = ?', row.id);
    enqueue(database, row);
  }
}

function unfinished(database: Database, course: Course): TaskRow | undefined {
  return database.get<{ -readonly [Key in keyof TaskRow]: TaskRow[Key] }>(
    'SELECT id, first_message, recipients, owner, course FROM tasks WHERE course = ? LIMIT 1',
    courseCode(course),
  );
}

/** Removes some messages of a task whose request was not answered, and the task behind the last; returns how many. */
function removeAbandoned(database: Database): number {
  const task = unfinished(database, 'abandoned');
  if (task === undefined) return 0;
  const ids = database.all<{ id: number }>(
    `SELECT id FROM messages WHERE id BETWEEN ? AND ? LIMIT ${STEP}`,
    ...[task.first_message, task.first_message + task.recipients - 1],
  );
  for (const { id } of ids) {
    database.run('DELETE FROM set_aside WHERE message_id = ?', id);
    database.run('DELETE FROM held WHERE message_id = ?', id);
    database.run('DELETE FROM messages WHERE id = ?', id);
  }
  changeQueueSize(database, -ids.length);
  if (ids.length < STEP) database.run('DELETE FROM tasks WHERE id = ?', task.id);
  return ids.length;
}

/** Ends some messages of a task that waits for it; returns how many. */
export function endSome({ journal }: MessagesContext, database: Database, task: TaskRow): number {
  const waiting = database.all<{ id: number }>(
    `SELECT id FROM messages WHERE id BETWEEN ? AND ? AND state = ? ORDER BY id LIMIT ${STEP}`,
    ...[task.first_message, task.first_message + task.recipients - 1, messageStateCode('waiting')],
  );
  for (const { id } of waiting) {
    const message = loadMessage(database, id);
    if (message !== undefined) failMessage(database, journal, message, stoppedByPerson);
  }
  if (waiting.length < STEP) setCourse(database, task.id, 'stopped');
  return waiting.length;
}

/** A step of what a crash left half done; returns how many messages it was. */
export function finishTasks(context: MessagesContext, database: Database): number {
  const stopping = unfinished(database, 'stopping');
  const ended = stopping === undefined ? 0 : endSome(context, database, stopping);
  return Math.max(ended, removeAbandoned(database));
}
