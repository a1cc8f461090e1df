/** Rows that requests to send have put into the store. */
import { priorities } from '../../messages/messages.ts';
import { loadMessage } from '../../messages/outgoing/message-store.ts';
import { mayUse } from '../../messages/outgoing/port-set.ts';
import { encodingOf, userIdOf } from '../../messages/rows.ts';
import type { TestServer } from './server.ts';

export interface QueuedMessage {
  readonly owner: string;
  readonly number: string;
  readonly text: string;
  readonly userId: number | string | null;
  readonly encoding: string;
  readonly statusReport: boolean;
  /** Those it may go through; undefined: any. */
  readonly ports: readonly number[] | undefined;
  readonly priority: string | undefined;
}

function portsOf(set: number): number[] | undefined {
  return set === 0
    ? undefined
    : Array.from({ length: 32 }, (_, port) => port).filter(port => mayUse(set, port));
}

/** All messages, in the order they were taken. */
export function queuedAt({ store }: TestServer): QueuedMessage[] {
  const ids = store.read.all<{ id: number; owner: string }>(
    'SELECT m.id, t.owner FROM messages m JOIN tasks t ON t.id = m.task_id ORDER BY m.id',
  );
  return ids.flatMap(({ id, owner }) => {
    const row = loadMessage(store.read, id);
    if (row === undefined) return [];
    const { number, text, report_requested, ports, priority } = row;
    return {
      ...{ owner, number, text, userId: userIdOf(row), encoding: encodingOf(row.encoding) },
      ...{ statusReport: report_requested === 1, ports: portsOf(ports), priority: priorities[priority] },
    };
  });
}
