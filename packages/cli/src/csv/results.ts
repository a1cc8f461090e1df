/** The rows of a file again, each with what became of it. */
import { writeFileSync } from 'node:fs';
import type { Client } from '@simgate/api';
import { stringify } from 'csv-stringify/sync';
import { CommandError, exitCodes } from '../program/exit-codes.ts';
import { messagesOf, resultsOf } from '../sending/wait-for.ts';
import type { Progress } from './ledger.ts';
import type { Table } from './read-table.ts';
import type { Recipients } from './recipients.ts';

/** The state of the message of a row. */
export interface RowResult {
  /** The id of the message at the gateway; "" where it has none, or is of original hardware. */
  readonly id: string;
  /** NOT_SENT, REFUSED, or as query_sms_result has it; "" where the gateway no longer knows the message. */
  readonly state: string;
  readonly reason: string;
}

/** By user id, which every gateway returns: without the id of the message and the reason. */
async function resultsByUserIds(client: Client, userIds: readonly number[]): Promise<[number, RowResult][]> {
  const results = await resultsOf(client, userIds);
  return [...results].map(([id, { status }]) => [id, { id: '', state: status, reason: '' }]);
}

/** By task, which a gateway of ours returns: with both. */
async function resultsByTasks(client: Client, taskIds: readonly number[]): Promise<[number, RowResult][]> {
  const messages = await messagesOf(client, taskIds);
  return messages.map(({ user_id, id, status, reason }) => [
    Number(user_id),
    { id: String(id), state: status, reason },
  ]);
}

/** The result of each row of the table, in its order. */
export async function resultsOfRows(
  client: Client,
  isOriginal: boolean,
  progress: Progress,
  { good, bad }: Recipients,
): Promise<RowResult[]> {
  const { head, accepted } = progress;
  const userId = (index: number): number => head.first_user_id + index;
  const sent = accepted.flatMap(({ from, to }) => good.slice(from, to));
  // Of a chunk that was in doubt for long it is only known that it was accepted.
  const byUserIds = isOriginal ? accepted : accepted.filter(({ task_id }) => task_id === null);
  const taskIds = isOriginal ? [] : accepted.map(({ task_id }) => task_id).filter(id => id !== null);
  const atGateway = new Map([
    ...(await resultsByTasks(client, [...new Set(taskIds)])),
    ...(await resultsByUserIds(
      client,
      byUserIds.flatMap(({ from, to }) => good.slice(from, to).map(({ index }) => userId(index))),
    )),
  ]);
  const found = new Map<number, RowResult>(
    bad.map(({ index, why }) => [index, { id: '', state: 'REFUSED', reason: why }]),
  );
  for (const { index } of good) found.set(index, { id: '', state: 'NOT_SENT', reason: '' });
  for (const { index } of sent)
    found.set(index, atGateway.get(userId(index)) ?? { id: '', state: '', reason: '' });
  return [...found].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}

/** The table with three more columns, as the file was written. */
export function renderResults({ columns, rows, delimiter }: Table, results: readonly RowResult[]): string {
  const lines = rows.map(({ fields }, at) => {
    const { id = '', state = '', reason = '' } = results[at] ?? {};
    return [...columns.map((_, column) => fields[column] ?? ''), id, state, reason];
  });
  return stringify([[...columns, 'message_id', 'state', 'reason'], ...lines], { delimiter });
}

/** Writes the table of results; what was sent is known without it. @throws CommandError where the file cannot be written */
export function writeResults(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandError(
      exitCodes.failed,
      `${file}: ${(error as Error).message}`,
      'The rows were sent. The same with --resume and another --output writes what became of them.',
    );
  }
}
