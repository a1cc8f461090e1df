/** How messages that are on their way stand, for those who watch the gateway. */
import type { Database } from '@simgate/daemon/store';
import type { Store } from '../../store/store.ts';
import type { QueueState } from '../messages.ts';
import { everyLane } from '../outgoing/port-set.ts';
import { queueSize } from '../outgoing/queue.ts';
import { segmentStateCode } from '../rows.ts';

/** The smallest id of each lane is one step in an index. */
const OLDEST = `SELECT min(m.accepted_steady) AS accepted FROM messages m WHERE m.id IN (
  SELECT (SELECT min(message_id) FROM queue WHERE lane = value) FROM json_each(?)
  UNION ALL SELECT min(message_id) FROM delayed)`;

const lanes = JSON.stringify(everyLane);

function oldestAccepted(database: Database): number | undefined {
  return database.get<{ accepted: number | null }>(OLDEST, lanes)?.accepted ?? undefined;
}

function inDoubt(database: Database): number {
  return database.number(
    `SELECT count(DISTINCT m.id) FROM messages m JOIN segments s ON s.message_id = m.id
     WHERE m.state = 1 AND s.state = ?`,
    segmentStateCode('inDoubt'),
  );
}

export function queueState({ read, steady }: Pick<Store, 'read' | 'steady'>): QueueState {
  const accepted = oldestAccepted(read);
  return {
    waiting: queueSize(read),
    oldestAge: accepted === undefined ? 0 : Math.max(0, Math.round((steady.now() - accepted) / 1000)),
    inDoubt: inDoubt(read),
  };
}
