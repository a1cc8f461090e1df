/** Another try of messages that have ended: which ones, and the request that sends them as a new task. */
import { messageReasons } from '@simgate/api/contract';
import type { Database } from '@simgate/daemon/store';
import { type Choice, type NotChosen, priorities, type SendRequest } from '../messages.ts';
import { loadMessage } from '../outgoing/message-store.ts';
import { lanesOf } from '../outgoing/port-set.ts';
import { encodingOf, type MessageRow, messageStateCode, messageStateOf, userIdOf } from '../rows.ts';
import { taskRow } from './course.ts';

export interface Chosen {
  readonly ok: true;
  readonly messages: readonly MessageRow[];
  /** `after` of what is left; null where nothing is. */
  readonly next: number | null;
}

/** Messages of one new task: it is written in one transaction. */
const MOST = 4096;

function refused(code: NotChosen['code'], error: string): NotChosen {
  return { ok: false, code, error };
}

function byIds(database: Database, ids: readonly number[], owner: string | undefined): Chosen | NotChosen {
  const messages: MessageRow[] = [];
  for (const id of new Set(ids)) {
    const message = loadMessage(database, id);
    if (message === undefined || taskRow(database, message.task_id, owner) === undefined)
      return refused(404, `ids: there is no message ${id}.`);
    const state = messageStateOf(message.state);
    if (state === 'waiting' || state === 'sending')
      return refused(409, `ids: message ${id} has not ended yet.`);
    messages.push(message);
  }
  return { ok: true, messages, next: null };
}

/** Reasons of failures behind which the message may have been sent. */
const unsureReasons = Object.entries(messageReasons)
  .filter(([, { sendAgain }]) => sendAgain === 'unsure')
  .map(([code]) => code);

function ofTask(database: Database, taskId: number, choice: Choice): Chosen | NotChosen {
  const task = taskRow(database, taskId, choice.owner);
  if (task === undefined) return refused(404, `task_id: there is no task ${taskId}.`);
  const ids = database.all<{ id: number }>(
    `SELECT id FROM messages WHERE id BETWEEN ? AND ? AND id > ? AND state = ?
       AND reason_code NOT IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ${MOST + 1}`,
    ...[task.first_message, task.first_message + task.recipients - 1, choice.after ?? 0],
    ...[messageStateCode('failed'), JSON.stringify(choice.unsure ? [] : unsureReasons)],
  );
  const messages = ids
    .slice(0, MOST)
    .map(({ id }) => loadMessage(database, id))
    .filter(message => message !== undefined);
  if (messages.length === 0)
    return refused(404, `task_id: no message of task ${taskId} is left to send again.`);
  return { ok: true, messages, next: ids.length > MOST ? (messages.at(-1)?.id ?? null) : null };
}

/** The messages of a choice, or why there are none. */
export function choose(database: Database, choice: Choice): Chosen | NotChosen {
  if (choice.ids !== undefined) return byIds(database, choice.ids, choice.owner);
  return ofTask(database, choice.taskId ?? 0, choice);
}

/** A text that stands for itself whatever is in it. */
const PLACE = '#param#';

/** The request that sends messages again; where their texts differ, each is the value of one place. */
export function requestOf(
  messages: readonly MessageRow[],
  ports: readonly number[] | undefined,
): SendRequest {
  const [first] = messages;
  const oneText = messages.every(({ text }) => text === first?.text);
  return {
    text: oneText ? (first?.text ?? '') : PLACE,
    recipients: messages.map(message => ({
      number: message.number,
      userId: userIdOf(message),
      encoding: encodingOf(message.encoding),
      ...(!oneText && { textParam: [message.text] }),
      ...(message.ports !== 0 && { ports: lanesOf(message.ports) }),
    })),
    ...(ports !== undefined && { ports }),
    encoding: 'auto',
    statusReport: messages.some(message => message.report_requested === 1),
    priority: priorities[first?.priority ?? 1] ?? 'normal',
  };
}
