/** The messages of one request together. */
import { done, refused } from '@simgate/daemon/http';
import { stateOfCode } from '../../domain/message-state.ts';
import { cancelWaiting, countBatch, findBatch, waitingOfBatch } from '../../store/messages.ts';
import { type Handlers, ownerSeen } from '../context.ts';
import { stopBatchAtGateways } from './stop-at-gateway.ts';

/** Messages taken back in one look. */
const AT_A_TIME = 500;

export const batchHandlers = {
  async get_batch({ id }, { store }, call) {
    const batch = await store.read(() => findBatch(id, ownerSeen(call)));
    if (batch === undefined) return refused(404, 'id: there is no such batch.');
    const counts = await store.read(() => countBatch(id));
    const states = Object.fromEntries([...counts].map(([code, count]) => [stateOfCode(code), count]));
    return done(200, { id, total: batch.total, states });
  },

  async cancel_batch({ id }, context, call) {
    const { store, clock } = context;
    const batch = await store.read(() => findBatch(id, ownerSeen(call)));
    if (batch === undefined) return refused(404, 'id: there is no such batch.');
    let cancelled = 0;
    // Messages that are handed over meanwhile are not found again, so this ends.
    for (;;) {
      const waiting = await store.read(() => waitingOfBatch(id, AT_A_TIME));
      const byPart = Map.groupBy(waiting, ({ part }) => part);
      const at = Math.round(clock.now());
      let now = 0;
      for (const [part, rows] of byPart) {
        const ids = rows.map(row => row.id);
        now += await store.write(() => cancelWaiting(part, ids, at));
      }
      cancelled += now;
      if (waiting.length < AT_A_TIME || now === 0) break;
    }
    cancelled += await stopBatchAtGateways(id, context);
    return done(200, { cancelled });
  },
} satisfies Pick<Handlers, 'get_batch' | 'cancel_batch'>;
