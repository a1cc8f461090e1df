/** A push target as people see it. */

import type { WorkerState } from '@simgate/daemon/webhooks';
import { type Backlog, backlogOf } from './backlog.ts';
import type { PushTarget } from './push-target.ts';
import { placeOf } from './target-store.ts';
import type { TargetAtWork, WorkersContext } from './workers.ts';

/** A target with the present state of its queue. */
export interface TargetView extends PushTarget, Omit<Backlog, 'oldest'> {
  readonly state: WorkerState | 'disabled';
  /** Whether it takes nothing at all. */
  readonly failing: boolean;
  /** Failed attempts since it last took an event. */
  readonly failures: number;
  /** Age of the oldest event that waits, in seconds; 0 where none does. */
  readonly oldestAge: number;
}

/** Looks at a target now. */
export async function viewOf(
  { target, worker }: TargetAtWork,
  { store, clock }: Pick<WorkersContext, 'store' | 'clock'>,
): Promise<TargetView> {
  // From the same state of the store as the counts, or an event would be counted in both places, or in none.
  const lastEvent = placeOf(store.read, target.id);
  const state = worker?.state ?? 'disabled';
  const startedRows = worker?.line.startedRows ?? 0;
  const { oldest, ...backlog } = await backlogOf(store.read, target.id, lastEvent, target.options.kinds);
  return {
    ...{ ...target, ...backlog, lastEvent, state },
    heldBack: Math.max(0, backlog.heldBack - startedRows),
    failing: worker?.isFailing ?? false,
    failures: worker?.health.failures ?? 0,
    trouble: worker?.health.trouble || backlog.trouble,
    oldestAge: oldest === undefined ? 0 : Math.max(0, Math.round((clock.now() - oldest) / 1000)),
  };
}
